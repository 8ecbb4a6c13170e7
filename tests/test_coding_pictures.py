"""Pictures of the coding screen: small, middle, large; in every look; with all that can lie on a text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.tui.app import CoderApp
from coder.tui.theme import THEME_NAMES
from tests.app_running import open_interview, press, settled
from tests.conftest import passage

SnapCompare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])

TALK = """\
---
case: AME Rik
speakers: {I: interviewer, IP1: {}, IP2: {}}
---
I: Vilka samarbetar ni med i dag, och hur ser det ut i vardagen? Du får gärna börja med det som fungerar.
IP1: Det som fungerar är praktik. Vi har haft praktik på vårdcentralen, och där har ungdomarna blivit kvar. Men sen är\
 det stuprören: en handläggare på förmedlingen, en på kassan, och så vi, och folk hamnar mellan stolarna allihop.
I: Mm.
IP2: Bussen är indragen också. Det är sju mil till Lycksele, så utan bil kommer man ingenstans, och körkort har de inte.
IP1: Nej, just det. Fast närheten här är en tillgång, vi känner alla. Jag ringer Berit på kassan, och så löser det sig.\
 Det är sårbart, för den dagen Berit går i pension står vi där. 👩\u200d👩\u200d👧
I: Vem borde hålla ihop det, tycker du, om du får önska?
IP2: Någon med mandat. Regionen kanske, eller kommunerna tillsammans, men då måste pengarna räcka längre än ett år.\
 Se https://www.exempel.se/rapporter/samverkan-i-inlandet?år=2014 så förstår du.
"""
CODINGS = (
    ("Det som fungerar är praktik. Vi har haft praktik på vårdcentralen", "praktik", "Maja", ""),
    ("stuprören: en handläggare", "stuprör", "Maja", "Kärnan i det hela."),
    ("en handläggare på förmedlingen, en på kassan", "hinder", "Maja", ""),
    ("en på kassan, och så vi", "stuprör", "Tor", ""),
    ("Bussen är indragen också.", "buss", "Tor", ""),
    ("Bussen är indragen också. Det är sju mil till Lycksele", "avstånd", "Tor", ""),
    # Six on one passage, and a seventh that finds no lane.
    *(("närheten här är en tillgång", code, "Maja", "") for code in ("närhet", "möjligheter", "praktik", "hinder")),
    *(("närheten här är en tillgång", code, "Tor", "") for code in ("närhet", "möjligheter", "avstånd")),
)


@pytest.fixture
def rich(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small study with an interview on which lies all that can lie on one."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    talk = tmp_path / "rik.txt"
    talk.write_text(TALK, encoding="utf-8")
    project.load([talk])
    lines = ["source,start,end,code,coder,note"]
    for words, code, coder, note in CODINGS:
        start, end = passage(project, "rik", words)
        lines.append(f"rik,{start},{end},{code},{coder},{note}")
    file = tmp_path / "codings.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert project.import_codings(file).refused == ()
    project.pipeline_spec = BUILT_IN
    return project


def selecting(*keys: str) -> Callable[[Pilot[None]], object]:
    """A sentence selected, and what else is pressed."""

    async def run(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await settled(pilot)
        await open_interview(pilot, "rik")
        await press(pilot, "j", "full_stop", "s", *keys)
        await pilot.pause()
        await settled(pilot)

    return run


@SIZES
@pytest.mark.parametrize("look", [*THEME_NAMES])
def test_coding(rich: Project, snap_compare: SnapCompare, size: tuple[int, int], look: str) -> None:
    rich.remember("look", {"theme": look})
    assert snap_compare(CoderApp(rich), terminal_size=size, run_before=selecting())


def test_coding_where_the_terminal_wants_no_colour(
    rich: Project, snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(CoderApp(rich), terminal_size=(120, 40), run_before=selecting())


def test_moving_the_ends_of_a_coding(rich: Project, snap_compare: SnapCompare) -> None:
    run = selecting("escape", "i", "right", "tab", "right")
    assert snap_compare(CoderApp(rich), terminal_size=(80, 24), run_before=run)
