"""Correcting the interview that is shown; the reader stays where it is, and the codings move with their words."""

from collections.abc import Callable

from coder.i18n import _, ngettext
from coder.project.correction.correcting import Corrected
from coder.queries.versions import unplaced
from coder.spans import Span
from coder.tui.screens.editing import JOIN, RENAME, EditTurnScreen, TurnCorrection
from coder.tui.screens.interview import InterviewScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.unplaced import Settled, UnplacedScreen
from coder.tui.transcript.data import ShownTurn


class CorrectingScreen(InterviewScreen):
    """What the keys of correcting ask for."""

    def action_edit_turn(self) -> None:
        turn = self.reader.turn
        if self.view is None or turn is None:
            return
        speech = self.view.text[turn.speech_start : turn.end]
        at = min(max(self.reader.cursor - turn.speech_start, 0), len(speech))
        named = _("Turn {number}, {label}") if turn.label else _("Turn {number}")
        title = named.format(number=turn.number, label=turn.label)
        last = turn.number == len(self.view.turns)
        self.app.push_screen(
            EditTurnScreen(title, speech, at, last=last), lambda correction: self._correct(turn, speech, correction)
        )

    def _correct(self, turn: ShownTurn, before: str, correction: TurnCorrection | None) -> None:
        if correction is None or self.view is None:
            return
        source, seen = self.view.name, self.view.source_text_id
        if correction.text != before.strip():
            if not self._do(lambda: self.project.edit_turn(source, turn.number, correction.text, seen)):
                return
            seen = self.view.source_text_id
        if correction.then == JOIN:
            self._do(lambda: self.project.join_turns(source, turn.number, seen))
        elif correction.then == RENAME:
            self._ask_label(turn.label, seen)
        elif correction.then:
            start = self.view.turns[turn.number - 1].turn.speech.start
            self._ask_second_speaker(start + correction.at, turn.label, seen)

    def _ask_label(self, label: str, seen: str) -> None:
        assert self.view is not None
        source = self.view.name

        def named(new: str | None) -> None:
            if new and new != label:
                self._do(lambda: self.project.rename_speaker(source, label, new, seen))

        question = _("Another label for {label}, in all of {source}").format(label=label or "–", source=source)
        self.app.push_screen(PromptScreen(question, label, self._labels()), named)

    def _ask_second_speaker(self, offset: int, label: str, seen: str) -> None:
        assert self.view is not None
        source = self.view.name
        others = [each for each in self._labels() if each != label]

        def named(new: str | None) -> None:
            if new:
                self._do(lambda: self.project.split_turn(source, offset, new, seen))

        question = _("Who speaks from here on?")
        self.app.push_screen(PromptScreen(question, others[0] if len(others) == 1 else "", self._labels()), named)

    def _labels(self) -> list[str]:
        assert self.view is not None
        return list(dict.fromkeys(each.turn.label for each in self.view.turns if each.turn.label))

    def _do(self, correction: Callable[[], Corrected]) -> bool:
        """Correct, show it, and say what became of the codings; False, and a complaint, if it is refused."""
        with self.complaining():
            done = correction()
            self.show_project()
            self.tell(corrected_in_words(done))
            return True
        return False

    # What could not be placed.

    def action_unplaced(self) -> None:
        if self.view is None:
            return
        with self.complaining():
            waiting = self.project.ask(unplaced, self.view.name)
            if not waiting:
                self.tell(_("Every coding and note is placed."))
                return
            passage = self.reader.passage()
            spoken = self.view.text[passage.start : passage.end] if passage else ""
            self.app.push_screen(UnplacedScreen(waiting, spoken), lambda settled: self._settle(settled, passage))

    def _settle(self, settled: Settled | None, passage: Span | None) -> None:
        if settled is None:
            return
        with self.complaining():
            if settled.place and passage is not None:
                self.project.settle(settled.quote, passage.start, passage.end)
                told = _("{quote} is placed. u: undo")
            else:
                self.project.drop(settled.quote)
                told = _("{quote} is taken away. u: undo")
            self.show_project()
            self.tell(told.format(quote=settled.quote))


def corrected_in_words(done: Corrected) -> str:
    """What a correction did to the codings, in one line."""
    if not done.changed:
        return _("The text is as it was.")
    carried = done.carried
    moved = ngettext("Corrected; {number} coding moved along", "Corrected; {number} codings moved along", carried.moved)
    parts = [moved.format(number=carried.moved) if carried.moved else _("Corrected")]
    if carried.changed:
        number = len(carried.changed)
        parts.append(ngettext("{number} reads otherwise", "{number} read otherwise", number).format(number=number))
    waiting = len(carried.unplaced) + carried.unplaced_notes
    if waiting:
        parts.append(_("{number} not placed (E)").format(number=waiting))
    return ", ".join(parts) + ". " + _("u: undo")
