"""The reader keeps its place: through resizes, scrolling, leaving and coming back."""

from coder.spans import Span
from tests.transcript_app import LONG, SHOWN, ReaderApp, in_an_app, lines, press, running, said


@in_an_app
async def test_a_resize_keeps_cursor_selection_and_the_line_being_read() -> None:
    async with running(LONG, size=(120, 30)) as (pilot, reader):
        reader.go_to(LONG.turns[40].speech_start)
        await press(pilot, "right", "s")
        row = [y for y, line in enumerate(lines(reader)) if "replik 40." in line]
        selected, cursor = reader.selection, reader.cursor
        for width in (60, 100, 55, 120):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            assert (reader.selection, reader.cursor) == (selected, cursor)
            assert [y for y, line in enumerate(lines(reader)) if "replik 40." in line] == row


@in_an_app
async def test_a_resize_keeps_the_top_line_when_the_cursor_is_out_of_sight() -> None:
    async with running(LONG, size=(120, 30)) as (pilot, reader):
        reader.scroll_to(y=100, animate=False)
        top = reader.top_offset
        for width in (61, 83, 55, 120):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
        assert reader.top_offset == top


@in_an_app
async def test_scrolling_leaves_the_cursor_and_the_next_key_comes_back() -> None:
    async with running(LONG) as (pilot, reader):
        await press(pilot, "w")
        reader.scroll_to(y=150, animate=False)
        await pilot.pause()
        assert said(reader, reader.selection) == "Det"
        await press(pilot, "right")
        assert reader.top_offset == LONG.turns[0].speech_start


@in_an_app
async def test_going_to_an_offset_shows_it_with_context() -> None:
    async with running(LONG) as (pilot, reader):
        for turn in (60, 10, 79, 0):
            reader.go_to(LONG.turns[turn].start)
            await pilot.pause()
            place_on_screen = [y for y, line in enumerate(lines(reader)) if f"replik {turn}." in line]
            assert len(place_on_screen) == 1
            assert reader.cursor == LONG.turns[turn].speech_start
            assert turn == 0 or place_on_screen[0] >= 3


@in_an_app
async def test_the_cursor_is_always_seen_while_moving() -> None:
    async with running(LONG) as (pilot, reader):
        for key in ["j"] * 12 + ["up"] * 30 + ["pagedown"] * 3 + ["comma"] * 20 + ["ctrl+end", "ctrl+home"]:
            await press(pilot, key)
            seen = [segment.style for y in range(reader.size.height) for segment in reader.render_line(y)]
            assert reader.get_component_rich_style("reader--cursor") in seen


@in_an_app
async def test_the_same_line_is_found_again() -> None:
    async with running(LONG) as (pilot, reader):
        reader.scroll_to(y=123, animate=False)
        top = reader.top_offset
    cursor = next(turn.speech_start for turn in LONG.turns if turn.start > top)
    async with running(None) as (pilot, reader):
        reader.show(LONG)
        reader.go_to(cursor, top=top)
        await pilot.pause()
        assert (reader.top_offset, reader.cursor) == (top, cursor)
        assert reader.scroll_offset.y == 123


@in_an_app
async def test_it_can_be_told_where_to_go_before_it_has_a_size() -> None:
    class Early(ReaderApp):
        def on_mount(self) -> None:
            self.reader.show(LONG)
            self.reader.go_to(LONG.turns[50].speech_start)

    app = Early()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any("replik 50." in line for line in lines(app.reader))


@in_an_app
async def test_selecting_a_passage_trims_it_and_shows_it() -> None:
    async with running(LONG) as (pilot, reader):
        turn = LONG.turns[30]
        reader.select(Span(turn.start, turn.speech_start + len("Det ")))
        await pilot.pause()
        assert said(reader, reader.selection) == "Det"
        assert any("replik 30." in line for line in lines(reader))
        reader.select(Span(turn.start, turn.speech_start))
        assert said(reader, reader.selection) == "Det"
        reader.select(None)
        assert reader.selection is None
        assert reader.cursor == turn.speech_start


@in_an_app
async def test_another_transcript_begins_at_its_beginning() -> None:
    async with running(LONG) as (pilot, reader):
        reader.go_to(LONG.turns[50].speech_start)
        await press(pilot, "w")
        reader.show(SHOWN)
        await pilot.pause()
        assert (reader.cursor, reader.selection, reader.scroll_offset.y) == (SHOWN.turns[0].speech_start, None, 0)


@in_an_app
async def test_a_blank_row_on_top_is_on_top_again() -> None:
    async with running(LONG) as (pilot, reader):
        ends = {turn.end for turn in LONG.turns}
        blank = next(row for row in range(100, 200) if reader._rows is not None and reader._rows.row(row).blank)
        reader.scroll_to(y=blank, animate=False)
        top = reader.top_offset
        assert top in ends
        await pilot.resize_terminal(61, 24)
        await pilot.pause()
        assert reader.top_offset == top
    async with running(None) as (pilot, reader):
        reader.show(LONG)
        reader.go_to(0, top=top)
        await pilot.pause()
        assert reader.scroll_offset.y == blank


@in_an_app
async def test_the_cursor_stays_in_sight_when_something_grows_under_the_reader() -> None:
    async with running(LONG) as (pilot, reader):
        await press(pilot, *["down"] * 30)
        seen = reader.scroll_offset.y
        for height in (23, 21, 17, 24):
            await pilot.resize_terminal(80, height)
            await pilot.pause()
            row = reader._rows.row_of(reader.cursor) if reader._rows is not None else 0
            assert 0 <= row - reader.scroll_offset.y < reader.size.height
        assert reader.scroll_offset.y - seen <= 10
