"""Changing the codebook from its pane beside the interview; each change also stands in codebook.yaml."""

from collections.abc import Callable
from functools import partial

from textual import on
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from coder.codebook.book import COLOURS
from coder.i18n import _, ngettext
from coder.queries.codes import CodeView
from coder.queries.touched import in_words, touched
from coder.tui import words
from coder.tui.messages import ShowWalk
from coder.tui.screens.applying import ApplyingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.describing import DescribeScreen, Fields
from coder.tui.screens.noting import ask_note
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.splitting import SplitScreen
from coder.tui.transcript.colours import colour_of
from coder.tui.widgets.codebook_pane import CodebookPane

_UNDER, _BESIDE, _THEME = "under", "beside", "theme"
_DO, _LEAVE = "do", "leave"
_AS_ABOVE = "-"


class CodesScreen(ApplyingScreen):
    """What the keys of the codebook pane ask for."""

    @on(CodebookPane.Entered)
    def _in_codebook(self, event: CodebookPane.Entered) -> None:
        self.set_class(event.entered, "-in-codebook")
        if event.entered:
            self.query_one("#codebook-keys", Static).update(self._pane_keys())

    def _pane_keys(self) -> Content:
        """The pane's own keys, as they are bound now; no key is parted from what it does at the end of a line."""
        pane = self.query_one(CodebookPane)
        width = pane.size.width - 2
        own = [item.binding for item in self.active_bindings.values() if item.node is pane and item.binding.show]
        seen: set[str] = set()
        lines: list[list[Content]] = [[]]
        for binding in own:
            if binding.action in seen:
                continue
            seen.add(binding.action)
            key = self.app.get_key_display(binding)
            part = Content.assemble((f"{key} ", "bold $accent"), binding.description)
            if lines[-1] and sum(each.cell_length + 2 for each in lines[-1]) + part.cell_length > width:
                lines.append([])
            lines[-1].append(part)
        return Content("\n").join(Content("  ").join(line) for line in lines)

    @on(CodebookPane.Asked)
    def _asked(self, event: CodebookPane.Asked) -> None:
        code = self.codes.get(event.code or "")
        if event.what == "new":
            self._new(code)
            return
        asks: dict[str, Callable[[CodeView], object]] = {
            "describe": self._describe,
            "rename": self._rename,
            "recolour": self._recolour,
            "move": self._move,
            "merge": self._merge,
            "split": self._split,
            "remove": self._remove_code,
            "walk": lambda code: self.post_message(ShowWalk(code.key)),
            "note": lambda code: ask_note(self, f"code:{code.key}", code.name, self.show_project),
        }
        if code is not None:
            asks[event.what](code)

    def _change(self, change: Callable[[], object], told: str) -> None:
        """Change the codebook, show it, and say so."""
        with self.complaining():
            change()
            self.show_project()
            self.tell(_("{what} u: undo").format(what=told))

    # One code.

    def _new(self, at: CodeView | None) -> None:
        def named(name: str | None) -> None:
            if not name:
                return
            if at is None:
                self._add(name, None)
                return
            answers = [(_UNDER, _("Under {code}").format(code=at.name))]
            if at.parent is not None:
                answers.append((_BESIDE, _("Under {code}").format(code=self.codes[at.parent].name)))
            answers.append((_THEME, _("A theme of its own")))
            parents = {_UNDER: at.key, _BESIDE: at.parent, _THEME: None}
            question = _("Where does “{name}” belong?").format(name=name)

            def placed(place: str | None) -> None:
                if place is not None:
                    self._add(name, parents[place])

            self.app.push_screen(ChooseScreen(question, answers), placed)

        self.app.push_screen(PromptScreen(_("What is the new code called?")), named)

    def _add(self, name: str, parent: str | None) -> None:
        with self.complaining():
            key = self.project.add_code(name, parent)
            self.show_project()
            self.query_one(CodebookPane).go_to(key)
            self.tell(_("{what} u: undo").format(what=_("{code} is new.").format(code=name)))

    def _rename(self, code: CodeView) -> None:
        def named(name: str | None) -> None:
            if name and name != code.name:
                told = _("{code} is now called {name}.").format(code=code.name, name=name)
                self._change(partial(self.project.rename_code, code.key, name), told)

        self.app.push_screen(PromptScreen(_("Another name for {code}").format(code=code.name), code.name), named)

    def _describe(self, code: CodeView) -> None:
        def described(fields: Fields | None) -> None:
            if fields:
                told = _("{code} is described.").format(code=code.name)
                self._change(partial(self.project.describe_code, code.key, **fields), told)

        self.app.push_screen(DescribeScreen(code), described)

    def _recolour(self, code: CodeView) -> None:
        answers: list[tuple[str, str | Content]] = [
            (
                colour,
                Content.assemble(
                    Content.styled("▌", Style(foreground=colour_of(colour, self.app))), words.colour_in_words(colour)
                ),
            )
            for colour in COLOURS
        ]
        if code.parent is not None:
            answers.append((_AS_ABOVE, _("Like {code}").format(code=self.codes[code.parent].name)))

        def chosen(colour: str | None) -> None:
            if colour is not None:
                plain = "" if colour == _AS_ABOVE else colour
                told = _("{code} has another colour.").format(code=code.name)
                self._change(partial(self.project.recolour_code, code.key, plain), told)

        self.app.push_screen(ChooseScreen(_("Which colour for {code}?").format(code=code.name), answers), chosen)

    def _move(self, code: CodeView) -> None:
        below = self._below(code)
        others = [each for each in self.codes.values() if each.key not in below]
        question = _("Under which code does {code} belong?").format(code=code.name)
        root = _("A theme of its own") if code.parent is not None else ""
        picker = PickerScreen(others, self.recent, question, new=False, root=root)

        def moved(picked: Picked | None) -> None:
            if picked is not None:
                parent = picked.codes[0] if picked.codes else None
                told = _("{code} is moved.").format(code=code.name)
                self._change(partial(self.project.move_code, code.key, parent), told)

        self.app.push_screen(picker, moved)

    def _below(self, code: CodeView) -> set[str]:
        """A code and those under it; parents come before their children."""
        found = {code.key}
        for each in self.codes.values():
            if each.parent in found:
                found.add(each.key)
        return found

    # Codes that go.

    def _merge(self, code: CodeView) -> None:
        self._take_away(code, _("Merge {code} into which code?"), self.project.merge_codes)

    def _remove_code(self, code: CodeView) -> None:
        with self.complaining():
            found = self.project.ask(touched, code.key)
            if found.codings:
                question = ngettext(
                    "Remove {{code}}: which code takes its {number} coding?",
                    "Remove {{code}}: which code takes its {number} codings?",
                    found.codings,
                ).format(number=found.codings)
                self._take_away(code, question, self.project.remove_code)
                return
            asked = _("Remove {code}?").format(code=code.name)
            self._confirm(asked, _("Remove it"), in_words(found), code, partial(self.project.remove_code, code.key))

    def _take_away(self, code: CodeView, question: str, change: Callable[[str, str], object]) -> None:
        """Ask which code takes the codings, and show what that touches before it is done."""
        others = [each for each in self.codes.values() if each.key != code.key]

        def picked(picked: Picked | None) -> None:
            if picked is None or not picked.codes:
                return
            into = self.codes[picked.codes[0]]
            with self.complaining():
                lines = in_words(self.project.ask(touched, code.key, into.key))
                asked = _("{code}: its codings go to {into}, and it is removed.").format(code=code.name, into=into.name)
                self._confirm(asked, _("Do it"), lines, code, partial(change, code.key, into.key))

        self.app.push_screen(PickerScreen(others, self.recent, question.format(code=code.name), new=False), picked)

    def _confirm(self, question: str, do: str, lines: list[str], code: CodeView, change: Callable[[], object]) -> None:
        answers = ((_DO, do), (_LEAVE, _("Leave it as it is")))

        def answered(answer: str | None) -> None:
            if answer == _DO:
                self._change(change, _("{code} is removed.").format(code=code.name))

        self.app.push_screen(ChooseScreen(question, answers, lines), answered)

    def _split(self, code: CodeView) -> None:
        """Walk through a code's quotes; whoever has dealt out all of them is asked whether the code is to go."""

        def done(_result: None) -> None:
            self.show_project()
            left = self.codes.get(code.key)
            if left is not None and not left.codings:
                with self.complaining():
                    lines = in_words(self.project.ask(touched, code.key))
                    asked = _("No coding has {code} any more. Remove it?").format(code=code.name)
                    self._confirm(asked, _("Remove it"), lines, code, partial(self.project.remove_code, code.key))

        if code.codings:
            self.app.push_screen(SplitScreen(self.project, code, self.recent), done)
        else:
            self.tell(_("No coding has {code}: there is nothing to deal out.").format(code=code.name))
