"""When things go wrong: one line, no traceback, no terminal codes, and what was there before is whole."""

import shutil
import signal
from pathlib import Path

import pytest

from coder.cli.progress import INTERRUPTED, Stopped, Watch, watching
from coder.errors import CoderError
from tests.command_line import CommandLine, run_installed

NASTY = "I: Hör du?\nIP: Ja \x1b[31mrött\x1b[0m, [bold]fet[/] \u202ebakåt\u200f och\ten tabb\x07.\nI: Mer?\nIP: Nä.\n"


@pytest.fixture
def folder(finished_study: Path, tmp_path: Path) -> Path:
    return shutil.copytree(finished_study, tmp_path / "here")


@pytest.fixture
def coder(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(folder, monkeypatch, capsys)


class TestTerminalCodes:
    """Text from a transcript is shown, never obeyed; scripts get it exactly."""

    @pytest.fixture
    def nasty(self, coder: CommandLine) -> CommandLine:
        (coder.folder / "transcripts" / "nasty.txt").write_text(NASTY, "utf-8")
        coder("load")
        coder("code", "nasty", 15, 60, "hinder", "--note", "Också \x1b[2J här")
        return coder

    @pytest.mark.parametrize(
        "line", ["read nasty", "quotes", "search rött", "search bakåt", "suggest nasty", "history"]
    )
    def test_are_shown_to_people(self, nasty: CommandLine, line: str) -> None:
        said = nasty(*line.split()).out
        assert not set(said) & set("\x1b\x07\u202e\u200f\t")
        if line in ("read nasty", "quotes"):
            assert "␛[31mrött␛[0m, [bold]fet[/] [U+202E]bakåt[U+200F]" in " ".join(said.split())

    def test_one_quote_too(self, nasty: CommandLine) -> None:
        row = nasty("quotes", "--format", "csv").rows[0]
        assert "\x1b" not in nasty("quote", row["quote"]).out

    def test_scripts_get_the_text_exactly(self, nasty: CommandLine) -> None:
        assert nasty("text", "nasty").out == NASTY
        assert nasty("quotes", "--format", "csv").rows[0]["text"] == NASTY[15:60]
        assert nasty("quotes", "--format", "json").json[0]["text"] == NASTY[15:60]

    def test_a_terminal_gets_the_text_shown(self, nasty: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("coder.cli.sources.is_terminal", lambda _stream: True)
        assert "\x1b" not in nasty("text", "nasty").out

    def test_styles_are_for_terminals_that_want_them(self, nasty: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("coder.cli.output.is_terminal", lambda _stream: True)
        monkeypatch.setenv("TERM", "xterm-256color")
        for line in ("freq", "quotes"):
            monkeypatch.delenv("NO_COLOR", raising=False)
            assert "\x1b[1m" in nasty(line).out
            monkeypatch.setenv("NO_COLOR", "1")
            assert "\x1b" not in nasty(line).out

    def test_the_output_is_utf_8_whatever_the_locale(self, folder: Path) -> None:
        for locale in ("C", "sv_SE.ISO-8859-1"):
            assert "möjligheter" in run_installed(folder, "freq", LC_ALL=locale, PYTHONUTF8="0").stdout


class TestStopping:
    """Ctrl-C asks the work to stop where it is whole; what is complete stays."""

    def test_the_first_asks_and_the_second_ends(self, capsys: pytest.CaptureFixture[str]) -> None:
        handler = signal.getsignal(signal.SIGINT)
        with watching("Loading") as watch:
            assert watch(0, 3, "one")
            signal.raise_signal(signal.SIGINT)
            assert not watch(1, 3, "two")
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        with pytest.raises(Stopped):
            watch.check()
        assert signal.getsignal(signal.SIGINT) is handler
        assert capsys.readouterr().err.count("\n") == 1

    def test_work_that_complains_because_it_was_stopped_is_stopped(self) -> None:
        with pytest.raises(Stopped, match="nothing was changed"), watching("Importing") as watch:
            watch.stopping = True
            raise CoderError("The import was stopped; nothing was changed.")

    def test_a_load_goes_on_from_where_it_was_stopped(
        self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop_after_two(watch: Watch, done: int, total: int, what: str) -> bool:
            if done == 2 and not watch.stopping:
                signal.raise_signal(signal.SIGINT)
            return not watch.stopping

        (coder.folder / "coder.db").unlink()
        with monkeypatch.context() as patched:
            patched.setattr(Watch, "__call__", stop_after_two)
            said = coder("load", status=INTERRUPTED)
        assert [line.split() for line in said.out.splitlines()] == [["added", "af.vtt"], ["added", "ame.txt"]]
        assert said.err.splitlines()[-1].startswith("Stopped: what was complete is kept")
        assert [line.split()[0] for line in coder("load").out.splitlines()] == ["unchanged"] * 2 + ["added"] * 2

    def test_an_interrupted_command_says_so_in_a_line(
        self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_rest: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("coder.queries.columns.code_tree", interrupted)
        assert coder.fails("freq", status=INTERRUPTED).startswith("Interrupted")

    def test_progress_is_drawn_on_a_terminal_alone(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with watching("Loading") as watch:
            watch(1, 2, "a.txt")
        assert capsys.readouterr().err == ""
        monkeypatch.setattr("coder.cli.progress.is_terminal", lambda _stream: True)
        with watching("Loading") as watch:
            watch(1, 2, "a\x1b.txt")
        drawn = capsys.readouterr().err
        assert drawn.startswith("\rLoading 1/2 a␛.txt") and drawn.endswith("\r")


class TestFaultsOfTheProgram:
    def test_are_named_in_a_line_with_a_report_that_holds_no_data(
        self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        words = "in the middle of\nan interview"

        def broken(*_rest: object) -> None:
            raise ZeroDivisionError(words)

        monkeypatch.setattr("coder.queries.columns.code_tree", broken)
        said = coder.fails("freq")
        assert "ZeroDivisionError" in said and "please report it with" in said
        reports = list((tmp_path / "data" / "reports").iterdir())
        assert len(reports) == 1 and str(reports[0]) in said
        text = reports[0].read_text("utf-8")
        assert "ZeroDivisionError" in text and "frequencies.py" in text
        assert words not in text

    def test_a_report_that_cannot_be_kept_is_no_second_fault(
        self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def broken(*_rest: object) -> None:
            raise ZeroDivisionError

        (tmp_path / "file").write_text("", "utf-8")
        monkeypatch.setenv("CODER_DATA", str(tmp_path / "file"))
        monkeypatch.setattr("coder.queries.columns.code_tree", broken)
        assert coder.fails("freq").endswith("please report it.")


def test_a_database_that_is_damaged_is_said_in_a_line(coder: CommandLine) -> None:
    data = bytearray((coder.folder / "coder.db").read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    (coder.folder / "coder.db").write_bytes(data)
    for line in ("freq", "sources"):
        assert coder.fails(*line.split())
    assert "wrong  " in coder("doctor", status=1).out
