"""Pure text: spans, words, sentences, names."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.spans import Span, folded, sentences, trim, union_length, word_count, words

SIGNS = st.sampled_from([*"abåäöÅÄÖ .,!?…–\n\t\"”'-:3()", "a\u030a", "👍", "👩\u200d👧", "\u2028", "\x00"])
TEXT = st.lists(SIGNS, max_size=60).map("".join)
SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair)))


def pieces(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ja, det är så.", ["Ja", "det", "är", "så"]),
        ("AF-handläggarens bord", ["AF-handläggarens", "bord"]),
        ("AF:s t.ex. kl. 10.30", ["AF:s", "t.ex", "kl", "10.30"]),
        ("det a\u030ar fo\u0308rst", ["det", "a\u030ar", "fo\u0308rst"]),
        ("O'Hara’s", ["O'Hara’s"]),
        ("– … 👍 _ ()", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert pieces(text, list(words(text))) == found
    assert word_count(text) == len(found)


@given(TEXT)
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert word_count(text) == len(list(words(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ja. Nej! Va? Jo…", ["Ja.", "Nej!", "Va?", "Jo…"]),
        ("Det var t.ex. Umeå. Sen Åsele.", ["Det var t.ex. Umeå.", "Sen Åsele."]),
        ("Kl. tio. och sen hem.", ["Kl. tio. och sen hem."]),
        ("”Nä.” Sa hon.", ["”Nä.”", "Sa hon."]),
        ("Rad ett\nrad två", ["Rad ett", "rad två"]),
        ("10.30 gick den.", ["10.30 gick den."]),
        ("  Ja.  ", ["Ja."]),
        ("Vänta... jag", ["Vänta... jag"]),
        (" \n ", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert pieces(text, list(sentences(text))) == found


@given(TEXT, st.integers(0, 60), st.integers(0, 60))
def test_sentences_and_words_lie_in_order_inside_what_was_asked(text: str, one: int, other: int) -> None:
    start, end = min(one, other, len(text)), min(max(one, other), len(text))
    for found in (list(sentences(text, start, end)), list(words(text, start, end))):
        assert all(start <= span.start < span.end <= end for span in found)
        assert all(before.end <= after.start for before, after in pairwise(found))
        assert all(piece == piece.strip() for piece in pieces(text, found))


@given(TEXT)
def test_sentences_hold_every_character_that_is_no_white_space(text: str) -> None:
    assert "".join("".join(pieces(text, list(sentences(text)))).split()) == "".join(text.split())


@given(st.lists(SPANS, max_size=8))
def test_the_union_s_length_is_the_number_of_covered_places(spans: list[Span]) -> None:
    assert union_length(spans) == len({place for span in spans for place in range(span.start, span.end)})


@given(SPANS, SPANS)
def test_overlap_is_a_shared_character(one: Span, other: Span) -> None:
    shared = {*range(one.start, one.end)} & {*range(other.start, other.end)}
    clipped = one.clip(other)
    assert (clipped is not None) == bool(shared)
    if len(one) and len(other):
        assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    if clipped is not None:
        assert {*range(clipped.start, clipped.end)} == shared
    assert all(one.contains(place) == (place in range(one.start, one.end)) for place in range(32))


@given(TEXT, SPANS)
def test_trimming_takes_white_space_alone(text: str, span: Span) -> None:
    span = Span(min(span.start, len(text)), min(span.end, len(text)))
    trimmed = trim(text, span)
    piece = text[span.start : span.end]
    assert (text[trimmed.start : trimmed.end] if trimmed else "") == piece.strip()


@given(st.text(max_size=20))
def test_names_compare_composed_and_without_case(name: str) -> None:
    assert folded(name) == folded(f" {name}\n") == folded(unicodedata.normalize("NFC", name))
    for form in ("ÅSELE", "åsele", "A\u030asele"):
        assert folded(form) == folded("Åsele")
