"""The suggester that begins with the codebook and learns from the researcher."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder import i18n
from coder.language.pipeline import Pipeline, load_pipeline
from coder.suggest.base import CodedSource, CodeProfile, Judged, Past, Suggestion, TurnText, taught
from coder.suggest.keywords import KeywordSuggester
from coder.suggest.learner import Learner, fit
from coder.suggest.learning import LearningSuggester, TaughtSuggester
from coder.suggest.lexicon import Lexicon
from coder.suggest.material import material_of
from coder.suggest.reasons import reason_in_words
from coder.suggest.seeds import Seeds

CODES = (
    CodeProfile("stuprör", "Stuprör", ("stuprör", "mellan stolarna"), "Skilda uppdrag gör att ingen ser helheten."),
    CodeProfile("avtal", "Avtal", ("avtal",), "Skriftliga överenskommelser mellan parter."),
    CodeProfile("handläggning", "Handläggning", ("handläggare",)),
    CodeProfile("avstånd", "Avstånd", ("avstånd", "mil"), "Långa resor med buss och bil i inlandet."),
)
TALK = (
    "Bussen går två gånger om dagen och det är långt till stan. Man behöver bil här.",
    "Pengarna från fonden tar slut i december. Sen vet vi inget.",
    "Det är sju mil till närmaste kontor. Bussen är dyr.",
    "Alla sitter i sina egna stuprör. Ingen ser hela människan.",
    "Sekretessen hindrar oss. Man får inte prata med varandra.",
    "Vi skrev ett avtal i fjol. Det är parternas underskrifter som räknas.",
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline("built-in")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", "en")


def turns(*texts: str, source: str = "t", start: int = 0) -> tuple[TurnText, ...]:
    found = []
    for number, text in enumerate(texts, 1):
        found.append(TurnText(source, number, start, text))
        start += len(text) + 10
    return tuple(found)


POOL = turns(*TALK, source="pool")


def teach(pipeline: Pipeline, *judged: Judged, pool: Sequence[TurnText] = POOL) -> TaughtSuggester:
    return LearningSuggester().learnt(CODES, Past(judged=judged, pool=tuple(pool)), pipeline)


def likelihood(suggester: TaughtSuggester, text: str) -> dict[str, float]:
    passages = suggester.learner.passages(Judged(text))
    scores = suggester.learner.scores(passages)[0]
    return {code.key: float(score) for code, score in zip(CODES, scores, strict=True)}


def ask(suggester: TaughtSuggester, pipeline: Pipeline, *texts: str) -> list[Suggestion]:
    return list(suggester.suggest(turns(*texts), CODES, pipeline))


@pytest.mark.parametrize(
    ("text", "code", "kind", "surface", "role"),
    [
        ("Det är samverkansavtalet som gäller.", "avtal", "compound", "samverkansavtalet", "head"),
        ("Det ligger på AF-handläggarnas bord.", "handläggning", "compound", "AF-handläggarnas", "head"),
        ("Folk hamnar mellan stolarna.", "stuprör", "phrase", "mellan stolarna", ""),
        ("Vi sitter i våra stuprör.", "stuprör", "word", "stuprör", ""),
    ],
)
def test_cold_start_finds_inflected_words_phrases_and_compounds(
    text: str, code: str, kind: str, surface: str, role: str, pipeline: Pipeline
) -> None:
    found = [item for item in ask(teach(pipeline), pipeline, text) if item.code == code]
    assert [(e.kind, e.surface, e.role) for e in found[0].evidence if e.kind != "term"] == [(kind, surface, role)]


def test_negation_and_reservations_are_noticed(pipeline: Pipeline) -> None:
    suggester = teach(pipeline)
    plain, denied, doubted = (
        next(item for item in ask(suggester, pipeline, text) if item.code == "stuprör")
        for text in (
            "Det är stuprören och stolarna, mellan stolarna faller folk.",
            "Det är int stuprören som är problemet här, mellan stolarna inte heller.",
            "Det är kanske stuprören, mellan stolarna faller folk.",
        )
    )
    assert not any(item.negated or item.hedged for item in plain.evidence)
    assert next(item for item in denied.evidence if item.keyword == "stuprör").negated
    assert next(item for item in doubted.evidence if item.keyword == "stuprör").hedged
    assert "(with a reservation)" in reason_in_words(doubted.evidence)


def test_the_span_is_the_sentence_that_carries_the_evidence(pipeline: Pipeline) -> None:
    text = "God dag på er. Vi skrev ett avtal i fjol. Tack så mycket för kaffet."
    (found,) = [item for item in ask(teach(pipeline), pipeline, text) if item.code == "avtal"]
    assert text[found.start : found.end] == "Vi skrev ett avtal i fjol."


def test_talk_about_nothing_in_the_codebook_gets_nothing(pipeline: Pipeline) -> None:
    assert ask(teach(pipeline), pipeline, "God morgon. Ja, precis. Mm.", "Ska vi ta en kaffe först?") == []


def test_the_talk_itself_teaches_which_words_go_together(pipeline: Pipeline) -> None:
    with_talk = teach(pipeline, pool=(*POOL, *turns("Det är fem mil. Bussen går inte.", "Långa avstånd, så bussen.")))
    scores = likelihood(with_talk, "Det finns ingen buss.")
    assert max(scores, key=lambda key: scores[key]) == "avstånd"


def test_what_was_coded_raises_passages_like_it(pipeline: Pipeline) -> None:
    text = "Sekretessen hindrar oss från att prata med varandra."
    before = likelihood(teach(pipeline), text)
    after = likelihood(teach(pipeline, Judged("Sekretess hindrar samtal.", ("stuprör",), quote="Q-1")), text)
    assert after["stuprör"] - after["avtal"] > before["stuprör"] - before["avtal"]


def test_an_acceptance_and_a_rejection_take_effect_at_once(pipeline: Pipeline) -> None:
    suggester = teach(pipeline)
    text = "Sekretessen hindrar oss."
    before = likelihood(suggester, text)
    accepted = likelihood(suggester.with_judgement(Judged("Sekretessen hindrar samtal.", ("stuprör",))), text)
    assert accepted["stuprör"] > before["stuprör"]
    rejected = likelihood(suggester.with_judgement(Judged("Sekretessen hindrar.", (), ("stuprör",))), text)
    assert rejected["stuprör"] < before["stuprör"]
    assert {key: rejected[key] for key in rejected if key != "stuprör"} == pytest.approx(
        {key: before[key] for key in before if key != "stuprör"}
    )


def test_a_rejection_learnt_by_a_fit_lowers_that_code(pipeline: Pipeline) -> None:
    text = "Vi skrev ett avtal om bussen."
    before = likelihood(teach(pipeline), text)
    after = likelihood(teach(pipeline, *[Judged(text, (), ("avtal",))] * 3), text)
    assert after["avtal"] - after["stuprör"] < before["avtal"] - before["stuprör"]


def test_a_keyword_that_is_often_wrong_weighs_less(pipeline: Pipeline) -> None:
    suggester = teach(pipeline)
    passages = suggester.learner.passages(Judged("Ett avtal till."))
    before = suggester.learner.strengths(passages)[0]
    for number in range(5):
        suggester = suggester.with_judgement(Judged(f"Avtal nummer {number}.", (), ("avtal",)))
    after = suggester.learner.strengths(passages)[0]
    assert after[1] < 0.7 * before[1]


def test_a_judged_pair_is_not_suggested_again(pipeline: Pipeline) -> None:
    text = "Vi skrev ett avtal i fjol."
    suggester = teach(pipeline)
    (found,) = [item for item in ask(suggester, pipeline, text) if item.code == "avtal"]
    judged = Judged(text, (), ("avtal",), "", "t", found.start, found.end)
    assert not [item for item in ask(suggester.with_judgement(judged), pipeline, text) if item.code == "avtal"]
    assert not [item for item in ask(teach(pipeline, judged), pipeline, text) if item.code == "avtal"]


def test_a_suggestion_tells_what_it_rests_on(pipeline: Pipeline) -> None:
    judged = Judged("Vi skrev avtal med kommunen i fjol.", ("avtal",), quote="Q-7K2M4P")
    suggester = teach(pipeline, judged)
    (found,) = [item for item in ask(suggester, pipeline, "Ja, vi skrev ett avtal i fjol.") if item.code == "avtal"]
    assert found.details.codings == 1 and found.details.alike is not None
    assert found.details.alike.quote == "Q-7K2M4P" and 0 < found.details.alike.similarity <= 1
    reason = reason_in_words(found.evidence, found.details)
    assert reason.startswith('keyword "avtal"') and "quote Q-7K2M4P" in reason and "learnt from 1 coding" in reason


def test_a_suggester_that_cannot_learn_is_left_as_it_is(pipeline: Pipeline) -> None:
    plain, learning = KeywordSuggester(), LearningSuggester()
    assert taught(plain, CODES, Past(), pipeline) is plain
    assert isinstance(taught(learning, CODES, Past(), pipeline), TaughtSuggester)


def test_passages_that_nobody_judged_are_no_negatives(pipeline: Pipeline) -> None:
    seeds = Seeds(CODES, Lexicon(pipeline))
    learner: Learner = fit(material_of(Past(pool=POOL), seeds))
    assert not learner.rates.misses.any() and not learner.rejections.any()


def test_what_was_coded_through_counts_against_keywords_that_were_left(pipeline: Pipeline) -> None:
    left = tuple(Judged(f"Ett avtal till, nummer {number}.") for number in range(20))
    seeds = Seeds(CODES, Lexicon(pipeline))
    learner = fit(material_of(Past(coded=(CodedSource("a", left),)), seeds))
    factors = learner.rates.factors(learner.rates.hits.astype(int) * 0 + [k.code for k in seeds.keywords], len(CODES))
    assert min(factors) == factors[[k.text for k in seeds.keywords].index("avtal")] < 1


_TEXTS = st.lists(st.text(alphabet=st.characters(), max_size=60), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(texts=_TEXTS, judged=_TEXTS, start=st.integers(0, 1000))
def test_any_text_gives_spans_within_its_turns(
    texts: list[str], judged: list[str], start: int, pipeline: Pipeline
) -> None:
    sentence = "Ett avtal mellan stolarna, AF-handläggare!"
    given_turns = turns(*(f"{text} {sentence}{text}" for text in texts), start=start)
    past = Past(judged=tuple(Judged(text, ("avtal",), ("stuprör",)) for text in judged), pool=given_turns)
    suggester = LearningSuggester().learnt(CODES, past, pipeline)
    by_place = {turn.start: turn for turn in given_turns}
    found = list(suggester.suggest(given_turns, CODES, pipeline))
    for item in found:
        turn = by_place[max(place for place in by_place if place <= item.start)]
        assert turn.start <= item.start < item.end <= turn.start + len(turn.text)
        assert 0 <= item.score <= 1
        for evidence in item.evidence:
            assert item.start <= evidence.start < evidence.end <= item.end
            assert turn.text[evidence.start - turn.start : evidence.end - turn.start] == evidence.surface
    assert found == list(LearningSuggester().learnt(CODES, past, pipeline).suggest(given_turns, CODES, pipeline))
    for item in found:
        settled = suggester.with_judgement(Judged("x", (item.code,), (), "", "t", item.start, item.end))
        again = settled.suggest(given_turns, CODES, pipeline)
        assert not any(o.code == item.code and o.start < item.end and item.start < o.end for o in again)


def test_without_codes_or_text_there_is_nothing(pipeline: Pipeline) -> None:
    assert list(LearningSuggester().suggest(turns("Hej."), (), pipeline)) == []
    assert list(LearningSuggester().suggest((), CODES, pipeline)) == []
    assert list(LearningSuggester().suggest(turns("", "  \n"), CODES, pipeline)) == []
