"""The list of interviews, and finding one by name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

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
    from coder.queries.parts import Parts


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
    from coder.queries.parts import read_parts

    return source_rows_of(session, read_parts(session, selection))


def source_rows_of(session: Session, parts: "Parts") -> tuple[SourceRow, ...]:
    """Every source, from parts that have been read without a filter."""
    import numpy as np  # takes a tenth of a second, and this module is imported wherever a source is named

    from coder.queries.measures import covered

    sources, turns = parts.columns.sources, parts.columns.turns
    codings = np.bincount(parts.columns.codings.source, minlength=len(sources)).tolist()
    speech = np.bincount(turns.source, weights=turns.length, minlength=len(sources)).astype(np.int64).tolist()
    coded = covered(parts.source, parts.begin, parts.end, len(sources)).tolist()
    cases = _cases(parts)
    sizes, finished, prepared = _sizes(session), _finished(session), parts_done(session)
    rows = []
    for n, source in enumerate(sources):
        size, done = sizes[source.source_text_id], prepared.get(source.id, frozenset())
        rows.append(
            SourceRow(
                id=source.id,
                source=source.name,
                case="; ".join(cases.get(n, ())),
                turns=size.turns,
                speakers=size.speakers,
                words=size.words,
                characters=size.characters,
                codings=codings[n],
                speech=speech[n],
                coded_share=round(coded[n] / speech[n], 4) if speech[n] else 0.0,
                finished_by=", ".join(sorted(finished.get(source.id, []))),
                date=source.variables.get("date", ""),
                corrected="corrected" in done,
                speakers_settled="speakers" in done,
                pseudonymised="pseudonyms" in done,
            )
        )
    return tuple(rows)


def _cases(parts: "Parts") -> dict[int, list[str]]:
    """The cases of each source (its place), in the order in which they begin to speak."""
    import numpy as np

    from coder.queries.parts import case_of

    who, first = np.unique(parts.columns.turns.speaker, return_index=True)
    found: dict[int, list[str]] = {}
    for place in who[np.argsort(first)].tolist():
        speaker = parts.columns.speakers[place]
        case, known = case_of(speaker), found.setdefault(speaker.source, [])
        if case and case not in known:
            known.append(case)
    return found


class _Size(NamedTuple):
    characters: int
    turns: int = 0
    speakers: int = 0
    words: int = 0


def _sizes(session: Session) -> dict[str, _Size]:
    """Of each current version; the database counts, no text is read."""
    text, turn, source = table_of(SourceText), table_of(Turn), table_of(Source)
    connection = session.connection()
    lengths = connection.execute(
        sa_select(text.c.id, func.length(text.c.text)).join(source, source.c.source_text_id == text.c.id)
    )
    numbers = (func.count(), func.count(turn.c.label.distinct()), func.sum(turn.c.words))
    rows = connection.execute(sa_select(turn.c.source_text_id, *numbers).group_by(turn.c.source_text_id))
    of_turns = {text_id: of_version for text_id, *of_version in rows}
    return {text_id: _Size(length, *of_turns.get(text_id, ())) for text_id, length in lengths}


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
