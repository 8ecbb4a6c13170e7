"""cases.csv: a row for a transcript, in whatever form a spreadsheet program saves it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import Refused
from coder.guard import unguarded
from coder.readers.cases import CaseTable, case_rows


def table(folder: Path, content: str | bytes) -> CaseTable:
    (folder / "cases.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return case_rows(folder)


def test_no_file_is_an_empty_table(tmp_path: Path) -> None:
    assert case_rows(tmp_path) == CaseTable()
    assert case_rows(tmp_path).row_for(Path("a.txt")) is None


@pytest.mark.parametrize("key", ["file", "source", "File"])
@pytest.mark.parametrize("name", ["åsele.txt", "Åsele", "a\u030asele.txt"])
def test_a_row_is_found_by_name_with_or_without_ending(tmp_path: Path, key: str, name: str) -> None:
    found = table(tmp_path, f"{key},case,place\n{name},AME Åsele,asele\n").row_for(Path("x/Åsele.txt"))
    assert found == {"case": "AME Åsele", "place": "asele"}


def test_the_full_name_is_found_before_the_bare_one(tmp_path: Path) -> None:
    rows = table(tmp_path, "file,case\na,bare\na.vtt,full\n")
    assert (rows.row_for(Path("a.vtt")), rows.row_for(Path("a.txt"))) == ({"case": "full"}, {"case": "bare"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_spreadsheet_programs_forms(tmp_path: Path, delimiter: str, encoding: str, newline: str) -> None:
    lines = [["source", "case", "Anmärkning"], ["a", "AME Åsele", "så där"]]
    content = newline.join(delimiter.join(line) for line in lines) + newline
    assert table(tmp_path, content.encode(encoding)).row_for(Path("a.txt")) == {
        "case": "AME Åsele",
        "Anmärkning": "så där",
    }


def test_a_line_that_names_the_separator(tmp_path: Path) -> None:
    rows = table(tmp_path, "sep=;\r\nfile;case;note\r\na;x;1,2,3\r\n")
    assert rows.row_for(Path("a.txt")) == {"case": "x", "note": "1,2,3"}


def test_speakers_in_a_cell_stay_as_they_are(tmp_path: Path) -> None:
    rows = table(tmp_path, 'file,speakers\na,"{I: interviewer, IP: {case: x}}"\n')
    assert rows.row_for(Path("a.txt")) == {"speakers": "{I: interviewer, IP: {case: x}}"}


def test_empty_rows_and_cells_say_nothing(tmp_path: Path) -> None:
    rows = table(tmp_path, "file,case,place,\n\na,,umea,\n ,,,\n")
    assert rows.rows == {"a": {"place": "umea"}}
    assert rows.complaints == ()


def test_guards_are_taken_off(tmp_path: Path) -> None:
    assert table(tmp_path, "file,n\n'-a,'=1+1\n").row_for(Path("-a.txt")) == {"n": "=1+1"}


@pytest.mark.parametrize(
    ("cell", "plain"),
    [("'=x", "=x"), ("''@x", "'@x"), ("'x", "'x"), ("=x", "=x"), ("'\tx", "\tx"), ("", ""), ("'", "'")],
)
def test_one_apostrophe_comes_off_where_export_puts_one(cell: str, plain: str) -> None:
    assert unguarded(cell) == plain


@given(st.text("'=+-@\t\nab"))
def test_guarding_and_taking_off_are_inverse(cell: str) -> None:
    dangerous = cell.lstrip("'")[:1] in set("=+-@\t\n\r") and cell.lstrip("'") != ""
    assert unguarded("'" + cell if dangerous else cell) == cell


def test_wrong_rows_are_complained_of_with_their_line_and_the_others_taken(tmp_path: Path) -> None:
    rows = table(tmp_path, "file,case\na,x\n,y\na,z\nb,v,w\nc,u\n")
    assert rows.rows == {"a": {"case": "x"}, "c": {"case": "u"}}
    assert [number for number in (3, 4, 5) for line in rows.complaints if f" {number}:" in line] == [3, 4, 5]


@pytest.mark.parametrize(
    "content", ["case,place\nx,y\n", "file,case,case\na,x,y\n", 'file,case\na,"x\nb,y\n', "\n", b"\x00\x01"]
)
def test_tables_that_cannot_be_used_are_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(Refused, match=r"cases\.csv") as refused:
        table(tmp_path, content)
    assert "\n" not in str(refused.value)
