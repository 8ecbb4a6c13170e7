"""What the reader shows: text as text, marks beside it, colours that can be read."""

from dataclasses import replace

import pytest
from textual.color import Color

from coder.tui.theme import THEMES
from coder.tui.transcript.colours import colour_of
from coder.tui.transcript.data import COLOUR_NAMES
from tests.transcript_app import SHOWN, ReaderApp, in_an_app, lines, press, running, text_at
from tests.transcript_sample import LINES, coded, coding, place, suggestion, transcript


def start_of(words: str) -> int:
    return place(SHOWN, words).start


@in_an_app
async def test_control_characters_and_markup_are_shown_and_never_sent() -> None:
    async with running(size=(120, 40)) as (_pilot, reader):
        page = "\n".join(lines(reader))
        assert "[bold]Nej[/bold], så enkelt" in page
        assert "␛[31mFörsäkringskassan␛[0m" in " ".join(page.split())
        assert "⍰nej⍰" in page
        assert not any(character in page for character in "\x1b\u202e\u202c")


@in_an_app
async def test_a_label_and_a_code_name_are_plain_text_too() -> None:
    shown = transcript([("[red]A\x1b", "Ja.")])
    shown = replace(shown, codings=(coding(shown, "unga", "Ja.")._replace(code_name="[/]\x1b[1mUnga\n"),))
    async with running(shown, size=(160, 10)) as (_pilot, reader):
        line = reader.render_line(0).text
        assert "[red]A␛" in line
        assert "[/]␛[1mUnga" in line


@pytest.mark.parametrize("size", [(20, 5), (50, 24), (80, 24), (110, 30), (160, 50)])
@in_an_app
async def test_every_line_fills_the_width_exactly(size: tuple[int, int]) -> None:
    async with running(coded(), size=size) as (_pilot, reader):
        width = reader.scrollable_content_region.width
        assert {reader.render_line(y).cell_length for y in range(min(size[1], reader.virtual_size.height))} == {width}


@in_an_app
async def test_new_codings_appear_and_the_place_stays() -> None:
    async with running() as (pilot, reader):
        await press(pilot, "j", "w")
        before = (reader.cursor, reader.selection, reader.scroll_offset)
        clean = lines(reader)
        one = coding(SHOWN, "stuprör", "Men det är", "hela bilden.")
        reader.update_codings([one])
        reader.update_suggestions([suggestion(SHOWN, "unga", "kille")])
        await pilot.pause()
        assert reader.codings_at(one.start) == (one,)
        assert reader.codings_at(one.end) == ()
        assert [mark.code_key for mark in reader.suggestions_at(start_of("kille"))] == ["unga"]
        marked = lines(reader)
        changed = [line[:-2].rstrip() for line, old in zip(marked, clean, strict=True) if line[:-2] != old[:-2]]
        assert [line[-1] for line in changed] == [*"S│││└?"]
        reader.update_codings([])
        reader.update_suggestions([])
        assert lines(reader) == clean
        assert (reader.cursor, reader.selection, reader.scroll_offset) == before


@in_an_app
async def test_marks_can_be_asked_by_passage() -> None:
    shown = coded()
    async with running(shown) as (_pilot, reader):
        span = place(shown, "ungdomarna", "Alla gör")
        assert [mark.code_key for mark in reader.codings_in(span)] == ["stuprör", "unga", "stuprör"]
        assert [mark.code_key for mark in reader.suggestions_in(place(shown, "avstånden"))] == ["avstånd"]


@in_an_app
async def test_the_names_of_codes_stand_beside_the_text_where_there_is_room() -> None:
    async with running(coded(), size=(120, 40)) as (_pilot, reader):
        assert any("Långa avstånd" in line for line in lines(reader))
    plain = transcript(LINES[:3])
    async with running(replace(plain, codings=(coding(plain, "avstånd", "avstånden"),)), size=(80, 40)) as (_p, reader):
        assert any("L" in line and "Långa" in line for line in lines(reader))
    async with running(coded(), size=(60, 40)) as (_pilot, reader):
        assert not any("Långa" in line for line in lines(reader))


@in_an_app
async def test_search_hits_and_codings_look_different_from_plain_text() -> None:
    async with running() as (_pilot, reader):
        y = text_at(reader, "uppdrag")[1]

        def looks() -> set[object]:
            return {segment.style for segment in reader.render_line(y) if segment.text.strip()}

        plain = looks()
        reader.show_matches([place(SHOWN, "uppdrag")])
        hit = looks()
        reader.show_matches([])
        reader.update_codings([coding(SHOWN, "unga", "uppdrag")])
        mine = looks()
        reader.update_codings([coding(SHOWN, "unga", "uppdrag", mine=False)])
        assert len({frozenset(each) for each in (plain, hit, mine, looks())}) == 4


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.1's ratio of two colours."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@in_an_app
async def test_everything_can_be_read_in_every_theme(theme: str) -> None:
    app = ReaderApp(coded())
    async with app.run_test(size=(160, 30)) as pilot:
        for own in THEMES:
            app.register_theme(own)
        app.theme = theme
        await pilot.pause()
        _base, background = app.reader.background_colors
        least = 7 if theme == "coder-contrast" else 4.5
        colours = [colour_of(name, app) for name in COLOUR_NAMES]
        assert min(contrast(colour, background) for colour in colours) >= least
        for y in range(20):
            for segment in app.reader.render_line(y):
                style = segment.style
                if any(character.isalnum() for character in segment.text) and style and style.color and style.bgcolor:
                    text, behind = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                    assert contrast(text, behind) >= least, (segment.text, text, behind)
