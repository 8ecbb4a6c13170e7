"""The terminal app: its screens, and the way between them."""

from collections.abc import Iterable
from contextlib import closing
from functools import partial
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType, Keymap
from textual.command import CommandPalette
from textual.screen import Screen

from coder.errors import CoderError
from coder.i18n import _
from coder.project import Project
from coder.queries.method import is_framework
from coder.queries.quotes import one_quote
from coder.spans import Span
from coder.tui import keys
from coder.tui.commands import commands_of, look_commands
from coder.tui.errands import complain, export, read_codebook, tell
from coder.tui.families import FIGURES, family_of
from coder.tui.importing import import_file
from coder.tui.key_names import key_in_words
from coder.tui.keymap import key_file, read_keys
from coder.tui.messages import OpenInterview, ShowPassages, ShowPast, ShowQuotes, ShowSearch, ShowSpeakers, ShowWalk
from coder.tui.place import APP
from coder.tui.screens.actors import ActorsScreen
from coder.tui.screens.agreement import AgreementScreen
from coder.tui.screens.base import BREAKPOINTS, CoderScreen
from coder.tui.screens.checking import CheckScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.constellations import ConstellationsScreen
from coder.tui.screens.crosstab import CrosstabScreen
from coder.tui.screens.framework import FrameworkScreen
from coder.tui.screens.guide import GuideScreen
from coder.tui.screens.help import HelpScreen, every_binding
from coder.tui.screens.history import HistoryScreen
from coder.tui.screens.interviews import InterviewsScreen
from coder.tui.screens.landscape import LandscapeScreen
from coder.tui.screens.names import NamesScreen
from coder.tui.screens.note import NoteScreen
from coder.tui.screens.overview import OverviewScreen
from coder.tui.screens.picks import PicksScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.query import QueryScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.screens.roles import RolesScreen
from coder.tui.screens.saturation import SaturationScreen
from coder.tui.screens.search import SearchScreen
from coder.tui.screens.speakers import SpeakersScreen
from coder.tui.screens.themes import ThemesScreen
from coder.tui.screens.together import TogetherScreen
from coder.tui.screens.walk import WalkScreen
from coder.tui.screens.whitespots import WhiteSpotsScreen
from coder.tui.theme import DARK, LOOK, THEME_NAMES, THEMES

SCREENS: dict[str, type[CoderScreen]] = {
    screen.NAME: screen
    for screen in (
        InterviewsScreen,
        CodingScreen,
        ThemesScreen,
        QuotesScreen,
        HistoryScreen,
        SpeakersScreen,
        GuideScreen,
        SearchScreen,
        NamesScreen,
        CrosstabScreen,
        FrameworkScreen,
        QueryScreen,
        TogetherScreen,
        SaturationScreen,
        LandscapeScreen,
        AgreementScreen,
        OverviewScreen,
        WalkScreen,
        ActorsScreen,
        RolesScreen,
        ConstellationsScreen,
        WhiteSpotsScreen,
        PicksScreen,
        CheckScreen,
    )
}


def run_app(project: Project, quote: str = "") -> None:
    """Open the app on a project and stay until the person leaves. The interface's language is set before.

    ``quote``: begin at this quote, by its identifier.
    """
    moment = _run(project, quote)
    while moment:
        with closing(project.as_of(moment)) as then:
            moment = _run(then)
        # Whoever leaves the past is back in the project as it is.
        moment = moment or _run(project)


def _run(project: Project, quote: str = "") -> str:
    """Run the app; returns the moment as of which the person wants to see the project next, "" to leave."""
    app = CoderApp(project, quote)
    app.run()
    return app.moment


