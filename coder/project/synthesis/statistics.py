"""Figures from statistics tables: taken in, brought up to date by the same table, taken away by their source."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from coder.errors import CoderError, Refused
from coder.history import StepWriter
from coder.i18n import _
from coder.identity import derived
from coder.model import RegisterEntry, Statistic, Step
from coder.project.base import ProjectBase
from coder.readers.statistics import STATISTICS_FILES, StatisticRow, read_statistics
from coder.spans import folded

_Figure = tuple[str, ...]
"""What makes a figure the same one: group, place, sex, age, year, measure, source."""


@dataclass(frozen=True)
class StatisticsResult:
    """What became of a file's rows."""

    file: str
    added: int
    changed: int
    """Figures that were there with another number or definition."""
    unchanged: int
    refused: tuple[str, ...]
    """One translated line for each wrong row, with its line number."""


class StatisticsUseCases(ProjectBase):
    """Statistics beside what is said."""

    def import_statistics(self, path: Path) -> StatisticsResult:
        """Take in a table's figures; wrong rows are refused with their line, the others are taken.

        The same file twice changes nothing; a figure with another number or definition takes the place of the old one.
        ``CoderError`` if it cannot be read as a statistics table.
        """
        try:
            table = read_statistics(path)
        except OSError as error:
            told = _("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)
            raise CoderError(told) from error
        except Refused as reason:
            raise CoderError(f"{path}: {reason}") from reason
        refused = dict(table.refused)
        with self.history.step("import_statistics", file=path.name, count=len(table.rows)) as step:
            wanted = _wanted(step.session, table.rows, refused)
            added, changed = _write(step, wanted.values())
        lines = [
            _("{file}, line {line}: {reason}").format(file=path.name, line=line, reason=refused[line])
            for line in sorted(refused)
        ]
        return StatisticsResult(path.name, added, changed, len(wanted) - added - changed, tuple(lines))

    def begin_statistics(self) -> StatisticsResult | None:
        """Take in ``transcripts/statistics.csv`` (or ``.xlsx``) where no statistics ever were; None without one.

        Whoever undid the import meant it.
        """
        path = next((each for name in STATISTICS_FILES if (each := self.transcripts_folder / name).is_file()), None)
        if path is None or self.ask(_were_imported):
            return None
        return self.import_statistics(path)

    def remove_statistics(self, source: str) -> int:
        """Take away all figures of a source, named in full or by a unique beginning; returns how many there were."""
        with self.store.reading() as session:
            sources = {row.source for row in session.exec(select(Statistic)).all()}
        wanted = folded(source)
        found = [each for each in sources if folded(each) == wanted] or [
            each for each in sources if wanted and folded(each).startswith(wanted)
        ]
        if len(found) != 1:
            message = _("{source}: {number} sources of statistics begin so; there are: {sources}.")
            raise CoderError(
                message.format(source=source, number=len(found), sources="; ".join(sorted(sources)) or "–")
            )
        with self.history.step("remove_statistics", source=found[0]) as step:
            rows = step.session.exec(select(Statistic).where(Statistic.source == found[0])).all()
            for row in rows:
                step.delete(row)
        return len(rows)


def _were_imported(session: Session) -> bool:
    return session.exec(select(Step.id).where(Step.kind == "import_statistics").limit(1)).first() is not None


def _wanted(session: Session, rows: Iterable[StatisticRow], refused: dict[int, str]) -> dict[_Figure, Statistic]:
    """The figures of a table, each once; a line that says another number for the same figure is refused."""
    known = _Registers(session)
    found: dict[_Figure, Statistic] = {}
    lines: dict[_Figure, int] = {}
    for row in rows:
        figure = _statistic(row, known.key("group", row.group), known.key("place", row.place))
        identity = _identity(figure)
        first = found.get(identity)
        if first is None:
            found[identity], lines[identity] = figure, row.line
        elif (first.count, first.definition) != (figure.count, figure.definition):
            told = _("line {line} says something else of the same figure.").format(line=lines[identity])
            refused[row.line] = told
    return found


class _Registers:
    """Groups and places by id or name."""

    def __init__(self, session: Session) -> None:
        self._known: dict[tuple[str, str], str] = {}
        entries = session.exec(select(RegisterEntry)).all()
        self._known |= {(entry.kind, folded(entry.name)): entry.key for entry in entries}
        self._known |= {(entry.kind, folded(entry.key)): entry.key for entry in entries}

    def key(self, kind: str, words: str) -> str:
        """The key of what is meant, or the words where the codebook has none."""
        return self._known.get((kind, folded(words)), words)


def _statistic(row: StatisticRow, group: str, place: str) -> Statistic:
    identity = (group, place, row.sex, row.age, row.year, row.measure, row.source)
    return Statistic(
        id=derived("statistic", *identity),
        group_key=group,
        place_key=place,
        sex=row.sex,
        age=row.age,
        year=row.year,
        measure=row.measure,
        count=row.count,
        source=row.source,
        definition=row.definition,
    )


def _identity(row: Statistic) -> _Figure:
    return (row.group_key, row.place_key, row.sex, row.age, row.year, row.measure, row.source)


def _write(step: StepWriter, wanted: Iterable[Statistic]) -> tuple[int, int]:
    """Insert what is not there yet, change what is; returns how many of each."""
    there = {_identity(row): row for row in step.session.exec(select(Statistic)).all()}
    new, changed = [], 0
    for figure in wanted:
        row = there.get(_identity(figure))
        if row is None:
            new.append(figure)
        else:
            changed += step.update(row, count=figure.count, definition=figure.definition)
    step.insert_many(new)
    return len(new), changed
