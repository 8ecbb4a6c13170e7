"""Lanes: codings that overlap never share one, and each keeps its own while others come and go."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.spans import Span
from coder.tui.transcript import ShownCoding, glyphs
from coder.tui.transcript.lane_cells import initial, lane_row
from coder.tui.transcript.lanes import LANES, assign_lanes
from coder.tui.transcript.layout import Layout, Rows
from coder.tui.transcript.marks import Marks
from coder.tui.transcript.names import Name, names_of_turn, written
from coder.tui.transcript.overlaps import Overlaps
from coder.tui.transcript.prose import Prose
from tests.transcript_sample import CODES, coding, suggestion, transcript

SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 3000), st.integers(1, 400) | st.integers(1, 2000)
)


def codings_of(spans: list[Span]) -> list[ShownCoding]:
    return [
        ShownCoding(str(number), "C", "k", "K", span.start, span.end, mine=number % 3 > 0)
        for number, span in enumerate(spans)
    ]


@given(st.lists(SPANS, max_size=25))
def test_codings_in_one_lane_never_overlap(spans: list[Span]) -> None:
    codings = codings_of(spans)
    lanes = assign_lanes(codings)
    for one in codings:
        for other in codings:
            lane = lanes[one.coding_id][2]
            if one is not other and lane is not None and lane == lanes[other.coding_id][2]:
                assert not one.span.overlaps(other.span)


@given(st.lists(SPANS, min_size=1, max_size=15), st.lists(SPANS, max_size=5), st.integers(0, 14))
def test_codings_keep_their_lanes_while_others_come_and_go(spans: list[Span], more: list[Span], gone: int) -> None:
    codings = codings_of(spans)
    before = assign_lanes(codings)
    kept = [coding for number, coding in enumerate(codings_of(spans + more)) if number != gone]
    after = assign_lanes(kept, before)
    for one in kept:
        if one.coding_id in before and before[one.coding_id][2] is not None:
            assert after[one.coding_id] == before[one.coding_id]


@given(st.lists(SPANS, max_size=30), SPANS)
def test_touching_finds_what_asking_all_finds(spans: list[Span], asked: Span) -> None:
    found = Overlaps(spans).touching(asked.start, asked.end)
    assert sorted(found) == sorted(span for span in spans if span.overlaps(asked))
    assert found == sorted(found, key=lambda span: (span.start, -span.end))


def test_the_seventh_coding_on_a_passage_finds_no_lane() -> None:
    lanes = assign_lanes(codings_of([Span(10, 20)] * (LANES + 1)))
    assert sorted(lane for *_span, lane in lanes.values() if lane is not None) == [*range(LANES)]


def marked(*codings: ShownCoding) -> tuple[Rows, Marks]:
    shown = transcript()
    marks = Marks()
    marks.set_codings(codings)
    return Layout(Prose(shown.text, shown.turns)).wrap(60), marks


def drawn(rows: Rows, marks: Marks, capacity: int = LANES) -> list[str]:
    """The lanes of every row as text."""
    lines = []
    for number in range(len(rows)):
        cells = lane_row(rows, marks, number, capacity)
        lanes = "".join(cells.lanes[lane].character if lane in cells.lanes else " " for lane in range(capacity))
        lines.append((cells.suggestion + lanes + ("+" if cells.overflow else "")).rstrip())
    return lines


def test_brackets_tell_codings_apart_without_colour() -> None:
    shown = transcript()
    lines = drawn(
        *marked(
            coding(shown, "stuprör", "Men det är", "hela bilden."),
            coding(shown, "unga", "mellan stolarna", "Dorotea", mine=False),
            coding(shown, "avstånd", "avstånden"),
        )
    )
    assert lines[2:8] == ["S", "│", "│ u", "└ ╰", " L", ""]


def test_a_bracket_begins_with_a_letter_only_where_it_takes_one_cell() -> None:
    shown = transcript()
    one = coding(shown, "unga", "kille")
    names = ("a\u030aldrar", "ökad", "ß", "日本", "…", "", "\x1b[1m")
    letters = [initial(one._replace(code_name=name)) for name in names]
    assert letters == ["Å", "Ö", "┌", "┌", "┌", "┌", "┌"]
    assert [initial(one._replace(code_name=name, mine=False)) for name in names[:2]] == ["å", "ö"]


def test_a_star_and_a_note_stand_before_the_name() -> None:
    shown = transcript()
    rows, marks = marked(coding(shown, "unga", "kille", starred=True), coding(shown, "avstånd", "Mm.", has_note=True))
    [starred], [noted] = names_of_turn(rows, marks, 3).values(), names_of_turn(rows, marks, 6).values()
    assert said(starred, 30) == "★ Unga"
    assert said(noted, 6) == "¶Långa"


def said(names: Sequence[Name], cells: int) -> str:
    return "".join(text for text, _name in written(names, cells))


def named(*texts: str, sign: str = "") -> list[Name]:
    return [Name(sign, text, "red", True) for text in texts]


def test_names_that_have_no_room_are_cut_to_their_share() -> None:
    three = named("Stuprör mellan myndigheter", "Unga", "Betala")
    assert said(three, 50) == "Stuprör mellan myndigheter · Unga · Betala"
    assert said(three, 11) == "Stu Ung Bet"
    assert said(three, 10) == "Stu Ung +1"
    assert said(named(*(7 * ["Samverkan"])), 7) == "Samv +6"
    assert said(named("Uppdrag och mandat"), 9) == "Uppdrag"
    assert said(named("Uppdrag och mandat"), 15) == "Uppdrag och ma…"


@given(
    st.lists(st.builds(Name, st.sampled_from(["", "★", "?"]), st.text(max_size=12), st.just("red"), st.booleans())),
    st.integers(0, 40),
)
def test_names_never_take_more_than_their_cells(names: list[Name], cells: int) -> None:
    shown = [name._replace(text=glyphs.one_line(name.text)) for name in names]
    assert cell_len(said(shown, cells)) <= cells


def test_a_coding_over_two_turns_reaches_over_the_blank_row() -> None:
    shown = transcript()
    rows, marks = marked(coding(shown, "unga", "Kan du ge", "en kille"))
    assert [line for line in drawn(rows, marks) if line] == ["U", "│", "└"]


def test_more_codings_than_lanes_are_a_plus() -> None:
    shown = transcript()
    codes = [coding(shown, code, "Kan du ge ett exempel?") for code in ("stuprör", "avstånd", "unga")]
    assert "LS+" in drawn(*marked(*codes), capacity=2)


def test_two_codings_of_one_row_stand_in_two_lanes() -> None:
    shown = transcript()
    lines = drawn(*marked(coding(shown, "unga", "Arbetsförmedlingen"), coding(shown, "avstånd", "uppdrag")))
    assert [line for line in lines if line] == ["UL"]


def test_six_codings_on_one_passage_are_told_apart_and_a_seventh_is_a_plus() -> None:
    shown = transcript()
    codes = [coding(shown, code, "Vi hade", "de andra.", mine=mine) for code in CODES for mine in (True, False)][:7]
    assert [line for line in drawn(*marked(*codes)) if line] == ["LMSSls+", "└└└└╰╰+"]


def test_suggestions_have_their_own_look() -> None:
    shown = transcript()
    rows, marks = marked()
    marks.set_suggestions([suggestion(shown, "avstånd", "Sen är det", "Lycksele.")])
    assert [line for line in drawn(rows, marks) if line] == ["?", "┊", "┊"]


def test_names_step_down_where_their_row_is_taken() -> None:
    shown = transcript()
    rows, marks = marked(
        coding(shown, "stuprör", "Men det är", "hela bilden."),
        coding(shown, "unga", "Men det är", "uppdrag"),
        coding(shown, "avstånd", "Kan du ge"),
        coding(shown, "mandat", "exempel"),
    )
    first = names_of_turn(rows, marks, 1)
    assert {row: [name.text for name in names] for row, names in first.items()} == {
        2: ["Stuprör mellan myndigheter"],
        3: ["Unga"],
    }
    third = names_of_turn(rows, marks, 2)
    assert [[name.text for name in names] for _row, names in sorted(third.items())] == [
        ["Långa avstånd"],
        ["Mandat saknas"],
    ]


def test_changes_are_told_by_their_passages() -> None:
    shown = transcript()
    one, two = coding(shown, "unga", "kille"), coding(shown, "stuprör", "stuprör")
    marks = Marks()
    assert marks.set_codings([one]) == [one.span]
    assert marks.set_codings([one]) == []
    assert marks.set_codings([two]) == [two.span, one.span]
