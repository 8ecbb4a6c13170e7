"""Turns: what begins one, what only looks like it, and where each begins and ends."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.readers.turns import find_turns, label_key, milliseconds


def spoken(text: str, declared: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Label and speech of every turn."""
    return [(turn.label, text[turn.speech_start : turn.end]) for turn in find_turns(text, declared)]


def test_labels_that_recur_begin_turns() -> None:
    text = "Anna: Hej.\nBo Ek: Hallå.\n\nAnna: Ja.\nBo Ek:   Nä. \n"
    assert spoken(text) == [("Anna", "Hej."), ("Bo Ek", "Hallå."), ("Anna", "Ja."), ("Bo Ek", "Nä.")]


def test_a_phrase_said_once_is_no_speaker() -> None:
    text = "Anna: Hej.\nProblemet är: pengar.\nAnna: Ja."
    assert spoken(text) == [("Anna", "Hej.\nProblemet är: pengar."), ("Anna", "Ja.")]


def test_a_declared_label_need_not_recur_and_may_look_like_anything() -> None:
    declared = ("Dr. Berg", "1", "En som heter fem ord", "IP")
    text = "Dr. Berg: Hej.\n1: Ja.\nEn som heter fem ord: Nä.\nip: Jo"
    assert spoken(text, declared) == [("Dr. Berg", "Hej."), ("1", "Ja."), ("En som heter fem ord", "Nä."), ("ip", "Jo")]


@pytest.mark.parametrize("label", ["I", "Intervjuare", "Interviewer", "IP", "IP2", "Intervjuperson 1", "Respondent"])
def test_usual_labels_need_not_recur(label: str) -> None:
    assert spoken(f"{label}: Hej.") == [(label, "Hej.")]


@pytest.mark.parametrize(
    "line",
    [
        "en två tre fyra fem: nej",
        "Ja, men: nej",
        "Så. Då: nej",
        "9 av 14: nej",
        "Kl 10:30 nej",
        "AF:s handläggare",
        "https://example.se",
        "[skratt]: nej",
        ": nej",
        "x" * 150 + ": nej",
    ],
)
def test_what_does_not_look_like_a_label_is_speech_however_often(line: str) -> None:
    text = f"I: Hej.\n{line}\n{line}"
    assert spoken(text) == [("I", f"Hej.\n{line}\n{line}")]


def test_an_ending_after_a_declared_abbreviation_is_speech() -> None:
    assert spoken("AF: Ja.\nAF:s uppdrag.\nAF:Nä.\nAF:jo.", ("AF",)) == [
        ("AF", "Ja.\nAF:s uppdrag."),
        ("AF", "Nä."),
        ("AF", "jo."),
    ]


@pytest.mark.parametrize(
    ("prefix", "time"),
    [
        ("[00:03:12] IP: ", 192_000),
        ("(00:03) IP: ", 3_000),
        ("00:03:12 IP: ", 192_000),
        ("03:12 IP: ", 192_000),
        ("1:00:03 IP:", 3_603_000),
        ("#00:03:12-5# IP: ", 192_500),
        ("[00:03:12.250] IP: ", 192_250),
        ("IP [00:03:12]: ", 192_000),
        ("IP (03:12): ", 192_000),
        ("IP #00:03:12-5#: ", 192_500),
        ("IP 00:03:12: ", 192_000),
        ("IP: [00:03:12] ", 192_000),
        ("00:03:12 – IP: ", 192_000),
        ("[00:03:12]\nIP: ", 192_000),
        ("**IP:** ", None),
        ("**IP**: ", None),
        ("[00:03:12] **IP:** ", 192_000),
        ("  \tIP :\t", None),
        ("IP:\n\n", None),
    ],
)
def test_time_stamps_and_emphasis_belong_to_the_label(prefix: str, time: int | None) -> None:
    text = f"I: Nå?\n{prefix}Jo, asså. [00:09]\nI: Hm."
    _question, answer, _hm = find_turns(text)
    assert (answer.label, answer.time_ms) == ("IP", time)
    assert text[answer.start : answer.speech_start] == prefix.lstrip()
    assert text[answer.speech_start : answer.end] == "Jo, asså. [00:09]"


def test_emphasis_of_the_speech_is_speech() -> None:
    assert spoken("**I**: *hej* du") == [("I", "*hej* du")]


def test_a_clock_in_speech_is_no_time_stamp() -> None:
    (turn,) = find_turns("IP: 10:30 kommer bussen")
    assert (turn.speech_start, turn.time_ms) == (4, None)


def test_paragraphs_without_label_continue_the_turn() -> None:
    text = "I: Nå?\n\nIP: Jo.\n\nOch så.\nOch mer.\n\nI: Hm."
    assert spoken(text) == [("I", "Nå?"), ("IP", "Jo.\n\nOch så.\nOch mer."), ("I", "Hm.")]


