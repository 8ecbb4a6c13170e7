"""The search line: what is searched for, and which of how many hits one is at."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from coder.i18n import _, ngettext


class _Line(Input):
    """What is searched for; ctrl+f takes it to all interviews."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+f", "everywhere", "", show=False)]

    def action_everywhere(self) -> None:
        self.post_message(FindLine.Everywhere(self.value))


class FindLine(Horizontal):
    """Says what is typed, and when to go on; it searches nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "", show=False),
        Binding("up", "step(-1)", "", show=False),
        Binding("escape", "leave", "", show=False),
    ]

    class Typed(Message):
        """Another query."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Step(Message):
        """To the next hit (1) or the one before (-1)."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Left(Message):
        """Enough searched."""

    class Everywhere(Message):
        """Search all interviews for it."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    inflected = 0
    """How many of the hits are other forms of the words."""

    @property
    def typed(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def compose(self) -> ComposeResult:
        yield Static("/", classes="slash", markup=False)
        yield _Line(placeholder=_("Search in the interview"), compact=True)
        yield Static(id="hits", markup=False)

    def begin(self) -> None:
        """Take the focus; what was searched for last is there to be typed over."""
        field = self.query_one(Input)
        field.focus()
        field.action_select_all()
        self.post_message(self.Typed(field.value))

    def show_hits(self, number: int, total: int) -> None:
        """Which hit one is at, from 1, of how many."""
        if total:
            told = _("{number} of {total} · ↓ ↑ · Esc").format(number=number, total=total)
            if self.inflected:
                forms = ngettext("{number} other form", "{number} other forms", self.inflected)
                told = f"{forms.format(number=self.inflected)} · {told}"
        else:
            told = _("nothing found · Esc") if self.query_one(Input).value.strip() else "Esc"
        self.query_one("#hits", Static).update(told)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_step(1)

    def action_step(self, by: int) -> None:
        self.post_message(self.Step(by))

    def action_leave(self) -> None:
        self.post_message(self.Left())
