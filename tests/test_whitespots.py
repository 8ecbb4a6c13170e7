"""White spots: five states by stated rules, a person's decision before them, and what they do not prove."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.exporters.synthesis_tables import whitespots_caption
from coder.i18n import translator
from coder.project import Facets, Project
from coder.synthesis.whitespots import WhiteSpots
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.spotted import spotted


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    found = spotted(tmp_path / "spotted")
    yield found
    found.close()


def states(spots: WhiteSpots) -> dict[tuple[str, str], str]:
    return {(cell.group, cell.across): cell.state for cell in spots.cells}


def test_the_five_states(project: Project) -> None:
    assert states(project.white_spots()) == {
        ("unga", "norra"): "contested",  # AME says that there is support, AF that it is on paper
        ("äldre", "norra"): "missing",
        ("unga", "södra"): "nothing_said",  # the interviewer named the group; an obstacle is no support
        ("äldre", "södra"): "not_asked",
        ("unga", "västra"): "not_asked",
        ("äldre", "västra"): "not_asked",
    }


def test_across_actors_speakers_own_counts_and_outsiders_have_no_row(project: Project) -> None:
    found = states(project.white_spots("actor"))
    assert {across for _group, across in found} == {"af", "fk", "norr"}
    assert found["unga", "norr"] == "exists" and found["äldre", "norr"] == "missing"
    assert found["unga", "af"] == "exists" and found["äldre", "af"] == "not_asked"


def test_one_case_alone_contests_nothing(project: Project) -> None:
    start, end = passage(project, "norr", "Ungdomarna får stöd.")
    project.apply_code("norr", start, end, "saknas", Facets(("unga", "västra"), "other", "missing"))
    project.apply_code("norr", start, end, "stöd", Facets(("unga", "västra"), "other", "now"))
    cell = project.white_spots().cell("unga", "västra")
    assert cell is not None and cell.missing and cell.exists and cell.derived == "missing"


def test_what_is_wanted_today_says_neither(project: Project) -> None:
    start, end = passage(project, "syd", "Bussen går inte.")
    project.apply_code("syd", start, end, "stöd", Facets(("äldre", "södra"), "self", "wanted"))
    cell = project.white_spots().cell("äldre", "södra")
    assert cell is not None and (cell.derived, len(cell.other)) == ("not_asked", 1)


def test_a_person_confirms_or_says_otherwise_with_a_reason(project: Project) -> None:
    project.decide_white_spot("Unga", "Norra byn")
    cell = project.white_spots().cell("unga", "norra")
    assert cell is not None and cell.decided is not None
    assert (cell.state, cell.decided.decided_by, cell.decided.why) == ("contested", "Maja", "")
    with pytest.raises(CoderError, match="--why"):
        project.decide_white_spot("unga", "norra", "exists")
    project.decide_white_spot("unga", "norra", "exists", "Jag har varit där.")
    cell = project.white_spots().cell("unga", "norra")
    assert cell is not None and (cell.state, cell.derived) == ("exists", "contested")
    project.reopen_white_spot("unga", "norra")
    assert project.white_spots().cell("unga", "norra") is not None
    with pytest.raises(CoderError, match="nobody"):
        project.reopen_white_spot("unga", "norra")
    for state in ("exists", "contested", "contested"):
        project.undo()
        assert states(project.white_spots())["unga", "norra"] == state


@pytest.mark.parametrize(("group", "across", "state"), [("ingen", "norra", ""), ("unga", "ingen", "")])
def test_what_no_register_has_is_refused(project: Project, group: str, across: str, state: str) -> None:
    with pytest.raises(CoderError, match="ingen"):
        project.decide_white_spot(group, across, state)
    with pytest.raises(CoderError, match="nonsense"):
        project.decide_white_spot("unga", "norra", "nonsense", "därför")


def test_the_guides_question_is_found_by_the_codes_keywords_and_a_refuted_match_asks_nothing(project: Project) -> None:
    assert project.white_spots().questions == ("f2",)
    before = project.white_spots().cell("äldre", "norra")
    assert before is not None and before.asked == ("AME Norr",)
    project.refute_guide("norr", 1, "f2")
    after = project.white_spots().cell("äldre", "norra")
    assert after is not None and (after.asked, after.interviewed) == ((), ("AF Norr", "AME Norr"))


def test_a_settled_place_is_retired_not_deleted_when_the_codebook_drops_it(project: Project) -> None:
    project.decide_white_spot("unga", "västra", "exists", "Hört på bussen.")
    text = project.codebook_path.read_text(encoding="utf-8")
    gone = "  - {id: västra, name: Västra byn, kind: kommun}\n"
    project.codebook_path.write_text(text.replace(gone, ""), encoding="utf-8")
    project.read_codebook()
    assert ("unga", "västra") not in states(project.white_spots())
    project.codebook_path.write_text(text, encoding="utf-8")
    project.read_codebook()
    assert states(project.white_spots())["unga", "västra"] == "exists"


def test_it_says_that_silence_is_no_proof_and_how_many_stand_nowhere(project: Project) -> None:
    start, end = passage(project, "syd", "Bussen går inte.")
    project.apply_code("syd", start, end, "saknas", Facets(("äldre",), "other"))
    told = whitespots_caption(project.white_spots(), translator("en"))
    assert "Silence in an interview is no proof" in told and "1 coding about a group is about no place" in told


def test_the_command_line_shows_a_cell_with_its_passages_and_statistics(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "group,place,sex,count,source,definition\nunga,norra,kvinnor,12,påhittat,16–24 år\n"
    (project.folder / "tal.csv").write_text(table, encoding="utf-8")
    coder = CommandLine(project.folder, monkeypatch, capsys)
    coder("statistics", "tal.csv")
    said = coder("whitespots", "show", "unga", "norra").out
    for words in ("contested", "Torget finns på papperet.", "Ungdomarna får stöd.", "12 (kvinnor)", "påhittat"):
        assert words in said
    assert "no proof" in said and "not summed" in said
    coder("whitespots", "confirm", "unga", "norra", "--state", "missing", "--why", "Ingen dörr.")
    rows = coder("whitespots", "--format", "json").json
    row = next(each for each in rows if (each["place"], each["group"]) == ("norra", "unga"))
    assert (row["state"], row["derived"], row["decided_by"], row["why"]) == (
        "missing",
        "contested",
        "Maja",
        "Ingen dörr.",
    )
    assert "− ✓" in coder("whitespots").out
    assert {*coder("whitespots", "--across", "actors", "--format", "csv").rows[0]} >= {"actor", "group", "state"}
    coder("whitespots", "reopen", "unga", "norra")
    assert "settled" in coder.fails("whitespots", "reopen", "unga", "norra")
