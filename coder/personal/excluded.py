"""Names that a project knows to be no persons: its actors, projects, groups and places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.language.lemmas import is_acronym
from coder.personal.words import NameWord, name_words

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """Words ``first`` to ``last`` (inclusive) are one of the names; ``genitive``: they stand in that form."""

    first: int
    last: int
    name: str
    genitive: bool


class NamePhrases:
    """Names of several words, found whatever their capitals and also in the genitive (*Storumans kommun*)."""

    def __init__(self, names: Iterable[str], well_written: bool = False) -> None:
        """``well_written``: an acronym (*AF*) must stand in capitals, as *af* is a part of names."""
        self._acronyms_shout = well_written
        table: dict[str, dict[tuple[str, ...], str]] = {}
        for name in names:
            words = tuple(word.low for word in name_words(name))
            if words:
                table.setdefault(words[0], {}).setdefault(words, name)
        self._by_first = {
            first: sorted(rows.items(), key=lambda row: -len(row[0])) for first, rows in sorted(table.items())
        }

    def find(self, words: Sequence[NameWord]) -> list[PhraseHit]:
        """The longest name at each word, also where names overlap."""
        found = []
        for position, word in enumerate(words):
            hit = next((hit for key in stems(word.low) if (hit := self._at(words, position, key))), None)
            if hit is not None:
                found.append(hit)
        return found

    def _at(self, words: Sequence[NameWord], first: int, key: str) -> PhraseHit | None:
        for phrase, name in self._by_first.get(key, ()):
            last = first + len(phrase) - 1
            if last < len(words) and all(
                part in stems(words[first + offset].low) for offset, part in enumerate(phrase)
            ):
                final = words[last]
                if self._acronyms_shout and is_acronym(name) and not final.shouted and not final.genitive:
                    continue
                return PhraseHit(first, last, name, final.genitive or final.low != phrase[-1])
        return None


def stems(low: str) -> tuple[str, ...]:
    """A lower-case word as it stands, and without the s of a genitive."""
    return (low, low[:-1]) if low.endswith("s") and len(low) > _SHORTEST else (low,)


def covered(hits: Iterable[PhraseHit]) -> set[int]:
    """The positions of all words that belong to a name."""
    return {position for hit in hits for position in range(hit.first, hit.last + 1)}
