"""Cross tables, co-occurrence, saturation and agreement as files, with their pictures."""

import csv
import io
from pathlib import Path

import pytest

from coder.exporters.pictures.svg import texts
from coder.project import Project
from coder.queries.crosstab import crosstab
from tests.app_running import with_codings
from tests.conftest import Opener, passage
from tests.files import bytes_in, everything_in

ACROSS = ("cases", "groups", "kinds", "places")


@pytest.fixture
def coded(opened: Opener) -> Project:
    """Codings by two coders; one coding overlaps another of the same coder."""
    maja, tor = with_codings(opened("Maja")), opened("Tor")
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören. Folk"), "närhet")
    tor.apply_code("ame", *passage(tor, "ame", "Stuprören. Folk"), "stuprör")
    return maja


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_every_table_has_its_csv_and_its_picture_and_a_sheet(coded: Project, tmp_path: Path) -> None:
    written = coded.export(tmp_path / "out", ["matrices"])
    names = [f"matrix-codes-{across}" for across in ("cases", "kinds", "places", "groups")]
    names += ["cooccurrence", "saturation", "agreement"]
    assert [path.name for path in written] == [
        "matrices.xlsx",
        *(f"{name}.{ending}" for name in names for ending in ("csv", "svg")),
    ]
    found = bytes_in(tmp_path / "out")
    sheets = everything_in(found["matrices.xlsx"], "matrices.xlsx")
    assert all(name in sheets for name in names)


def test_a_csv_holds_what_the_question_answers(coded: Project, tmp_path: Path) -> None:
    coded.export(tmp_path / "out", ["matrices"])
    found = coded.ask(crosstab, "codes", "cases", "codings")
    expected = [
        {"code": row, **{name: str(number) for name, number in zip(found.columns, numbers, strict=True)}}
        for row, numbers in zip(found.rows, found.numbers, strict=True)
    ]
    assert rows((tmp_path / "out" / "matrix-codes-cases.csv").read_bytes()) == expected


def test_the_same_project_gives_the_same_bytes(coded: Project, tmp_path: Path) -> None:
    coded.export(tmp_path / "one", ["matrices", "frequencies"])
    coded.export(tmp_path / "two", ["matrices", "frequencies"])
    assert bytes_in(tmp_path / "one") == bytes_in(tmp_path / "two")
    assert "frequencies.svg" in bytes_in(tmp_path / "one")


def test_a_reflexive_study_has_neither_saturation_nor_agreement(coded: Project, tmp_path: Path) -> None:
    path = coded.codebook_path
    path.write_text(path.read_text("utf-8").replace("method: codebook", "method: reflexive"), "utf-8")
    coded.read_codebook()
    coded.export(tmp_path / "out", ["matrices"])
    assert not [name for name in bytes_in(tmp_path / "out") if name.startswith(("saturation", "agreement"))]


def test_an_empty_project_has_no_matrices(tmp_path: Path) -> None:
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    assert project.export(tmp_path / "out", ["matrices"]) == []
    project.close()


def test_a_report_names_no_case_source_or_coder_nor_what_points_at_one(coded: Project, tmp_path: Path) -> None:
    coded.export(tmp_path / "team", ["matrices"])
    coded.export(tmp_path / "report", ["matrices"], "report")
    team = {name: everything_in(data, name) for name, data in bytes_in(tmp_path / "team").items()}
    report = {name: everything_in(data, name) for name, data in bytes_in(tmp_path / "report").items()}
    for word in ("AME Byn", "Maja", "Tor", "Södra byn"):
        assert any(word in text for text in team.values()), word
        assert [name for name, text in report.items() if word in text] == [], word
    assert "matrix-codes-cases.csv" not in report
    assert list(rows(bytes_in(tmp_path / "report")["saturation.csv"])[0])[:2] == ["position", "new_codes"]


def test_a_report_keeps_places_that_three_cases_share(told: Project, tmp_path: Path) -> None:
    told.export(tmp_path / "report", ["matrices"], "report")
    found = rows(bytes_in(tmp_path / "report")["matrix-codes-places.csv"])
    assert list(found[0]) == ["code", "delad"]
    drawn = " ".join(texts(bytes_in(tmp_path / "report")["matrix-codes-places.svg"]))
    assert ("ensam" not in drawn and "1 kolumn" in drawn) or "1 column" in drawn


@pytest.fixture
def told(tmp_path: Path) -> Project:
    """Three cases in one place, one in another; all coded."""
    folder = tmp_path / "told"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codebook.yaml").write_text("project: S\nlanguage: sv\nthemes: [{id: k, name: K}]\n", "utf-8")
    for number in range(4):
        place = "ensam" if number == 3 else "delad"
        (folder / "transcripts" / f"k{number}.txt").write_text(
            f"---\ncase: Fall {number}\nplace: {place}\n---\nI: Hej?\nIP: Det är långt till stan.\n", "utf-8"
        )
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    for number in range(4):
        project.apply_code(f"k{number}", *passage(project, f"k{number}", "Det är långt"), "k")
    return project
