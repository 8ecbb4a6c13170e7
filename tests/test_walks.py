"""The walk for a code and the twins of coded passages: found when asked, out of the reader and out of sight."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.language.pipeline import BUILT_IN, load_pipeline
from coder.project import Project
from coder.queries.transcript import transcript
from coder.spans import Span
from coder.suggest.base import CodeProfile, Judged, Past, TurnText
from coder.suggest.learning import LearningSuggester
from coder.suggest.likeliest import peaks
from coder.suggest.twins import twins
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.doing import code_words, path_of
from tests.tables import rows_of

CODES = (CodeProfile("buss", "Buss", ("bussen",)), CodeProfile("praktik", "Praktik", ("praktik",)))


@pytest.fixture
def walking(finished_study: Path, tmp_path: Path) -> Iterator[Project]:
    folder = tmp_path / "walking"
    shutil.copytree(finished_study, folder)
    project = Project.open(folder / "coder.db", "Maja")
    project.pipeline_spec = BUILT_IN
    project.set_suggestions(left_out=0, precision=0.97)
    yield project
    project.close()


class TestAWalk:
    def test_it_finds_more_than_would_be_suggested(self, walking: Project) -> None:
        walking.suggest()
        walking.compute_walk("praktik")
        found = walking.walk("praktik")
        assert len(found) > len(walking.open_suggestions(code="praktik"))
        assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
        assert {item.code for item in found} == {"praktik"} and all(item.reason for item in found)
        for item in found:
            assert item.text == walking.ask(transcript, item.source).text[item.start : item.end] != ""

    def test_it_is_not_among_the_ordinary_ones_nor_in_sight(self, walking: Project) -> None:
        walking.suggest()
        before = walking.open_suggestions()
        walking.compute_walk("praktik")
        assert walking.open_suggestions() == before
        item = walking.walk("praktik")[0]
        assert item.suggestion not in {each.suggestion for each in before}
        walking.set_suggestions(precision=0.99)
        walking.suggest()
        assert item.suggestion in {each.suggestion for each in walking.walk("praktik")}, "it outlives a computation"
        quote = walking.apply_code(item.source, item.start, item.end, "praktik")
        assert quote in str(rows_of(path_of(walking), "coding"))
        assert "sight" not in str(rows_of(path_of(walking), "coding"))

    def test_it_is_judged_like_any_other_and_comes_back_with_an_undo(self, walking: Project) -> None:
        walking.compute_walk("praktik")
        first, second = walking.walk("praktik")[:2]
        quote = walking.accept_suggestion(first.suggestion)
        walking.reject_suggestion(second.suggestion)
        assert quote in str(rows_of(path_of(walking), "coding")) and "walk" in str(rows_of(path_of(walking), "verdict"))
        for _time in range(2):
            left = {item.suggestion for item in walking.walk("praktik")}
            assert left.isdisjoint({first.suggestion, second.suggestion})
            walking.compute_walk("praktik")
        walking.undo()
        walking.undo()
        walking.compute_walk("praktik")
        assert [item.suggestion for item in walking.walk("praktik")][:2] == [first.suggestion, second.suggestion]

    def test_never_where_nothing_may_be_suggested(self, walking: Project) -> None:
        walking.compute_walk("praktik")
        assert {"ame", "af"} <= {item.source for item in walking.walk("praktik")}
        assert {item.source for item in walking.walk("praktik", ["ame"])} == {"ame"}
        walking.draw_for_double_coding("ame", ["Maja", "Tor"])
        assert "ame" not in {item.source for item in walking.walk("praktik")}
        walking.draw_for_double_coding("ame", [])
        walking.set_suggestions(left_out=0.9)
        walking.compute_walk("praktik")
        assert len(walking.walk("praktik")) < 3
        walking.set_suggestions(on=False)
        assert walking.walk("praktik") == []

    def test_what_is_known_is_not_computed_again(self, walking: Project) -> None:
        asked: list[str] = []

        def note(_done: int, _total: int, what: str) -> bool:
            asked.append(what)
            return True

        walking.compute_walk("praktik", note)
        assert asked
        asked.clear()
        walking.compute_walk("praktik", note)
        assert asked == []
        code_words(walking)
        walking.compute_walk("praktik", note)
        assert asked
        with pytest.raises(CoderError, match="no code is called so"):
            walking.compute_walk("nothing")

    def test_on_the_command_line(
        self, finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "line"
        shutil.copytree(finished_study, folder)
        coder = CommandLine(folder, monkeypatch, capsys)
        coder("suggestions", "--left-out", "0")
        rows = coder("suggest", "--code", "Praktik", "--format", "json").json
        assert rows and {row["code"] for row in rows} == {"praktik"}
        assert coder("accept", rows[0]["suggestion"]).out.startswith("C-")
        coder("reject", rows[1]["suggestion"])
        left = coder("suggest", "--code", "praktik", "--format", "json").json
        assert {row["suggestion"] for row in left}.isdisjoint(row["suggestion"] for row in rows[:2])
        assert "--top" in coder.fails("suggest", "--code", "praktik", "--top", "2")


class TestTwins:
    def test_an_uncoded_passage_very_like_a_coded_one(self, walking: Project) -> None:
        turns = [TurnText("b", 1, 10, "Ja. Bussen till Norra byn drogs in förra våren. Så är det.")]
        coded = Judged("Bussen från Norra byn drogs in i våras, förra våren.", ("buss",), (), "C-1", "a", 0, 50)
        (twin,) = twins(turns, [coded], load_pipeline(BUILT_IN), 0.5)
        assert (twin.start, twin.end, twin.code) == (14, 57, "buss")
        assert twin.details.alike is not None and twin.details.alike.quote == "C-1"
        there = Judged("", ("praktik",), (), "C-2", "b", 14, 20)
        assert twins(turns, [coded, there], load_pipeline(BUILT_IN), 0.5) == [], "it is coded"
        refused = Judged("", (), ("buss",), "", "b", 14, 20)
        assert twins(turns, [coded, refused], load_pipeline(BUILT_IN), 0.5) == []

    def test_they_are_kept_aside_and_accepted(self, walking: Project) -> None:
        start, end = passage(walking, "ame", "Stuprören. Folk hamnar mellan stolarna")
        walking.apply_code("ame", start, end, "stuprör")
        walking.compute_twins()
        assert walking.twins() == [] and walking.twins(["ame"]) == []


PIECES = st.one_of(
    st.sampled_from(["bussen ", "praktik ", "A\u030a", "👩‍👧", ". ", "\n", "är inte "]), st.text(max_size=6)
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), judged=TEXTS)
def test_passages_lie_in_their_turns_and_are_never_judged_ones(texts: list[str], judged: str) -> None:
    pipeline = load_pipeline(BUILT_IN)
    turns, start = [], 0
    for number, text in enumerate(texts):
        turns.append(TurnText("a", number, start, text))
        start += len(text) + 3
    past = Past(
        judged=(
            Judged(judged, ("buss",), (), "C-1", "b", 0, max(1, len(judged))),
            Judged(texts[0], (), ("praktik",), "", "a", 0, max(1, len(texts[0]))),
        ),
        pool=tuple(turns),
    )
    found = list(LearningSuggester().learnt(CODES, past, pipeline).likeliest(turns, "praktik", pipeline))
    found += twins(turns, past.judged, pipeline, 0.2)
    for item in found:
        assert any(turn.start <= item.start < item.end <= turn.start + len(turn.text) for turn in turns)
        settled = Span(0, len(texts[0])) if item.code == "praktik" else Span(-1, -1)
        assert not Span(item.start, item.end).overlaps(settled)


@given(likely=st.lists(st.floats(0, 1), max_size=12))
def test_peaks_are_apart_short_and_likely(likely: list[float]) -> None:
    runs = list(peaks(likely, 0.3))
    places = [place for first, last in runs for place in range(first, last + 1)]
    assert len(places) == len(set(places)) and all(likely[place] >= 0.3 for place in places)
    assert all(last - first < 4 for first, last in runs)
    assert {place for place, value in enumerate(likely) if value >= 0.3} == set(places)
