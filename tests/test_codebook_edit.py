"""Changes to codebook.yaml: what was wanted is said, and nothing else in the file moves by a byte."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.book import COLOURS, Codebook, CodeEntry
from coder.codebook.edit import add_code, move_code, remove_code, rename_code, set_field
from coder.codebook.parse import CodebookError, parse_codebook
from coder.codebook.write import render_codebook
from coder.errors import CoderError
from coder.i18n import current_language, set_language
from tests.test_codebook_write import codebooks, lists_of_texts, names, texts

FILE = """\
# The study's codebook.
themes:
  # What stands in the way.
  - id: hinder   # do not rename
    name:   'Hinder'
    codes:
      # The classic one.
      # See the minutes.
      - id: stuprör
        definition: >
          Skilda uppdrag
          och budgetar.
        name: Stuprör
        keywords:
          - stuprör      # their word
          # our word
          - olika uppdrag
          # said in Umeå
          - "mellan stolarna"
        # Stuprör's own last words.
      # About distance.
      - {id: avstånd, name: Avstånd, keywords: [mil, "körkort"]}   # flow
        # still about distance

  # What helps.
  - id: möjligheter
    name: Möjligheter
    colour: green # calm
    codes: []   # none yet
# end of themes
questions:
  - {id: q, title: Q, codes: [hinder, avstånd]}   # q
"""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = current_language()
    set_language("en")
    yield
    set_language(before)


def _changes(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came, with their newlines."""
    rows = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [row[2:] for row in rows if row[0] == "-"], [row[2:] for row in rows if row[0] == "+"]


def test_a_new_name_keeps_the_style_of_the_old_one_and_the_rest_of_its_line() -> None:
    assert _changes(FILE, rename_code(FILE, "hinder", "Svårt: 'hinder'")) == (
        ["    name:   'Hinder'\n"],
        ["    name:   'Svårt: ''hinder'''\n"],
    )
    assert _changes(FILE, rename_code(FILE, "stuprör", "Stuprör: regler")) == (
        ["        name: Stuprör\n"],
        ['        name: "Stuprör: regler"\n'],
    )
    assert _changes(FILE, rename_code(FILE, "avstånd", "Mil, och åter mil"))[1] == [
        '      - {id: avstånd, name: "Mil, och åter mil", keywords: [mil, "körkort"]}   # flow\n'
    ]


def test_a_field_that_is_there_changes_in_its_place() -> None:
    assert _changes(FILE, set_field(FILE, "möjligheter", "colour", "blue")) == (
        ["    colour: green # calm\n"],
        ["    colour: blue # calm\n"],
    )
    assert _changes(FILE, set_field(FILE, "möjligheter", "colour", ""))[1] == ['    colour: "" # calm\n']


def test_a_field_that_is_not_there_gets_a_line_in_the_usual_order() -> None:
    after = set_field(FILE, "möjligheter", "use_when", "När något hjälper.")
    assert _changes(FILE, after) == ([], ["    use_when: När något hjälper.\n"])
    assert "    colour: green # calm\n    use_when: När något hjälper.\n    codes: []" in after
    flow = set_field(FILE, "avstånd", "colour", "red")
    assert "- {id: avstånd, name: Avstånd, colour: red, keywords: [mil" in flow


def test_an_empty_field_gets_its_value_behind_its_colon() -> None:
    text = "themes:\n  - id: a\n    name: A\n    definition:   # later\n    keywords:\n"
    assert _changes(text, set_field(text, "a", "definition", "Nu.")) == (
        ["    definition:   # later\n"],
        ["    definition: Nu.   # later\n"],
    )
    assert _changes(text, set_field(text, "a", "keywords", ["x"]))[1] == ["    keywords: [x]\n"]


def test_a_folded_text_stays_folded() -> None:
    after = set_field(FILE, "stuprör", "definition", "Ny text.\nMed # och: kolon.")
    assert _changes(FILE, after) == (
        ["          Skilda uppdrag\n", "          och budgetar.\n"],
        ["          Ny text.\n", "\n", "          Med # och: kolon.\n"],
    )


