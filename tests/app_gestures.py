"""What a coder does in the app, gesture by gesture, each foretold by the model from what the screen shows before it."""

from collections.abc import Sequence
from typing import TypeVar

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from coder.project import Project
from coder.project.suggestions.judging import OpenSuggestion
from coder.spans import Span
from coder.tui.screens.adjusting import AdjustScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.facets import FacetsScreen
from coder.tui.screens.note import NoteScreen
from coder.tui.screens.picker import PickerScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.widgets.table import RowTable
from tests.app_model import Model, Place, Said, State, stored
from tests.app_running import press, until
from tests.doing import path_of

ScreenT = TypeVar("ScreenT")
TargetT = TypeVar("TargetT", Place, str | Place)


class Player:
    """Presses keys, tells the model, and compares."""

    def __init__(self, pilot: Pilot[None], project: Project) -> None:
        self.pilot = pilot
        self.keys: list[str] = []
        self._path = path_of(project)
        state, self._quotes = stored(self._path)
        self.model = Model(state, project.coder)
        self._fresh: tuple[tuple[str, ...], int] | None = None
        assert isinstance(pilot.app.screen, CodingScreen)
        self.screen = pilot.app.screen

    async def play(self, gesture: str, *details: object) -> None:
        """One gesture, and what the database and the screen must be like after it."""
        await getattr(self, gesture)(*details)
        state, self._quotes = stored(self._path)
        self._compare(state)

    def _compare(self, state: State) -> None:
        assert state == self.model.now
        screen = self.screen
        assert self.pilot.app.screen is screen and screen.view is not None
        shown = screen.reader.codings_in(Span(0, len(screen.view.text)))
        known = {quote: place for quote, place in self._quotes.items() if place.source == screen.view.name}
        assert {coding.quote for coding in shown} == set(known)
        for coding in shown:
            place = known[coding.quote]
            said = state.codings[place]
            assert (coding.start, coding.end, coding.code_key) == (place.start, place.end, place.code)
            assert coding.mine == (place.coder == self.model.coder)
            assert (coding.starred, coding.has_note) == (said.starred, bool(said.notes))
        offered = {self._suggested(item) for item in screen.review.items}
        assert offered.isdisjoint(state.verdicts)
        assert screen.finished == ((screen.view.name, self.model.coder) in state.finished)

    def _is_current(self, screen: QuotesScreen) -> bool:
        """The list is asked for beside the event loop: for a moment it shows what was."""
        return all(
            quote.quote in self._quotes
            and self._quotes[quote.quote] == (quote.source, quote.start, quote.end, quote.code, quote.coder)
            and quote.starred == self.model.now.codings[self._quotes[quote.quote]].starred
            for quote in screen._quotes.values()
        )

    async def press(self, *keys: str) -> None:
        self.keys += keys
        await press(self.pilot, *keys)

    # What the screen shows.

    @property
    def source(self) -> str:
        assert self.screen.view is not None
        return self.screen.view.name

    @property
    def passage(self) -> Span:
        passage = self.screen.reader.passage()
        assert passage is not None
        return passage

    def _here(self) -> list[Place]:
        cursor, chosen = self.screen.reader.cursor, self.screen.reader.selection
        span = chosen or Span(cursor, cursor + 1)
        return self.model.here(self.source, span.start, span.end)

    def _just_made(self) -> list[Place]:
        if self._fresh is None or self._fresh[1] != self.screen.reader.cursor:
            return []
        return [self._quotes[quote] for quote in self._fresh[0] if quote in self._quotes]

    def _made(self, codes: Sequence[str]) -> None:
        """Codings were made, or found there: what is said next is said of them, until the cursor moves."""
        fresh = self.screen.fresh
        assert fresh is not None and fresh[1] == self.screen.reader.cursor
        _state, self._quotes = stored(self._path)
        assert {self._quotes[quote].code for quote in fresh[0]} == set(codes)
        self._fresh = fresh

    def _suggested(self, item: OpenSuggestion) -> Place:
        return Place(item.source, item.start, item.end, item.code, self.model.coder)

    # On the coding screen.

    async def move(self, *keys: str) -> None:
        """Escape would leave the screen where nothing is selected."""
        for key in keys:
            if key != "escape" or self.screen.reader.selection is not None:
                await self.press(key)

    async def pick(self, several: Sequence[str], answer: str) -> None:
        """Codes by letters, and what is meant where one stands there already."""
        await self.press("enter")
        codes = await self._choose_codes(several)
        await self._apply(codes, ("enter",), answer)

    async def recent(self, digit: int, answer: str) -> None:
        code = self.screen.recent.at(digit)
        await self._apply([code] if code and code in self.screen.codes else [], (str(digit),), answer)

    async def repeat(self, answer: str) -> None:
        known = [code for code in self.screen.recent.used if code in self.screen.codes]
        await self._apply(known[:1], ("r",), answer)

    async def again(self, key: str, answer: str) -> None:
        """The same code on a passage that reaches into the one it was put on."""
        await self.repeat("separate")
        await self.press("s", key)
        await self.repeat(answer)

    async def in_vivo(self, down: int) -> None:
        """A new code in the speaker's words, under some theme; a known one where a code is called so."""
        passage = self.passage
        await self.press("v")
        picker = self._modal(PickerScreen)
        at_hand, name = picker.query_one(RowTable).key, " ".join(picker.query_one(Input).value.split())
        if at_hand != "+":
            await self._apply([at_hand] if at_hand else [], ("enter",), "escape")
            return
        await self.press("enter", *["down"] * down)
        theme = picker.query_one(RowTable).key
        self.model.add_code(name, None if theme == "-" else theme)
        await self.press("enter")
        after, _quotes = stored(self._path)
        (new,) = {key for key in self.screen.codes if self.screen.codes[key].name == name and key not in self._keys()}
        assert after.codes == self.model.now.codes
        self.model.apply(self.source, passage.start, passage.end, [new])
        self._made([new])

    def _keys(self) -> set[str]:
        """Keys of the codes that stand on something already."""
        return {place.code for place in self.model.now.codings}

    async def remove(self, key: str, number: int) -> None:
        own = self.model.own(self._here())
        await self.press(key)
        self.model.remove(await self._one_of(own, number))

    async def star(self, number: int) -> None:
        here = self._here()
        await self.press("asterisk")
        for place in await self._one_of(here, number):
            self.model.star([place], not self.model.now.codings[place].starred)

    async def note(self, what: str, text: str, number: int) -> None:
        """``o``: on the coding just made or at the cursor, else on the selection, else on the interview."""
        fresh, chosen = self._just_made(), self.screen.reader.selection
        here: list[str | Place] = [*(fresh or self._here())]
        alone = len(here) == 1 and (chosen is None or bool(fresh))
        if chosen is not None and not alone:
            here.append(f"{self.source}:{chosen.start}-{chosen.end}")
        await self.press("o")
        for target in await self._one_of(here or [f"source:{self.source}"], number):
            await self._write([target], what, text)

    async def note_on(self, what: str, text: str, number: int) -> None:
        """``O``: on anything that stands here, the interview, or the study."""
        here = self._here()
        targets: list[str | Place] = [*here, *sorted({f"code:{place.code}" for place in here})]
        targets += [f"{self.source}:{self.passage.start}-{self.passage.end}", f"source:{self.source}", "project"]
        await self.press("O")
        for target in await self._one_of(targets, number):
            await self._write([target], what, text)

    async def facets(self, toggles: Sequence[str], number: int) -> None:
        fresh = self.model.own(self._just_made())
        own = fresh or self.model.own(self._just_made() or self._here())
        await self.press("f")
        asked = own if len(fresh) > 1 else await self._one_of(own, number)
        if asked:
            self.model.set_facets(asked, await self._choose_facets(toggles))
            await self.press("enter")

    async def accept(self) -> None:
        await self._accept("a", [])

    async def accept_other(self, letters: str) -> None:
        await self._accept("A", [letters])

    async def _accept(self, key: str, letters: Sequence[str]) -> None:
        await self._see_suggestion(key)
        item, chosen = self.screen.review.current, self.screen.reader.selection
        await self.press(key)
        if item is None:
            return
        codes = [item.code]
        if letters:
            codes = await self._choose_codes(letters)
            await self.press("enter")
        passage = Span(item.start, item.end)
        span = chosen if chosen is not None and chosen.overlaps(passage) else passage
        self.model.accept(self._suggested(item), span.start, span.end, codes[0])
        self._made(codes[:1])

    async def reject(self, key: str) -> None:
        """``x`` the suggestion at hand, ``X`` all that are shown for the passage."""
        await self._see_suggestion(key)
        current = self.screen.review.current
        items = self.screen.review.together if key == "X" else (current,)
        await self.press(key)
        self.model.reject(self._suggested(item) for item in items if item is not None)

    async def _see_suggestion(self, key: str) -> None:
        """A suggestion that is out of sight is gone to first, and nothing is decided yet."""
        item = self.screen.review.current
        if item is None or self.screen.reader.is_in_view(Span(item.start, item.end)):
            return
        await self.press(key)
        assert self.screen.review.current == item
        assert self.screen.reader.selection == Span(item.start, item.end)

    async def put_off(self) -> None:
        await self.press("D")

    async def adjust(self, steps: Sequence[str], number: int, last: str) -> None:
        """The ends of a coding at the cursor, in their place; kept or left as they were."""
        own = self.model.own(self._here())
        await self.press("i")
        for place in await self._one_of(own, number):
            await self.press(*steps)
            passage = self.passage
            await self.press(last)
            if last == "enter" and passage != Span(place.start, place.end):
                await self._stay_apart()
                self.model.adjust(place, passage.start, passage.end)

    async def _stay_apart(self) -> None:
        """Where a coding would grow into another with the same code: the second answer keeps both."""
        if isinstance(self.pilot.app.screen, ChooseScreen):
            await self.press("down", "enter")

    async def finish(self) -> None:
        source = self.source
        await self.press("m")
        self.model.finish(source)

    async def undo(self, times: int) -> None:
        for _time in range(times):
            await self.press("u")
            self.model.undo()

    async def redo(self, key: str, times: int) -> None:
        for _time in range(times):
            await self.press(key)
            self.model.redo()

    async def to_and_fro(self, back: int, forth: int) -> None:
        await self.undo(back)
        await self.redo("y", forth)

    async def go_round(self, *keys: str) -> None:
        """Over other screens and back."""
        await self.press(*keys, "f3")

    async def another(self, moves: Sequence[str]) -> None:
        """Another interview, or the same again."""
        before = self.source
        await self.press("f2", *moves, "enter")
        if self.source != before:
            self._fresh = None

    # In the list of quotes.

    async def quotes(self, moves: Sequence[str], what: str, detail: Sequence[str]) -> None:
        """Go to the list, mark or not, do something to all that are meant, and come back."""
        await self.press("f5")
        screen = self._modal(QuotesScreen)
        await until(self.pilot, lambda: self._is_current(screen))
        await self.press(*moves)
        meant = [self._quotes[quote.quote] for quote in screen.meant]
        at_hand = [self._quotes[quote.quote] for quote in (screen.at_hand,) if quote is not None]
        if meant:
            await getattr(self, f"_quotes_{what}")(meant, at_hand, detail)
        _state, self._quotes = stored(self._path)
        await self.press("f3")

    async def _quotes_recode(self, meant: list[Place], _at_hand: list[Place], detail: Sequence[str]) -> None:
        await self.press("r")
        own = self.model.own(meant)
        if own:
            codes = await self._choose_codes(detail)
            await self.press("enter")
            self.model.recode(own, codes)

    async def _quotes_add(self, meant: list[Place], _at_hand: list[Place], detail: Sequence[str]) -> None:
        await self.press("a")
        codes = await self._choose_codes(detail)
        await self.press("enter")
        self.model.code_further(meant, codes)

    async def _quotes_remove(self, meant: list[Place], _at_hand: list[Place], _detail: Sequence[str]) -> None:
        await self.press("d")
        self.model.remove(self.model.own(meant))

    async def _quotes_star(self, meant: list[Place], _at_hand: list[Place], _detail: Sequence[str]) -> None:
        await self.press("asterisk")
        self.model.star(meant, not all(self.model.now.codings[place].starred for place in meant))

    async def _quotes_note(self, meant: list[Place], _at_hand: list[Place], detail: Sequence[str]) -> None:
        await self.press("o")
        await self._write(meant, "write", "".join(detail))

    async def _quotes_facets(self, meant: list[Place], _at_hand: list[Place], _detail: Sequence[str]) -> None:
        await self.press("f")
        own = self.model.own(meant)
        if own:
            self.model.set_facets(own, await self._choose_facets(["2", "4"]))
            await self.press("enter")

    async def _quotes_adjust(self, _meant: list[Place], at_hand: list[Place], _detail: Sequence[str]) -> None:
        await self.press("i")
        for place in self.model.own(at_hand):
            await self._adjust(place, ["right", "tab", "right"])

    # What the gestures share.

    def _modal(self, kind: type[ScreenT]) -> ScreenT:
        assert isinstance(self.pilot.app.screen, kind)
        return self.pilot.app.screen

    async def _choose_codes(self, several: Sequence[str]) -> list[str]:
        """Mark all but the last, leave that one at hand; gives the keys that the picker shows."""
        picker = self._modal(PickerScreen)
        table = picker.query_one(RowTable)
        codes: list[str] = []
        for number, letters in enumerate(several):
            await self.press(*letters)
            key = table.key
            assert key is not None and key not in "+-"
            if number + 1 < len(several):
                await self.press("tab")
                codes = [each for each in codes if each != key] if key in codes else [*codes, key]
            else:
                codes.append(key)
        return list(dict.fromkeys(codes))

    async def _apply(self, codes: Sequence[str], keys: Sequence[str], answer: str) -> None:
        passage = self.passage
        near = self.model.near(self.source, passage.start, passage.end, codes)
        await self.press(*keys)
        if near:
            answer = await self._answer(answer)
        if codes and not (near and answer in ("leave", "escape")):
            self.model.apply(self.source, passage.start, passage.end, codes, bool(near) and answer == "extend")
            self._made(codes)

    async def _answer(self, answer: str) -> str:
        """Give an answer; where it is not offered, the first."""
        options = self._modal(ChooseScreen).query_one(OptionList)
        keys = [option.id for option in options.options]
        if answer == "escape":
            await self.press("escape")
            return answer
        place = keys.index(answer) if answer in keys else 0
        await self.press(*["down"] * place, "enter")
        return str(keys[place])

    async def _one_of(self, targets: Sequence[TargetT], number: int) -> list[TargetT]:
        """The only one; of several the one that is chosen, none by escape. The question offers just these."""
        if len(targets) < 2:
            return list(targets)
        options = self._modal(ChooseScreen).query_one(OptionList)
        offered = [self._quotes.get(str(option.id), str(option.id)) for option in options.options]
        assert set(offered) == set(targets) and len(offered) == len(targets)
        if number >= len(offered):
            await self.press("escape")
            return []
        await self.press(*["down"] * number, "enter")
        return [target for target in targets if target == offered[number]]

    async def _write(self, targets: Sequence[str | Place], what: str, text: str) -> None:
        """Write a note, change one's latest, take it away, or leave."""
        self._modal(NoteScreen)
        earlier = ""
        if what in ("change", "take"):
            await self.press("ctrl+up")
            earlier = self._modal(NoteScreen).query_one(TextArea).text
        if what == "take" and earlier:
            await self.press("ctrl+d")
            self.model.note(targets, "", earlier)
        elif what == "leave":
            await self.press("escape")
        else:
            await self.press(*text, "ctrl+s")
            self.model.note(targets, earlier + text, earlier)

    async def _choose_facets(self, toggles: Sequence[str]) -> Said:
        """Toggle them; gives what the screen says before Enter."""
        screen = self._modal(FacetsScreen)
        facets = Said(voice=screen._voice, mode=screen._mode, about=frozenset(screen._about))
        voices, modes = {"1": "self", "2": "other"}, {"3": "now", "4": "wanted", "5": "missing"}
        for key in toggles:
            first = screen.query_one(RowTable)._shown[0].key
            await self.press(key)
            voice, mode = facets.voice, facets.mode
            if key in voices:
                voice = None if voice == voices[key] else voices[key]
            elif key in modes:
                mode = None if mode == modes[key] else modes[key]
            about = facets.about ^ {first} if key == "6" else facets.about
            facets = Said(voice=voice, mode=mode, about=about)
        return facets

    async def _adjust(self, place: Place, steps: Sequence[str]) -> None:
        screen = self._modal(AdjustScreen)
        await self.press(*steps)
        passage = screen._passage
        await self.press("enter")
        self.model.adjust(place, passage.start, passage.end)
