"""Quotes with codes from spreadsheets: found in the interviews word for word or nearly so, refused row by row else."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from coder.errors import CoderError
from coder.project import Project
from coder.project.exchange.files import ImportWishes
from coder.project.exchange.outcome import ExchangeResult
from coder.project.exchange.quoted import QuoteWishes
from coder.queries.notes import notes
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from coder.readers.quote_rows import guessed_columns
from tests.command_line import CommandLine
from tests.conftest import Opener
from tests.doing import agree, path_of, tree
from tests.tables import recorded, size

EVERYONE = Selection(("all",), True)
HEADER = "Citat;Kod;Intervju;Kodare;Kommentar"


def taken(
    project: Project, *rows: str, header: str = HEADER, preview: bool = False, **wishes: object
) -> ExchangeResult:
    path = project.folder / "citat.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return project.import_file(path, ImportWishes(QuoteWishes(**wishes)), preview=preview)  # type: ignore[arg-type]


def coded(project: Project) -> set[tuple[str, str, str, str]]:
    return {(row.source, row.text, row.code, row.coder) for row in project.ask(quotes, selection=EVERYONE).rows}


class TestFound:
    def test_word_for_word_with_coder_and_note(self, project: Project) -> None:
        result = taken(
            project,
            "Folk hamnar mellan stolarna;Stuprör;ame.docx;Tor;Så sägs det ofta.",
            "Den är indragen;buss; ;;",
            "vi känner alla;närhet\\;gemensam;;".replace("\\", ""),
        )
        assert (result.losses, result.remarks, result.added["codings"]) == ([], [], 3)
        assert coded(project) == {
            ("ame", "Folk hamnar mellan stolarna", "stuprör", "Tor"),
            ("ame", "Den är indragen", "buss", "Maja"),
            ("gemensam", "vi känner alla", "närhet", "Maja"),
        }
        assert [row.text for row in project.ask(notes)] == ["Så sägs det ofta."]

    def test_typography_line_breaks_and_decomposed_letters_are_the_same_words(self, project: Project) -> None:
        result = taken(
            project,
            "”Det är långt. Å så är det dyrt - 'tio mil'”;avstånd;;;",
            '"Och bussen?\n\nIP: Den är indragen";buss;ame;;',
            "det är så det är;stuprör;ame;;",  # "ä" is one letter here and two there
        )
        assert (result.losses, result.remarks) == ([], [])
        assert {(source, words) for source, words, _code, _coder in coded(project)} == {
            ("förbundet", 'Det är långt. Å så är det dyrt – "tio mil'),
            ("ame", "Och bussen?\n\nIP: Den är indragen"),
            ("ame", "det a\u0308r så det är"),
        }

    def test_edited_words_are_taken_if_they_are_alike_and_told_with_what_differs(self, project: Project) -> None:
        edited = "Praktik funkar, fast stuprören står kvar;praktik;gemensam;;"
        result = taken(project, edited)
        [remark] = result.remarks
        assert remark.startswith("citat.csv, line 2: 9") and remark.endswith("fungerar → funkar")
        assert [words for _source, words, *_more in coded(project)] == ["Praktik fungerar, fast stuprören står kvar"]
        strict = taken(project, edited.replace("praktik;", "närhet;"), least=0.99)
        assert "is only 9" in strict.losses[0] and "fungerar → funkar" in strict.losses[0]

    def test_marked_cuts_are_taken_however_much_they_cut(self, project: Project) -> None:
        result = taken(project, "Stuprören. […] det är så det är;stuprör;ame;;")
        assert result.losses == [] and len(result.remarks) == 1
        assert [words[:10] for _source, words, *_more in coded(project)] == ["Stuprören."]

    def test_several_codes_and_paths(self, project: Project) -> None:
        assert taken(project, '"Närheten, vi känner alla";"närhet; Möjligheter > praktik";;;').losses == []
        assert {code for _source, _words, code, _coder in coded(project)} == {"närhet", "praktik"}


class TestRefused:
    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (
                "Detta sade ingen någonsin här;buss;;;",
                "“Detta sade ingen någonsin här” was not found in any interview.",
            ),
            ("Folk hamnar mellan stolarna;buss;gemensam;;", "was not found in gemensam."),
            ("I;buss;;;", "stands in several places: af 0–1, ame 0–1"),
            (";buss;;;", "the quote is empty."),
            ("Den är indragen;;;;", "no code is named."),
            ("Den är indragen;okänd;;;", "okänd: no code is called so; with --new-codes it is made."),
            ("Den är indragen;stup;;;", "stup: no code is called so"),
            ("Den är indragen;buss;borta;;", "borta: no source is called so"),
        ],
    )
    def test_a_row_that_cannot_be_used_alone(self, project: Project, row: str, reason: str) -> None:
        result = taken(project, row, "Närheten, vi känner alla;närhet;;;")
        [loss] = result.losses
        assert loss.startswith("citat.csv, line 2: ") and reason in loss
        assert result.added["codings"] == 1

    def test_words_inside_other_words_are_not_said(self, project: Project) -> None:
        assert "was not found" in taken(project, "mellan stol;buss;;;").losses[0]


class TestNewCodes:
    def test_are_made_with_what_they_lie_under_in_the_one_step(self, project: Project) -> None:
        before, steps = recorded(path_of(project)), size(path_of(project), "step")
        rows = ("Den är indragen;Hinder > Trafik > Busslinjer;;;", "vi känner alla;Grannar;;;", "finns inte;Tomt;;;")
        result = taken(project, *rows, new_codes=True)
        assert (result.added["codes"], len(result.losses)) == (3, 1)  # nothing is made for a quote that is not there
        found = tree(project)
        assert (found["trafik"].parent, found["busslinjer"].parent, found["grannar"].parent) == (
            "hinder",
            "trafik",
            None,
        )
        assert agree(project) and size(path_of(project), "step") == steps + 1
        again = recorded(path_of(project))
        assert not taken(project, *rows, new_codes=True).changes
        assert recorded(path_of(project)) == again
        project.undo()
        assert recorded(path_of(project)) == before


class TestColumns:
    @pytest.mark.parametrize(
        ("header", "expected"),
        [
            ("Citat;Kod", {"quote": "Citat", "code": "Kod"}),
            ("id;document;tag;content", {"quote": "content", "code": "tag", "source": "document"}),
            (
                "Document name;Code;Segment;Comment",
                {"source": "Document name", "code": "Code", "quote": "Segment", "note": "Comment"},
            ),
            (
                "quote;source;code;coder;text;note",
                {"quote": "text", "source": "source", "code": "code", "coder": "coder", "note": "note"},
            ),
            ("A;B", {}),
        ],
    )
    def test_are_told_by_their_headings(self, header: str, expected: dict[str, str]) -> None:
        assert guessed_columns(tuple(header.split(";"))) == expected

    def test_are_as_one_says(self, project: Project) -> None:
        said = {"quote": "B", "code": "A"}
        assert (
            taken(project, "buss;Den är indragen;x", header="A;B;Intervju", columns={**said, "source": ""}).losses == []
        )
        for columns, reason in (
            ({}, "Which column holds the quote? Say it with --column quote=HEADING; there are A, B, C."),
            ({"quote": "Z"}, "There is no column Z; there are A, B, C."),
            ({"colour": "A"}, "colour: a column is for one of quote, code, source, coder, note."),
        ):
            with pytest.raises(CoderError, match=reason.replace("?", r"\?")):
                taken(project, "buss;Den är indragen;", header="A;B;C", columns=columns)

    def test_of_a_workbook(self, project: Project, tmp_path: Path) -> None:
        book = Workbook()
        for row in (("Text", "Kod", "Dokument"), ("Den är indragen", "buss", "ame"), ("'=nej", "buss", None)):
            book.active.append(row)
        book.save(tmp_path / "citat.xlsx")
        result = project.import_file(tmp_path / "citat.xlsx")
        assert (result.added["codings"], len(result.losses)) == (1, 1)
        assert "line 3" in result.losses[0] and "“=nej”" in result.losses[0]


class TestCommand:
    def test_preview_then_import_twice(
        self, project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project.close()
        coder = CommandLine(project.folder, monkeypatch, capsys)
        (project.folder / "c.csv").write_text(
            "Utsaga,Etikett\nDen är indragen,buss\nNärheten vi känner alla,Ny\n", "utf-8"
        )
        mapped = ("--column", "quote=Utsaga", "import", "c.csv")
        assert "c.csv: new: 1 coding." in coder(*mapped[2:], *mapped[:2], "--preview").out
        assert coder("quotes", "--format", "csv").rows == []
        coder("import", "c.csv", *mapped[:2], status=1)
        coder("import", "c.csv", *mapped[:2], "--new-codes")
        assert "c.csv: new: nothing." in coder("import", "c.csv", *mapped[:2], "--new-codes").err
        assert [row["code"] for row in coder("quotes", "--format", "csv").rows] == ["buss", "ny"]
        assert "write it as --column quote=HEADING" in coder.fails("import", "c.csv", "--column", "Utsaga")
        assert "--similar 2.0" in coder.fails("import", "c.csv", "--similar", "2")

    def test_codings_with_positions_have_a_preview_too(self, project: Project, opened: Opener) -> None:
        path = project.folder / "codings.csv"
        path.write_text("source,start,end,code,coder\name,50,59,stuprör,Maja\name,50,59,borta,Maja\n", "utf-8")
        before = recorded(path_of(project))
        seen = project.import_file(path, preview=True)
        assert (seen.added["codings"], len(seen.losses)) == (1, 1)
        assert recorded(path_of(project)) == before
        assert project.import_file(path).added == seen.added
