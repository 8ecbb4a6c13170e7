"""The interview guide: what is proposed, what people decide, and the answers that follow from it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError, Conflict
from coder.project import Project
from coder.queries.frequencies import frequencies
from coder.queries.guide import CONFIRMED, PROPOSED, answers, confirmed_guide, coverage
from coder.queries.log import log
from coder.queries.quotes import QuoteFilter, quotes
from coder.suggest.guide import AskedTurn, GuideMatcher, GuideQuestion
from tests.conftest import REPOSITORY, Opener, passage
from tests.guided import with_guide

QUESTIONS = (
    GuideQuestion("hinder", "Vad är det som hindrar människor från att komma in i arbete?"),
    GuideQuestion("samverkan", "Vilka samarbetar ni med i dag?"),
    GuideQuestion("roll", "Vem borde leda, besluta och betala?"),
    GuideQuestion("vita", "Vilka når ingen?", ("vita fläckar",)),
)


def asked(text: str) -> list[str]:
    return [proposal.question for proposal in GuideMatcher(QUESTIONS).proposals([AskedTurn(1, text)])]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Vilka samarbetar ni med i dag?", ["samverkan"]),
        ("Vilka är det ni samarbetar med, om du räknar upp dem?", ["samverkan"]),
        ("Om vi går till hindren. Vad är det som hindrar folk?", ["hinder"]),
        ("Vilka samarbetar ni med, och vad hindrar er?", ["hinder", "samverkan"]),
        ("Vem tycker du ska leda sånt här?", ["roll"]),
        ("Och vad gör du med vita fläckar?", ["vita"]),
        ("Vilka na\u030ar ni inte?", ["vita"]),
        ("Hur menar du?", []),
        ("Och sen?", []),
        ("Mm.", []),
        ("(skratt) 👩\u200d👩\u200d👧", []),
        ("", []),
        ("Det där hindrade dem.", []),
    ],
)
def test_turns_are_matched_by_what_they_ask_about(text: str, questions: list[str]) -> None:
    assert asked(text) == questions


def test_a_word_that_every_question_has_says_nothing() -> None:
    same = [GuideQuestion(f"f{n}", f"Hur är samverkan i {place}?") for n, place in enumerate(("Umeå", "Åsele"))]
    found = GuideMatcher(same).proposals([AskedTurn(1, "Hur är samverkan i Åsele då?")])
    assert [proposal.question for proposal in found] == ["f1"]


@given(st.text(max_size=60))
def test_any_turn_can_be_looked_at(text: str) -> None:
    for proposal in GuideMatcher(QUESTIONS).proposals([AskedTurn(1, text)]):
        assert 0 < proposal.score <= 1
        assert all(word in text for word in proposal.shared)


def test_no_guide_proposes_nothing(project: Project) -> None:
    assert GuideMatcher(()).proposals([AskedTurn(1, "Vilka samarbetar ni med?")]) == []
    assert project.guide().matches == ()
    with pytest.raises(CoderError, match="no interview guide"):
        project.confirm_guide("ame", 1, "f1")


def test_the_bundled_study_is_matched_as_well_as_the_bench_says(bundled: Project) -> None:
    with (REPOSITORY / "bench" / "guide_labels.csv").open(encoding="utf-8", newline="") as file:
        wanted = {(row["source"], int(row["turn"]), row["question"]) for row in csv.DictReader(file)}
    scores = {(match.source, match.turn, match.question): match.score or 0.0 for match in bundled.guide().matches}
    right = len(wanted & set(scores))
    assert right / len(scores) >= 0.70 and right / len(wanted) >= 0.65
    sure = {label for label, score in scores.items() if score >= 0.7}
    assert len(sure) > 30 and len(sure & wanted) / len(sure) >= 0.95


def states(project: Project) -> dict[tuple[str, int, str], str]:
    return {(match.source, match.turn, match.question): match.state for match in project.guide().matches}


def test_what_is_proposed_is_confirmed_refuted_and_added_by_a_person(project: Project) -> None:
    with_guide(project)
    proposed = {("norr", 1, "f1"), ("norr", 5, "f2"), ("norr", 9, "f3"), ("syd", 3, "f2")}
    assert states(project) == dict.fromkeys(proposed, PROPOSED)
    project.confirm_guide("norr", 5, "f2")
    project.refute_guide("syd", 3, "Vilka sam")
    project.confirm_guide("syd", 1, "f1")
    assert states(project) == {
        ("norr", 1, "f1"): PROPOSED,
        ("norr", 5, "f2"): CONFIRMED,
        ("norr", 9, "f3"): PROPOSED,
        ("syd", 1, "f1"): CONFIRMED,
    }
    assert project.ask(log)[0].what == "Say that turn 1 of syd asks f1"
    project.reopen_guide("norr", 5, "f2")
    assert states(project)["norr", 5, "f2"] == PROPOSED
    for _step in range(4):
        project.undo()
    assert states(project) == dict.fromkeys(proposed, PROPOSED)
    project.redo()
    assert states(project)["norr", 5, "f2"] == CONFIRMED


def test_all_above_a_score_are_one_step(project: Project) -> None:
    with_guide(project)
    project.refute_guide("norr", 9, "f3")
    assert len(project.open_guide_proposals()) == 3
    assert project.confirm_guide_above(0.9, ["syd"]) == 0
    assert project.confirm_guide_above(0.5, ["norr"]) == 2
    assert [match.source for match in project.open_guide_proposals()] == ["syd"]
    project.undo()
    assert len(project.open_guide_proposals()) == 3


@pytest.mark.parametrize(
    ("source", "turn", "question", "complaint"),
    [
        ("norr", 2, "f1", "not an interviewer's"),
        ("norr", 99, "f1", "no turn 99"),
        ("norr", 1, "f9", "no such question"),
        ("norr", 1, "f", "several questions"),
        ("nowhere", 1, "f1", "no source"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_one_line(
    project: Project, source: str, turn: int, question: str, complaint: str
) -> None:
    with_guide(project)
    steps = len(project.ask(log))
    with pytest.raises(CoderError, match=complaint) as refusal:
        project.confirm_guide(source, turn, question)
    assert "\n" not in str(refusal.value)
    assert len(project.ask(log)) == steps


def test_a_question_that_is_gone_keeps_what_was_decided(project: Project) -> None:
    with_guide(project)
    project.confirm_guide("norr", 1, "f1")
    text = project.codebook_path.read_text("utf-8")
    without = text.replace("  - {id: f1, text: Berätta om ert uppdrag.}\n", "")
    project.codebook_path.write_text(without, encoding="utf-8")
    project.read_codebook()
    assert ("norr", 1, "f1") not in states(project)
    project.codebook_path.write_text(text, encoding="utf-8")
    project.read_codebook()
    assert states(project)["norr", 1, "f1"] == CONFIRMED


def test_two_coders_decide_together(opened: Opener) -> None:
    maja = with_guide(opened("Maja"))
    tor = opened("Tor")
    maja.confirm_guide("norr", 1, "f1")
    tor.refute_guide("norr", 1, "f1")
    assert ("norr", 1, "f1") not in states(maja)
    with pytest.raises(Conflict, match="Tor"):
        maja.undo()


def test_an_answer_goes_on_until_another_question_is_asked(project: Project) -> None:
    with_guide(project)
    [first] = project.ask(answers, project.guide(), "f1")
    assert [turn.turn for turn in first.turns] == [2, 4] and first.asked == (1,) and first.state == PROPOSED
    norr, syd = project.ask(answers, project.guide(), "f2")
    assert [turn.turn for turn in norr.turns] == [6, 8]
    assert [turn.text.strip() for turn in syd.turns] == ["Nej. Bussen går."]
    project.confirm_guide("norr", 7, "f2")
    project.confirm_guide("norr", 7, "f1")
    [first, again] = project.ask(answers, project.guide(), "f1")
    assert [turn.turn for turn in again.turns] == [8] and again.state == CONFIRMED
    [norr, _syd] = project.ask(answers, project.guide(), "f2")
    assert norr.asked == (5, 7) and norr.state == CONFIRMED and [turn.turn for turn in norr.turns] == [6, 8]


def test_where_each_question_was_asked(project: Project) -> None:
    with_guide(project)
    project.confirm_guide("norr", 5, "f2")
    by_key = {row.question.key: row for row in project.ask(coverage, project.guide())}
    f2 = by_key["f2"]
    assert (f2.asked, f2.proposed) == (("norr",), ("syd",))
    assert f2.not_asked == ("af", "ame", "förbundet", "gemensam")
    assert f2.words == 9
    assert [f2.state_in(name) for name in ("norr", "syd", "ame")] == ["asked", "proposed", "not asked"]


def test_codings_belong_to_the_question_in_whose_answer_they_start(project: Project) -> None:
    with_guide(project)
    for source, words, code in (
        ("norr", "Stuprören", "stuprör"),
        ("norr", "Praktik", "praktik"),
        ("norr", "Bussen", "buss"),
        ("syd", "Gör det", "buss"),
        ("syd", "Bussen", "buss"),
    ):
        project.apply_code(source, *passage(project, source, words), code)
    found = project.ask(frequencies, "guide", guide=project.guide())
    rows = {row.code: row.values for row in found.rows}
    assert found.values == ("f1", "f2", "f3")
    assert (rows["stuprör"], rows["praktik"], rows["buss"]) == ((1, 0, 0), (0, 1, 0), (0, 1, 1))
    assert found.scope.matched == (4, 4)
    assert set(project.ask(frequencies, "guide").rows[1].values) == {0}
    project.confirm_guide("norr", 1, "f1")
    assert {row.code: row.values for row in project.ask(frequencies, "guide").rows}["stuprör"] == (1, 0, 0)
    assert project.ask(confirmed_guide).matched == (1, 0)
    in_answers = project.ask(quotes, QuoteFilter(guide="f2"), guide=project.guide())
    assert [quote.text for quote in in_answers.rows] == ["Praktik", "Bussen"]
    assert in_answers.scope.matched == (2, 2)
    assert [quote.text for quote in project.ask(quotes, QuoteFilter(guide="f1")).rows] == [
        "Stuprören",
        "Praktik",
        "Bussen",
    ]


def test_proposals_follow_the_guide(project: Project, tmp_path: Path) -> None:
    with_guide(project)
    assert ("norr", 7, "f2") not in states(project)
    text = project.codebook_path.read_text("utf-8")
    more = text.replace("Vilka samarbetar ni med i dag?}", "Vilka samarbetar ni med i dag?, keywords: [vem till]}")
    project.codebook_path.write_text(more, encoding="utf-8")
    project.read_codebook()
    assert states(project)["norr", 5, "f2"] == PROPOSED
