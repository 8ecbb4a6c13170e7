"""Word documents: paragraphs, tables and tracked changes as lines of text."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.readers import read_transcript
from coder.readers.base import RawTranscript
from coder.readers.word import WordReader


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "intervju.docx"


def read(document: Document, path: Path) -> RawTranscript:
    document.save(str(path))
    return WordReader().read(path)


def paragraphs(*texts: str) -> Document:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def with_xml(xml: str) -> Document:
    """A document whose body begins with that WordprocessingML."""
    document = docx.Document()
    wrapped = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
    for position, element in enumerate(list(wrapped)):
        document.element.body.insert(position, element)
    return document


def test_paragraphs_are_lines(file: Path) -> None:
    raw = read(paragraphs("I: Hur är det?", "", "IP: Jo, å\u0308 👩‍👧 [bold] å"), file)
    assert raw.text == "I: Hur är det?\n\nIP: Jo, å\u0308 👩‍👧 [bold] å"
    assert raw.format == "docx"


def test_a_head_as_first_paragraphs(file: Path) -> None:
    document = paragraphs("---", "case: AME", "speakers: {IP: {case: AME}}", "---", "IP: Jo.")
    raw = read(document, file)
    assert raw.head == {"case": "AME", "speakers": {"IP": {"case": "AME"}}}
    assert raw.text == "IP: Jo."


def test_a_wrong_head_is_refused_with_its_line(file: Path) -> None:
    with pytest.raises(Refused, match=r"\b3\b"):
        read(paragraphs("---", "case: AME", "place: a: b", "---", "IP: Jo."), file)


def test_tables_come_where_they_stand_cell_by_cell(file: Path) -> None:
    document = paragraphs("före")
    table = document.add_table(2, 2)
    for number, cell in enumerate(table.columns[0].cells + table.columns[1].cells):
        cell.text = f"c{number}"
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("efter")
    lines = read(document, file).text.split("\n")
    assert (lines[0], lines[-1]) == ("före", "efter")
    assert [line for line in lines if line.startswith("c")] == ["c0", "c2", "c1", "c3"]


def test_breaks_tabs_and_links(file: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("I:\tHej")
    paragraph.add_run().add_break()
    paragraph.add_run("IP: jo")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    link = parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>länk</w:t></w:r></w:hyperlink>")
    paragraph._p.append(link)
    assert read(document, file).text == "I:\tHej\nIP: jo\nlänk", "a page's end parts words"


def test_tracked_changes_count_as_accepted(file: Path) -> None:
    xml = (
        "<w:p><w:r><w:t>Det </w:t></w:r>"
        "<w:del w:id='1' w:author='a'><w:r><w:delText>var</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>är</w:t></w:r></w:ins>"
        "<w:moveFrom w:id='3' w:author='a'><w:r><w:t> borta</w:t></w:r></w:moveFrom>"
        "<w:moveTo w:id='4' w:author='a'><w:r><w:t> här</w:t></w:r></w:moveTo></w:p>"
    )
    raw = read(with_xml(xml), file)
    assert raw.text == "Det är här"
    assert len(raw.remarks) == 1


def test_a_deleted_paragraph_end_joins_and_a_deleted_paragraph_is_gone(file: Path) -> None:
    deleted_end = "<w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
    deleted_run = "<w:del w:id='2' w:author='a'><w:r><w:delText>bort</w:delText></w:r></w:del>"
    xml = (
        f"<w:p>{deleted_end}<w:r><w:t>Ett</w:t></w:r></w:p><w:p><w:r><w:t>två</w:t></w:r></w:p>"
        f"<w:p>{deleted_end}{deleted_run}</w:p><w:p><w:r><w:t>tre</w:t></w:r></w:p>"
    )
    assert read(with_xml(xml), file).text == "Etttvå\ntre"


def test_content_controls_are_read_and_field_codes_are_not(file: Path) -> None:
    xml = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>inne</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:cr/></w:r></w:p>"
    )
    assert read(with_xml(xml), file).text == "inne\n\u2011\n"


def test_footnotes_and_text_boxes_are_left_out_with_a_remark(file: Path) -> None:
    xml = (
        "<w:p><w:r><w:t>Hej</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:pict>"
        "<w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    raw = read(with_xml(xml), file)
    assert raw.text == "Hej"
    assert raw.remarks == ("Left out: 1 footnote, 1 text box.",)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_hidden_text_is_left_out_and_said(file: Path) -> None:
    shown = "<w:vanish w:val='0'/>"
    hidden_end = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
    xml = (
        f"<w:p>{run('Det ')}{run('dolda', '<w:vanish/>')}{run('syns', shown)}</w:p>"
        f"<w:p>{hidden_end}{run('borta', '<w:vanish/>')}</w:p><w:p>{run('slut')}</w:p>"
    )
    raw = read(with_xml(xml), file)
    assert raw.text == "Det syns\nslut"
    assert raw.remarks == ("Left out: hidden text.",)


def test_what_stands_beside_the_text_is_said(file: Path) -> None:
    document = with_xml(
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Fråga</w:t></w:r></w:p>"
        "<w:p><w:r><w:object/><w:t>Svar</w:t></w:r></w:p>"
    )
    document.sections[0].header.paragraphs[0].text = "Utkast"
    raw = read(document, file)
    assert raw.text == "Fråga\nSvar"
    assert raw.remarks == ("Left out: 1 embedded object, headers and footers, numbers and bullets of lists.",)


def test_letters_that_word_writes_in_its_own_way(file: Path) -> None:
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    xml = (
        f"<w:p><w:r><mc:AlternateContent {compatible}><mc:Choice Requires='w16se'/><mc:Fallback><w:t>🙂</w:t>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:sym w:font='Wingdings' w:char='F0E0'/><w:sym w:font='Wingdings' w:char='F0A7'/></w:r>"
        f"<m:oMath {maths}><m:r><m:t>x²</m:t></m:r></m:oMath></w:p>"
    )
    raw = read(with_xml(xml), file)
    assert raw.text == "🙂→□x²"
    assert len(raw.remarks) == 1


def test_a_row_that_was_deleted_is_gone(file: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    xml = (
        f"<w:tbl><w:tr>{cell.format('kvar')}</w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{cell.format('bort')}</w:tr></w:tbl>"
    )
    raw = read(with_xml(xml), file)
    assert raw.text == "kvar"
    assert len(raw.remarks) == 1


def test_a_heading_of_peoples_own_builds_on_one_of_words(file: Path) -> None:
    document = docx.Document()
    own = document.styles.add_style("Fråga", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("Vilka hinder ser ni?", style="Fråga")
    document.add_paragraph("Avstånden.")
    raw = read(document, file)
    assert [raw.text[span.start : span.end] for span in raw.headings] == ["Vilka hinder ser ni?"]


def test_a_document_of_the_strict_kind_is_read(file: Path) -> None:
    usual, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    document = docx.Document()
    document.add_heading("Hinder", 1)
    document.add_paragraph("IP: Så där.")
    document.save(str(file))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            for kind in ("wordprocessingml/{}main", "officeDocument/{}relationships"):
                data = data.replace((usual + kind.format("2006/")).encode(), (strict + kind.format("")).encode())
            archive.writestr(name, data)
    raw = WordReader().read(file)
    assert raw.text == "Hinder\nIP: Så där."
    assert len(raw.headings) == 1


@pytest.mark.parametrize(
    "data", [b"", b"hej", b"PK\x03\x04" + b"x" * 50, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512]
)
def test_what_is_no_docx_is_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(Refused) as refused:
        WordReader().read(file)
    assert "\n" not in str(refused.value)


def test_a_torn_docx_is_refused(file: Path) -> None:
    paragraphs("I: hej " * 500).save(str(file))
    file.write_bytes(file.read_bytes()[:-2000])
    with pytest.raises(Refused):
        WordReader().read(file)


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("content", ["", "<w:broken", "<a/>"])
def test_a_docx_with_a_broken_part_is_refused(tmp_path: Path, part: str, content: str) -> None:
    whole, broken = tmp_path / "hel.docx", tmp_path / "trasig.docx"
    paragraphs("I: hej").save(str(whole))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    with pytest.raises(Refused):
        WordReader().read(broken)


def test_an_empty_document_is_refused(file: Path) -> None:
    docx.Document().save(str(file))
    with pytest.raises(Refused):
        read_transcript(file, WordReader())


# Characters that XML can hold; tabs and newlines are elements of their own in Word.
xml_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30)


@settings(deadline=None, max_examples=30)
@given(st.lists(xml_text, min_size=1, max_size=5))
def test_any_paragraphs_come_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("docx") / "a.docx"
    assert read(paragraphs("text", *texts), path).text == "\n".join(["text", *texts])


def test_five_megabytes_are_read(file: Path) -> None:
    line = "IP: Det är ju så att man far in till Umeå för he. " * 20
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for _ in range(5000))
    raw = read(with_xml(lines), file)
    assert len(raw.text) > 5_000_000 - 5000
