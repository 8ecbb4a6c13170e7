"""Which quotes to show first, by a rule that can be stated in a report."""

from collections import Counter
from collections.abc import Callable, Sequence
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


def strongest(
    quotes: Sequence[S],
    number: int,
    preferred: Callable[[S], bool] = lambda _quote: False,
    heard: Counter[str] | None = None,
) -> list[S]:
    """The starred ones, then the preferred, then the others, in such an order that breadth comes before more of the
    same.

    Next is always a quote of the case that was heard least so far, of its codes the one that was heard least, then in
    the order given; never twice in a row from one person while somebody else waits. ``heard`` counts cases over
    several choices, so that they do not all begin with the same.
    """
    cases: Counter[str] = Counter() if heard is None else heard
    codes: Counter[str] = Counter()
    chosen: list[S] = []
    ranks: dict[int, list[S]] = {0: [], 1: [], 2: []}
    for quote in quotes:
        ranks[0 if quote.starred else 1 if preferred(quote) else 2].append(quote)
    for waiting in ranks.values():
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
