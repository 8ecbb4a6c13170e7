"""What an expression of codes finds: always codings, those of its left side, as quotes.

A passage is a coding's run of counted speech, without labels and (unless asked for) interviewers' turns; each coder's
codings are a layer of their own, as in ``cooccurrence``: what two coders did never meets. Written A for the codings
that an expression on the left finds, B for those on the right:

- a **code** finds its codings and those of all codes under it; ``only`` its own.
- a **condition** (facets, guide, case, source, variables, words) is asked of codings turn by turn: with several joined
  by *and*, one turn that the coding reaches into must fulfil all of them. By itself it finds all codings of which it
  holds. Words must stand in the quote or its note; a question of the guide is that in whose answer a coding begins.
- **A and B**: those of A that share a character with one of B, or are in B. Where one side is a condition: those of
  the other side of which it holds.
- **A or B**: those of A, and those of B.
- **not B** is a condition: it holds of codings that are not in B and share no character with any of B. *Not* before a
  condition holds of the turns of which that does not.
- **A near B**: those of A with another coding of B in a turn that it reaches into; *within N turns*: in a turn whose
  number differs by N at most, in the same source. The interviewer's turns are numbered too.
- **A overlapping B**: those of A that share a character with another coding of B.
- **A inside B**: those of A all of whose speech lies in that of another coding of B; it may be the same.
- **A followed by B**: those of A after whose end a coding of B begins in the same source, in the same turn or the
  next counted one (*within N turns*: at most N counted turns on from the one in which A ends).

Every step sorts and searches columns: no pairs are listed, so that 100,000 codings take a blink.
"""

from dataclasses import dataclass, replace
from typing import assert_never

import numpy as np
from sqlalchemy import select
from sqlmodel import Session

from coder.model import Coding, Note, SourceText, table_of
from coder.queries.codes import CodeView, is_under
from coder.queries.columns import Flags
from coder.queries.expression import (
    And,
    Code,
    Condition,
    Expression,
    Followed,
    Inside,
    Near,
    Not,
    Or,
    Overlapping,
    Quoted,
    Words,
    asks_for,
    written,
)
from coder.queries.expression_names import read_expression
from coder.queries.guide import Guide
from coder.queries.parts import Parts, answering, case_of, read_parts
from coder.queries.places import begins_after, holds_of_another, lies_inside, meets
from coder.queries.quotes import QuoteFilter, Quotes, quotes
from coder.queries.selection import DEFAULT, Scope, Selection
from coder.spans import folded
from coder.terms import MODES, VOICES

QUERY = "query"
"""What captions call an expression among a figure's conditions."""


@dataclass(frozen=True)
class Combined:
    """The codings that an expression finds."""

    expression: str
    """With the ids of its codes."""
    ids: tuple[str, ...]
    """In order of source and place."""
    scope: Scope


def combined(session: Session, text: str, selection: Selection = DEFAULT, guide: Guide | None = None) -> Combined:
    """The codings that an expression finds. Where it asks for the guide, ``guide`` says what was asked where, else
    what people have confirmed. ``ExpressionError`` for one that cannot be read."""
    expression = read_expression(session, text)
    asked = asks_for(expression, "guide")
    parts = read_parts(session, selection, guide=guide, facets=True, by_guide=asked)
    flags = _Evaluation(session, parts).codings(expression)
    found = np.flatnonzero(flags)
    codings = parts.columns.codings
    order = found[np.lexsort((codings.code[found], codings.end[found], codings.key[found]))]
    own = written(expression)
    scope = replace(parts.columns.scope(flags), conditions=((QUERY, own),), matched=parts.scope.matched)
    return Combined(own, tuple(codings.ids[n] for n in order.tolist()), scope)


def query(session: Session, text: str, selection: Selection = DEFAULT, guide: Guide | None = None) -> Quotes:
    """What an expression finds as quotes, in order of source and place. ``ExpressionError`` as for ``combined``."""
    found = combined(session, text, selection, guide)
    return first_quotes(session, found, selection, len(found.ids))


def first_quotes(session: Session, found: Combined, selection: Selection, most: int) -> Quotes:
    """The first so many of what was found, as quotes."""
    rows = quotes(session, QuoteFilter(ids=frozenset(found.ids[:most])), selection).rows
    return Quotes(rows, found.scope)


@dataclass(frozen=True)
class _Found:
    """What an expression finds: the parts of codings that are still meant."""

    parts: Flags
    condition: bool
    """Whether it says something of codings, rather than where codings stand."""


