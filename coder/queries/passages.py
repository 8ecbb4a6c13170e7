"""Everybody's coded passages, and every sentence that interviewees say: what is compared beside codes."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from coder.model import Code, Coder, Coding, SourceText, table_of
from coder.queries.counted import CountedSource, counted_sources
from coder.spans import Span, sentences


@dataclass(frozen=True)
class CodedPassage:
    """A passage with all the codes that one coder has given it."""

    quote: str
    """Of its first coding."""
    source: str
    start: int
    end: int
    text: str
    """What interviewees say of it."""
    coder: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class SaidSentence:
    """A sentence of an interviewee's."""

    source: str
    turn: int
    start: int
    end: int
    text: str
    coded: bool
    """Whether anybody's coding reaches into it."""


def coded_passages(session: Session, without: Collection[str] = ()) -> tuple[CodedPassage, ...]:
    """One for each span and coder, in order of source and place; sources (ids) in ``without`` are left out.

    Codes of the same coder that cover most of the passage are the passage's too.
    """
    marks = _marks(session)
    found = []
    for source in counted_sources(session):
        here = marks.get(source.source_text_id)
        if not here or source.id in without:
            continue
        text = _text(session, source)
        by_coder: dict[str, list[tuple[Span, str, str]]] = defaultdict(list)
        for span, code, coder, quote in here:
            by_coder[coder].append((span, code, quote))
        for coder, own in sorted(by_coder.items()):
            spans = sorted({span for span, _code, _quote in own})
            for span in spans:
                codes = sorted({code for other, code, _quote in own if _covers(other, span)})
                said = _said(source, text, span)
                quote = min(quote for other, _code, quote in own if other == span)
                if said:
                    found.append(CodedPassage(quote, source.name, span.start, span.end, said, coder, tuple(codes)))
    return tuple(sorted(found, key=lambda passage: (passage.source, passage.start, passage.end, passage.coder)))


def said_sentences(session: Session, without: Collection[str] = ()) -> tuple[SaidSentence, ...]:
    """All that interviewees say, in order; sources (ids) in ``without`` are left out."""
    marks = _marks(session)
    found = []
    for source in counted_sources(session):
        if source.id in without:
            continue
        text = _text(session, source)
        coded = sorted(span for span, *_rest in marks.get(source.source_text_id, ()))
        first, reach = 0, 0
        for turn in source.turns:
            if turn.interviewer:
                continue
            for sentence in sentences(text, turn.speech.start, turn.speech.end):
                while first < len(coded) and coded[first].start < sentence.end:
                    reach = max(reach, coded[first].end)
                    first += 1
                said = text[sentence.start : sentence.end]
                touched = reach > sentence.start
                found.append(SaidSentence(source.name, turn.number, sentence.start, sentence.end, said, touched))
    return tuple(found)


def _marks(session: Session) -> dict[str, list[tuple[Span, str, str, str]]]:
    """Spans with the code's key, the coder's name and the quote, by version of a text."""
    keys = dict(session.exec(select(Code.id, Code.key).where(col(Code.retired).is_(False))).all())
    names = dict(session.exec(select(Coder.id, Coder.name)).all())
    coding = table_of(Coding).c
    columns = (coding.source_text_id, coding.start, coding.end, coding.code_id, coding.coded_by, coding.quote_id)
    found: dict[str, list[tuple[Span, str, str, str]]] = defaultdict(list)
    for text_id, start, end, code, coder, quote in session.connection().execute(sa_select(*columns)):
        if code in keys:
            found[text_id].append((Span(start, end), keys[code], names[coder], quote))
    return found


def _covers(other: Span, span: Span) -> bool:
    shared = other.clip(span)
    return shared is not None and 2 * len(shared) > len(span)


def _said(source: CountedSource, text: str, span: Span) -> str:
    parts = [turn.speech.clip(span) for turn in source.turns_of(span.start, span.end) if not turn.interviewer]
    return "\n".join(text[part.start : part.end] for part in parts if part is not None)


def _text(session: Session, source: CountedSource) -> str:
    return session.exec(select(SourceText.text).where(SourceText.id == source.source_text_id)).one()
