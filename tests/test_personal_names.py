"""What is done with names that were found: groups, forms of replacements, and fingerprints."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.personal.base import EMAIL, GENITIVE, IDENTITY_NUMBER, KINDS, PERSON, PHONE, PLACE, PersonalMention
from coder.personal.fingerprints import FingerprintFinder, fingerprint
from coder.personal.forms import inflected
from coder.personal.groups import group_mentions


def mention(name: str, kind: str = PERSON, form: str = "", opens: bool = False, at: int = 0) -> PersonalMention:
    return PersonalMention(at, at + len(name), name, kind, name, form, opens=opens)


@pytest.mark.parametrize(
    ("replacement", "form", "opens", "expected"),
    [
        ("[Person 3]", GENITIVE, False, "[Person 3]s"),
        ("[Person 3]", "", True, "[Person 3]"),
        ("Kim", GENITIVE, False, "Kims"),
        ("Max", GENITIVE, False, "Max"),
        ("AF", GENITIVE, False, "AF:s"),
        ("[kommun i inlandet]", "", True, "[Kommun i inlandet]"),
        ("[kommun i inlandet]", GENITIVE, False, "[kommun i inlandet]s"),
        ("", GENITIVE, True, ""),
        ("—", GENITIVE, True, "—"),
    ],
)
def test_a_replacement_takes_the_form_of_what_it_replaces(
    replacement: str, form: str, opens: bool, expected: str
) -> None:
    assert inflected(replacement, mention("Anna", form=form, opens=opens)) == expected


def names_of(*names: str) -> list[tuple[str, ...]]:
    return [group.names for group in group_mentions([mention(name) for name in names])]


def test_a_single_name_belongs_to_the_only_person_called_so() -> None:
    assert names_of("Anna", "Anna Berg", "Berg", "anna", "Anna B") == [("Anna Berg", "Anna B", "Anna", "Berg")]


def test_a_single_name_that_two_people_share_stands_for_itself() -> None:
    assert names_of("Anna Berg", "Anna Lund", "Anna", "Lund") == [("Anna Berg",), ("Anna Lund", "Lund"), ("Anna",)]


def test_a_middle_name_makes_no_other_person() -> None:
    assert names_of("Anna Berg", "Anna Maria Berg", "Anna") == [("Anna Maria Berg", "Anna Berg", "Anna")]


def test_kinds_are_not_mixed() -> None:
    groups = group_mentions([mention("Vilhelmina"), mention("Vilhelmina", PLACE), mention("Vilhelmina Berg")])
    assert [(group.kind, group.name) for group in groups] == [(PERSON, "Vilhelmina Berg"), (PLACE, "Vilhelmina")]


@given(
    st.lists(st.sampled_from(["Anna", "Anna Berg", "Berg", "Bo Ek", "bo", "Ek", "Anna B", "B Berg", "Å"]), max_size=8)
)
def test_groups_lose_and_double_nothing(names: list[str]) -> None:
    mentions = [mention(name, at=number) for number, name in enumerate(names)]
    grouped = [each for group in group_mentions(mentions) for each in group.mentions]
    assert sorted(each.start for each in grouped) == list(range(len(mentions)))


KNOWN = {
    fingerprint("salt", kind, name): name
    for kind, name in [
        (PERSON, "Anna Berg"),
        (PERSON, "Ann-Marie"),
        (PERSON, "Vilhelmina"),
        (PLACE, "Vilhelmina"),
        (PERSON, "Åke"),
        (PHONE, "0701740605"),
        (IDENTITY_NUMBER, "8503122395"),
        (EMAIL, "anna.berg@bolaget.se"),
    ]
}
FINDER = FingerprintFinder("salt", KNOWN)


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Det är Annas Bergs bil.", "Annas Bergs", "Anna Berg"),
        ("ANNA BERG kom.", "ANNA BERG", "Anna Berg"),
        ("Från anna\nberg", "anna\nberg", "Anna Berg"),
        ("Vi har AF-Ann-Marie här.", "Ann-Marie", "Ann-Marie"),
        ("Det var Ann Maries.", "Ann Maries", "Ann-Marie"),
        ("A\u030ake:s hund", "A\u030ake:s", "Åke"),
        ("Ring +46 (0)70-174 06 05!", "+46 (0)70-174 06 05", "0701740605"),
        ("noll sjuttio ett sju fyra noll sex noll fem", "noll sjuttio ett sju fyra noll sex noll fem", "0701740605"),
        ("Det är 1985 03 12 23 95.", "1985 03 12 23 95", "8503122395"),
        ("filnamn_anna_berg.txt", "anna_berg", "Anna Berg"),
        ("till Anna.Berg@bolaget.se nu", "Anna.Berg@bolaget.se", "anna.berg@bolaget.se"),
    ],
)
def test_a_known_name_is_found_by_its_fingerprint(text: str, surface: str, name: str) -> None:
    assert [(each.text, value) for each, value in FINDER.find(text)] == [(surface, name)]


def test_what_is_known_as_two_kinds_is_found_as_both() -> None:
    assert sorted(each.kind for each, _ in FINDER.find("I Vilhelmina.")) == [PERSON, PLACE]


def test_a_municipality_is_found_with_its_word() -> None:
    found = [(each.text, each.form) for each, _ in FINDER.find("Vilhelmina kommuns folk.") if each.kind == PLACE]
    assert found == [("Vilhelmina kommuns", GENITIVE)]


def test_a_fingerprint_needs_the_salt_it_was_made_with() -> None:
    assert not list(FingerprintFinder("other", KNOWN).find("Anna Berg"))
    with pytest.raises(ValueError):
        fingerprint("", PERSON, "Anna")


def test_a_fingerprint_holds_no_name() -> None:
    assert fingerprint("salt", PERSON, "Anna Berg") == fingerprint("salt", PERSON, "ANNA  berg")
    assert "anna" not in fingerprint("salt", PERSON, "Anna Berg").lower().partition(":")[2]


@given(st.sampled_from(KINDS), st.text(max_size=20), st.text(max_size=20), st.text(max_size=8))
def test_whatever_was_fingerprinted_is_found_again(kind: str, before: str, behind: str, extra: str) -> None:
    name = "Zxynka Qvörn" if kind not in (PHONE, IDENTITY_NUMBER, "coordination_number") else "0701740605"
    finder = FingerprintFinder("salt", {fingerprint("salt", kind, name): extra})
    text = f"{before}\n\n– {name}, –\n\n{behind}"
    found = list(finder.find(text))
    assert name in [each.text for each, _ in found]
    assert all(text[each.start : each.end] == each.text for each, _ in found)
    assert list(finder.find(unicodedata.normalize("NFD", text)))


def test_letters_of_an_identifier_drawn_by_chance_are_no_name() -> None:
    finder = FingerprintFinder("salt", {fingerprint("salt", PERSON, "Eva"): "Eva"})
    assert list(finder.find("C-4EVA2; N-9EVA4KM")) == []
    assert [found.text for found, _ in finder.find("C-4EVA2 sa Eva, C-Eva")] == ["Eva", "Eva"]
