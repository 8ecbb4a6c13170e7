"""What people have judged so far: what a suggester may learn from, and what it is measured on.

A passage nobody judged says nothing. Who codes goes from the beginning to the end: of an unfinished source, what lies
before a coder's last coding counts as looked at. Codings made with the same suggestion in sight are learnt from, but
nothing is measured on the passages that hold them: they would confirm whatever was suggested.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from coder.model import Code, Coder, Coding, Finished, SourceText, Verdict, table_of
from coder.queries.counted import CountedSource, counted_sources
from coder.spans import Span, folded, sentences


@dataclass(frozen=True)
class JudgedPassage:
    """A run of interviewees' speech with the codes that it was given, and those that were rejected for it."""

    source_text_id: str
    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    """Keys, in order of the codebook's ids."""
    rejected: tuple[str, ...] = ()
    quote: str = ""
    """Of its first coding."""


@dataclass(frozen=True)
class LookedThrough:
    """A source as far as a coder has come in it: its sentences, also those that got no code."""

    source: str
    coder: str
    passages: tuple[JudgedPassage, ...]


@dataclass(frozen=True)
class JudgedSoFar:
    """Everything that was judged, by one coder or by all of them."""

    passages: tuple[JudgedPassage, ...]
    """One for each span that carries a coding or a rejection, in order of source and place."""
    sources: tuple[LookedThrough, ...]
    """In the order in which they were coded."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A coding or a rejection."""

    span: Span
    code: str
    coder: str
    at: str
    quote: str = ""
    rejected: bool = False
    prompted: bool = False


def judged_so_far(session: Session, coder: str | None) -> JudgedSoFar:
    """What a coder (by name; None: everybody) has judged on the sources' current texts."""
    names = dict(session.exec(select(Coder.id, Coder.name)).all())
    wanted = {identity for identity, name in names.items() if coder is None or folded(name) == folded(coder)}
    marks = _marks(session, wanted)
    finished = {(row.source_id, row.coder_id) for row in session.exec(select(Finished)).all()}
    passages: list[JudgedPassage] = []
    through: list[tuple[str, LookedThrough]] = []
    for source in counted_sources(session):
        here = marks.get(source.source_text_id, [])
        if not here:
            continue
        text = session.exec(select(SourceText.text).where(SourceText.id == source.source_text_id)).one()
        passages.extend(_passages(source, text, here))
        for each in sorted({mark.coder for mark in here}):
            own = [mark for mark in here if mark.coder == each]
            seen = _looked_through(source, text, own, whole=(source.id, each) in finished)
            through.append((min(mark.at for mark in own), LookedThrough(source.name, names[each], seen)))
    through.sort(key=lambda item: (item[0], item[1].source, item[1].coder))
    return JudgedSoFar(tuple(passages), tuple(item for _at, item in through))


def _marks(session: Session, coders: set[str]) -> dict[str, list[_Mark]]:
    """Codings and rejections, by version of a text."""
    keys = dict(session.exec(select(Code.id, Code.key).where(col(Code.retired).is_(False))).all())
    found: dict[str, list[_Mark]] = defaultdict(list)
    # Plain rows: a project may have 100,000 codings, and objects would be the most of the time.
    coding, verdict = table_of(Coding).c, table_of(Verdict).c
    columns = (coding.source_text_id, coding.start, coding.end, coding.code_id, coding.coded_by)
    told = sa_select(*columns, coding.created_at, coding.quote_id, coding.prompted)
    order = (coding.start, coding.end, coding.id)
    for text_id, start, end, code, coder, at, quote, prompted in session.connection().execute(told.order_by(*order)):
        if coder in coders and code in keys:
            found[text_id].append(_Mark(Span(start, end), keys[code], coder, at, quote, False, bool(prompted)))
    columns = (verdict.source_text_id, verdict.start, verdict.end, verdict.code_id, verdict.decided_by)
    rejections = sa_select(*columns, verdict.created_at).where(verdict.verdict == "rejected").order_by(verdict.id)
    for text_id, start, end, code, coder, at in session.connection().execute(rejections):
        if coder in coders and code in keys:
            found[text_id].append(_Mark(Span(start, end), keys[code], coder, at, rejected=True))
    return found


def _passages(source: CountedSource, text: str, marks: list[_Mark]) -> list[JudgedPassage]:
    """The spans that were judged, each once; without the interviewer's words and speakers' labels."""
    by_span: dict[Span, list[_Mark]] = defaultdict(list)
    for mark in marks:
        by_span[mark.span].append(mark)
    found = []
    for span, there in sorted(by_span.items()):
        spoken = [
            text[part.start : part.end]
            for turn in source.turns_of(span.start, span.end)
            if not turn.interviewer and (part := turn.speech.clip(span))
        ]
        if spoken:
            found.append(_passage(source, span, "\n".join(spoken), there))
    return found


def _passage(source: CountedSource, span: Span, text: str, marks: list[_Mark]) -> JudgedPassage:
    codes = tuple(sorted({mark.code for mark in marks if not mark.rejected}))
    # Whoever rejects a code that somebody else applies here disagrees; that teaches neither.
    rejected = tuple(sorted({mark.code for mark in marks if mark.rejected} - set(codes)))
    quote = next((mark.quote for mark in marks if mark.quote), "")
    return JudgedPassage(source.source_text_id, span.start, span.end, text, codes, rejected, quote)


def _looked_through(source: CountedSource, text: str, own: list[_Mark], whole: bool) -> tuple[JudgedPassage, ...]:
    """The sentences that a coder has looked at, without those where suggestions were in the coder's sight."""
    reached = max((mark.span.end for mark in own if not mark.rejected), default=0)
    found = []
    for turn in source.turns:
        if turn.interviewer or (turn.speech.start >= reached and not whole):
            continue
        for sentence in sentences(text, turn.speech.start, turn.speech.end):
            there = [mark for mark in own if mark.span.overlaps(sentence)]
            if (whole or sentence.start < reached) and not any(mark.prompted for mark in there):
                found.append(_passage(source, sentence, text[sentence.start : sentence.end], there))
    return tuple(found)
