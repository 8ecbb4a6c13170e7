"""What can be selected and how it grows: words, sentences, turns, characters; labels and white space stay outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.spans import Span
from coder.tui.transcript import ShownTurn
from coder.tui.transcript.prose import UNITS, Prose, Unit
from coder.tui.transcript.selection import Selection
from tests.transcript_sample import place, transcript

SHOWN = transcript(
    [
        ("I", "Hur då?"),
        ("IP1", "Ja, jo. Vi träffas t.ex. på torsdagar. Sen är det …\nNy rad här."),
        ("IP2", "…"),
        ("IP3", ""),
        ("IP2", "A\u030asele 👨‍👩‍👧 ligger långt bort."),
    ]
)
PROSE = Prose(SHOWN.text, SHOWN.turns)


def at(words: str) -> int:
    return place(SHOWN, words).start


def said(span: Span | None) -> str | None:
    return None if span is None else SHOWN.text[span.start : span.end]


@pytest.mark.parametrize(
    ("words", "unit", "found"),
    [
        ("träffas", "word", "träffas"),
        ("äffas", "word", "träffas"),
        (" t.ex.", "word", "träffas"),
        ("torsdagar", "sentence", "Vi träffas t.ex. på torsdagar."),
        (" Vi", "sentence", "Ja, jo."),
        ("rad här", "sentence", "Ny rad här."),
        ("jo.", "turn", "Ja, jo. Vi träffas t.ex. på torsdagar. Sen är det …\nNy rad här."),
        ("ligger", "turn", "A\u030asele 👨‍👩‍👧 ligger långt bort."),
        ("sele", "word", "A\u030asele"),
        ("IP1:", "word", "Ja"),
    ],
)
def test_the_unit_at_a_place(words: str, unit: Unit, found: str) -> None:
    assert said(PROSE.unit_at(unit, at(words))) == found


def test_a_turn_without_letters_is_a_word_and_a_sentence_of_its_own() -> None:
    turn = SHOWN.turns[2]
    assert [said(PROSE.unit_at(unit, turn.speech_start)) for unit in UNITS] == ["…", "…", "…"]


def test_a_turn_without_speech_has_no_units() -> None:
    turn = SHOWN.turns[3]
    assert [PROSE.unit_at(unit, turn.speech_start) for unit in UNITS] == [None, None, None]


@pytest.mark.parametrize("unit", UNITS)
def test_steps_forward_and_back_meet_the_same_places(unit: Unit) -> None:
    forward = [PROSE.start]
    while (step := PROSE.next(unit, forward[-1])) < PROSE.end:
        forward.append(step)
    back = [PROSE.end]
    while (step := PROSE.previous(unit, back[-1])) > PROSE.start:
        back.append(step)
    assert [*reversed(back[1:])] == forward[1:]
    assert step == PROSE.start


def test_word_steps_pass_labels_and_empty_turns() -> None:
    assert PROSE.next("word", at("då")) == at("Ja, jo")
    assert PROSE.next("word", SHOWN.turns[2].speech_start) == at("A\u030asele")
    assert PROSE.next("turn", SHOWN.turns[2].speech_start) == SHOWN.turns[3].speech_start


def test_character_steps_do_not_stop_inside_a_character() -> None:
    offset, seen = at("A\u030a"), []
    for _ in range(8):
        step = PROSE.next_character(offset)
        seen.append(SHOWN.text[offset:step])
        assert PROSE.previous_character(step) == offset
        offset = step
    assert seen == ["A\u030a", "s", "e", "l", "e", " ", "👨‍👩‍👧", " "]


def test_character_steps_stop_at_the_ends_of_turns() -> None:
    first, second = SHOWN.turns[:2]
    assert PROSE.next_character(first.end) == second.speech_start
    assert PROSE.previous_character(second.speech_start) == first.end
    assert PROSE.previous_character(first.speech_start) == first.speech_start
    assert PROSE.next_character(PROSE.end) == PROSE.end


@given(st.integers(0, len(SHOWN.text)), st.integers(0, len(SHOWN.text)))
def test_a_passage_has_no_white_space_and_no_label_at_its_ends(anchor: int, head: int) -> None:
    passage = Selection(anchor, head, anchor).passage(PROSE)
    if passage is None:
        inside = range(min(anchor, head), max(anchor, head))
        assert not any(
            turn.speech_start <= offset < turn.end and not SHOWN.text[offset].isspace()
            for turn in SHOWN.turns
            for offset in inside
        )
        return
    assert min(anchor, head) <= passage.start < passage.end <= max(anchor, head)
    for offset in (passage.start, passage.end - 1):
        assert not SHOWN.text[offset].isspace()
        assert any(turn.speech_start <= offset < turn.end for turn in SHOWN.turns)


def test_a_selection_grows_from_word_to_sentence_to_turn_and_shrinks_back() -> None:
    selection = Selection.at(at("träffas"))
    seen = []
    for _ in range(4):
        selection = selection.grown(PROSE)
        seen.append(said(selection.passage(PROSE)))
    assert [text[:10] if text else None for text in seen] == ["träffas", "Vi träffas", "Ja, jo. Vi", "Ja, jo. Vi"]
    for expected in ("Vi träffas t.ex. på torsdagar.", "träffas", None):
        selection = selection.shrunk(PROSE)
        assert said(selection.passage(PROSE)) == expected
    assert selection.head == at("träffas")


def test_growing_takes_in_every_sentence_that_is_touched() -> None:
    begin, end = at("jo."), place(SHOWN, "Vi träffas").end
    grown = Selection(begin, end, begin).grown(PROSE)
    assert said(grown.passage(PROSE)) == "Ja, jo. Vi träffas t.ex. på torsdagar."


def test_extending_over_the_end_of_a_turn_selects_to_its_end() -> None:
    selection = Selection.at(at("rad här")).extended(at("…\nIP3"))
    assert said(selection.passage(PROSE)) == "rad här."


def test_clearing_leaves_the_cursor_at_the_beginning() -> None:
    selection = Selection.at(at("träffas")).unit("sentence", PROSE)
    assert selection.head == place(SHOWN, "torsdagar.").end
    assert selection.cleared(PROSE) == Selection.at(at("Vi träffas"))


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=5),
    st.text(alphabet="a. \n…", min_size=80, max_size=80),
    st.integers(0, 80),
)
def test_any_turns_can_be_walked(sizes: list[tuple[int, int, int]], text: str, offset: int) -> None:
    turns, reached = [], 0
    for number, (label, speech, gap) in enumerate(sizes, 1):
        turns.append(ShownTurn(number, "A", reached, reached + label, reached + label + speech))
        reached += label + speech + gap
    prose = Prose(text, turns)
    here = prose.clamp(offset)
    for unit in UNITS:
        assert prose.next(unit, here) > here or prose.next(unit, here) == prose.end
        assert prose.previous(unit, here) < here or prose.previous(unit, here) == prose.start
        found = prose.unit_at(unit, here)
        assert found is None or prose.trimmed(found) == found
