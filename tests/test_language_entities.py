"""Actors, groups and places recognised from registers."""

import os
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.language.entities import EntityFinder, Mention, RegisterName
from coder.language.pipeline import load_pipeline

REGISTERS = (
    RegisterName("actors", "af", ("Arbetsförmedlingen", "AF", "förmedlingen")),
    RegisterName("actors", "fk", ("Försäkringskassan", "FK", "kassan")),
    RegisterName("actors", "sf-umea", ("Samordningsförbundet Umeå", "samordningsförbundet", "förbundet")),
    RegisterName("actors", "sf-lycksele", ("samordningsförbundet i Lycksele", "samordningsförbundet", "förbundet")),
    RegisterName("actors", "lycksele-kommun", ("Lycksele kommun", "Lycksele")),
    RegisterName("actors", "facket", ("facket",)),
    RegisterName("actors", "tvatten", ("Tvätten",)),
    RegisterName("groups", "unga", ("unga", "ungdomar")),
    RegisterName("groups", "utrikes", ("utrikes född", "nyanländ")),
    RegisterName("groups", "over55", ("äldre",)),
    RegisterName("places", "lycksele", ("Lycksele",)),
    RegisterName("places", "umea", ("Umeå",)),
    RegisterName("places", "vannas", ("Vännäs",)),
)


@pytest.fixture(scope="module")
def finder() -> EntityFinder:
    return EntityFinder(REGISTERS, load_pipeline("built-in"))


def said(mentions: list[Mention]) -> list[tuple[str, str | None]]:
    return [(mention.surface, mention.key) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Försäkringskassans handläggare", [("Försäkringskassans", "fk")]),
        ("den där AF-handläggaren", [("AF-handläggaren", "af")]),
        ("AF:s och FK:s regler, AFs med", [("AF:s", "af"), ("FK:s", "fk"), ("AFs", "af")]),
        ("af och fk och en efterfrågan", []),
        ("förmedlingens uppdrag", [("förmedlingens", "af")]),
        ("en förmedling av kassor i olika fack", []),
        ("ungdomarnas väg, de unga", [("ungdomarnas", "unga"), ("unga", "unga")]),
        ("ungdomsarbetslösheten", [("ungdomsarbetslösheten", "unga")]),
        ("utrikes födda kvinnor", [("utrikes födda", "utrikes")]),
        ("nyanländas etablering", [("nyanländas", "utrikes")]),
        ("äldreomsorgen och tvättstugan i gamla huset", []),
        ("Umeås och Umeåregionens", [("Umeås", "umea"), ("Umeåregionens", "umea")]),
        ("Vännäs", [("Vännäs", "vannas")]),
        ("samordningsförbundet i Lycksele säger", [("samordningsförbundet i Lycksele", "sf-lycksele")]),
        ("Lycksele kommuns enhet", [("Lycksele kommuns", "lycksele-kommun")]),
        ("(AF) – “kassan”.", [("AF", "af"), ("kassan", "fk")]),
    ],
)
def test_names_in_every_shape(finder: EntityFinder, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(finder.find(text)) == expected


def test_an_ambiguous_name_is_never_decided(finder: EntityFinder) -> None:
    [mention] = finder.find("Förbundet, det vet man ju")
    assert mention == Mention("actors", None, ("sf-umea", "sf-lycksele"), "Förbundet", 0, 9)


def test_a_name_in_two_registers_is_undecided_in_both(finder: EntityFinder) -> None:
    found = finder.find("i Lycksele")
    assert [(mention.register, mention.key, mention.candidates) for mention in found] == [
        ("actors", None, ("lycksele-kommun",)),
        ("places", None, ("lycksele",)),
    ]


def test_offsets_count_code_points_of_the_given_text(finder: EntityFinder) -> None:
    text = unicodedata.normalize("NFD", "👩‍👩‍👧 på Försäkringskassans vägnar")
    [mention] = finder.find(text)
    assert mention.key == "fk"
    assert text[mention.start : mention.end] == mention.surface == unicodedata.normalize("NFD", "Försäkringskassans")


def test_no_registers_no_mentions() -> None:
    assert EntityFinder((), load_pipeline("built-in")).find("AF i Umeå") == []


PIECES = st.one_of(st.sampled_from([*"AF :s-–.\n\u0308", "Lycksele", "kassan", "förbundet", "AF"]), st.text(max_size=5))


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=3))
def test_any_text_gives_mentions_in_place(finder: EntityFinder, texts: list[str]) -> None:
    for text, mentions in zip(texts, finder.find_all(texts), strict=True):
        assert all(text[mention.start : mention.end] == mention.surface != "" for mention in mentions)
        ends = [(mention.start, mention.end) for mention in mentions]
        assert ends == sorted(ends)


@pytest.fixture
def trained() -> Iterator[EntityFinder]:
    folder = os.environ.get("CODER_TEST_PIPELINE")
    if not folder:
        pytest.skip("CODER_TEST_PIPELINE names no trained pipeline")
    yield EntityFinder(REGISTERS, load_pipeline(folder))


def test_a_trained_pipeline_finds_the_same(trained: EntityFinder, finder: EntityFinder) -> None:
    text = "AF-handläggarens ungdomar i Umeå, och förbundet på Försäkringskassan."
    assert trained.find(text) == finder.find(text)
