"""Finding: as typed and in other forms, what is uncoded, where one can go, and the trail of places."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.language.finding import WordForms, find_typed, other_forms
from coder.project import Project
from coder.queries.search import search
from coder.queries.transcript import transcript
from coder.queries.uncoded import interviewees_sentences, uncoded
from coder.spans import Span
from coder.tui.targets import targets
from coder.tui.trail import Spot, Trail
from tests.conftest import passage
from tests.guided import with_guide

SAID = "Samverkan är bra 👩\u200d👧. Vi a\u030aker dit, och AF:s handläggare åkte. Byabussarna går. Får och fåren far."


def words_found(query: str) -> list[str]:
    return [SAID[span.start : span.end] for span in WordForms(SAID).find(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("samverkans", ["Samverkan"]),
        ("handläggarna", ["handläggare"]),
        ("åka", ["a\u030aker", "åkte"]),
        ("byabuss", ["Byabussarna"]),
        ("byabuss gå", ["Byabussarna går"]),
        ("gå byabuss", []),
        ("är", []),
        ("", []),
        ("👩", []),
    ],
)
def test_words_are_found_in_any_inflection(query: str, found: list[str]) -> None:
    assert words_found(query) == found


def test_what_was_found_as_typed_is_not_found_again() -> None:
    typed = find_typed(SAID, "får")
    assert len(typed) == 2
    assert other_forms(typed, [Span(0, 9), typed[0], Span(typed[1].start, typed[1].end + 2)]) == [Span(0, 9)]
    assert len(find_typed(SAID, "a", 3)) == 3


TEXTS = st.lists(
    st.sampled_from(
        ["får", "fa\u030ar", "Åre", "👩\u200d👩\u200d👧", "o\u0308n", "\r\n", " ", "far", "handläggare", "e\u0301", "."]
    )
).map("".join)


@given(TEXTS, st.sampled_from(["får", "FÅR", "ön", "åre", "👩", "far", "handläggar"]))
def test_every_place_and_no_other_is_found(text: str, query: str) -> None:
    """The hits are the places where the composed, case-folded text has the composed, case-folded query."""
    found = find_typed(text, query)
    for span in found:
        assert unicodedata.normalize("NFC", text[span.start : span.end]).casefold() == query.casefold()
        assert text[span.end : span.end + 1] not in ("\u0301", "\u0308", "\u030a") or not query[-1].isalpha()
    assert found == find_typed(text, unicodedata.normalize("NFD", query))
    folded = unicodedata.normalize("NFC", text).casefold()
    assert len(found) == folded.count(query.casefold())


@given(TEXTS, st.text(max_size=12))
def test_any_query_gives_spans_of_the_text(text: str, query: str) -> None:
    for span in [*find_typed(text, query), *WordForms(text).find(query)]:
        assert 0 <= span.start < span.end <= len(text)


def test_all_interviews_are_searched_as_typed_and_in_other_forms(project: Project) -> None:
    first = project.find("stuprör")
    assert not first.whole and first.totals == {"ame": 1, "gemensam": 1}
    project.prepare_forms()
    found = project.find("stuprörs")
    assert found.whole and [(hit.source, hit.inflected) for hit in found.hits] == [("ame", True), ("gemensam", True)]
    for hit in project.find("så").hits:
        text = project.ask(transcript, hit.source).text
        assert hit.snippet[hit.place.start : hit.place.end] == " ".join(text[hit.start : hit.end].split())
    assert project.find("zz").hits == () and len(project.find("e", most=1).hits) == 4
    assert [hit.source for hit in project.ask(search, "stuprörs", None, True)] == ["ame", "gemensam"]
    (project.transcripts_folder / "ny.txt").write_text("I: Stuprör?\nIP: Nej.\n", encoding="utf-8")
    project.load()
    assert "ny" in project.find("stuprör").totals


def test_notes_are_found(project: Project) -> None:
    quote = project.apply_code("ame", *passage(project, "ame", "Stuprören"), "stuprör")
    project.write_note(quote, "Återkommer hos andra.")
    project.write_note("stuprör", "Samma ord som i Åsele.")
    assert {note.target for note in project.find_notes("åter")} == {quote}
    assert len(project.find_notes("å")) == 2


def test_what_is_uncoded_is_counted_by_sentences(project: Project) -> None:
    view = project.ask(transcript, "ame")
    said = interviewees_sentences(view)
    everything = uncoded(said, view.codings, "Maja")
    assert (everything.sentences, everything.all_sentences) == (4, 4)
    assert len(everything.stretches) == 2
    project.apply_code("ame", *passage(project, "ame", "Folk"), "stuprör")
    project.apply_code("ame", *passage(project, "ame", "[bold]Så[/] är det."), "buss")
    view = project.ask(transcript, "ame")
    left = uncoded(said, view.codings, "maja")
    assert [view.text[span.start : span.end] for span in left.stretches] == [
        "Stuprören.",
        "Den är indragen, så praktik i stan går inte.",
    ]
    assert uncoded(said, view.codings, "Tor").sentences == 4
    first, second = (span.start for span in left.stretches)
    assert [left.next(at) for at in (0, first, second)] == [0, 1, 0]
    assert [left.previous(at) for at in (len(view.text), second, first)] == [1, 0, 1]
    assert uncoded([], view.codings, "Maja").next(0) is None


def test_where_one_can_go(project: Project) -> None:
    with_guide(project)
    view, guide = project.ask(transcript, "norr"), project.guide()
    starts = {item.turn.number: item.turn.speech.start for item in view.turns}
    [turn] = targets(" 6 ", view, guide)
    assert turn.offset == starts[6] and "förmedlingen" in turn.about
    assert targets("99", view, guide)[0].offset is None
    assert targets("00:01:00", view, guide)[0].offset is None
    assert [target.offset for target in targets("", view, guide)] == [starts[1], starts[5], starts[9]]
    assert [target.offset for target in targets("samarb", view, guide)] == [starts[5]]
    syd = project.ask(transcript, "syd")
    assert [(target.offset is None, target.about) for target in targets("f1", syd, guide)] == [(True, "not asked here")]
    assert targets("samarb", view, None) == [] == targets("kvarglömt", view, guide)
    af = project.ask(transcript, "af")
    spoken = {item.turn.number: item.turn.speech.start for item in af.turns}
    assert [targets(time, af, guide)[0].offset for time in ("0:00", "00:00:03", "0:04", "99:00")] == [
        spoken[1],
        spoken[1],
        spoken[2],
        spoken[2],
    ]


def test_the_trail_goes_back_and_forth() -> None:
    trail = Trail()
    a, b, c = Spot("ame", 0), Spot("ame", 5000), Spot("af", 10)
    assert trail.step(-1, a) is None
    trail.jumped(a, b)
    trail.jumped(b, c)
    assert trail.step(-1, c) == b and trail.step(-1, b) == a and trail.step(-1, a) is None
    assert trail.step(1, a) == b and trail.step(1, b) == c and trail.step(1, c) is None
    wandered = Spot("af", 9000)
    assert trail.step(-1, wandered) == c and trail.step(1, c) == wandered
    again = Trail.from_dict(trail.as_dict())
    assert again.step(-1, wandered) == c
    again.without("af")
    assert again.as_dict()["spots"] == [["ame", 0], ["ame", 5000]]
    assert Trail.from_dict({"spots": [1, ["x"]], "at": "y"}).as_dict() == {"spots": [], "at": -1}


SPOTS = st.builds(Spot, st.sampled_from(["ame", "af"]), st.integers(0, 3000))


@given(st.lists(st.tuples(SPOTS, SPOTS), min_size=1, max_size=12))
def test_going_back_comes_to_where_each_jump_left_from(jumps: list[tuple[Spot, Spot]]) -> None:
    trail = Trail()
    for left, to in jumps:
        trail.jumped(left, to)
    left, here = jumps[-1]
    back = trail.step(-1, here)
    if not left.near(here):
        assert back == left
        assert trail.step(1, left) == here
    kept = trail.as_dict()
    assert Trail.from_dict(kept).as_dict() == kept
