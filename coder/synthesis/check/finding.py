"""Where a quote stands in the interviews: word for word, or nearly so.

Letter for letter comes first, any white space as good as any other; then what a check of a report counts as verbatim
(typography) or marked ([…]); then what it counts as edited; then what is most alike letter by letter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from coder.readers.programs.places import level
from coder.spans import Span
from coder.synthesis.check.difference import difference, similarity
from coder.synthesis.check.material import Interview, Material
from coder.synthesis.check.tokens import tokens
from coder.synthesis.check.verdicts import VERBATIM, Checked, Checker

_MOST_PLACES = 20


@dataclass(frozen=True)
class Found:
    """A place where a quote may be from."""

    source: str
    span: Span
    similarity: float
    """1 for what is the same but for typography."""
    difference: str = ""
    """What was changed, cut or added, from what was said to the quote."""
    marked: bool = False
    """Marks stand for all that differs."""


class Finder:
    """Finds quotes in some texts."""

    def __init__(self, interviews: Sequence[Interview]) -> None:
        self._interviews = {interview.name: interview for interview in interviews}
        self._checkers: dict[str, Checker] = {}

    def places(self, quote: str, source: str = "") -> list[Found]:
        """Where a quote may be from, in one source or in all, what fits best first; one that fits worse is left out."""
        wanted = level(quote).strip()
        if not wanted:
            return []
        exact = [*self._exact(wanted, source)]
        if exact:
            return exact
        judged = self._checker(source).places(quote)
        said = [_found(each) for each in judged if each.verdict == VERBATIM]
        if said:
            return list(dict.fromkeys(said))
        # What a check calls edited may leave a changed last word out, or need more words than there are.
        found = [_found(each) for each in judged if each.marked] or [
            *map(_found, judged),
            *(_aligned(wanted, interview, stretch) for interview, stretch in self._checker(source).near(wanted)),
        ]
        best = max((each.similarity for each in found), default=0.0)
        return list(dict.fromkeys(each for each in found if each.similarity == best))

    def _exact(self, wanted: str, source: str) -> Iterator[Found]:
        number = 0
        for name, text in self._levelled.items():
            if source and name != source:
                continue
            at = text.find(wanted)
            while at >= 0 and number < _MOST_PLACES:
                if _whole_words(text, at, at + len(wanted)):
                    number += 1
                    yield Found(name, Span(at, at + len(wanted)), 1.0)
                at = text.find(wanted, at + 1)

    @cached_property
    def _levelled(self) -> dict[str, str]:
        return {name: level(interview.text) for name, interview in self._interviews.items()}

    def _checker(self, source: str) -> Checker:
        if source not in self._checkers:
            among = [self._interviews[source]] if source else [*self._interviews.values()]
            self._checkers[source] = Checker(Material(tuple(among)))
        return self._checkers[source]


def _found(checked: Checked) -> Found:
    assert checked.span is not None
    return Found(checked.source, checked.span, checked.similarity, checked.difference, checked.marked)


def _aligned(wanted: str, interview: Interview, stretch: Span) -> Found:
    said = level(interview.text[stretch.start : stretch.end])
    place = fuzz.partial_ratio_alignment(_small(wanted), _small(said))
    start, end = (place.dest_start, place.dest_end) if place is not None else (0, len(said))
    while start and said[start - 1].isalnum():
        start -= 1
    while end < len(said) and said[end].isalnum():
        end += 1
    quoted = tokens(wanted)
    there = tokens(interview.text, stretch.start + start, stretch.start + end)
    likeness = similarity(quoted, there)
    # The stretch is as long as the quote, whatever was cut: words at its ends that make it less alike are not meant.
    while shorter := [part for part in (there[1:], there[:-1]) if similarity(quoted, part) > likeness]:
        there = max(shorter, key=lambda part: similarity(quoted, part))
        likeness = similarity(quoted, there)
    span = Span(there[0].start, there[-1].end) if there else stretch
    return Found(interview.name, span, likeness, difference(quoted, there))


def _small(text: str) -> str:
    """In small letters, each of which is one character still."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _whole_words(text: str, start: int, end: int) -> bool:
    """False where a quote's ends lie inside words."""
    return not (text[start - 1 : start].isalnum() and text[start].isalnum()) and not (
        text[end : end + 1].isalnum() and text[end - 1].isalnum()
    )
