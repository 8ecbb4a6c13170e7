"""The lines in which travels what the standard has no place for."""

from hypothesis import given
from hypothesis import strategies as st

from coder.readers.refi.described import about_in, about_line, described, taken_apart

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=40)
VALUE = TEXT.filter(lambda value: value == value.strip() and value)
BLOCK = st.lists(st.tuples(st.sampled_from(["id", "keyword", "use_when", "about"]), VALUE), max_size=5)
PIECES = st.lists(st.sampled_from(["[coder]", "id: x", "\n", "ord", "\\n", " "]), max_size=8).map("".join)


@given(TEXT.map(str.strip) | PIECES.map(str.strip), BLOCK)
def test_what_is_written_is_read_back(text: str, fields: list[tuple[str, str]]) -> None:
    found = taken_apart(described(text, fields))
    assert found.text.strip() == text
    assert list(found.fields) == [(key, value) for key, value in fields if not value.isspace()]


@given(BLOCK)
def test_another_program_s_newlines_and_margins_do_no_harm(fields: list[tuple[str, str]]) -> None:
    written = described("Text.", fields)
    assert taken_apart("  " + written.replace("\n", "\r\n  ") + "\r\n").fields == taken_apart(written).fields


def test_a_description_of_another_program_is_all_text() -> None:
    for text in ("", "Bara text", "id: stuprör", "Före\n[coder]\ninte ett fält", "[coder] id: x"):
        assert taken_apart(text).text == text
        assert taken_apart(text).fields == ()


def test_whom_a_coding_is_about() -> None:
    about = about_in(about_line("af", "actor", "AF (Umeå)"))
    assert (about.key, about.register, about.name) == ("af", "actor", "AF (Umeå)")
    assert about_in("af").key == "af"
