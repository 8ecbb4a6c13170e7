"""Which quotes to show first, by a rule that can be stated in a report."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Sayable(Protocol):
    """What the choice looks at."""

    @property
    def starred(self) -> bool: ...
    @property
    def case(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def code(self) -> str: ...


S = TypeVar("S", bound=Sayable)


def strongest(quotes: Sequence[S], number: int) -> list[S]:
    """The starred ones, then the others, in such an order that breadth comes before more of the same.

    Next is always a quote of the case that was heard least so far, of its codes the one that was heard least, then in
    the order given; never twice in a row from one person while somebody else waits.
    """
    cases: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    chosen: list[S] = []
    for group in ([q for q in quotes if q.starred], [q for q in quotes if not q.starred]):
        waiting = list(group)
        while waiting and len(chosen) < number:
            last = _person(chosen[-1]) if chosen else None
            others = [quote for quote in waiting if _person(quote) != last]
            best = min(others or waiting, key=lambda quote: (cases[quote.case], quote.case, codes[quote.code]))
            waiting.remove(best)
            chosen.append(best)
            cases[best.case] += 1
            codes[best.code] += 1
    return chosen


def _person(quote: Sayable) -> tuple[str, str]:
    return quote.source, quote.speaker
