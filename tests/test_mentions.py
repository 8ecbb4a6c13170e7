"""Who is named in talk: settled by name, words, turn, speaker or place, else open with all it could be."""

import os
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.language.entities import EntityFinder, RegisterName
from coder.language.organisations import base_name, organisations
from coder.language.pipeline import BUILT_IN, Entity, load_pipeline
from coder.language.resolve import Known, Resolved, Speaking, resolve_turn
from coder.language.times import times
from coder.project import Project
from coder.queries.registers import register_entries
from coder.queries.transcript import transcript
from coder.spans import Span
from coder.tui.facet_choices import choices, near_in_words, surroundings
from tests.conftest import passage
from tests.doing import agree, rewrite, text_of

REGISTERS = (
    RegisterName("actor", "af", ("Arbetsförmedlingen", "AF", "förmedlingen")),
    RegisterName("actor", "sf-umea", ("Samordningsförbundet Umeå", "samordningsförbundet", "förbundet")),
    RegisterName("actor", "sf-lycksele", ("samordningsförbundet i Lycksele", "samordningsförbundet", "förbundet")),
    RegisterName("actor", "lycksele-kommun", ("Lycksele kommun", "Lycksele")),
    RegisterName("actor", "region", ("Region Västerbotten", "regionen")),
    RegisterName("place", "lycksele", ("Lycksele",)),
    RegisterName("place", "umea", ("Umeå",)),
)
KNOWN = Known({"sf-umea": ("umea",), "sf-lycksele": ("lycksele",), "lycksele-kommun": ("lycksele",)})


@pytest.fixture(scope="module")
def meant() -> Callable[..., list[Resolved]]:
    finder = EntityFinder(REGISTERS, load_pipeline(BUILT_IN))

    def ask(text: str, actor: str | None = None, place: str | None = None) -> list[Resolved]:
        return resolve_turn(text, finder.find(text), Speaking(actor, place), KNOWN)

    return ask


@pytest.mark.parametrize(
    ("text", "actor", "place", "expected"),
    [
        ("AF betalar.", None, None, [("AF", "af", "name")]),
        ("Förbundet betalar.", None, None, [("Förbundet", None, "")]),
        ("Förbundet betalar.", "sf-umea", None, [("Förbundet", "sf-umea", "speaker")]),
        ("Förbundet betalar.", "af", "lycksele", [("Förbundet", "sf-lycksele", "place")]),
        (
            "Samordningsförbundet i Lycksele ringde. Förbundet betalar.",
            "sf-umea",
            "umea",
            [("Samordningsförbundet i Lycksele", "sf-lycksele", "name"), ("Förbundet", "sf-lycksele", "turn")],
        ),
        ("De bor i Lycksele.", None, None, [("Lycksele", "lycksele", "words")]),
        ("Lycksele betalar.", None, None, [("Lycksele", None, ""), ("Lycksele", None, "")]),
        ("Regionen vill leda.", None, None, [("Regionen", "region", "name")]),
        ("Här i regionen är det långt.", None, None, [("regionen", None, "")]),
        ("Hos oss går det bra.", "af", None, [("Hos oss", "af", "speaker")]),
        ("Hos oss går det bra.", None, "umea", [("Hos oss", None, "")]),
        ("Vi på AF vet.", "sf-umea", None, [("Vi", "af", "words"), ("AF", "af", "name")]),
        ("Vi alla vet.", "af", None, [("Vi", None, "")]),
    ],
)
def test_what_settles_whom_a_name_means(
    meant: Callable[..., list[Resolved]],
    text: str,
    actor: str | None,
    place: str | None,
    expected: list[tuple[str, str | None, str]],
) -> None:
    assert [(item.surface, item.key, item.settled_by) for item in meant(text, actor, place)] == expected


def test_two_named_before_settle_nothing(meant: Callable[..., list[Resolved]]) -> None:
    said = "Samordningsförbundet Umeå och samordningsförbundet i Lycksele. Förbundet betalar."
    assert meant(said, "sf-umea")[-1].key is None


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("sedan 2005 och våren 2013", "", ["2005", "2013"]),
        ("2013–2014", "", ["2013/2014"]),
        ("i mars 2014", "", ["2014-03"]),
        ("på 90-talet", "", ["1990s"]),
        ("i fjol, för tio år sedan, nästa år", "2014-02-04", ["2013", "2004", "2015"]),
        ("i fjol i mars", "", [None, None]),
        ("2000 kronor, 1 900 personer", "", []),
    ],
)
def test_times(text: str, date: str, expected: list[str | None]) -> None:
    found = times(text, date)
    assert [item.key for item in found] == expected
    assert all(text[item.start : item.end] == item.surface for item in found)


