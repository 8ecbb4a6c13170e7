"""Importing codings: the same rows twice change nothing, a wrong row is refused alone."""

from pathlib import Path

import pytest

import coder.identity
from coder.errors import CoderError
from coder.project import Facets, Project
from coder.project.importing import ImportResult
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from coder.queries.transcript import transcript
from tests.conftest import Opener, passage
from tests.doing import code_words, codings, path_of
from tests.tables import recorded, rows_of, size, unwhole

HEADER = "source,start,end,code,coder,about,voice,mode,note,text"
ROW = "ame,50,59,stuprör,Maja,byn-kommun;unga,self,now,Ett ord säger allt.,Stuprören"


def importing(project: Project, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> ImportResult:
    path = project.folder / "codings.csv"
    path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
    return project.import_codings(path)


def test_a_row_becomes_a_coding_with_all_it_says(project: Project) -> None:
    assert importing(project, ROW) == ImportResult(1, 0, ())
    [view] = project.ask(transcript, "ame").codings
    assert (view.start, view.end, view.code, view.coder) == (50, 59, "stuprör", "Maja")
    assert (view.about, view.voice, view.mode) == (("byn-kommun", "unga"), "self", "now")
    assert view.notes == ("Ett ord säger allt.",)


def test_the_same_file_twice_changes_nothing(project: Project) -> None:
    rows = (ROW, "ame,60,70,buss,Tor,,,,,", "gemensam,29,40,närhet,Gun,norra,,,,")
    assert importing(project, *rows) == ImportResult(3, 0, ())
    before, steps = recorded(path_of(project)), size(path_of(project), "step")
    assert importing(project, *rows) == ImportResult(0, 3, ())
    assert importing(project, *rows, rows[0]) == ImportResult(0, 4, ())
    assert (recorded(path_of(project)), size(path_of(project), "step")) == (before, steps)


def test_a_row_said_twice_in_one_file_is_one_coding(project: Project) -> None:
    assert importing(project, ROW, ROW, ROW.replace("Maja", "MAJA")) == ImportResult(1, 2, ())


def test_an_import_is_one_step(project: Project) -> None:
    before = recorded(path_of(project))
    importing(project, ROW, "ame,60,70,buss,Tor,,,,,")
    after = recorded(path_of(project))
    [taken] = project.undo()
    assert taken.detail["count"] == 2
    assert recorded(path_of(project)) == before
    project.redo()
    assert recorded(path_of(project)) == after


def test_what_was_coded_by_hand_is_the_same_coding(project: Project) -> None:
    quote = code_words(project)
    assert importing(project, ROW) == ImportResult(0, 1, ())
    assert [found for found, _code, _coder in codings(project)] == [quote]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("ingen,50,59,buss,Maja,,,,,", "ingen"),
        (",50,59,buss,Maja,,,,,", "source"),
        ("a,50,59,buss,Maja,,,,,", "af, ame"),
        ("ame,50,59,ingen,Maja,,,,,", "ingen"),
        ("ame,50,59,,Maja,,,,,", "code"),
        ("ame,50,59,buss,,,,,,", "coder"),
        ("ame,50,59,buss,  ,,,,,", "coder"),
        ("ame,femtio,59,buss,Maja,,,,,", "femtio"),
        ("ame,50,,buss,Maja,,,,,", "numbers"),
        ("ame,50.0,59,buss,Maja,,,,,", "50.0"),
        ("ame,-1,59,buss,Maja,,,,,", "-1"),
        ("ame,59,50,buss,Maja,,,,,", "59–50"),
        ("ame,59,59,buss,Maja,,,,,", "59–59"),
        ("ame,50,100000,buss,Maja,,,,,", "100000"),
        ("ame,50,59,buss,Maja,nobody,,,,", "nobody"),
        ("ame,50,59,buss,Maja,unga;nobody,,,,", "nobody"),
        ("ame,50,59,buss,Maja,stuprör,,,,", "stuprör"),
        ("ame,50,59,buss,Maja,,loud,,,", "loud"),
        ("ame,50,59,buss,Maja,,,later,,", "later"),
        ("ame,50,59,buss,Maja,,,,,stuprören", "50–59"),
        ("ame,50,59,buss,Maja,,,,,Stuprören.", "50–59"),
        ("ame,50,59", "code"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_the_others_are_taken(project: Project, row: str, reason: str) -> None:
    result = importing(project, ROW, row, "ame,60,63,buss,Tor,,,,,")
    assert (result.added, result.unchanged) == (2, 0)
    [refusal] = result.refused
    assert "codings.csv" in refusal and "3" in refusal and reason in refusal
    assert "\n" not in refusal
    assert len(codings(project)) == 2


def test_only_wrong_rows_leave_no_trace(project: Project) -> None:
    steps = size(path_of(project), "step")
    before = recorded(path_of(project))
    assert len(importing(project, "ame,50,59,ingen,Ny,,,,,").refused) == 1
    assert (recorded(path_of(project)), size(path_of(project), "step")) == (before, steps)


def test_lines_are_counted_as_the_file_has_them(project: Project) -> None:
    """A cell may hold newlines; the line is the one on which the row ends."""
    long = 'ame,60,63,buss,Tor,,,,"En tanke\nom två rader",'
    result = importing(project, long, "ame,50,59,ingen,Maja,,,,,")
    assert "line 4" in result.refused[0]
    assert project.ask(transcript, "ame").codings[0].notes == ("En tanke\nom två rader",)


def test_guarded_cells_lose_their_guard(project: Project) -> None:
    """What a spreadsheet would run has one apostrophe in front; the text is compared without it."""
    text = "I: Hej?\nIP: =SUMMA(A1)\nIP: '-nja\nIP: 'vanligt\n"
    (project.transcripts_folder / "ny.txt").write_text(text, encoding="utf-8")
    project.load()
    rows = []
    for words, cell in (("=SUMMA(A1)", "'=SUMMA(A1)"), ("'-nja", "''-nja"), ("'vanligt", "'vanligt")):
        start, end = passage(project, "ny", words)
        rows.append(f"ny,{start},{end},buss,Maja,,,,'+1,{cell}")
    assert importing(project, *rows) == ImportResult(3, 0, ())
    assert {view.notes for view in project.ask(transcript, "ny").codings} == {("+1",)}


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_odd_separators_in_a_cell_are_no_new_rows(project: Project, odd: str) -> None:
    (project.transcripts_folder / "ny.txt").write_text(f"I: Hej?\nIP: Nja{odd}så.\n", encoding="utf-8", newline="")
    project.load()
    words = f"Nja{odd}så."
    start, end = passage(project, "ny", words)
    assert importing(project, f"ny,{start},{end},buss,Maja,,,,,{words}", "ingen,1,2,a,b,,,,,") == ImportResult(
        1, 0, ("codings.csv, line 3: ingen: no source is called so; 'coder sources' lists them.",)
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_common_encoding_will_do(project: Project, encoding: str) -> None:
    assert importing(project, ROW, encoding=encoding) == ImportResult(1, 0, ())


def test_columns_may_stand_in_any_order_and_others_beside_them(project: Project) -> None:
    result = importing(project, "Maja,buss,59,50,ame,x", header="coder,code,end,start,source,own")
    assert result == ImportResult(1, 0, ())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"source,start,end,code\name,50,59,buss\n",
        b'"source"x,start,end,code,coder\name,50,59,buss,Maja\n',
        b'source,start,end,code,coder\name,50,59,"buss"x,Maja\n',
        b'source,start,end,code,coder\name,50,59,"buss,Maja\n',
        bytes(range(256)),
    ],
)
def test_a_file_that_is_no_table_of_codings_is_refused_whole(project: Project, content: bytes) -> None:
    path = project.folder / "codings.csv"
    path.write_bytes(content)
    before = recorded(path_of(project))
    with pytest.raises(CoderError) as refusal:
        project.import_codings(path)
    assert "codings.csv" in str(refusal.value) and "\n" not in str(refusal.value)
    assert recorded(path_of(project)) == before


def test_a_missing_file_is_named(project: Project) -> None:
    with pytest.raises(CoderError, match=r"nej\.csv"):
        project.import_codings(Path("nej.csv"))


def test_a_stopped_import_changes_nothing(project: Project) -> None:
    path = project.folder / "codings.csv"
    path.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    before = recorded(path_of(project))
    with pytest.raises(CoderError):
        project.import_codings(path, progress=lambda _done, _total, _what: False)
    assert recorded(path_of(project)) == before


def test_a_retired_code_is_not_applied(project: Project) -> None:
    code_words(project, code="närhet")
    text = project.codebook_path.read_text("utf-8")
    project.codebook_path.write_text(text.replace("      - id: närhet\n        name: Närhet\n", ""), encoding="utf-8")
    project.read_codebook()
    assert "närhet" in importing(project, "ame,60,63,närhet,Maja,,,,,").refused[0]


def test_quote_identifiers_that_collide_get_longer(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """By import and by hand; and the long ones are found like the others."""
    monkeypatch.setattr(coder.identity, "_QUOTE_LENGTH", 0)
    rows = [f"ame,{start},{start + 5},buss,Maja,,,,," for start in range(50, 90)]
    assert importing(project, *rows) == ImportResult(40, 0, ())
    by_hand = [project.apply_code("ame", start, start + 2, "buss") for start in range(50, 90)]
    found = [quote for quote, _code, _coder in codings(project)]
    assert len(set(found)) == 80
    assert len({len(quote) for quote in found}) > 1
    project.star(max(by_hand, key=len))
    assert [row.quote for row in project.ask(quotes).rows if row.starred] == [max(by_hand, key=len)]


def test_what_a_person_made_of_an_imported_coding_stays_when_it_is_imported_again(project: Project) -> None:
    importing(project, ROW)
    quote = codings(project)[0][0]
    project.set_facets(quote, Facets(("af",)))
    project.star(quote)
    assert importing(project, ROW) == ImportResult(0, 1, ())
    [view] = project.ask(transcript, "ame").codings
    assert (view.about, view.starred) == (("af",), True)


def test_importing_again_after_a_coding_was_recoded_brings_the_row_back(project: Project) -> None:
    """Its identity may be taken by the coding that was recoded, and its note by the one that it joined."""
    importing(project, ROW)
    code_words(project, code="buss")
    for onto in ("buss", "praktik"):
        [quote] = [found for found, code, _coder in codings(project) if code == "stuprör"]
        project.recode(quote, onto)
        assert importing(project, ROW) == ImportResult(1, 0, ())
    assert sorted(code for _quote, code, _coder in codings(project)) == ["buss", "praktik", "stuprör"]
    assert unwhole(path_of(project)) == []


def test_export_and_import_give_the_same_codings(opened: Opener) -> None:
    """The team's quotes.csv, imported into a project of the same sources, says the same."""
    project = opened("Maja")
    importing(project, ROW, "ame,96,118,buss,Tor,,other,,'=1+1,", "gemensam,29,54,närhet,Tor,norra;af,,missing,,")
    everyone = Selection(("all",))
    before = {row[2:] for row in map(tuple, rows_of(path_of(project), "coding"))}
    path = project.folder / "quotes.csv"
    path.write_bytes(project.rendered(project.document("quotes", "team", everyone), "csv"))
    shown = project.ask(quotes, selection=everyone).rows
    project.undo()
    result = project.import_codings(path)
    assert (result.added, result.refused) == (3, ())
    assert project.ask(quotes, selection=everyone).rows == shown
    assert {row[2:11] for row in rows_of(path_of(project), "coding")} == {row[:9] for row in before}


def test_a_spreadsheet_s_semicolons_will_do(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "semicolons.csv"
    path.write_text("source;start;end;code;coder;about\name;50;59;hinder;Maja;af\n", encoding="utf-8")
    result = project.import_codings(path)
    assert (result.added, result.refused) == (1, ())
