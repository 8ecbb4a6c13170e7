"""Walks: the passages that most likely belong to a code, and what the program noticed beside codes; one key decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.transcript import TranscriptView, transcript
from coder.tui import keys, walk_items, words
from coder.tui.messages import OpenInterview
from coder.tui.recent import RecentCodes
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.transcript import glyphs
from coder.tui.walk_items import ACTORS, CODE, LISTS, NEW, TWINS, UNEQUAL, Item, Place
from coder.tui.widgets.table import Field, RowTable, TableRow

_KEY = "walk"
_AROUND = 600
"""Characters of the turn shown before and after a passage; of several passages less."""


@dataclass(frozen=True)
class Walked:
    """A list, as it was found."""

    kind: str
    code: str
    codes: dict[str, CodeView]
    items: tuple[Item, ...]


class WalkScreen(AskingScreen[Walked]):
    """Five lists to go through; what is decided goes, and the next is at hand."""

    NAME = "walk"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.WALK]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        kept = project.remembered(_KEY)
        self._kind = str(kept.get("list", CODE))
        self._code = str(kept.get("code", ""))
        self._later: list[str] = list(kept.get("later", ()))
        self._decided: set[str] = set()
        """What was decided while a list was being computed."""
        self._codes: dict[str, CodeView] = {}
        self._items: dict[str, Item] = {}
        self._views: dict[str, TranscriptView] = {}
        self._shown = ("", "")

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="lists", markup=False)
        yield Static(id="caption", markup=False)
        fields = (Field("", 5, right=True), Field("", 10, 2, most=34), Field("", 12, 1, most=26), Field("", 24, 4))
        yield RowTable(fields, show_header=False)
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="passage", markup=False)

    def show_code(self, code: str) -> None:
        """Walk through what most likely belongs to a code."""
        self._kind, self._code = CODE, code
        self._remember()
        self.show_project()
        self.query_one(RowTable).focus()

    def show_project(self) -> None:
        self._show_lists()
        if self._shown != (self._kind, self._code):
            self._items = {}
            self.query_one(RowTable).show_rows([])
            self._say(_("Searching …"))
        super().show_project()

    def ask(self) -> Walked:
        worker = get_current_worker()
        kind, code = self._kind, self._code
        codes = {each.key: each for each in self.project.ask(code_tree) if not each.retired}
        if code not in codes:
            code = ""
        names = {each.key: each.name for each in codes.values()}

        def going(_done: int, _total: int, _what: str) -> bool:
            return not worker.is_cancelled

        items: list[Item] = []
        if kind == CODE and code:
            self.project.compute_walk(code, going)
            items = walk_items.suggested(self.project.walk(code), names, with_code=False)
        elif kind == TWINS:
            self.project.compute_twins(going)
            items = walk_items.suggested(self.project.twins(), names, with_code=True)
        elif kind == NEW:
            items = walk_items.new_codes(self.project.code_proposals())
        elif kind == UNEQUAL:
            items = walk_items.unequal(self.project.pair_proposals(), names)
        elif kind == ACTORS:
            items = walk_items.actors(self.project.actor_proposals())
        return Walked(kind, code, codes, tuple(items))

    def show_answer(self, answer: Walked) -> None:
        self._codes = answer.codes
        if answer.kind != self._kind or (self._kind == CODE and answer.code != self._code and answer.code):
            return  # another list was asked for meanwhile
        self._shown = (self._kind, self._code)
        self._views.clear()
        self._items = {item.key: item for item in answer.items if item.key not in self._decided}
        self._decided.clear()
        self._show_items()

    def show_taken_back(self) -> None:
        self._decided.clear()
        super().show_taken_back()

    def _queue(self) -> list[Item]:
        """Those put off come last."""
        return sorted(self._items.values(), key=lambda item: item.key in self._later)

    def _show_items(self) -> None:
        queue = self._queue()
        table = self.query_one(RowTable)
        table.show_rows([TableRow(item.key, (item.lead, item.name, item.where, item.text)) for item in queue])
        self._show_lists()
        waiting = sum(item.key in self._later for item in queue)
        left = ngettext("{number} left", "{number} left", len(queue)).format(number=words.number(len(queue)))
        if waiting:
            left += " " + _("({number} put off)").format(number=waiting)
        self.query_one("#caption", Static).update(
            Content.assemble((left, "bold"), (f" · {self._in_words()}", "$muted"))
        )
        self._show_whole(self._items.get(table.key or ""))

    def _in_words(self) -> str:
        name = self._codes[self._code].name if self._code in self._codes else ""
        return {
            CODE: _("What most likely belongs to {code}, the likeliest first").format(code=name)
            if name
            else _("c chooses the code"),
            TWINS: _("Passages without a code that are very like a coded one"),
            NEW: _("What is spoken of again and again where nothing is coded"),
            UNEQUAL: _("Passages that say nearly the same and are coded differently"),
            ACTORS: _("Organisations that are named and stand in no register"),
        }[self._kind]

    def _show_lists(self) -> None:
        parts: list[tuple[str, str]] = []
        for kind, name in LISTS.items():
            at_hand = kind == self._kind
            parts += [(f" {_(name)} ", "bold reverse" if at_hand else "$muted"), (" ", "")]
        self.query_one("#lists", Static).update(Content.assemble(*parts))

    def _say(self, told: str) -> None:
        self.query_one("#caption", Static).update(Content.styled(told, "$muted"))
        self.query_one("#passage", Static).update("")

    def on_row_table_moved(self, event: RowTable.Moved) -> None:
        self._show_whole(self._items.get(event.key or ""))

    def _show_whole(self, item: Item | None) -> None:
        shown = self.query_one("#passage", Static)
        if item is None:
            shown.update(Content.styled(self._nothing(), "$muted"))
            return
        parts: list[str | tuple[str, str] | Content] = []
        around = _AROUND // len(item.places)
        if item.told:
            parts += [words.one_line(item.told), "\n"]
        for place in item.places:
            parts += [*self._in_turn(place, around), "\n"]
        shown.update(Content.assemble(*parts))
        self.query_one("#whole").scroll_home(animate=False)

    def _nothing(self) -> str:
        if self._kind == CODE and not self._code:
            return _("Choose a code: c. From the codebook beside an interview and from the themes w comes here too.")
        if self._kind in (CODE, TWINS) and not self.project.suggestion_settings().on:
            return _("Suggestions are switched off for this project; 'coder suggestions --on' switches them on.")
        return _("Nothing is left here. Tab goes to the next list.")

    def _in_turn(self, place: Place, around: int) -> list[str | tuple[str, str]]:
        """A passage in its turn."""
        try:
            view = self._views.get(place.source) or self.project.ask(transcript, place.source)
        except CoderError:
            return [(words.one_line(place.source), "$secondary")]
        self._views[place.source] = view
        start, end = place.passage.start, min(place.passage.end, len(view.text))
        turn = next((each.turn for each in view.turns if each.turn.speech.end > start), None)
        if turn is None:
            return [(words.one_line(place.source), "$secondary")]
        where = _("{source}, turn {turn}, {speaker}").format(
            source=view.name, turn=turn.number, speaker=turn.label or "–"
        )
        told = f" · {words.one_line(place.told)}" if place.told else ""
        first, last = max(turn.speech.start, start - around), max(end, min(turn.speech.end, end + around))
        before = ("…" if first > turn.speech.start else "") + view.text[first:start]
        after = view.text[end:last] + ("…" if last < turn.speech.end else "")
        return [
            (where + told, "$secondary"),
            "\n",
            (glyphs.shown(before), "$muted"),
            (glyphs.shown(view.text[start:end]), "bold"),
            (glyphs.shown(after), "$muted"),
        ]

    # Going about.

    @property
    def at_hand(self) -> Item | None:
        """The item of the row at hand."""
        return self._items.get(self.query_one(RowTable).key or "")

    def action_list(self, by: int) -> None:
        order = list(LISTS)
        place = order.index(self._kind) if self._kind in order else 0
        self._kind = order[(place + by) % len(order)]
        self._remember()
        self.show_project()

    def action_choose(self) -> None:
        codes = self._codes or {code.key: code for code in self.project.ask(code_tree)}
        picker = PickerScreen(
            tuple(codes.values()), RecentCodes(), _("Walk through the passages of which code?"), new=False
        )

        def picked(picked: Picked | None) -> None:
            if picked is not None and picked.codes:
                self.show_code(picked.codes[0])

        self.app.push_screen(picker, picked)

    def action_step(self, by: int) -> None:
        table = self.query_one(RowTable)
        if table.row_count:
            table.move_cursor(row=(table.cursor_row + by) % table.row_count, animate=False)

    def action_put_off(self) -> None:
        item = self.at_hand
        if item is not None:
            following = self._following(item)
            self._later = [*(key for key in self._later if key != item.key), item.key]
            self._remember()
            self._show_items()
            if following is not None:
                self.query_one(RowTable).go_to(following)

    def action_open(self) -> None:
        self._open(0)

    def action_open_other(self) -> None:
        self._open(1)

    def _open(self, number: int) -> None:
        item = self.at_hand
        if item is not None and number < len(item.places):
            place = item.places[number]
            self.post_message(OpenInterview(place.source, place.passage))

    # Deciding.

    def action_accept(self) -> None:
        item = self.at_hand
        if item is None:
            return
        if self._kind in (CODE, TWINS):
            with self.complaining():
                quote = self.project.accept_suggestion(item.key)
                self._done(item, _("Accepted ({quote}). u: undo").format(quote=quote))
        elif self._kind == NEW:
            question = _("What is the new code called?")
            prompt = PromptScreen(question, item.name, lines=(item.told,))
            self.app.push_screen(prompt, lambda name: self._ask_theme(item, name) if name else None)
        elif self._kind == ACTORS:
            prompt = PromptScreen(_("What is the actor called in the register?"), item.name)
            self.app.push_screen(prompt, lambda name: self._accept_actor(item, name) if name else None)
        else:
            self.tell(_("Enter and o open the two passages; x says that they are right as they are."))

    def _ask_theme(self, item: Item, name: str) -> None:
        question = _("Where does “{name}” belong?").format(name=name)
        picker = PickerScreen(
            tuple(self._codes.values()), RecentCodes(), question, new=False, root=_("A theme of its own")
        )

        def picked(picked: Picked | None) -> None:
            if picked is not None:
                with self.complaining():
                    key = self.project.add_code(name, picked.codes[0] if picked.codes else None, keywords=item.keywords)
                    self._done(item, _("{code} is a code now. u: undo").format(code=key))

        self.app.push_screen(picker, picked)

    def _accept_actor(self, item: Item, name: str) -> None:
        with self.complaining():
            key = self.project.accept_actor_proposal(item.key, name)
            self._done(item, _("{actor} is on the register of actors now. u: undo").format(actor=key))

    def action_reject(self) -> None:
        item = self.at_hand
        if item is None:
            return
        with self.complaining():
            if self._kind in (CODE, TWINS):
                self.project.reject_suggestion(item.key)
            else:
                self.project.dismiss([item.key])
            self._done(item, _("Left aside, and not offered again. u: undo"))

    def _done(self, item: Item, told: str) -> None:
        """The next is at hand at once; the list is made anew beside it."""
        following = self._following(item)
        self._decided.add(item.key)
        self._items.pop(item.key, None)
        self._show_items()
        if following is not None:
            self.query_one(RowTable).go_to(following)
        self.tell(told)
        self.show_project()

    def _following(self, item: Item) -> str | None:
        queue: Sequence[str] = [each.key for each in self._queue()]
        place = queue.index(item.key)
        return next(iter([*queue[place + 1 :], *queue[:place]]), None)

    def _remember(self) -> None:
        with self.complaining():
            self.project.remember(_KEY, {"list": self._kind, "code": self._code, "later": self._later})
