"""Suggestions from the codebook alone."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.language.pipeline import Pipeline, load_pipeline
from coder.spans import sentences
from coder.suggest.base import CodeProfile, Evidence, Suggestion, TurnText
from coder.suggest.keywords import KeywordSuggester
from coder.suggest.passages import MARGIN, MOST_CODES

CODES = (
    CodeProfile("stuprör", "Stuprör", ("stuprör", "mellan stolarna", "olika uppdrag", "ingen ser helheten")),
    CodeProfile("uppdrag", "Uppdrag", ("uppdrag", "samverkan")),
    CodeProfile("avtal", "Avtal", ("avtal", "samverkan")),
    CodeProfile("samordna", "Samordna", ("hålla ihop", "handläggare", "samordning")),
    CodeProfile("fonden", "Socialfonden", ("socialfonden", "ESF")),
    CodeProfile("validering", "Validering", ("validering", "inflyttning")),
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline("built-in")


def suggest(text: str, pipeline: Pipeline, codes: Sequence[CodeProfile] = CODES, start: int = 0) -> list[Suggestion]:
    return list(KeywordSuggester().suggest([TurnText("t", 1, start, text)], codes, pipeline))


def evidence_for(code: str, text: str, pipeline: Pipeline) -> list[Evidence]:
    return [item for found in suggest(text, pipeline) if found.code == code for item in found.evidence]


@pytest.mark.parametrize(
    ("text", "code", "kind", "surface"),
    [
        ("Det var stuprören.", "stuprör", "word", "stuprören"),
        ("Stuprörens tid är förbi.", "stuprör", "word", "Stuprörens"),
        ("Folk hamnade mellan stolarna där.", "stuprör", "phrase", "mellan stolarna"),
        ("Det håller vi ihop.", "samordna", "phrase", "håller vi ihop"),
        ("Det är samverkansavtalet.", "avtal", "compound", "samverkansavtalet"),
        ("Hos uppdragsgivare, ja.", "uppdrag", "compound", "uppdragsgivare"),
        ("AF-handläggarnas bord.", "samordna", "compound", "AF-handläggarnas"),
        ("Med ESF-pengar gick det.", "fonden", "compound", "ESF-pengar"),
        ("Ja, ESF:s pengar.", "fonden", "word", "ESF:s"),
        ("Vi hade valdering.", "validering", "similar", "valdering"),
        (
            unicodedata.normalize("NFD", "Det var stuprören."),
            "stuprör",
            "word",
            unicodedata.normalize("NFD", "stuprören"),
        ),
    ],
)
def test_keywords_in_every_shape(text: str, code: str, kind: str, surface: str, pipeline: Pipeline) -> None:
    [item, *_] = evidence_for(code, text, pipeline)
    assert (item.kind, item.surface) == (kind, surface)
    assert text[item.start : item.end] == surface


def test_both_parts_of_a_compound_are_found(pipeline: Pipeline) -> None:
    found = evidence_for("avtal", "Det är samverkansavtalet.", pipeline)
    assert [(item.kind, item.keyword) for item in found] == [("compound", "avtal"), ("compound", "samverkan")]


@pytest.mark.parametrize(
    "text",
    [
        "Det snöade hela vägen till Åsele.",
        "Vi hade en utflyttning.",  # a word of its own, though spelled like inflyttning
        "Samordningsförbundet var med.",  # an organisation's name, no talk of samordning
        "Han sa esfalt.",
        "Mm.",
        "",
        "   \n ",
    ],
)
def test_silence_where_nothing_is_said(text: str, pipeline: Pipeline) -> None:
    assert suggest(text, pipeline) == []


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Det är int stuprören som är problemet.", True),
        ("Jag tror inte att det är stuprören.", True),
        ("Vi har inga stuprör här.", True),
        ("Stuprören är ju inte problemet.", True),
        ("Det är stuprören som är problemet.", False),
        ("Det är inte bara stuprören.", False),
        ("Jag vet int, men stuprören finns.", False),
        ("Nej det går int. Stuprören, säger jag.", False),
        ("För ingen ser helheten.", False),
    ],
)
def test_negation_within_the_clause(text: str, negated: bool, pipeline: Pipeline) -> None:
    [found] = [item for item in suggest(text, pipeline) if item.code == "stuprör"]
    assert [item.negated for item in found.evidence] == [negated]


def test_a_phrase_held_apart_by_a_negation_is_negated(pipeline: Pipeline) -> None:
    [item] = evidence_for("samordna", "Vi håller int ihop.", pipeline)
    assert item.negated


def test_negated_evidence_counts_less(pipeline: Pipeline) -> None:
    [plain] = suggest("Det är stuprören som är problemet.", pipeline)
    [denied] = suggest("Det är int stuprören som är problemet.", pipeline)
    assert MARGIN <= denied.score < plain.score <= 1


def test_a_keyword_shared_by_codes_counts_less_for_each(pipeline: Pipeline) -> None:
    shared = {item.code: item.score for item in suggest("God samverkan, säger jag.", pipeline)}
    assert set(shared) <= {"uppdrag", "avtal"}
    [own] = suggest("Ett avtal, säger jag.", pipeline)
    assert all(score < own.score for score in shared.values())


def test_the_shortest_run_of_sentences_is_proposed(pipeline: Pipeline) -> None:
    text = (
        "Det var vinter. Vi åkte buss. Då kom stuprören in i bilden. Mellan stolarna hamnar folk. Sen var det fika. Ja."
    )
    [found] = suggest(text, pipeline, start=1000)
    assert text[found.start - 1000 : found.end - 1000] == "Då kom stuprören in i bilden. Mellan stolarna hamnar folk."
    assert [item.start - 1000 for item in found.evidence] == [text.index("stuprören"), text.index("Mellan stolarna")]


def test_evidence_far_apart_makes_two_passages(pipeline: Pipeline) -> None:
    text = "Stuprören först. Sen snö. Sen fika. Sen bussen. Och så stuprören igen."
    assert [text[item.start : item.end] for item in suggest(text, pipeline)] == [
        "Stuprören först.",
        "Och så stuprören igen.",
    ]


def test_at_most_three_codes_for_a_passage(pipeline: Pipeline) -> None:
    text = "Stuprör, uppdrag, avtal, handläggare, socialfonden och validering."
    assert len(suggest(text, pipeline)) == MOST_CODES


def test_more_evidence_ranks_higher(pipeline: Pipeline) -> None:
    [best, second] = suggest("Stuprören gör att folk hamnar mellan stolarna utan avtal.", pipeline)
    assert (best.code, second.code) == ("stuprör", "avtal")
    assert best.score > second.score


def test_a_listed_word_is_no_evidence_by_its_parts(pipeline: Pipeline) -> None:
    codes = (CodeProfile("a", "A", ("självförtroende",)), CodeProfile("b", "B", ("förtroende",)))
    assert [item.code for item in suggest("Det gav självförtroende.", pipeline, codes)] == ["a"]


def test_a_code_of_which_only_the_name_is_known_is_looked_for_by_it(pipeline: Pipeline) -> None:
    codes = (CodeProfile("x", "Byabussen", ()), CodeProfile("theme", "Hinder", (), "Det som står i vägen."))
    assert [item.code for item in suggest("Ett hinder är byabussen.", pipeline, codes)] == ["x"]


def test_no_codes_and_empty_keywords_suggest_nothing(pipeline: Pipeline) -> None:
    assert suggest("stuprör", pipeline, ()) == []
    assert suggest("stuprör …", pipeline, (CodeProfile("x", "…", ("", " ", "…")),)) == []


def test_suggestions_come_turn_by_turn(pipeline: Pipeline) -> None:
    """So that the caller can show progress, and stop without reading all turns."""
    read = []

    def turns() -> Iterator[TurnText]:
        for number in range(1000):
            read.append(number)
            yield TurnText("t", number, number * 100, "Det är stuprören.")

    first = next(KeywordSuggester().suggest(turns(), CODES, pipeline))
    assert first.start == 0
    assert len(read) < 200


PIECES = ["stuprören", "mellan", "stolarna", "int", "AF-", "handläggare", "ESF", "håller", "ihop", " ", ". ", "\n", "-"]
ANYTHING = st.one_of(st.sampled_from(PIECES), st.text(st.characters(), max_size=6))


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(ANYTHING, max_size=25), start=st.integers(0, 10_000))
def test_any_text_gives_valid_passages(pieces: list[str], start: int, pipeline: Pipeline) -> None:
    text = "".join(pieces)
    bounds = list(sentences(text))
    taken = [0] * len(bounds)
    for found in suggest(text, pipeline, start=start):
        assert found.start - start in [span.start for span in bounds]
        assert found.end - start in [span.end for span in bounds]
        assert MARGIN <= found.score <= 1
        assert found.evidence
        for item in found.evidence:
            assert found.start <= item.start < item.end <= found.end
            assert text[item.start - start : item.end - start] == item.surface
        for number, span in enumerate(bounds):
            taken[number] += found.start - start <= span.start < found.end - start
    assert all(count <= MOST_CODES for count in taken)


PROGRAM = """
from coder.language.pipeline import load_pipeline
from coder.suggest.base import CodeProfile, TurnText
from coder.suggest.keywords import KeywordSuggester
codes = [CodeProfile(c, c, tuple(k.split())) for c, k in [("a", "avtal uppdrag samverkan"), ("b", "samverkan enhet"),
         ("c", "arbetsmarknad samverkan"), ("d", "enhet avtal")]]
text = "Samverkansavtalet och arbetsmarknadsenheternas uppdrag. Avtal om samverkn, enheten."
for item in KeywordSuggester().suggest([TurnText("t", 1, 0, text)], codes, load_pipeline("built-in")):
    print(item)
"""


def test_the_same_in_every_process() -> None:
    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        ).stdout

    first = run("1")
    assert first and first == run("2")


def test_a_trained_pipeline_suggests_as_well() -> None:
    folder = os.environ.get("CODER_TEST_PIPELINE")
    if not folder:
        pytest.skip("CODER_TEST_PIPELINE names no trained pipeline")
    trained = load_pipeline(folder)
    [found] = suggest("Det är int stuprören som är problemet.", trained)
    assert found.code == "stuprör" and found.evidence[0].negated
    assert {item.kind for item in evidence_for("avtal", "Det är samverkansavtalet.", trained)} == {"compound"}
