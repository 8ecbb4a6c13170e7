"""Reading codebook.yaml: what it says, and what is complained about where."""

from collections.abc import Iterator

import pytest

from coder.codebook.book import Codebook, CodeEntry
from coder.codebook.parse import CodebookError, complaints_of, parse_codebook
from coder.i18n import current_language, set_language

WHOLE = """\
project: Regional samverkan
language: sv
method: framework
themes:
  - id: hinder
    name: Hinder
    colour: red
    codes:
      - id: stuprör
        name: Stuprör mellan myndigheter
        definition: >
          Skilda uppdrag
          och budgetar.
        use_when: När uppdragen skiljer.
        not_when: 'Enbart missnöje: en handläggare.'
        keywords: [stuprör, 2014]
        examples:
          - "Alla gör sitt."
        codes: []            # codes may nest
  - {id: 2014, name: 2014}
guide:
  - {id: f3, text: Vilka samarbetar ni med i dag?}
actors:
  - {id: af, name: Arbetsförmedlingen, kind: stat, other_names: [AF], basis: Förordning (2007:1030), sedan: 2008-01-01}
projects:
  - {id: p1, name: Spåret, owner: af, groups: [unga], places: [lycksele]}
groups:
  - {id: unga, name: Unga, definition: 16–24 år}
places:
  - {id: lycksele, name: Lycksele, population: 12500}
questions:
  - {id: q, title: Hinder, codes: [HINDER, stuprör], show: [matrix], about: [af]}
"""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = current_language()
    set_language("en")
    yield
    set_language(before)


def _placed(text: str) -> list[tuple[int, int]]:
    return [(complaint.line, complaint.column) for complaint in complaints_of(text)]


def _said(text: str) -> str:
    return "\n".join(complaint.message for complaint in complaints_of(text))


def test_everything_a_codebook_can_say_is_read() -> None:
    book = parse_codebook(WHOLE)
    assert (book.project, book.language, book.method) == ("Regional samverkan", "sv", "framework")
    assert book.codes == (
        CodeEntry("hinder", "Hinder", colour="red"),
        CodeEntry(
            "stuprör",
            "Stuprör mellan myndigheter",
            "hinder",
            definition="Skilda uppdrag och budgetar.",
            use_when="När uppdragen skiljer.",
            not_when="Enbart missnöje: en handläggare.",
            keywords=("stuprör", "2014"),
            examples=("Alla gör sitt.",),
        ),
        CodeEntry("2014", "2014"),
    )
    items = {item.key: item for item in book.items}
    assert items["f3"].name == "Vilka samarbetar ni med i dag?"
    assert items["af"].data == {
        "kind": "stat",
        "other_names": ["AF"],
        "basis": "Förordning (2007:1030)",
        "sedan": "2008-01-01",
    }
    assert items["lycksele"].data == {"population": 12500}
    assert items["q"].data["codes"] == ["hinder", "stuprör"], "ids come out as they are written at home"


def test_the_tree_can_be_asked() -> None:
    book = parse_codebook(WHOLE)
    assert [theme.key for theme in book.themes] == ["hinder", "2014"]
    assert [code.key for code in book.descendants("hinder")] == ["stuprör"]
    assert book.theme_of("stuprör").key == "hinder"
    assert book.colour_of("stuprör") == "red"
    assert book.colour_of("2014") == ""
    assert [item.key for item in book.register("actor")] == ["af"]


def test_only_themes_is_needed() -> None:
    assert parse_codebook("themes:\n") == Codebook()
    assert parse_codebook("themes: []") == Codebook(language="sv", method="codebook")


