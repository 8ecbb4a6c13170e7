"""A model of a project: plain values, an undo and a redo stack of its own. It shares no code with the program."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """What a coding is: one code on one passage by one coder."""

    source: str
    start: int
    end: int
    code: str
    coder: str


class Written(NamedTuple):
    """A note's words, and whose they are."""

    coder: str
    text: str


class Decided(NamedTuple):
    """What a coder made of a suggestion, and what was chosen instead of its passage and its code."""

    verdict: str
    start: int | None = None
    end: int | None = None
    code: str | None = None


@dataclass(frozen=True)
class Said:
    """What hangs on a coding."""

    starred: bool = False
    voice: str | None = None
    mode: str | None = None
    about: frozenset[str] = frozenset()
    notes: tuple[Written, ...] = ()

    def joined(self, other: "Said") -> "Said":
        """With what another coding says that is made one with it."""
        return Said(
            self.starred or other.starred,
            self.voice or other.voice,
            self.mode or other.mode,
            self.about | other.about,
            tuple(sorted([*self.notes, *other.notes])),
        )


@dataclass(frozen=True)
class State:
    """All that the model knows of a project at one moment."""

    codings: Mapping[Place, Said] = field(default_factory=dict)
    notes: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)
    """By what they are on: ``source:NAME``, ``code:KEY``, ``project``, ``NAME:START-END``."""
    verdicts: Mapping[Place, Decided] = field(default_factory=dict)
    finished: frozenset[tuple[str, str]] = frozenset()
    """Sources, and who calls them done."""
    codes: frozenset[tuple[str, str | None]] = frozenset()
    """Their names, and the keys of the codes above them."""


class Model:
    """What one coder does, one thing after the other, and takes back."""

    def __init__(self, state: State, coder: str) -> None:
        self.now = state
        self.coder = coder
        self._past: list[State] = []
        self._ahead: list[State] = []

    def undo(self) -> None:
        if self._past:
            self._ahead.append(self.now)
            self.now = self._past.pop()

    def redo(self) -> None:
        if self._ahead:
            self._past.append(self.now)
            self.now = self._ahead.pop()

    def _becomes(self, after: State) -> None:
        """What changes nothing is nothing to take back."""
        if after != self.now:
            self._past.append(self.now)
            self._ahead.clear()
            self.now = after

    def _coded(self, codings: Mapping[Place, Said]) -> None:
        self._becomes(replace(self.now, codings=codings))

    # Questions.

    def here(self, source: str, start: int, end: int) -> list[Place]:
        """Everybody's codings that share a character with a passage."""
        return [place for place in self.now.codings if place.source == source and _overlap(place, start, end)]

    def own(self, places: Iterable[Place]) -> list[Place]:
        return [place for place in places if place.coder == self.coder]

    def near(self, source: str, start: int, end: int, codes: Sequence[str]) -> list[Place]:
        """The coder's own with these codes that reach into a passage, but for codes that stand on just that."""
        own = [place for place in self.own(self.here(source, start, end)) if place.code in codes]
        same = {place.code for place in own if (place.start, place.end) == (start, end)}
        return [place for place in own if place.code not in same]

    # What is done.

    def apply(self, source: str, start: int, end: int, codes: Sequence[str], extended: bool = False) -> None:
        codings = dict(self.now.codings)
        for code in codes:
            place = Place(source, start, end, code, self.coder)
            if place in codings:
                continue
            others = [each for each in sorted(self.own(self.here(source, start, end))) if each.code == code]
            said = Said()
            if extended and others:
                said = codings[others[0]]
                for other in others[1:]:
                    said = said.joined(codings[other])
                ends = [start, end, *(each.start for each in others), *(each.end for each in others)]
                place = place._replace(start=min(ends), end=max(ends))
                for other in others:
                    del codings[other]
            codings[place] = said
        self._coded(codings)

    def remove(self, places: Iterable[Place]) -> None:
        gone = set(places)
        self._coded({place: said for place, said in self.now.codings.items() if place not in gone})

    def star(self, places: Iterable[Place], starred: bool) -> None:
        codings = dict(self.now.codings)
        for place in places:
            codings[place] = replace(codings[place], starred=starred)
        self._coded(codings)

    def set_facets(self, places: Iterable[Place], facets: Said) -> None:
        codings = dict(self.now.codings)
        for place in places:
            codings[place] = replace(codings[place], voice=facets.voice, mode=facets.mode, about=facets.about)
        self._coded(codings)

    def adjust(self, place: Place, start: int, end: int) -> None:
        """Refused where the same code stands on that passage."""
        moved = place._replace(start=start, end=end)
        if moved not in self.now.codings:
            codings = dict(self.now.codings)
            codings[moved] = codings.pop(place)
            self._coded(codings)

    def recode(self, places: Sequence[Place], codes: Sequence[str]) -> None:
        """The first code takes a coding's place unless its own is among them; the others stand beside it."""
        codings = dict(self.now.codings)
        for place in places:
            stays = place.code if place.code in codes else codes[0]
            said = codings[place]
            for code in codes:
                if code != stays:
                    codings.setdefault(place._replace(code=code), replace(said, starred=False, notes=()))
            if stays != place.code:
                into = place._replace(code=stays)
                del codings[place]
                codings[into] = codings[into].joined(said) if into in codings else said
        self._coded(codings)

    def code_further(self, places: Iterable[Place], codes: Sequence[str]) -> None:
        codings = dict(self.now.codings)
        for place in places:
            for code in codes:
                codings.setdefault(place._replace(code=code, coder=self.coder), Said())
        self._coded(codings)

    def accept(self, suggested: Place, start: int, end: int, code: str) -> None:
        """A coding on that passage with that code; with another code than suggested, the suggested one is rejected."""
        codings = dict(self.now.codings)
        codings.setdefault(Place(suggested.source, start, end, code, self.coder), Said())
        decided = Decided("accepted") if code == suggested.code else Decided("rejected", code=code)
        if (start, end) != (suggested.start, suggested.end):
            decided = decided._replace(start=start, end=end)
        verdicts = {**self.now.verdicts, suggested: decided}
        self._becomes(replace(self.now, codings=codings, verdicts=verdicts))

    def reject(self, suggested: Iterable[Place]) -> None:
        verdicts = {**self.now.verdicts, **{place: Decided("rejected") for place in suggested}}
        self._becomes(replace(self.now, verdicts=verdicts))

    def finish(self, source: str) -> None:
        """Call a source done, or not done after all."""
        self._becomes(replace(self.now, finished=self.now.finished ^ {(source, self.coder)}))

    def add_code(self, name: str, parent: str | None) -> None:
        self._becomes(replace(self.now, codes=self.now.codes | {(name, parent)}))

    def note(self, targets: Iterable[str | Place], text: str, instead_of: str = "") -> None:
        """A note on codings or other things; ``instead_of`` an own one's text; none without a text."""
        codings, notes = dict(self.now.codings), dict(self.now.notes)
        for target in targets:
            there = codings[target].notes if isinstance(target, Place) else notes.get(target, ())
            texts = list(there)
            if instead_of:
                texts.remove(Written(self.coder, instead_of))
            if text:
                texts.append(Written(self.coder, text))
            written = tuple(sorted(texts))
            if isinstance(target, Place):
                codings[target] = replace(codings[target], notes=written)
            elif written:
                notes[target] = written
            else:
                notes.pop(target, None)
        self._becomes(replace(self.now, codings=codings, notes=notes))


