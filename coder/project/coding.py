"""Coding: applying codes to passages, facets, ends, stars, and calling a source finished.

What is done to several quotes is one step, taken back as one.
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh, normal_quote_id
from coder.model import Code, Coding, Finished, Source
from coder.project.base import ProjectBase, code_by_name, coder_id, coding_by_quote, known_coder
from coder.project.coding_rows import (
    NO_FACETS,
    Facets,
    absorb,
    also_code,
    check_passage,
    equal_coding,
    extend,
    move_to_code,
    overlapping,
    place_coding,
    remove,
    same_coding,
    say_more,
    write_facets,
)
from coder.project.suggestions.sight import in_sight
from coder.queries.sources import find_source
from coder.spans import Span


class CodingUseCases(ProjectBase):
    """What a coder does with passages and codings."""

    def apply_code(
        self, source: str, start: int, end: int, code: str, facets: Facets = NO_FACETS, note: str = ""
    ) -> str:
        """One coding; returns its quote identifier. The same coding again only takes what is said of it in addition.

        Raises ``CoderError`` for an unknown source or code, and for offsets that are no run of its characters.
        """
        return self.apply_codes(source, start, end, (code,), facets, note)[0]

    def apply_codes(
        self,
        source: str,
        start: int,
        end: int,
        codes: Sequence[str],
        facets: Facets = NO_FACETS,
        note: str = "",
        extended: bool = False,
    ) -> tuple[str, ...]:
        """Several codes on one passage; returns their quote identifiers, in the order of the codes.

        ``extended``: where this coder has codings with the same code that reach into the passage, no new one is made,
        but they become one that covers them and the passage. Raises as ``apply_code``.
        """
        with self.store.reading() as session:
            source_name = find_source(session, source).name
            keys = _keys(session, codes)
        kind = ("extend_coding" if extended else "apply_code") if len(keys) == 1 else "apply_codes"
        with self.history.step(kind, code=", ".join(keys), source=source_name) as step:
            row = find_source(step.session, source_name)
            check_passage(step.session, row, start, end)
            return tuple(
                self._applied(step, row, start, end, code_by_name(step.session, key), facets, note, extended)
                for key in keys
            )

    def _applied(
        self,
        step: StepWriter,
        source: Source,
        start: int,
        end: int,
        code: Code,
        facets: Facets,
        note: str,
        extended: bool,
    ) -> str:
        me = coder_id(step, self.coder)
        there = equal_coding(step.session, source.source_text_id, start, end, code.id, me)
        if there is None and extended:
            near = overlapping(step.session, source.source_text_id, start, end, code.id, me)
            there = extend(step, near, start, end) if near else None
        if there is None:
            prompted = in_sight(step.session, source, start, end, code, me)
            return place_coding(step, source, start, end, code, self.coder, facets, note, prompted)
        say_more(step, there, facets, note, self.coder)
        return there.quote_id

    def code_quotes(self, quotes: Sequence[str], codes: Sequence[str]) -> tuple[str, ...]:
        """Further codes on the passages of quotes, by the coder at work; returns the identifiers of those quotes."""
        with self.store.reading() as session:
            keys = _keys(session, codes)
            found = [coding_by_quote(session, quote).quote_id for quote in quotes]
        with self.history.step("code_quotes", code=", ".join(keys), number=len(found)) as step:
            made = []
            for quote in found:
                coding = coding_by_quote(step.session, quote)
                source = step.session.get(Source, coding.source_id)
                assert source is not None
                for key in keys:
                    code = code_by_name(step.session, key)
                    made.append(place_coding(step, source, coding.start, coding.end, code, self.coder))
            return tuple(dict.fromkeys(made))

    def remove_coding(self, quote: str) -> None:
        """Take a coding away, with its facets and notes (undo brings them back)."""
        self.remove_codings((quote,))

    def remove_codings(self, quotes: Sequence[str]) -> None:
        """Take codings away, with their facets and notes."""
        with self.store.reading() as session:
            found = _described(session, quotes)
        with self.history.step(_kind("remove_coding", found), **_named(found)) as step:
            for coding, _code, _source in found:
                remove(step, coding_by_quote(step.session, coding.quote_id))

    def recode(self, quote: str, code: str) -> str:
        """Give a coding another code; returns the quote identifier that holds it now (an equal coding absorbs it)."""
        return self.recode_all((quote,), (code,))[0]

    def recode_all(self, quotes: Sequence[str], codes: Sequence[str]) -> tuple[str, ...]:
        """Give codings another code; returns the identifiers that hold them now.

        With several codes, each passage has the first in place of its code and the others beside it, all by the coder
        who coded it.
        """
        with self.store.reading() as session:
            found = _described(session, quotes)
            keys = _keys(session, codes)
            first = code_by_name(session, keys[0])
            equal = [same_coding(session, coding, coding.start, coding.end, first.id) for coding, _c, _s in found]
            now_at = [(same or row[0]).quote_id for same, row in zip(equal, found, strict=True)]
        named = _named(found) | {"code": ", ".join(keys), "now": now_at}
        olds = [code for _coding, code, _source in found]
        named |= {"old": olds[0]} if len(found) == 1 else {"olds": olds}
        with self.history.step(_kind("recode", found), **named) as step:
            moved = []
            for coding, code, _source in found:
                row = coding_by_quote(step.session, coding.quote_id)
                # A coding whose own code is among the new ones stays as it is.
                place = code if code in keys else keys[0]
                for key in keys:
                    if key != place:
                        also_code(step, row, code_by_name(step.session, key))
                moved.append(move_to_code(step, row, code_by_name(step.session, place)))
            return tuple(dict.fromkeys(moved))

    def set_facets(self, quote: str, facets: Facets) -> None:
        """Replace a coding's facets."""
        self.set_facets_of((quote,), facets)

    def set_facets_of(self, quotes: Sequence[str], facets: Facets) -> None:
        """Give several codings the same facets in place of those they have."""
        with self.store.reading() as session:
            found = _described(session, quotes)
        with self.history.step(_kind("set_facets", found), **_named(found)) as step:
            for coding, _code, _source in found:
                write_facets(step, coding_by_quote(step.session, coding.quote_id), facets)

    def adjust(self, quote: str, start: int, end: int, joined: bool = False) -> Span:
        """Move a coding's ends; returns its passage. ``CoderError`` where an equal coding stands already.

        ``joined``: its coder's other codings with the same code that reach into the new passage join it, and it grows
        to cover them.
        """
        with self.history.step("adjust", quote=normal_quote_id(quote)) as step:
            coding = coding_by_quote(step.session, quote)
            source = step.session.get(Source, coding.source_id)
            assert source is not None
            check_passage(step.session, source, start, end)
            if joined:
                near = overlapping(step.session, coding.source_text_id, start, end, coding.code_id, coding.coded_by)
                others = [each for each in near if each.id != coding.id]
                spans = [(start, end), *((each.start, each.end) for each in others)]
                for other in others:
                    absorb(step, other, coding)
                start, end = min(span[0] for span in spans), max(span[1] for span in spans)
            elif same_coding(step.session, coding, start, end, coding.code_id) is not None:
                raise CoderError(_("{quote}: this code stands on that passage already.").format(quote=quote))
            step.update(coding, start=start, end=end)
        return Span(start, end)

    def star(self, quote: str, starred: bool = True) -> None:
        """Mark a quote as one of the strongest, or take the mark off."""
        self.star_all((quote,), starred)

    def star_all(self, quotes: Sequence[str], starred: bool = True) -> None:
        """Mark quotes as some of the strongest, or take their marks off."""
        with self.store.reading() as session:
            found = _described(session, quotes)
        with self.history.step(_kind("star" if starred else "unstar", found), **_named(found)) as step:
            for coding, _code, _source in found:
                step.update(coding_by_quote(step.session, coding.quote_id), starred=starred)

    def finish(self, source: str, finished: bool = True) -> None:
        """Call a source done, or not done after all, for this coder."""
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step("finish" if finished else "unfinish", source=name) as step:
            row = find_source(step.session, name)
            me = known_coder(step.session, self.coder)
            mark = step.session.exec(
                select(Finished).where(Finished.source_id == row.id, Finished.coder_id == me)
            ).first()
            if finished and mark is None:
                me = coder_id(step, self.coder)
                step.insert(Finished(id=fresh(), source_id=row.id, coder_id=me, created_at=now("microseconds")))
            elif not finished and mark is not None:
                step.delete(mark)


