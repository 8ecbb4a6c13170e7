"""Moving the ends of a passage in its place; passing over the interviewer; selecting to the next speaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.spans import Span
from coder.tui.transcript import TranscriptReader
from coder.tui.transcript.ends import Ends
from coder.tui.transcript.layout import Layout
from coder.tui.transcript.moves import MOVES, Place
from coder.tui.transcript.prose import Prose
from coder.tui.transcript.selection import Selection
from tests.transcript_app import SHOWN, ReaderApp, in_an_app, lines, press, running, said, text_at
from tests.transcript_sample import place, transcript

PROSE = Prose(SHOWN.text, SHOWN.turns)
ROWS = Layout(PROSE).wrap(40)
KILLE = place(SHOWN, "en kille", "nitton år")


def adjusted(reader: TranscriptReader) -> list[Span | None]:
    """What the reader said of ends."""
    app = reader.app
    assert isinstance(app, ReaderApp)
    return [message.span for message in app.said if isinstance(message, TranscriptReader.Adjusted)]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([], "en kille, nitton år"),
        (["right"], "en kille, nitton år, som"),
        (["left"], "en kille, nitton"),
        (["full_stop"], "en kille, nitton år, som fick tre olika planer på en vecka."),
        (["l", "l"], "en kille, nitton år, s"),
        (["h"], "en kille, nitton å"),
        (["tab", "left"], "hade en kille, nitton år"),
        (["tab", "right"], "kille, nitton år"),
        (["tab", "comma"], "Vi hade en kille, nitton år"),
        (["tab", "right", "tab", "right"], "kille, nitton år, som"),
        (["left"] * 9, "en"),
        (["tab", "shift+right"], "kille, nitton år"),
    ],
)
@in_an_app
async def test_keys_move_an_end_and_enter_tells_it(keys: list[str], words: str) -> None:
    async with running() as (pilot, reader):
        reader.adjust(KILLE)
        await press(pilot, *keys)
        assert reader.adjusting
        assert said(reader, reader.selection) == words
        await press(pilot, "enter")
        await pilot.pause()
        assert [said(reader, span) for span in adjusted(reader)] == [words]
        assert (reader.adjusting, reader.selection) == (False, None)


@in_an_app
async def test_escape_leaves_the_ends_as_they_were() -> None:
    async with running() as (pilot, reader):
        reader.adjust(KILLE)
        await press(pilot, "right", "escape")
        await pilot.pause()
        assert adjusted(reader) == [None]
        assert (reader.adjusting, reader.selection) == (False, None)
        await press(pilot, "right", "w")
        assert reader.selection is not None


@in_an_app
async def test_choosing_something_else_leaves_the_ends_too() -> None:
    async with running() as (pilot, reader):
        reader.adjust(KILLE)
        reader.select(place(SHOWN, "uppdrag"))
        await pilot.pause()
        assert adjusted(reader) == [None]
        assert said(reader, reader.selection) == "uppdrag"


@in_an_app
async def test_keys_that_select_otherwise_do_nothing_meanwhile() -> None:
    async with running() as (pilot, reader):
        reader.adjust(KILLE)
        await press(pilot, "w", "s", "t", "T", "plus", "minus")
        assert reader.selection == KILLE


@in_an_app
async def test_the_mouse_moves_the_end_at_hand() -> None:
    async with running() as (pilot, reader):
        reader.adjust(KILLE)
        await pilot.click(offset=text_at(reader, "fick"))
        assert said(reader, reader.selection) == "en kille, nitton år, som"
        await press(pilot, "tab")
        begin, end = text_at(reader, "nitton"), text_at(reader, "kille")
        await pilot.mouse_down(offset=begin)
        await pilot.hover(offset=end)
        await pilot.mouse_up(offset=end)
        assert said(reader, reader.selection) == "kille, nitton år, som"
        assert reader.adjusting


@in_an_app
async def test_ends_survive_scrolling_and_resizing() -> None:
    async with running() as (pilot, reader):
        reader.adjust(KILLE)
        await press(pilot, "right")
        reader.scroll_to(y=9, animate=False)
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert said(reader, reader.selection) == "en kille, nitton år, som"
        await press(pilot, "right", "enter")
        await pilot.pause()
        assert [said(reader, span) for span in adjusted(reader)] == ["en kille, nitton år, som fick"]


@given(st.lists(st.sampled_from([*MOVES, "other"]), max_size=15), st.integers(0, len(SHOWN.text)), st.integers(1, 80))
def test_whatever_moves_a_passage_is_left_between_its_ends(moves: list[str], start: int, length: int) -> None:
    begun = PROSE.trimmed(Span(start, min(start + length, PROSE.end))) if start < PROSE.end else None
    if begun is None:
        return
    ends = Ends(begun)
    for move in moves:
        before = ends
        if move == "other":
            ends = ends.other()
            assert ends.passage == before.passage
            continue
        ends = ends.moved(move, Place(PROSE, ROWS, ends.offset, 0, 5))
        assert PROSE.trimmed(ends.passage) == ends.passage
        kept = "end" if ends.at_start else "start"
        assert getattr(ends.passage, kept) == getattr(before.passage, kept) or ends.passage.start < ends.passage.end
        assert ends.selection.passage(PROSE) == ends.passage


# The interviewer's turns.

TALK = transcript(
    [
        *[("I", "Hej! Vem är du?"), ("IP1", "Jag är jag. Det är allt."), ("I", "Mm. Just det."), ("I", "Och?")],
        *[("IP1", "Ingenting."), ("IP1", "Eller jo."), ("IP2", "Nej."), ("I", "Tack. Hej då.")],
    ]
)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["j"], "Jag"),
        (["j", "j"], "Ingenting"),
        (["j", "full_stop", "full_stop"], "Ingenting"),
        (["j", "j", "k"], "Jag"),
        (["j", "j", "comma"], "Det"),
        (["j", "k"], "Jag"),
        (["ctrl+end", "k"], "Nej"),
        (["j", "j", "j", "j", "j"], "Nej"),
    ],
)
@in_an_app
async def test_sentences_and_turns_of_the_interviewer_can_be_skipped(keys: list[str], words: str) -> None:
    async with running(TALK) as (pilot, reader):
        reader.skip_interviewer = True
        await press(pilot, *keys)
        assert TALK.text[reader.cursor :].startswith(words)


@in_an_app
async def test_words_and_rows_stop_everywhere() -> None:
    async with running(TALK) as (pilot, reader):
        reader.skip_interviewer = True
        await press(pilot, "right", "right")
        assert TALK.text[reader.cursor :].startswith("är du")
        await press(pilot, "j", "down")
        assert TALK.text[reader.cursor :].startswith("Mm")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["T"], "Hej! Vem är du?"),
        (["right", "T"], "Vem är du?"),
        (["j", "right", "T"], "är jag. Det är allt."),
        (["j", "j", "T"], "Mm. Just det.\nI: Och?"),
        (["j", "j", "j", "j", "T"], "Ingenting.\nIP1: Eller jo."),
        (["j", "j", "j", "j", "T", "T"], "Ingenting.\nIP1: Eller jo.\nIP2: Nej."),
        (["ctrl+end", "T"], None),
        (["j", "s", "T"], "Jag är jag. Det är allt."),
    ],
)
@in_an_app
async def test_a_selection_reaches_to_the_next_speaker(keys: list[str], words: str | None) -> None:
    async with running(TALK) as (pilot, reader):
        await press(pilot, *keys)
        assert said(reader, reader.selection) == words


@given(st.integers(0, len(SHOWN.text)))
def test_to_the_next_speaker_again_and_again_ends_at_the_end(offset: int) -> None:
    selection = Selection.at(PROSE.clamp(offset))
    before = -1
    for _round in range(len(PROSE.turns) + 1):
        selection = selection.to_next_speaker(PROSE)
        passage = selection.passage(PROSE)
        if passage is None or passage.end == before:
            break
        assert passage.end > before
        before = passage.end
    assert before in (-1, PROSE.end)


@in_an_app
async def test_growing_and_shrinking_go_on_from_there_through_a_resize() -> None:
    async with running(TALK) as (pilot, reader):
        await press(pilot, "j", "w", "plus")
        await pilot.resize_terminal(50, 10)
        await pilot.pause()
        assert said(reader, reader.selection) == "Jag är jag."
        await press(pilot, "plus")
        assert said(reader, reader.selection) == "Jag är jag. Det är allt."
        reader.scroll_to(y=5, animate=False)
        await press(pilot, "minus", "minus")
        assert said(reader, reader.selection) == "Jag"
        assert any("Jag är jag" in line for line in lines(reader))