def test_keywords_that_stay_keep_their_lines_comments_and_quotation_marks() -> None:
    after = set_field(FILE, "stuprör", "keywords", ["stuprör", "mellan stolarna", "remiss: ny"])
    assert _changes(FILE, after) == (
        ["          # our word\n", "          - olika uppdrag\n"],
        ['          - "remiss: ny"\n'],
    )
    flow = set_field(FILE, "avstånd", "keywords", ["buss", "mil", "körkort"])
    assert 'keywords: [buss, mil, "körkort"]}   # flow' in flow
    none = set_field(FILE, "stuprör", "keywords", [])
    assert "        keywords: []\n        # Stuprör's own last words.\n" in none


def test_a_new_code_comes_last_and_comments_stay_where_they_belong() -> None:
    entry = CodeEntry("språk", "Språk", keywords=("sfi",), examples=("Jo.",))
    after = add_code(FILE, "hinder", entry)
    assert _changes(FILE, after) == (
        [],
        [
            "      - id: språk\n",
            "        name: Språk\n",
            "        keywords: [sfi]\n",
            '        examples: ["Jo."]\n',
        ],
    )
    assert "# still about distance\n      - id: språk\n" in after
    first = add_code(FILE, "hinder", entry, position=1)
    assert '        examples: ["Jo."]\n      # About distance.\n' in first


def test_a_first_code_below_another_gets_a_list_of_its_own() -> None:
    entry = CodeEntry("praktik", "Praktik")
    after = add_code(FILE, "möjligheter", entry)
    assert "    codes:   # none yet\n      - id: praktik\n        name: Praktik\n# end of themes\n" in after
    deeper = add_code(FILE, "stuprör", entry)
    assert (
        "        # Stuprör's own last words.\n        codes:\n          - id: praktik\n            name: Praktik\n"
        in deeper
    )
    flow = add_code(FILE, "avstånd", entry)
    assert 'keywords: [mil, "körkort"], codes: [{id: praktik, name: Praktik}]}   # flow' in flow


def test_a_new_theme_is_set_apart_as_the_others_are() -> None:
    after = add_code(FILE, None, CodeEntry("roller", "Roller"))
    assert "    codes: []   # none yet\n\n  - id: roller\n    name: Roller\n# end of themes\n" in after


def test_a_moved_code_takes_its_own_comments_along_and_leaves_its_neighbours() -> None:
    after = move_code(FILE, "stuprör", "möjligheter")
    assert "    codes:\n      # About distance.\n      - {id: avstånd" in after
    assert "    codes:   # none yet\n      # The classic one.\n      # See the minutes.\n      - id: stuprör\n" in after
    assert "        # Stuprör's own last words.\n# end of themes\n" in after
    deeper = move_code(FILE, "hinder", "möjligheter")
    assert "      # What stands in the way.\n      - id: hinder   # do not rename\n        name:   'Hinder'\n" in deeper
    assert "themes:\n  # What helps.\n" in deeper


def test_a_flow_item_moves_as_it_is_written() -> None:
    after = move_code(FILE, "avstånd", None, 0)
    assert after.startswith(
        "# The study's codebook.\n"
        "themes:\n"
        "  # About distance.\n"
        '  - {id: avstånd, name: Avstånd, keywords: [mil, "körkort"]}   # flow\n'
        "    # still about distance\n"
        "\n"
        "  # What stands in the way.\n"
    )


def test_moving_there_and_back_gives_the_same_bytes() -> None:
    there = move_code(FILE, "avstånd", None, 0)
    assert move_code(there, "avstånd", "hinder", 1) == FILE


def test_a_removed_code_takes_all_below_it_and_leaves_its_neighbours_comments() -> None:
    after = remove_code(FILE, "stuprör")
    assert [row for row in FILE.splitlines() if row not in after.splitlines()] == FILE.splitlines()[6:20]
    whole = remove_code(FILE, "hinder")
    assert whole.startswith("# The study's codebook.\nthemes:\n  # What helps.\n  - id: möjligheter\n")


def test_a_removed_code_is_taken_out_of_the_questions_that_name_it() -> None:
    assert "codes: [hinder]}   # q" in remove_code(FILE, "avstånd")
    assert "codes: []}   # q" in remove_code(FILE, "hinder")


