"""The model as a web page in a browser: axe-core finds nothing, by day and night, wide and narrow, and on paper."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.project import Project
from tests.chromium import Browser, browser

BROKEN = "<html><head></head><body><img src='x'><p style='color:#ccc;background:#fff'>Text</p></body></html>"


@pytest.fixture(scope="module")
def written(bundled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled study's model."""
    folder = tmp_path_factory.mktemp("model")
    data = folder / "data"
    before, os.environ["CODER_DATA"] = os.environ.get("CODER_DATA"), str(data)
    project = Project.open(bundled_folder / "coder.db", "Maja")
    try:
        project.write_model(folder)
    finally:
        project.close()
        if before is None:
            del os.environ["CODER_DATA"]
        else:
            os.environ["CODER_DATA"] = before
    return folder / "samverkansmodell.html"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


def test_axe_sees_what_is_wrong(chromium: Browser, tmp_path: Path) -> None:
    """Else the other tests would prove nothing."""
    (tmp_path / "broken.html").write_text(BROKEN, encoding="utf-8")
    chromium.open(tmp_path / "broken.html")
    rules = {each.split(":")[0] for each in chromium.violations()}
    assert rules >= {"image-alt", "color-contrast", "html-has-lang", "document-title"}


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, False), (1280, True)])
def test_no_violation_of_wcag_2_1_a_and_aa(chromium: Browser, written: Path, width: int, dark: bool) -> None:
    chromium.open(written, width)
    chromium.night(dark)
    assert chromium.violations() == []
    chromium.night(False)


def test_nothing_is_cut_off_at_320_pixels(chromium: Browser, written: Path) -> None:
    """Tables scroll in regions of their own (WCAG 1.4.10)."""
    chromium.open(written, 320)
    assert chromium.run("document.documentElement.scrollWidth <= window.innerWidth")
    beyond = "[...document.querySelectorAll('main > section > :not(.scroll), header *')]"
    assert chromium.run(f"{beyond}.filter(e => e.getBoundingClientRect().right > window.innerWidth).length") == 0
    assert chromium.run("[...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)")


def test_by_keyboard_alone(chromium: Browser, written: Path) -> None:
    """The first tab skips to the contents; links and regions that scroll are reached, seen and left again."""
    chromium.open(written, 320)
    focus = (
        "(e => e.className + ' ' + (e.getAttribute('href') || e.getAttribute('role') || ''))(document.activeElement)"
    )
    chromium.press("Tab")
    assert chromium.run(focus) == "skip #innehall"
    assert chromium.run("document.activeElement.getBoundingClientRect().left >= 0")
    chromium.press("Enter")
    assert chromium.run("document.activeElement.id") == "innehall"
    reached = set()
    for _step in range(40):
        chromium.press("Tab")
        reached.add(chromium.run(focus).split("#")[0])
        assert chromium.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if "scroll region" in reached:
            break
    assert reached >= {"scroll region", " "}
    chromium.press("Tab", shift=True)
    assert chromium.run("document.activeElement.getAttribute('role')") != "region"


def test_a_citation_leads_to_its_quote(chromium: Browser, written: Path) -> None:
    chromium.open(written)
    chromium.run("document.querySelector('main p a').focus()")
    chromium.press("Enter")
    wanted = chromium.run("document.querySelector('main p a').textContent")
    assert wanted.startswith("C-")
    assert wanted in chromium.run("document.querySelector(':target').textContent")


def test_on_paper_all_of_a_table_is_there(chromium: Browser, written: Path, tmp_path: Path) -> None:
    chromium.open(written)
    chromium.paper()
    assert chromium.run(
        "[...document.querySelectorAll('.scroll')].every(e => getComputedStyle(e).overflowX == 'visible')"
    )
    assert chromium.run("getComputedStyle(document.querySelector('.skip')).display") == "none"
    chromium.paper(False)
    chromium.pdf(tmp_path / "model.pdf")
    data = (tmp_path / "model.pdf").read_bytes()
    assert data.startswith(b"%PDF") and b"/MarkInfo" in data and b"/Lang" in data
