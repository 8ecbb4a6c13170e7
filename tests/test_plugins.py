"""Plug-ins are found by their entry points, loaded when asked for, and fail in one line."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder import plugins
from coder.errors import CoderError
from coder.exporters.csv import CsvExporter
from coder.readers.plain import PlainReader

OTHERS = {
    "missing": "nowhere.to_be:Found",
    "absent": "others_exporters:Absent",
    "raising": "others_exporters:Raising",
    "useless": "others_exporters:Useless",
    "working": "others_exporters:Working",
    "csv": "others_exporters:Working",
}
MODULE = """
class Raising:
    def __init__(self):
        raise RuntimeError("first line\\nsecond line")

class Useless:
    pass

class Working:
    def export(self, document, out):
        out.write(b"ours")
"""


@pytest.fixture
def others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another package with exporters of its own, installed beside ours."""
    (tmp_path / "others_exporters.py").write_text(MODULE, encoding="utf-8")
    info = tmp_path / "others_exporters-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: others-exporters\nVersion: 1.0\n", encoding="utf-8")
    points = "".join(f"{name} = {value}\n" for name, value in OTHERS.items())
    (info / "entry_points.txt").write_text(f"[coder.exporters]\n{points}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins._entry_points.cache_clear()
    yield
    plugins._entry_points.cache_clear()


def test_every_name_of_ours_is_found() -> None:
    assert set(plugins.exporter_formats()) >= {"csv", "json", "xlsx", "md", "docx"}
    assert set(plugins.reader_endings()) >= {
        "txt",
        "md",
        "docx",
        "odt",
        "rtf",
        "html",
        "pdf",
        "srt",
        "vtt",
        "json",
        "csv",
    }
    assert list(plugins.exporter_formats()) == sorted(plugins.exporter_formats())


@pytest.mark.parametrize("format", plugins.exporter_formats())
def test_every_exporter_of_ours_loads(format: str) -> None:
    assert callable(plugins.exporter_for(format).export)


@pytest.mark.parametrize("ending", plugins.reader_endings())
def test_every_reader_of_ours_loads(ending: str) -> None:
    assert callable(plugins.reader_for(ending).read)


def test_the_suggester_of_keywords_is_the_usual_one() -> None:
    assert plugins.suggester() is plugins.suggester("keywords")
    assert callable(plugins.suggester().suggest)


def test_endings_are_taken_with_their_dot_and_in_capitals() -> None:
    assert isinstance(plugins.reader_for(".TXT"), PlainReader)
    assert plugins.reader_for("txt") is plugins.reader_for(".TXT")


def test_an_unknown_name_is_answered_with_the_choices() -> None:
    with pytest.raises(CoderError, match=r"pdf.*csv, docx, html, json, md, xlsx"):
        plugins.exporter_for("pdf")
    with pytest.raises(CoderError, match=r"epub.*docx, htm, html, json, md, odt, pdf, rtf, srt, txt, vtt"):
        plugins.reader_for(".epub")
    with pytest.raises(CoderError, match=r"magic.*keywords"):
        plugins.suggester("magic")


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing", "nowhere"), ("absent", "Absent"), ("raising", "first line second line"), ("useless", "export")],
)
def test_a_broken_plug_in_is_named_in_one_line(name: str, reason: str) -> None:
    with pytest.raises(CoderError) as caught:
        plugins.exporter_for(name)
    message = str(caught.value)
    assert "\n" not in message
    assert reason in message
    assert "others-exporters" in message


@pytest.mark.usefixtures("others")
def test_a_broken_plug_in_is_in_nobodys_way() -> None:
    assert "missing" in plugins.exporter_formats()
    assert type(plugins.exporter_for("working")).__name__ == "Working"
    assert callable(plugins.exporter_for("json").export)


@pytest.mark.usefixtures("others")
def test_nobody_takes_over_a_format_of_ours() -> None:
    assert isinstance(plugins.exporter_for("csv"), CsvExporter)


def test_importing_the_module_looks_nothing_up() -> None:
    script = "import sys, coder.plugins; print('importlib.metadata' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False"]