def test_the_last_code_takes_its_list_along_unless_something_is_said_there() -> None:
    bare = "themes:\n  - id: a\n    name: A\n    codes:\n      - id: b\n        name: B\n    colour: red\n"
    assert remove_code(bare, "b") == "themes:\n  - id: a\n    name: A\n    colour: red\n"
    text = "themes:\n  - id: a\n    name: A\n    codes: # here\n      - id: b\n        name: B"
    assert remove_code(text, "b") == "themes:\n  - id: a\n    name: A\n    codes: [] # here"
    assert remove_code("themes:\n  - id: a\n    name: A\n", "a") == "themes: []\n"


FLOW = "themes: [{id: a, name: A, codes: [{id: b, name: B}, {id: c, name: C}]}, {id: d, name: D}]\n"


def test_a_file_in_flow_style_stays_in_flow_style() -> None:
    assert rename_code(FLOW, "c", "x") == FLOW.replace("C", "x")
    assert remove_code(FLOW, "b") == FLOW.replace("{id: b, name: B}, ", "")
    assert remove_code(FLOW, "c") == FLOW.replace(", {id: c, name: C}", "")
    assert move_code(FLOW, "c", "d") == (
        "themes: [{id: a, name: A, codes: [{id: b, name: B}]}, {id: d, name: D, codes: [{id: c, name: C}]}]\n"
    )
    assert add_code(FLOW, "a", CodeEntry("e", "E"), 0) == FLOW.replace("codes: [", "codes: [{id: e, name: E}, ")


def test_lists_that_are_not_indented_stay_so() -> None:
    text = "themes:\n- id: a\n  name: A\n- id: b\n  name: B\n"
    assert move_code(text, "b", "a") == "themes:\n- id: a\n  name: A\n  codes:\n  - id: b\n    name: B\n"


def test_newlines_of_windows_and_a_missing_last_one_stay() -> None:
    text = "themes:\r\n  - id: a\r\n    name: A"
    after = add_code(text, "a", CodeEntry("b", "B"))
    assert after == text + "\r\n    codes:\r\n      - id: b\r\n        name: B"
    assert move_code(after, "b", None, 0) == ("themes:\r\n  - id: b\r\n    name: B\r\n  - id: a\r\n    name: A")


def test_what_cannot_be_done_safely_is_refused_with_the_line_to_change() -> None:
    # The lines of a code do not fit between brackets.
    text = "themes:\n  - id: a\n    name: A\n  - {id: b, name: B, codes: [{id: c, name: C}]}\n"
    with pytest.raises(CoderError, match=r"line 4 .* by hand"):
        move_code(text, "a", "b")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: rename_code(FILE, "finns-ej", "X"), "no code “finns-ej”"),
        (lambda: rename_code(FILE, "hinder", "  "), "needs a name"),
        (lambda: set_field(FILE, "hinder", "colour", "brun"), "red, orange"),
        (lambda: set_field(FILE, "hinder", "color", "red"), "there are: colour"),
        (lambda: set_field(FILE, "hinder", "keywords", "ett ord"), "cannot be set"),
        (lambda: add_code(FILE, None, CodeEntry("Q", "X")), "“Q” is taken"),
        (lambda: add_code(FILE, None, CodeEntry("a b", "X")), "is no id"),
        (lambda: move_code(FILE, "hinder", "stuprör"), "below itself"),
    ],
)
def test_a_wrong_wish_is_answered_in_one_line(change: Callable[[], str], words: str) -> None:
    with pytest.raises(CoderError) as caught:
        change()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_faulty_file_is_not_touched() -> None:
    with pytest.raises(CodebookError):
        rename_code("themes:\n\t- id: a\n", "a", "B")


@st.composite
def _files(draw: st.DrawFn) -> tuple[Codebook, str]:
    """A file as people leave it: comments and blank lines between codes, either newline."""
    book = draw(codebooks().filter(lambda book: bool(book.codes)))
    rows: list[str] = []
    for row in render_codebook(book).splitlines():
        if row.lstrip().startswith("- id:"):
            indent = " " * (len(row) - len(row.lstrip()))
            rows += draw(st.sampled_from([[], [], [""], [indent + "# a comment"], ["# far left", indent + "# near"]]))
        rows.append(row)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return book, newline.join(rows) + draw(st.sampled_from(["", newline]))


