"""Quotes: counted codings as evidence, each verbatim and with where it comes from."""

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.identity import normal_quote_id
from coder.model import Coder, Coding, Note, SourceText
from coder.queries.attribution import Attributions, Template, attributions
from coder.queries.codes import CodeView, code_tree, is_under
from coder.queries.counted import Counted, CountedCoding, CountedTurn, count
from coder.queries.filters import Filter
from coder.queries.guide import Guide, confirmed_guide
from coder.queries.selection import DEFAULT, EVERY_CODING, Scope, Selection
from coder.queries.variables import OfCases, case_variables, variable
from coder.spans import Span, folded


@dataclass(frozen=True)
class Quote:
    """One coding as evidence. ``text`` is the source's text from ``start`` to ``end``, letter for letter."""

    quote: str
    source: str
    case: str
    turn: int
    speaker: str
    start: int
    end: int
    theme: str
    code: str
    coder: str
    about: tuple[str, ...]
    voice: str | None
    mode: str | None
    text: str
    note: str
    attribution: str
    """Who speaks, widened until at least three cases share it."""
    starred: bool
    cases: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    """Place and case of each speaker of whom both are known."""
    labels: tuple[Span, ...]
    """Where speakers' labels stand in ``text``, counted from its start."""
    own: frozenset[str]
    """Keys of the speakers' own actors and places: with ``voice`` self they would say who speaks."""


@dataclass(frozen=True)
class QuoteFilter(Filter):
    """Which quotes; everything given must hold. Empty means any."""

    with_code: str = ""
    """Another code on an overlapping passage."""
    search: str = ""
    """Words in the quote or its note, or its identifier."""
    starred: bool = False
    ids: frozenset[str] | None = None
    """These codings alone."""


EVERY = QuoteFilter()


@dataclass(frozen=True)
class Quotes:
    rows: tuple[Quote, ...]
    scope: Scope
    alone: tuple[tuple[str, str], ...] = ()
    """Attributions in use that tell which office it is, since their place has one such office, and that place."""


def quotes(
    session: Session,
    wanted: QuoteFilter = EVERY,
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    template: Template = (),
) -> Quotes:
    """The counted codings that pass the filter, in order of source and place in it.

    What is said in answer to what, ``guide`` says (``Project.guide``), else what people have confirmed. ``template``:
    the variables that attributions are made of.
    """
    counted = count(session, selection, wanted.ids)
    scope = counted.scope
    if wanted.guide:
        guide = guide or confirmed_guide(session)
        scope = replace(scope, matched=guide.of_question(wanted.guide).matched)
    codes = {code.key: code for code in code_tree(session)}
    others = _spans_of(counted, wanted.with_code)
    of_cases = case_variables(session)
    keep = [
        coding
        for coding in counted.codings
        if _passes(coding, wanted, codes, others)
        and _said_by(coding, wanted, of_cases)
        and _answers(coding, wanted, guide)
    ]
    texts = _texts(session, {coding.source.source_text_id for coding in keep})
    notes = _notes(session)
    attributed = attributions(counted, template, of_cases)
    rows = [_quote(coding, codes, texts, notes, attributed) for coding in keep]
    if wanted.search:
        needle = folded(wanted.search)
        named = normal_quote_id(wanted.search)
        rows = [row for row in rows if needle in folded(row.text) or needle in folded(row.note) or row.quote == named]
    used = {row.attribution for row in rows}
    return Quotes(tuple(rows), scope, tuple(sorted(each for each in attributed.alone.items() if each[0] in used)))


def one_quote(session: Session, quote: str) -> tuple[Quote, str]:
    """A quote by its identifier, with the whole turns it stands in; ``CoderError`` if there is none."""
    wanted = normal_quote_id(quote)
    coder = session.exec(
        select(Coder.name).join(Coding, col(Coding.coded_by) == Coder.id).where(Coding.quote_id == wanted)
    ).first()
    if coder is None:
        raise CoderError(_("{quote}: no quote has this identifier.").format(quote=quote))
    everyone = count(session, Selection(EVERY_CODING, with_interviewer=True))
    coding = next((coding for coding in everyone.codings if coding.quote == wanted), None)
    if coding is None:
        raise CoderError(_("{quote}: stands on an older version of its source.").format(quote=quote))
    codes = {code.key: code for code in code_tree(session)}
    texts = _texts(session, {coding.source.source_text_id})
    row = _quote(coding, codes, texts, _notes(session), attributions(everyone))
    text = texts[coding.source.source_text_id]
    return row, text[coding.turns[0].start : coding.turns[-1].speech.end]


