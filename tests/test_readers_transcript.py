"""From files to transcripts: which files are read, who the speakers are, and what is known of the source."""

import hashlib
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.readers import read_transcript, transcript_files
from coder.readers.base import ParsedSpeaker, ParsedTranscript, RawTranscript
from coder.readers.plain import PlainReader

HEAD = """---
case: AME Lycksele
actor: lycksele-kommun
kind: kommun
place: lycksele
date: 2014-02-04
coder: Maja
consent: organisation
speakers:
  I: interviewer
  IP1: {case: ame lycksele, consent: anonymous}
  IP2: {case: Soc, actor: soc}
---
"""
DIALOGUE = "I: Hej\nIP1: ett\nIP2: två\nIP3: tre\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ame.txt"


def parsed(path: Path, content: str | bytes, row: dict[str, str] | None = None) -> ParsedTranscript:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_transcript(path, PlainReader(), row)


def speakers(transcript: ParsedTranscript) -> dict[str, ParsedSpeaker]:
    return {speaker.label: speaker for speaker in transcript.speakers}


def test_a_transcript_with_everything(file: Path) -> None:
    content = (HEAD + DIALOGUE).replace("\n", "\r\n").encode("utf-8-sig")
    transcript = parsed(file, content)
    assert (transcript.name, transcript.file_name, transcript.format) == ("ame", "ame.txt", "txt")
    assert transcript.encoding == "utf-8-sig"
    assert transcript.file_sha256 == hashlib.sha256(content).hexdigest()
    assert transcript.text == DIALOGUE
    assert transcript.variables == {
        "case": "AME Lycksele",
        "actor": "lycksele-kommun",
        "kind": "kommun",
        "place": "lycksele",
        "date": "2014-02-04",
        "coder": "Maja",
        "consent": "organisation",
    }
    assert [turn.number for turn in transcript.turns] == [1, 2, 3, 4]


def test_speakers_follow_the_head_and_then_the_source(file: Path) -> None:
    found = speakers(parsed(file, HEAD + DIALOGUE))
    assert found["I"] == ParsedSpeaker("I", "interviewer")
    same_case = ParsedSpeaker(
        "IP1", "interviewee", "ame lycksele", "lycksele-kommun", "kommun", "lycksele", "anonymous"
    )
    assert found["IP1"] == same_case
    assert found["IP2"] == ParsedSpeaker("IP2", "interviewee", "Soc", "soc", None, None, "organisation")
    undeclared = ParsedSpeaker(
        "IP3", "interviewee", "AME Lycksele", "lycksele-kommun", "kommun", "lycksele", "organisation"
    )
    assert found["IP3"] == undeclared


def test_speakers_come_in_the_order_they_speak(file: Path) -> None:
    assert [speaker.label for speaker in parsed(file, "Rubrik\nIP2: a\nI: b\nIP2: c\nIP1: d").speakers] == [
        "",
        "IP2",
        "I",
        "IP1",
    ]


@pytest.mark.parametrize("label", ["I", "i", "Intervjuare", "INTERVIEWER"])
def test_interviewers_that_need_no_declaring(file: Path, label: str) -> None:
    assert speakers(parsed(file, f"{label}: hej"))[label].role == "interviewer"


@pytest.mark.parametrize(
    ("declared", "role"),
    [
        ("Moderator: interviewer", "interviewer"),
        ("Moderator: ", "interviewer"),
        ("Moderator: {}", "interviewer"),
        ("Moderator: {case: Region}", "interviewee"),
        ("Moderator: {role: interviewer, case: Region}", "interviewer"),
        ("MODERATOR: Intervjuare", "interviewer"),
        ("X: interviewer", "interviewee"),
    ],
)
def test_moderators(file: Path, declared: str, role: str) -> None:
    content = f"---\nspeakers:\n  {declared}\n---\nModerator: hej\nModerator: hå"
    assert speakers(parsed(file, content))["Moderator"].role == role


def test_a_declared_initial_i_speaks_for_a_case(file: Path) -> None:
    found = speakers(parsed(file, "---\nspeakers: {I: {case: Soc}}\n---\nI: hej"))
    assert (found["I"].role, found["I"].case) == ("interviewee", "Soc")


@pytest.mark.parametrize(
    "head",
    [
        "speakers: {IP: {consent: maybe}}",
        "speakers: {IP: somebody}",
        "speakers: {IP: {role: boss}}",
        "consent: ja",
    ],
)
def test_what_would_be_misunderstood_is_refused(file: Path, head: str) -> None:
    with pytest.raises(Refused, match=r"maybe|somebody|boss|ja"):
        parsed(file, f"---\n{head}\n---\nIP: hej")


def test_what_is_said_of_speakers_without_use_is_remarked(file: Path) -> None:
    content = "---\nspeakers: {IP: {age: 52}, IP9: {case: x}}\n---\nIP: hej"
    age, silent = parsed(file, content).remarks
    assert "age" in age
    assert "IP9" in silent


