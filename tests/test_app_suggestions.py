"""Suggestions in the app: shown with their reason, accepted or rejected with one key."""

from coder.project import Project
from coder.spans import Span
from tests.app_running import coded, codings, open_interview, press, the_app
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
