"""Turn patterns: other ways to begin a turn than label and colon, written as they look."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.readers.patterns import finder
from coder.readers.turns import find_turns, passed_over


def read(text: str, pattern: str) -> list[tuple[str, int | None, str]]:
    """Label, time and speech of each turn."""
    turns = find_turns(text, finder=finder(pattern))
    return [(turn.label, turn.time_ms, text[turn.speech_start : turn.end]) for turn in turns]


@pytest.mark.parametrize(
    ("pattern", "first", "second"),
    [
        ("[{label}]", "[Maja Å] Hej?", "[Karin] Bra."),
        ("{label} –", "Maja Å  –  Hej?", "Karin – Bra."),
        ("({time}) {label}:", "(00:03) Maja Å: Hej?", "(01:00:10) Karin: Bra."),
        ("{time} {label} -", "[00:03] Maja Å - Hej?", "1:00:10 Karin - Bra."),
        ("{label}\\t", "Maja Å\tHej?", "Karin\tBra."),
        ("{label}", "Maja Å\nHej?", "Karin  \nBra."),
        ("{label} {time}", "Maja Å  0:03\nHej?", "Karin 1:00:10\nBra."),
        ("**{label}** ", "**Maja Å**   Hej?", "**Karin** Bra."),
        (".+*{label}(", ".+*Maja Å( Hej?", ".+*Karin( Bra."),
    ],
)
def test_a_pattern_is_written_as_the_beginning_of_a_turn_looks(pattern: str, first: str, second: str) -> None:
    text = f"{first}\n\n{second}\n{first}\n{second}\n"
    found = read(text, pattern)
    assert [label for label, _time, _speech in found] == ["Maja Å", "Karin"] * 2
    assert [speech for _label, _time, speech in found] == ["Hej?", "Bra."] * 2
    assert [time for _label, time, _speech in found][:2] == ([3_000, 3_610_000] if "{time}" in pattern else [None] * 2)


def test_a_label_must_recur_or_be_declared_whatever_the_pattern() -> None:
    text = "Karin – Ja.\nDet är så – tyvärr.\nKarin – Nej.\n"
    assert [label for label, *_rest in read(text, "{label} –")] == ["Karin", "Karin"]
    turns = find_turns(text, finder=finder("{label} –"))
    assert passed_over(text, turns, finder("{label} –")) == ((2, "Det är så"),)
    assert [turn.label for turn in find_turns(text, ["det är så"], finder=finder("{label} –"))][1] == "Det är så"


def test_the_empty_pattern_is_the_usual_way() -> None:
    text = "I: Hej?\nIP: Nej.\nProblemet är: pengar.\n"
    assert read(text, "") == read(text, "  ") == [("I", None, "Hej?"), ("IP", None, "Nej.\nProblemet är: pengar.")]
    assert passed_over(text, find_turns(text)) == ((3, "Problemet är"),)


@pytest.mark.parametrize(
    "pattern",
    ["label:", "{time}", "{label} {label}", "{name}:", "{label}{time}", "{label}" + "x" * 90, "{label}\n:", "(a+)+$"],
)
def test_a_pattern_that_cannot_be_used_is_said_in_one_line(pattern: str) -> None:
    with pytest.raises(CoderError) as refusal:
        finder(pattern)
    assert "\n" not in str(refusal.value).replace(pattern, "")


@given(st.text(alphabet="aB1 :–[](){}\n\t.ÅLUabel", max_size=60), st.text(alphabet=" :–[]().*+\\t-", max_size=12))
def test_whatever_is_said_lies_in_exactly_one_turn(text: str, around: str) -> None:
    pattern = f"{around}{{label}}{around}"
    turns = find_turns(text, finder=finder(pattern))
    covered = "".join(text[turn.start : turn.end] for turn in turns)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)
    assert all(before.end <= after.start for before, after in pairwise(turns))
