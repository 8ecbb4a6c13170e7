"""Suggestions told in one line, and their lasting identifiers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder import i18n
from coder.suggest.base import Evidence
from coder.suggest.identity import suggestion_id
from coder.suggest.reasons import reason_in_words


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", "en")


def evidence(kind: str, keyword: str, surface: str, negated: bool = False) -> Evidence:
    return Evidence(kind, keyword, surface, 0, len(surface), negated)


def test_every_kind_is_told() -> None:
    reason = reason_in_words(
        [
            evidence("word", "stuprör", "stuprören", negated=True),
            evidence("compound", "uppdrag", "uppdragsgivare"),
            evidence("similar", "validering", "valdering"),
            evidence("phrase", "mellan stolarna", "Mellan\nstolarna"),
        ]
    )
    assert reason == (
        'keyword "stuprör" in "stuprören" (negated); "uppdrag" as part of "uppdragsgivare"; '
        '"valdering", spelled like "validering"; keyword "mellan stolarna"'
    )


def test_a_keyword_is_named_once_and_the_rest_is_counted() -> None:
    many = [evidence("word", f"ord{number}", f"ord{number}") for number in range(6)]
    assert reason_in_words([many[0], *many]).endswith('keyword "ord3"; 2 more')
    assert reason_in_words([]) == ""


@given(st.lists(st.builds(evidence, st.sampled_from(["word", "phrase", "compound", "similar"]), st.text(), st.text())))
def test_a_reason_is_one_line(items: list[Evidence]) -> None:
    assert len(reason_in_words(items).splitlines()) <= 1


def test_an_identifier_never_changes() -> None:
    assert suggestion_id("ame-lycksele", "0" * 64, 10, 90, "stuprör") == "S-F3MKP2"


@given(st.text(), st.text(), st.integers(0), st.integers(0), st.text())
def test_identifiers_are_short_and_readable(source: str, sha: str, start: int, end: int, code: str) -> None:
    made = suggestion_id(source, sha, start, end, code)
    assert re.fullmatch("S-[0-9A-HJKMNP-TV-Z]{6}", made)
    assert made == suggestion_id(source, sha, start, end, code)
    assert made != suggestion_id(source, sha, start, end + 1, code)
