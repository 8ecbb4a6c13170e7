"""A whole project as JSON: out, valid by its published schema, and in again to an equal project."""

import contextlib
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.exporters.whole import schema, schema_text
from coder.model import UNRECORDED, Row, SourceText, Turn, table_of
from coder.project import Facets, Project
from coder.project.exchange import whole_taking
from coder.queries.codes import code_tree
from coder.queries.sources import source_rows
from coder.queries.whole.sections import PROJECT, SECTIONS
from coder.queries.whole.shape import Section
from tests.conftest import REPOSITORY, Opener
from tests.doing import agree, path_of
from tests.tables import RECORDED, recorded, size, unwhole
from tests.whole_study import exported, rows, with_everything

PUBLISHED = REPOSITORY / "docs" / "project.schema.json"


def sections() -> list[Section]:
    """Every section, those within others too."""
    found = [PROJECT, *SECTIONS]
    for each in found:
        found += [field.rows for field in each.fields if field.rows is not None]
    return found


def faults(path: Path) -> list[str]:
    """What a file has against the published schema."""
    check = jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_text("utf-8")))
    return [f"{each.json_path}: {each.message}" for each in check.iter_errors(json.loads(path.read_text("utf-8")))]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, finished_study: Path) -> Any:
    """A project in which every table has rows: to be asked only."""
    folder = shutil.copytree(finished_study, tmp_path_factory.mktemp("everything") / "study")
    opened: list[Project] = []

    def opener(coder: str) -> Project:
        opened.append(Project.open(folder / "coder.db", coder))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODER_PIPELINE", "built-in")
        patch.setenv("CODER_DATA", str(folder.parent / "data"))
        yield with_everything(opener)
    for each in opened:
        each.close()


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return new_project(tmp_path / "empty", monkeypatch)


def new_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project.open(folder / "coder.db", "Gun", create=True)


class TestSchema:
    def test_what_is_published_is_what_the_code_says(self) -> None:
        assert PUBLISHED.read_text("utf-8") == schema_text()
        jsonschema.Draft202012Validator.check_schema(schema())

    def test_every_recorded_column_is_said(self) -> None:
        said = {table_of(each.model).name: set(each.columns()) for each in sections()}
        assert said.keys() == {*RECORDED, table_of(SourceText).name, table_of(Turn).name}
        for name, columns in said.items():
            assert columns == set(Row.metadata.tables[name].columns.keys()), name

    def test_what_is_written_is_valid(self, everything: Project, bundled: Project, tmp_path: Path) -> None:
        for number, project in enumerate((everything, bundled)):
            assert faults(exported(project, tmp_path / str(number))) == []

    def test_and_what_is_not_as_it_should_be_is_not(self, everything: Project, tmp_path: Path) -> None:
        path = exported(everything, tmp_path)
        good = json.loads(path.read_text("utf-8"))
        for section, field, value in (
            ("codings", "start", "5"), ("codings", "mode", "sedan"), ("notes", "om", 1), ("sources", "uuid", "../x"),
        ):  # fmt: skip
            wrong = {**good, section: [{**good[section][0], field: value}]}
            path.write_text(json.dumps(wrong), "utf-8")
            assert len(faults(path)) == 1, (section, field)