def _overlap(place: Place, start: int, end: int) -> bool:
    return place.start < end and place.end > start


# What is in the database.

_CODINGS = """
SELECT coding.id, quote_id, source.name, start, "end", code.key, coder.name, starred, voice, mode
FROM coding JOIN source ON source.id = source_id JOIN code ON code.id = code_id JOIN coder ON coder.id = coded_by
"""
_ABOUT = "SELECT coding_id, key FROM coding_about JOIN register_entry ON register_entry.id = register_entry_id"
_NOTES = """
SELECT target_kind, target_id, start, "end", coder.name, text FROM note JOIN coder ON coder.id = written_by
"""
_VERDICTS = """
SELECT source.name, start, "end", code.key, coder.name, verdict, chosen_start, chosen_end, chosen_code
FROM verdict JOIN source ON source.source_text_id = verdict.source_text_id
JOIN code ON code.id = code_id JOIN coder ON coder.id = decided_by
"""
_FINISHED = """
SELECT source.name, coder.name FROM finished JOIN source ON source.id = source_id JOIN coder ON coder.id = coder_id
"""
_CODES = "SELECT code.name, above.key FROM code LEFT JOIN code AS above ON above.id = code.parent_id"


def stored(path: Path) -> tuple[State, dict[str, Place]]:
    """What a project's file holds, read without the program; and its quotes."""
    with closing(sqlite3.connect(path)) as connection:
        ask = connection.execute
        about: dict[str, set[str]] = {}
        for coding, key in ask(_ABOUT):
            about.setdefault(coding, set()).add(key)
        names = {("source", row[0]): f"source:{row[1]}" for row in ask("SELECT id, name FROM source")}
        names |= {("code", row[0]): f"code:{row[1]}" for row in ask("SELECT id, key FROM code")}
        texts = dict(ask("SELECT source_text_id, name FROM source").fetchall())
        on_codings: dict[str, list[Written]] = {}
        notes: dict[str, list[Written]] = {}
        for kind, target, start, end, coder, text in ask(_NOTES):
            if kind == "coding":
                on_codings.setdefault(target, []).append(Written(coder, text))
                continue
            name = "project" if kind == "project" else names.get((kind, target), "")
            notes.setdefault(name or f"{texts[target]}:{start}-{end}", []).append(Written(coder, text))
        codings, quotes = {}, {}
        for row, quote, source, start, end, code, coder, starred, voice, mode in ask(_CODINGS):
            place = quotes[quote] = Place(source, start, end, code, coder)
            whom, thoughts = frozenset(about.get(row, ())), tuple(sorted(on_codings.get(row, ())))
            codings[place] = Said(bool(starred), voice, mode, whom, thoughts)
        state = State(
            codings=codings,
            notes={target: tuple(sorted(written)) for target, written in notes.items()},
            verdicts={Place(*row[:5]): Decided(*row[5:]) for row in ask(_VERDICTS)},
            finished=frozenset(ask(_FINISHED).fetchall()),
            codes=frozenset(ask(_CODES).fetchall()),
        )
        return state, quotes
