"""Out and in again: an equal project, and nothing new the second time (T3, T6)."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from coder.project import Facets, Project
from coder.queries.codes import code_tree
from coder.queries.frequencies import frequencies
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from tests.conftest import Opener, passage
from tests.doing import agree, code_words, path_of
from tests.tables import recorded, size, unwhole

EQUAL = {
    "turns": "SELECT s.name, t.number, t.label, t.start, t.speech_start, t.end, t.time_ms FROM turn t "
    "JOIN source s ON s.source_text_id = t.source_text_id ORDER BY 1, 2",
    "speakers": "SELECT s.name, p.label, p.role, c.name, p.actor, p.kind, p.place, p.consent FROM speaker p "
    "JOIN source s ON s.id = p.source_id LEFT JOIN 'case' c ON c.id = p.case_id ORDER BY 1, 2",
    "variables": "SELECT c.name, v.name, v.value FROM case_variable v JOIN 'case' c ON c.id = v.case_id ORDER BY 1, 2",
    "sources": "SELECT id, name, file_name, format FROM source ORDER BY 1",
    "codings": "SELECT id, quote_id, start, end, voice, mode, starred, coded_by, code_id FROM coding ORDER BY 1",
    "about": "SELECT a.coding_id, e.kind, e.key, e.name FROM coding_about a "
    "JOIN register_entry e ON e.id = a.register_entry_id ORDER BY 1, 2, 3",
    "codes": "SELECT id, key, name, parent_id, position, colour, definition, use_when, not_when, keywords, examples, "
    "retired FROM code ORDER BY 1",
    "notes": "SELECT id, target_kind, target_id, start, end, text, written_by FROM note ORDER BY 1",
    "sets": "SELECT id, kind, name, description, members FROM item_set ORDER BY 1",
    "study": "SELECT name, language, method FROM project",
}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in a folder with nothing in it."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project.open(folder / "coder.db", "Gun", create=True)


def rows(project: Project, query: str) -> list[tuple[object, ...]]:
    # The project's own note is on the project's own row, which is another one in another project.
    own = project.info().id
    found = sqlite3.connect(path_of(project)).execute(query).fetchall()
    return [tuple("project" if value == own else value for value in row) for row in found]


def assert_equal(one: Project, two: Project) -> None:
    for name, query in EQUAL.items():
        assert rows(one, query) == rows(two, query), name


def test_the_bundled_study_comes_back_equal_and_as_the_same_bytes(
    bundled: Project, empty: Project, tmp_path: Path
) -> None:
    [path] = bundled.export(tmp_path / "a", ["qdpx"])
    result = empty.import_exchange(path)
    assert (result.losses, result.conflicts, result.remarks) == ([], [], [])
    assert_equal(bundled, empty)
    everyone = Selection(("all",))
    assert empty.ask(quotes, selection=everyone).rows == bundled.ask(quotes, selection=everyone).rows
    assert empty.ask(frequencies).rows == bundled.ask(frequencies).rows
    [again] = empty.export(tmp_path / "b", ["qdpx"])
    assert again.read_bytes() == path.read_bytes()
    assert agree(empty) and unwhole(path_of(empty)) == []


def test_what_people_made_comes_back_too(opened: Opener, empty: Project, tmp_path: Path) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    quote = code_words(maja)
    maja.set_facets(quote, Facets(("af", "unga", "norra"), "self", "wanted"))
    maja.star(quote)
    maja.write_note(quote, "En tanke\nom två rader, med \\n i")
    tor.apply_code("ame", *passage(tor, "ame", "👩\u200d👩\u200d👧"), "buss")
    start, end = passage(maja, "ame", "Folk hamnar")
    for target in (f"ame:{start}-{end}", "source:ame", "code:buss", "project"):
        tor.write_note(target, f"På {target}")
    maja.describe_code("buss", definition="Rad ett.\n\n[coder]\nid: lurig", keywords=["a\\b", "c;d"], examples=["”x”"])
    maja.remove_code("närhet")
    maja.set_case("AME Byn", {"antal": "007"})
    [path] = maja.export(tmp_path / "a", ["qdpx"])
    assert empty.import_exchange(path).losses == []
    assert_equal(maja, empty)
    [again] = empty.export(tmp_path / "b", ["qdpx"])
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("what", ["qdpx", "qdc"])
def test_importing_twice_changes_nothing_and_once_can_be_undone(
    bundled: Project, empty: Project, tmp_path: Path, what: str
) -> None:
    [path] = bundled.export(tmp_path / "a", [what])
    before = recorded(path_of(empty))
    assert empty.import_exchange(path).changes
    after, steps = recorded(path_of(empty)), size(path_of(empty), "step")
    codebook = empty.codebook_path.read_bytes()
    result = empty.import_exchange(path)
    assert not result.changes and result.equal["codes"] == len(bundled.ask(code_tree))
    assert (recorded(path_of(empty)), size(path_of(empty), "step")) == (after, steps)
    assert empty.codebook_path.read_bytes() == codebook
    [taken] = empty.undo()
    assert taken.detail == {"file": path.name}
    assert recorded(path_of(empty)) == before
    assert agree(empty)
    empty.redo()
    assert recorded(path_of(empty)) == after
    assert agree(empty)


def test_a_preview_says_it_and_does_nothing(bundled: Project, empty: Project, tmp_path: Path) -> None:
    [path] = bundled.export(tmp_path / "a", ["qdpx"])
    before = recorded(path_of(empty))
    seen = empty.import_exchange(path, preview=True)
    assert recorded(path_of(empty)) == before and not empty.codebook_path.exists()
    done = empty.import_exchange(path)
    assert (seen.added, seen.equal, seen.lines()) == (done.added, done.equal, done.lines())


def test_a_colleague_s_codings_come_home(opened: Opener, tmp_path: Path) -> None:
    """The same interviews and codebook, coded apart: only what is new is added."""
    maja = opened("Maja")
    code_words(maja)
    folder = tmp_path / "tors"
    shutil.copytree(maja.folder, folder)
    tor = Project.open(folder / "coder.db", "Tor")
    theirs = tor.apply_code("ame", *passage(tor, "ame", "Folk hamnar"), "buss", Facets(("af",)), "Hennes ord")
    [path] = tor.export(tmp_path / "a", ["qdpx"])
    tor.close()
    result = maja.import_exchange(path)
    assert dict(result.added) == {"codings": 1, "notes": 1}
    assert result.equal["codings"] == 1 and result.equal["sources"] == 4
    [row] = [row for row in maja.ask(quotes, selection=Selection(("all",))).rows if row.coder == "Tor"]
    assert (row.quote, row.text, row.about, row.code) == (theirs, "Folk hamnar", ("af",), "buss")


def test_codings_follow_their_words_where_the_project_s_text_was_corrected(opened: Opener, tmp_path: Path) -> None:
    maja = opened("Maja")
    [path] = maja.export(tmp_path / "a", ["qdpx"])
    folder = tmp_path / "tors"
    shutil.copytree(maja.folder, folder)
    tor = Project.open(folder / "coder.db", "Tor")
    code_words(tor, "stan går inte", "praktik")
    [path] = tor.export(tmp_path / "a", ["qdpx"])
    tor.close()
    corrected = tmp_path / "ame.txt"
    text = (maja.transcripts_folder / "ame.txt").read_text("utf-8")
    corrected.write_text(text.replace("Och bussen?", "Och hur är det med bussen?"), "utf-8")
    maja.correct("ame", corrected)
    result = maja.import_exchange(path)
    assert len(result.conflicts) == 1 and "ame" in result.conflicts[0]
    assert [row.text for row in maja.ask(quotes, selection=Selection(("all",))).rows] == ["stan går inte"]
