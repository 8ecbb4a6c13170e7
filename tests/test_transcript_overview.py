"""The map of an interview: what lies where, in one column, without colour as well; a click goes there."""

from hypothesis import given
from hypothesis import strategies as st

from coder.spans import Span
from coder.tui.transcript import ShownCoding, ShownSuggestion, TranscriptReader
from coder.tui.transcript.layout import Layout
from coder.tui.transcript.overview import SHARES, Overview
from coder.tui.transcript.prose import Prose
from tests.transcript_app import LONG, ReaderApp, in_an_app, lines, running
from tests.transcript_sample import coding, place, suggestion

ROWS = Layout(Prose(LONG.text, LONG.turns)).wrap(60)
SPANS = st.builds(
    lambda start, length: ROWS.prose.trimmed(Span(start, start + length)),
    st.integers(0, len(LONG.text) - 500),
    st.integers(1, 500),
)
PLACES = st.lists(SPANS, max_size=20).map(lambda places: [place for place in places if place is not None])


def codings_at(places: list[Span], mine: bool = True) -> list[ShownCoding]:
    return [ShownCoding(str(n), "C", "k", "K", each.start, each.end, mine=mine) for n, each in enumerate(places)]


def cell_of(row: int, height: int) -> int:
    """The cell that stands for a row."""
    return max(cell for cell in range(height) if cell * len(ROWS) // height <= row)


@given(PLACES, PLACES, st.integers(1, 70))
def test_every_mark_is_on_the_map_in_the_row_of_its_place(own: list[Span], suggested: list[Span], height: int) -> None:
    suggestions = [ShownSuggestion(str(n), "k", "K", "red", each.start, each.end) for n, each in enumerate(suggested)]
    overview = Overview(ROWS, codings_at(own), suggestions, height)
    assert len(overview.cells) == height
    for each in own:
        first, last = (cell_of(row, height) for row in ROWS.rows_of(each))
        assert all(cell.coded in SHARES[1:] for cell in overview.cells[first : last + 1])
    for each in suggested:
        assert overview.cells[cell_of(ROWS.rows_of(each)[0], height)].suggested == "·"
    empty = Overview(ROWS, [], [], height)
    assert set(empty.cells) == {(" ", " ", "")}


@given(PLACES, st.integers(1, 70), st.integers(-5, 80))
def test_a_click_goes_to_the_first_mark_of_its_cell(places: list[Span], height: int, cell: int) -> None:
    overview = Overview(ROWS, codings_at(places), [], height)
    offset = overview.offset_at(cell)
    assert abs(cell_of(ROWS.row_of(offset), height) - max(0, min(cell, height - 1))) <= 1
    starts = {each.start for each in places if cell_of(ROWS.row_of(each.start), height) == cell}
    assert not starts or offset == min(starts)


def test_the_signs_tell_own_others_and_suggested_apart() -> None:
    here, there = place(LONG, "replik 10."), place(LONG, "replik 60.")
    own, others = codings_at([here]), codings_at([there], mine=False)
    asked = [ShownSuggestion("s", "k", "K", "red", there.start, there.end)]
    drawn = {cell[:2] for cell in Overview(ROWS, [*own, *others], asked, 8).cells}
    assert drawn == {(" ", " "), (" ", "▏"), ("·", "▒")}


@given(st.integers(0, 100))
def test_the_bar_says_how_much_is_coded(percent: int) -> None:
    length = len(LONG.text) * percent // 100
    halves = [Span(0, max(1, length)), Span(length // 2, max(1, length))]
    [cell] = Overview(ROWS, codings_at(halves), [], 1).cells
    assert abs(SHARES.index(cell.coded) - percent * 8 / 100) <= 1


def test_most_codings_give_a_cell_its_colour() -> None:
    here = place(LONG, "replik 10.")
    three = [
        one._replace(colour=colour) for one, colour in zip(codings_at([here] * 3), ("red", "blue", "blue"), strict=True)
    ]
    assert [cell.colour for cell in Overview(ROWS, three, [], 4).cells if cell.colour] == ["blue"]


def map_of(reader: TranscriptReader) -> str:
    return "".join(line[-2:] for line in lines(reader))


@in_an_app
async def test_the_map_stands_beside_the_text_and_stays_while_it_scrolls() -> None:
    async with running(LONG) as (pilot, reader):
        assert map_of(reader).strip() == ""
        one = coding(LONG, "unga", "replik 60.")
        reader.update_codings([one])
        reader.update_suggestions([suggestion(LONG, "stuprör", "replik 20.")])
        await pilot.pause()
        before = map_of(reader)
        assert set(before) == {" ", "▏", "·"}
        assert before.index("·") < before.index("▏")
        reader.scroll_to(y=90, animate=False)
        await pilot.pause()
        assert map_of(reader) == before
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert set(map_of(reader)) == {" ", "▏", "·"}
        reader.update_codings([])
        assert set(map_of(reader)) == {" ", "·"}


@in_an_app
async def test_a_click_on_the_map_goes_there_and_says_where_it_came_from() -> None:
    async with running(LONG) as (pilot, reader):
        one = coding(LONG, "unga", "replik 60.")
        reader.update_codings([one])
        await pilot.pause()
        left = reader.cursor
        await pilot.click(offset=(reader.scrollable_content_region.width - 1, map_of(reader).index("▏") // 2))
        assert reader.cursor == one.start
        assert any("replik 60." in line for line in lines(reader))
        app = pilot.app
        assert isinstance(app, ReaderApp)
        jumps = [message for message in app.said if isinstance(message, TranscriptReader.Jumped)]
        assert [jump.offset for jump in jumps] == [left]