def _passes(
    coding: CountedCoding, wanted: QuoteFilter, codes: dict[str, CodeView], others: dict[str, list[tuple[str, Span]]]
) -> bool:
    return (
        (
            not wanted.code
            or coding.code == wanted.code
            or (wanted.deep and is_under(codes[coding.code], wanted.code, codes))
        )
        and (not wanted.theme or codes[coding.code].theme == wanted.theme)
        and (not wanted.source or coding.source.name == wanted.source)
        and (not wanted.with_code or _coded_with(coding, others))
        and (not wanted.about or any(folded(wanted.about) == folded(key) for _kind, key in coding.about))
        and (not wanted.starred or coding.starred)
        and (not wanted.voice or coding.voice == wanted.voice)
        and (not wanted.mode or coding.mode == wanted.mode)
    )


def _answers(coding: CountedCoding, wanted: QuoteFilter, guide: Guide | None) -> bool:
    if not wanted.guide or guide is None:
        return True
    return wanted.guide in guide.asked_at(coding.source.source_text_id, coding.start)


def _said_by(coding: CountedCoding, wanted: QuoteFilter, of_cases: OfCases) -> bool:
    """Whether what is asked of speakers holds for one whose words the coding reaches into."""
    if not wanted.case and not wanted.where:
        return True
    return any(
        (not wanted.case or (not turn.interviewer and folded(turn.case or "") == folded(wanted.case)))
        and all(
            folded(variable(name, turn, coding.source.variables, of_cases)) == folded(value)
            for name, value in wanted.where
        )
        for turn in coding.turns
    )


def _spans_of(counted: Counted, code: str) -> dict[str, list[tuple[str, Span]]]:
    """Where a code stands, by source (id), each with its coding (id)."""
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for coding in counted.codings:
        if coding.code == code:
            found[coding.source.id].append((coding.id, Span(coding.start, coding.end)))
    return found


def _coded_with(coding: CountedCoding, others: dict[str, list[tuple[str, Span]]]) -> bool:
    span = Span(coding.start, coding.end)
    return any(span.overlaps(other) for other_id, other in others.get(coding.source.id, ()) if other_id != coding.id)


def _quote(
    coding: CountedCoding,
    codes: dict[str, CodeView],
    texts: dict[str, str],
    notes: dict[str, str],
    attributed: Attributions,
) -> Quote:
    first: CountedTurn = coding.turns[0]
    return Quote(
        quote=coding.quote,
        source=coding.source.name,
        case="; ".join(coding.cases),
        turn=first.number,
        speaker=first.label,
        start=coding.start,
        end=coding.end,
        theme=codes[coding.code].theme,
        code=coding.code,
        coder=coding.coder,
        about=tuple(key for _kind, key in coding.about),
        voice=coding.voice,
        mode=coding.mode,
        text=texts[coding.source.source_text_id][coding.start : coding.end],
        note=notes.get(coding.id, ""),
        attribution=attributed.of(coding),
        starred=coding.starred,
        cases=tuple(coding.cases),
        places=tuple(dict.fromkeys((turn.place, turn.case) for turn in coding.turns if turn.place and turn.case)),
        labels=_labels(coding),
        own=frozenset(key for turn in coding.turns for key in (turn.actor, turn.place) if key),
    )


def _labels(coding: CountedCoding) -> tuple[Span, ...]:
    """The parts of a coding that are speakers' labels, counted from its start."""
    whole = Span(coding.start, coding.end)
    parts = [
        Span(turn.start, turn.speech.start).clip(whole)
        for turn in coding.source.turns_of(coding.start, coding.end)
        if turn.speech.start > turn.start
    ]
    return tuple(Span(part.start - coding.start, part.end - coding.start) for part in parts if part)


def _texts(session: Session, ids: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text_id in sorted(ids):
        row = session.get(SourceText, text_id)
        assert row is not None
        found[text_id] = row.text
    return found


def _notes(session: Session) -> dict[str, str]:
    """The notes on codings, joined in the order they were written."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(Note).where(Note.target_kind == "coding").order_by(col(Note.created_at), col(Note.id))
    for note in session.exec(query).all():
        found[note.target_id].append(note.text)
    return {target: " / ".join(texts) for target, texts in found.items()}
