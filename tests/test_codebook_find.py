"""Finding codes: what somebody types in the picker, and names in commands."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.codebook.book import CodeEntry
from coder.codebook.find import rank_codes, resolve_code
from coder.errors import CoderError
from coder.i18n import current_language, set_language

CODES = (
    CodeEntry("roller", "Roller"),
    CodeEntry("roll-leda", "Leda och samla", "roller", keywords=("gå före",)),
    CodeEntry("roll-betala", "Finansiera", "roller", keywords=("kostnad", "betala")),
    CodeEntry("hinder", "Hinder"),
    CodeEntry("avstånd", "Avstånd", "hinder", keywords=("buss", "mil")),
    CodeEntry("stuprör", "Stuprör mellan myndigheter", "hinder", keywords=("mellan stolarna", "remiss")),
    CodeEntry("språk", "Språk", "hinder", keywords=("svenska", "sfi")),
    CodeEntry("sprakande", "Sprakande samtal"),
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = current_language()
    set_language("en")
    yield
    set_language(before)


def _keys(query: str, limit: int = 20) -> list[str]:
    return [match.key for match in rank_codes(query, CODES, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("st", "stuprör"),
        ("ST", "stuprör"),
        ("le", "roll-leda"),
        ("sa", "roll-leda"),
        ("språ", "språk"),
        ("spra\u030a", "språk"),
        ("stupror", "stuprör"),
        ("sturpör", "stuprör"),
        ("hinder sp", "språk"),
        ("roller finan", "roll-betala"),
        ("stolar", "stuprör"),
        ("betala", "roll-betala"),
        ("myndig", "stuprör"),
    ],
)
def test_few_letters_find_the_code_that_is_meant(query: str, first: str) -> None:
    assert _keys(query)[0] == first


def test_letters_without_marks_find_those_with_marks_but_exact_ones_come_first() -> None:
    assert _keys("sprak")[:2] == ["språk", "sprakande"], "a whole name beats a beginning"
    assert _keys("spra")[:2] == ["sprakande", "språk"], "of two beginnings the exact one is first"
    assert "sprakande" not in _keys("språ")


def test_a_beginning_beats_the_middle_of_a_word_and_that_beats_likeness() -> None:
    codes = (CodeEntry("a", "Samband"), CodeEntry("b", "Ett band"), CodeEntry("c", "Bond"), CodeEntry("d", "Bandet"))
    assert [match.key for match in rank_codes("band", codes)] == ["d", "b", "a", "c"]


def test_codes_below_a_theme_are_found_by_its_name_after_the_theme_itself() -> None:
    assert _keys("hinder") == ["hinder", "avstånd", "stuprör", "språk"]


def test_a_match_says_what_it_met() -> None:
    best = rank_codes("sfi", CODES)[0]
    assert (best.key, best.matched_on, best.text) == ("språk", "keyword", "sfi")
    assert rank_codes("roll-l", CODES)[0].matched_on == "id"


def test_without_a_query_the_codes_come_in_the_codebooks_order() -> None:
    assert _keys("  ", limit=3) == ["roller", "roll-leda", "roll-betala"]
    assert _keys("qqqq") == []


@given(st.text(max_size=8))
def test_any_query_gives_each_code_at_most_once_best_first(query: str) -> None:
    matches = rank_codes(query, CODES)
    assert len({match.key for match in matches}) == len(matches)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert matches == rank_codes(query, CODES)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("språk", "språk"),
        ("SPRÅK", "språk"),
        ("spra\u030ak", "språk"),
        ("Leda och samla", "roll-leda"),
        ("leda", "roll-leda"),
        ("roller", "roller"),
        ("stup", "stuprör"),
        (" hinder ", "hinder"),
    ],
)
def test_a_name_an_id_or_a_unique_beginning_names_a_code(name: str, key: str) -> None:
    assert resolve_code(name, CODES).key == key


def test_an_id_beats_another_codes_name() -> None:
    codes = (CodeEntry("a", "B"), CodeEntry("b", "C"), CodeEntry("c", "D"), CodeEntry("d", "D"))
    assert resolve_code("B", codes).key == "b"
    with pytest.raises(CoderError, match=r"several codes.* d, e"):
        resolve_code("x", (CodeEntry("d", "X"), CodeEntry("e", "x")))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("roll", "may mean several codes; write the id of one: roller, roll-leda, roll-betala."),
        ("stuprr", "Did you mean one of these: stuprör?"),
        ("qqqq", "coder codebook show"),
        ("", "There is no code “”"),
        ("\x1b[31m", "There is no code"),
    ],
)
def test_what_names_no_code_is_answered_in_one_line_with_candidates(name: str, words: str) -> None:
    with pytest.raises(CoderError) as caught:
        resolve_code(name, CODES)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_initials_and_scattered_letters_find_a_code() -> None:
    codes = (
        CodeEntry("stuprör", "Stuprör mellan myndigheter"),
        CodeEntry("uppdrag", "Uppdrag och mandat"),
        CodeEntry("kompetens", "Kompetensbehov"),
        CodeEntry("samordna", "Samordna"),
    )
    assert [match.key for match in rank_codes("sm", codes)] == ["stuprör", "samordna"]
    assert rank_codes("um", codes)[0].key == "uppdrag", "small words may be left out"
    assert rank_codes("kpb", codes)[0].key == "kompetens"
    assert rank_codes("kbxy", codes) == []


def test_of_codes_met_in_the_same_way_the_latest_used_is_first() -> None:
    codes = (CodeEntry("a", "Språk"), CodeEntry("b", "Sprickor"), CodeEntry("c", "Nya språk"))
    assert [match.key for match in rank_codes("spr", codes)] == ["a", "b", "c"]
    assert [match.key for match in rank_codes("spr", codes, recent=("c", "b"))] == ["b", "a", "c"]
