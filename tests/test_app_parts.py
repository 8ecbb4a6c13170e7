"""What the screens are made of that needs no screen: number keys, reviewing, filters, searching, words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding

from coder.errors import CoderError
from coder.i18n import set_language
from coder.language.finding import find_typed
from coder.project.suggestions.judging import OpenSuggestion
from coder.queries.codes import CodeView
from coder.queries.filterable import Filterable
from coder.queries.guide import Question
from coder.queries.quotes import QuoteFilter
from coder.queries.registers import Entry
from coder.queries.selection import Selection
from coder.spans import Span
from coder.tui import words
from coder.tui.facet_choices import Surroundings, choices, fitting, goes_on
from coder.tui.key_names import key_in_words
from coder.tui.place import Place
from coder.tui.quote_filter import completed, parse_figure_filter, parse_filter, with_part, with_star
from coder.tui.recent import SLOTS, RecentCodes
from coder.tui.review import Review

KNOWN = Filterable(
    codes=tuple(
        CodeView(key, key, name, "hinder", parent, 0, "red", "", "", "", (), (), False, "codebook", 0)
        for key, name, parent in (("hinder", "Hinder", None), ("stuprör", "Stuprör", "hinder"))
    ),
    cases=("AME Byn", "AME Syd", "Förbundet"),
    sources=("ame", "förbundet"),
    variables={"actor": (), "kind": ("kommun", "stat"), "place": ("norra",), "size": ("liten", "stor", "störst")},
    about=(Entry("actor", "af", "Arbetsförmedlingen", {}, False), Entry("group", "unga", "Unga", {}, False)),
    questions=(Question("1", "f1", "Vad hindrar?", ()),),
    coders=("Maja", "Tor"),
)


# Number keys.


def test_a_code_keeps_its_key_until_nine_others_were_used() -> None:
    recent = RecentCodes()
    for code in "abcdefghi":
        recent = recent.with_use(code)
    recent = recent.with_use("a").with_use("new")
    assert recent.at(1) == "a" and recent.at(2) == "new"
    assert recent.digit_of("c") == "3" and recent.digit_of("b") == ""


@given(st.lists(st.sampled_from("abcdefghijklmno")))
def test_number_keys_hold_the_last_nine_codes(used: list[str]) -> None:
    recent = RecentCodes()
    for code in used:
        before = recent
        recent = recent.with_use(code)
        assert recent.used[0] == code
        assert sum(old != new for old, new in zip(before.slots, recent.slots, strict=False)) <= 1
    last = list(dict.fromkeys(reversed(used)))[:SLOTS]
    assert set(recent.slots) == set(last) and list(recent.used) == last
    assert RecentCodes.from_dict(recent.as_dict(), set(used)) == recent


def test_codes_that_are_gone_leave_their_keys() -> None:
    kept = RecentCodes().with_use("a").with_use("b").as_dict()
    assert RecentCodes.from_dict(kept, {"b"}) == RecentCodes(("b",), ("b",))
    assert RecentCodes.from_dict({}, {"b"}) == RecentCodes()


# Reviewing.


def suggestion(name: str, start: int, end: int) -> OpenSuggestion:
    return OpenSuggestion(name, "s", start, end, "", "code", 0.5, "")


ONE, TWO, THREE = suggestion("S-1", 0, 10), suggestion("S-2", 5, 20), suggestion("S-3", 40, 50)


def test_the_suggestion_at_hand_is_at_or_after_the_cursor() -> None:
    review = Review()
    review.renew([ONE, TWO, THREE], 0)
    assert review.current == ONE and review.number == 1
    review.move(15)
    assert review.current == TWO
    review.move(30)
    assert review.current == THREE
    review.move(60)
    assert review.current is None and review.number == 0 and review.passage is None


def test_overlapping_suggestions_are_gone_through_one_by_one() -> None:
    review = Review()
    review.renew([ONE, TWO, THREE], 0)
    review.step(1)
    review.move(5)
    assert review.current == TWO
    review.step(1)
    review.step(1)
    assert review.current == ONE
    review.step(-1)
    assert review.current == THREE


def test_one_that_is_judged_gives_way_to_the_next() -> None:
    review = Review()
    review.renew([ONE, TWO, THREE], 0)
    review.renew([TWO, THREE], 0)
    assert review.current == TWO
    review.renew([THREE], 0)
    review.renew([], 0)
    assert review.current is None and review.step(1) is None


def test_what_is_put_off_is_offered_after_all_others() -> None:
    review = Review()
    review.renew([ONE, TWO, THREE], 0)
    assert review.put_off() == TWO
    review.move(0)
    assert review.current == TWO, "moving over it does not bring it back"
    assert review.step(1) == THREE and review.step(1) == ONE
    review.renew([TWO, THREE], 0)
    assert review.later == frozenset()


def test_codes_for_one_passage_are_shown_together() -> None:
    same = OpenSuggestion("S-4", "s", 0, 11, "", "better", 0.9, "")
    review = Review()
    review.renew([ONE, TWO, THREE, same], 0)
    assert review.together == (same, ONE), "the best first; TWO shares less than half, THREE nothing"


# Quotes' filter.


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", QuoteFilter(deep=True)),
        ("mellan  stolarna", QuoteFilter(deep=True, search="mellan stolarna")),
        ("code:stup *", QuoteFilter(deep=True, code="stuprör", starred=True)),
        ('case:"AME Byn" och', QuoteFilter(deep=True, case="AME Byn", search="och")),
        ("case:för theme:Hinder", QuoteFilter(deep=True, case="Förbundet", theme="hinder")),
        ("about:af source:AM", QuoteFilter(deep=True, about="af", source="ame")),
        ("klockan 10:30", QuoteFilter(deep=True, search="klockan 10:30")),
        ('case:"AME B', QuoteFilter(deep=True, case="AME Byn")),
    ],
)
def test_the_filter_line_says_what_is_wanted(line: str, wanted: QuoteFilter) -> None:
    assert parse_filter(line, KNOWN).filter == wanted


def test_the_filters_fields_may_be_named_in_swedish() -> None:
    set_language("sv")
    assert parse_filter("kod:stuprör", KNOWN).filter.code == "stuprör"
    assert parse_filter("code:stuprör", KNOWN).filter.code == "stuprör"


@pytest.mark.parametrize(
    "line",
    [
        "code:xyz",
        "case:AME",
        "source:nix",
        "kind:xyz",
        "actor:af",
        "voice:xyz",
        "mode:x",
        "coders:Eva",
        "guide:f9",
        "size:s",
    ],
)
def test_what_the_filter_does_not_know_is_said(line: str) -> None:
    with pytest.raises(CoderError):
        parse_filter(line, KNOWN)


def test_fields_facets_variables_and_coders_combine() -> None:
    line = "kind:kom SIZE:stor voice:oth mode:wanted guide:Vad about:Arbets coders:maja,tor"
    asked = parse_filter(line, KNOWN)
    assert asked.filter.where == (("kind", "kommun"), ("size", "stor"))
    assert (asked.filter.voice, asked.filter.mode) == ("other", "wanted")
    assert (asked.filter.guide, asked.filter.about) == ("f1", "af")
    assert asked.selection == Selection(("Maja", "Tor"))
    assert parse_filter("coders:all", KNOWN).selection == Selection(("all",))
    assert parse_filter("", KNOWN).selection == Selection()


def test_figures_are_not_filtered_by_words_or_stars() -> None:
    assert parse_figure_filter("kind:kommun", KNOWN).filter.where == (("kind", "kommun"),)
    for line in ("stolarna", "* kind:kommun", "knd:kommun"):
        with pytest.raises(CoderError):
            parse_figure_filter(line, KNOWN)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("ca", "case:"),
        ("kind:kommun si", "kind:kommun size:"),
        ("code:stup", "code:stuprör"),
        ('case:"AME S', 'case:"AME Syd"'),
        ("case:", 'case:"AME Byn"'),
        ("source:f", "source:förbundet"),
        ("size:stor", None),
        ("case:AME", None),
        ("kind:kommun ", None),
        ("", None),
    ],
)
def test_what_is_typed_is_completed(typed: str, whole: str | None) -> None:
    assert completed(typed, KNOWN) == whole


def test_a_part_of_the_line_is_set_and_taken_out() -> None:
    assert with_part("kvar code:x *", "code", "y") == "code:y kvar *"
    assert with_part("kvar", "case", "AME Byn") == 'case:"AME Byn" kvar'
    assert with_part("code:x kvar", "code", "") == "kvar"
    assert with_star(with_star("kvar")) == "kvar"


# Facets' choices.

ENTRIES = (
    Entry("actor", "af", "Arbetsförmedlingen", {"other_names": ["AF", "förmedlingen"]}, False),
    Entry("actor", "fk", "Försäkringskassan", {"other_names": ["kassan"]}, False),
    Entry("group", "unga", "Unga", {"keywords": ["ungdomar"]}, False),
    Entry("place", "norra", "Norra byn", {}, False),
    Entry("place", "gone", "Borta", {}, True),
)


def test_who_is_named_comes_first_then_the_speakers_own_then_who_is_near() -> None:
    around = Surroundings("Försäkringskassans ungdomar på raffinaderiet", "", ("norra", None), ("af",))
    found = choices((*ENTRIES, Entry("place", "far", "Långt borta", {}, False)), around)
    assert [choice.key for choice in found] == ["fk", "unga", "norra", "af", "far"]
    assert [choice.near for choice in found] == [True, True, True, True, False]
    turn = choices(ENTRIES, Surroundings("De säger så.", "Kassan? De säger så.", ("norra",)))
    assert [choice.key for choice in turn][:2] == ["norra", "fk"]


def test_choices_are_found_by_any_of_their_names() -> None:
    found = choices(ENTRIES, Surroundings(""))
    assert [choice.key for choice in fitting("förm", found)] == ["af"]
    assert [choice.key for choice in fitting("byn", found)] == ["norra"]
    assert fitting("", found) == found and fitting("xyz", found) == []
    assert goes_on("norra", found) and not goes_on("unga", found) and not goes_on("", found)


# Searching in an interview.


def test_searching_takes_any_white_space_and_either_form_of_a_letter() -> None:
    text = "Det a\u0308r så, det\när SÅ."
    assert find_typed(text, "är så") == [Span(4, 10), Span(16, 21)]
    assert find_typed(text, "a") == [] and find_typed(text, " ") == []


@given(st.text(max_size=60), st.text(min_size=1, max_size=5))
def test_searching_finds_passages_of_the_text(text: str, query: str) -> None:
    for hit in find_typed(text, query):
        assert 0 <= hit.start < hit.end <= len(text)


# Words.


def test_what_is_begun_is_not_nothing_and_what_is_not_done_is_not_all() -> None:
    assert [words.per_cent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "1%", "50%", "99%", "100%"]
    set_language("sv")
    assert words.per_cent(0.22) == "22\u00a0%" and words.number(50187) == "50\u00a0187"


@given(st.text())
def test_one_line_is_one_line_and_obeys_nothing(text: str) -> None:
    line = words.one_line(text)
    assert not any(character in line for character in "\n\r\x1b\x07\u202e\u2028\x9b")


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+r", "Ctrl+R"), ("f2", "F2"), ("f", "f"), ("shift+tab", "Shift+Tab"), ("question_mark", "?"), ("up", "↑")],
)
def test_keys_are_called_as_they_are_printed(key: str, name: str) -> None:
    assert key_in_words(Binding(key, "")) == name


@pytest.mark.parametrize("kept", [{}, {"offset": "x", "top": 1}, {"offset": 3}])
def test_a_place_that_was_not_kept_whole_is_no_place(kept: dict[str, object]) -> None:
    assert Place.from_dict(kept) is None


def test_a_place_comes_back_as_it_was_kept() -> None:
    for place in (Place(3, 1, Span(2, 5)), Place(3, 1)):
        assert Place.from_dict(place.as_dict()) == place
