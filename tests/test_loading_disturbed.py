"""Loads that something comes into: a file that fails, an interruption, an undo, somebody else's load."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session

from coder.history import StepWriter
from coder.model import Source
from coder.project import Project
from coder.project.sources import loading
from coder.project.sources.known import KnownSources
from coder.queries.sources import source_rows
from coder.readers.base import ParsedTranscript
from tests.conftest import write_study
from tests.doing import path_of, statuses
from tests.tables import recorded, rows_of, size, unwhole

# What goes wrong while several are written together

Fails = Callable[[BaseException, Callable[[str], bool]], None]


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Fails:
    """Makes the writing of sources fail at those names."""
    write_one = loading.add_source

    def fails(fault: BaseException, at: Callable[[str], bool]) -> None:
        def add_source(step: StepWriter, parsed: ParsedTranscript, *more: str) -> Source:
            if at(parsed.name):
                raise fault
            return write_one(step, parsed, *more)

        monkeypatch.setattr(loading, "add_source", add_source)

    return fails


def test_what_cannot_be_written_takes_nothing_with_it_that_was_read(study: Path, fails: Fails) -> None:
    broken = {"förbundet"}
    fails(ZeroDivisionError(), broken.__contains__)
    project = Project.open(study / "coder.db", "Maja", create=True)
    with pytest.raises(ZeroDivisionError):
        project.load()
    assert [row.source for row in project.ask(source_rows)] == ["af", "ame", "gemensam"]
    assert unwhole(path_of(project)) == []
    broken.clear()
    assert list(statuses(project.load()).values()) == ["unchanged", "unchanged", "added", "unchanged"]
    project.close()


def test_who_interrupts_while_something_is_written_keeps_what_was_read(study: Path, fails: Fails) -> None:
    calls: list[str] = []

    def third(name: str) -> bool:
        calls.append(name)
        return len(calls) == 3

    fails(KeyboardInterrupt(), third)
    project = Project.open(study / "coder.db", "Maja", create=True)
    with pytest.raises(KeyboardInterrupt):
        project.load()
    assert list(statuses(project.load()).values()) == ["unchanged"] * 4
    assert unwhole(path_of(project)) == []
    project.close()


def test_what_others_do_while_a_refusal_is_dealt_with_is_seen(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file is refused when it is written; in this moment somebody else loads another text of the next one."""
    mine, other = study / "transcripts", study / "andras"
    other.mkdir()
    for path in mine.iterdir():
        path.unlink()
    (mine / "ame.txt").write_text("I: Hur då?\nIP: Så här.\n", "utf-8")
    (mine / "ame.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Hej.</v>\n", "utf-8")
    (mine / "öst.txt").write_text("I: Och sen?\nIP: Sen var det så.\n", "utf-8")
    (other / "öst.txt").write_text("I: Och sen?\nIP: Sen var det annat.\n", "utf-8")
    project, tor = Project.open(study / "coder.db", "Maja", create=True), Project.open(study / "coder.db", "Tor")
    read, readings = KnownSources.read, list[KnownSources]()

    def meanwhile(known: KnownSources, session: Session) -> None:
        readings.append(known)
        if len(readings) == 2:
            tor.load([other])
        read(known, session)

    monkeypatch.setattr(KnownSources, "read", meanwhile)
    results = statuses(project.load())
    assert results == {"ame.txt": "added", "ame.vtt": "refused", "öst.txt": "changed"}
    project.close()
    tor.close()


# Stopping, undoing, doing it twice at once


def test_a_stopped_load_is_taken_up_where_it_was_left(study: Path) -> None:
    project = Project.open(study / "coder.db", "Maja", create=True)
    assert len(project.load(progress=lambda done, _total, _what: done < 2)) == 2
    assert len(project.ask(source_rows)) == 2
    assert list(statuses(project.load()).values()) == ["unchanged", "unchanged", "added", "added"]
    project.close()


def test_a_load_is_undone_whole_and_done_again_with_the_same_identities(study: Path) -> None:
    project = Project.open(study / "coder.db", "Maja", create=True)
    project.read_codebook()
    empty = recorded(path_of(project))
    project.load()
    loaded = recorded(path_of(project))
    project.undo()
    assert recorded(path_of(project)) == empty
    assert project.ask(source_rows) == ()
    project.load()
    assert recorded(path_of(project)) == loaded
    assert size(path_of(project), "source_text") == 4, "texts are not written a second time"
    project.close()


def test_two_who_load_one_folder_at_the_same_moment_load_it_once(study: Path) -> None:
    Project.open(study / "coder.db", "Maja", create=True).close()
    failures: list[BaseException] = []
    found: list[str] = []
    barrier = threading.Barrier(3)

    def load() -> None:
        try:
            project = Project.open(study / "coder.db", "Maja")
            barrier.wait()
            found.extend(result.status for result in project.load())
            project.close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=load) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(found) == ["added"] * 4 + ["unchanged"] * 8
    assert size(study / "coder.db", "source") == 4


def test_what_someone_else_loads_during_a_load_is_not_loaded_twice(study: Path) -> None:
    project = Project.open(study / "coder.db", "Maja", create=True)
    other = Project.open(study / "coder.db", "Tor")
    last = sorted((study / "transcripts").glob("gemensam*"))

    def meanwhile(done: int, _total: int, _what: str) -> bool:
        if done == 2:
            assert [result.status for result in other.load(last)] == ["added"]
        return True

    assert list(statuses(project.load(progress=meanwhile)).values()) == ["added"] * 3 + ["unchanged"]
    assert size(study / "coder.db", "source") == 4
    other.close()
    project.close()


def test_projects_made_twice_from_the_same_files_have_the_same_identities(tmp_path: Path) -> None:
    csv = "source,start,end,code,coder,about,note\name,50,59,stuprör,Maja,unga,Hm\name,50,59,buss,Tor,,\n"
    made = []
    for name in ("first", "second"):
        folder = write_study(tmp_path / name)
        (folder / "transcripts" / "codings.csv").write_text(csv, encoding="utf-8")
        project = Project.open(folder / "coder.db", name, create=True)
        project.begin()
        project.close()
        tables = ("source", "source_text", "code", "coding", "coding_about", "case", "speaker", "register_entry")
        made.append({table: {row[:2] for row in rows_of(folder / "coder.db", table)} for table in tables})
        made[-1]["note"] = {row[0] for row in rows_of(folder / "coder.db", "note")}
    assert made[0] == made[1]
    assert len(made[0]["coding"]) == 2
