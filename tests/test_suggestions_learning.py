"""What suggestions learn from, where there are none, what is remembered of decisions, and what a replay may judge."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.i18n import translator
from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.project.suggestions.double_coding import drawn_for_double_coding
from coder.project.suggestions.judging import OpenSuggestion
from coder.project.suggestions.suggesting import left_out
from coder.queries.codes import code_tree
from coder.queries.frequencies import frequencies
from coder.queries.judged import judged_so_far
from coder.queries.suggestion_record import suggestion_record
from coder.suggest.base import TurnText
from tests.conftest import passage
from tests.doing import code_words, path_of
from tests.tables import recorded, rows_of


@pytest.fixture(scope="module")
def computed(finished_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learning") / "study"
    shutil.copytree(finished_study, folder)
    project = Project.open(folder / "coder.db", "Maja")
    project.pipeline_spec = BUILT_IN
    project.set_suggestions(left_out=0, precision=0.4)
    project.suggest()
    project.close()
    return folder


@pytest.fixture
def suggested(computed: Path, tmp_path: Path) -> Iterator[Project]:
    folder = tmp_path / "suggested"
    shutil.copytree(computed, folder)
    project = Project.open(folder / "coder.db", "Maja")
    project.pipeline_spec = BUILT_IN
    yield project
    project.close()


def first(project: Project, code: str, source: str = "ame") -> OpenSuggestion:
    return next(item for item in project.open_suggestions([source]) if item.code == code)


def prompted(project: Project) -> dict[str, str]:
    """How each coding came about, by its quote."""
    return {str(row["quote_id"]): str(row["prompted"]) for row in as_dicts(project, "coding")}


def as_dicts(project: Project, table: str) -> list[dict[str, object]]:
    import sqlite3

    connection = sqlite3.connect(path_of(project))
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]
    finally:
        connection.close()


class TestWhatIsRemembered:
    def test_an_accepted_one_began_as_a_suggestion(self, suggested: Project) -> None:
        item = first(suggested, "stuprör")
        quote = suggested.accept_suggestion(item.suggestion)
        assert prompted(suggested) == {quote: "suggestion"}
        (verdict,) = as_dicts(suggested, "verdict")
        assert verdict["verdict"] == "accepted" and verdict["score"] and "learner" in str(verdict["suggester"])
        assert "Stuprören" not in str(verdict["evidence"]), "the words stay in the text alone"
        assert (verdict["chosen_start"], verdict["chosen_code"]) == (None, None)

    def test_another_span_and_another_code_are_remembered(self, suggested: Project) -> None:
        item = first(suggested, "stuprör")
        quote = suggested.accept_suggestion(item.suggestion, item.start, item.start + 9, "buss")
        (verdict,) = as_dicts(suggested, "verdict")
        assert (verdict["verdict"], verdict["chosen_code"], verdict["chosen_end"]) == (
            "rejected",
            "buss",
            item.start + 9,
        )
        assert prompted(suggested) == {quote: ""}, "the program did not come up with this code"
        assert item.suggestion not in [each.suggestion for each in suggested.open_suggestions(["ame"])]

    def test_a_code_applied_while_it_is_on_offer_was_in_sight(self, suggested: Project) -> None:
        item = first(suggested, "stuprör")
        quote = suggested.apply_code("ame", item.start, item.start + 9, "stuprör")
        other = suggested.apply_code("ame", item.start, item.start + 9, "närhet")
        assert prompted(suggested) == {quote: "sight", other: ""}

    def test_a_rejected_one_is_out_of_sight(self, suggested: Project) -> None:
        item = first(suggested, "stuprör")
        suggested.reject_suggestion(item.suggestion)
        quote = suggested.apply_code("ame", item.start, item.start + 9, "stuprör")
        assert prompted(suggested) == {quote: ""}

    def test_several_are_rejected_in_one_step(self, suggested: Project) -> None:
        items = suggested.open_suggestions()
        before = recorded(path_of(suggested))
        suggested.reject_suggestions([item.suggestion for item in items])
        assert suggested.open_suggestions() == []
        suggested.undo()
        assert recorded(path_of(suggested))["verdict"] == before["verdict"] == set()

    def test_the_record_counts_them_per_code(self, suggested: Project) -> None:
        item = first(suggested, "stuprör")
        suggested.accept_suggestion(item.suggestion, item.start, item.start + 9)
        suggested.reject_suggestion(first(suggested, "praktik").suggestion)
        record = {row.code: row for row in suggested.ask(suggestion_record)}
        assert (record["stuprör"].accepted, record["stuprör"].changed, record["stuprör"].rate) == (1, 1, 1.0)
        assert (record["stuprör"].codings, record["stuprör"].began) == (1, 1)
        assert (record["praktik"].rejected, record["praktik"].rate, record["praktik"].codings) == (1, 0.0, 0)
        caption = suggested.ask(frequencies).scope.in_words(translator("en"))
        assert "1 coding began as a suggestion" in caption


class TestWhereNothingIsSuggested:
    def test_in_sources_drawn_for_double_coding_until_both_have_finished(self, suggested: Project) -> None:
        assert suggested.open_suggestions(["ame"])
        suggested.draw_for_double_coding("ame", ["Maja", "Tor"])
        assert suggested.ask(drawn_for_double_coding) == {"ame": ("Maja", "Tor")}
        assert suggested.open_suggestions(["ame"]) == []
        suggested.suggest(["ame"])
        assert not [row for row in as_dicts(suggested, "suggestion_cache") if row["code_key"] == "buss"]
        suggested.finish("ame")
        suggested.suggest()
        assert suggested.open_suggestions(["ame"]) == []
        suggested.coder = suggested.history.coder = "Tor"
        suggested.finish("ame")
        suggested.suggest()
        assert suggested.open_suggestions(["ame"])

    def test_one_coder_is_no_double_coding(self, suggested: Project) -> None:
        with pytest.raises(CoderError, match="two coders"):
            suggested.draw_for_double_coding("ame", ["Maja", "maja "])

    def test_drawing_is_a_step_like_any_other(self, suggested: Project) -> None:
        before = recorded(path_of(suggested))
        suggested.draw_for_double_coding("ame", ["Maja", "Tor"])
        suggested.draw_for_double_coding("ame", [])
        assert suggested.ask(drawn_for_double_coding) == {}
        suggested.undo()
        suggested.undo()
        assert recorded(path_of(suggested)) == before

    def test_where_the_project_has_switched_them_off(self, suggested: Project) -> None:
        suggested.set_suggestions(on=False)
        assert suggested.open_suggestions() == []
        suggested.suggest()
        assert rows_of(path_of(suggested), "suggestion_cache") == []
        item_free = suggested.apply_code("ame", *passage(suggested, "ame", "Stuprören."), "stuprör")
        assert prompted(suggested) == {item_free: ""}
        suggested.set_suggestions(on=True)
        suggested.suggest()
        assert suggested.open_suggestions()

    def test_in_a_random_share_of_the_turns_the_same_everywhere(self, suggested: Project) -> None:
        turns = [TurnText("id", number, 0, f"Det här är replik {number}.") for number in range(2000)]
        share = sum(left_out(turn, 0.1) for turn in turns) / len(turns)
        assert 0.07 < share < 0.13
        assert not any(left_out(turn, 0) for turn in turns)
        suggested.set_suggestions(left_out=0.9)
        few = len(suggested.open_suggestions())
        suggested.suggest()
        assert len(suggested.open_suggestions()) < few

    def test_below_the_precision_asked_for(self, suggested: Project) -> None:
        many = len(suggested.open_suggestions())
        suggested.suggest(precision=0.97)
        assert len(suggested.open_suggestions()) < many
        for wrong in (-0.1, 1.0):
            with pytest.raises(CoderError, match="--precision"):
                suggested.set_suggestions(precision=wrong)


class TestWhatIsLearntFrom:
    def test_own_work_or_everybody_s(self, suggested: Project) -> None:
        code_words(suggested)
        start, end = passage(suggested, "ame", "Den är indragen")
        suggested.coder = suggested.history.coder = "Tor"
        suggested.apply_code("ame", start, end, "buss")
        assert [p.codes for p in suggested.ask(judged_so_far, "MAJA ").passages] == [("stuprör",)]
        assert [p.codes for p in suggested.ask(judged_so_far, "Tor").passages] == [("buss",)]
        assert [p.codes for p in suggested.ask(judged_so_far, None).passages] == [("stuprör",), ("buss",)]

    def test_what_lies_after_the_last_coding_was_not_looked_at(self, suggested: Project) -> None:
        suggested.set_suggestions(on=False)
        code_words(suggested)
        (through,) = suggested.ask(judged_so_far, "Maja").sources
        assert [passage.text for passage in through.passages] == ["Stuprören."]
        suggested.finish("ame")
        (through,) = suggested.ask(judged_so_far, "Maja").sources
        assert len(through.passages) > 3 and through.passages[0].codes == ("stuprör",)
        assert not any("bussen?" in passage.text for passage in through.passages), "the interviewer is not coded"

    def test_nothing_is_measured_where_the_code_was_in_sight(self, suggested: Project) -> None:
        suggested.accept_suggestion(first(suggested, "stuprör").suggestion)
        suggested.finish("ame")
        judged = suggested.ask(judged_so_far, "Maja")
        assert judged.passages, "it is learnt from"
        assert not any(passage.codes for through in judged.sources for passage in through.passages)

    def test_a_rejection_teaches_and_an_undo_unlearns(self, suggested: Project) -> None:
        item = first(suggested, "praktik")
        suggested.reject_suggestion(item.suggestion)
        assert [passage.rejected for passage in suggested.ask(judged_so_far, "Maja").passages] == [("praktik",)]
        suggested.undo()
        assert suggested.ask(judged_so_far, "Maja").passages == ()

    def test_what_is_known_already_is_not_computed_again(self, suggested: Project) -> None:
        before = rows_of(path_of(suggested), "suggestion_run")
        suggested.suggest()
        assert rows_of(path_of(suggested), "suggestion_run") == before
        code_words(suggested)
        suggested.suggest(["gemensam"])
        after = rows_of(path_of(suggested), "suggestion_run")
        assert len(set(after) - set(before)) == 1, "only what was asked for"

    def test_a_replay_of_too_little_says_so_and_is_repeatable(self, suggested: Project) -> None:
        suggested.set_suggestions(on=False)
        code_words(suggested)
        report = suggested.replay_suggestions(seed=3)
        assert report.precision is None and report.sources == 1
        assert suggested.replay_suggestions(seed=3) == report


def test_themes_take_part(suggested: Project) -> None:
    """They can be applied in a coarse first round."""
    assert [code.key for code in suggested.ask(code_tree) if code.depth == 0] == ["hinder", "möjligheter"]
    quote = suggested.apply_code("ame", *passage(suggested, "ame", "Stuprören."), "hinder")
    assert [passage.quote for passage in suggested.ask(judged_so_far, "Maja").passages] == [quote]
