"""Codebooks written as files: what is read back is what was written. Also the random codebooks of other tests."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.book import (
    COLOURS,
    REGISTERS,
    Codebook,
    CodeEntry,
    RegisterItem,
    id_from_name,
    in_tree_order,
    is_id,
)
from coder.codebook.parse import parse_codebook
from coder.codebook.values import on_one_line
from coder.codebook.write import render_codebook, starter

# What YAML readers like to take for something else than text, or trip over.
_NASTY = [
    "2014",
    "1e5",
    "0x1f",
    "2014-02-04",
    "null",
    "true",
    "no",
    "~",
    "-",
    "- a",
    "? a",
    "a: b",
    "a #b",
    "# a",
    "[bold]",
    "{a}",
    "a, b",
    "*a",
    "&a",
    "!a b",
    "%a",
    "@a",
    "`a",
    "'a'",
    '"a"',
    "it's",
    "a\\b",
    "a:",
    ":",
    "---",
    "...",
    "två\nrader",
    "\x1b[31m",
    "a\u2028b",
    "a\x85b",
    "\ufeffa",
    "\u202eabc",
    "👩‍👩‍👧",
    "a\u030a",
    "12 500",
]
texts = st.one_of(st.sampled_from(_NASTY), st.text(max_size=12), st.text("abc åäö:#,'\"-", max_size=12)).map(str.strip)
names = texts.map(on_one_line).filter(bool)
ids = st.one_of(
    st.text("abcåäöÅÉ019_-", min_size=1, max_size=5), st.sampled_from(["2014", "null", "no", "1e5", "2014-02-04"])
).filter(is_id)
lists_of_texts = st.lists(texts.filter(bool), max_size=3).map(tuple)


def _data() -> st.SearchStrategy[dict[str, Any]]:
    words = texts.filter(bool)
    anything = st.recursive(
        st.one_of(words, st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=2), st.dictionaries(st.sampled_from(["q", "år"]), inner, min_size=1)
        ),
        max_leaves=4,
    )
    known = {
        "kind": words,
        "other_names": st.lists(words, min_size=1, max_size=2),
        "population": st.integers(0, 10**7),
        "webb": anything,
    }
    return st.fixed_dictionaries({}, optional=known)


@st.composite
def codebooks(draw: st.DrawFn, registers: bool = True) -> Codebook:
    """Any codebook that a file can say."""
    keys = draw(st.lists(ids, max_size=8, unique_by=str.casefold))
    codes: list[CodeEntry] = []
    for key in keys[: len(keys) if not registers else max(0, len(keys) - 2)]:
        parent = draw(st.sampled_from([None, *(code.key for code in codes)]))
        codes.append(
            CodeEntry(
                key=key,
                name=draw(names),
                parent=parent,
                colour=draw(st.sampled_from(["", *COLOURS])),
                definition=draw(texts),
                not_when=draw(texts),
                keywords=draw(lists_of_texts),
                examples=draw(lists_of_texts),
            )
        )
    items = [
        RegisterItem(draw(st.sampled_from(list(REGISTERS))), key, draw(names), draw(_data()))
        for key in keys[len(codes) :]
    ]
    return Codebook(
        project=draw(texts),
        language=draw(st.sampled_from(["sv", "en"])),
        method=draw(st.sampled_from(["codebook", "framework", "reflexive"])),
        codes=in_tree_order(codes),
        items=tuple(sorted(items, key=lambda item: list(REGISTERS).index(item.register))),
    )


@settings(max_examples=150, deadline=None)
@given(codebooks())
def test_a_codebook_comes_back_from_its_file_as_it_was(book: Codebook) -> None:
    assert parse_codebook(render_codebook(book)) == book


def test_a_fresh_file_is_written_in_the_style_of_the_house() -> None:
    book = Codebook(
        "Studien",
        codes=(
            CodeEntry("hinder", "Hinder", colour="red"),
            CodeEntry("stuprör", "Stuprör: regler", "hinder", keywords=("stuprör", "a, b"), examples=("Ja.",)),
            CodeEntry("roller", "Roller"),
        ),
        items=(
            RegisterItem("guide", "f1", "Berätta!"),
            RegisterItem("actor", "af", "Arbetsförmedlingen", {"mandate": "m" * 100, "other_names": ["AF"]}),
        ),
    )
    rows = [row for row in render_codebook(book).splitlines() if not row.startswith("#")]
    assert rows[0] == "project: Studien"
    assert rows[4:] == [
        "themes:",
        "  - id: hinder",
        "    name: Hinder",
        "    colour: red",
        "    codes:",
        "      - id: stuprör",
        '        name: "Stuprör: regler"',
        '        keywords: [stuprör, "a, b"]',
        '        examples: ["Ja."]',
        "",
        "  - id: roller",
        "    name: Roller",
        "",
        "guide:",
        "  - {id: f1, text: Berätta!}",
        "",
        "actors:",
        "  - id: af",
        "    name: Arbetsförmedlingen",
        f"    mandate: {'m' * 100}",
        "    other_names: [AF]",
    ]


@pytest.mark.parametrize(("language", "themes"), [("sv", ["Roller", "Hinder", "Möjligheter"]), ("en", ["Roles"])])
def test_a_new_project_begins_with_a_usable_codebook(language: str, themes: list[str]) -> None:
    book = parse_codebook(starter(language))
    assert book.language == language
    assert [theme.name for theme in book.themes][: len(themes)] == themes
    assert all(book.children(theme.key) for theme in book.themes)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_the_starter_has_behind_hash_signs_is_usable_too(language: str) -> None:
    rows = starter(language).splitlines()
    end = next(number for number, row in enumerate(rows) if "guide:" in row)
    used = [row.removeprefix("# ") if row.startswith("#   - ") or row.endswith(":") else row for row in rows[end:]]
    book = parse_codebook("\n".join([*rows[:end], *used]))
    assert {item.register for item in book.items} == {"guide", "actor", "group", "place", "question"}


def test_an_id_is_made_of_a_name_and_does_not_collide() -> None:
    assert id_from_name("Stuprör mellan myndigheter!") == "stuprör-mellan-myndigheter"
    assert id_from_name("Språk", ["SPRÅK", "språk-2"]) == "språk-3"
    assert is_id(id_from_name("…"))
