"""Names that wait: what each stands beside in the interviews, and what is to become of it."""

import re
from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from coder.i18n import _, ngettext
from coder.personal.reasons import certainty_in_words, kind_in_words, reason_in_words
from coder.project import Project
from coder.project.base import Progress
from coder.project.names.pseudonyms import NOT_ANONYMOUS, NOT_SCRUBBED, STILL_NAMED, Key, Pseudonymised
from coder.project.names.queue import NameGroup, NameQueue
from coder.project.names.residues import Residue
from coder.spans import Span
from coder.tui import keys, words
from coder.tui.messages import OpenInterview
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.key import KeyScreen
from coder.tui.screens.progress import LongJob
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.residues import ResiduesScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.table import Field, RowTable, TableRow

_BLANKS = re.compile(r"\s+")
_WITH_KEY, _WITHOUT_KEY = "key", "no-key"


class NamesScreen(AskingScreen[NameQueue]):
    """The review queue: each name once for the whole project, with its places."""

    NAME = "names"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.NAMES]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._groups: dict[str, NameGroup] = {}
        self._split: set[str] = set()
        """Groups whose names are decided one by one."""

    def compose_body(self) -> Iterator[Widget]:
        yield Static(_("Searching for names …"), id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Name"), 18, 2, most=40),
                Field(_("What"), 10, 1, most=20),
                Field(_("Pseudonym"), 16, 1, most=30),
                Field(_("Times"), 6, right=True),
                Field(_("Interviews"), 10, 2),
            )
        )
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="contexts", markup=False)

    def ask(self) -> NameQueue:
        worker = get_current_worker()

        def progress(done: int, total: int, _what: str) -> bool:
            if not worker.is_cancelled and not self._groups:
                self.app.call_from_thread(self._say_how_far, done, total)
            return not worker.is_cancelled

        return self.project.review_queue(progress=progress)

    def _say_how_far(self, done: int, total: int) -> None:
        told = _("Searching for names: {done} of {total} interviews").format(done=done, total=total)
        if not self._groups:
            self.query_one("#caption", Static).update(told)

    def show_answer(self, answer: NameQueue) -> None:
        groups = [part for group in answer.groups for part in self._parts(group)]
        self._groups = {group.key: group for group in groups}
        table = self.query_one(RowTable)
        table.show_rows([_row(group) for group in groups])
        self._show_contexts(self._groups.get(table.key or ""))
        self.query_one("#caption", Static).update(_caption(answer.decided, len(groups)))

    def _parts(self, group: NameGroup) -> tuple[NameGroup, ...]:
        return group.parts() if group.key in self._split else (group,)

    def on_row_table_moved(self, event: RowTable.Moved) -> None:
        self._show_contexts(self._groups.get(event.key or ""))

    @property
    def _at_hand(self) -> NameGroup | None:
        return self._groups.get(self.query_one(RowTable).key or "")

    def _show_contexts(self, group: NameGroup | None) -> None:
        shown = self.query_one("#contexts", Static)
        if group is None:
            done = _("No name waits to be decided. w replaces what was decided; c searches for what still stands.")
            shown.update(Content.styled(done, "$muted"))
            return
        told = (certainty_in_words(group.certainty), reason_in_words(group.reason))
        forms = [_("also: {names}").format(names=", ".join(group.names[1:]))] if len(group.names) > 1 else []
        parts: list[str | tuple[str, str]] = [(words.one_line(" · ".join([*told, *forms])), "$muted")]
        for context in group.contexts:
            parts += [
                "\n",
                (f"{context.source}  ", "$secondary"),
                _spaced(context.before),
                (_spaced(context.name), "bold $accent"),
                _spaced(context.after),
            ]
        shown.update(Content.assemble(*parts))
        self.query_one("#whole").scroll_home(animate=False)

    def action_accept(self) -> None:
        """Replace the name at hand as proposed."""
        group = self._at_hand
        if group is not None and not group.proposed:
            self.tell(_("Nothing is proposed for this; e writes a pseudonym, k leaves it as it stands."))
        elif group is not None:
            self._decide(group, group.proposed)

    def action_keep(self) -> None:
        group = self._at_hand
        if group is not None:
            self._decide(group, "")

    def action_edit(self) -> None:
        """Write another pseudonym; one that somebody has already makes the two the same person."""
        group = self._at_hand
        if group is not None:
            title = _("What is to stand in place of “{name}”?").format(name=group.name)
            hint = _("The same pseudonym as another name's makes them one person.")
            prompt = PromptScreen(title, group.proposed, lines=(hint,))
            self.app.push_screen(prompt, lambda text: self._edited(group, text))

    def _edited(self, group: NameGroup, text: str | None) -> None:
        if text:
            self._decide(group, text)

    def _decide(self, group: NameGroup, replacement: str) -> None:
        with self.complaining():
            self.project.decide_names([group.decided(replacement)])
            self.show_project()
            told = _("{name} becomes {pseudonym}.") if replacement else _("{name} stays as it stands.")
            self.tell(told.format(name=group.name, pseudonym=replacement))

    def action_split(self) -> None:
        """Decide the names of a group one by one."""
        group = self._at_hand
        if group is None or len(group.names) < 2:
            self.tell(_("This is one name only."))
            return
        self._split.add(group.key)
        self.show_project()

    def action_merge(self) -> None:
        """Make the name at hand another name of somebody in the queue."""
        group = self._at_hand
        others = [other for other in self._groups.values() if group and other != group and other.kind == group.kind]
        if group is None or not others:
            self.tell(_("There is nobody else in the queue."))
            return
        answers = [(other.key, f"{other.name}  {other.proposed}") for other in others]
        question = _("“{name}” is another name of whom?").format(name=group.name)
        self.app.push_screen(ChooseScreen(question, answers), lambda key: self._merged(group, key))

    def _merged(self, group: NameGroup, key: str | None) -> None:
        other = self._groups.get(key or "")
        if other is not None and other.proposed:
            with self.complaining():
                self.project.decide_names([group.decided(other.proposed), other.decided(other.proposed)])
                self.show_project()
                told = _("{name} and {other} become {pseudonym}.")
                self.tell(told.format(name=group.name, other=other.name, pseudonym=other.proposed))

    def action_next(self) -> None:
        self.query_one(RowTable).action_cursor_down()

    def action_accept_sure(self) -> None:
        """Replace all that is surely a name or number as proposed."""
        sure = [group for group in self._groups.values() if group.is_sure]
        with self.complaining():
            if self.project.decide_names([group.accepted() for group in sure]):
                self.show_project()
            said = ngettext("{number} name is decided.", "{number} names are decided.", len(sure))
            self.tell(said.format(number=len(sure)))

    def action_open(self) -> None:
        group = self._at_hand
        place = next((each for each in group.contexts if each.source), None) if group else None
        if place is not None:
            self.post_message(OpenInterview(place.source, Span(place.start, place.end)))

    def action_add(self) -> None:
        """Somebody is spoken of whom the search may miss."""
        title = _("Which name occurs in the interviews?")
        hint = _("It is then found however it is written, and waits here to be decided.")
        self.app.push_screen(PromptScreen(title, lines=(hint,)), self._added)

    def _added(self, name: str | None) -> None:
        if name:
            with self.complaining():
                self.project.know_names([name])
                self.show_project()

    def action_write(self) -> None:
        """Replace what was decided, after asking."""

        def job(progress: Progress) -> int:
            return self.project.places_to_replace((), progress)

        self.app.push_screen(LongJob(_("Searching for names"), job), self._asked)

    def _asked(self, places: int | None) -> None:
        if not places:
            self.tell(_("Nothing that was decided still stands in the interviews."))
            return
        question = ngettext("Replace {number} place?", "Replace {number} places?", places).format(number=places)
        answers = (
            (_WITH_KEY, _("Replace, and keep an encrypted key to the names")),
            (_WITHOUT_KEY, _("Replace, and keep no key: nothing leads back to the names")),
        )
        lines = (
            _("Codings stay on their words; u takes all of it back."),
            *map(_, STILL_NAMED),
            _(NOT_ANONYMOUS),
        )
        self.app.push_screen(ChooseScreen(question, answers, lines), self._chosen)

    def _chosen(self, answer: str | None) -> None:
        if answer == _WITH_KEY:
            self.app.push_screen(KeyScreen(self.project.key_path()), self._with_key)
        elif answer == _WITHOUT_KEY:
            self._write(None)

    def _with_key(self, key: Key | None) -> None:
        if key is not None:
            self._write(key)

    def _write(self, key: Key | None) -> None:
        def job(progress: Progress) -> Pseudonymised:
            return self.project.pseudonymise((), key, progress)

        self.app.push_screen(LongJob(_("Replacing names"), job), self._written)

    def _written(self, result: Pseudonymised | None) -> None:
        self.show_project()
        if result is None:
            return
        if not result.scrubbed:
            self.complain(_(NOT_SCRUBBED))
        self.action_check()

    def action_check(self) -> None:
        """Search for what still stands."""

        def job(progress: Progress) -> tuple[Residue, ...]:
            return self.project.residues((), progress)

        self.app.push_screen(LongJob(_("Searching for names"), job), self._checked)

    def _checked(self, found: tuple[Residue, ...] | None) -> None:
        if found is not None:
            self.app.push_screen(ResiduesScreen(found), self._shown)

    def _shown(self, residue: Residue | None) -> None:
        if residue is not None and residue.source:
            self.post_message(OpenInterview(residue.source, Span(residue.start, residue.end)))


def _spaced(text: str) -> str:
    """Text for one line, with the blanks at its ends."""
    return glyphs.shown(_BLANKS.sub(" ", text))


def _row(group: NameGroup) -> TableRow:
    places = words.number(group.times)
    interviews = ", ".join(group.sources)
    return TableRow(group.key, (group.name, kind_in_words(group.kind), group.proposed, places, interviews))


def _caption(decided: int, waiting: int) -> Content:
    progress = _("{decided} of {all} decided").format(decided=decided, all=decided + waiting)
    return Content.assemble((progress, "bold"), "\n", (_(NOT_ANONYMOUS), "$warning"))