def test_text_before_the_first_label_is_a_turn_without_label() -> None:
    assert spoken("\nIntervju 2014\nUmeå\n\nI: Nå?") == [("", "Intervju 2014\nUmeå"), ("I", "Nå?")]


def test_without_labels_every_paragraph_is_a_turn() -> None:
    assert spoken("Ett.\nTvå.\n") == [("", "Ett."), ("", "Två.")]
    assert spoken("Ett\nfortsätter.\n \n\nTvå.") == [("", "Ett\nfortsätter."), ("", "Två.")]


def test_lines_too_long_to_be_wrapped_by_hand_are_paragraphs() -> None:
    long = "ord " * 40
    assert len(spoken(f"{long}\nTvå.\n\nTre.")) == 3


def test_paragraphs_may_carry_time_stamps() -> None:
    text = "[00:01:00] Ett.\n00:02:00 Två.\n10:30 kom bussen."
    turns = find_turns(text)
    assert [(text[t.speech_start : t.end], t.time_ms) for t in turns] == [
        ("Ett.", 60_000),
        ("Två.", 120_000),
        ("10:30 kom bussen.", None),
    ]


def test_a_turn_may_be_silent() -> None:
    first, second = find_turns("IP:  \nI: Hm.")
    assert (first.start, first.speech_start, first.end) == (0, 3, 3)
    assert second.start == 6


def test_one_spelling_for_a_label() -> None:
    decomposed = unicodedata.normalize("NFD", "Åsa")
    assert [label for label, _speech in spoken(f"Åsa: ja\nåsa: nä\n{decomposed}: jo")] == ["Åsa", "Åsa", "Åsa"]
    assert label_key("IP\u00a0 1") == label_key("ip 1")


def test_offsets_are_code_points() -> None:
    text = "I: 👩‍👩‍👧 a\u030a\nIP: 🎿 jo"
    turns = find_turns(text)
    assert text[turns[1].start : turns[1].speech_start] == "IP: "
    assert spoken(text) == [("I", "👩‍👩‍👧 a\u030a"), ("IP", "🎿 jo")]


def test_only_newlines_begin_lines() -> None:
    assert spoken("I: a\u2028I: b\x0bI: c\x85I: d") == [("I", "a\u2028I: b\x0bI: c\x85I: d")]


def test_times_from_the_format() -> None:
    assert [turn.time_ms for turn in find_turns("A: a\nB: b", ("A", "B"), {0: 1000, 5: 2500})] == [1000, 2500]


def test_milliseconds() -> None:
    assert milliseconds("[1:02:03,5]") == 3_723_500
    assert milliseconds("hej") is None


pieces = st.sampled_from(
    ["I:", "IP:", "Anna:", "anna :", "AF:s", "\n", "\n\n", " ", "\t", "[00:03:12]", "(00:03)", "#00:03:12-5#", "00:03",
     "**", "_", "hej", "å", "👩‍👩‍👧", ".", ":", "-", "\u2028", "\x1b[1m"]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.lists(pieces).map("".join), st.text(st.characters(exclude_categories=["Cs"]))))
def test_turns_cover_the_text_in_order(text: str) -> None:
    turns = find_turns(text, ("Anna",))
    reached = 0
    for number, turn in enumerate(turns, 1):
        assert turn.number == number
        assert reached <= turn.start <= turn.speech_start <= turn.end <= len(text)
        assert turn.start < turn.end
        assert not text[reached : turn.start].strip()
        assert not text[turn.end - 1].isspace()
        reached = turn.end
    assert not text[reached:].strip()


speech = st.text("abcdeå ä.,!?()", min_size=1).map(str.strip).filter(lambda said: said and said[0] not in "(")


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["I", "IP1", "Åsa Ek"]), speech), min_size=1),
    st.sampled_from(["{}: {}", "[00:01:02] {}: {}", "{} (01:02): {}", "{}:\n{}", "**{}:** {}"]),
    st.sampled_from(["\n", "\n\n", " \n\t\n"]),
)
def test_a_dialogue_comes_back(said: list[tuple[str, str]], form: str, gap: str) -> None:
    text = gap.join(form.format(label, speech) for label, speech in said)
    assert spoken(text, ("Åsa Ek",)) == said


@pytest.mark.parametrize(
    "piece",
    ["ord ", " ", "\n", " \n", ":", "a:\n", "12:12:12\n", "**", "[00:"],
)
def test_megabytes_of_anything_are_read(piece: str) -> None:
    assert find_turns(piece * (300_000 // len(piece)) + "slut")


def test_five_megabytes_are_read() -> None:
    exchange = "I: Nå?\nIP: Jo, det är ju så att man far in till Umeå för he, sa hon: så är det.\nOch så vidare.\n\n"
    assert find_turns(exchange * (5_000_000 // len(exchange)))
    assert find_turns("ord " * 1_250_000)
