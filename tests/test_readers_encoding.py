"""Bytes become the text that was written: encodings, newlines, and files that are no text."""

import codecs
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError, Refused
from coder.readers.base import Told
from coder.readers.encoding import decode, doubts, encoding_named

SWEDISH = "I: Är det så att ni far in till Umeå?\nIP: Jo – ”ja”, på ett sätt… 70 % é"

# Any text, as far as it has no control characters and does not end in what a byte order mark would make of it.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\x1b\x0c\x85"), min_size=1
).filter(lambda text: text.strip() and not text.startswith("\ufeff"))
newlines = st.sampled_from(["\n", "\r\n", "\r"])


@settings(deadline=None)
@given(texts, newlines)
def test_utf8_comes_back_with_every_newline_as_lf(text: str, newline: str) -> None:
    assert decode(text.replace("\n", newline).encode())[0] == text


@settings(deadline=None)
@given(texts, newlines, st.sampled_from([("utf-8-sig", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE)]))
def test_a_byte_order_mark_settles_the_encoding_and_is_no_text(
    text: str, newline: str, mark: tuple[str, bytes]
) -> None:
    name, bom = mark
    data = bom + text.replace("\n", newline).encode("utf-8" if bom == codecs.BOM_UTF8 else name)
    assert decode(data) == (text, name)


@settings(deadline=None)
@given(texts)
def test_big_endian_utf16_with_a_mark(text: str) -> None:
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == (text, "utf-16-be")


swedish = st.text("abcdefghijklmnopqrstuvwxyzåäöÅÄÖé .,-\n", min_size=1).filter(str.strip)


@settings(deadline=None)
@given(swedish, newlines, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_swedish_utf16_is_told_without_a_mark(text: str, newline: str, codec: str) -> None:
    assert decode(text.replace("\n", newline).encode(codec)) == (text, codec)


@settings(deadline=None)
@given(swedish, newlines)
def test_swedish_in_one_byte_a_letter_is_windows_1252(text: str, newline: str) -> None:
    decoded, _encoding = decode(text.replace("\n", newline).encode("cp1252"))
    assert decoded == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, _encoding = decode(data)
    except Refused as refusal:
        assert "\n" not in str(refusal)
    else:
        assert text.strip()
        assert "\r" not in text
        assert "\x00" not in text


def test_typographic_windows_1252_is_kept() -> None:
    assert decode(SWEDISH.encode("cp1252")) == (SWEDISH, "windows-1252")


def test_iso_8859_1_is_a_part_of_windows_1252() -> None:
    assert decode("så går det, sa hon på Åsele é".encode("iso-8859-1"))[0] == "så går det, sa hon på Åsele é"


def test_a_single_å_is_no_polish_letter() -> None:
    assert decode(b"\xe5")[0] == "å"


def test_nothing_is_normalised() -> None:
    decomposed = unicodedata.normalize("NFD", "å ä ö") + " é 👩‍👩‍👧 \u2028\x0b\x85x"
    assert decode(decomposed.encode())[0] == decomposed


def test_mixed_newlines() -> None:
    assert decode(b"a\r\nb\rc\n\r\nd")[0] == "a\nb\nc\n\nd"


def test_escape_sequences_and_markup_stay() -> None:
    text = "\x1b[31mröd\x1b[0m [bold]x[/bold] [/] <b> \u202eabc"
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\n\x00", "\u2003".encode()]
)
def test_empty_files_are_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"PK\x03\x04\x14\x00",
        bytes(range(1, 32)) * 3,
        b"I: hej\x00 du IP: hej",
        b"\x00\x01" * 50,
        b"\x01\x00\x02\x00" * 20,
        "I: hej\x00".encode("utf-16"),
    ],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        decode(data)


def test_damaged_utf8_is_refused_with_its_line_rather_than_garbled() -> None:
    with pytest.raises(Refused, match=r"\b3\b"):
        decode("så går det\r\nän så\r\n".encode() + b"l\xe4nge")


