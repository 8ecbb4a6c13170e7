"""Screens of figures: a line that chooses the codings, what is counted of them, and what to do where there are none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from coder.errors import CoderError
from coder.i18n import _, current_language, translator
from coder.project import Project
from coder.queries.beginning import next_step
from coder.queries.filterable import Filterable, filterable
from coder.queries.filters import Filter
from coder.queries.going import Stopped
from coder.queries.guide import Guide
from coder.queries.selection import Scope, Selection
from coder.tui import dimensions
from coder.tui.dimensions import Labels
from coder.tui.next_step import next_step_in_words
from coder.tui.quote_filter import parse_figure_filter
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.exporting import ExportingScreen
from coder.tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from coder.project.figure_files import Figure

FigureT = TypeVar("FigureT")

_KEY = "figures"
_INSTEAD = "-instead"


@dataclass(frozen=True)
class Asked:
    """Which codings a figure is made of."""

    known: Filterable
    filter: Filter
    selection: Selection
    guide: Guide | None
    """With what is proposed, where answers to the guide are asked for."""

    @property
    def chosen(self) -> tuple[Filter, Selection, bool]:
        """Which codings, as ``Passages`` take it."""
        return self.filter, self.selection, self.guide is not None

    @property
    def narrowed(self) -> bool:
        """Whether not all of the coding sets are asked for."""
        return bool(self.filter.conditions or self.selection.coders)


@dataclass(frozen=True)
class Answer(Generic[FigureT]):
    """A figure, or what is said instead of it."""

    known: Filterable
    asked: Asked | None
    figure: FigureT | None
    instead: str
    hint: str = ""
    """What to do next."""


class FigureScreen(ExportingScreen, AskingScreen[Answer[FigureT]], Generic[FigureT]):
    """What is filtered on one of these screens is filtered on all of them; the filter stays for the next time."""

    OF_STEPS = True
    STOPPABLE = True
    SHOWS_UNCODED: ClassVar[bool] = False
    """Whether the codes are of use here before anything is coded: then the next step stands above them."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._line = ""
        self._hint = ""
        self.labels = Labels({}, {}, {})
        self.asked: Asked | None = None
        """What is shown was made of these codings; None where something is said instead."""
        self.figure: FigureT | None = None

    def compose_body(self) -> Iterator[Widget]:
        yield FilterLine(_('Filter: code:… theme:… case:"…" kind:… place:… about:… voice:… mode:… guide:… coders:…'))
        yield Static(id="caption", markup=False)
        with Vertical(id="figure"):
            yield from self.compose_figure()
        yield Static(id="instead", markup=False)

    def compose_figure(self) -> Iterator[Widget]:
        """What shows the figure."""
        raise NotImplementedError

    def count(self, asked: Asked) -> FigureT:
        """The figure. Runs in a thread and touches no widget; ``CoderError`` is told instead of it."""
        raise NotImplementedError

    def show_figure(self, figure: FigureT, asked: Asked) -> None:
        """Show it; back in the event loop."""
        raise NotImplementedError

    def why_not(self, figure: FigureT) -> str:
        """What is to be said instead of a figure, "" where it is shown."""
        return ""

    @property
    def figure_widget(self) -> Widget:
        """What has the focus."""
        raise NotImplementedError

    @property
    def by_guide(self) -> bool:
        """Whether the figure is broken down by the guide's questions."""
        return False

    # Asking.

    def depends_on(self) -> str:
        return self._line

    def arrive(self) -> None:
        self._line = str(self.project.remembered(_KEY).get("filter", ""))
        line = self.query_one(FilterLine)
        with line.prevent(Input.Changed):
            line.value = self._line
        super().arrive()

    def ask(self) -> Answer[FigureT]:
        known, step = self.project.ask(lambda session: (filterable(session), next_step(session)))
        if step is not None and (step.bare or not self.SHOWS_UNCODED):
            return Answer(known, None, None, next_step_in_words(step))
        try:
            line = parse_figure_filter(self._line, known)
            guide = self.project.guide() if line.filter.guide or self.by_guide else None
            asked = Asked(known, line.filter, line.selection, guide)
            figure = self.count(asked)
            return Answer(known, asked, figure, self.why_not(figure), next_step_in_words(step) if step else "")
        except Stopped:
            raise
        except CoderError as error:
            return Answer(known, None, None, str(error))

    def show_answer(self, answer: Answer[FigureT]) -> None:
        self.labels = dimensions.labels(answer.known)
        self.query_one(FilterLine).know(answer.known)
        self.set_class(bool(answer.instead), _INSTEAD)
        self.query_one("#instead", Static).update(Content(answer.instead))
        self._hint = answer.hint
        shown = answer.figure is not None and answer.asked is not None and not answer.instead
        self.asked, self.figure = (answer.asked, answer.figure) if shown else (None, None)
        if answer.asked is not None:
            self._keep()
        if self.figure is not None and self.asked is not None:
            self.show_figure(self.figure, self.asked)

    def on_resize(self) -> None:
        if self.figure is not None and self.asked is not None:
            self.show_figure(self.figure, self.asked)

    def caption(self, what: str, scope: Scope) -> None:
        """What is counted, then of whose codings, and what was filtered."""
        told = scope.in_words(translator(current_language()))
        what = self._hint or what
        self.query_one("#caption", Static).update(Content.assemble((what, "bold"), "\n", (told, "$muted")))

    # The filter line.

    @on(Input.Submitted, "#filter")
    def _entered(self, event: Input.Submitted) -> None:
        self._filter_by(event.value.strip())
        self.figure_widget.focus()

    def _filter_by(self, line: str) -> None:
        self._line = line
        self.show_project()

    def _keep(self) -> None:
        """Keep a filter that can be understood, for the other figures and the next time."""
        kept = self.project.remembered(_KEY)
        if kept.get("filter", "") != self._line:
            with self.complaining():
                self.project.remember(_KEY, kept | {"filter": self._line})

    def action_filter(self) -> None:
        self.query_one(FilterLine).focus()

    def action_clear(self) -> None:
        line = self.query_one(FilterLine)
        if line.value or self._line:
            line.value = ""
            self._filter_by("")

    async def action_back(self) -> None:
        """From the filter line to the figure, with the filter as it was; then to where one came from."""
        line = self.query_one(FilterLine)
        if line.has_focus and not self._waiting:
            line.value = self._line
            self.figure_widget.focus()
        else:
            await super().action_back()

    # What they share.

    def figure_to_export(self) -> "tuple[Figure, str] | None":
        """What is shown; a screen with several figures says which one."""
        return None if self.figure is None else (cast("Figure", self.figure), "")

    def choose_dimension(
        self, question: str, chosen: Callable[[str], None], first: tuple[str, str] | None = None
    ) -> None:
        """Ask along what to count; ``first`` is an answer (key, words) before the dimensions."""
        if self.asked is None:
            return
        answers = [(name, dimensions.title(name)) for name in self.asked.known.dimensions]
        self.app.push_screen(
            ChooseScreen(question, [*([first] if first else []), *_keyed(answers)]),
            lambda key: chosen(_unkeyed(key)) if key is not None else None,
        )


def _keyed(answers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Answers under keys that a widget may have as its name: variables may be called anything."""
    return [(f"by-{name.encode().hex()}", words) for name, words in answers]


def _unkeyed(key: str) -> str:
    return bytes.fromhex(key.removeprefix("by-")).decode() if key.startswith("by-") else key
