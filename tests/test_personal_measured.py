"""How much of planted personal data is found: numbers all, names in well-written text nearly all."""

import os

import pytest

from coder.language.pipeline import Pipeline, load_pipeline
from coder.personal import lists
from coder.personal.base import COORDINATION_NUMBER, EMAIL, IDENTITY_NUMBER, PERSON, PHONE
from tests.planting import UNSEEN, Interview, Measured, machine_made, marked, measure, planted, sown_names

NUMBERS = (IDENTITY_NUMBER, COORDINATION_NUMBER, PHONE, EMAIL)


@pytest.fixture(scope="module")
def built_in() -> Pipeline:
    return load_pipeline("built-in")


@pytest.fixture(scope="module")
def sown() -> list[Interview]:
    """The bundled interviews with names sown in to which no rule was fitted."""
    return list(planted(UNSEEN))


def printed(title: str, measured: Measured) -> Measured:
    """The same, with its figures on the screen for who runs pytest -s."""
    for kind, tally in sorted(measured.kinds.items()):
        print(
            f"{title}: {kind}: {tally.planted} planted, recall {tally.recall:.3f}, "
            f"{tally.offered} offered, precision {tally.precision:.3f} ({tally.sure_precision:.3f} of the surer ones)"
        )
    return measured


def test_numbers_are_all_found_and_nothing_else_is_taken_for_one(built_in: Pipeline, sown: list[Interview]) -> None:
    by_hand = [marked("wellwritten.txt"), marked("machine.txt"), marked("nobody.txt")]
    for seed in (2, 3):
        sown = sown + list(planted(UNSEEN, seed))
    for title, interviews in (("by hand", by_hand), ("sown", sown)):
        measured = printed(title, measure(interviews, built_in))
        for kind in NUMBERS:
            tally = measured.kinds[kind]
            assert tally.planted > 0
            assert (kind, tally.recall, tally.precision) == (kind, 1.0, 1.0)


def test_names_in_well_written_text_are_found_or_flagged(built_in: Pipeline, sown: list[Interview]) -> None:
    by_hand = measure([marked("wellwritten.txt"), marked("nobody.txt")], built_in).kinds[PERSON]
    in_study = printed("unseen names, well written", measure(sown, built_in)).kinds[PERSON]
    assert by_hand.recall >= 0.98
    assert in_study.recall >= 0.98
    assert in_study.precision >= 0.85
    assert in_study.sure_precision >= 0.95


def test_names_without_capitals_are_found_as_far_as_measured(built_in: Pipeline, sown: list[Interview]) -> None:
    by_hand = printed("by hand, machine transcript", measure([marked("machine.txt")], built_in)).kinds[PERSON]
    tally = printed("unseen names, no capitals", measure(map(machine_made, sown), built_in)).kinds[PERSON]
    assert by_hand.recall >= 0.85
    assert 0.8 <= tally.recall < 0.95
    assert tally.sure_precision >= 0.95


def test_most_of_the_names_measured_with_are_in_no_list() -> None:
    """Else the measure would only say that lists find what is on them."""
    names = sown_names(UNSEEN)
    outside = [
        name
        for name in names
        if not set(name[0].lower().split("-")) & lists.first_names()
        or not set(name[1].lower().replace("-", " ").split()) & lists.surnames()
    ]
    assert len(outside) > len(names) / 2


def test_an_interview_that_names_nobody_offers_nothing_as_sure(built_in: Pipeline) -> None:
    measured = measure([marked("nobody.txt"), machine_made(marked("nobody.txt"))], built_in)
    assert sum(tally.surely for tally in measured.kinds.values()) == 0
    assert len(measured.wrong) <= 3


def test_a_trained_pipeline_loses_nothing(built_in: Pipeline) -> None:
    given = os.environ.get("CODER_TEST_PIPELINE")
    if not given:
        pytest.skip("CODER_TEST_PIPELINE names no trained pipeline")
    interviews = [marked("wellwritten.txt"), marked("machine.txt")]
    without = printed("built-in", measure(interviews, built_in))
    with_it = printed("trained", measure(interviews, load_pipeline(given)))
    assert with_it.kinds[PERSON].found >= without.kinds[PERSON].found