def _other_lines(text: str) -> Counter[str]:
    """The lines without their indents; lines that hold lists of codes may lose or get a list."""
    rows = (row.strip() for row in text.split("\n"))
    return Counter(row for row in rows if row and row not in ("codes:", "codes: []", "themes:", "themes: []"))


@settings(max_examples=60, deadline=None)
@given(_files(), st.data())
def test_a_field_of_any_code_in_any_file_can_be_set(file: tuple[Codebook, str], data: st.DataObject) -> None:
    book, text = file
    code = data.draw(st.sampled_from(book.codes))
    field, value = data.draw(
        st.one_of(
            st.tuples(st.just("name"), names),
            st.tuples(st.sampled_from(["definition", "use_when", "not_when"]), texts),
            st.tuples(st.just("colour"), st.sampled_from(COLOURS)),
            st.tuples(st.sampled_from(["keywords", "examples"]), lists_of_texts),
        )
    )
    renamed = field == "name" and isinstance(value, str)
    after = rename_code(text, code.key, str(value)) if renamed else set_field(text, code.key, field, value)
    assert getattr(parse_codebook(after).by_key[code.key], field) == value
    gone, come = _changes(text, after)
    assert len(gone) <= 1 + (not text.endswith("\n"))
    assert len(come) <= 1 + (not text.endswith("\n"))


@settings(max_examples=60, deadline=None)
@given(_files(), st.data())
def test_a_code_can_be_moved_anywhere(file: tuple[Codebook, str], data: st.DataObject) -> None:
    book, text = file
    code = data.draw(st.sampled_from(book.codes))
    below = {code.key, *(each.key for each in book.descendants(code.key))}
    parent = data.draw(st.sampled_from([None, *(each.key for each in book.codes if each.key not in below)]))
    position = data.draw(st.sampled_from([None, 0, 1]))
    after = move_code(text, code.key, parent, position)
    now = parse_codebook(after)
    siblings = [each.key for each in now.children(parent)]
    place = len(siblings) - 1 if position is None else min(position, len(siblings) - 1)
    assert siblings[place] == code.key
    assert {each.key: each.name for each in now.codes} == {each.key: each.name for each in book.codes}
    assert _other_lines(after) == _other_lines(text)


@settings(max_examples=60, deadline=None)
@given(_files(), st.data())
def test_a_code_can_be_added_and_removed_again_anywhere(file: tuple[Codebook, str], data: st.DataObject) -> None:
    book, text = file
    parent = data.draw(st.sampled_from([None, *(code.key for code in book.codes)]))
    entry = CodeEntry("ny-kod", data.draw(names), parent, keywords=data.draw(lists_of_texts))
    there = add_code(text, parent, entry, data.draw(st.sampled_from([None, 0, 1])))
    assert parse_codebook(there).by_key["ny-kod"] == entry
    assert not _other_lines(text) - _other_lines(there)
    back = remove_code(there, "ny-kod")
    assert parse_codebook(back) == book
    assert _other_lines(back) == _other_lines(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: rename_code(text, "avstånd", "Mil"),
        lambda text: set_field(text, "stuprör", "definition", "En rad.\n\nEn till."),
        lambda text: set_field(text, "stuprör", "keywords", ["ny", "stuprör", "mellan stolarna"]),
        lambda text: set_field(text, "hinder", "examples", ["Ja."]),
        lambda text: add_code(text, "avstånd", CodeEntry("ny", "Ny")),
        lambda text: add_code(text, "hinder", CodeEntry("ny", "Ny", definition="Två\nrader."), 0),
        lambda text: move_code(text, "stuprör", None),
        lambda text: remove_code(text, "avstånd"),
    ],
)
def test_a_file_with_windows_newlines_changes_in_the_same_places(change: Callable[[str], str]) -> None:
    assert change(FILE.replace("\n", "\r\n")) == change(FILE).replace("\n", "\r\n")
