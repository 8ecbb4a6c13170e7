"""Deciding between coders: what each has coded, side by side in its place, and keys to decide it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.disagreement_words import decision_in_words, kind_in_words, state_in_words
from coder.queries.disagreements import ENDS, Disagreements, Stretch, disagreements
from coder.queries.transcript import CodingView, TranscriptView, transcript
from coder.spans import Span
from coder.tui import keys, words
from coder.tui.recent import KEY as RECENT
from coder.tui.recent import RecentCodes
from coder.tui.screens.adjusting import AdjustScreen
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.shown import shown_transcript
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar

_AROUND = 140
"""Characters shown before and after what is to be decided."""


class DisagreementsScreen(CoderModal[None]):
    """One disagreement at a time. Each decision is in the database at once; ``u`` takes back the last one made here."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.DISAGREEMENTS, Binding("u", "undo", "", show=False)]

    def __init__(self, project: Project, source: str, coders: Sequence[str], code: str = "") -> None:
        super().__init__()
        self._project = project
        self._source = source
        self._coders = tuple(coders)
        self._code = code
        """The only code gone through; all where empty."""
        self._found: Disagreements
        self._view: TranscriptView
        self._codes: dict[str, CodeView] = {}
        self._at = ""
        """The disagreement that is shown."""
        self._why = ""
        """The reason for the decision that comes next."""
        self._made: list[str] = []
        """What was decided here, latest last."""

    def read(self) -> None:
        """Ask the project. ``CoderError`` where there is nothing to compare; asked before the screen is shown."""
        self._found, self._view, codes = self._project.ask(
            lambda session: (
                disagreements(session, self._source, self._coders),
                transcript(session, self._source),
                code_tree(session),
            )
        )
        self._codes = {code.key: code for code in codes}

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="disagreement"):
            yield Static(id="title", classes="title", markup=False)
            yield Static(id="what", markup=False)
            with Horizontal(id="sides"):
                for place in range(len(self._found.coders)):
                    with VerticalScroll(classes="side", can_focus=False):
                        yield Static(id=f"side-{place}", markup=False)
            yield Static(id="decided", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        rows = self._rows
        self._at = next((row.id for row in rows if row.left), rows[0].id if rows else "")
        self._show()

    @property
    def _rows(self) -> list[Stretch]:
        return [row for row in self._found.rows if self._code in ("", row.code)]

    @property
    def _row(self) -> Stretch | None:
        return next((row for row in self._rows if row.id == self._at), None)

    # Deciding.

    def action_keep(self, place: int) -> None:
        if place < len(self._found.coders):
            self._decide(self._found.coders[place])

    def action_both(self) -> None:
        self._decide("both")

    def action_neither(self) -> None:
        self._decide("neither")

    def _decide(self, keep: str = "", code: str = "", span: Span | None = None) -> None:
        row = self._row
        if row is None:
            return
        passage = (span.start, span.end) if span is not None else None

        def decide() -> None:
            self._project.decide(self._source, row.id, keep, code, passage, self._why, self._coders)

        self._do(decide, row.id)
        self._why = ""
        self._go_on(row.id)

    def _do(self, use_case: Callable[[], object], about: str) -> None:
        with self.complaining():
            use_case()
            self._made.append(about)
            self.read()

    def _go_on(self, after: str) -> None:
        """To the next that is left, from the beginning again behind the last; else the one at hand stays."""
        ids = [row.id for row in self._rows]
        place = ids.index(after) if after in ids else 0
        left = [row.id for row in (*self._rows[place:], *self._rows[:place]) if row.left]
        self._at = left[0] if left else after
        self._show()

    def action_code(self) -> None:
        row = self._row
        if row is not None:
            others = [code for code in self._codes.values() if code.key != row.code]
            recent = RecentCodes.from_dict(self._project.remembered(RECENT), self._codes)
            question = _("Which code instead of {code}?").format(code=self._codes[row.code].name)
            self.app.push_screen(PickerScreen(others, recent, question, new=False), self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.codes:
            self._decide("both", picked.codes[0])

    def action_ends(self) -> None:
        row = self._row
        if row is None:
            return
        first = next(each for side in row.sides for each in side)
        passage = Span(first.start, first.end)
        screen = AdjustScreen(self._codes[row.code].name, shown_transcript(self._view), passage)
        self.app.push_screen(screen, lambda span: self._decide(span=span) if span is not None else None)

    def action_why(self) -> None:
        """The reason for what is decided here, or for what will be."""
        row = self._row
        if row is None:
            return
        before = row.decision.why if row.decision is not None else self._why
        self.app.push_screen(PromptScreen(_("Why is it decided so?"), before), self._explained)

    def _explained(self, why: str | None) -> None:
        row = self._row
        if why is None or row is None:
            return
        if row.decision is None:
            self._why = why
        elif why != row.decision.why:
            self._do(lambda: self._project.explain_decision(self._source, row.id, why), row.id)
        self._show()

    def action_reopen(self) -> None:
        row = self._row
        if row is not None:
            self._do(lambda: self._project.reopen_decision(self._source, row.id), row.id)
            self._show()

    def action_rest(self) -> None:
        """All that is left alike, of every code; asks how."""
        left = [row for row in self._found.rows if row.left]
        ends = sum(row.kind == ENDS for row in left)
        answers = []
        for kind, number in ((ENDS, ends), ("", len(left))):
            told = _("where ends differ ({number})") if kind else _("all that is left ({number})")
            for keep in (*self._found.coders, "both", "neither"):
                if number:
                    answers.append((f"{kind}:{keep}", f"{self._keep_in_words(keep)}: {told.format(number=number)}"))
        if answers:
            self.app.push_screen(ChooseScreen(_("Decide alike, in every code:"), answers), self._rest_chosen)

    def _keep_in_words(self, keep: str) -> str:
        known = {"both": _("Keep both"), "neither": _("Keep neither")}
        return known.get(keep) or _("Keep {name}'s").format(name=keep)

    def _rest_chosen(self, answer: str | None) -> None:
        if answer is not None:
            kind, _colon, keep = answer.partition(":")
            self._do(lambda: self._project.decide_rest(self._source, keep, kind, self._why, self._coders), self._at)
            self._go_on(self._at)

    def action_undo(self) -> None:
        """Only what was decided here."""
        if self._made:
            with self.complaining():
                self._project.undo()
                self._at = self._made.pop()
                self.read()
            self._show()

    def action_step(self, by: int) -> None:
        ids = [row.id for row in self._rows]
        if self._at in ids:
            self._at = ids[max(0, min(ids.index(self._at) + by, len(ids) - 1))]
            self._show()

    def action_read(self, by: int) -> None:
        """A long passage by a row, on all sides at once."""
        for panel in self.query(".side"):
            panel.scroll_relative(y=by, animate=False)

    # Showing.

    def _show(self) -> None:
        row = self._row
        rows = self._rows
        place = rows.index(row) + 1 if row is not None else 0
        title = _("{source}: p ‹ disagreement {at} of {number} › n")
        title = title.format(source=self._source, at=place, number=len(rows))
        left = sum(each.left for each in rows)
        told = ngettext("{number} left", "{number} left", left).format(number=left)
        self.query_one("#title", Static).update(words.one_line(f"{title} · {told}"))
        if row is None:
            self.query_one("#what", Static).update(Content(_("The coders differ on nothing here.")))
            self.query_one("#decided", Static).update(Content(self._state()))
            return
        t = translator(current_language())
        what = kind_in_words(row, self._found.coders, t)
        turn = _("turn {turn}").format(turn=row.turn)
        name = words.one_line(self._codes[row.code].name)
        self.query_one("#what", Static).update(Content.assemble((name, "bold"), f" · {turn} · {words.one_line(what)}"))
        for number, side in enumerate(row.sides):
            shown = self._side(row, self._found.coders[number], side, number)
            self.query_one(f"#side-{number}", Static).update(shown)
        for panel in self.query(".side"):
            panel.scroll_home(animate=False)
        self.query_one("#decided", Static).update(self._decided(row))

    def _side(self, row: Stretch, coder: str, side: Sequence[CodingView], number: int) -> Content:
        """A coder's name, the passage with what they coded marked, and their other codes there."""
        letter = f"{chr(ord('A') + number)}  " if number < 2 else f"{number + 1}  "
        none = "" if side else "  " + _("not coded so")
        parts: list[Any] = [(f"{letter}{words.one_line(coder)}", "bold $accent"), (none, "$muted"), "\n"]
        parts += self._passage(row, side)
        others = {
            self._codes[each.code].name
            for each in self._view.codings
            if each.coder == coder and each.code != row.code and row.span.overlaps(Span(each.start, each.end))
        }
        if others:
            parts += ["\n\n", (_("Also coded here:") + " ", "$muted"), words.one_line(", ".join(sorted(others)))]
        return Content.assemble(*parts)

    def _passage(self, row: Stretch, side: Sequence[CodingView]) -> list[Any]:
        """Text around the stretch; each of the coder's codings stands in brackets."""
        text, first = self._view.text, max(0, row.span.start - _AROUND)
        last = min(len(self._view.text), row.span.end + _AROUND)
        ends = sorted({first, last, *(offset for each in side for offset in (each.start, each.end))})
        parts: list[Any] = ["…" if first else ""]
        for start, end in pairwise(ends):
            opened = sum(each.start == start for each in side)
            closed = sum(each.end == end for each in side)
            covered = any(each.start <= start and end <= each.end for each in side)
            said = glyphs.shown(text[start:end])
            parts += [("⟦" * opened, "$accent"), (said, "bold" if covered else "$muted"), ("⟧" * closed, "$accent")]
        return [*parts, "…" if last < len(text) else ""]

    def _decided(self, row: Stretch) -> Content:
        if row.decision is None:
            why = f" · {words.one_line(self._why)}" if self._why else ""
            return Content.assemble((_("Not decided"), "bold"), (f"{why} · {self._state()}", "$muted"))
        t = translator(current_language())
        what = words.one_line(decision_in_words(row.decision, row.code, t))
        who = words.one_line(" · ".join(part for part in (row.decision.decided_by, row.decision.why) if part))
        rest = _("r takes it back.")
        return Content.assemble((f"✓ {what}", "bold"), f" · {who}", (f" · {rest} {self._state()}", "$muted"))

    def _state(self) -> str:
        return state_in_words(self._found, translator(current_language()))
