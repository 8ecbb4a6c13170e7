"""Excel and Word exports: read back they hold what was put in, and the same document is the same bytes everywhere."""

import io
import os
import subprocess
import sys
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Emu
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.exporters.container import rewrite
from coder.exporters.csv import CsvExporter
from coder.exporters.document import Block, Column, Document, Heading, Paragraph, Quote, Table, Term, Value
from coder.exporters.docx import DocxExporter
from coder.exporters.xlsx import MAX_CHARACTERS, MAX_ROWS, XlsxExporter
from coder.guard import visible

TEXTS = st.one_of(st.text(), st.text(alphabet="=+-@'\t\n\r_x0A1\x1b\u202eåé👨\u200d👩 "))


def table(*rows: tuple[Value, ...], name: str = "codes", titles: tuple[str, ...] = ("Kod", "Antal", "Andel")) -> Table:
    return Table(name, "Alla koder", tuple(Column(title.lower(), title) for title in titles), rows)


def document(*blocks: Block, language: str = "sv") -> Document:
    return Document("Tematisk sammanfattning", language, blocks)


def workbook(*tables: Table) -> Any:
    out = io.BytesIO()
    XlsxExporter().export(document(*tables), out)
    return openpyxl.load_workbook(out)


def word_bytes(*blocks: Block, language: str = "sv") -> bytes:
    out = io.BytesIO()
    DocxExporter().export(document(*blocks, language=language), out)
    return out.getvalue()


def word(*blocks: Block, language: str = "sv") -> Any:
    return docx.Document(io.BytesIO(word_bytes(*blocks, language=language)))


def test_a_sheet_a_table_with_titles_frozen_bold_and_numbers_as_numbers() -> None:
    book = workbook(table(("stuprör", 3, 0.25), ("språk", None, float("nan"))))
    sheet = book["codes"]
    assert list(sheet.values) == [("Kod", "Antal", "Andel"), ("stuprör", 3, 0.25), ("språk", None, None)]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold and not sheet["A2"].font.bold
    assert sheet["A2"].alignment.wrap_text
    assert sheet["B2"].data_type == sheet["C2"].data_type == "n"


def test_the_last_sheet_says_what_each_sheet_holds() -> None:
    book = workbook(table(), table(name="quotes"))
    assert book.sheetnames[:2] == ["codes", "quotes"]
    written = [value for row in book.worksheets[-1].values for value in row if value]
    assert written[0] == "Tematisk sammanfattning"
    assert written[-4:] == ["codes", "Alla koder", "quotes", "Alla koder"]


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=1", "#N/A", "#REF!"])
def test_text_is_never_a_formula_nor_an_error(text: str) -> None:
    cell = workbook(table((text, 1, None)))["codes"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@'")


def test_headings_are_text_too() -> None:
    cell = workbook(table(titles=("=HYPERLINK(1)",)))["codes"]["A1"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, st.integers(-(2**50), 2**50)), min_size=1, max_size=20))
def test_a_workbook_gives_back_every_text(rows: list[tuple[str, int]]) -> None:
    sheet = workbook(table(*rows, titles=("Text", "Nummer")))["codes"]
    read = [((cell.value or ""), number.value) for cell, number in sheet.iter_rows(min_row=2)]
    # Excel takes _x0041_ for "A"; so that it does not, the first character is written as _x005F_.
    plain = [(text.replace("_x005F_", "_"), number) for text, number in read]
    assert plain == [(visible(text), number) for text, number in rows]


def test_lookalikes_of_excels_own_escapes_stay_text() -> None:
    assert workbook(table(("a_x0041_b", 1, None)))["codes"]["A2"].value == "a_x005F_x0041_b"


