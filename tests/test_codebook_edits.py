"""What is done to codes in the project stands in codebook.yaml: those lines only, and an undo brings them back."""

import difflib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from coder.codebook.book import COLOURS
from coder.errors import CoderError
from coder.project import Project
from coder.queries.touched import Touched, in_words, touched
from tests.command_line import CommandLine
from tests.conftest import Opener
from tests.doing import agree, code_words, path_of, text_of, tree
from tests.tables import Rows, recorded


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came."""
    rows = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [row[2:].strip() for row in rows if row[0] == "-"], [row[2:].strip() for row in rows if row[0] == "+"]


def test_a_colour_is_one_line(project: Project) -> None:
    before, rows = text_of(project), recorded(path_of(project))
    project.recolour_code("Hinder", "purple")
    assert changed(before, text_of(project)) == (["colour: red"], ["colour: purple"])
    assert tree(project)["stuprör"].colour == "purple" and agree(project)
    project.recolour_code("stuprör", "blue")
    project.recolour_code("stuprör", "")
    assert tree(project)["stuprör"].colour == "purple" and agree(project)
    for _time in range(3):
        project.undo()
    assert text_of(project) == before and recorded(path_of(project)) == rows
    with pytest.raises(CoderError, match="no colour here"):
        project.recolour_code("stuprör", "mauve")


def test_a_description_touches_its_own_lines_only(project: Project) -> None:
    before, rows = text_of(project), recorded(path_of(project))
    project.describe_code(
        "stuprör",
        definition="  Skilda uppdrag: #1\nIngen ser helheten. ",
        use_when="",
        keywords=["stuprör", "mellan stolarna", "olika uppdrag", "olika uppdrag", " "],
        examples=["Alla gör sitt, men ingen har ”hela bilden”."],
    )
    went, came = changed(before, text_of(project))
    assert went == ["definition: Ingen ser helheten.", "keywords: [stuprör, mellan stolarna]  # as people say it"]
    assert came[1] == "keywords: [stuprör, mellan stolarna, olika uppdrag]  # as people say it"
    view = tree(project)["stuprör"]
    assert view.definition == "Skilda uppdrag: #1\nIngen ser helheten."
    assert view.examples == ("Alla gör sitt, men ingen har ”hela bilden”.",)
    assert agree(project) and project.read_codebook() == []
    project.undo()
    assert text_of(project) == before and recorded(path_of(project)) == rows
    project.redo()
    assert tree(project)["stuprör"] == view and agree(project)


@pytest.mark.parametrize("use_case", ["remove", "merge"])
def test_a_code_that_comes_back_brings_its_comments_also_after_a_restart(opened: Opener, use_case: str) -> None:
    project = opened()
    code_words(project, "indragen", "buss")
    before, rows = text_of(project), recorded(path_of(project))
    if use_case == "merge":
        project.merge_codes("buss", "stuprör")
    else:
        project.remove_code("buss", "avstånd")
    after = text_of(project)
    assert "Only where the bus" not in after
    project.close()
    again = opened()
    again.undo()
    assert text_of(again) == before and recorded(path_of(again)) == rows
    again.redo()
    assert text_of(again) == after


def test_what_somebody_wrote_into_the_file_meanwhile_stays(project: Project) -> None:
    project.remove_code("buss")
    project.codebook_path.write_text(text_of(project) + "# The last word.\n", encoding="utf-8")
    project.undo()
    assert "id: buss" in text_of(project) and text_of(project).endswith("# The last word.\n")


def test_what_a_merge_would_touch_is_said_before(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    for project in (maja, tor):
        code_words(project, "Stuprören", "stuprör")
    code_words(maja, "Stuprören", "hinder")
    code_words(maja, "stuprören står kvar", "stuprör", "gemensam")
    maja.write_note("stuprör", "Hm.")
    found = maja.ask(touched, "stuprör", "hinder")
    assert found == Touched(codings=3, coders=(("Maja", 2), ("Tor", 1)), sources=2, joining=1, notes=1)
    assert maja.merge_codes("stuprör", "hinder") == 3
    assert tree(maja)["hinder"].codings == 3, "one joined its equal"
    assert maja.ask(touched, "närhet") == Touched(0, (), 0, 0, 0)
    assert len(in_words(found)) == 4 and len(in_words(maja.ask(touched, "närhet"))) == 1


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


def test_codes_are_described_and_coloured_on_the_command_line(coder: CommandLine) -> None:
    coder("codebook", "recolour", "stuprör", "blue")
    coder("codebook", "define", "stuprör", "--use-when", "När det skiljer.", "--keywords", "a, b", "--example", "Ja.")
    row = next(row for row in coder("codebook", "--format", "csv").rows if row["code"] == "stuprör")
    assert (row["colour"], row["use_when"], row["keywords"], row["examples"]) == (
        "blue",
        "När det skiljer.",
        "a; b",
        "Ja.",
    )
    assert row["definition"] == "Ingen ser helheten."
    coder("codebook", "define", "stuprör", "--definition", "")
    assert "Ingen ser" not in (coder.folder / "codebook.yaml").read_text("utf-8")
    assert "at least one of" in coder.fails("codebook", "define", "stuprör")
    assert "no colour" in coder.fails("codebook", "recolour", "stuprör", "mauve")


def test_a_preview_changes_nothing(coder: CommandLine) -> None:
    coder.code("ame", "Stuprören.", "stuprör")
    said = coder("codebook", "merge", "stuprör", "hinder", "--preview").out
    assert said.splitlines() == ["1 coding in 1 interview", "by Maja (1)"]
    assert coder("codebook", "remove", "stuprör", "--preview").out == said
    assert coder("quotes", "--format", "csv").rows[0]["code"] == "stuprör"


NAMES = st.sampled_from(["Nytt", "Hinder: #1", "Å"])
TEXTS = st.text("ab å:#\"'\n-{}[],|>&*%@é", max_size=12)
CODES = st.integers(0, 1000)


class Editing(RuleBasedStateMachine):
    """Whatever is done to codes, file and project say the same; each undo gives back both, letter for letter."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory()
        folder = Path(self.temporary.name) / "study"
        shutil.copytree(self.template, folder)
        self.project = Project.open(folder / "coder.db", "Rut")
        code_words(self.project)
        self.past: list[tuple[str, Rows]] = []
        self.future: list[tuple[str, Rows]] = []

    def teardown(self) -> None:
        self.project.close()
        self.temporary.cleanup()

    def state(self) -> tuple[str, Rows]:
        return text_of(self.project), recorded(path_of(self.project))

    def code(self, pick: int) -> str:
        keys = sorted(key for key, view in tree(self.project).items() if not view.retired)
        return keys[pick % len(keys)]

    def act(self, what: Callable[[], object]) -> None:
        before = self.state()
        try:
            what()
        except CoderError:
            assert self.state() == before
            return
        if self.state()[1] != before[1]:
            self.past = [*self.past, before][-8:]
            self.future.clear()

    @rule(code=CODES, colour=st.sampled_from(["", *COLOURS]))
    def recolour(self, code: int, colour: str) -> None:
        self.act(lambda: self.project.recolour_code(self.code(code), colour))

    @rule(code=CODES, field=st.sampled_from(["definition", "use_when", "not_when"]), text=TEXTS)
    def describe(self, code: int, field: str, text: str) -> None:
        self.act(lambda: self.project.describe_code(self.code(code), **{field: text}))

    @rule(code=CODES, field=st.sampled_from(["keywords", "examples"]), texts=st.lists(TEXTS, max_size=3))
    def list_words(self, code: int, field: str, texts: list[str]) -> None:
        self.act(lambda: self.project.describe_code(self.code(code), **{field: texts}))

    @rule(code=CODES, name=NAMES)
    def rename(self, code: int, name: str) -> None:
        self.act(lambda: self.project.rename_code(self.code(code), name))

    @rule(code=CODES, parent=CODES, theme=st.booleans())
    def move(self, code: int, parent: int, theme: bool) -> None:
        self.act(lambda: self.project.move_code(self.code(code), None if theme else self.code(parent)))

    @rule(code=CODES, into=CODES)
    def merge(self, code: int, into: int) -> None:
        self.act(lambda: self.project.merge_codes(self.code(code), self.code(into)))

    @rule(name=NAMES, parent=CODES)
    def add(self, name: str, parent: int) -> None:
        self.act(lambda: self.project.add_code(name, self.code(parent)))

    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for _time in range(min(times, len(self.past))):
            self.future.append(self.state())
            assert self.project.undo()
            assert self.state() == self.past.pop()

    @rule()
    def redo(self) -> None:
        if self.future:
            self.past.append(self.state())
            assert self.project.redo()
            assert self.state() == self.future.pop()

    @invariant()
    def file_and_project_agree(self) -> None:
        assert agree(self.project)


def test_any_sequence(finished_study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editing, "template", finished_study, raising=False)
    few = settings(
        max_examples=6,
        phases=[Phase.generate],
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(Editing, settings=few)
