"""Where a quote stands in the interviews: word for word, or nearly so.

Letter for letter comes first, any white space as good as any other; then what a check of a report counts as verbatim
(typography) or marked ([…]); then what differs in words. A quote that may be from several places is from none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coder.readers.programs.places import level
from coder.spans import Span
from coder.synthesis.check.material import Interview, Material
from coder.synthesis.check.verdicts import VERBATIM, Checked, Checker

LEAST_SIMILARITY = 0.85
"""How alike a quote and what was said are at the least, letter by letter from 0 to 1, where words differ."""
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
        found = self._checker(source).places(quote)
        if any(each.verdict == VERBATIM for each in found):
            found = [each for each in found if each.verdict == VERBATIM]
        elif found:
            best = max(each.similarity for each in found)
            found = [each for each in found if each.similarity == best]
        return list(dict.fromkeys(map(_found, found)))

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


def _whole_words(text: str, start: int, end: int) -> bool:
    """False where a quote's ends lie inside words."""
    return not (text[start - 1 : start].isalnum() and text[start].isalnum()) and not (
        text[end : end + 1].isalnum() and text[end - 1].isalnum()
    )
