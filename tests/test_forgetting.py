"""Forgetting old versions: for good, to the last byte, and told so."""

from pathlib import Path

import pytest

from coder.errors import CoderError, Conflict
from coder.project import Project
from coder.queries.transcript import transcript
from coder.queries.versions import unplaced, versions
from tests.conftest import Opener, passage
from tests.doing import code_words, path_of
from tests.tables import rows_of, size, unwhole

NAME, SECRET = "Anna Lindkvist", "hemligheten"


def bytes_of(path: Path) -> bytes:
    """The project's file with everything beside it."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(path.name + "*")))


@pytest.fixture
def corrected(project: Project) -> Project:
    """A secret and a name that were put in and taken out again, with codings on either side of it."""
    code_words(project, "Stuprören.", "stuprör")
    project.edit_turn("ame", 2, f"Stuprören. Det var {SECRET} som Anna sa.")
    project.rename_speaker("ame", "IP", NAME)
    code_words(project, SECRET, "buss")
    project.adjust(project.ask(transcript, "ame").codings[0].quote, *passage(project, "ame", "Stuprören"))
    project.rename_speaker("ame", NAME, "IP1")
    project.edit_turn("ame", 2, "Stuprören.")
    assert SECRET.encode() in bytes_of(path_of(project)) and NAME.encode() in bytes_of(path_of(project))
    return project


def test_while_something_waits_to_be_placed_it_is_refused(corrected: Project) -> None:
    with pytest.raises(CoderError, match="1 coding or note stands on an old version"):
        corrected.forget_old("ame")
    assert len(corrected.ask(versions, "ame")) == 5


def test_no_byte_of_it_is_left(corrected: Project) -> None:
    done = corrected.forget_old("ame", drop_unplaced=True)
    assert (done.versions, done.unplaced, done.scrubbed) == (4, 1, True)
    corrected.close()
    left = bytes_of(path_of(corrected))
    assert SECRET.encode() not in left and NAME.encode() not in left
    assert unwhole(path_of(corrected)) == []
    assert size(path_of(corrected), "source_text") == 4  # one of each source


def test_what_is_current_stays_as_it_was(corrected: Project) -> None:
    (waiting,) = corrected.ask(unplaced, "ame")
    corrected.drop(waiting.quote)
    before = corrected.ask(transcript, "ame")
    corrected.forget_old("ame")
    assert corrected.ask(transcript, "ame") == before
    (only,) = corrected.ask(versions, "ame")
    assert only.current and only.version == 5


def test_nothing_before_it_can_be_taken_back_by_the_same_person(corrected: Project) -> None:
    corrected.forget_old("ame", drop_unplaced=True)
    code_words(corrected, "indragen", "praktik")
    corrected.undo()
    with pytest.raises(Conflict, match="Cannot be undone, nor what was done before it: Forget the old versions of ame"):
        corrected.undo()


def test_nor_by_another_person_where_the_old_text_would_be_needed(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    code_words(tor, "Folk hamnar", "stuprör")
    tor.edit_turn("ame", 1, "Vad hindrar folk?")
    maja.forget_old("ame")
    with pytest.raises(Conflict, match="has been forgotten"):
        tor.undo()
    assert unwhole(path_of(maja)) == []


def test_a_taken_back_correction_is_forgotten_too(project: Project) -> None:
    project.edit_turn("ame", 2, f"Det var {SECRET}.")
    project.undo()
    project.forget_old("ame")
    project.close()
    assert SECRET.encode() not in bytes_of(path_of(project))
    assert project.redo() == []


def test_the_project_as_of_before_can_still_be_looked_at(corrected: Project) -> None:
    corrected.forget_old("ame", drop_unplaced=True)
    coded = next(row for row in rows_of(path_of(corrected), "step") if "apply_code" in row)[0]
    then = corrected.as_of(str(coded))
    try:
        assert then.ask(transcript, "ame").text == corrected.ask(transcript, "ame").text
    finally:
        then.close()


def test_saying_it_again_does_no_harm(corrected: Project) -> None:
    corrected.forget_old("ame", drop_unplaced=True)
    assert corrected.forget_old("ame").versions == 0
