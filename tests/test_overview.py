"""How the study stands: the question behind the overview, and the command that prints it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.i18n import translator
from coder.project import Project
from coder.queries.overview import Overview, overview, week_ago
from coder.queries.overview_words import PARTS, lines
from tests.command_line import CommandLine
from tests.conftest import Opener, passage

YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
IN_TWO_DAYS = (date.today() + timedelta(days=2)).isoformat()


def stands(project: Project, since: str = YESTERDAY) -> Overview:
    return project.ask(overview, since)


def test_how_far_counts_what_is_prepared_coded_and_finished(project: Project) -> None:
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    project.finish("ame")
    found = stands(project).progress
    assert (found.sources, found.prepared, found.coded, found.finished, found.codings) == (4, 0, 1, 1, 1)
    assert 0 < found.coded_share < 0.1


def test_strongest_are_themes_by_cases_and_grown_are_codes_since_the_day(project: Project) -> None:
    project.apply_code("gemensam", *passage(project, "gemensam", "stuprören står kvar"), "stuprör")
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    project.apply_code("gemensam", *passage(project, "gemensam", "Närheten"), "närhet")
    found = stands(project)
    assert [(theme.key, theme.cases) for theme in found.strongest] == [("hinder", 2), ("möjligheter", 1)]
    assert [(code.key, code.new, code.all) for code in found.grown] == [("stuprör", 2, 2), ("närhet", 1, 1)]
    assert stands(project, IN_TWO_DAYS).grown == ()


def test_what_is_new_is_told_by_coder_and_gone_when_it_is_undone(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören."), "stuprör")
    maja.write_note("project", "Läs om.")
    tor.add_code("Resor", "hinder")
    tor.finish("ame")
    by_coder = {work.coder: work for work in stands(maja).new}
    assert (by_coder["Maja"].codings, by_coder["Maja"].notes) == (1, 1)
    assert (by_coder["Tor"].codes, by_coder["Tor"].finished) == (("Resor",), ("ame",))
    tor.undo()
    tor.undo()
    assert [work.coder for work in stands(maja).new] == ["Maja"]


def test_codes_that_stood_in_the_codebook_from_the_start_are_not_new(project: Project) -> None:
    assert stands(project).new == ()


def test_open_disagreements_are_counted_until_they_are_decided(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören"), "stuprör")
    tor.apply_code("ame", *passage(tor, "ame", "Stuprören. Folk"), "stuprör")
    found = stands(maja)
    assert [(each.source, each.left) for each in found.differing] == [("ame", 1)]
    assert found.pooled is not None and found.lowest == ()


def test_a_reflexive_study_compares_nobody(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    for each in (maja, tor):
        each.apply_code("ame", *passage(each, "ame", "Stuprören"), "stuprör")
    path = maja.codebook_path
    path.write_text(path.read_text("utf-8").replace("method: codebook", "method: reflexive"), "utf-8")
    maja.read_codebook()
    found = stands(maja)
    assert found.reflexive and found.pooled is None and found.differing == ()
    assert [line.what for line in lines(found, 0, translator("en")) if line.part == "compared"] == ["reflexive"]


def test_what_waits_is_named(project: Project) -> None:
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    waiting = stands(project).to_do
    assert "ame" not in waiting.uncoded and len(waiting.uncoded) == 3
    assert waiting.unfinished == ("ame",)
    assert len(waiting.names) == len(waiting.speakers) == 4


def test_an_empty_project_has_every_part(tmp_path: Path) -> None:
    project = Project.open(f"{tmp_path}/coder.db", "Maja", create=True)
    found = stands(project)
    parts = [line.part for line in lines(found, 0, translator("en"))]
    assert sorted(set(parts)) == sorted(set(PARTS) - {"outstanding"})
    project.close()


@pytest.mark.parametrize("day", ["", "igår", "2014-13-01"])
def test_what_is_no_day_is_refused(project: Project, day: str) -> None:
    with pytest.raises(CoderError, match="write a day as"):
        stands(project, day)


def test_a_week_ago() -> None:
    assert week_ago(date(2014, 3, 3)) == "2014-02-24"


def test_the_command_prints_the_parts_and_gives_rows(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coder = CommandLine(study, monkeypatch, capsys)
    coder("load")
    coder.code("ame", "Stuprören.", "stuprör")
    said = coder("dashboard").out
    assert (
        "How far are we?" in said
        and "1 of 4 sources coded" in said
        and "New since" in said
        and "Maja: 1 coding" in said
    )
    rows = coder("dashboard", "--format", "csv", "--since", YESTERDAY).rows
    assert next(row for row in rows if row["what"] == "coded")["number"] == "1"
    assert "write a day as" in coder.fails("dashboard", "--since", "nyss")
