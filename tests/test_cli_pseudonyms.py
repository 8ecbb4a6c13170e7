"""coder pseudonymise: listing, deciding, replacing, checking, the key, and what may leave the project."""

import shutil
from pathlib import Path

import pytest

from coder.i18n import translator
from coder.project import Project
from tests.command_line import CommandLine
from tests.files import everything_in
from tests.keys import quick_keys
from tests.named_study import INTERVIEW, NAMES, SECOND


@pytest.fixture
def coder(
    tmp_path: Path, finished_study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A line's runner in a study where people are named."""
    quick_keys(monkeypatch)
    folder = tmp_path / "named"
    shutil.copytree(finished_study, folder)
    (folder / "transcripts" / "anna berg.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "transcripts" / "två.txt").write_text(SECOND, encoding="utf-8")
    line = CommandLine(folder, monkeypatch, capsys)
    line("load")
    return line


def test_it_lists_what_waits_with_a_context_and_a_proposal(coder: CommandLine) -> None:
    said = coder("pseudonymise")
    assert "Anna Berg  →  [Person 1]" in said.out
    assert "⟦Anna⟧?" in said.out
    assert "not anonymous" in said.err and "wait to be decided" in said.err
    rows = {row["name"]: row for row in coder("pseudonymise", "--format", "csv").rows}
    assert rows["Anna Berg"]["kind"] == "person" and rows["Anna Berg"]["certainty"] == "sure"
    assert "två" in rows["Anna Berg"]["sources"].split(";")
    assert {row["sources"] for row in coder("pseudonymise", "två", "--format", "json").json} == {"två"}


def test_names_are_decided_replaced_and_checked(coder: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODER_KEY_PASSPHRASE", "hemligt")
    coder("pseudonymise", "--decide", "Anna Berg=[chefen]", "--decide", "Karin Lindqvist=", "--keep", "Björn")
    assert "still stands" in coder("pseudonymise", "--check", status=1).out
    coder("pseudonymise", "--accept-sure")
    said = coder("pseudonymise", "--apply")
    assert "places replaced" in said.err and "pseudonyms.key.age" in said.err and "--forget-old" in said.err
    text = coder("text", "två").out
    assert "[chefen]s hund" in text and "Björn bor" in text
    revealed = coder("pseudonymise", "--reveal").out
    assert "[chefen]  Anna; Anna Berg" in revealed
    assert {row["names"] for row in coder("pseudonymise", "--reveal", "--format", "csv").rows} >= {"Anna; Anna Berg"}
    found = coder("pseudonymise", "--check", "två", "--format", "csv").rows
    assert [row["text"] for row in found] == []
    assert "nothing to replace" in coder("pseudonymise", "--apply").err
    coder("undo")
    assert "Anna Bergs hund" in coder("text", "två").out


def test_nothing_is_left_to_find_when_all_is_decided(coder: CommandLine) -> None:
    coder("pseudonymise", "--accept-sure")
    for row in coder("pseudonymise", "--format", "csv").rows:
        coder("pseudonymise", "--keep", row["name"])
    said = coder("pseudonymise", "--apply", "--no-key")
    assert "nothing leads back" in said.err
    assert "Nothing was found" in coder("pseudonymise", "--check").err
    assert not Path("pseudonyms.key.age").exists()
    assert coder("pseudonymise", "--format", "csv").rows == []


def test_mistakes_are_said_in_a_line(coder: CommandLine) -> None:
    assert "exclude each other" in coder.fails("pseudonymise", "--key", "x", "--no-key")
    assert "write NAME=PSEUDONYM" in "".join(coder("pseudonymise", "--decide", "Anna", status=2).err)
    assert "nothing is proposed" in coder.fails("pseudonymise", "--decide", "Ingen Alls=")
    assert "there is no key here" in coder.fails("pseudonymise", "--reveal")
    assert "no source is called so" in coder.fails("pseudonymise", "tre")
    coder("pseudonymise", "--accept-sure")
    assert "CODER_KEY_PASSPHRASE" in coder.fails("pseudonymise", "--apply")
    assert "Anna" in coder("text", "två").out


def test_a_wrong_passphrase_replaces_nothing(coder: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODER_KEY_PASSPHRASE", "a")
    coder("pseudonymise", "--decide", "Karin Lindqvist=[K]", "--apply")
    coder("pseudonymise", "--accept-sure")
    monkeypatch.setenv("CODER_KEY_PASSPHRASE", "b")
    assert "passphrase is wrong" in coder.fails("pseudonymise", "--apply")
    assert "Anna" in coder("text", "två").out


def test_what_scripts_read_is_guarded_and_let_through_by_name(coder: CommandLine) -> None:
    coder.code("två", "Anna Bergs hund", "praktik")
    coder("pseudonymise", "--accept-sure")
    for arguments in (
        ("quotes", "--format", "csv"),
        ("quotes", "--format", "md"),
        ("quotes", "--out", "q.docx"),
        ("quotes", "--out", "q.txt"),
        ("search", "hund", "--format", "json"),
    ):
        said = coder(*arguments, status=1)
        assert said.out == "" and "--let-through" in said.err and not any(name in said.err for name in NAMES)
    assert not Path("q.docx").exists() and not Path("q.txt").exists()
    assert "Anna Bergs hund" in coder("quotes").out
    assert "Anna Bergs hund" in coder("quotes", "--format", "csv", "--let-through", "anna berg").out
    assert "Anna" not in coder("history").out
    refused = coder("export", status=1)
    assert "summary.md was not written" in refused.err and "frequencies.csv" in refused.out
    coder("export", "summary", "quotes", "--let-through", "Anna Berg", "--let-through=Anna")


def test_exports_say_how_far_names_were_replaced(coder: CommandLine) -> None:
    told = translator("sv").gettext("Names have not been replaced by pseudonyms.")
    coder("export", "--for", "report")
    for name in ("summary.md", "summary.docx", "quotes.xlsx", "frequencies.xlsx"):
        assert told in everything_in((Path("exports") / name).read_bytes(), name)
    assert told in coder("quotes", "--format", "md").out
    for name in ("ame", "af", "förbundet"):
        coder("pseudonymise", name, "--apply", "--no-key")
    some = translator("sv").gettext("Names have been replaced by pseudonyms in {number} of {all} sources.")
    assert some.format(number=3, all=6) in coder("quotes", "--format", "md").out


def test_a_new_project_ignores_its_key(tmp_path: Path, coder: CommandLine) -> None:
    coder("init", tmp_path / "new")
    assert "*.key.age" in (tmp_path / "new" / ".gitignore").read_text("utf-8")
    assert "*.key.age" in (Path(__file__).parent.parent / ".gitignore").read_text("utf-8")


def test_the_passphrase_is_asked_for_twice_unseen(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import coder.cli.pseudonyms as command
    from coder.errors import CoderError

    answers = ["ett", "två"]
    monkeypatch.setattr(command, "is_terminal", lambda _stream: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    with pytest.raises(CoderError, match="differ"):
        command._passphrase(tmp_path / "key.age")
    answers += ["ett", "ett"]
    assert command._passphrase(tmp_path / "key.age") == "ett"
