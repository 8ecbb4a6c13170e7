"""Registers of constellations from files: what was decided elsewhere, taken in with whoever decided it."""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from coder.errors import CoderError, Refused
from coder.history import StepWriter
from coder.i18n import _
from coder.model import Constellation, Step
from coder.project.base import ProjectBase
from coder.project.synthesis.constellations import Wording, insert_constellation
from coder.queries.constellations import CONFIRMED, DECISIONS
from coder.readers.constellations import CONSTELLATIONS_FILE, ConstellationRow, read_constellations
from coder.spans import folded


@dataclass(frozen=True)
class ConstellationsResult:
    """What became of a file's rows."""

    file: str
    added: int
    unchanged: int
    """Constellations whose names are written down already: what people have said of them since is left alone."""
    refused: tuple[str, ...]
    """One translated line for each wrong row, with its line number."""


class ConstellationFileUseCases(ProjectBase):
    """Constellations from files."""

    def import_constellations(self, path: Path) -> ConstellationsResult:
        """Take in a register; wrong rows are refused with their line, the others are taken.

        The same file twice changes nothing. ``CoderError`` if it cannot be read as a register of constellations.
        """
        try:
            rows = read_constellations(path)
        except OSError as error:
            told = _("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)
            raise CoderError(told) from error
        except Refused as reason:
            raise CoderError(f"{path}: {reason}") from reason
        refused: list[str] = []
        added = 0
        with self.history.step("import_constellations", file=path.name, count=len(rows)) as step:
            known = {folded(row.name) for row in step.session.exec(select(Constellation)).all()}
            for row in rows:
                if folded(row.name) in known:
                    continue
                try:
                    _take(step, row, self.coder)
                except CoderError as reason:
                    message = _("{file}, line {line}: {reason}")
                    refused.append(message.format(file=path.name, line=row.line, reason=reason))
                else:
                    known.add(folded(row.name))
                    added += 1
        return ConstellationsResult(path.name, added, len(rows) - added - len(refused), tuple(refused))

    def begin_constellations(self) -> ConstellationsResult | None:
        """Take in ``transcripts/constellations.csv`` where none ever were; None without one.

        Whoever undid the import meant it.
        """
        path = self.transcripts_folder / CONSTELLATIONS_FILE
        if not path.is_file() or self.ask(_were_imported):
            return None
        return self.import_constellations(path)


def _were_imported(session: Session) -> bool:
    kind = "import_constellations"
    return session.exec(select(Step.id).where(Step.kind == kind).limit(1)).first() is not None


def _take(step: StepWriter, row: ConstellationRow, coder: str) -> None:
    decision = row.decision or CONFIRMED
    if decision not in DECISIONS:
        message = _("{option} {value}: choose one of {allowed}.")
        raise CoderError(message.format(option="decision", value=decision, allowed=", ".join(DECISIONS)))
    wording = Wording(
        name=row.name,
        members=row.members,
        place=row.place,
        groups=row.groups,
        purpose=row.purpose,
        state=row.state or "unknown",
    )
    insert_constellation(step, wording, row.quotes, decision, row.decided_by or coder)
