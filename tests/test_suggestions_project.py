"""Suggestions in a project: computed into a cache, shown until judged, and never a coding before a person says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.project.suggestions.judging import OpenSuggestion
from coder.queries.quotes import quotes
from coder.queries.transcript import transcript
from tests.conftest import passage
from tests.doing import code_words, codings, path_of, rewrite
from tests.tables import recorded, rows_of, size


@pytest.fixture(scope="module")
def computed(finished_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study with its suggestions computed once, for copying."""
    folder = tmp_path_factory.mktemp("suggested") / "study"
    shutil.copytree(finished_study, folder)
    project = Project.open(folder / "coder.db", "Maja")
    project.pipeline_spec = BUILT_IN
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


def shown(project: Project) -> list[tuple[str, str]]:
    return [(item.source, item.code) for item in project.open_suggestions()]


def test_keywords_are_suggested_where_they_are_said(suggested: Project) -> None:
    assert {("ame", "stuprör"), ("ame", "praktik"), ("gemensam", "stuprör"), ("af", "praktik")} <= set(shown(suggested))
    for item in suggested.open_suggestions():
        text = suggested.ask(transcript, item.source).text
        assert item.text == text[item.start : item.end] != ""
        assert item.suggestion.startswith("S-") and len(item.suggestion) == 8
        assert 0 < item.score <= 1 and item.reason


def test_the_interviewer_is_not_listened_to(suggested: Project) -> None:
    start, end = passage(suggested, "ame", "I: Och bussen?")
    assert not [item for item in suggested.open_suggestions(["ame"]) if item.start < end and start < item.end]


def test_a_suggestion_counts_nowhere(suggested: Project) -> None:
    assert suggested.ask(quotes).rows == ()
    assert rows_of(path_of(suggested), "coding") == []


def test_suggestions_come_in_order_and_the_best_of_a_code_first(suggested: Project) -> None:
    every = suggested.open_suggestions()
    assert [(item.source, item.start) for item in every] == sorted((item.source, item.start) for item in every)
    best = suggested.open_suggestions(code="STUPRÖR")
    assert {item.code for item in best} == {"stuprör"}
    assert [item.score for item in best] == sorted((item.score for item in best), reverse=True)
    passages = {(item.source, item.start, item.end) for item in every}
    assert len(suggested.open_suggestions(top=1)) == len(passages)
    assert suggested.open_suggestions(top=0) == []
    assert {item.source for item in suggested.open_suggestions(["gem"])} == {"gemensam"}


def test_an_accepted_suggestion_is_a_coding(suggested: Project) -> None:
    item = first(suggested, "stuprör")
    quote = suggested.accept_suggestion(item.suggestion.lower())
    [view] = suggested.ask(transcript, "ame").codings
    assert (view.quote, view.start, view.end, view.code, view.coder) == (quote, item.start, item.end, "stuprör", "Maja")
    assert item.suggestion not in {other.suggestion for other in suggested.open_suggestions()}


def test_an_accepted_suggestion_may_get_other_ends(suggested: Project) -> None:
    item = first(suggested, "stuprör")
    suggested.accept_suggestion(item.suggestion, item.start + 1, item.end + 2)
    [view] = suggested.ask(transcript, "ame").codings
    assert (view.start, view.end) == (item.start + 1, item.end + 2)
    assert ("ame", "stuprör") not in shown(suggested), "nothing is offered where it overlaps what was decided"


@pytest.mark.parametrize(("start", "end"), [(50, 50), (60, 50), (-1, 5), (0, 10_000)])
def test_ends_outside_the_text_are_refused(suggested: Project, start: int, end: int) -> None:
    before = recorded(path_of(suggested))
    with pytest.raises(CoderError, match="ame") as refusal:
        suggested.accept_suggestion(first(suggested, "stuprör").suggestion, start, end)
    assert "\n" not in str(refusal.value)
    assert recorded(path_of(suggested)) == before


def test_a_rejected_suggestion_is_not_offered_to_that_coder_again(suggested: Project) -> None:
    item = first(suggested, "stuprör")
    suggested.reject_suggestion(item.suggestion)
    suggested.suggest()
    assert item.suggestion not in {other.suggestion for other in suggested.open_suggestions()}
    assert codings(suggested) == []
    tor = Project.open(path_of(suggested), "Tor")
    tor.pipeline_spec = BUILT_IN
    tor.suggest()
    assert item.suggestion in {other.suggestion for other in tor.open_suggestions()}
    tor.close()


