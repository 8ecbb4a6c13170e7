"""A question with a few answers."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.tui import words
from coder.tui.screens.base import CoderModal


class ChooseScreen(CoderModal[str | None]):
    """Shows a question, perhaps with some lines of explanation, and gives the key of the answer; None for escape."""

    def __init__(self, question: str, answers: Sequence[tuple[str, str | Content]], lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._answers = tuple(answers)
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._question), classes="title", markup=False)
            if self._lines:
                yield Static("\n".join(map(words.one_line, self._lines)), id="lines", markup=False)
            yield OptionList(*(Option(_content(words_), id=key) for key, words_ in self._answers), markup=False)
            yield Static(_("Enter chooses · Esc leaves everything as it is"), classes="hint", markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _content(answer: str | Content) -> Content:
    return answer if isinstance(answer, Content) else Content(words.one_line(answer))
