"""Subtitles and meeting transcripts: voices, names in cues, and cues joined into turns."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.readers import read_transcript
from coder.readers.webvtt import WebVttReader

FIRST, SECOND, THIRD = "00:00:01.000 --> 00:00:04.000", "00:01:02.500 --> 00:01:04.000", "01:00:00.000 --> 01:00:01.000"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "möte.vtt"


def turns(path: Path, content: str) -> list[tuple[str, str, int | None]]:
    """Label, speech and time of every turn of a file with that content."""
    path.write_bytes(content.encode())
    parsed = read_transcript(path, WebVttReader())
    return [(turn.label, parsed.text[turn.speech_start : turn.end], turn.time_ms) for turn in parsed.turns]


def test_consecutive_cues_of_a_voice_are_one_turn(file: Path) -> None:
    content = f"WEBVTT\n\n{FIRST}\n<v Maria>Hej\n\n{SECOND}\n<v Maria>på dig.\n\n{THIRD}\n<v Göran>Jo.\n"
    assert turns(file, content) == [("Maria", "Hej på dig.", 1000), ("Göran", "Jo.", 3_600_000)]


def test_the_text_is_a_line_for_each_turn(file: Path) -> None:
    file.write_text(f"WEBVTT\n\n{FIRST}\n<v Maria>Hej\ndu\n\n{SECOND}\n<v Göran>Jo.\n", "utf-8")
    raw = WebVttReader().read(file)
    assert raw.text == "Maria: Hej du\nGöran: Jo."
    assert raw.times == {0: 1000, 14: 62_500}
    assert raw.labels == ("Maria", "Göran")


def test_the_meeting_programs_form(file: Path) -> None:
    content = (
        "\ufeffWEBVTT\r\n\r\n5f0c/12-0\r\n00:00:01.000 --> 00:00:04.000\r\n<v Ek, Maria (AF)>Hej &amp; välkomna</v>\r\n"
        "\r\n5f0c/13-0\r\n00:00:05.000 --> 00:00:06.000\r\n<v Göran>Tack.</v>\r\n"
    )
    assert turns(file, content) == [("Ek, Maria (AF)", "Hej & välkomna", 1000), ("Göran", "Tack.", 5000)]


def test_two_voices_in_one_cue(file: Path) -> None:
    content = f"WEBVTT\n\n{FIRST}\n<v Maria>Hej.</v> <v.loud Göran>Jo.</v> (skratt)\n"
    assert turns(file, content) == [("Maria", "Hej.", 1000), ("Göran", "Jo. (skratt)", 1000)]


def test_a_cue_without_a_voice_continues_the_turn(file: Path) -> None:
    content = f"WEBVTT\n\n{FIRST}\nförst\n\n{SECOND}\n<v Maria>Hej\n\n{THIRD}\nProblemet är: pengar\n"
    assert turns(file, content) == [("", "först", 1000), ("Maria", "Hej Problemet är: pengar", 62_500)]


def test_names_in_every_cue_need_not_recur(file: Path) -> None:
    content = (
        f"WEBVTT\n\n1\n{FIRST}\nMaria Ek: Hej\n\n2\n{SECOND}\nMaria Ek: Problemet är: pengar\n\n3\n{THIRD}\nBo: Jo\n"
    )
    assert turns(file, content) == [("Maria Ek", "Hej Problemet är: pengar", 1000), ("Bo", "Jo", 3_600_000)]


def test_names_in_some_cues_must_recur(file: Path) -> None:
    cues = ["Bo: Hej", "Det är så här", "Problemet är: pengar", "Åsa: Jo", "Bo: Nä", "Åsa: Jo"]
    content = "WEBVTT\n\n" + "\n\n".join(f"{FIRST}\n{cue}" for cue in cues)
    assert [turn[:2] for turn in turns(file, content)] == [
        ("Bo", "Hej Det är så här Problemet är: pengar"),
        ("Åsa", "Jo"),
        ("Bo", "Nä"),
        ("Åsa", "Jo"),
    ]


def test_without_names_a_turn_goes_to_the_end_of_its_sentence(file: Path) -> None:
    content = f"WEBVTT\n\n{FIRST}\nDet är\n\n{SECOND}\nså här.\n\n{THIRD}\nJo.\n"
    assert turns(file, content) == [("", "Det är så här.", 1000), ("", "Jo.", 3_600_000)]


def test_tags_and_entities_are_resolved_and_other_brackets_stay(file: Path) -> None:
    payload = "<v Maria><i>Hej</i> <c.gul>du</c> <00:00:02.000>&lt;b&gt; &#229; <skratt> [bold] 2 < 3 & AT&T \x1b[1m"
    assert turns(file, f"WEBVTT\n\n{FIRST}\n{payload}\n") == [
        ("Maria", "Hej du <b> å <skratt> [bold] 2 < 3 & AT&T \x1b[1m", 1000)
    ]


def test_notes_styles_and_settings_are_left_out(file: Path) -> None:
    content = (
        "WEBVTT - möte\nKind: captions\n\nNOTE Confidence: 0.9\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:r\n\n"
        f"{FIRST} align:start position:0%\n<v Maria>Hej\n\nNOTE\nflera\nrader\n"
    )
    assert turns(file, content) == [("Maria", "Hej", 1000)]
    assert read_transcript(file, WebVttReader()).remarks == ("Left out: 2 notes of the file.",)


def test_nothing_said_is_lost_in_sloppy_files(file: Path) -> None:
    content = (
        f"WEBVTT\n{FIRST}\n<v Maria>Hej\n2\n{SECOND}\n<v Maria>du\n\noch mer\n\n3\n00:03,5 --> 00:04,0\n<v Maria>slut"
    )
    assert turns(file, content) == [("Maria", "Hej du och mer slut", 1000)]


def test_names_that_could_be_mistaken(file: Path) -> None:
    content = f"WEBVTT\n\n{FIRST}\n<v Rum 10:30 &amp; AF>Hej\n\n{SECOND}\n<v {'x' * 200}>Hå\n\n{THIRD}\n<v >Jo\n"
    labels = [label for label, _speech, _time in turns(file, content)]
    assert labels == ["Rum 10 30 & AF", "x" * 80]


@pytest.mark.parametrize("content", ["WEBVTT\n", "hej\n\nhå", f"WEBVTT\n\n{FIRST}\n<i></i>\n", "WEBVTT\n\nNOTE hej\n"])
def test_files_without_speech_are_refused(file: Path, content: str) -> None:
    file.write_text(content, "utf-8")
    with pytest.raises(Refused):
        WebVttReader().read(file)


voices = st.text("ABCåäö 12", min_size=1, max_size=10).map(lambda name: " ".join(name.split())).filter(bool)
said = st.text("abc åäö.:!?👩‍👧", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)


@settings(deadline=None)
@given(st.lists(st.tuples(voices, said), min_size=1, max_size=6))
def test_every_voices_words_come_back(tmp_path_factory: pytest.TempPathFactory, cues: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("vtt") / "a.vtt"
    content = "WEBVTT\n\n" + "\n\n".join(f"{FIRST}\n<v {name}>{speech}" for name, speech in cues)
    expected: list[tuple[str, str]] = []
    for name, speech in cues:
        if expected and expected[-1][0].casefold() == name.casefold():
            expected[-1] = (expected[-1][0], f"{expected[-1][1]} {speech}")
        else:
            expected.append((name, speech))
    read = turns(path, content)
    assert [speech for _name, speech, _time in read] == [speech for _name, speech in expected]
    assert [name.casefold() for name, _speech, _time in read] == [name.casefold() for name, _speech in expected]


@settings(deadline=None)
@given(st.text(st.sampled_from("<v Anna></v>i&amp;#13;:\n -00:01.000 --> 00:02.000NOTE[]\x1b.")))
def test_any_payload_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, payload: str) -> None:
    path = tmp_path_factory.mktemp("vtt") / "a.vtt"
    path.write_text(f"WEBVTT\n\n{FIRST}\n{payload}", "utf-8")
    try:
        parsed = read_transcript(path, WebVttReader())
    except Refused as refusal:
        assert "\n" not in str(refusal)
    else:
        assert "\r" not in parsed.text
        assert all(turn.time_ms is not None for turn in parsed.turns)


def test_five_megabytes_are_read(file: Path) -> None:
    cue = f"{FIRST}\n<v Maria>Det är ju så att man far in till Umeå <c <c.x <v <v Bo>jo &amp; nä\n\n"
    file.write_text("WEBVTT\n\n" + cue * (5_000_000 // len(cue)), "utf-8")
    assert WebVttReader().read(file).times
