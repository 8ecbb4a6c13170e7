"""Transcripts laid out as tables in documents: speakers beside what they say. And what only looks like one."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from coder import plugins
from coder.errors import Refused
from coder.readers import read_transcript
from coder.readers.base import ParsedTranscript

Rows = Sequence[Sequence[str]]
ASKED = "Hur gick det när ni började?"
SAID = "Det gick väl bra, fast det tog tid."
HEADED = (("Talare", "Text"), ("Anna", ASKED), ("Bo", SAID))
PLAIN = (("I", ASKED), ("Bo:", SAID), ("I", "Vem bestämde det?"), ("Bo:", "Det gjorde kommunen."))
TIMED = (("00:00:01", "I", ASKED), ("00:01:05", "Bo", SAID), ("00:02:00", "I", "Jaha."))
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)


def written(path: Path, rows: Rows) -> Path:
    """A document that holds such a table; a newline in a cell divides paragraphs."""
    {".docx": in_word, ".odt": in_opendocument, ".html": in_html}[path.suffix](path, rows)
    return path


def in_word(path: Path, rows: Rows) -> None:
    document = docx.Document()
    document.add_paragraph("Intervju den 3 maj")
    table = document.add_table(len(rows), max(map(len, rows)))
    for number, row in enumerate(rows):
        if len(row) == 1:
            table.cell(number, 0).merge(table.cell(number, len(table.columns) - 1))
        for column, text in enumerate(row):
            first, *rest = text.split("\n")
            table.cell(number, column).text = first
            for paragraph in rest:
                table.cell(number, column).add_paragraph(paragraph)
    document.add_paragraph("Slut")
    document.save(str(path))


def in_opendocument(path: Path, rows: Rows) -> None:
    def cell(text: str) -> str:
        paragraphs = "".join(f"<text:p>{part}</text:p>" for part in text.split("\n"))
        return f"<table:table-cell>{paragraphs}</table:table-cell>"

    made = [f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows]
    table = f"<table:table><table:table-column/>{''.join(made)}</table:table>"
    body = f"<text:p>Intervju den 3 maj</text:p>{table}<text:p>Slut</text:p>"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )


def in_html(path: Path, rows: Rows) -> None:
    def cell(text: str) -> str:
        paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
        return f"<td>{paragraphs}</td>"

    table = "\n".join(f"<tr>{' '.join(map(cell, row))}</tr>" for row in rows)
    page = f"<body><p>Intervju den 3 maj</p><table>{table}</table><p>Slut</p></body>"
    path.write_text(f'<html><meta charset="utf-8">{page}</html>', "utf-8")


def said(found: ParsedTranscript) -> list[tuple[str, str]]:
    return [(turn.label, found.text[turn.speech_start : turn.end]) for turn in found.turns]


def read(path: Path) -> ParsedTranscript:
    return read_transcript(path, plugins.reader_for(path.suffix))


endings = pytest.mark.parametrize("ending", ["docx", "odt", "html"])


@endings
@pytest.mark.parametrize("rows", [HEADED, (("Vem", "Replik"), ("Anna", ASKED), ("Bo", SAID))])
def test_headings_say_which_column_is_what(tmp_path: Path, ending: str, rows: Rows) -> None:
    found = read(written(tmp_path / f"a.{ending}", rows))
    assert said(found) == [("", "Intervju den 3 maj"), ("Anna", ASKED), ("Bo", f"{SAID}\nSlut")]
    assert found.text == f"Intervju den 3 maj\nAnna: {ASKED}\nBo: {SAID}\nSlut"


def test_a_comment_on_a_speaker_is_about_the_turn_in_word(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", HEADED)
    document = docx.Document(str(path))
    document.add_comment(document.tables[0].cell(2, 0).paragraphs[0].runs, "Är det Bo?", "Maja Ek", "ME")
    document.save(str(path))
    found = read(path)
    assert [(found.text[each.start : each.end], each.text) for each in found.comments] == [
        (f"Bo: {SAID}", "Är det Bo?")
    ]


def annotate(path: Path, word: str, remark: str, name: str = "") -> None:
    """Put a comment before a word that stands alone in a cell of an OpenDocument text."""
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml").decode()
    made = f"<office:annotation{name}><text:p>{remark}</text:p></office:annotation>"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("content.xml", content.replace(f"<text:p>{word}</text:p>", f"<text:p>{made}{word}</text:p>"))


@pytest.mark.parametrize("name", ["", ' office:name="1"'])
def test_a_comment_on_a_speaker_is_about_the_turn_in_opendocument(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "a.odt", HEADED)
    annotate(path, "Bo", "Är det Bo?", name)
    found = read(path)
    assert said(found)[2] == ("Bo", f"{SAID}\nSlut")
    assert [(found.text[each.start : each.end], each.text) for each in found.comments] == [
        (f"Bo: {SAID}", "Är det Bo?")
    ]


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_a_comment_on_a_heading_is_kept(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / f"a.{ending}", HEADED)
    if ending == "docx":
        document = docx.Document(str(path))
        document.add_comment(document.tables[0].cell(0, 0).paragraphs[0].runs, "Vilka?", "Maja Ek", "ME")
        document.save(str(path))
    else:
        annotate(path, "Talare", "Vilka?")
    assert [each.text for each in read(path).comments] == ["Vilka?"]


def test_a_comment_from_one_row_to_the_next_speaker_begins_where_it_begins(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", HEADED)
    document = docx.Document(str(path))
    table = document.tables[0]
    first, last = table.cell(1, 1).paragraphs[0].runs[0], table.cell(2, 0).paragraphs[0].runs[0]
    document.add_comment([first, last], "Hör ihop", "Maja Ek", "ME")
    document.save(str(path))
    [comment] = read(path).comments
    assert read(path).text[comment.start : comment.end].startswith(ASKED)


@endings
def test_without_headings_labels_that_recur_beside_speech_are_speakers(tmp_path: Path, ending: str) -> None:
    found = read(written(tmp_path / f"a.{ending}", PLAIN))
    assert [turn.label for turn in found.turns] == ["", "I", "Bo", "I", "Bo"]
    assert said(found)[1:3] == [("I", ASKED), ("Bo", SAID)]
    assert {speaker.label: speaker.role for speaker in found.speakers}["I"] == "interviewer"


@endings
@pytest.mark.parametrize(
    "rows", [TIMED, (("Tid", "Talare", "Text"), *TIMED), [(label, time, text) for time, label, text in TIMED]]
)
def test_a_column_of_times_says_when_turns_begin(tmp_path: Path, ending: str, rows: Rows) -> None:
    found = read(written(tmp_path / f"a.{ending}", rows))
    assert [(turn.label, turn.time_ms) for turn in found.turns[1:]] == [("I", 1000), ("Bo", 65_000), ("I", 120_000)]
    assert "00:01:05" not in found.text and "Talare" not in found.text


@endings
def test_paragraphs_of_a_cell_and_rows_without_a_speaker_go_on(tmp_path: Path, ending: str) -> None:
    rows = (("Talare", "Text"), ("Bo", "Först detta.\nSedan detta."), ("", "Och detta."), ("I", "Jaha."))
    found = read(written(tmp_path / f"a.{ending}", rows))
    assert said(found)[1:] == [("Bo", "Först detta.\nSedan detta.\nOch detta."), ("I", "Jaha.\nSlut")]


def test_a_row_across_the_table_is_read_as_it_stands(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.docx", (*HEADED[:2], ("Andra delen",), HEADED[2])))
    assert found.text.split("\n")[1:4] == [f"Anna: {ASKED}", "Andra delen", f"Bo: {SAID}"]


@endings
@pytest.mark.parametrize(
    "rows",
    [
        (("Kön", "Kvinna"), ("Ålder", "34"), ("Ort", "Umeå")),
        (("Ja", "12"), ("Nej", "3"), ("Ja", "4")),
        (("Mål", "Vi ska få fler unga i arbete under året."), ("Medel", "Vi har två tjänster och en lokal i stan.")),
        (("Anna", ASKED, "hög röst"), ("Bo", SAID, ""), ("Anna", ASKED, "skratt")),
        (("Det här är en lång ruta.", ASKED), ("Det här är en lång ruta.", SAID)),
        (("ett", "två", "tre", "fyra"), ("ett", "två", "tre", "fyra")),
    ],
)
def test_other_tables_are_read_cell_by_cell(tmp_path: Path, ending: str, rows: Rows) -> None:
    found = read(written(tmp_path / f"a.{ending}", rows))
    lines = [line for line in found.text.split("\n") if line]
    assert lines == ["Intervju den 3 maj", *(cell for row in rows for cell in row if cell), "Slut"]


@endings
def test_nothing_of_a_table_in_a_table_is_lost(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "docx":
        document = docx.Document()
        table = document.add_table(2, 2)
        for number, (label, text) in enumerate(PLAIN[:2]):
            table.cell(number, 0).text, table.cell(number, 1).text = label, text
        table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "inuti"
        document.save(str(path))
    else:
        written(path, PLAIN)
        inner = "<table><tr><td>inuti</td></tr></table>"
        if ending == "html":
            path.write_text(path.read_text("utf-8").replace("<p>Bo:</p>", f"<p>Bo:</p>{inner}", 1), "utf-8")
        else:
            in_opendocument(path, (("I", ASKED), ("Bo", f"</text:p>{odt_table()}<text:p>"), ("I", SAID)))
    assert "inuti" in read(path).text.split("\n")


def odt_table() -> str:
    cell = "<table:table-cell><text:p>inuti</text:p></table:table-cell>"
    return f"<table:table><table:table-row>{cell}</table:table-row></table:table>"


def test_a_comment_keeps_its_words(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for number, (label, text) in enumerate(HEADED[:2]):
        table.cell(number, 0).text, table.cell(number, 1).text = label, text
    document.add_comment(table.cell(1, 1).paragraphs[0].runs, text="bra fråga", author="Tor", initials="T")
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert [found.text[each.start : each.end] for each in found.comments] == [ASKED]


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "pdf", "txt", "html", "vtt"])
@pytest.mark.parametrize("stream", ["WordDocument", "EncryptedPackage"])
def test_an_old_word_document_is_told_whatever_it_is_called(tmp_path: Path, ending: str, stream: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(OLD + stream.encode("utf-16-le"))
    with pytest.raises(Refused, match=r"\.doc\b.*\.docx"):
        read(path)


@pytest.mark.parametrize("ending", ["csv", "txt", "pdf"])
def test_an_old_spreadsheet_is_no_word_document(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(OLD + "Workbook".encode("utf-16-le"))
    with pytest.raises(Refused) as refusal:
        read(path)
    assert "Word" not in str(refusal.value)