class _Evaluation:
    """One expression over one reading of the project."""

    def __init__(self, session: Session, parts: Parts) -> None:
        self._session = session
        self._parts = parts
        self._texts: list[tuple[str, str]] | None = None
        c, turns = parts.columns.codings, parts.columns.turns
        self._layer = c.source * (int(c.coder.max(initial=0)) + 1) + c.coder
        self._first, self._last = turns.number[c.first], turns.number[c.last]

    def codings(self, expression: Expression) -> Flags:
        """Which codings an expression finds."""
        return self._whole(self._found(expression).parts)

    def _whole(self, parts: Flags) -> Flags:
        found = np.zeros(len(self._parts.columns.codings.code), np.bool_)
        found[self._parts.coding[parts]] = True
        return found

    def _of_codings(self, codings: Flags, condition: bool = False) -> _Found:
        return _Found(codings[self._parts.coding], condition)

    def _found(self, expression: Expression) -> _Found:
        match expression:
            case Code(name, only):
                return self._of_codings(self._coded(name, only))
            case Quoted(text) | Words(text):
                return self._of_codings(self._said(text), condition=True)
            case Condition(name, value):
                return _Found(self._holds(name, value), condition=True)
            case Not(inner):
                return self._not(self._found(inner))
            case Or(left, right):
                one, other = self._found(left), self._found(right)
                return _Found(one.parts | other.parts, one.condition and other.condition)
            case And(left, right):
                return self._and(self._found(left), self._found(right))
            case Near(left, right) | Overlapping(left, right) | Inside(left, right) | Followed(left, right):
                one, other = self._found(left), self._found(right)
                return _Found(one.parts & self._placed(expression, one, other)[self._parts.coding], condition=False)
            case _:
                assert_never(expression)

    def _not(self, found: _Found) -> _Found:
        if found.condition:
            return _Found(~found.parts, condition=True)
        those = self._whole(found.parts)
        return self._of_codings(~those & ~self._meeting(~those, those), condition=True)

    def _and(self, one: _Found, other: _Found) -> _Found:
        if one.condition or other.condition:
            return _Found(one.parts & other.parts, one.condition and other.condition)
        a, b = self._whole(one.parts), self._whole(other.parts)
        return _Found(one.parts & (self._meeting(a, b) | b)[self._parts.coding], condition=False)

    def _meeting(self, a: Flags, b: Flags) -> Flags:
        """Which of some codings share a character with another one of others."""
        c = self._parts.columns.codings
        return holds_of_another(a, b, lambda some, others: meets(self._layer, c.begin, c.end, some, others))

    def _placed(self, expression: Near | Overlapping | Inside | Followed, one: _Found, other: _Found) -> Flags:
        a, b = self._whole(one.parts), self._whole(other.parts)
        c = self._parts.columns.codings
        match expression:
            case Overlapping():
                return self._meeting(a, b)
            case Near(turns=turns):
                first, last = self._first, self._last + 1
                return holds_of_another(
                    a, b, lambda some, others: meets(self._layer, first, last, some, others, reach=turns)
                )
            case Inside():
                return lies_inside(self._layer, c.begin, c.end, a, b)
            case Followed(turns=turns):
                return begins_after(self._layer, c.begin, c.end, c.first, c.last, a, b, turns)

    # Codes and conditions.

    def _coded(self, key: str, only: bool) -> Flags:
        columns = self._parts.columns
        codes: dict[str, CodeView] = {code.key: code for code in columns.codes}
        meant = [code.key == key or (not only and is_under(code, key, codes)) for code in columns.codes]
        return np.array(meant, np.bool_)[columns.codings.code]

    def _holds(self, name: str, value: str) -> Flags:
        """Of which parts a condition holds."""
        columns, wanted = self._parts.columns, folded(value)
        c = columns.codings
        if name == "voice":
            return np.equal(c.voice, VOICES.index(value))[self._parts.coding]
        if name == "mode":
            return np.equal(c.mode, MODES.index(value))[self._parts.coding]
        if name == "about":
            return self._about(wanted)[self._parts.coding]
        if name == "guide":
            assert self._parts.guide is not None
            return answering(columns, self._parts.guide, value, c.key)[self._parts.coding]
        if name == "source":
            return np.array([source.name == value for source in columns.sources], np.bool_)[self._parts.source]
        said = [
            folded((case_of(speaker) if name == "case" else columns.value(name, speaker)) or "") == wanted
            for speaker in columns.speakers
        ]
        return np.array(said, np.bool_)[self._parts.speaker]

    def _about(self, wanted: str) -> Flags:
        about = self._parts.about
        assert about is not None
        those = [n for n, (_kind, key) in enumerate(about.entries) if folded(key) == wanted]
        found = np.zeros(len(self._parts.columns.codings.code), np.bool_)
        found[about.coding[np.isin(about.entry, those)]] = True
        return found

    def _said(self, words: str) -> Flags:
        needle = folded(words)
        return np.array([needle in text or needle in note for text, note in self._quoted()], np.bool_)

    def _quoted(self) -> list[tuple[str, str]]:
        """Each coding's text and its notes, folded."""
        if self._texts is None:
            self._texts = _quoted(self._session, self._parts.columns.codings.ids)
        return self._texts


def _quoted(session: Session, ids: tuple[str, ...]) -> list[tuple[str, str]]:
    connection = session.connection()
    coding, text, note = table_of(Coding).c, table_of(SourceText).c, table_of(Note).c
    rows = connection.execute(select(coding.id, coding.source_text_id, coding.start, coding.end)).all()
    places = {row[0]: row[1:] for row in rows}
    used = {places[identity][0] for identity in ids}
    texts: dict[str, str] = dict(connection.execute(select(text.id, text.text).where(text.id.in_(used))).all())
    notes: dict[str, str] = {}
    for target, words in connection.execute(
        select(note.target_id, note.text).where(note.target_kind == "coding").order_by(note.created_at, note.id)
    ):
        notes[target] = f"{notes[target]} / {words}" if target in notes else words
    found = []
    for identity in ids:
        version, start, end = places[identity]
        found.append((folded(texts[version][start:end]), folded(notes.get(identity, ""))))
    return found
