"""The project's own past replayed, and the margin below which nothing is suggested."""

import numpy as np
import pytest

from coder.language.pipeline import Pipeline, load_pipeline
from coder.suggest.base import CodedSource, CodeProfile, Judged, Past
from coder.suggest.learning import LearningSuggester
from coder.suggest.replay import ranking_measures, replay

CODES = (
    CodeProfile("avstånd", "Avstånd", ("avstånd",)),
    CodeProfile("pengar", "Pengar", ("pengar",)),
    CodeProfile("språk", "Språk", ("språk",)),
)
_OF = {
    "avstånd": ("Bussen går sällan till byn.", "Vägen är lång och bussen dyr.", "Stora avstånd till stan."),
    "pengar": ("Fonden betalar tjänsten i år.", "Våra pengar tar slut i höst.", "Budgeten betalar fonden."),
    "språk": ("Kursen i svenska är full.", "Ett nytt språk tar tid.", "Han läser svenska på kvällen."),
}
_NOTHING = ("Ja, precis.", "God morgon på er.", "Vi tar en kaffe.", "Mm, just det.")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline("built-in")


def study(sources: int = 8, uncoded: bool = True) -> tuple[CodedSource, ...]:
    found = []
    for number in range(sources):
        passages: list[tuple[str, str]] = [
            (texts[(number + turn) % 3], code) for code, texts in _OF.items() for turn in (0, 1)
        ]
        if uncoded:
            passages += [(text, "") for text in _NOTHING]
        place, judged = 0, []
        for text, code in passages:
            where = (f"s{number}", place, place + len(text))
            judged.append(Judged(text, (code,) if code else (), (), f"Q{number}-{place}" if code else "", *where))
            place += len(text) + 1
        found.append(CodedSource(f"s{number}", tuple(judged)))
    return tuple(found)


def test_a_replay_is_repeatable_and_tells_what_the_past_says(pipeline: Pipeline) -> None:
    report = replay(Past(coded=study()), CODES, pipeline, seed=4)
    assert report == replay(Past(coded=study()), CODES, pipeline, seed=4)
    assert (report.sources, report.passages, report.coded) == (8, 80, 48)
    assert report.chosen in {candidate.basis for candidate in report.candidates}
    assert report.precision is not None and report.precision >= 0.7
    assert report.coverage is not None and report.coverage > 0.5
    assert report.disturbed is not None and report.disturbed <= 0.06
    assert [code.code for code in report.codes] == ["avstånd", "pengar", "språk"]
    assert all(code.passages == 16 and code.right <= code.suggested for code in report.codes)
    assert [point.sources for point in report.curve] == [0, 1, 2, 3, 5]
    assert report.curve[-1].codings == 30
    assert report.curve[-1].precision_at_1 >= report.curve[0].precision_at_1


def test_too_little_coded_says_so(pipeline: Pipeline) -> None:
    report = replay(Past(coded=study(2)), CODES, pipeline)
    assert report.precision is None and report.curve == () and report.more_would_help is None


def test_disturbance_is_unknown_where_every_passage_has_a_code(pipeline: Pipeline) -> None:
    assert replay(Past(coded=study(8, uncoded=False)), CODES, pipeline).disturbed is None


def test_who_asks_for_more_precision_is_shown_less(pipeline: Pipeline) -> None:
    easy, strict = (
        LearningSuggester().learnt(CODES, Past(coded=study(), precision=asked), pipeline).trust for asked in (0.3, 0.99)
    )
    assert easy.margin <= strict.margin
    cold = [LearningSuggester().learnt(CODES, Past(precision=asked), pipeline).trust.margin for asked in (0.5, 0.9)]
    assert cold[0] < cold[1]


def test_codings_made_with_a_suggestion_in_sight_are_learnt_from_but_judge_nothing(pipeline: Pipeline) -> None:
    own = study()
    prompted = Judged("Ja, precis.", ("pengar",), (), "Q-x", "s0", own[0].passages[6].start, own[0].passages[6].end)
    plain = replay(Past(coded=own), CODES, pipeline)
    also = replay(Past(judged=(prompted,), coded=own), CODES, pipeline)
    assert also.coded == plain.coded
    assert [code.passages for code in also.codes] == [code.passages for code in plain.codes]
    taught = LearningSuggester().learnt(CODES, Past(judged=(prompted,), coded=own), pipeline)
    assert taught.learner.codings[1] == 17


def test_an_earlier_choice_of_learner_is_kept(pipeline: Pipeline) -> None:
    suggester = LearningSuggester().learnt(CODES, Past(coded=study(), basis="keywords"), pipeline)
    assert suggester.learner.basis == "keywords"


def test_ranking_measures() -> None:
    scores = np.array([[3.0, 2, 1, 0], [0, 1, 2, 3], [1, 0, 0, 0]])
    truth = np.array([[1.0, 0, 0, 1], [0, 0, 1, 0], [0, 0, 0, 0]])
    first, among_three = ranking_measures(scores, truth)
    assert first == 0.5 and among_three == pytest.approx(2 / 3)
