"""Statistics: what a table says, wrong rows by their line, nothing twice, nothing summed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.exporters.document import Table, Term
from coder.exporters.statistics_for_readers import statistics_for_readers
from coder.i18n import translator
from coder.project import Project
from coder.queries.statistics import figures
from tests.command_line import CommandLine
from tests.conftest import REPOSITORY
from tests.spotted import spotted

HEAD = "group,place,sex,age,year,measure,count,source,definition\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    found = spotted(tmp_path / "spotted")
    yield found
    found.close()


def table(project: Project, text: str, name: str = "tal.csv", encoding: str = "utf-8") -> Path:
    path = project.folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_encodings_semicolons_decimal_commas_and_names_of_the_registers(project: Project) -> None:
    text = HEAD.replace(",", ";") + "Äldre;Södra byn;män;;2013;andel;1\u00a0234,5;SCB;Över 55 år\r\n"
    result = project.import_statistics(table(project, text, encoding="cp1252"))
    (found,) = project.ask(figures)
    assert (result.added, found.group, found.place, found.count) == (1, "äldre", "södra", 1234.5)


def test_wrong_rows_are_refused_by_their_line_and_the_others_taken(project: Project) -> None:
    text = HEAD + (
        "unga,norra,,,2013,antal,tolv,SCB,16–24 år\n"
        "unga,norra,,,2013,antal,12,SCB,16–24 år\n"
        "unga,norra,,,2013,antal,13,SCB,16–24 år\n"
        "unga,södra,,,2013,antal,-1,SCB,16–24 år\n"
        "unga,södra,,,2013,antal,4,,16–24 år\n"
        ",södra,,,2013,antal,4,SCB,16–24 år\n"
        "unga,södra,,,2013,antal,4,SCB,\n"
    )
    result = project.import_statistics(table(project, text))
    assert [(each.place, each.count) for each in project.ask(figures)] == [("norra", 12)]
    assert [line.split(":")[0] for line in result.refused] == [f"tal.csv, line {n}" for n in (2, 4, 5, 6, 7, 8)]


def test_the_same_file_twice_changes_nothing_and_a_new_number_takes_the_old_ones_place(project: Project) -> None:
    row = "unga,norra,,,2013,antal,{number},SCB,16–24 år\n"
    path = table(project, HEAD + row.format(number=12))
    project.import_statistics(path)
    assert (again := project.import_statistics(path)).unchanged == 1 and again.added == again.changed == 0
    project.import_statistics(table(project, HEAD + row.format(number=14)))
    assert [each.count for each in project.ask(figures)] == [14]
    project.undo()
    assert [each.count for each in project.ask(figures)] == [12]
    assert project.remove_statistics("scb") == 1 and project.ask(figures) == ()
    project.undo()
    project.undo()
    assert project.ask(figures) == ()


def test_a_workbook(project: Project) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Group", "place", "year", "count", "source", "definition"])
    book.active.append(["unga", "norra", 2013, 12, "SCB", "16–24 år"])
    book.active.append(["unga", "norra", 2014, None, "SCB"])
    book.save(project.folder / "tal.xlsx")
    result = project.import_statistics(project.folder / "tal.xlsx")
    assert [(each.year, each.count) for each in project.ask(figures)] == [("2013", 12)]
    assert len(result.refused) == 1 and "line 3" in result.refused[0]


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("group,place,count,source\na,b,1,c\n", "tal.csv", "definition"),
        ("", "tal.csv", "empty"),
        ("PK inget", "tal.xlsx", "workbook"),
        (HEAD.replace("age", "sex") + "a,b,,,,,1,c,d\n", "tal.csv", "two columns"),
    ],
)
def test_what_is_no_statistics_table_is_refused_in_one_line(project: Project, text: str, name: str, told: str) -> None:
    with pytest.raises(CoderError, match=told):
        project.import_statistics(table(project, text, name))
    with pytest.raises(CoderError, match="cannot be read"):
        project.import_statistics(project.folder / "borta.csv")


def test_for_readers_source_and_definition_stand_below_and_nothing_is_summed(project: Project) -> None:
    text = HEAD + "".join(
        f"{group},norra,{sex},,2013,antal,{number},påhittad statistik,Definition av {group}\n"
        for number, (group, sex) in enumerate([("unga", "kvinnor"), ("unga", "män"), ("äldre", "kvinnor")], start=10)
    )
    project.import_statistics(table(project, text))
    names = {"unga": "Unga", "norra": "Norra byn"}
    blocks = list(statistics_for_readers(project.ask(figures), names, translator("en")))
    (shown,) = [block for block in blocks if isinstance(block, Table)]
    assert [column.title for column in shown.columns] == ["Place", "Unga, kvinnor", "Unga, män", "äldre, kvinnor"]
    assert shown.rows == (("Norra byn", 10, 11, 12),)
    assert "2013" in shown.caption and "not summed" in shown.caption
    terms = {block.label: block.text for block in blocks if isinstance(block, Term)}
    assert terms["Unga"] == "Antal. Definition: Definition av unga. Source: påhittad statistik."
    assert set(terms) == {"Unga", "äldre"}


def test_the_command_line_takes_in_lists_and_removes(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coder = CommandLine(project.folder, monkeypatch, capsys)
    assert "no statistics" in coder("statistics").err
    table(project, HEAD + "unga,norra,,,2013,antal,12,SCB,16–24 år\nunga,norra,,,,antal,x,SCB,d\n")
    assert "line 3" in coder("statistics", "tal.csv", status=1).err
    assert coder("statistics", "--format", "csv").rows[0]["count"] == "12"
    assert coder("statistics", "--group", "äldre", "--format", "json").json == []
    assert "not summed" in " ".join(coder("statistics").out.split())
    coder("statistics", "--remove", "SCB")
    assert coder("statistics", "--format", "json").json == []
    assert "borta.csv" in coder.fails("statistics", "borta.csv")


def test_the_folders_own_table_is_no_transcript_and_comes_in_with_the_project_once(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codebook.yaml").write_text("themes: []\n", encoding="utf-8")
    row = "unga,norra,,,2013,antal,12,påhittat,16–24 år\n"
    (folder / "transcripts" / "statistics.csv").write_text(HEAD + row, encoding="utf-8")
    project = Project.open(folder / "coder.db", "Maja", create=True)
    loaded, _codings, statistics, _constellations = project.begin()
    assert loaded == [] and statistics is not None and statistics.added == 1
    project.undo()
    assert project.begin()[2] is None and project.ask(figures) == ()
    project.close()


def test_the_bundled_figures_say_that_they_are_made_up(bundled: Project) -> None:
    found = bundled.ask(figures)
    assert len(found) == 15 * 4 * 2
    assert all("påhittad" in each.source and each.definition for each in found)
    assert (REPOSITORY / "transcripts" / "statistics.csv").exists()
