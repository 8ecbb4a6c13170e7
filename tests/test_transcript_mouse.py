"""The mouse on the reader: click, double click, drag."""

from tests.transcript_app import LONG, SHOWN, in_an_app, running, said, text_at
from tests.transcript_sample import place


def start_of(words: str) -> int:
    return place(SHOWN, words).start


@in_an_app
async def test_a_click_places_the_cursor_and_shift_extends() -> None:
    async with running() as (pilot, reader):
        await pilot.click(offset=text_at(reader, "uppdrag"))
        assert reader.cursor == start_of("uppdrag")
        await pilot.click(offset=text_at(reader, "vi på"), shift=True)
        assert said(reader, reader.selection) == "uppdrag,"


@in_an_app
async def test_a_double_click_takes_a_word_and_a_triple_click_a_sentence() -> None:
    async with running() as (pilot, reader):
        await pilot.click(offset=text_at(reader, "uppdrag"), times=2)
        assert said(reader, reader.selection) == "uppdrag"
        await pilot.click(offset=text_at(reader, "hela bilden"), times=3)
        assert said(reader, reader.selection) == "Alla gör sitt, men ingen har hela bilden."


@in_an_app
async def test_a_drag_selects_the_characters_under_it_in_both_directions() -> None:
    async with running() as (pilot, reader):
        begin, end = text_at(reader, "uppdrag"), text_at(reader, "vi på")
        await pilot.mouse_down(offset=begin)
        await pilot.hover(offset=end)
        await pilot.mouse_up(offset=end)
        assert said(reader, reader.selection) == "uppdrag, v"
        await pilot.hover(offset=begin)
        assert said(reader, reader.selection) == "uppdrag, v"
        await pilot.mouse_down(offset=end)
        await pilot.hover(offset=begin)
        await pilot.mouse_up(offset=begin)
        assert said(reader, reader.selection) == "uppdrag, v"
        assert reader.cursor == start_of("uppdrag")


@in_an_app
async def test_a_drag_at_the_edge_scrolls_on() -> None:
    async with running(LONG) as (pilot, reader):
        await pilot.mouse_down(offset=(20, 5))
        await pilot.hover(offset=(20, 23))
        for _ in range(40):
            await pilot.pause(0.05)
            if reader.scroll_offset.y > 3:
                break
        await pilot.mouse_up(offset=(20, 23))
        assert reader.scroll_offset.y > 3
        assert reader.selection is not None
        assert reader.selection.end > LONG.turns[3].start


@in_an_app
async def test_a_click_on_a_label_goes_to_its_row() -> None:
    async with running() as (pilot, reader):
        await pilot.click(offset=text_at(reader, "IP1"))
        assert reader.cursor == start_of("Ja, alltså")