def test_a_mark_that_the_text_belies_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match=r"\b2\b"):
        decode(codecs.BOM_UTF8 + b"hej\nb\xe5d")


@pytest.mark.parametrize("codec", ["mac-roman", "cp437", "cp850"])
def test_encodings_that_would_garble_swedish_are_refused(codec: str) -> None:
    with pytest.raises(Refused, match=r"\b2\b"):
        decode("Hej\nså går det när dom kör på".encode(codec))


# Doubts, and what a person says


@pytest.mark.parametrize("codec", ["mac-roman", "cp850"])
def test_a_refusal_says_how_it_would_read_in_an_old_encoding(codec: str) -> None:
    data = "Hej\nså går det när dom kör på".encode(codec)
    with pytest.raises(Refused, match=f"“så”.*--encoding {codec}"):
        decode(data)
    assert decode(data, Told(codec)) == ("Hej\nså går det när dom kör på", codec)


def test_ordinary_swedish_in_windows_1252_is_no_guess() -> None:
    text, encoding = decode((SWEDISH + " § 4, »citat« ’s 20 °C, 2 000 €, ½, café, Müller").encode("cp1252"))
    assert list(doubts(text, encoding)) == []


def test_what_swedish_rarely_has_makes_a_guess_of_it() -> None:
    text, encoding = decode("IP: Wałęsa bor i Łódź.".encode("cp1250"))
    [doubt] = doubts(text, encoding)
    assert "“Wa³êsa”" in doubt
    assert "Windows-1252" in doubt and "--encoding" in doubt
    assert list(doubts(text, encoding, Told(before=encoding))) == [], "said once, when it was loaded"
    assert list(doubts(text, encoding, Told(encoding))) == []


@pytest.mark.parametrize(
    ("text", "codec"), [("ett hundra öppet", "cp850"), ("i grunden? Även om", "mac-roman"), ("Nej … det", "mac-roman")]
)
def test_a_few_words_in_an_old_encoding_are_never_misread_in_silence(text: str, codec: str) -> None:
    read, encoding = decode(text.encode(codec))
    assert read != text
    [doubt] = doubts(read, encoding)
    assert "guess" in doubt


@pytest.mark.parametrize("garbled", ["fÃ¥r gÃ¶ra", "fĺr göra", "SÃ¤ger hon"])
def test_letters_that_were_garbled_before_are_said(garbled: str) -> None:
    [doubt] = doubts(f"IP: Vi {garbled}.", "utf-8")
    assert "garbled" in doubt


@settings(deadline=None)
@given(swedish, newlines, st.sampled_from(["windows-1252", "iso-8859-1", "mac-roman", "cp850", "utf-8", "utf-16"]))
def test_an_encoding_that_is_told_counts_whatever_the_bytes_look_like(text: str, newline: str, name: str) -> None:
    data = text.replace("\n", newline).encode(name)
    if name == "utf-16" or b"\x00" not in data:
        assert decode(data, Told(name))[0] == text


def test_how_a_file_was_read_before_counts_where_its_bytes_settle_nothing() -> None:
    data = "så är det".encode("mac-roman")
    assert decode(data, Told(before="mac-roman")) == ("så är det", "mac-roman")
    assert decode("så är det".encode(), Told(before="mac-roman")) == ("så är det", "utf-8"), "saved anew since"


@pytest.mark.parametrize("name", ["klingon", "", "rot13", "hex", "idna", "unicode_escape", "a" * 500])
def test_encodings_that_there_are_not(name: str) -> None:
    with pytest.raises(CoderError, match="mac-roman") as refusal:
        encoding_named(name)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(("name", "kept"), [("CP1252", "windows-1252"), ("MacRoman", "mac-roman"), ("UTF8", "utf-8")])
def test_encodings_have_many_names(name: str, kept: str) -> None:
    assert encoding_named(name) == kept


def test_an_encoding_that_does_not_fit_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match=r"\b2\b.*utf-8"):
        decode("hej\nså".encode("cp1252"), Told("utf-8"))
