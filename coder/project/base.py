"""What all use cases stand on: the store, the history, who is coding, and how the folder lies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session, col, select

from coder.errors import CoderError, Refused
from coder.history import History, StepWriter, TakenBack
from coder.i18n import _
from coder.identity import derived, normal_quote_id
from coder.model import Code, CodebookFile, Coder, Coding, ProjectInfo, RegisterEntry
from coder.spans import folded
from coder.store import Store

P = ParamSpec("P")
T = TypeVar("T")

Progress = Callable[[int, int, str], bool]
"""Called with done, total and what is being done; returns False to stop."""


class OnlyLooking(Exception):
    """Ends a step that was done only to see what it would do."""


@contextmanager
def complaining_of(path: Path) -> Iterator[None]:
    """What is wrong with a file becomes a ``CoderError`` with its name in front."""
    try:
        yield
    except OSError as error:
        raise CoderError(_("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)) from error
    except Refused as reason:
        raise CoderError(f"{path}: {reason}") from reason


def keep_going(_done: int, _total: int, _what: str) -> bool:
    """The progress of someone who only waits."""
    return True


class ProjectBase:
    """One open project, seen by one coder."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder
        self.history = History(store, coder)
        self.past = ""
        """The moment as of which the project is shown; empty for the project as it is."""
        self.folder = _study_folder(store)

    @property
    def codebook_path(self) -> Path:
        return self.folder / "codebook.yaml"

    @property
    def transcripts_folder(self) -> Path:
        return self.folder / "transcripts"

    def ask(self, question: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer one of the questions in ``coder.queries`` from one state of the project."""
        with self.store.reading() as session:
            return question(session, *args, **kwargs)

    def info(self) -> ProjectInfo:
        """The study's name, language and method."""
        with self.store.reading() as session:
            return session.exec(select(ProjectInfo)).one()

    def next_undo(self) -> TakenBack | None:
        """What ``undo`` would take back now, None if there is nothing."""
        return self.history.next_undo()

    def undo(self) -> list[TakenBack]:
        """Take back the coder's own latest command; [] if there is none. Raises ``Conflict``."""
        return self.history.undo()

    def redo(self) -> list[TakenBack]:
        """Bring back what was taken back last; [] if there is nothing."""
        return self.history.redo()

    def close(self) -> None:
        self.store.close()


def _study_folder(store: Store) -> Path:
    """Where ``codebook.yaml`` and ``transcripts/`` lie: beside the project; else where they were read before; else,
    for a project that has read none, the current folder if it has them."""
    if store.path is None:
        return Path.cwd()
    beside = store.path.absolute().parent
    with store.reading() as session:
        remembered = session.exec(select(CodebookFile.folder)).first()
    candidates = [beside, beside / remembered] if remembered else [beside, Path.cwd()]
    return next((folder for folder in candidates if (folder / "codebook.yaml").exists()), beside)


def known_coder(session: Session, name: str) -> str | None:
    """The id of the coder of this name, None if there is none. Names are compared in NFC, case-folded."""
    return next((row.id for row in session.exec(select(Coder)).all() if folded(row.name) == folded(name)), None)


def coder_id(step: StepWriter, name: str) -> str:
    """The id of the coder of this name, made if new."""
    known = known_coder(step.session, name)
    return known or step.insert(Coder(id=derived("coder", folded(name)), name=name.strip())).id


def code_by_name(session: Session, name: str, applicable: bool = False) -> Code:
    """A code by id or name: exact beats a unique beginning. ``CoderError`` names the candidates.

    ``applicable`` leaves out retired codes, which can be read but not applied.
    """
    rows = [row for row in session.exec(select(Code)).all() if not (applicable and row.retired)]
    wanted = folded(name)
    found = (
        [row for row in rows if folded(row.key) == wanted]
        or [row for row in rows if folded(row.name) == wanted]
        or [
            row
            for row in rows
            if wanted and (folded(row.key).startswith(wanted) or folded(row.name).startswith(wanted))
        ]
    )
    if len(found) == 1:
        return found[0]
    if found:
        candidates = ", ".join(sorted(row.key for row in found))
        raise CoderError(_("{name}: several codes fit: {candidates}.").format(name=name, candidates=candidates))
    raise CoderError(_("{name}: no code is called so; 'coder codebook' lists them.").format(name=name))


def coding_by_quote(session: Session, quote: str) -> Coding:
    """The coding behind a quote's identifier. ``CoderError`` if there is none."""
    row = session.exec(select(Coding).where(col(Coding.quote_id) == normal_quote_id(quote))).first()
    if row is None:
        raise CoderError(_("{quote}: no quote has this identifier.").format(quote=quote))
    return row


def entries_by_key(session: Session, kinds: tuple[str, ...]) -> dict[str, RegisterEntry]:
    """Register entries of some kinds by folded key (ids share one space)."""
    rows = session.exec(select(RegisterEntry).where(col(RegisterEntry.kind).in_(kinds))).all()
    return {folded(row.key): row for row in rows}
