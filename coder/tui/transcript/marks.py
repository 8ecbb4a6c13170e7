"""What lies on a transcript: codings with their lanes, suggestions, notes, search hits; and what changed in between."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from coder.spans import Span
from coder.tui.transcript.data import ShownCoding, ShownSuggestion
from coder.tui.transcript.lanes import assign_lanes
from coder.tui.transcript.overlaps import HasSpan, Overlaps


class _Mark(HasSpan, Protocol):
    @property
    def span(self) -> Span: ...


_M = TypeVar("_M", bound=_Mark)


class Marks:
    """The marks of one transcript by place. Every setter tells which passages look different afterwards."""

    def __init__(self) -> None:
        self._codings: dict[str, ShownCoding] = {}
        self._suggestions: dict[str, ShownSuggestion] = {}
        self._hits: tuple[Span, ...] = ()
        self._notes: tuple[Span, ...] = ()
        self._lanes: dict[str, tuple[int, int, int | None]] = {}
        self.codings: Overlaps[ShownCoding] = Overlaps()
        self.suggestions: Overlaps[ShownSuggestion] = Overlaps()
        self.hits: Overlaps[Span] = Overlaps()
        self.notes: Overlaps[Span] = Overlaps()

    def set_codings(self, codings: Iterable[ShownCoding]) -> list[Span]:
        new = {coding.coding_id: coding for coding in codings}
        changed = _changed(self._codings, new)
        if changed:
            before, self._codings = self._lanes, new
            self._lanes = assign_lanes(new.values(), before)
            self.codings = Overlaps(new.values())
        return changed

    def set_suggestions(self, suggestions: Iterable[ShownSuggestion]) -> list[Span]:
        new = {suggestion.suggestion_id: suggestion for suggestion in suggestions}
        changed = _changed(self._suggestions, new)
        if changed:
            self._suggestions = new
            self.suggestions = Overlaps(new.values())
        return changed

    def set_hits(self, hits: Sequence[Span]) -> list[Span]:
        changed = list(set(self._hits) ^ set(hits))
        if changed:
            self._hits = tuple(hits)
            self.hits = Overlaps(hits)
        return changed

    def set_notes(self, noted: Sequence[Span]) -> list[Span]:
        """The passages that notes stand on."""
        changed = list(set(self._notes) ^ set(noted))
        if changed:
            self._notes = tuple(noted)
            self.notes = Overlaps(noted)
        return changed

    def lane(self, coding: ShownCoding) -> int | None:
        """The coding's lane, None where all were taken."""
        return self._lanes[coding.coding_id][2]


def _changed(before: Mapping[str, _M], after: Mapping[str, _M]) -> list[Span]:
    """The passages of marks that came, went or became others; both passages of one that moved."""
    changed: list[Span] = []
    for key, mark in after.items():
        old = before.get(key)
        if old is None:
            changed.append(mark.span)
        elif old is not mark and old != mark:
            changed += [old.span, mark.span]
    changed += [mark.span for key, mark in before.items() if key not in after]
    return changed
