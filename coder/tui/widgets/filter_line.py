"""The line that chooses codings, completed while it is typed."""

from textual.suggester import Suggester
from textual.widgets import Input

from coder.queries.filterable import Filterable
from coder.tui.quote_filter import completed


class FilterLine(Input):
    """Grey words go on from what is typed; the right arrow takes them. ``known`` is set by the screen."""

    def __init__(self, placeholder: str) -> None:
        self._completer = _Completer()
        super().__init__(id="filter", placeholder=placeholder, compact=True, suggester=self._completer)

    def know(self, known: Filterable) -> None:
        """Other names that can be completed."""
        self._completer.known = known


class _Completer(Suggester):
    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.known = Filterable()

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value, self.known)
