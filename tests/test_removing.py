"""Removing a source: with all that stands on it, as if it had never been there, and back again to the last row."""

import shutil
from pathlib import Path

import pytest

from coder.errors import CoderError, Conflict
from coder.history.step import now
from coder.identity import fresh
from coder.model import NameReading
from coder.project import Facets, Project
from coder.project.base import coder_id, entries_by_key
from coder.queries.crosstab import crosstab
from coder.queries.frequencies import Frequency, frequencies
from coder.queries.health import faults
from coder.queries.quotes import QuoteFilter, quotes
from coder.queries.removal import removal
from coder.queries.selection import ALL_CODERS, Selection
from coder.queries.sources import find_source, source_rows
from coder.tui.screens.choose import ChooseScreen
from coder.tui.widgets.table import RowTable
from tests.app_running import press, table_rows, the_app, until
from tests.command_line import CommandLine
from tests.conftest import Opener, passage
from tests.doing import code_words, path_of
from tests.guided import with_guide
from tests.tables import recorded, rows_of, unwhole
from tests.test_history_undo import SUGGESTIONS, suggest_something
from tests.transcript_app import in_an_app

SOURCE_TABLES = {"source", "speaker", "coding", "coding_about", "note", "finished", "double_coding", "adjudication"}
SOURCE_TABLES |= {"decision", "preparation", "guide_match", "name_reading", "verdict", "picked_quote"}
SOURCE_TABLES |= {"framework_summary", "case", "case_variable"}
"""The tables in which the source at hand has rows."""


