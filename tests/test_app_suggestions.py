"""Suggestions in the app: shown with their reason, accepted or rejected with one key."""

from coder.project import Project
from coder.spans import Span
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.suggestion_bar import SuggestionBar
from tests.app_running import coded, codings, open_interview, press, the_app, until
from tests.transcript_app import in_an_app


@in_an_app
async def test_a_suggestion_says_why_and_is_accepted_or_rejected_with_one_key(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        before = project.open_suggestions(["ame"])
        assert len(before) == 2
        first = screen.review.current
        assert first is not None and first.reason
        await press(pilot, "a")
        assert coded(project, "ame") == [(first.code, first.text)]
        second = screen.review.current
        assert second is not None
        await press(pilot, "x")
        assert len(codings(project, "ame")) == 1
        left = {item.suggestion for item in project.open_suggestions(["ame"])}
        assert left.isdisjoint({first.suggestion, second.suggestion})
        await press(pilot, "u", "u")
        assert codings(project, "ame") == []
        assert len(project.open_suggestions(["ame"])) == len(before)


@in_an_app
async def test_a_suggestion_is_accepted_on_the_words_that_are_selected(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "n")
        item = screen.review.current
        assert item is not None
        assert item.text.startswith("Stuprören")
        screen.reader.select(Span(item.start, item.start + 4))
        await press(pilot, "a")
        (coding,) = codings(project, "ame")
        assert (coding.start, coding.end) == (item.start, item.start + 4)


@in_an_app
async def test_a_suggestion_that_is_out_of_sight_is_shown_before_it_is_judged(project: Project) -> None:
    async with the_app(project, size=(80, 14)) as pilot:
        screen = await open_interview(pilot, "ame")
        item = screen.review.items[-1]
        for key in ("a", "x"):
            screen.reader.go_to(0, top=0)
            await press(pilot, "left")
            screen.review.current = item
            assert not screen.reader.is_in_view(Span(item.start, item.end))
            await press(pilot, key)
            assert codings(project, "ame") == []
            assert item.suggestion in {each.suggestion for each in project.open_suggestions(["ame"])}
            assert screen.reader.is_in_view(Span(item.start, item.end))
        await press(pilot, "a")
        assert coded(project, "ame") == [(item.code, item.text)]


@in_an_app
async def test_next_and_previous_go_round(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "n")
        first = screen.review.current
        for _suggestion in screen.review.items:
            await press(pilot, "tab")
        assert screen.review.current == first
        await press(pilot, "shift+tab", "n")
        assert screen.review.current == first


@in_an_app
async def test_another_code_takes_the_place_of_the_one_suggested(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "n")
        item = screen.review.current
        assert item is not None
        await press(pilot, "A", "n", "ä", "r", "enter")
        assert coded(project, "ame") == [("närhet", item.text)]
        assert item.suggestion not in [each.suggestion for each in project.open_suggestions(["ame"])]
        assert codings(project, "ame")[0].quote
        await press(pilot, "u")
        assert coded(project, "ame") == []
        assert item.suggestion in [each.suggestion for each in project.open_suggestions(["ame"])]


@in_an_app
async def test_none_of_the_codes_suggested_for_a_passage(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        together = screen.review.together
        assert together
        await press(pilot, "X")
        left = {item.suggestion for item in project.open_suggestions(["ame"])}
        assert left.isdisjoint({item.suggestion for item in together})
        assert "rejected" in screen.query_one(KeyBar).remark
        await press(pilot, "u")
        assert {item.suggestion for item in together} <= {item.suggestion for item in project.open_suggestions(["ame"])}


@in_an_app
async def test_what_is_put_off_comes_after_the_others_also_next_time(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "n")
        first = screen.review.current
        assert first is not None
        await press(pilot, "D")
        second = screen.review.current
        assert second is not None and second != first
        bar = screen.query_one(SuggestionBar).line
        assert bar is not None and bar.waiting == 1
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "ctrl+home")
        assert screen.review.current == second
        for _suggestion in screen.review.items:
            await press(pilot, "n")
        assert screen.review.current == first


@in_an_app
async def test_the_bar_shows_all_codes_of_a_passage_with_their_reasons(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        line = screen.query_one(SuggestionBar).line
        assert line is not None
        assert [code.at_hand for code in line.codes].count(True) == 1
        assert all(code.reason for code in line.codes)
        assert screen.query_one(SuggestionBar).size.height == 2 + len(line.codes)


@in_an_app
async def test_a_decision_changes_what_is_suggested_next(project: Project) -> None:
    """A code whose keyword was rejected twice is not suggested a third time for the same word."""
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        before = project._learnt
        await press(pilot, "x")
        await until(pilot, lambda: project._learnt is not before)
        assert project._learnt is not None


@in_an_app
async def test_nothing_is_suggested_in_a_source_drawn_for_double_coding(project: Project) -> None:
    project.draw_for_double_coding("ame", ["Maja", "Tor"])
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        assert screen.review.current is None
        assert "double coding" in screen.query_one(SuggestionBar).status