class CoderApp(App[None]):
    """Keeps the screens and remembers which one its coder was on; what happens on them is theirs."""

    TITLE = "coder"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [*keys.SCREENS, *keys.APP]

    def __init__(self, project: Project, quote: str = "") -> None:
        super().__init__()
        self.project = project
        self._begin_at = quote
        self.moment = ""
        """The moment as of which the project is to be shown next; "" unless somebody asked for one."""
        self.keys_of_ones_own: Keymap = {}
        self._came_from: dict[str, str] = {}
        self._kept: dict[str, str] = dict(project.remembered(APP))
        self._written = dict(self._kept)
        for name, screen in SCREENS.items():
            self.add_mode(name, partial(screen, project))
        for theme in THEMES:
            self.register_theme(theme)
        look = project.remembered(LOOK).get("theme")
        self.theme = look if look in THEME_NAMES else DARK

    def get_key_display(self, binding: Binding) -> str:
        return key_in_words(binding)

    async def on_mount(self) -> None:
        try:
            self.keys_of_ones_own = read_keys(key_file(), every_binding())
            self.set_keymap(self.keys_of_ones_own)
        except CoderError as error:
            complain(self, error)
        tell_of_codebook = read_codebook(self, self.project)
        name = HistoryScreen.NAME if self.project.past else self._kept.get("screen")
        await self._go(name if name in SCREENS else InterviewsScreen.NAME)
        tell_of_codebook()
        if self._begin_at:
            self._open_quote(self._begin_at)

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """Whatever an action is refused is told in one line."""
        try:
            return await super().run_action(*args, **kwargs)
        except CoderError as error:
            complain(self, error)
            return True

    async def action_show(self, name: str) -> None:
        """Go to a screen; escape comes back."""
        if name == CodingScreen.NAME and not self._kept.get("source"):
            tell(self, _("No interview is open yet; Enter in the list opens one."))
            return
        name = self._first_figure(name)
        if name != self.current_mode:
            self._came_from[name] = self.current_mode
        await self._go(name)

    def _first_figure(self, name: str) -> str:
        """The matrices instead of the themes for who comes to the figures, where that is the study's method."""
        among = family_of(self.current_mode) == FIGURES
        matrices = name == ThemesScreen.NAME and not among and self.project.ask(is_framework)
        return FrameworkScreen.NAME if matrices else name

    async def action_go_back(self) -> None:
        """To the screen this one was reached from, the list of interviews at last."""
        await self._go(self._came_from.pop(self.current_mode, InterviewsScreen.NAME))

    def action_goto_quote(self) -> None:
        """To a quote by its identifier, as it stands in a report."""
        self.push_screen(PromptScreen(_("Identifier of the quote, such as C-7K2M9")), self._open_quote)

    def _open_quote(self, quote: str | None) -> None:
        if not quote:
            return
        try:
            found, _turns = self.project.ask(one_quote, quote)
        except CoderError as error:
            complain(self, error)
            return
        self.post_message(OpenInterview(found.source, Span(found.start, found.end)))

    def action_help(self, screen: str) -> None:
        """All keys, those of a screen first."""
        self.push_screen(HelpScreen(screen, self.keys_of_ones_own))

    def action_export(self) -> None:
        export(self, self.project)

    def action_import(self) -> None:
        import_file(self, self.project)

    async def action_quit(self) -> None:
        if isinstance(self.screen, NoteScreen) and self.screen.unsaved:
            self.screen.action_leave()
            return
        self._remember()
        self.exit()

    def action_help_quit(self) -> None:
        tell(self, _("Ctrl+Q leaves the app; everything is saved."))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Name of a command …"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from commands_of(self, screen)
        yield from look_commands(self)

    async def on_open_interview(self, message: OpenInterview) -> None:
        self._kept["source"] = message.source
        if self.current_mode != CodingScreen.NAME:
            self._came_from[CodingScreen.NAME] = self.current_mode
        await self._go(CodingScreen.NAME, message.passage)

    async def on_show_quotes(self, message: ShowQuotes) -> None:
        await self.action_show(QuotesScreen.NAME)
        if isinstance(self.screen, QuotesScreen):
            self.screen.show_code(message.code)

    async def on_show_passages(self, message: ShowPassages) -> None:
        await self.action_show(QuotesScreen.NAME)
        if isinstance(self.screen, QuotesScreen):
            self.screen.show_passages(message.passages)

    async def on_show_search(self, message: ShowSearch) -> None:
        await self.action_show(SearchScreen.NAME)
        if isinstance(self.screen, SearchScreen):
            self.screen.search_for(message.query)

    async def on_show_speakers(self, message: ShowSpeakers) -> None:
        await self.action_show(SpeakersScreen.NAME)
        if isinstance(self.screen, SpeakersScreen):
            self.screen.show_source(message.source)

    async def on_show_walk(self, message: ShowWalk) -> None:
        await self.action_show(WalkScreen.NAME)
        if isinstance(self.screen, WalkScreen):
            self.screen.show_code(message.code)

    def on_show_past(self, message: ShowPast) -> None:
        """Leave this view of the project for another one: ``run_app`` opens it."""
        self._remember()
        self.moment = message.moment
        self.exit()

    async def _go(self, name: str, passage: Span | None = None) -> None:
        """Switch to a screen and keep which one it is."""
        if isinstance(self.screen, CodingScreen):
            self.screen.remember()
        await self.switch_mode(name)
        if isinstance(self.screen, CodingScreen) and not self.screen.show_interview(
            self._kept.get("source", ""), passage
        ):
            self._kept.pop("source", None)
            await self.switch_mode(InterviewsScreen.NAME)
        self._remember()

    def _remember(self) -> None:
        """Keep which screen the coder is on, and the place in the interview if it is that."""
        if isinstance(self.screen, CodingScreen):
            self.screen.remember()
        self._kept["screen"] = self.current_mode
        if self._kept == self._written:
            return
        try:
            self.project.remember(APP, self._kept)
            self._written = dict(self._kept)
        except CoderError as error:
            complain(self, error)

    def action_look(self, theme: str) -> None:
        """Other colours, now and the next time."""
        self.theme = theme
        self.project.remember(LOOK, {"theme": theme})