@pytest.fixture(scope="module")
def finished_study(finished_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that can be done in an interview, done in *ame* by two coders; and a little in another one."""
    folder = shutil.copytree(finished_study, tmp_path_factory.mktemp("removing") / "study")
    maja, tor = (Project.open(folder / "coder.db", name) for name in ("Maja", "Tor"))
    with_guide(maja).edit_turn("ame", 4, "Den är indragen av AF, så praktik i stan går inte.")
    buss = maja.apply_code("ame", *passage(maja, "ame", "Den är indragen"), "buss", Facets(("unga",), "self", "now"))
    tor.apply_code("ame", *passage(tor, "ame", "Den är indragen"), "buss")
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören. Folk"), "stuprör")
    code_words(maja, "Närheten", "närhet", "gemensam")
    for target in ("ame", "ame:50-55", buss):
        maja.write_note(target, "Tänk på bussen.")
    maja.pick([buss])
    maja.write_summary("AME Byn", "buss", f"Bussen är borta [{buss}].")
    maja.prepare("ame", "speakers")
    maja.confirm_guide("ame", 1, "f1")
    _settle_a_name(maja)
    suggest_something(folder / "coder.db")
    maja.reject_suggestion(SUGGESTIONS[0])
    maja.begin_adjudication("ame", ["Maja", "Tor"])
    maja.decide_rest("ame", "Maja", why="Tydligare.")
    for project in (maja, tor):
        project.finish("ame")
    maja.draw_for_double_coding("ame", ["Maja", "Tor"])
    for project in (maja, tor):
        project.close()
    return folder


def _settle_a_name(project: Project) -> None:
    """As ``settle_name`` does, without the seconds in which it reads all interviews for names."""
    with project.history.step("settle_name", source="ame", name="af", actor="af") as step:
        source = find_source(step.session, "ame")
        entry = entries_by_key(step.session, ("actor",))["af"]
        me, at = coder_id(step, project.coder), now()
        row = NameReading(
            id=fresh(), source_id=source.id, name="af", register_entry_id=entry.id, decided_by=me, created_at=at
        )
        step.insert(row)


@pytest.fixture
def maja(opened: Opener) -> Project:
    return opened("Maja")


def rows(project: Project) -> list[Frequency]:
    return [row for row in project.ask(frequencies).rows if row.codings]


def test_everything_of_it_goes_and_comes_back_after_a_restart(maja: Project, opened: Opener) -> None:
    before = recorded(path_of(maja))
    assert all(before[table] for table in SOURCE_TABLES), "the study has something of every kind"
    maja.remove_source("ame")
    after = recorded(path_of(maja))
    assert {table for table in before if before[table] != after[table]} == SOURCE_TABLES
    assert unwhole(path_of(maja)) == [] and maja.ask(faults) == ()
    maja.close()
    again = opened("Maja")
    assert again.bring_back_source("AME") == "ame"
    assert recorded(path_of(again)) == before
    assert unwhole(path_of(again)) == []
    again.redo()
    assert recorded(path_of(again)) == after


def test_figures_are_those_of_a_study_without_it(maja: Project) -> None:
    before = maja.ask(frequencies)
    assert {row.code for row in rows(maja)} == {"buss", "stuprör", "närhet"}
    maja.remove_source("ame")
    assert [(row.code, row.cases, row.sources, row.codings) for row in rows(maja)] == [("närhet", 1, 1, 1)]
    found = maja.ask(frequencies)
    assert (found.all_cases, found.all_sources) == (before.all_cases - 1, before.all_sources - 1)
    assert found.scope.adjudicated == 0 and before.scope.adjudicated == 1
    assert "AME Byn" not in maja.ask(crosstab, "codes", "cases").columns
    assert "ame" not in {row.source for row in maja.ask(source_rows)}
    maja.undo()
    assert maja.ask(frequencies) == before


def test_what_would_go_is_told_first(maja: Project) -> None:
    found = maja.ask(removal, "ame")
    assert dict(found.coders) == {"Maja": 2, "Tor": 1, "adjudicated": 2}
    assert (found.codings, found.notes, found.picks, found.decisions, found.summaries) == (5, 3, 1, 1, 1)
    assert found.cases == ("AME Byn",)


def test_a_case_that_speaks_elsewhere_stays_with_its_summaries(project: Project) -> None:
    text = "---\ncase: AME Byn\n---\nI: Och nu?\nIP: Nu går det.\nI: Hur?\nIP: Bra.\n"
    (project.transcripts_folder / "igen.txt").write_text(text, encoding="utf-8")
    project.load()
    project.write_summary("AME Byn", "buss", "Inget sagt.")
    before = recorded(path_of(project))
    project.remove_source("ame")
    after = recorded(path_of(project))
    assert before["case"] == after["case"] and before["framework_summary"] == after["framework_summary"]


def test_it_is_as_it_was_as_of_the_day_before(maja: Project) -> None:
    number = max(row[0] for row in rows_of(path_of(maja), "step"))
    before = rows(maja)
    maja.remove_source("ame")
    then = maja.as_of(str(number))
    assert rows(then) == before
    then.close()


def test_nobody_loses_another_s_work_by_undoing_what_is_gone(maja: Project, opened: Opener) -> None:
    tor = opened("Tor")
    tor.remove_source("ame")
    with pytest.raises(Conflict, match="Remove ame from the study"):
        maja.undo()
    with pytest.raises(CoderError, match="removing it is not what you did last"):
        maja.bring_back_source("ame")
    tor.undo()
    assert maja.undo()


def test_another_source_of_its_name_stands_in_its_way(maja: Project, opened: Opener) -> None:
    maja.remove_source("ame")
    text = "I: Något annat?\nIP: Ja, helt annat.\nI: Jaså?\nIP: Ja.\n"
    (maja.transcripts_folder / "ame.txt").write_text(text, encoding="utf-8")
    tor = opened("Tor")
    assert "added" in {result.status for result in tor.load()}
    before = recorded(path_of(maja))
    with pytest.raises(Conflict, match="Load ame"):
        maja.undo()
    assert recorded(path_of(maja)) == before
    tor.undo()
    maja.undo()
    assert len(maja.ask(quotes, QuoteFilter(source="ame"), Selection((ALL_CODERS,))).rows) == 3


def test_what_was_done_in_it_comes_back_to_the_same_file_loaded_anew(project: Project, opened: Opener) -> None:
    before = recorded(path_of(project))
    project.remove_source("gemensam")
    opened("Tor").load()
    assert project.ask(quotes, QuoteFilter(source="gemensam")).rows == ()
    project.undo()
    assert recorded(path_of(project)) == before


def test_but_not_where_its_text_had_been_corrected(maja: Project, opened: Opener) -> None:
    maja.remove_source("ame")
    opened("Tor").load()
    before = recorded(path_of(maja))
    with pytest.raises(Conflict, match="Load ame"):
        maja.undo()
    assert recorded(path_of(maja)) == before


def test_the_rest_can_be_handed_over(maja: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    maja.remove_source("ame")
    maja.export(tmp_path / "out", ("json", "qdpx", "quotes", "summary"))
    other = Project.open(tmp_path / "other.db", "Maja", create=True)
    other.import_exchange(tmp_path / "out" / "project.json")
    assert {row.source for row in other.ask(source_rows)} == {row.source for row in maja.ask(source_rows)}
    assert rows(other) == rows(maja)
    other.close()


class TestCommand:
    @pytest.fixture
    def coder(self, maja: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
        return CommandLine(path_of(maja).parent, monkeypatch, capsys)

    def test_removed_and_brought_back(self, coder: CommandLine) -> None:
        freq = coder("freq", "--format", "csv").out
        assert "5 codings, 3 notes, 1 decision between coders" in coder("remove", "ame", "--preview").out
        assert coder("freq", "--format", "csv").out == freq
        said = coder("remove", "ame")
        assert "ame: removed; --undo brings it back." in said.err and "loads it anew" in said.err
        assert "ame" not in {row["source"] for row in coder("sources", "--format", "csv").rows}
        assert coder("remove", "ame", "--undo").err == "ame: brought back.\n"
        assert coder("freq", "--format", "csv").out == freq

    def test_mistakes_are_told_in_a_line(self, coder: CommandLine) -> None:
        assert "nosuch" in coder.fails("remove", "nosuch")
        assert "removing it is not what you did last" in coder.fails("remove", "ame", "--undo")


@in_an_app
async def test_in_the_app(maja: Project) -> None:
    before = recorded(path_of(maja))
    async with the_app(maja) as pilot:
        pilot.app.screen.query_one(RowTable).go_to("ame")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "escape")
        assert recorded(path_of(maja)) == before
        await press(pilot, "d", "down", "enter")
        await until(pilot, lambda: "ame" not in {row[0] for row in table_rows(pilot)})
        await press(pilot, "u")
        await until(pilot, lambda: "ame" in {row[0] for row in table_rows(pilot)})
    assert recorded(path_of(maja)) == before
