"""Coding on in the list of quotes, one by one and for all that are marked; looked for in the database."""

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from coder.project import Project
from coder.spans import Span
from coder.tui.screens.adjusting import AdjustScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.transcript.ends import with_end, with_start
from coder.tui.transcript.prose import Prose
from coder.tui.widgets.table import RowTable
from tests.app_running import (
    coded,
    coding_screen,
    codings,
    press,
    remark,
    shown_in,
    table_rows,
    the_app,
    until,
    with_codings,
)
from tests.conftest import Opener, passage
from tests.doing import path_of
from tests.tables import recorded
from tests.transcript_app import in_an_app
from tests.transcript_sample import transcript


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


async def open_quotes(pilot: Pilot[None], number: int = 4) -> None:
    await press(pilot, "f5")
    await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == number)


def all_codes(project: Project) -> list[str]:
    return [code for source in ("ame", "gemensam") for code, _text in coded(project, source)]


@in_an_app
async def test_the_quote_at_hand_is_recoded_coded_further_and_removed(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await open_quotes(pilot)
        await press(pilot, "r", "h", "i", "n", "enter")
        assert all_codes(project) == ["hinder", "buss", "praktik", "stuprör"]
        await press(pilot, "down", "a", "p", "r", "a", "tab", "n", "ä", "enter")
        assert [code for code, text in coded(project, "ame") if text == "Den är indragen"] == [
            "buss",
            "närhet",
            "praktik",
        ]
        await until(pilot, lambda: len(table_rows(pilot)) == 6)
        await press(pilot, "d")
        assert len(all_codes(project)) == 5
        await press(pilot, "u", "u", "u")
        assert all_codes(project) == ["stuprör", "buss", "praktik", "stuprör"]


@in_an_app
async def test_what_is_done_to_marked_quotes_is_one_step(project: Project) -> None:
    with_codings(project)
    before = recorded(path_of(project))
    async with the_app(project) as pilot:
        await open_quotes(pilot)
        await press(pilot, "space", "space")
        assert "2 marked" in shown_in(pilot, "#caption")
        await press(pilot, "r", "h", "i", "n", "enter")
        assert all_codes(project) == ["hinder", "hinder", "praktik", "stuprör"]
        assert "2 quotes" in remark(pilot)
        await press(pilot, "asterisk")
        assert [coding.starred for coding in codings(project, "ame")] == [True, True]
        await press(pilot, "f", "5", "enter", "o")
        pilot.app.screen.query_one(TextArea).text = "Jämför."
        await press(pilot, "ctrl+s")
        assert {(coding.mode, coding.notes) for coding in codings(project, "ame")} == {("missing", ("Jämför.",))}
        await press(pilot, "u", "u", "u", "u")
        assert recorded(path_of(project)) == before
        await press(pilot, "escape", "A", "d")
        assert all_codes(project) == []
        await press(pilot, "u")
        assert recorded(path_of(project)) == before


@in_an_app
async def test_other_coders_codings_are_left_as_they_are(opened: Opener) -> None:
    tor, maja = opened("Tor"), opened("Maja")
    tor.apply_code("gemensam", *passage(tor, "gemensam", "Praktik fungerar"), "praktik")
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören."), "stuprör")
    async with the_app(maja) as pilot:
        await open_quotes(pilot, 2)
        await press(pilot, "A", "r", "h", "i", "n", "enter")
        assert all_codes(maja) == ["hinder", "praktik"]
        assert "another coder's" in remark(pilot)
        await press(pilot, "escape", "down", "d")
        assert all_codes(maja) == ["hinder", "praktik"] and "Tor" in remark(pilot)
        await press(pilot, "a", "n", "ä", "r", "enter")
        assert {(coding.coder, coding.code) for coding in codings(maja, "gemensam")} == {
            ("Tor", "praktik"),
            ("Maja", "närhet"),
        }


@in_an_app
async def test_either_end_is_adjusted_by_words_and_sentences(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    quote = project.apply_code("ame", start, end, "stuprör")
    async with the_app(project) as pilot:
        await open_quotes(pilot, 1)
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, AdjustScreen)
        await press(pilot, "right", "tab", "left", "enter")
        assert coded(project, "ame") == [("stuprör", "hamnar mellan stolarna, det")]
        await press(pilot, "i", "full_stop", "escape")
        assert coded(project, "ame")[0][1] == "hamnar mellan stolarna, det"
        await press(pilot, "i", "full_stop", "tab", "comma", "enter")
        assert coded(project, "ame")[0][1].startswith("Folk hamnar") and coded(project, "ame")[0][1].endswith("ja.")
        assert codings(project, "ame")[0].quote == quote
        await press(pilot, "u", "u")
        assert coded(project, "ame")[0][1] == "mellan stolarna"


@in_an_app
async def test_a_quote_is_opened_in_its_place_and_escape_leads_back_to_its_row(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await open_quotes(pilot)
        await press(pilot, "down", "down")
        at_hand = pilot.app.screen.query_one(RowTable).key
        await press(pilot, "enter")
        await until(pilot, lambda: coding_screen(pilot).view is not None)
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen))
        assert pilot.app.screen.query_one(RowTable).key == at_hand


@in_an_app
async def test_marked_quotes_are_copied_with_their_attributions(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await open_quotes(pilot)
        await press(pilot, "A", "ctrl+k")
        parts = pilot.app.clipboard.split("\n\n")
        assert [part[1:11] for part in parts] == ["Stuprören.", "Den är ind", "Praktik fu", "stuprören "]
        assert all("[C-" in part for part in parts)


SHOWN = transcript()
PROSE = Prose(SHOWN.text, SHOWN.turns)


def test_ends_never_leave_the_speech_and_never_pass_each_other() -> None:
    start = SHOWN.turns[0].speech_start
    for move in (with_start, with_end):
        for step in ("character", "word", "sentence", "turn"):
            for by in (1, -1):
                span = Span(start, start + 1)
                for _time in range(400):
                    span = move(PROSE, span, step, by)
                    assert 0 <= span.start < span.end <= len(SHOWN.text)
                    assert not SHOWN.text[span.start].isspace() and not SHOWN.text[span.end - 1].isspace()


def test_a_word_is_added_and_taken_off_at_either_end() -> None:
    text = SHOWN.text
    turn = next(turn for turn in SHOWN.turns if turn.end - turn.speech_start > 40)
    first = PROSE.unit_at("word", turn.speech_start)
    assert first is not None
    wider = with_end(PROSE, first, "word", 1)
    assert wider.start == first.start and wider.end > first.end
    assert with_end(PROSE, wider, "word", -1) == first
    assert with_start(PROSE, wider, "word", 1).end == wider.end
    assert text[wider.start : wider.end].count(" ") == 1
