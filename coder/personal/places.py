"""Small municipalities, which give people away together with their job."""

from collections.abc import Iterator, Mapping, Sequence

from coder.personal.base import GENITIVE, PLACE, SURE, PersonalMention
from coder.personal.excluded import NamePhrases
from coder.personal.words import NameWord

_MUNICIPALITY = ("kommun", "kommuns")


class PlaceFinder:
    """Finds the places that are offered for replacement; *Sorsele kommun* is one mention, its name *Sorsele*."""

    def __init__(self, small_places: Mapping[str, str]) -> None:
        """``small_places``: their names, with what to write instead."""
        self._replacements = dict(small_places)
        self._phrases = NamePhrases(small_places)

    def find(self, text: str, words: Sequence[NameWord], well_written: bool) -> Iterator[PersonalMention]:
        """The places in one turn; offsets are in the turn."""
        for hit in self._phrases.find(words):
            first, last = hit.first, hit.last
            if well_written and not words[first].capital:
                continue
            genitive = hit.genitive
            if last + 1 < len(words) and words[last + 1].near and words[last + 1].low in _MUNICIPALITY:
                last += 1
                genitive = words[last].genitive or words[last].low == _MUNICIPALITY[1]
            start, end = words[first].start, words[last].end
            yield PersonalMention(
                start,
                end,
                text[start:end],
                PLACE,
                hit.name,
                GENITIVE if genitive else "",
                SURE,
                "municipality",
                words[first].opens and words[first].capital,
                self._replacements[hit.name],
            )
