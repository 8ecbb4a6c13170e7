"""Pictures of the main screens at the two sizes they are composed for."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.tui.app import CoderApp
from coder.tui.screens.checking import PLACE
from tests.app_running import LARGE, SMALL, open_interview, press, settled
from tests.checking import REPORT
from tests.conftest import passage

SnapCompare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x50"])

FIGURES = pytest.mark.parametrize("size", [SMALL, (120, 40)], ids=["80x24", "120x40"])

CODINGS = (
    ("ame", "Stuprören.", "stuprör", "Maja", "af;unga", "other", "missing", "Det här är kärnan."),
    ("ame", "Folk hamnar mellan stolarna", "hinder", "Maja", "", "", "", ""),
    ("ame", "mellan stolarna", "stuprör", "Tor", "", "", "", ""),
    ("ame", "Den är indragen", "buss", "Maja", "norra", "self", "now", ""),
    ("gemensam", "Närheten, vi känner alla.", "närhet", "Tor", "", "", "", ""),
    ("gemensam", "stuprören står kvar", "stuprör", "Tor", "", "", "", ""),
    ("förbundet", "Det är långt.", "avstånd", "Tor", "", "", "", ""),
)


@pytest.fixture
def coded_project(project: Project, tmp_path: Path) -> Project:
    """The small study with some codings from a file, so that their identifiers are always the same."""
    lines = ["source,start,end,code,coder,about,voice,mode,note"]
    for source, words, code, coder, about, voice, mode, note in CODINGS:
        start, end = passage(project, source, words)
        lines.append(f"{source},{start},{end},{code},{coder},{about},{voice},{mode},{note}")
    file = tmp_path / "codings.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert project.import_codings(file).refused == ()
    project.finish("ame")
    project.pipeline_spec = BUILT_IN
    return project


def after(*keys: str, source: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    """What is done before the picture is taken: an interview opened, keys pressed."""

    async def run(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await settled(pilot)
        if source:
            await open_interview(pilot, source)
        await press(pilot, *keys)
        await pilot.pause()
        await settled(pilot)

    return run


@SIZES
def test_interviews(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=after())


@SIZES
def test_coding(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    run = after("j", "full_stop", "s", source="ame")
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=run)


@SIZES
def test_picker(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    run = after("j", "enter", "a", "v", source="ame")
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=run)


@SIZES
def test_facets(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    run = after("j", "f", source="ame")
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=run)


@SIZES
def test_themes(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=after("f4"))


@FIGURES
@pytest.mark.parametrize("screen", ["crosstab", "saturation", "overview"])
def test_figures(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int], screen: str) -> None:
    coded_project.remember("overview", {"since": "2014-01-01"})
    digit = {"crosstab": "2", "saturation": "6", "overview": "9"}[screen]
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=after("f4", digit))


@SIZES
def test_quotes(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=after("f5"))


@SIZES
def test_help(coded_project: Project, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    run = after("question_mark", source="ame")
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=run)


@pytest.mark.parametrize("theme", ["coder-light", "coder-contrast", "coder-plain"])
def test_coding_in_other_colours(coded_project: Project, snap_compare: SnapCompare, theme: str) -> None:
    coded_project.remember("look", {"theme": theme})
    run = after("j", "full_stop", source="ame")
    assert snap_compare(CoderApp(coded_project), terminal_size=(120, 30), run_before=run)


@FIGURES
def test_report_check(coded_project: Project, tmp_path: Path, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    report = tmp_path / "rapport.md"
    report.write_text(REPORT.replace("[…]", "\\[…\\]"), encoding="utf-8")
    coded_project.remember(PLACE, {"report": str(report)})
    assert snap_compare(CoderApp(coded_project), terminal_size=size, run_before=after("f11", "6", "r"))