def test_windows_newlines_and_a_byte_order_mark_change_nothing() -> None:
    assert parse_codebook("\ufeff" + WHOLE.replace("\n", "\r\n")) == parse_codebook(WHOLE)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("themes:\n  - id: a\n\tname: b\n", (3, 1), "indented with a tab"),
        ("themes:\n  - id: a\n    name:\tb\n", (3, 10), "tab stands here"),
        ("themes:\n  - id: a\n    name: b: c\n", (3, 12), "quotation marks"),
        ("themes:\n  - id: a\n     name: b\n", (3, 10), "indented further"),
        ("themes:\n  - id: a\n   name: b\n", (3, 4), "not indented like"),
        ('themes:\n  - id: a\n    name: "b\n', (3, 11), "never closed"),
        ("themes:\n  - id: a\n    keywords: [a, b\n    name: c\n", (3, 15), "comma is missing"),
        ("themes:\n  - id: @a\n", (2, 9), "cannot begin with @"),
        ("themes:\n  - {id: a, name: !Viktigt möte}\n", (2, 19), "cannot begin with !"),
        ("themes:\n  - id: a\n    name\n    colour: red\n", (3, 5), "colon is missing"),
        ("themes: []\n---\nthemes: []\n", (2, 1), "second document"),
        ("themes:\n  - id: a\x07\n", (2, 10), "U+0007"),
        ("", (1, 1), "empty"),
        ("hej", (1, 1), "begins with keys"),
        ("project: x\n", (1, 1), "“themes:” is missing"),
        ("themes: x\n", (1, 9), "must be a list"),
        ("themes:\n  - hinder\n", (2, 5), "must begin “- id: …”"),
        ("themes:\n  - name: Hinder\n", (2, 5), "id is missing"),
        ("themes:\n  - id:\n    name: A\n", (2, 8), "id is empty"),
        ("themes:\n  - id: a b\n    name: A\n", (2, 9), "“a b” is no id"),
        ("themes:\n  - id: -a\n    name: A\n", (2, 9), "“-a” is no id"),
        ("themes:\n  - id: a\n", (2, 5), "“name” is missing"),
        ("themes:\n  - {id: a, name: A, color: red}\n", (2, 22), "Did you mean “colour”"),
        ("themes:\n  - {id: a, name: A, beskrivning: x}\n", (2, 22), "There are: id, name"),
        ("themes: []\nguide:\n  - {id: f, name: A, text: B}\n", (3, 13), "Did you mean “text”"),
        ("themes: []\nactors:\n  - {id: f, name: A, other_name: [B]}\n", (3, 22), "Did you mean “other_names”"),
        ("themes:\n  - {id: a, name: A, colour: röd}\n", (2, 30), "red, orange"),
        ("language: no\nthemes: []\n", (1, 11), "sv, en"),
        ("method: grounded\nthemes: []\n", (1, 9), "codebook, framework, reflexive"),
        ("themes:\n  - {id: a, name: A, keywords: b}\n", (2, 32), "“keywords” must be a list"),
        ("themes:\n  - {id: a, name: A, keywords: [b, '']}\n", (2, 36), "is empty"),
        ("themes:\n  - {id: a, name: [A]}\n", (2, 19), "“name” must be a text"),
        ("themes:\n  - id: a\n    name: A\n    name: B\n", (4, 5), "it stands on line 3"),
        ("themes: []\nplaces:\n  - {id: a, name: A, population: 12 500}\n", (3, 34), "whole number"),
        ("themes:\n  - {id: ab, name: A}\nquestions:\n  - {id: q, title: Q, codes: [abb]}\n", (4, 31), "mean “ab”"),
        ("themes: []\nquestions:\n  - {id: q, title: Q, about: [af]}\n", (3, 31), "no actor, group or place “af”"),
        ("themes: []\nprojects:\n  - {id: q, name: Q, places: [af]}\n", (3, 31), "no place “af”"),
        ("themes:\n  - &a {id: a, name: A}\n  - *a\n", (2, 5), "cannot begin with &"),
    ],
)
def test_a_fault_is_named_in_plain_words_where_it_is(text: str, place: tuple[int, int], words: str) -> None:
    assert place in _placed(text)
    assert words in _said(text)


def test_endless_nesting_is_a_fault_like_others() -> None:
    assert "too deeply" in _said("themes: " + "[" * 1000)


def test_every_line_indented_with_a_tab_is_named_at_once() -> None:
    assert _placed("themes:\n\t- id: a\n\t  name: A\n  \t# c\n") == [(2, 1), (3, 1), (4, 3)]


def test_an_id_used_twice_names_both_lines_whatever_it_is_the_id_of() -> None:
    text = "themes:\n  - {id: språk, name: A}\nactors:\n  - {id: Språk, name: B}\n"
    (complaint,) = complaints_of(text)
    assert (complaint.line, complaint.column) == (4, 10)
    assert "line 2" in complaint.message


def test_a_decomposed_id_is_the_same_id() -> None:
    assert parse_codebook("themes:\n  - {id: spra\u030ak, name: A}\n").codes[0].key == "språk"


def test_all_faults_of_a_file_come_in_one_go_and_in_its_order() -> None:
    text = "language: no\nthemes:\n  - id: a b\n    nam: x\n    colour: brun\n  - id: c\n"
    assert _placed(text) == sorted(_placed(text))
    assert {line for line, _column in _placed(text)} == {1, 3, 4, 5, 6}
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, "studie/codebook.yaml")
    count = len(complaints_of(text))
    assert len(caught.value.complaints) == count
    assert str(caught.value).startswith("studie/codebook.yaml:1:11: ")
    assert str(caught.value).endswith(f"(and {count - 1} more)")
    assert "\n" not in str(caught.value)


def test_names_may_be_alike() -> None:
    assert complaints_of("themes:\n  - {id: a, name: A}\n  - {id: b, name: A}\n") == []


def test_a_complaint_shows_nothing_that_a_terminal_would_obey() -> None:
    said = _said('themes:\n  - id: "a\\e[31m"\n    name: A\n')
    assert "\x1b" not in said
    assert "[31m" in said


def test_a_register_may_say_more_than_the_program_knows() -> None:
    text = "themes: []\nactors:\n  - {id: a, name: A, webb: a.se, år: [2012, 1.5, true], tom: }\n"
    assert parse_codebook(text).items[0].data == {"webb": "a.se", "år": [2012, 1.5, True]}
