"""Nothing that a person or a file wrote can run where an export is opened, and a report shows no canary."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.project import Project
from coder.project.exporting import WHAT
from tests.command_line import CommandLine
from tests.files import bytes_in, everything_in
from tests.hostile_study import HIDDEN, SEEN, hostile_study
from tests.inert import faults


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Project]:
    project = hostile_study(tmp_path)
    yield project
    project.close()


def test_no_export_runs_loads_or_links_what_its_text_says(hostile: Project, tmp_path: Path) -> None:
    for audience in ("team", "report"):
        hostile.export(tmp_path / "out" / audience, audience=audience)
    for ending in ("svg", "graphml"):
        (tmp_path / "out" / f"constellations.{ending}").write_bytes(hostile.constellation_network(ending))
    written = bytes_in(tmp_path / "out")
    assert len(written) > 40
    assert {name: found for name, data in written.items() if (found := faults(data, name))} == {}
    # Else this would prove nothing: every word is somewhere, with what stands behind it.
    team = "\n".join(everything_in(data, name) for name, data in written.items() if name.startswith("team"))
    assert [word for word in (*SEEN, *HIDDEN) if word not in team] == []


def test_no_report_shows_source_case_speaker_coder_note_or_summary(hostile: Project, tmp_path: Path) -> None:
    hostile.export(tmp_path / "out", [what for what in (*WHAT, "qdc") if what != "framework"], "report")
    for name, data in bytes_in(tmp_path / "out").items():
        text = everything_in(data, name).casefold()
        assert [word for word in HIDDEN if word.casefold() in text] == [], name


def test_lists_of_quotes_and_verdicts_are_inert_too(
    hostile: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile.close()
    line = CommandLine(tmp_path, monkeypatch, capsys)
    (tmp_path / "out").mkdir()
    report = tmp_path / "=rapport <b>.md"
    report.write_text('Hon sa ”=HYPERLINK("http://q.se") är en länk” och gick.\n', encoding="utf-8")
    for ending in ("md", "docx", "xlsx", "csv"):
        line("quotes", "--picked", "--out", f"out/picked.{ending}")
        line("quotes", "--picked", "--for", "report", "--out", f"out/report-picked.{ending}")
        line("quotes", "--for", "report", "--out", f"out/report-quotes.{ending}")
    for ending in ("xlsx", "csv"):
        line("check", report, "--out", f"out/check.{ending}", status=1)
    written = bytes_in(tmp_path / "out")
    assert {name: found for name, data in written.items() if (found := faults(data, name))} == {}
    for name, data in written.items():
        text = everything_in(data, name).casefold()
        assert "=hyperlink" in text.replace("\\", "") or "check" not in name
        if name.startswith("report"):
            assert [word for word in HIDDEN if word.casefold() in text] == [], name
            assert "qrubrik" in text or "picked" not in name