@pytest.mark.parametrize("text", ["å" * 40_000, "👩" * 20_000, "å" * (MAX_CHARACTERS + 1)])
def test_a_text_too_long_for_excel_is_cut_and_both_places_say_so(text: str) -> None:
    book = workbook(table((text, 1, None), ("kort", 1, None)))
    value = book["codes"]["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= MAX_CHARACTERS
    kept, _, remark = value.partition(" … [")
    assert text.startswith(kept) and len(kept) > 16_000
    assert str(len(text)) in remark
    about = " ".join(str(value) for row in book.worksheets[-1].values for value in row if value)
    assert str(MAX_CHARACTERS) in about


def test_a_text_that_just_fits_is_whole() -> None:
    text = "å" * MAX_CHARACTERS
    book = workbook(table((text, 1, None)))
    assert book["codes"]["A2"].value == text
    assert str(MAX_CHARACTERS) not in str(list(book.worksheets[-1].values))


def test_sheet_names_are_made_fit_and_unlike() -> None:
    long = "a" * 40
    names = workbook(*(table(name=name) for name in (long, long, "A" * 31, "x[1]:/y", ""))).sheetnames
    assert all(0 < len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == 6
    assert names[3] == "x-1---y"


def test_xlsx_without_tables_and_with_too_many_rows_is_refused() -> None:
    with pytest.raises(CoderError, match="md or docx"):
        XlsxExporter().export(document(Paragraph("text")), io.BytesIO())
    endless = Table("codes", "", (Column("a", "A"),), ((1,),) * MAX_ROWS)
    with pytest.raises(CoderError, match="csv"):
        XlsxExporter().export(document(endless), io.BytesIO())


def test_word_has_headings_to_navigate_by_and_names_its_language() -> None:
    file = word(*(Heading(level, f"Nivå {level}") for level in (1, 2, 3, 4)))
    assert [paragraph.style.name for paragraph in file.paragraphs] == [
        "Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4",
    ]  # fmt: skip
    for level, paragraph in enumerate(file.paragraphs[1:]):
        assert paragraph.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level)
    assert file.core_properties.title == "Tematisk sammanfattning"
    assert file.core_properties.language == "sv-SE"


@pytest.mark.parametrize(("language", "locale"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_words_text_is_marked_with_the_documents_language(language: str, locale: str) -> None:
    languages = list(word(language=language).styles.element.iter(qn("w:lang")))
    assert [each.get(qn("w:val")) for each in languages] == [locale]


def test_word_quotes_stand_in_the_quote_style_with_their_origin_below() -> None:
    file = word(Quote("Alla gör sitt.\nMm.", "C-7K2M9", "AME Lycksele", "Jämför FK"))
    found = [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs[1:]]
    assert found[:2] == [("Quote", "Alla gör sitt.\nMm."), ("Quote Source", "AME Lycksele · C-7K2M9")]
    assert found[2][0] == "Quote Note" and found[2][1].endswith("Jämför FK")
    assert file.paragraphs[1]._p.xpath("count(.//w:br)") == 1


def test_word_paragraphs_and_labelled_lines() -> None:
    file = word(Paragraph("Löpande"), Paragraph("Bildtext", emphasis=True), Term("Definition", "Det som hindrar."))
    normal, remark, term = file.paragraphs[1:]
    assert (normal.style.name, remark.style.name, term.style.name) == ("Normal", "Remark", "Term")
    assert term.text == "Definition: Det som hindrar."
    assert [run.bold for run in term.runs] == [True, None]


def test_word_tables_repeat_their_head_and_carry_a_caption() -> None:
    file = word(table(("språk", 3, 0.5), ("=1+1", None, None)))
    (written,) = file.tables
    assert [[cell.text for cell in row.cells] for row in written.rows] == [
        ["Kod", "Antal", "Andel"], ["språk", "3", "0,500"], ["=1+1", "", ""],
    ]  # fmt: skip
    assert written._tbl.xpath("count(.//w:tblHeader)") == 1
    assert written.rows[0]._tr.xpath("count(.//w:tblHeader)") == 1
    assert written._tbl.xpath("string(./w:tblPr/w:tblCaption/@w:val)") == "Alla koder"
    caption = file.paragraphs[1]
    assert (caption.style.name, caption.text) == ("Caption", "Alla koder")


def test_word_pages_are_a4_and_lie_across_for_wide_tables() -> None:
    upright = word(table()).sections[0]
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297)
    across = word(table(titles=tuple("abcdefghij"))).sections[0]
    assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)
    assert across.orientation == WD_ORIENTATION.LANDSCAPE


@pytest.mark.parametrize("titles", [("A",), ("A", "B" * 300), tuple("abcdefghijklmnopqrstuvwxyz"), ("kort",) * 63])
def test_word_columns_fit_the_page(titles: tuple[str, ...]) -> None:
    file = word(table(titles=titles))
    section = file.sections[0]
    widths = [int(column.get(qn("w:w"))) for column in file.element.body.iter(qn("w:gridCol"))]
    assert min(widths) > 0
    assert sum(widths) <= Emu(section.page_width - section.left_margin - section.right_margin).pt * 20


def test_word_refuses_a_table_that_word_could_not_open() -> None:
    with pytest.raises(CoderError, match="64"):
        word(table(titles=("kort",) * 64))


@settings(max_examples=25)
@given(st.lists(TEXTS.filter(lambda text: text != ""), min_size=1, max_size=20))
def test_word_gives_back_every_text(texts: list[str]) -> None:
    file = word(*(Quote(text, "C-1", "") for text in texts))
    assert [p.text for p in file.paragraphs if p.style.name == "Quote"] == [visible(text) for text in texts]


SAMPLE = document(
    Heading(1, "Hinder"), Quote("Jo, asså\nmm 👩‍🦽", "C-7K2M9", "AME Lycksele", "n"), Term("Kod", "språk"),
    table(("språk", 3, 1 / 3), ("=1", None, 2.0)),
)  # fmt: skip
FORMATS = ("csv", "json", "xlsx", "md", "docx")
PRINT_DIGESTS = """
import hashlib, io, time
from coder.plugins import exporter_for
from tests.test_exporters_office import FORMATS, SAMPLE
def digest(format):
    out = io.BytesIO()
    exporter_for(format).export(SAMPLE, out)
    return hashlib.sha256(out.getvalue()).hexdigest()
first = [digest(format) for format in FORMATS]
time.sleep(2.1)  # a zip counts in steps of two seconds
assert first == [digest(format) for format in FORMATS]
print(*first)
"""


def test_the_same_document_is_the_same_bytes_everywhere_and_later() -> None:
    runs = []
    for zone, language, seed in (("UTC", "C", "0"), ("Pacific/Auckland", "sv_SE.UTF-8", "4711")):
        places = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
        runs.append(subprocess.Popen([sys.executable, "-c", PRINT_DIGESTS], env=places, stdout=subprocess.PIPE))
    here, there = (run.communicate(timeout=60)[0] for run in runs)
    assert here == there
    assert len(here.split()) == len(FORMATS)


@pytest.mark.parametrize("exporter", [DocxExporter(), XlsxExporter()])
def test_containers_hold_no_date_no_compression_and_no_person(exporter: DocxExporter | XlsxExporter) -> None:
    out = io.BytesIO()
    exporter.export(SAMPLE, out)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
        core = archive.read("docProps/core.xml").decode()
    assert entries[0].filename == "[Content_Types].xml"
    assert {(entry.date_time, entry.compress_type) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
    }
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert "python-docx" not in core and "openpyxl" not in core


class Pipe(io.RawIOBase):
    """Standard output as a shell's pipe has it: no going back."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written += bytes(data)
        return len(data)


def test_a_pipe_gets_the_same_bytes_as_a_file() -> None:
    file, pipe = io.BytesIO(), Pipe()
    DocxExporter().export(SAMPLE, file)
    DocxExporter().export(SAMPLE, pipe)  # type: ignore[arg-type]
    assert pipe.written == file.getvalue()


def test_rewriting_twice_changes_nothing() -> None:
    once, twice = io.BytesIO(), io.BytesIO()
    rewrite(io.BytesIO(word_bytes(Paragraph("text"))), once)
    rewrite(once, twice)
    assert once.getvalue() == twice.getvalue()


def test_choosing_a_light_format_loads_no_heavy_library() -> None:
    script = (
        "import sys; from coder.plugins import exporter_for, exporter_formats; exporter_formats()\n"
        "for format in ('csv', 'json', 'md'): exporter_for(format)\n"
        "print(*{name.split('.')[0] for name in sys.modules} & {'docx', 'openpyxl', 'lxml', 'spacy', 'textual'})"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_the_formats_of_scripts_and_people_hold_the_same_rows() -> None:
    rows = (("språk", 3, 0.25), ("stuprör", 4, 0.5))
    out = io.BytesIO()
    CsvExporter().export(document(table(*rows)), out)
    csv_rows = [line.split(",") for line in out.getvalue().decode().splitlines()[1:]]
    sheet_rows = list(workbook(table(*rows))["codes"].values)[1:]
    assert csv_rows == [[str(value) for value in row] for row in sheet_rows]
