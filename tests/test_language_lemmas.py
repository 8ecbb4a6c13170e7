"""Words to lemmas, and keywords inside compounds, without a trained pipeline."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.language.compounds import HEAD, MODIFIER, PartIndex, part_of
from coder.language.lemmas import acronym_in, is_acronym, keys, keyword_keys, lemma, plain


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("stuprören", "stuprör"),
        ("samverkansavtalet", "samverkansavtal"),
        ("arbetsmarknadsenheter", "arbetsmarknadsenhet"),
        ("Försäkringskassans", "försäkringskassa"),
        ("AF-handläggarnas", "af-handläggare"),
        ("samordningsförbundet", "samordningsförbund"),
        ("samordningsförbundens", "samordningsförbund"),
        ("byabussen", "byabuss"),
        ("Sorseles", "sorsele"),
        ("Vännäs", "vännäs"),
        ("Robertsfors", "robertsfors"),
        ("AF:s", "af"),
        ("äldre", "äldre"),
        ("”stuprören,", "stuprör"),
        ("…", ""),
        ("", ""),
    ],
)
def test_lemma(word: str, expected: str) -> None:
    assert lemma(word) == expected


def test_decomposed_letters_make_no_difference() -> None:
    assert lemma(unicodedata.normalize("NFD", "Försäkringskassans")) == "försäkringskassa"


def test_words_meet_though_the_dictionary_takes_them_apart() -> None:
    """simplemma makes the noun *uppdrag* a verb, and its definite form not."""
    assert set(keys("uppdrag")) & set(keys("uppdraget"))
    assert set(keyword_keys("uppdrag")) & set(keys("uppdragens"))


def test_a_noun_that_is_looked_for_is_no_verb() -> None:
    assert not set(keyword_keys("skjuts")) & set(keys("skjuta"))
    assert not set(keyword_keys("äldre")) & set(keys("gamla"))


@pytest.mark.parametrize(
    ("keyword", "word", "role"),
    [
        ("avtal", "samverkansavtalet", HEAD),
        ("samverkan", "samverkansavtalet", MODIFIER),
        ("enhet", "arbetsmarknadsenheter", HEAD),
        ("arbetsmarknad", "arbetsmarknadsenheterna", MODIFIER),
        ("uppdrag", "uppdragsgivare", MODIFIER),
        ("handläggare", "AF-handläggarnas", HEAD),
        ("skola", "skolgång", MODIFIER),
        ("arbete", "arbetsgrupp", MODIFIER),
        ("sfi", "SFI-läraren", MODIFIER),
        ("krav", "kravla", None),
        ("vård", "vårdande", None),
        ("avtal", "avtalet", None),
        ("el", "elnät", None),
        ("emot", "gentemot", None),
        ("utföra", "utförsäkras", None),
        ("samordning", "Samordningsförbundet", None),
        ("styrelse", "länsstyrelsen", None),
    ],
)
def test_parts_of_compounds(keyword: str, word: str, role: str | None) -> None:
    assert part_of(keyword, word) == role


def test_acronyms_keep_their_capitals() -> None:
    assert is_acronym("ESF") and not is_acronym("Esf") and not is_acronym("LANDSTING")
    assert [acronym_in(word) for word in ("AF", "AF:s", "AFs", "AF-handläggaren", "af", "Aftonen")] == [
        "AF",
        "AF",
        "AF",
        "AF",
        None,
        None,
    ]


@given(st.text(st.characters(), max_size=80))
def test_any_text_is_looked_up_without_a_crash(word: str) -> None:
    assert lemma(word) == lemma(plain(word))
    assert all(keys(word)) and len(set(keys(word))) == len(keys(word))
    PartIndex(["arbetsmarknad", "avtal", "el"]).find(word)


def test_a_very_long_run_of_letters_is_left_alone() -> None:
    assert PartIndex(["avtal"]).find("a" * 1_000_000) == []
    assert lemma("b" * 1_000_000) == "b" * 1_000_000