@pytest.mark.parametrize("label", ["ORG"])
def test_organisations_of_either_set_of_labels(label: str) -> None:
    text = "Anna på Tvätten AB och Skolverket ringde Norge, sa SFI:s rektor på Hantverkarna."
    last = text.index("Hantverkarna")
    entities = [Entity(0, 4, "PRS"), Entity(0, 4, "PER"), Entity(last, last + 12, label)]
    found = [text[span.start : span.end] for span in organisations(text, entities, [])]
    assert [base_name(name) for name in found] == ["Tvätten AB", "Skolverket", "SFI", "Hantverkarna"]
    assert organisations(text, entities, [Span(0, len(text))]) == []


PIECES = st.one_of(
    st.sampled_from(["vi ", "hos oss ", "Lycksele ", "i ", "förbundet ", "AF", "2014", "i fjol", "\u0308", "👩‍👧"]),
    st.text(max_size=5),
)


@settings(max_examples=60, deadline=None)
@given(text=st.lists(PIECES, max_size=12).map("".join))
def test_any_text_gives_mentions_in_place(meant: Callable[..., list[Resolved]], text: str) -> None:
    found = [(item.start, item.end, item.surface) for item in meant(text, "af", "umea")]
    found += [(item.start, item.end, item.surface) for item in times(text, "2014-01-01")]
    assert all(text[start:end] == surface != "" for start, end, surface in found)
    assert all(0 <= span.start < span.end <= len(text) for span in organisations(text, [], []))


def test_a_source_s_mentions(project: Project) -> None:
    project.pipeline_spec = BUILT_IN
    rows = project.mention_rows("af")
    assert [(row.text, row.id, row.settled_by) for row in rows] == [("Vi", "af", "speaker")]
    for row in project.mention_rows():
        assert project.ask(transcript, row.source).text[row.start : row.end] == row.text


def test_facets_offer_the_settled_first_and_ask_about_the_rest(project: Project) -> None:
    rewrite(project, "other_names: [AF]}", "other_names: [AF, kommunen]}")
    rewrite(project, "name: Byns kommun}", "name: Byns kommun, other_names: [kommunen]}")
    project.read_codebook()
    project.pipeline_spec = BUILT_IN
    view = project.ask(transcript, "af")
    start, end = passage(project, "af", "Vi och kommunen")
    entries = project.ask(register_entries, "actor", "group", "place")
    assert project.meant(view, start, end) is None, "no pipeline is loaded for a keypress"
    project.mention_rows("af")
    ahead = choices(entries, surroundings(view, Span(start, end)), project.meant(view, start, end))
    assert [(choice.key, near_in_words(choice)) for choice in ahead[:2]] == [
        ("af", "“Vi”: the speaker's own"),
        ("norra", "the speaker's"),
    ]
    view = project.ask(transcript, "förbundet")
    assert project.meant(view, 0, len(view.text)) is not None


def test_an_organisation_is_put_on_the_register_and_taken_off_by_an_undo(project: Project) -> None:
    before = text_of(project)
    key = project.add_actor("  Tvätten   i Vindeln ", other_names=["Tvätten"])
    assert key == "tvätten-i-vindeln"
    assert "  - {id: tvätten-i-vindeln, name: Tvätten i Vindeln, other_names: [Tvätten]}\n" in text_of(project)
    assert agree(project) and project.read_codebook() == []
    assert key in [entry.key for entry in project.ask(register_entries, "actor")]
    project.undo()
    assert text_of(project) == before
    assert key not in [entry.key for entry in project.ask(register_entries, "actor")]
    project.redo()
    assert "Tvätten" in text_of(project)


def test_a_register_is_made_where_there_is_none(project: Project) -> None:
    text = text_of(project)
    project.codebook_path.write_text(text[: text.index("actors:")], encoding="utf-8")
    project.read_codebook()
    project.add_actor("Skolverket")
    assert text_of(project).endswith("\n\nactors:\n  - {id: skolverket, name: Skolverket}\n")


@pytest.mark.skipif(not os.environ.get("CODER_TEST_PIPELINE"), reason="CODER_TEST_PIPELINE names no trained pipeline")
def test_a_trained_pipeline_proposes_what_it_recognises(project: Project) -> None:
    project.pipeline_spec = os.environ["CODER_TEST_PIPELINE"]
    labels = project.mention_rows("af") and project.pipeline is not None and project.pipeline.nlp.meta["labels"]["ner"]
    assert set(labels or ()) & {"ORG"}
    assert isinstance(project.actor_proposals(), list)
