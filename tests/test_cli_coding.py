"""Coding from the command line: code, uncode, recode, note, star, finish, suggestions, history, undo and redo."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


def row_of(coder: CommandLine, quote: str) -> dict[str, str]:
    return next(row for row in coder("quotes", "--coders", "all", "--format", "csv").rows if row["quote"] == quote)


class TestCode:
    def test_prints_the_quote_and_nothing_else(self, coder: CommandLine) -> None:
        said = coder("code", "ame", *coder.at("ame", "Stuprören."), "Stuprör")
        assert said.err == ""
        assert said.out.startswith("C-") and said.out.count("\n") == 1
        row = row_of(coder, said.out.strip())
        assert (row["text"], row["code"], row["theme"], row["coder"]) == ("Stuprören.", "stuprör", "hinder", "Maja")

    def test_facets_and_a_note_go_with_it(self, coder: CommandLine) -> None:
        options = ("--about", "af", "--about", "UNGA;norra", "--voice=self", "--mode", "wanted", "--note", "Tänk på")
        row = row_of(coder, coder.code("ame", "Stuprören.", "stuprör", *options))
        assert (row["about"], row["voice"], row["mode"], row["note"]) == ("af;unga;norra", "self", "wanted", "Tänk på")

    def test_saying_it_again_changes_nothing(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör")
        steps = coder("history", "--format", "csv").out
        assert coder.code("ame", "Stuprören.", "hinder") != quote
        coder("undo")
        assert coder.code("ame", "Stuprören.", "stuprör") == quote
        assert coder("history", "--format", "csv").out.count("apply_code") == steps.count("apply_code") + 1

    def test_another_coder_s_coding_is_another_one(self, coder: CommandLine) -> None:
        assert coder.code("ame", "Stuprören.", "stuprör") != coder.code(
            "ame", "Stuprören.", "stuprör", "--coder", "Tor"
        )

    def test_emoji_and_combining_characters_count_as_code_points(self, coder: CommandLine) -> None:
        words = "det a\u0308r så det är 👩\u200d👩\u200d👧 ja."
        quote = coder.code("ame", words, "hinder")
        assert row_of(coder, quote)["text"] == words

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("nobody 1 5 hinder", "nobody: no source is called so"),
            ("a 1 5 hinder", "a: several sources begin so: af, ame"),
            ("ame 5 2 hinder", "5–2 is no passage"),
            ("ame 5 5 hinder", "5–5 is no passage"),
            ("ame 1 99999 hinder", "1–99999 is no passage"),
            ("ame 1 5 nothing", "nothing: no code is called so"),
            ("ame 1 5 b --about", "needs a value"),
            ("ame 1 5 hinder --about nobody", "nobody: no actor, group or place has this id"),
            ("-- ame -3 5 hinder", "-3–5 is no passage"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_is_done(self, coder: CommandLine, line: str, expected: str) -> None:
        before = coder("history", "--format", "csv").out
        assert expected in coder.fails("code", *line.split())
        assert coder("history", "--format", "csv").out == before


class TestChangingACoding:
    def test_uncode_and_back(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör", "--note", "Kvar")
        assert quote in coder("uncode", quote.lower()).err
        assert "no quote has this identifier" in coder.fails("quote", quote)
        coder("uncode", quote, "--undo")
        assert row_of(coder, quote)["note"] == "Kvar"
        assert "is not what you did last" in coder.fails("uncode", quote, "--undo")

    def test_recode_and_back(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör")
        assert coder("recode", quote, "hinder").out.strip() == quote
        assert row_of(coder, quote)["code"] == "hinder"
        assert coder("recode", quote, "--undo").out.strip() == quote
        assert row_of(coder, quote)["code"] == "stuprör"
        assert "it has not been recoded" in coder.fails("recode", quote, "--undo")

    def test_recode_is_taken_back_even_when_more_was_done_since(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör")
        coder("recode", quote, "hinder")
        coder("star", quote)
        assert coder("recode", quote, "--undo").out.strip() == quote
        assert row_of(coder, quote)["code"] == "stuprör"

    def test_recode_onto_an_equal_coding_names_the_one_that_stays(self, coder: CommandLine) -> None:
        first, second = coder.code("ame", "Stuprören.", "stuprör"), coder.code("ame", "Stuprören.", "hinder")
        assert coder("recode", first, "hinder").out.strip() == second

    def test_star_and_back(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör")
        coder("star", quote)
        assert [row["quote"] for row in coder("quotes", "--starred", "--format", "csv").rows] == [quote]
        coder("star", quote, "--undo")
        assert coder("quotes", "--starred", "--format", "csv").rows == []

    def test_notes_on_quotes_sources_codes_and_the_study(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör")
        for target in (quote, "ame", "stuprör", "project"):
            coder("note", target, "en", "tanke")
            coder("note", target, "--undo")
            assert "you have written no note on it" in coder.fails("note", target, "--undo")
        coder("note", quote, "Två ord")
        assert row_of(coder, quote)["note"] == "Två ord"
        assert "no quote, source or code is called so" in coder.fails("note", "nobody", "x")

    def test_finish_and_back(self, coder: CommandLine) -> None:
        assert coder("finish", "AM").err == "ame: finished.\n"
        rows = {row["source"]: row["finished_by"] for row in coder("sources", "--format", "csv").rows}
        assert rows["ame"] == "Maja" and rows["af"] == ""
        coder("finish", "ame", "--undo")
        assert {row["finished_by"] for row in coder("sources", "--format", "csv").rows} == {""}

    def test_unknown_quotes_are_said(self, coder: CommandLine) -> None:
        assert "no quote" in coder.fails("note", "C-00000", "x")
        for line in ("uncode C-00000", "recode C-00000 hinder", "star C-00000", "quote C-00000"):
            assert "no quote has this identifier" in coder.fails(*line.split())


class TestSuggestions:
    def test_columns_and_judging(self, coder: CommandLine) -> None:
        said = coder("suggest", "--format", "csv")
        assert ",".join(said.rows[0]) == "suggestion,source,start,end,text,code,score,reason"
        assert "built-in" in said.err
        for row in said.rows:
            assert coder("text", row["source"]).out[int(row["start"]) : int(row["end"])] == row["text"]
        first, second = said.rows[:2]
        quote = coder("accept", first["suggestion"].lower()).out.strip()
        row = row_of(coder, quote)
        assert (row["code"], row["start"], row["end"]) == (first["code"], first["start"], first["end"])
        assert coder("reject", second["suggestion"]).out == ""
        left = {row["suggestion"] for row in coder("suggest", "--format", "csv").rows}
        assert not left & {first["suggestion"], second["suggestion"]}

    def test_one_code_best_first_and_so_many_a_passage(self, coder: CommandLine) -> None:
        rows = coder("suggest", "--code", "praktik", "--format", "json").json
        assert {row["code"] for row in rows} == {"praktik"}
        assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
        all_of_them = coder("suggest", "--format", "json").json
        at_most_one = coder("suggest", "--top", "1", "--format", "json").json
        passages = {(row["source"], row["start"], row["end"]) for row in all_of_them}
        assert len(at_most_one) == len(passages) <= len(all_of_them)

    def test_some_sources_only_shown_for_people(self, coder: CommandLine) -> None:
        said = coder("suggest", "gem").out
        assert "gemensam, characters" in said
        assert "ame, characters" not in said

    def test_another_passage_may_be_accepted(self, coder: CommandLine) -> None:
        row = next(row for row in coder("suggest", "ame", "--format", "csv").rows if row["code"] == "stuprör")
        start, end = coder.at("ame", "Stuprören.")
        quote = coder("accept", row["suggestion"], "--start", start, "--end", end).out.strip()
        assert row_of(coder, quote)["text"] == "Stuprören."

    def test_a_passage_outside_the_text_is_refused(self, coder: CommandLine) -> None:
        row = coder("suggest", "ame", "--format", "csv").rows[0]
        assert "is no passage" in coder.fails("accept", row["suggestion"], "--end", "99999")
        assert "is no passage" in coder.fails("accept", row["suggestion"], "--start", "9", "--end", "5")
        assert coder("quotes", "--format", "csv").rows == []

    def test_unknown_ones_are_said(self, coder: CommandLine) -> None:
        assert "'coder suggest' lists them" in coder.fails("accept", "S-NOTHING")
        assert "'coder suggest' lists them" in coder.fails("reject", "S-NOTHING")
        assert "no source is called so" in coder.fails("suggest", "nobody")
        assert "no code is called so" in coder.fails("suggest", "--code", "nothing")
        assert "There is no language pipeline nowhere" in coder.fails("suggest", "--pipeline", "nowhere")


class TestHistory:
    def test_who_did_what_and_what_was_undone(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör", "--coder", "Tor")
        taken = coder("undo", "--coder", "Tor").out
        assert taken == "Taken back: Apply stuprör in ame\n"
        rows = coder("history", "--format", "csv").rows
        assert ",".join(rows[0]) == "step,at,coder,kind,what,undone"
        assert [(row["coder"], row["kind"], row["undone"]) for row in rows[:2]] == [
            ("Tor", "undo", "false"),
            ("Tor", "apply_code", "true"),
        ]
        assert coder("history", "--format", "json").json[1]["undone"] is True
        assert coder("redo", "--coder", "Tor").out == "Brought back: Apply stuprör in ame\n"
        assert len(coder("history", "--last", "2", "--format", "csv").rows) == 2

    def test_a_command_of_many_steps_is_taken_back_in_a_screenful_of_lines(self, coder: CommandLine) -> None:
        for number in range(40):
            (coder.folder / "transcripts" / f"n{number:02}.txt").write_text("I: Hej?\nIP: Hej.\n", "utf-8")
        coder("load")
        said = coder("undo").out.splitlines()
        assert said[0] == "Taken back: Load n39"
        assert len(said) == 31 and said[-1] == "(and 10 more steps)"
        assert len(coder("sources", "--format", "csv").rows) == 4

    def test_the_screen_shows_the_latest_within_80_columns(self, coder: CommandLine) -> None:
        for number in range(20):
            coder("code", "ame", number, number + 30, "hinder")
            coder("undo")
        said = coder("history")
        assert max(map(len, said.out.splitlines())) <= 80
        assert said.err.strip().endswith("--last N shows more.")

    def test_nothing_to_take_back_is_no_mistake(self, coder: CommandLine) -> None:
        assert coder("undo", "--coder", "Eva").err == "There is nothing of yours to take back.\n"
        assert coder("redo").err == "There is nothing to bring back.\n"

    def test_what_others_have_built_on_is_refused_naming_the_step(self, coder: CommandLine) -> None:
        coder("codebook", "add", "Ny kod", "--id", "ny")
        quote = coder.code("ame", "Stuprören.", "ny", "--coder", "Tor")
        said = coder.fails("undo")
        assert "built on since by Tor" in said and "Apply ny in ame" in said
        assert row_of(coder, quote)["code"] == "ny"
