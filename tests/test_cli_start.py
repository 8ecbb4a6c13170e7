"""Where work begins: coder alone, run, init, pipeline; and the main path with the installed command."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from coder.codebook.parse import parse_codebook
from coder.project import Project
from coder.queries.sources import source_rows
from tests.command_line import CommandLine, run_installed

CODINGS = "source,start,end,code,coder\name,46,56,stuprör,Maja\n"


@pytest.fixture
def coder(study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The small study's files, without a project."""
    return CommandLine(study, monkeypatch, capsys)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    folder = tmp_path / "empty"
    folder.mkdir()
    return CommandLine(folder, monkeypatch, capsys)


class TestWithoutACommand:
    def test_without_a_terminal_it_makes_the_project_and_says_how_it_stands(self, coder: CommandLine) -> None:
        (coder.folder / "transcripts" / "codings.csv").write_text(CODINGS, "utf-8")
        said = coder()
        assert "Loaded: 4 of 4 files are new." in said.err
        assert "Imported: 1 coding from codings.csv." in said.err
        assert said.out.splitlines() == [
            "Project: Liten studie (coder.db)",
            "Sources: 4, of which 0 finished",
            "Codings that count: 1",
            "Codebook: 2 themes, 5 codes below them",
            "Language pipeline: the built-in Swedish pipeline (rules and simplemma)",
            "Coder: Maja",
        ]
        again = coder()
        assert (again.out, again.err) == (said.out, "")

    def test_where_there_is_nothing_it_says_how_to_begin(self, empty: CommandLine) -> None:
        assert "begin with 'coder init' or 'coder load'" in empty().out
        assert list(empty.folder.iterdir()) == []

    def test_on_a_terminal_the_app_opens_on_the_project(
        self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[tuple[str, int]] = []
        monkeypatch.setattr("coder.cli.start.is_terminal", lambda _stream: True)
        monkeypatch.setattr(
            "coder.tui.app.run_app",
            lambda project, _quote: opened.append((project.coder, len(project.ask(source_rows)))),
        )
        coder("--coder", "Tor")
        coder()
        assert opened == [("Tor", 4), ("Maja", 4)]

    def test_a_faulty_codebook_leaves_nothing_behind_and_the_next_start_begins_anew(self, coder: CommandLine) -> None:
        path = coder.folder / "codebook.yaml"
        sound = path.read_text("utf-8")
        path.write_text(sound.replace("id: närhet", "id: praktik"), "utf-8")
        for line in ("", "run", "load", "import transcripts/cases.csv"):
            said = coder(*line.split(), status=2)
            assert "codebook.yaml:" in said.err and said.out == ""
            assert not (coder.folder / "coder.db").exists()
        path.write_text(sound, "utf-8")
        assert "Sources: 4" in coder().out


class TestRun:
    def test_a_line_a_step_and_the_results_named(self, coder: CommandLine) -> None:
        (coder.folder / "transcripts" / "codings.csv").write_text(CODINGS, "utf-8")
        said = coder("run")
        steps = [line.split(":")[0] for line in said.err.splitlines()]
        assert [step for step in steps if step in ("Loaded", "Imported", "Suggested", "Exported")] == [
            "Loaded",
            "Imported",
            "Suggested",
            "Exported",
        ]
        assert "exports/summary.docx" in said.out.splitlines()
        assert all((coder.folder / line).exists() for line in said.out.splitlines())
        assert "Loaded: 0 of 4 files are new." in coder("run", "--to", "elsewhere").err
        assert (coder.folder / "elsewhere" / "quotes.csv").exists()

    def test_what_was_refused_on_the_way_is_said_and_counts(self, coder: CommandLine) -> None:
        (coder.folder / "transcripts" / "tom.txt").write_bytes(b"")
        (coder.folder / "transcripts" / "codings.csv").write_text(CODINGS + "nobody,1,2,stuprör,Maja\n", "utf-8")
        said = coder("run", status=1)
        assert "refused   tom.txt: The file is empty." in said.err
        assert "codings.csv, line 3: nobody: no source is called so" in said.err
        assert "exports/quotes.csv" in said.out

    def test_without_transcripts_there_is_nothing_to_run(self, empty: CommandLine) -> None:
        assert "there is no such folder" in empty.fails("run")
        assert list(empty.folder.iterdir()) == []


class TestInit:
    @pytest.mark.parametrize("language", ["sv", "en"])
    def test_makes_a_folder_to_begin_with(self, empty: CommandLine, language: str) -> None:
        assert empty("init", "study", "--lang", language).out == ""
        study = empty.folder / "study"
        made = {path.name for path in study.iterdir()}
        assert made == {"codebook.yaml", "transcripts", "exports", "coder.db", ".gitignore"}
        book = parse_codebook((study / "codebook.yaml").read_text("utf-8"))
        assert (book.language, len(book.themes)) == (language, 3)
        assert ".vtt" in (study / "transcripts" / "README.md").read_text("utf-8")
        assert "Sources: 0" in empty("--project", "study/coder.db").out

    def test_overwrites_nothing(self, coder: CommandLine) -> None:
        before = (coder.folder / "codebook.yaml").read_bytes()
        said = coder("init")
        assert "codebook.yaml is there already and stays as it is." in said.err
        assert (coder.folder / "codebook.yaml").read_bytes() == before
        assert "added" in coder("load").out

    def test_interviews_put_there_are_loaded_at_the_first_start(self, empty: CommandLine, study: Path) -> None:
        empty("init")
        shutil.copy(study / "transcripts" / "ame.txt", empty.folder / "transcripts")
        assert "Sources: 1" in empty().out


class TestPipeline:
    def test_says_which_is_at_work_and_how_to_get_the_trained_one(self, empty: CommandLine) -> None:
        said = empty("pipeline").out
        assert said == empty("pipeline", "show").out
        assert "the built-in Swedish pipeline" in said and "coder pipeline install" in said
        assert "There is no language pipeline nowhere" in empty.fails("pipeline", "--pipeline", "nowhere")

    def test_what_cannot_be_installed_is_said(self, empty: CommandLine) -> None:
        assert "gone.whl cannot be read" in empty.fails("pipeline", "install", "--from", "gone.whl")
        (empty.folder / "other.whl").write_bytes(b"no wheel")
        assert "other.whl" in empty.fails("pipeline", "install", "--from", "other.whl")
        assert empty("pipeline", "remove").err == "No pipeline had been installed.\n"


def test_the_main_path_with_the_installed_command(tmp_path: Path) -> None:
    """A fresh folder, no terminal: init, load, code, look, hand over, take back."""
    folder = tmp_path / "here"
    folder.mkdir()

    def run(*arguments: object) -> str:
        done = run_installed(folder, *arguments)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    run("init", "--lang", "sv")
    interview = "I: Vad är svårt?\nIP: Stuprören 🙂, å avstånden.\nI: Mer?\nIP: Nä.\n"
    (folder / "transcripts" / "umeå.txt").write_bytes(interview.replace("\n", "\r\n").encode("utf-16"))
    assert run("load").split() == ["added", "umeå.txt"]
    text = run("text", "umeå")
    assert text == interview
    start = text.index("Stuprören")
    quote = run("--lang", "en", "code", "umeå", start, start + 11, "stuprör", "--coder=Tor").strip()
    rows = list(csv.DictReader(io.StringIO(run("quotes", "--format", "csv"))))
    assert [(row["quote"], row["text"], row["coder"]) for row in rows] == [(quote, "Stuprören 🙂", "Tor")]
    assert f"{quote}  umeå, turn 2, IP" in run("quote", quote)
    assert quote in run("read", "umeå")
    assert "summary.md" in run("export")
    assert quote in (folder / "exports" / "summary.md").read_text("utf-8")
    run("undo", "--coder", "Tor")
    assert list(csv.DictReader(io.StringIO(run("quotes", "--format", "csv")))) == []
    project = Project.open(folder / "coder.db", "Tor")
    assert [row.source for row in project.ask(source_rows)] == ["umeå"]
    project.close()
