"""The line itself: options anywhere, complaints in one line, help in two languages, what start-up leaves unloaded."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coder import __version__
from coder.cli.options import take_globals
from coder.errors import CoderError
from coder.i18n import translator
from tests.command_line import TIMEOUT_S, CommandLine, run_installed

COMMANDS = (
    "run init load code uncode recode note star finish codebook suggest accept reject sources text read search freq "
    "quotes quote export import history undo redo pipeline doctor"
)
CODEBOOK_COMMANDS = ("show", "check", "export", "add", "rename", "move", "merge", "remove")


@pytest.fixture
def coder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path, monkeypatch, capsys)


class TestGlobalOptions:
    """``--project``, ``--coder``, ``--lang``, ``--pipeline`` and ``--version`` are taken off the line first."""

    def test_may_stand_anywhere_and_with_an_equals_sign(self) -> None:
        options, rest = take_globals(["--lang", "en", "freq", "--coder=Tor", "--by", "case", "--project", "x.db"], {})
        assert (options.language, options.coder, options.project) == ("en", "Tor", "x.db")
        assert rest == ["freq", "--by", "case"]

    def test_two_hyphens_end_them(self) -> None:
        options, rest = take_globals(["search", "--", "--lang", "sv"], {})
        assert options.language == ""
        assert rest == ["search", "--", "--lang", "sv"]

    def test_the_environment_says_what_the_line_does_not(self) -> None:
        environment = {"CODER_PROJECT": "e.db", "CODER_NAME": "Eva", "CODER_PIPELINE": "built-in"}
        options, _rest = take_globals(["--coder", "Tor"], environment)
        assert (options.project, options.coder, options.pipeline) == ("e.db", "Tor", "built-in")
        assert take_globals([], {})[0].project == "coder.db"

    @pytest.mark.parametrize("line", [["--project"], ["--coder="], ["freq", "--lang", "--by", "case"]])
    def test_a_missing_value_is_said(self, line: list[str]) -> None:
        with pytest.raises(CoderError, match="needs a value"):
            take_globals(line, {})

    def test_an_unknown_language_is_said(self, coder: CommandLine) -> None:
        assert "choose one of sv, en" in coder.fails("freq", "--lang", "de")

    def test_a_login_name_stands_in_for_the_coder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOGNAME", "kim")
        assert take_globals([], {})[0].coder_name() == "kim"

    def test_who_has_no_name_is_asked_for_one(self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_name() -> str:
            raise OSError("No username set in the environment")

        monkeypatch.setattr("getpass.getuser", no_name)
        monkeypatch.delenv("CODER_NAME")
        assert "--coder NAME" in coder.fails("load")


class TestComplaints:
    """What is wrong with a line is said in one line that says what to do."""

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("frq", "There is no command “frq”. Did you mean “coder freq”?"),
            ("xyzzy", "There is no command “xyzzy”; 'coder --help' lists them."),
            ("codebook chek", "Did you mean “coder codebook check”?"),
            ("freq --formt csv", "coder freq has no option --formt. Did you mean --format?"),
            ("freq --zebra=x", "coder freq has no option --zebra; 'coder freq --help' lists them."),
            ("quotes --lagn sv", "Did you mean --lang?"),
            ("--bogus", "coder has no option --bogus"),
            ("code ame -5 2 hinder", "put -- before an argument that begins with a hyphen"),
            ("code ame 1", "END is missing. Write: coder code SOURCE START END CODE… [OPTIONS]"),
            ("adjust C-7K2M9 1 2 more", "“more” is one argument too many. Write: coder adjust QUOTE START END"),
            ("code ame one 2 hinder", "one: a whole number is needed here"),
            ("code ame 1 2 hinder --voice loud", "--voice loud: choose one of self, other."),
            ("code ame 1 2 hinder --mode soon", "--mode soon: choose one of now, wanted, missing."),
            ("star", "QUOTE… is missing"),
            ("freq --format", "The option --format needs a value."),
            ("quotes --deep=yes", "The option --deep takes no value."),
            ("freq --format pdf", "--format pdf: choose one of table, csv, json, xlsx, svg, png."),
            ("freq --format xlsx", "needs a file to write into"),
            ("quotes --for everyone", "--for everyone: choose one of team, report."),
            ("quotes --deep", "--deep goes with --code"),
            ("suggest --top 0", "at least 1"),
            ("recode C-7K2M9", "write QUOTE… CODE, or QUOTE… --undo"),
            ("note ame", "write TARGET TEXT, or TARGET --undo"),
            ("codebook move hinder", "write CODE PARENT, or CODE --root"),
            ("codebook read --keep both", "--keep both: choose one of file, project."),
            ("import study.pdf", "only these files can be imported: .csv"),
        ],
    )
    def test_one_line_and_status_2(self, coder: CommandLine, line: str, expected: str) -> None:
        assert expected in coder.fails(*line.split())
        assert list(coder.folder.iterdir()) == []

    @pytest.mark.parametrize("line", ["freq", "sources", "history", "undo", "quotes", "codebook", "text x"])
    def test_without_a_project_the_way_to_one_is_said(self, coder: CommandLine, line: str) -> None:
        assert "begin with 'coder init' or 'coder load'" in coder.fails(*line.split())
        assert list(coder.folder.iterdir()) == []

    def test_a_project_that_is_something_else(self, coder: CommandLine) -> None:
        (coder.folder / "notes.txt").write_text("not a database " * 100, "utf-8")
        assert "not a coder project" in coder.fails("freq", "--project", "notes.txt")
        assert "is a folder" in coder.fails("freq", "--project", ".")
        assert "there is no such folder" in coder.fails("load", "--project", "gone/coder.db")

    def test_what_a_terminal_would_obey_is_shown(self, coder: CommandLine) -> None:
        assert "\x1b" not in coder.fails("frq\x1b[31m")
        assert "\x1b" not in coder.fails("freq", "--bogus\x1b[31m")


class TestHelp:
    """Help is plain text in the interface's language, and knows every command."""

    def test_lists_every_command_and_the_options_anywhere(self, coder: CommandLine) -> None:
        said = coder("--help").out
        for name in (*COMMANDS.split(), "--project", "--coder", "--lang", "--pipeline", "--version"):
            assert f"  {name}" in said
        said = coder("codebook", "--help").out
        assert all(f"  {name}" in said for name in CODEBOOK_COMMANDS)

    @pytest.mark.parametrize("name", COMMANDS.split())
    def test_every_command_explains_itself_within_80_columns(self, coder: CommandLine, name: str) -> None:
        said = coder(name, "-h").out
        assert said.startswith(f"Usage: coder {name}")
        assert "Show this message and exit." in said
        assert max(map(len, said.splitlines())) <= 80

    def test_speaks_the_language_that_is_asked_for(self, tmp_path: Path) -> None:
        english = run_installed(tmp_path, "--help", LANG="sv_SE.UTF-8", LC_ALL="en_GB.UTF-8").stdout
        assert english.startswith("Usage: ")
        assert run_installed(tmp_path, "--lang", "en", "--help", LANG="sv_SE.UTF-8").stdout == english
        swedish = run_installed(tmp_path, "--help", "--lang=sv").stdout
        assert run_installed(tmp_path, "--help", LANG="C").stdout == swedish
        for heading in ("Options, anywhere on the line", "Find and count", "Show this message and exit."):
            assert translator("sv").gettext(heading).split()[0] in swedish
        assert swedish != english

    def test_complaints_speak_it_too(self, tmp_path: Path) -> None:
        template = translator("sv").gettext("There is no command “{name}”. Did you mean “{command} {near}”?")
        done = run_installed(tmp_path, "frq", "--lang", "sv")
        assert done.stderr.strip() == template.format(name="frq", command="coder", near="freq")
        assert done.returncode == 2


