"""The reader's keys in a running app: they move the cursor and select, and messages say so."""

from collections.abc import Iterator

import pytest

from coder.spans import Span
from coder.tui.transcript import ShownTranscript, TranscriptReader
from coder.tui.transcript.keys import BINDINGS
from tests.transcript_app import SHOWN, ReaderApp, in_an_app, press, running, said
from tests.transcript_sample import place


def start_of(words: str) -> int:
    return place(SHOWN, words).start


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["right"], "ser"),
        (["right", "right", "left"], "ser"),
        (["full_stop"], "Ja, alltså"),
        (["full_stop", "full_stop", "comma"], "Ja, alltså"),
        (["ctrl+right", "ctrl+right"], "Men det"),
        (["ctrl+right", "ctrl+right", "ctrl+left"], "Ja, alltså"),
        (["j"], "Ja, alltså"),
        (["ctrl+down", "ctrl+down"], "Kan du"),
        (["j", "j", "k"], "Ja, alltså"),
        (["j", "right", "ctrl+up"], "Ja, alltså"),
        (["l", "alt+right"], "r ser"),
        (["l", "l", "h", "alt+left"], "Hur"),
        (["down"], "Ja, alltså"),
        (["right", "down", "down"], "Arbetsförmedlingen"),
        (["j", "down", "home"], "det. Arb"),
        (["ctrl+end", "ctrl+home"], "Hur"),
        (["j", "end"], " det. Arb"),
        (["pagedown", "home", "pageup", "pageup"], "Hur"),
        (["up"], "Hur"),
    ],
)
@in_an_app
async def test_keys_move_the_cursor(keys: list[str], words: str) -> None:
    async with running() as (pilot, reader):
        await press(pilot, *keys)
        assert reader.cursor == start_of(words)
        assert reader.selection is None


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        (["shift+right"], "Hur"),
        (["shift+right", "shift+right", "shift+left"], "Hur"),
        (["j", "shift+right", "shift+right", "shift+right"], "Ja, alltså … vi"),
        (["colon"], "Hur ser samarbetet ut i dag, om du bara börjar berätta?"),
        (["j", "ctrl+shift+right"], "Ja, alltså … vi träffas ju."),
        (["j", "colon", "colon", "semicolon"], "Ja, alltså … vi träffas ju."),
        (["j", "j", "J"], "Kan du ge ett exempel?"),
        (["w", "shift+right"], "Hur ser"),
        (["j", "s", "colon", "semicolon"], "Ja, alltså … vi träffas ju."),
        (["L", "alt+shift+right"], "Hu"),
        (["L", "L", "H"], "H"),
        (["right", "shift+end"], "ser samarbetet ut i dag, om du bara börjar berätta?"),
        (["w"], "Hur"),
        (["right", "s"], "Hur ser samarbetet ut i dag, om du bara börjar berätta?"),
        (["j", "j", "right", "t"], "Kan du ge ett exempel?"),
        (["plus", "plus"], "Hur ser samarbetet ut i dag, om du bara börjar berätta?"),
        (["right", "plus", "plus", "minus"], "ser"),
        (["w", "minus"], None),
        (["w", "escape"], None),
        (["s", "right"], None),
    ],
)
@in_an_app
async def test_keys_select(keys: list[str], selected: str | None) -> None:
    async with running() as (pilot, reader):
        await press(pilot, *keys)
        assert said(reader, reader.selection) == selected


@in_an_app
async def test_extending_backwards_by_turns_leaves_the_label_between_out() -> None:
    async with running() as (pilot, reader):
        await press(pilot, "j", "j", "K", "shift+right")
        assert reader.selection == Span(start_of("alltså"), start_of("\nI: Kan"))


@in_an_app
async def test_the_passage_is_the_selection_or_the_sentence_at_the_cursor() -> None:
    async with running() as (pilot, reader):
        await press(pilot, "j", "full_stop")
        assert said(reader, reader.passage()) == "Men det är stuprör, det är det."
        await press(pilot, "w")
        assert said(reader, reader.passage()) == "Men"


@in_an_app
async def test_moves_and_selections_are_told() -> None:
    async with running() as (pilot, reader):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        app.said.clear()
        await press(pilot, "j", "w", "escape")
        await pilot.pause()
        told: list[object] = []
        for message in app.said:
            if isinstance(message, TranscriptReader.Moved):
                told.append((message.offset, message.turn))
            elif isinstance(message, TranscriptReader.Selected):
                told.append(said(reader, message.span))
        ja = start_of("Ja, alltså")
        assert told == [(ja, 2), "Ja", (ja + 2, 2), None, (ja, 2)]
        assert all(message.control is reader for message in app.said)


@in_an_app
async def test_escape_is_left_to_the_screen_when_nothing_is_selected() -> None:
    async with running() as (pilot, reader):
        assert reader.check_action("clear_selection", ()) is False
        await press(pilot, "w")
        assert reader.check_action("clear_selection", ()) is True


@in_an_app
async def test_an_empty_reader_and_an_empty_transcript_are_harmless() -> None:
    keys = [key for binding in BINDINGS for key in binding.key.split(",")]
    async with running(None) as (pilot, reader):
        await press(pilot, *keys)
        assert (reader.cursor, reader.selection, reader.passage(), reader.turn) == (0, None, None, None)
        reader.show(ShownTranscript("tom", "", ()))
        await press(pilot, *keys)
        reader.go_to(10)
        reader.select(Span(0, 5))
        await pilot.click(offset=(5, 5))
        assert (reader.cursor, reader.selection, reader.passage()) == (0, None, None)


def bound_keys() -> Iterator[str]:
    for binding in BINDINGS:
        yield from binding.key.split(",")


def test_the_reader_leaves_a_coding_screen_its_keys() -> None:
    keys = list(bound_keys())
    assert len(keys) == len(set(keys))
    wanted = {"enter", "space", "tab", "slash", "question_mark", *"carfnouxyzgqeim", *"0123456789"}
    assert not wanted & set(keys)


def test_every_key_says_what_it_does() -> None:
    assert all(binding.description for binding in BINDINGS)
