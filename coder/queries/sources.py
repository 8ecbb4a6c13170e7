"""The list of interviews, and finding one by name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Coder, Finished, Source, SourceText, Turn, table_of
from coder.queries.preparation import parts_done
from coder.queries.selection import DEFAULT, Selection
from coder.spans import folded

if TYPE_CHECKING:
    from coder.queries.columns import SourceFacts


@dataclass(frozen=True)
class SourceRow:
    """One interview in the list."""

    id: str
    source: str
    case: str
    """Its cases, joined by "; "."""
    turns: int
    speakers: int
    words: int
    """Of all speech, labels left out."""
    characters: int
    """Of the whole text."""
    codings: int
    """That count."""
    speech: int
    """Characters of the speech that counts, labels and interviewers' turns left out."""
    coded_share: float
    """Of the speech that counts, 0 to 1: characters covered at least once."""
    finished_by: str
    date: str
    corrected: bool
    speakers_settled: bool
    pseudonymised: bool

    @property
    def prepared(self) -> bool:
        """Whether all of its preparation is called done."""
        return self.corrected and self.speakers_settled and self.pseudonymised


def source_rows(session: Session, selection: Selection = DEFAULT) -> tuple[SourceRow, ...]:
    """Every source, in order of name."""
    # Here, since this module is imported wherever a source is named, and numpy takes a tenth of a second.
    import numpy as np

    from coder.queries.measures import measured
    from coder.queries.parts import read_parts

    parts = read_parts(session, selection)
    columns = parts.columns
    found = measured(parts, parts.source, len(columns.sources))
    speech = np.bincount(columns.turns.source, weights=columns.turns.length, minlength=len(columns.sources))
    cases: dict[int, dict[str, None]] = {}
    for speaker in columns.speakers:
        if speaker.case and not speaker.interviewer:
            cases.setdefault(speaker.source, {})[speaker.case] = None
    sizes = _sizes(session)
    finished = _finished(session)
    prepared = parts_done(session)
    return tuple(
        _row(
            source,
            sizes[source.source_text_id],
            "; ".join(cases.get(n, ())),
            (int(found.codings[n]), int(found.characters[n]), int(speech[n])),
            finished.get(source.id, []),
            prepared.get(source.id, frozenset()),
        )
        for n, source in enumerate(columns.sources)
    )


def _row(
    source: "SourceFacts",
    size: "_Size",
    cases: str,
    coded: tuple[int, int, int],
    finished: Iterable[str],
    prepared: Collection[str],
) -> SourceRow:
    codings, covered, speech = coded
    return SourceRow(
        id=source.id,
        source=source.name,
        case=cases,
        turns=size.turns,
        speakers=size.labels,
        words=size.words,
        characters=size.characters,
        codings=codings,
        speech=speech,
        coded_share=round(covered / speech, 4) if speech else 0.0,
        finished_by=", ".join(sorted(finished)),
        date=source.variables.get("date", ""),
        corrected="corrected" in prepared,
        speakers_settled="speakers" in prepared,
        pseudonymised="pseudonyms" in prepared,
    )


@dataclass(frozen=True)
class _Size:
    characters: int
    turns: int = 0
    labels: int = 0
    words: int = 0


def _sizes(session: Session) -> dict[str, _Size]:
    """How large each current version is; the database counts, no text is read."""
    text, turn, source = table_of(SourceText), table_of(Turn), table_of(Source)
    connection = session.connection()
    lengths = connection.execute(
        sa_select(text.c.id, func.length(text.c.text)).join(source, source.c.source_text_id == text.c.id)
    ).all()
    numbers = (func.count(), func.count(turn.c.label.distinct()), func.sum(turn.c.words))
    spoken = {
        text_id: sizes
        for text_id, *sizes in connection.execute(
            sa_select(turn.c.source_text_id, *numbers).group_by(turn.c.source_text_id)
        )
    }
    return {text_id: _Size(length, *spoken.get(text_id, ())) for text_id, length in lengths}


def _finished(session: Session) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = select(Finished.source_id, Coder.name).join(Coder, col(Coder.id) == Finished.coder_id)
    for source_id, name in session.exec(query).all():
        found.setdefault(source_id, []).append(name)
    return found


def finished_by(session: Session, source_id: str, coder: str) -> bool:
    """Whether a coder, by name, has called a source finished."""
    return folded(coder) in map(folded, _finished(session).get(source_id, ()))


def find_source(session: Session, name: str) -> Source:
    """A source by name: NFC and case-folded; exact beats a unique beginning. ``CoderError`` otherwise."""
    # Names alone: a project may have hundreds of sources, and every use case asks.
    rows = session.exec(select(Source.id, Source.name)).all()
    wanted = folded(name)
    exact = [row for row in rows if folded(row[1]) == wanted]
    found = exact or [row for row in rows if wanted and folded(row[1]).startswith(wanted)]
    if len(found) == 1:
        return session.exec(select(Source).where(Source.id == found[0][0])).one()
    if found:
        candidates = ", ".join(sorted(named for _identity, named in found))
        raise CoderError(_("{name}: several sources begin so: {candidates}.").format(name=name, candidates=candidates))
    raise CoderError(_("{name}: no source is called so; 'coder sources' lists them.").format(name=name))


def source_text(session: Session, source: Source) -> str:
    """The current version's text."""
    row = session.get(SourceText, source.source_text_id)
    assert row is not None
    return row.text


def current_version(session: Session, source_id: str) -> tuple[str, str] | None:
    """A source's name and the version (its id) of its text that is current; None if it is not there any more."""
    row = session.get(Source, source_id)
    return (row.name, row.source_text_id) if row is not None else None
