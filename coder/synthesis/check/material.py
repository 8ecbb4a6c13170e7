"""What a check needs to know of a project: the texts, who speaks in them, and what people and bodies are called."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coder.spans import Span, folded

WHO, PLACE = "who", "place"
"""What a name tells: whose words they are (a source, case or actor), or from where."""


@dataclass(frozen=True)
class SpokenTurn:
    """A turn, and what may be said of whom it is by: keys of ``Names``."""

    number: int
    start: int
    """Where it begins, its label included; code points of the text."""
    names: frozenset[str] = frozenset()
    interviewer: bool = False


@dataclass(frozen=True)
class Interview:
    """A source's current text with its turns in order."""

    name: str
    text: str
    turns: tuple[SpokenTurn, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    def turn_at(self, offset: int) -> SpokenTurn | None:
        """The turn an offset lies in; None before the first."""
        at = bisect_right(self._starts, offset) - 1
        return self.turns[at] if at >= 0 else None


@dataclass(frozen=True)
class Known:
    """What a name may mean."""

    kind: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Names:
    """What sources, cases, actors and places are called, to be found in what stands beside a quotation."""

    known: Mapping[str, Known] = field(default_factory=dict)
    """By folded name."""

    @classmethod
    def of(cls, named: Iterable[tuple[str, str, str]]) -> "Names":
        """From (kind, name, key); a name that several things have means any of them."""
        found: dict[str, Known] = {}
        for kind, name, key in named:
            said = folded(name)
            if len(said) < 2:
                continue
            before = found.get(said)
            keys = (before.keys if before else frozenset()) | {key}
            found[said] = Known(WHO if before is not None and before.kind == WHO else kind, keys)
        return cls(found)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        ranked = sorted(self.known, key=len, reverse=True)
        if not ranked:
            return None
        return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, ranked)) + r")(?:[:’']?s)?(?!\w)")

    def mentioned(self, text: str) -> list[Known]:
        """The names in a text, the longest first where one stands inside another."""
        if self._pattern is None:
            return []
        return [self.known[match[1]] for match in self._pattern.finditer(folded(text))]


@dataclass(frozen=True)
class Cited:
    """The passage that an identifier stands for."""

    source: str
    """The source's name."""
    span: Span


@dataclass(frozen=True)
class Material:
    """All of it."""

    interviews: tuple[Interview, ...]
    names: Names = field(default_factory=Names)
    cited: Mapping[str, Cited] = field(default_factory=dict)
    """By identifier, ``C-7K2M9``."""
