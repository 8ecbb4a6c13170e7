"""Many files are read in processes of their own: what comes of it is the same, whatever becomes of the processes."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import docx
import pytest

from coder import plugins
from coder.project import Project
from coder.project.sources.loading import LoadResult
from coder.queries.sources import source_rows
from coder.readers import apart
from coder.readers.apart import ReadingApart
from coder.readers.base import ParsedTranscript
from coder.readers.worker import Wish
from tests.tables import rows_of

TABLES = ("source", "source_text", "turn", "speaker", "case", "case_variable")
PLUGIN = """
from pathlib import Path
from coder.errors import Refused
from coder.readers.base import RawTranscript

class Shouted:
    def read(self, path):
        print("this is no answer", flush=True)
        text = path.read_text("utf-8")
        if "whisper" in text:
            raise Refused("nobody can hear it")
        return RawTranscript(text.upper(), "shout", "utf-8")
"""
LOAD = """
import sys, time
from pathlib import Path
from coder import plugins
from coder.project import Project
from coder.readers import apart
apart._WORTH = 1
apart._processors = lambda: 2
started = apart._started
def told():
    process = started()
    print(process.pid, flush=True)
    return process
apart._started = told
def wait(done, total, what):
    time.sleep(60 if done else 0)
    return True
Project.open(sys.argv[1], "Maja", create=True).load([Path(sys.argv[2])], wait)
"""


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for any number of files, and they are waited for."""
    monkeypatch.setattr(apart, "_WORTH", 1)
    monkeypatch.setattr(apart, "_holds_something", lambda _pipe: True)
    monkeypatch.setattr(apart, "_processors", lambda: 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of several kinds: read well, refused, damaged, with a head, in another encoding."""
    folder = tmp_path / "transcripts"
    folder.mkdir()
    for number in range(8):
        lines = [f"I: Fråga {number}?", f"IP: Svar {number} – ja.", "I: Mer?", "IP: Nej."]
        (folder / f"a{number}.txt").write_text("\n".join(lines), "utf-8")
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(folder / f"b{number}.docx"))
    (folder / "c1.txt").write_bytes("I: Är det så?\nIP: Nä.\nI: Å?\nIP: Ja.".encode("cp1252"))
    (folder / "c2.txt").write_bytes(b"")
    (folder / "c3.docx").write_bytes(b"PK\x03\x04 damaged")
    (folder / "c4.md").write_text("---\ncase: Fallet\nspeakers:\n  Anna: {case: Fallet}\n---\nAnna: hej\n", "utf-8")
    (folder / "c5.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Hej du\n", "utf-8")
    (folder / "cases.csv").write_text("file,kind\na1,kommun\n", "utf-8")
    return folder


def loaded(path: Path, files: Path) -> tuple[list[LoadResult], dict[str, list[tuple[Any, ...]]]]:
    project = Project.open(path, "Maja", create=True)
    results = project.load([files])
    project.close()
    return results, {table: rows_of(path, table) for table in TABLES}


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> "list[subprocess.Popen[bytes]]":
    """Those that were started."""
    found: list[subprocess.Popen[bytes]] = []
    start = apart._started

    def started() -> "subprocess.Popen[bytes]":
        found.append(start())
        return found[-1]

    monkeypatch.setattr(apart, "_started", started)
    return found


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the files that processes have read."""
    numbers: list[int] = []
    take = ReadingApart.take

    def watched(reading: ReadingApart, number: int) -> object:
        found = take(reading, number)
        numbers.extend([number] if found else [])
        return found

    monkeypatch.setattr(ReadingApart, "take", watched)
    return numbers


def here(path: Path, files: Path) -> object:
    """What a load comes to that starts no process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(apart, "_WORTH", 10**12)
        return loaded(path, files)


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.usefixtures("few_are_many")
def test_what_is_read_apart_is_what_is_read_here(tmp_path: Path, folder: Path, taken: list[int]) -> None:
    there = loaded(tmp_path / "there.db", folder)
    assert len(taken) > 15
    assert there == here(tmp_path / "here.db", folder)


@pytest.mark.usefixtures("few_are_many")
def test_a_file_is_read_as_the_one_of_its_name_was_before_it(tmp_path: Path, folder: Path) -> None:
    """What is known of a name may have changed since a process was asked."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "c1.txt").write_bytes("I: Är det så?\nIP: Nä.\nI: Å?\nIP: Ja.".encode("cp1252"))
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    first = folder / "c1.txt"
    results = project.load([first, other / "c1.txt"], turns=lambda path: "{label}:" if path == first else None)
    assert [result.status for result in results] == ["added", "unchanged"]
    project.close()


@pytest.mark.usefixtures("few_are_many")
def test_files_are_read_here_while_a_process_is_waited_for(
    tmp_path: Path, folder: Path, taken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    parsed = Wish.parsed

    def watched(wish: Wish) -> ParsedTranscript:
        asked.append(wish.path)
        return parsed(wish)

    monkeypatch.setattr(apart, "_AHEAD", 2)
    monkeypatch.setattr(apart._Process, "has_answered", lambda _process: False)
    monkeypatch.setattr(Wish, "parsed", watched)
    there = loaded(tmp_path / "there.db", folder)
    assert len(asked) > 3
    assert len(taken) > 15
    assert there == here(tmp_path / "here.db", folder)


@pytest.mark.usefixtures("few_are_many")
def test_nothing_is_lost_when_the_processes_die(
    tmp_path: Path, folder: Path, processes: "list[subprocess.Popen[bytes]]"
) -> None:
    def kill(done: int, _total: int, _what: str) -> bool:
        if done == 4:
            for process in processes:
                process.kill()
        return True

    project = Project.open(tmp_path / "there.db", "Maja", create=True)
    results = project.load([folder], kill)
    project.close()
    assert len(processes) == 2
    assert (results, {table: rows_of(tmp_path / "there.db", table) for table in TABLES}) == here(
        tmp_path / "here.db", folder
    )


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("program", ["/nonexistent/python", "/bin/true", "/bin/cat"])
def test_where_no_process_reads_files_they_are_read_here(
    tmp_path: Path, folder: Path, taken: list[int], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    there = loaded(tmp_path / "there.db", folder)
    assert taken == []
    assert there == here(tmp_path / "here.db", folder)


def test_few_files_start_no_process(tmp_path: Path, folder: Path, processes: "list[subprocess.Popen[bytes]]") -> None:
    loaded(tmp_path / "coder.db", folder)
    assert processes == []


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("interrupted", [False, True])
def test_no_process_is_left_when_a_load_is_stopped(
    tmp_path: Path, folder: Path, processes: "list[subprocess.Popen[bytes]]", interrupted: bool
) -> None:
    def stop(done: int, _total: int, _what: str) -> bool:
        if done == 3 and interrupted:
            raise KeyboardInterrupt
        return done < 3

    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    if interrupted:
        with pytest.raises(KeyboardInterrupt):
            project.load([folder], stop)
    else:
        assert len(project.load([folder], stop)) == 3
    assert len(project.ask(source_rows)) == 3, "what was read is there"
    assert [result.status for result in project.load([folder])][:4] == ["unchanged"] * 3 + ["added"]
    project.close()
    assert len(processes) == 4
    assert all(process.poll() is not None for process in processes)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes where Linux shows them")
def test_no_process_outlives_a_program_that_is_killed(tmp_path: Path, folder: Path) -> None:
    command = [sys.executable, "-c", LOAD, str(tmp_path / "coder.db"), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        numbers = [int(program.stdout.readline()) for _number in range(2)]
        assert all(map(is_there, numbers))
        program.kill()
    until = time.monotonic() + 20
    while any(map(is_there, numbers)):
        assert time.monotonic() < until, "it goes on without anyone to listen"
        time.sleep(0.05)


@pytest.mark.usefixtures("few_are_many")
def test_other_peoples_readers_read_apart_too(
    tmp_path: Path, taken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shouting.py").write_text(PLUGIN, "utf-8")
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[coder.readers]\nshout = shouting:Shouted\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    files = tmp_path / "files"
    files.mkdir()
    for number in range(4):
        (files / f"{number}.shout").write_text("whisper" if number == 2 else f"i: hej {number}\ni: du\n", "utf-8")
    plugins._entry_points.cache_clear()
    try:
        results, tables = loaded(tmp_path / "coder.db", files)
    finally:
        plugins._entry_points.cache_clear()
    assert [result.status for result in results] == ["added", "added", "refused", "added"]
    assert results[2].reason == "nobody can hear it"
    assert "I: HEJ 0" in str(tables["source_text"])
    assert taken == [1, 3] or taken == [0, 1, 3]