def test_what_a_coder_has_coded_is_not_suggested_to_them(suggested: Project) -> None:
    code_words(suggested, "Stuprören", "stuprör")
    assert ("ame", "stuprör") not in shown(suggested)
    assert ("ame", "praktik") in shown(suggested)


def test_undo_offers_a_suggestion_again(suggested: Project) -> None:
    before, offered = recorded(path_of(suggested)), shown(suggested)
    suggested.accept_suggestion(first(suggested, "stuprör").suggestion)
    suggested.reject_suggestion(first(suggested, "praktik").suggestion)
    suggested.undo()
    suggested.undo()
    assert recorded(path_of(suggested)) == before
    assert shown(suggested) == offered


def test_a_verdict_may_be_changed(suggested: Project) -> None:
    item = first(suggested, "stuprör")
    suggested.reject_suggestion(item.suggestion)
    suggested.accept_suggestion(item.suggestion)
    assert [row[5] for row in rows_of(path_of(suggested), "verdict")] == ["accepted"]
    assert len(codings(suggested)) == 1


def test_an_unknown_suggestion_is_named(suggested: Project) -> None:
    for act in (suggested.accept_suggestion, suggested.reject_suggestion):
        with pytest.raises(CoderError, match="S-000000"):
            act("S-000000")


def test_computing_leaves_the_history_alone(suggested: Project) -> None:
    steps = size(path_of(suggested), "step")
    suggested.suggest()
    rewrite(suggested, "[bussen]", "[bussen, stan]")
    suggested.read_codebook()
    suggested.suggest()
    assert size(path_of(suggested), "step") == steps + 1, "the reading alone"


def test_a_changed_codebook_makes_new_suggestions_and_keeps_the_old_names(suggested: Project) -> None:
    before = {(item.source, item.start, item.code): item.suggestion for item in suggested.open_suggestions()}
    rewrite(suggested, "[bussen]", "[indragen]")
    suggested.read_codebook()
    suggested.suggest()
    after = {(item.source, item.start, item.code): item.suggestion for item in suggested.open_suggestions()}
    assert ("ame", "buss") in {(source, code) for source, _start, code in after}
    assert all(after[place] == before[place] for place in set(after) & set(before))


def test_a_removed_code_is_suggested_no_more(suggested: Project) -> None:
    suggested.reject_suggestion(first(suggested, "praktik").suggestion)
    suggested.remove_code("praktik")
    assert "praktik" not in {code for _source, code in shown(suggested)}
    suggested.undo()
    assert "praktik" in {code for _source, code in shown(suggested)}


def test_suggesting_can_be_stopped_and_keeps_whole_sources(suggested: Project) -> None:
    rewrite(suggested, "[bussen]", "[bussen, stan]")
    suggested.read_codebook()
    asked: list[str] = []

    def until_the_second(_done: int, _total: int, what: str) -> bool:
        asked.append(what)
        return what in ("af", "ame")

    suggested.suggest(progress=until_the_second)
    assert asked[-1] == "förbundet"
    assert len(rows_of(path_of(suggested), "suggestion_run")) == 2
    suggested.suggest()
    assert len(rows_of(path_of(suggested), "suggestion_run")) == 4


def test_an_updated_source_is_suggested_anew(suggested: Project) -> None:
    """Its turns may be others; what was decided on it stays decided."""
    item = first(suggested, "stuprör", "gemensam")
    suggested.reject_suggestion(item.suggestion)
    path = suggested.transcripts_folder / "gemensam.txt"
    path.write_bytes(path.read_bytes().replace(b"  IP2: {case: AME Syd,", b"  IP2: {case: AME S\xc3\xb6der,"))
    suggested.load()
    suggested.suggest()
    assert ("gemensam", "stuprör") not in shown(suggested)
    assert ("gemensam", "praktik") in shown(suggested)


def test_without_codes_there_is_nothing_to_suggest(tmp_path: Path) -> None:
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "a.txt").write_text("I: Hej?\nIP: Nja.\n", encoding="utf-8")
    (tmp_path / "codebook.yaml").write_text("themes: []\n", encoding="utf-8")
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    project.begin()
    project.suggest()
    assert project.open_suggestions() == []
    project.close()


def test_who_is_named_is_recognised_once_a_pipeline_is_loaded(suggested: Project) -> None:
    """Genitives, compounds and abbreviations; nobody is looked for at the price of loading spaCy."""
    text = "AF-handläggarnas bord, och ungdomarnas, de unga i Norra byn."
    assert Project.open(path_of(suggested), "Maja").mentioned(text) == ()
    suggested.suggest()
    assert set(suggested.mentioned(text)) >= {"af", "unga", "norra"}
