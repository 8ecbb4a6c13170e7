"""Finding personal data: which words, in which form, and that every mention stands where it says."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.language.pipeline import Pipeline, load_pipeline
from coder.personal.base import (
    ADDRESS,
    CERTAINTIES,
    COORDINATION_NUMBER,
    EMAIL,
    GENITIVE,
    HEALTH,
    IDENTITY_NUMBER,
    KINDS,
    PERSON,
    PHONE,
    PLACE,
    POSSIBLE,
    KnownNames,
    PersonalMention,
)
from coder.personal.finding import find_mentions
from coder.personal.numbers import find_numbers
from coder.personal.reasons import REASONS

NOBODY = KnownNames()


@dataclass(frozen=True)
class Turn:
    start: int
    text: str


@dataclass(frozen=True)
class Row:
    kind: str
    key: str
    name: str
    data: dict[str, object]


KNOWN = KnownNames.of(
    [
        Row("actor", "af", "Arbetsförmedlingen", {"other_names": ["AF", "förmedlingen"]}),
        Row("project", "trappan", "Trappan", {}),
        Row("place", "sorsele", "Sorsele", {"kind": "kommun"}),
        Row("place", "storuman", "Storuman", {"kind": "kommun", "population": 6000}),
        Row("place", "vilhelmina", "Vilhelmina", {"kind": "kommun"}),
        Row("place", "umea", "Umeå", {"kind": "kommun", "population": 117000}),
        Row("guide", "g1", "Vem är Anna?", {}),
    ]
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline("built-in")


def found(text: str, pipeline: Pipeline, known: KnownNames = KNOWN, kind: str | None = None) -> list[PersonalMention]:
    mentions = list(find_mentions(text, [Turn(0, text)], pipeline, known))
    return [mention for mention in mentions if kind is None or mention.kind == kind]


def people(text: str, pipeline: Pipeline) -> list[tuple[str, str, str]]:
    return [(mention.text, mention.name, mention.form) for mention in found(text, pipeline, kind=PERSON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det var Annas Bergs idé.", ("Annas Bergs", "Anna Berg", GENITIVE)),
        ("Det var Anna Bergs idé.", ("Anna Bergs", "Anna Berg", GENITIVE)),
        ("Det var Anna:s idé.", ("Anna:s", "Anna", GENITIVE)),
        ("Det var Lars bil.", ("Lars", "Lars", "")),
        ("Jag ringde Karl-Erik Lund.", ("Karl-Erik Lund", "Karl-Erik Lund", "")),
        ("Jag ringde AF-Anna i går.", ("Anna", "Anna", "")),
        ("Vi har en Anna-grupp här.", ("Anna", "Anna", "")),
        ("Fråga Lena von Essen.", ("Lena von Essen", "Lena von Essen", "")),
        ("Fråga Ann-Louise af Ekenstam.", ("Ann-Louise af Ekenstam", "Ann-Louise af Ekenstam", "")),
        ("Det sa B. Andersson.", ("B. Andersson", "B Andersson", "")),
        ("Min granne Sten kom.", ("Sten", "Sten", "")),
        ("Bo Ek ringde.", ("Bo Ek", "Bo Ek", "")),
        ("Hon heter Zxynka.", ("Zxynka", "Zxynka", "")),
        ("Jag såg A\u030ake där.", ("A\u030ake", "Åke", "")),
        ("i går kom maria andersson hit och sa det", ("maria andersson", "Maria Andersson", "")),
    ],
)
def test_a_name_is_found_with_its_plain_form(text: str, expected: tuple[str, str, str], pipeline: Pipeline) -> None:
    assert people(text, pipeline) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Jag vill bo kvar. Att bo kostar.",
        "En björn gick på en sten, och en ask stod där.",
        "Vi träffades i Maj och i juni.",
        "Arbetsförmedlingens chef och AF:s folk. Trappan är bra.",
        "Från Skatteverket, i Stockholm, på Försäkringskassan.",
        "Det kallas för samverkan, och det heter så.",
        "Vilhelmina sa ja, och i Vilhelmina är det så.",
    ],
)
def test_words_that_are_also_names_are_left_alone(text: str, pipeline: Pipeline) -> None:
    assert people(text, pipeline) == []


def test_a_municipality_is_a_person_behind_a_title_or_before_a_surname(pipeline: Pipeline) -> None:
    assert people("Handläggare Vilhelmina ringde. Vilhelmina Lundberg också.", pipeline) == [
        ("Vilhelmina", "Vilhelmina", ""),
        ("Vilhelmina Lundberg", "Vilhelmina Lundberg", ""),
    ]


def test_small_municipalities_are_offered_with_their_replacement(pipeline: Pipeline) -> None:
    mentions = found("Sorsele kommun är liten. I Storumans kommun och i Umeå, Sorseles grannar.", pipeline, kind=PLACE)
    assert [(each.text, each.name, each.form, each.opens) for each in mentions] == [
        ("Sorsele kommun", "Sorsele", "", True),
        ("Storumans kommun", "Storuman", "", False),
        ("Sorseles", "Sorsele", GENITIVE, False),
    ]
    assert {each.replacement for each in mentions} == {"[kommun i inlandet]"}


def test_the_projects_own_list_is_found_in_any_spelling(pipeline: Pipeline) -> None:
    known = KnownNames(people=("Sten Kvist",))
    assert [each.text for each in found("då kom STEN KVIST och sten kvists bror", pipeline, known)] == [
        "STEN KVIST",
        "sten kvists",
    ]


def test_what_is_sure_in_one_turn_is_recognised_in_another(pipeline: Pipeline) -> None:
    text = "Det var Anna Zxyberg som kom.\nZxyberg ringde sedan.\n"
    turns = [Turn(0, text[:30]), Turn(30, text[30:])]
    assert [each.name for each in find_mentions(text, turns, pipeline, NOBODY)] == ["Anna Zxyberg", "Zxyberg"]


def test_labels_name_people_but_not_roles(pipeline: Pipeline) -> None:
    text = "Intervjuare: Hej!\nAnna Berg: Hej.\nAF: Ja.\nZxynka: Nej.\nIP2: Jo.\n"
    turns, at = [], 0
    for line in text.splitlines(keepends=True):
        speech = line.index(":") + 1
        turns.append(Turn(at + speech, line[speech:]))
        at += len(line)
    assert [each.text for each in find_mentions(text, turns, pipeline, KNOWN)] == ["Anna Berg", "Zxynka"]


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("850312-2395", IDENTITY_NUMBER, "8503122395"),
        ("19850312-2395", IDENTITY_NUMBER, "8503122395"),
        ("8503122395", IDENTITY_NUMBER, "8503122395"),
        ("198503122395", IDENTITY_NUMBER, "8503122395"),
        ("850312 2395", IDENTITY_NUMBER, "8503122395"),
        ("1985 03 12 23 95", IDENTITY_NUMBER, "8503122395"),
        ("85 03 12 - 23 95", IDENTITY_NUMBER, "8503122395"),
        ("850312–2395", IDENTITY_NUMBER, "8503122395"),
        ("850312\u00a02395", IDENTITY_NUMBER, "8503122395"),
        ("850312 streck 2395", IDENTITY_NUMBER, "8503122395"),
        ("120518+3211", IDENTITY_NUMBER, "1205183211"),
        ("850372-2392", COORDINATION_NUMBER, "8503722392"),
        ("070-174 06 05", PHONE, "0701740605"),
        ("0701740605", PHONE, "0701740605"),
        ("+46 (0)70 174 06 05", PHONE, "0701740605"),
        ("08-465 004 12", PHONE, "0846500412"),
        ("noll sjuttio ett sju fyra noll sex noll fem", PHONE, "0701740605"),
        ("Anna.Berg@Bolaget.example.se", EMAIL, "anna.berg@bolaget.example.se"),
        ("anna punkt berg snabel-a bolaget punkt se", EMAIL, "anna.berg@bolaget.se"),
    ],
)
def test_a_number_is_found_however_it_is_written(written: str, kind: str, name: str) -> None:
    text = f"Ja, det är {written}, tror jag."
    assert [(each.text, each.kind, each.name) for each in find_numbers(text)] == [(written, kind, name)]


def test_a_wrong_checksum_is_only_possible() -> None:
    (mention,) = find_numbers("Numret är 850312-2396.")
    assert (mention.kind, mention.certainty) == (IDENTITY_NUMBER, POSSIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "Det kostade 12 500 000 kronor.",
        "Åren 2011–2014 och 2013/14.",
        "Mötet var 2014-03-12 kl. 13.30–15.00.",
        "Ärende dnr 2014/1234-5 enligt lag (2003:1210).",
        "Öppet 08.30–16.00, lunch 12-13.",
        "Organisationsnummer 556036-0793.",
        "Av 260 200 invånare är 16 000 arbetslösa.",
        "Diarienummer 850312-1239.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert list(find_numbers(text)) == []


def test_an_address_is_found_in_its_parts(pipeline: Pipeline) -> None:
    text = "Skriv till Östra Storgatan 12 B, lgh 1203, 901 23 Umeå, eller Box 123. Väg 363 och plan 3 är inget."
    assert [each.text for each in found(text, pipeline, kind=ADDRESS)] == [
        "Östra Storgatan 12 B",
        "lgh 1203",
        "901 23 Umeå",
        "Box 123",
    ]


def test_words_about_health_are_shown(pipeline: Pipeline) -> None:
    mentions = found("Hon var sjukskriven för ångest och åt sertralin. Protesten kom sen.", pipeline, kind=HEALTH)
    assert [each.text for each in mentions] == ["sjukskriven", "ångest", "sertralin"]
    assert {each.certainty for each in mentions} == {POSSIBLE}


_PIECES = st.sampled_from(
    [
        "Anna Berg",
        "annas",
        "850312-2395",
        "070-174 06 05",
        " ",
        "\n",
        ". ",
        "å\u030a",
        "👩‍👩‍👧",
        "\u200b",
        "Sorsele",
        "\ud800",
        "I:",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=12), data=st.data())
def test_every_mention_stands_where_it_says(pipeline: Pipeline, pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    edges = [0, *cuts, len(text)]
    turns = [Turn(start, text[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    mentions = list(find_mentions(text, turns, pipeline, KNOWN))
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.name
        assert mention.kind in KINDS and mention.certainty in CERTAINTIES and mention.reason in REASONS
    others = [mention for mention in mentions if mention.kind != HEALTH]
    assert all(one.end <= other.start for one, other in pairwise(others))
    assert mentions == list(find_mentions(text, turns, pipeline, KNOWN))