def test_the_version_is_printed_wherever_it_is_asked_for(coder: CommandLine) -> None:
    assert coder("--version").out == f"coder {__version__}\n"
    assert coder("freq", "--version").out == f"coder {__version__}\n"


HEAVY = ("spacy", "sklearn", "matplotlib", "lxml", "textual", "docx", "openpyxl", "alembic", "simplemma", "webvtt")


@pytest.mark.parametrize(
    "line",
    ["--version", "--help", "freq", "freq --by case --format csv", "quotes --format json", "codebook", "sources"],
)
def test_start_up_loads_nothing_heavy(finished_study: Path, line: str, tmp_path: Path) -> None:
    """A person waits for every module: each of these takes a tenth of a second or more."""
    folder = shutil.copytree(finished_study, tmp_path / "here")
    program = (
        "import sys; from coder.__main__ import main; "
        f"status = main({line.split()!r}); "
        f"sys.stderr.write(repr((status, [name for name in {HEAVY!r} if name in sys.modules])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"CODER_NAME": "Maja", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
    )
    assert done.stderr.endswith("(0, [])"), done.stderr


def test_python_m_is_the_same_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coder", "--version"], cwd=tmp_path, capture_output=True, text=True, timeout=TIMEOUT_S
    )
    assert (done.returncode, done.stdout.split()) == (0, ["coder", __version__])
