"""Wrapping: every character of speech in exactly one row, no row too wide, no character cut, whatever the script."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.spans import Span
from coder.tui.transcript import ShownTurn, glyphs
from coder.tui.transcript.breaks import BREAKING, Breaks
from coder.tui.transcript.columns import MEASURE, columns
from coder.tui.transcript.layout import Layout, Rows
from coder.tui.transcript.prose import Prose
from tests.transcript_sample import LINES, transcript

FAMILY = "👨‍👩‍👧"
PIECES = st.sampled_from(
    [
        *["a", "å", "a\u030a", "ord", "AF-handläggare", " ", " ", "  ", "\t", "\n", "\u200b", "\u00a0", "\u3000", "…"],
        *["日", "本語", FAMILY, "👍🏽", "🇸🇪", "❤\ufe0f", "\u200d", "\ufe0f", "\u0301", "\x1b[31m", "\x00", "\u202e"],
        *["[/]", "”", "x" * 30, "न्दी", "\ud800", "\u2028", "\u00ad"],
    ]
)
SPEECH = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)
SPEECHES = st.lists(SPEECH, min_size=1, max_size=4)
MEASURES = st.integers(min_value=8, max_value=40)


def prose_of(speeches: list[str]) -> Prose:
    shown = transcript([("IP1", speech) for speech in speeches])
    return Prose(shown.text, shown.turns)


def text_rows(rows: Rows) -> list[int]:
    return [number for number in range(len(rows)) if not rows.row(number).blank]


@given(SPEECHES, MEASURES)
def test_every_character_of_speech_is_in_exactly_one_row_in_order(speeches: list[str], measure: int) -> None:
    prose = prose_of(speeches)
    rows = Layout(prose).wrap(measure)
    for index, turn in enumerate(prose.turns):
        own = [rows.row(number) for number in text_rows(rows) if rows.row(number).turn == index]
        assert "".join(prose.text[row.start : row.end] for row in own) == prose.text[turn.speech_start : turn.end]
        assert [row.place for row in own] == list(range(len(own)))
        assert own


@given(SPEECHES, MEASURES)
def test_no_row_is_wider_than_the_measure(speeches: list[str], measure: int) -> None:
    rows = Layout(prose_of(speeches)).wrap(measure)
    for number in range(len(rows)):
        assert cell_len(rows.text(number).rstrip(BREAKING)) <= measure


@given(SPEECHES, MEASURES)
def test_no_row_begins_inside_a_character(speeches: list[str], measure: int) -> None:
    prose = prose_of(speeches)
    rows = Layout(prose).wrap(measure)
    for part in prose.paragraphs:
        begins = {part.start + cluster.start for cluster in glyphs.clusters(prose.shown[part.start : part.end])}
        for start in rows.starts:
            assert not part.start < start < part.end or start in begins


@given(SPEECHES, MEASURES)
def test_offset_and_row_answer_each_other(speeches: list[str], measure: int) -> None:
    prose = prose_of(speeches)
    rows = Layout(prose).wrap(measure)
    for number in text_rows(rows):
        row = rows.row(number)
        for offset in range(row.start, row.end):
            assert rows.row_of(offset) == number
        assert rows.row_of(prose.turns[row.turn].end) == rows.first_rows[row.turn + 1] - 2


@given(SPEECHES, MEASURES)
def test_a_character_is_found_again_at_its_cell(speeches: list[str], measure: int) -> None:
    prose = prose_of(speeches)
    rows = Layout(prose).wrap(measure)
    for number in text_rows(rows):
        row, text = rows.row(number), rows.text(number).rstrip(BREAKING)
        for cluster in glyphs.clusters(text):
            offset = row.start + cluster.start
            if cluster.cells:
                assert rows.offset_at(number, rows.cell_of(offset)) == offset
        assert rows.row_of(rows.end_of(number)) == number


@given(st.text(alphabet="abåÄ é–” ", max_size=200), MEASURES)
def test_the_fast_path_wraps_like_the_careful_one(text: str, measure: int) -> None:
    prose = Prose(text, ())
    careful: list[int] = []
    part = prose.paragraphs[0]
    Breaks(prose.shown, part.start, part.end).wrap(measure, careful)
    assert Layout(prose).wrap(measure).starts[:-1] == careful


@given(st.text())
@settings(max_examples=200)
def test_what_is_shown_holds_no_character_a_terminal_obeys(text: str) -> None:
    shown = glyphs.shown(text)
    assert len(shown) == len(text)
    for character in shown.replace("\n", ""):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )
        assert character not in "\u200e\u200f\u061c"


def test_control_characters_have_a_picture_each() -> None:
    assert glyphs.shown("\x1b[31m\x00\x7f\u202enej\u2066\t.") == "␛[31m␀␡⍰nej⍰ ."
    assert glyphs.shown(FAMILY) == FAMILY
    assert cell_len(glyphs.shown("a\u200db")) == 2


def test_an_emoji_family_and_a_flag_are_one_character() -> None:
    assert [(cluster.end - cluster.start, cluster.cells) for cluster in glyphs.clusters(f"a\u030a{FAMILY}🇸🇪🇫🇮")] == [
        (2, 1),
        (5, 2),
        (2, 2),
        (2, 2),
    ]


@given(st.text(max_size=20), st.integers(min_value=0, max_value=12))
def test_a_fitted_text_has_exactly_its_cells(text: str, cells: int) -> None:
    assert cell_len(glyphs.fitted(text, cells)) == cells


def test_words_stay_whole_and_long_ones_are_cut() -> None:
    prose = prose_of(["ett två tre " + "x" * 20 + " fyra"])
    rows = Layout(prose).wrap(10)
    assert [rows.text(number) for number in range(len(rows))] == [
        "ett två ",
        "tre ",
        "x" * 10,
        "x" * 10 + " ",
        "fyra",
        "",
    ]


def test_a_turn_without_speech_has_a_row_of_its_own() -> None:
    rows = Layout(prose_of(["", "Ja."])).wrap(20)
    assert [rows.row(number).blank for number in range(len(rows))] == [False, True, False, True]


def test_newlines_at_the_end_of_a_turn_make_no_rows() -> None:
    rows = Layout(prose_of(["Ja.\n\n\n", "Nej.\nJo."])).wrap(20)
    assert [rows.text(number) for number in range(len(rows))] == ["Ja.", "", "Nej.", "Jo.", ""]


def test_a_text_without_turns_is_one_turn() -> None:
    rows = Layout(Prose("Bara text.\nTvå rader.", ())).wrap(20)
    assert [rows.text(number) for number in range(len(rows))] == ["Bara text.", "Två rader.", ""]


def test_a_passage_over_a_label_is_shown_in_its_speech() -> None:
    shown = transcript(LINES[:3])
    rows = Layout(Prose(shown.text, shown.turns)).wrap(200)
    second = shown.turns[1]
    assert rows.rows_of(Span(second.start, second.end)) == (2, 2 + 1)
    assert rows.rows_of(Span(second.start, second.speech_start)) == (2, 2)


@pytest.mark.parametrize("width", [1, 10, 29, 50, 60, 79, 109, 110, 120, 160, 300])
@pytest.mark.parametrize(("label", "time"), [(0, 0), (3, 5), (40, 7)])
def test_columns_keep_within_the_width(width: int, label: int, time: int) -> None:
    shared = columns(width, label, time)
    assert 8 <= shared.measure <= MEASURE
    if width >= 30:
        assert shared.marks + 1 + shared.lanes + 1 + shared.names <= shared.rows <= width
    if width >= 79:
        assert shared.measure >= 48
    assert bool(shared.names) or width < 80 or label > 5
    assert bool(shared.air) == (width == 300 or (width == 160 and label < 5))


def test_turn_numbers_do_not_matter_to_rows() -> None:
    turns = (ShownTurn(7, "A", 0, 3, 6), ShownTurn(9, "B", 7, 10, 13))
    rows = Layout(Prose("A: abc\nB: def", turns)).wrap(20)
    assert [rows.row_of(offset) for offset in (0, 3, 6, 10, 13)] == [0, 0, 0, 2, 2]
