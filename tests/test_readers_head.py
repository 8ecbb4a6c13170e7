"""The YAML head: strings as they are written, and complaints that name a line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.readers.head import iso_date, parse_speakers, split_head


def test_the_head_is_no_part_of_the_text() -> None:
    head, text = split_head("---\ncase: AME Lycksele\nplace: lycksele\n---\n\nI: Hej\n")
    assert head == {"case": "AME Lycksele", "place": "lycksele"}
    assert text == "\nI: Hej\n"


def test_values_are_the_letters_that_stand_there() -> None:
    head, _text = split_head('---\na: no\nb: 007\nc: 1.0\nd: "yes"\ne: true\nf: 0x1F\ng: 12:30\n---\nx')
    assert head == {"a": "no", "b": "007", "c": "1.0", "d": "yes", "e": "true", "f": "0x1F", "g": "12:30"}


def test_dates_become_iso() -> None:
    assert split_head("---\ndate: 2014-2-4\nother: 2014-02-31\n---\nx")[0] == {
        "date": "2014-02-04",
        "other": "2014-02-31",
    }
    assert iso_date("4 februari") == "4 februari"


def test_what_is_empty_is_not_said() -> None:
    assert split_head("---\ncase:\nactor: ~\nkind: null\nplace: ''\nspeakers:\n---\nx")[0] == {}
    assert split_head("---\n---\nx") == ({}, "x")
    assert split_head("---\n# bara en kommentar\n---\nx")[0] == {}


def test_lists_become_one_value() -> None:
    assert split_head("---\ngrupper: [unga, äldre]\n---\nx")[0] == {"grupper": "unga; äldre"}


def test_speakers() -> None:
    head, _text = split_head(
        "---\nspeakers: {I: interviewer, IP1: {case: af-lycksele, consent: anonymous}, 2: {place: no}, IP3: }\n---\nx"
    )
    assert head["speakers"] == {
        "I": "interviewer",
        "IP1": {"case": "af-lycksele", "consent": "anonymous"},
        "2": {"place": "no"},
        "IP3": "",
    }


def test_known_names_in_any_case() -> None:
    assert split_head("---\nCase: x\nSpeakers: {I: interviewer}\nYrke: y\n---\nx")[0] == {
        "case": "x",
        "speakers": {"I": "interviewer"},
        "Yrke": "y",
    }


def test_the_closing_line_may_be_dots_or_the_last_one() -> None:
    assert split_head("---\ncase: x\n...\nhej")[1] == "hej"
    assert split_head("---  \ncase: x\n---") == ({"case": "x"}, "")


def test_empty_lines_before_the_head() -> None:
    assert split_head("\n \n---\ncase: x\n---\nhej") == ({"case": "x"}, "hej")


@pytest.mark.parametrize(
    "text", ["hej", "--- \nx"[1:], "-- -\nx", "I: hej\n---\ncase: x\n---\n", "----\nx\n---\n", "---"]
)
def test_texts_without_a_head_are_left_alone(text: str) -> None:
    assert split_head(text) == ({}, text)


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("case: AME: Lycksele\n", 2),
        ("case: x\n\tplace: y\n", 3),
        ("case: x\ncase: y\n", 3),
        ("case: x\nplace: {a: b}\n", 3),
        ("- case\n", 2),
        ("hej\n", 2),
        ("case: x\nspeakers: [I, IP]\n", 3),
        ("case: x\nspeakers:\n  I: interviewer\n  IP: {case: {a: b}}\n", 5),
        ("case: x\nspeakers:\n  IP: a\n  IP: b\n", 5),
        ('case: "x\n', 3),
        ("case: x\nplace: \x1b[1m\n", 3),
        ("case: *x\n", 2),
        ("? [a]\n: b\n", 2),
        ('case: x\nplace: "a\\ud800"\n', 3),
        ('"a\\ud800": x\n', 2),
        pytest.param("a: " + "[" * 2000 + "\n", 2, id="nested"),
    ],
)
def test_a_head_that_does_not_parse_is_refused_with_its_line(yaml: str, line: int) -> None:
    with pytest.raises(Refused, match=rf"\b{line}\b") as refused:
        split_head(f"---\n{yaml}---\nI: hej\n")
    assert "\n" not in str(refused.value)


def test_lines_count_from_the_top_of_the_file() -> None:
    with pytest.raises(Refused, match=r"\b5\b"):
        split_head("\n\n---\na: b\nc: d: e\n---\n")


def test_a_head_without_end_is_refused() -> None:
    with pytest.raises(Refused, match=r"\b1\b"):
        split_head("---\ncase: x\nI: hej\n")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_head_is_read_or_refused_in_one_line(yaml: str) -> None:
    try:
        head, text = split_head(f"---\n{yaml}\n---\nI: hej")
    except Refused as refusal:
        assert "\n" not in str(refusal)
    else:
        assert text.endswith("I: hej")
        assert all(isinstance(value, str | dict) for value in head.values())


@settings(deadline=None)
@given(
    st.dictionaries(st.from_regex(r"[a-zåäö]{1,9}", fullmatch=True), st.from_regex(r"[a-zåäö0-9]{1,9}", fullmatch=True))
)
def test_plain_values_come_back(values: dict[str, str]) -> None:
    yaml = "".join(f"x{name}: {value}\n" for name, value in values.items())
    expected = {f"x{name}": value for name, value in values.items() if value != "null"}
    assert split_head(f"---\n{yaml}---\nhej") == (expected, "hej")


def test_a_cell_holds_a_flow_mapping_with_or_without_braces() -> None:
    expected = {"I": "interviewer", "IP": {"case": "af"}}
    assert parse_speakers("{I: interviewer, IP: {case: af}}") == expected
    assert parse_speakers(" I: interviewer, IP: {case: af} ") == expected
    with pytest.raises(Refused):
        parse_speakers("{I: interviewer")
