"""The register of actors: documents beside what is said; Enter opens all that is said of one."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.actors import named_in_words
from coder.exporters.roles import ASIDE, OTHERS, OWN
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.synthesis.actors import ActorRegister, ActorRow, OpenName
from coder.tui import keys, words
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.claims import ClaimsScreen, Side
from coder.tui.widgets.table import Field, RowTable, TableRow

_NONE = "-"


class ActorsScreen(AskingScreen[ActorRegister]):
    """How often an actor is named stands as a number of interviews, and nothing is made of it."""

    NAME = "actors"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.ACTORS, *keys.FAMILY]
    OF_STEPS = True
    STOPPABLE = True
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._found: ActorRegister | None = None
        self._rows: dict[str, ActorRow] = {}
        self._spoken_of = False

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Actor"), 22, 4),
                Field(_("Kind"), 8, 1, most=20),
                Field(_("Runs/pays"), 9, right=True),
                Field(_("Named in"), 8, right=True),
                Field(OWN, 4, 1, right=True, most=8),
                Field(OTHERS, 4, 1, right=True, most=8),
            )
        )
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="actor", markup=False)

    def ask(self) -> ActorRegister:
        return self.project.actor_register()

    def show_answer(self, answer: ActorRegister) -> None:
        self._found = answer
        shown = [row for row in answer.rows if not self._spoken_of or row.claims or row.named_in]
        self._rows = {row.entry.key: row for row in shown}
        number = len(answer.open_names)
        waiting = ngettext(
            "{number} name waits for a person (n)", "{number} names wait for a person (n)", number
        ).format(number=number)
        told = [
            _("{number} interviews.").format(number=answer.interviews),
            _("How often an actor is named is not how much it matters."),
            _("{own} cases that say something of themselves, {others} of the actor.").format(own=OWN, others=OTHERS),
        ]
        organisations = _("Organisations that no register has: F12.")
        self.query_one("#caption", Static).update(
            Content.assemble(
                (waiting, "bold" if number else "$muted"), " · ", organisations, "\n", (" ".join(told), "$muted")
            )
        )
        self.query_one(RowTable).show_rows([self._row(row) for row in shown])
        self._show_actor(self._rows.get(self.query_one(RowTable).key or ""))

    def _row(self, row: ActorRow) -> TableRow:
        said = row.said()
        cells = (
            row.entry.name,
            str(row.entry.data.get("kind", "")),
            f"{len(row.owns) or '–'}/{len(row.finances) or '–'}",
            words.number(len(row.named_in)) if row.named_in else "–",
            words.number(said.own_cases) if said.own else "–",
            words.number(said.others_cases) if said.others else "–",
        )
        return TableRow(row.entry.key, cells)

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self._show_actor(self._rows.get(event.key or ""))

    def _show_actor(self, row: ActorRow | None) -> None:
        """Documents first, then what is said by theme."""
        pane = self.query_one("#actor", Static)
        if row is None or self._found is None:
            pane.update(Content.styled(_("The codebook names no actors; write them under “actors:”."), "$muted"))
            return
        parts: list[str | tuple[str, str]] = [(words.one_line(row.entry.name), "bold"), "\n"]
        documents = "\n".join(words.one_line(line) for line in _documents(row))
        parts += [documents, "\n"] if documents else []
        parts.append(named_in_words(row, self._found, translator(current_language())))
        themes = [
            f"{theme.name} {OWN}{said.own_cases} {OTHERS}{said.others_cases}"
            for theme in self._found.themes
            if (said := row.said(theme.key)).own or said.others
        ]
        parts += ["\n", words.one_line("  ".join(themes))] if themes else []
        pane.update(Content.assemble(*parts))
        self.query_one("#whole").scroll_home(animate=False)

    # What the keys do.

    def action_open(self) -> None:
        row, found = self._rows.get(self.query_one(RowTable).key or ""), self._found
        if row is None or found is None:
            return
        said = row.said()
        lines = [*_documents(row), named_in_words(row, found, translator(current_language()))]
        sides = (
            Side(OWN, _("Own claim"), said.own),
            Side(OTHERS, _("Others' claim"), said.others),
            Side(ASIDE, _("Named along"), row.aside),
        )
        self.app.push_screen(ClaimsScreen(row.entry.name, lines, sides))

    def action_filter(self) -> None:
        self._spoken_of = not self._spoken_of
        if self._found is not None:
            self.show_answer(self._found)

    def action_names(self) -> None:
        """Choose a name that waits, then whom it means."""
        found = self._found
        if found is None:
            return
        if not found.open_names:
            self.tell(_("No name waits for a person."))
            return
        answers = [
            (str(place), f"{each.source}: ”{each.surface}” ({each.times}) · {self._named(each.candidates)}?")
            for place, each in enumerate(found.open_names)
        ]
        self.app.push_screen(
            ChooseScreen(_("Which name?"), answers),
            lambda place: self._ask_whom(found.open_names[int(place)]) if place is not None else None,
        )

    def _named(self, actors: tuple[str, ...]) -> str:
        assert self._found is not None
        return ", ".join(self._found.names.get(key, key) for key in actors)

    def _ask_whom(self, name: OpenName) -> None:
        assert self._found is not None
        others = [row.entry.key for row in self._found.rows if row.entry.key not in name.candidates]
        answers = [(key, self._named((key,))) for key in name.candidates]
        answers += [(_NONE, _("None of the actors"))]
        answers += [(key, self._named((key,))) for key in others]
        question = _("Whom does “{name}” mean in {source}?").format(name=name.surface, source=name.source)
        self.app.push_screen(ChooseScreen(question, answers), lambda actor: self._settle(name, actor))

    def _settle(self, name: OpenName, actor: str | None) -> None:
        if actor is None:
            return
        with self.complaining():
            self.project.settle_name(name.source, name.name, None if actor == _NONE else actor)
            self.show_project()
            self.tell(_("{source}: “{name}” is settled. u: undo").format(source=name.source, name=name.surface))


def _documents(row: ActorRow) -> list[str]:
    """Mandate, basis and projects, each on a line."""
    data = row.entry.data
    said = (
        (_("Mandate"), str(data.get("mandate", ""))),
        (_("Basis"), str(data.get("basis", ""))),
        (_("Runs"), "; ".join(project.name for project in row.owns)),
        (_("Pays for"), "; ".join(project.name for project in row.finances)),
    )
    return [f"{label}: {value}" for label, value in said if value]