def test_the_row_fills_what_the_head_leaves_open(file: Path) -> None:
    row = {"case": "Annat", "place": "umea", "kind": "", "speakers": "{IP1: {case: R}, IP2: {case: S}}", "file": "x"}
    head = "---\ncase: AME\nspeakers: {IP1: {case: H}}\n---\n"
    transcript = parsed(file, head + DIALOGUE, row)
    assert transcript.variables == {"case": "AME", "place": "umea"}
    assert [speakers(transcript)[label].case for label in ("IP1", "IP2", "IP3")] == ["H", "S", "AME"]


def test_labels_declared_in_the_row_begin_turns(file: Path) -> None:
    transcript = parsed(file, "Dr. Ek: hej\nI: hå", {"speakers": "{Dr. Ek: {case: VLL}}"})
    assert [turn.label for turn in transcript.turns] == ["Dr. Ek", "I"]
    with pytest.raises(Refused):
        parsed(file, "I: hej", {"speakers": "{a: [}"})


class OtherReader:
    """A reader as somebody else might write it: its head holds what a YAML library gives."""

    def read(self, path: Path) -> RawTranscript:
        head: dict[str, object] = {"date": date(2014, 2, 4), "year": 2014, "case": None, "speakers": {1: {"place": 7}}}
        return RawTranscript("1: hej", "odt", "utf-8", head)


def test_heads_of_other_readers_become_strings(file: Path) -> None:
    file.write_bytes(b"x")
    transcript = read_transcript(file, OtherReader())
    assert transcript.variables == {"date": "2014-02-04", "year": "2014"}
    assert transcript.speakers == (ParsedSpeaker("1", place="7"),)


def test_names_are_nfc(tmp_path: Path) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "åsele.1.txt")
    assert parsed(path, "I: hej").name == "åsele.1"


def test_files_without_speech_are_refused(file: Path) -> None:
    with pytest.raises(Refused):
        parsed(file, "---\ncase: x\n---\n \n")
    with pytest.raises(Refused):
        parsed(file, "")


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_transcript(tmp_path / "gone.txt", PlainReader())
    with pytest.raises(Refused):
        read_transcript(tmp_path, PlainReader())


alphabet = st.sampled_from([*"I:P \n\n-[]{}#.åä\x1b", "---\n", "IP: ", "a\u030a", "👩‍👩‍👧", "[00:03:12] ", "Anna: "])


@settings(deadline=None)
@given(st.lists(alphabet).map("".join), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-16"]))
def test_texts_come_back_with_their_turns(
    tmp_path_factory: pytest.TempPathFactory, text: str, newline: str, encoding: str
) -> None:
    path = tmp_path_factory.mktemp("txt") / "a.txt"
    text = f"I: {text}"
    transcript = parsed(path, text.replace("\n", newline).encode(encoding))
    assert transcript.text == text
    assert {turn.label for turn in transcript.turns} == {speaker.label for speaker in transcript.speakers}
    covered = "".join(text[turn.start : turn.end] for turn in transcript.turns)
    assert "".join(covered.split()) == "".join(text.split())


def test_five_megabytes_are_read(file: Path) -> None:
    line = "IP: Jo, det är ju så att man far in till Umeå för he.\r\n\r\nKl 10:30 då.\r\n"
    transcript = parsed(file, ("I: Nå?\r\n" + line) * (5_000_000 // len(line)))
    assert len(transcript.speakers) == 2


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"x")


def test_a_folder_gives_its_transcripts_in_order_of_their_names(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "åsele.txt")
    touch(tmp_path, "z.vtt", "a.txt", decomposed, "ö.docx", "scan.pdf", "b.TXT")
    touch(tmp_path, "README.md", "readme", ".hidden.txt", "~$ö.docx", "cases.csv", "Codings.csv")
    (tmp_path / "sub").mkdir()
    touch(tmp_path / "sub", "c.txt")
    names = [path.name for path in transcript_files([tmp_path])]
    assert names == ["a.txt", "b.TXT", "scan.pdf", "z.vtt", decomposed, "ö.docx"]


def test_named_files_are_taken_as_they_are_and_once(tmp_path: Path) -> None:
    touch(tmp_path, "README.txt", "b.txt", "a.txt")
    gone = tmp_path / "gone.txt"
    paths = [tmp_path / "b.txt", tmp_path / "README.txt", gone, tmp_path]
    assert transcript_files(paths) == [tmp_path / "b.txt", tmp_path / "README.txt", gone, tmp_path / "a.txt"]
    assert transcript_files([Path("x" * 300)]) == [Path("x" * 300)]


def test_importing_the_readers_brings_nothing_heavy() -> None:
    heavy = ["docx", "lxml", "ruamel", "openpyxl", "webvtt", "charset_normalizer", "sqlalchemy"]
    script = f"import sys, coder.readers; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
