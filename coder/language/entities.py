"""Actors, groups and places named in talk, recognised from the project's registers.

Names are found inflected and in the genitive (*Försäkringskassans*), with a hyphen (*AF-handläggaren*) and in
compounds. What one word could mean for several entries is never decided here: the mention carries all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.language.compounds import HEAD, PartIndex
from coder.language.lemmas import acronym_in, is_acronym, keys, lemma, plain
from coder.language.phrases import PhraseIndex, Word, doc_words

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

_DEFINITE = ("en", "et", "an", "in", "na", "ne")
_SHORTEST_PROPER = 4
"""*Umeå*, *Malå*: a proper name from this length on may be the modifier of a compound (*umeåbor*)."""
_SHORTEST_COMMON = 6
"""What is also a common noun needs more: *äldreomsorg* is not about older job seekers."""


@dataclass(frozen=True)
class RegisterName:
    """An entry of a register (``actors``, ``groups``, ``places`` …) with all its names or keywords."""

    register: str
    key: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """A register's name in a text; offsets are code points in that text.

    ``key`` is None where several entries could be meant; ``candidates`` are all entries of this register that could.
    The same characters named in two registers give a mention for each, both undecided.
    """

    register: str
    key: str | None
    candidates: tuple[str, ...]
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name of a register's entry; ``exact``: as it stands or in the genitive only (*kassan*, not *kassor*)."""

    order: int
    register: str
    key: str
    exact: str | None = None


_Place = tuple[int, int]


class EntityFinder:
    """All registers' names, ready to be looked for."""

    def __init__(self, registers: Sequence[RegisterName], pipeline: "Pipeline") -> None:
        self._pipeline = pipeline
        self._phrases: PhraseIndex[_Entry] = PhraseIndex()
        self._acronyms: dict[str, list[_Entry]] = {}
        self._parts: dict[str, list[tuple[_Entry, bool]]] = {}
        """Words that may be parts of compounds, with whether they may be heads."""
        for order, row in enumerate(registers):
            for name in row.names:
                self._add(name, _Entry(order, row.register, row.key))
        self._index = PartIndex(self._parts, nouns=False)

    def find(self, text: str) -> list[Mention]:
        """The mentions in one text, in its order."""
        return self.find_all([text])[0]

    def find_all(self, texts: Iterable[str]) -> list[list[Mention]]:
        """The mentions in each of several texts."""
        kept = list(texts)
        docs = self._pipeline.docs(kept)
        return [self._mentions(text, doc_words(doc, False)) for text, doc in zip(kept, docs, strict=True)]

    def _add(self, name: str, entry: _Entry) -> None:
        if is_acronym(name):
            self._acronyms.setdefault(name, []).append(entry)
            return
        phrase = [found for token in self._pipeline.nlp.make_doc(name) if (found := keys(token.text))]
        if len(phrase) != 1:
            self._phrases.add(phrase, entry)
            return
        word = plain(name)
        base = lemma(name)
        definite = base != word and word.endswith(_DEFINITE)
        proper = name[:1].isupper()
        exact = word if definite else None
        self._phrases.add(phrase, _Entry(entry.order, entry.register, entry.key, exact))
        shortest = _SHORTEST_PROPER if proper and not definite else _SHORTEST_COMMON
        if (proper or not definite) and len(base) >= shortest:
            self._parts.setdefault(base, []).append((entry, not proper))

    def _mentions(self, text: str, words: Sequence[Word]) -> list[Mention]:
        found: dict[_Place, list[_Entry]] = {}
        for match in self._phrases.find(words):
            entry = match.payload
            if entry.exact is None or _is_form_of(words[match.first].text, entry.exact):
                found.setdefault((match.first, match.last), []).append(entry)
        for position, word in enumerate(words):
            place = (position, position)
            if place not in found:
                entries = self._inside(word)
                if entries:
                    found[place] = entries
        return [
            mention
            for first, last in _longest(found)
            for mention in _resolved(text, words[first].start, words[last].end, found[first, last])
        ]

    def _inside(self, word: Word) -> list[_Entry]:
        """Entries named by an acronym, or by a part of the word."""
        acronym = acronym_in(word.text)
        if acronym in self._acronyms:
            return self._acronyms[acronym]
        return [
            entry
            for part, role in self._index.find(word.text)
            for entry, may_be_head in self._parts[part]
            if may_be_head or role != HEAD
        ]


def _is_form_of(surface: str, exact: str) -> bool:
    form = plain(surface)
    return form in (exact, exact + "s", exact + ":s")


def _longest(places: Iterable[_Place]) -> list[_Place]:
    """Of places that share words the longest, else the first; in order of the text."""
    kept: list[_Place] = []
    for first, last in sorted(places, key=lambda place: (place[0] - place[1], place)):
        if all(last < other_first or other_last < first for other_first, other_last in kept):
            kept.append((first, last))
    return sorted(kept)


def _resolved(text: str, start: int, end: int, entries: Sequence[_Entry]) -> list[Mention]:
    """A mention for each register that names these characters; decided only if there is one reading."""
    ordered = sorted(set(entries), key=lambda entry: entry.order)
    readings = dict.fromkeys((entry.register, entry.key) for entry in ordered)
    registers = dict.fromkeys(register for register, _ in readings)
    return [
        Mention(
            register,
            candidates[0] if len(readings) == 1 else None,
            candidates,
            text[start:end],
            start,
            end,
        )
        for register in registers
        if (candidates := tuple(key for other, key in readings if other == register))
    ]
