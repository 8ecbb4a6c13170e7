"""Under NO_COLOR the app shows greys only, and codings are still told apart: by brackets, letters and names."""

import pytest
from rich.color import ColorType

from coder.project import Project
from coder.spans import Span
from tests.app_running import LARGE, open_interview, press, settled, the_app
from tests.conftest import Opener, passage
from tests.transcript_app import in_an_app, lines


@pytest.fixture(autouse=True)
def without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


@in_an_app
async def test_codings_are_told_apart_without_any_colour(opened: Opener) -> None:
    tor, project = opened("Tor"), opened("Maja")
    tor.apply_code("ame", *passage(tor, "ame", "Folk hamnar mellan stolarna"), "närhet")
    start, end = passage(project, "ame", "Stuprören. Folk hamnar")
    project.apply_code("ame", start, end, "stuprör")
    project.apply_code("ame", start, start + len("Stuprören."), "praktik")
    async with the_app(project, LARGE) as pilot:
        screen = await open_interview(pilot, "ame")
        await settled(pilot)
        shown = lines(screen.reader)
        at = next(number for number, line in enumerate(shown) if "Stuprören." in line)
        margin = shown[at].split("Stuprören.")[1] + shown[at + 1]
        # One's own brackets have capitals, another coder's small letters; the names stand beside them.
        assert "SPn" in margin
        for name in ("Stuprör", "Praktik", "Närhet"):
            assert name in margin
        colours = {
            colour
            for strip in screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and colour.type is not ColorType.DEFAULT
        }
        assert colours and all(len({*colour.get_truecolor()}) == 1 for colour in colours)


@in_an_app
async def test_cursor_and_selection_stand_out_in_greys(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.select(Span(*passage(project, "ame", "mellan stolarna")))
        await press(pilot, "shift+right")
        backgrounds = {
            segment.text.strip(): segment.style.bgcolor.get_truecolor().red
            for strip in screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.bgcolor is not None and segment.text.strip()
        }
        selected = next(grey for text, grey in backgrounds.items() if "mellan" in text)
        plain = next(grey for text, grey in backgrounds.items() if "Och bussen" in text)
        assert abs(selected - plain) > 30
