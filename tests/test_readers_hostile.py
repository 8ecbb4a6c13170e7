"""Files that mean harm or are too much: bombs, entities, links; each is answered with one line."""

import os
import random
import zipfile
from pathlib import Path

import pytest

from coder.errors import Refused
from coder.plugins import reader_for
from coder.readers import limits, read_transcript

ODT = "urn:oasis:names:tc:opendocument:xmlns:"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
    "Target='{target}'/></Relationships>"
)
BOMB = "".join(
    ["<!DOCTYPE x [<!ENTITY a 'ord ord ord ord'>"]
    + [f"<!ENTITY {b} '&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    + ["]>"]
)


def odt(path: Path, body: str, doctype: str = "") -> Path:
    content = (
        f"{doctype}<office:document-content xmlns:office='{ODT}office:1.0' xmlns:text='{ODT}text:1.0'>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", content)
    return path


def docx(path: Path, body: str, doctype: str = "", target: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format(target=target))
        archive.writestr(
            "word/document.xml", f"{doctype}<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>"
        )
    return path


def refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_transcript(path, reader_for(path.suffix))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_smallest_documents_are_read(tmp_path: Path) -> None:
    odt_file = odt(tmp_path / "a.odt", "<text:p>IP: Ja.</text:p>")
    docx_file = docx(tmp_path / "a.docx", "<w:p><w:r><w:t>IP: Ja.</w:t></w:r></w:p>")
    for path in (odt_file, docx_file):
        assert reader_for(path.suffix).read(path).text == "IP: Ja."


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    assert "damaged" in refused(odt(tmp_path / "a.odt", "<text:p>&i;</text:p>", BOMB))
    assert "damaged" in refused(docx(tmp_path / "a.docx", "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", BOMB))


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "/etc/passwd", "word/missing.xml", ""])
def test_a_part_that_is_none_of_the_documents(tmp_path: Path, target: str) -> None:
    assert "damaged" in refused(docx(tmp_path / "a.docx", "", target=target))


def test_a_file_outside_is_not_read(tmp_path: Path) -> None:
    doctype = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    assert "damaged" in refused(odt(tmp_path / "a.odt", "<text:p>IP: &a;</text:p>", doctype))


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_PART", 100_000)
    body = "<text:p>" + "IP: Ja. " * 20_000 + "</text:p>"
    assert odt(tmp_path / "a.odt", body).stat().st_size < 5_000
    assert "too large" in refused(tmp_path / "a.odt")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), limits.LARGEST_FILE + 1)
    assert "too large" in refused(path)


def test_a_text_that_nobody_codes_in_one_piece_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"IP: Det \xc3\xa4r. \n" * (limits.LONGEST_TEXT // 12))
    assert "too large" in refused(path)


def test_more_speech_than_any_recording_holds_is_refused(tmp_path: Path) -> None:
    cue = "00:00:01.000 --> 00:00:02.000\nhej\n\n"
    segment = '{"text":"hej"},'
    for name, content in (
        ("a.vtt", "WEBVTT\n\n" + cue * 100_001),
        ("a.json", "[" + segment * 100_001 + '{"text":"slut"}]'),
    ):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        assert "too large" in refused(path)


def test_deeply_nested_documents_are_read_or_refused(tmp_path: Path) -> None:
    for depth in (200, 100_000):
        body = "<text:section>" * depth + "<text:p>IP: Ja.</text:p>" + "</text:section>" * depth
        path = odt(tmp_path / "a.odt", body)
        try:
            assert reader_for("odt").read(path).text == "IP: Ja."
        except Refused as refusal:
            assert "damaged" in str(refusal)


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "html", "htm", "pdf", "vtt", "srt", "json", "csv", "txt"])
@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 64, b"PK\x05\x06" + b"\x00" * 18, b"%PDF-1.7\n%%EOF", random.Random(7).randbytes(512)],
    ids=["empty", "zeros", "empty zip", "empty pdf", "noise"],
)
def test_any_file_under_any_ending_is_refused_or_read(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    try:
        read_transcript(path, reader_for(ending))
    except Refused as refusal:
        assert "\n" not in str(refusal)
