"""Search: where words stand, as Swedish spells them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.project import Project
from coder.queries.search import Hit, search
from coder.queries.transcript import transcript
from tests import by_hand
from tests.conftest import REPOSITORY

SPEECH = """\
I: Får AF-handläggare fara till Åre?
IP1: Fara får de. Fåren far. AF:s handläggare, ja: handläggaren.
IP2: Det är "stuprör" – stuprörens (fel) 100 % tid. a\u030ar och fa\u030ar och Å.
IP1: En rad
som fortsätter.
"""


@pytest.fixture
def spoken(project: Project) -> Project:
    (project.transcripts_folder / "ny.txt").write_text(SPEECH, encoding="utf-8")
    project.load()
    return project


def hits(project: Project, query: str, source: str | None = "ny") -> list[str]:
    """The words found, as they stand in the text."""
    text = project.ask(transcript, "ny").text
    return [text[hit.start : hit.end] for hit in project.ask(search, query, source)]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("får", ["Får", "får", "Fåren", "fa\u030ar"]),
        ("far", ["fara", "Fara", "far"]),
        ("fa\u030ar", ["Får", "får", "Fåren", "fa\u030ar"]),
        ("FÅR", ["Får", "får", "Fåren", "fa\u030ar"]),
        ("ar", []),
        ("r", ["rad"]),
        ("fa", ["fara", "Fara", "far"]),
        ("å", ["Åre", "a\u030ar", "Å"]),
        ("a", ["AF", "AF"]),
        ("AF", ["AF", "AF"]),
        ("AF-handläggare", ["AF-handläggare"]),
        ("AF handläggare", ["AF-handläggare"]),
        ("handläggare", ["handläggare", "handläggare", "handläggaren"]),
        ("stuprör", ["stuprör", "stuprörens"]),
        ("stuprörens fel", ["stuprörens (fel"]),
        ("fara får de", ["Fara får de"]),
        ("fara fåren", []),
        ("rad som", ["rad\nsom"]),
        ("100", ["100"]),
        ("(fel)", ["(fel)"]),
        ("fel) 100 %", ["fel) 100 %"]),
        ("ingenstans", []),
        ("IP1", []),
        (".*", []),
        ("far|får", []),
    ],
)
def test_words_are_found_whole_or_by_their_beginning(spoken: Project, query: str, words: list[str]) -> None:
    assert hits(spoken, query) == words


@pytest.mark.parametrize("query", ["", " ", "\n\t"])
def test_nothing_is_no_query(spoken: Project, query: str) -> None:
    with pytest.raises(CoderError):
        spoken.ask(search, query)


def test_a_hit_says_where_it_is(spoken: Project) -> None:
    [hit] = spoken.ask(search, "fåren")
    assert hit == Hit("ny", 2, "IP1", hit.start, hit.start + 5, hit.snippet)
    assert "Fara får de. Fåren far." in hit.snippet
    assert "\n" not in hit.snippet
    assert hit.snippet.startswith("…") or hit.start < 41


def test_all_sources_are_searched_in_order(spoken: Project) -> None:
    found = spoken.ask(search, "stuprör")
    assert [hit.source for hit in found] == ["ame", "gemensam", "ny", "ny"]
    assert [hit.source for hit in spoken.ask(search, "stuprör", "ame")] == ["ame"]


def test_every_word_of_the_bundled_study_is_found_where_it_stands(bundled: Project) -> None:
    """For some words: as often as a plain look at the texts finds them, interviewers' turns too."""
    sources = by_hand.sources(REPOSITORY / "transcripts").values()
    for word in ("stuprör", "försäkringskassan", "lycksele", "bussen", "får"):
        expected = 0
        for source in sources:
            for _label, _start, begin, end in source.turns:
                spoken = source.text[begin:end].casefold()
                starts = [place for place in range(len(spoken)) if spoken.startswith(word, place)]
                expected += sum(
                    1 for place in starts if place == 0 or not (spoken[place - 1].isalnum() or spoken[place - 1] == "_")
                )
        assert len(bundled.ask(search, word)) == expected > 0


WORDS = st.lists(
    st.sampled_from(["får", "far", "fåren", "å", "Åre", "handläggare", "AF", "stup", "-", "ja:"]),
    min_size=1,
    max_size=3,
)


def test_a_composed_and_a_decomposed_letter_are_the_same(spoken: Project) -> None:
    @given(WORDS.map(" ".join))
    def check(query: str) -> None:
        composed, decomposed = unicodedata.normalize("NFC", query), unicodedata.normalize("NFD", query)
        assert spoken.ask(search, composed) == spoken.ask(search, decomposed) == spoken.ask(search, composed.upper())

    check()


def test_any_query_is_answered(spoken: Project) -> None:
    @given(st.text(min_size=1, max_size=20).filter(lambda typed: typed.split() != []))
    def check(query: str) -> None:
        text = spoken.ask(transcript, "ny").text
        for hit in spoken.ask(search, query, "ny"):
            assert 0 <= hit.start < hit.end <= len(text)

    check()