_Described = tuple[Coding, str, str]
"""A coding with its code's key and its source's name."""


def _keys(session: Session, codes: Sequence[str]) -> list[str]:
    """Keys of codes that can be applied, each once. ``CoderError`` for none, and for one that is not known."""
    keys = list(dict.fromkeys(code_by_name(session, code, applicable=True).key for code in codes))
    if not keys:
        raise CoderError(_("Name at least one code."))
    return keys


def _described(session: Session, quotes: Sequence[str]) -> list[_Described]:
    """Codings by their quotes, each once. ``CoderError`` for none, and for one that is not known."""
    if not quotes:
        raise CoderError(_("Name at least one quote."))
    found = {}
    for quote in quotes:
        coding = coding_by_quote(session, quote)
        code, source = session.get(Code, coding.code_id), session.get(Source, coding.source_id)
        assert code is not None and source is not None
        found[coding.id] = (coding, code.key, source.name)
    return list(found.values())


def _kind(one: str, found: Sequence[_Described]) -> str:
    """A step on several quotes is of a kind of its own: its sentence gives their number."""
    return one if len(found) == 1 else f"{one}_all"


def _named(found: Sequence[_Described]) -> dict[str, Any]:
    """What a step's sentence says of the quotes it is about."""
    if len(found) == 1:
        coding, code, source = found[0]
        return {"quote": coding.quote_id, "code": code, "source": source}
    return {"number": len(found), "quotes": [coding.quote_id for coding, _code, _source in found]}