class TestBack:
    def test_every_table_has_rows(self, everything: Project) -> None:
        assert [name for name, found in rows(everything).items() if not found] == []
        assert {table_of(each).name for each in UNRECORDED} - {"source_text", "turn"} == {
            "change", "codebook_file", "export_record", "old_value", "step", "suggestion_cache", "suggestion_run",
            "view_state",
        }  # fmt: skip

    def test_everything_comes_back_equal_and_as_the_same_bytes(
        self, everything: Project, empty: Project, tmp_path: Path
    ) -> None:
        path = exported(everything, tmp_path / "a")
        result = empty.import_exchange(path)
        assert (result.conflicts, result.losses, result.remarks) == ([], [], [])
        assert rows(empty) == rows(everything, without_old_names=True)
        assert exported(empty, tmp_path / "b").read_bytes() == path.read_bytes()
        assert agree(empty) and unwhole(path_of(empty)) == []

    @pytest.mark.parametrize("rows_at_a_time", [1, 2, 3])
    def test_however_many_rows_are_written_at_a_time(
        self, everything: Project, empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_at_a_time: int
    ) -> None:
        monkeypatch.setattr(whole_taking, "_BATCH", rows_at_a_time)
        empty.import_exchange(exported(everything, tmp_path))
        assert rows(empty) == rows(everything, without_old_names=True)

    def test_the_bundled_study_too(self, bundled: Project, empty: Project, tmp_path: Path) -> None:
        path = exported(bundled, tmp_path / "a")
        empty.import_exchange(path)
        assert rows(empty) == rows(bundled)
        assert exported(empty, tmp_path / "b").read_bytes() == path.read_bytes()

    def test_twice_changes_nothing_and_once_can_be_taken_back(
        self, everything: Project, empty: Project, tmp_path: Path
    ) -> None:
        path = exported(everything, tmp_path / "a")
        before = recorded(path_of(empty))
        seen = empty.import_exchange(path, preview=True)
        assert recorded(path_of(empty)) == before
        done = empty.import_exchange(path)
        assert seen.lines() == done.lines()
        after, steps = recorded(path_of(empty)), size(path_of(empty), "step")
        again = empty.import_exchange(path)
        assert (again.changes, again.conflicts, again.equal) == (False, [], done.added)
        assert (recorded(path_of(empty)), size(path_of(empty), "step")) == (after, steps)
        empty.undo()
        assert recorded(path_of(empty)) == before
        empty.redo()
        assert recorded(path_of(empty)) == after

    def test_into_the_project_it_came_from_there_is_nothing_new(self, opened: Opener, tmp_path: Path) -> None:
        maja = opened("Maja")
        maja.apply_code("ame", 3, 9, "buss", Facets(("af",), "self", "now"), "En tanke")
        before = recorded(path_of(maja))
        result = maja.import_exchange(exported(maja, tmp_path))
        assert (result.changes, result.conflicts) == (False, [])
        assert recorded(path_of(maja)) == before

    def test_what_a_reading_gave_has_no_date(self, bundled: Project, tmp_path: Path) -> None:
        found = json.loads(exported(bundled, tmp_path).read_text("utf-8"))
        assert not any("at" in each for each in found["codings"])


WORDS = st.text(st.sampled_from("abå ä😀👩\u200d\u030a.:&<'=\\\"\n[]"), min_size=1, max_size=30)
SPEECH = st.lists(WORDS.map(lambda words: f"IP: a{words.strip()}\n"), min_size=1, max_size=4).map("".join)


@st.composite
def studies(draw: st.DrawFn) -> dict[str, Any]:
    """What is done to a project: texts, codes, and what is coded and written."""
    texts = draw(st.lists(SPEECH, min_size=1, max_size=3))
    codings = draw(st.lists(st.tuples(*[st.integers(0, 40)] * 4), max_size=6))
    return {
        "texts": texts,
        "codes": draw(st.lists(WORDS, max_size=3)),
        "codings": codings,
        "notes": draw(st.lists(WORDS, max_size=3)),
    }


@settings(max_examples=5, deadline=None)
@given(studies())
def test_any_project_comes_back(tmp_path_factory: pytest.TempPathFactory, study: dict[str, Any]) -> None:
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patch:
        one, two = new_project(folder / "one", patch), new_project(folder / "two", patch)
        _do(one, study)
        path = exported(one, folder / "a")
        assert faults(path) == []
        two.import_exchange(path)
        assert rows(two) == rows(one)
        assert exported(two, folder / "b").read_bytes() == path.read_bytes()
        for each in (one, two):
            each.close()


def _do(project: Project, study: dict[str, Any]) -> None:
    project.transcripts_folder.mkdir()
    for number, text in enumerate(study["texts"]):
        (project.transcripts_folder / f"i{number}.txt").write_bytes(("I: Hej?\n" + text).encode())
    project.load()
    project.add_code("Tema")
    for name in study["codes"]:
        if name.strip():
            project.add_code(" ".join(name.split()) + "x", parent="tema", definition=name)
    sources, codes = project.ask(source_rows), project.ask(code_tree)
    for source, start, length, code in study["codings"]:
        name = sources[source % len(sources)].source
        with contextlib.suppress(CoderError):  # a passage where nobody speaks
            project.apply_code(name, start, start + length + 1, codes[code % len(codes)].key)
    for text in study["notes"]:
        if text.strip():
            project.write_note("project", text)
