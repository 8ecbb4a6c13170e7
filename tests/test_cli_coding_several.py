"""Several codes and several quotes on one line, extended codings, moved ends, facets; each taken back with --undo."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


def coded(coder: CommandLine) -> dict[str, tuple[str, str]]:
    """Code and text by quote."""
    rows = coder("quotes", "--coders", "all", "--format", "csv").rows
    return {row["quote"]: (row["code"], row["text"]) for row in rows}


def test_several_codes_go_on_one_passage(coder: CommandLine) -> None:
    made = coder("code", "ame", *coder.at("ame", "Stuprören."), "stuprör", "hinder", "--mode", "missing").out.split()
    assert [coded(coder)[quote] for quote in made] == [("stuprör", "Stuprören."), ("hinder", "Stuprören.")]
    coder("undo")
    assert coded(coder) == {}


def test_an_overlapping_passage_is_a_coding_of_its_own_unless_it_is_to_extend(coder: CommandLine) -> None:
    first = coder.code("ame", "mellan stolarna", "stuprör")
    start, end = coder.at("ame", "Folk hamnar mellan")
    second = coder("code", "ame", start, end, "stuprör").out.strip()
    assert second != first and len(coded(coder)) == 2
    coder("undo")
    assert coder("code", "ame", start, end, "stuprör", "--extend").out.strip() == first
    assert coded(coder) == {first: ("stuprör", "Folk hamnar mellan stolarna")}


def test_what_is_said_again_of_a_coding_is_taken(coder: CommandLine) -> None:
    quote = coder.code("ame", "Stuprören.", "stuprör", "--about", "af", "--note", "Ett.")
    assert coder.code("ame", "Stuprören.", "stuprör", "--about", "unga", "--note", "Två.") == quote
    (row,) = coder("quotes", "--format", "csv").rows
    assert (row["about"], row["note"]) == ("af;unga", "Ett. / Två.")


def test_facets_are_set_anew(coder: CommandLine) -> None:
    made = [coder.code("ame", words, "stuprör", "--about", "af") for words in ("Stuprören.", "stolarna")]
    coder("facets", *made, "--about", "unga", "--voice", "other")
    assert {(row["about"], row["voice"]) for row in coder("quotes", "--format", "csv").rows} == {("unga", "other")}
    coder("facets", made[0])
    assert coder("quotes", "--format", "csv").rows[0]["about"] == ""
    assert "--voice loud: choose one of" in coder.fails("facets", made[0], "--voice", "loud")


def test_ends_are_moved(coder: CommandLine) -> None:
    quote = coder.code("ame", "mellan", "stuprör")
    start, end = coder.at("ame", "mellan stolarna")
    coder("adjust", quote, start, end)
    assert coded(coder) == {quote: ("stuprör", "mellan stolarna")}
    assert "is no passage" in coder.fails("adjust", quote, end, start)
    coder("undo")
    assert coded(coder) == {quote: ("stuprör", "mellan")}


def test_many_quotes_are_recoded_and_get_their_codes_back(coder: CommandLine) -> None:
    made = [coder.code("ame", "Stuprören.", "stuprör"), coder.code("ame", "indragen", "buss")]
    assert coder("recode", *made, "hinder").out.split() == made
    assert {code for code, _text in coded(coder).values()} == {"hinder"}
    assert coder("recode", *reversed(made), "--undo").out.split() == made
    assert [coded(coder)[quote][0] for quote in made] == ["stuprör", "buss"]
    coder("redo")
    coder("star", made[0])
    coder("recode", *made, "--undo")
    assert [coded(coder)[quote][0] for quote in made] == ["stuprör", "buss"]
    assert "it has not been recoded" in coder.fails("recode", coder.code("ame", "praktik", "praktik"), "--undo")


def test_codings_that_became_one_are_two_again(coder: CommandLine) -> None:
    gone, stays = coder.code("ame", "Stuprören.", "stuprör"), coder.code("ame", "Stuprören.", "hinder")
    assert coder("recode", gone, "hinder").out.strip() == stays
    assert coder("recode", stays, "--undo").out.strip() == gone
    assert {quote: code for quote, (code, _text) in coded(coder).items()} == {gone: "stuprör", stays: "hinder"}


def test_many_quotes_are_taken_away_starred_and_brought_back(coder: CommandLine) -> None:
    made = [coder.code("ame", words, "stuprör") for words in ("Stuprören.", "stolarna")]
    coder("star", *made)
    assert len(coder("quotes", "--starred", "--format", "csv").rows) == 2
    coder("uncode", *made)
    assert coded(coder) == {}
    assert "not what you did last" in coder.fails("uncode", made[0], "--undo")
    coder("uncode", *made, "--undo")
    assert set(coded(coder)) == set(made)
    assert "C-00000" in coder.fails("uncode", made[0], "C-00000")
    assert set(coded(coder)) == set(made)
