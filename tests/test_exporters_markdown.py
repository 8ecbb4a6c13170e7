"""Markdown exports, read back with a CommonMark parser: what is rendered is the text, and nothing but text."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coder.exporters.document import Block, Column, Document, Heading, Paragraph, Quote, Table, Term, Value
from coder.exporters.markdown import MarkdownExporter
from coder.guard import visible

# Everything that CommonMark and GitHub's Markdown read as more than text, and Swedish prose around it.
MARKUP = st.text(alphabet="\\`*_[]<>#|~!$&;:/@.()-+=1234567890 \t\n\"'aåäö www")
MARKS = ["**", "__", "~~", "```", "---", "***", "===", "<br>", "<!--", "<b>", "&amp;", "&#42;", "[a](b)", "![a](b)"]
MARKS += ["https://a.se", "www.a.se", "a@b.se", "<http://a>", "1.", "2)", "-", "+", "*", ">", "#", "[^1]", "|---|---|"]
MARKS += ["---|---", ":-", ":-:", "\\", "ord", "$x$", "\x1b[31m", "\u202e"]
SPACES = [" ", "  \n", "\n", "\n\n", "    ", "\t", "\u00a0", "\u2003", "\r\n", "\x85", "\u2028"]
PIECES = st.lists(st.sampled_from([*MARKS, *SPACES, "[a]: b", "[ ] ", "| a | b |"]), max_size=8).map("".join)
TEXTS = st.one_of(MARKUP, PIECES, st.text())
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"text", "softbreak", "hardbreak", "em_open", "em_close", "strong_open", "strong_close"}


def markdown(*blocks: Block, title: str = "") -> str:
    out = io.BytesIO()
    MarkdownExporter().export(Document(title, "sv", blocks), out)
    return out.getvalue().decode("utf-8")


def structure(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens if token.type.endswith("_open")]


def texts(tokens: list[Token], *, allow_breaks: bool = False) -> list[str]:
    """The text of each inline run; fails on any markup inside it but the exporter's own."""
    found = []
    for token in tokens:
        if token.type != "inline":
            continue
        pieces = []
        for child in token.children or []:
            if allow_breaks and child.type == "html_inline" and child.content == "<br>":
                pieces.append("\n")
                continue
            assert child.type in PLAIN, child
            pieces.append("\n" if child.type.endswith("break") else child.content)
        found.append("".join(pieces))
    return found


@given(TEXTS.filter(lambda text: text != ""))
def test_a_paragraph_renders_as_its_text(text: str) -> None:
    tokens = PARSER.parse(markdown(Paragraph(text)))
    assert structure(tokens) == ["paragraph_open"]
    assert texts(tokens) == [visible(text)]


@given(TEXTS.filter(lambda text: text != ""))
def test_a_caption_is_emphasised_and_still_its_text(text: str) -> None:
    tokens = PARSER.parse(markdown(Paragraph(text, emphasis=True)))
    assert next(child.type for child in tokens[1].children or []) == "em_open"
    assert texts(tokens) == [visible(text)]


@given(TEXTS, st.integers(1, 4))
def test_a_heading_renders_as_its_text_on_one_line(text: str, level: int) -> None:
    tokens = PARSER.parse(markdown(Heading(level, text)))
    assert structure(tokens) == ["heading_open"]
    assert tokens[0].tag == f"h{level + 1}"
    assert texts(tokens) == [visible(text).replace("\n", " ")]


@given(TEXTS.filter(lambda text: text != ""), TEXTS, TEXTS)
def test_a_quote_is_one_block_quote_with_its_lines_and_origin(text: str, attribution: str, note: str) -> None:
    quote = Quote(text, "C-7K2M9", attribution, note)
    tokens = PARSER.parse(markdown(quote, Quote("nästa", "C-2", "")))
    inner = ["paragraph_open"] * (3 if note else 2)
    assert structure(tokens) == ["blockquote_open", *inner, "blockquote_open", "paragraph_open", "paragraph_open"]
    expected = [visible(text), "— " + visible(quote.origin)] + ([visible(quote.remark("sv"))] if note else [])
    assert texts(tokens)[: len(expected)] == expected


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_a_table_keeps_its_cells(rows: list[tuple[Value, ...]]) -> None:
    columns = (Column("a", "A|b"), Column("b", "*B*"))
    tokens = PARSER.parse(markdown(Table("t", "", columns, tuple(rows)), Paragraph("efter")))
    cells = [visible(str(value)) for row in rows for value in row]
    assert texts(tokens, allow_breaks=True) == ["A|b", "*B*", *cells, "efter"]


@given(TEXTS, TEXTS)
def test_labelled_lines_are_one_list(label: str, text: str) -> None:
    tokens = PARSER.parse(markdown(Term(label, text), Term("Används när", "b"), Paragraph("efter")))
    assert structure(tokens) == ["bullet_list_open", *["list_item_open", "paragraph_open"] * 2, "paragraph_open"]
    one_line = visible(label).replace("\n", " ")
    assert texts(tokens) == [f"{one_line}: {visible(text)}" if text else f"{one_line}:", "Används när: b", "efter"]


@pytest.mark.parametrize(
    "text",
    ["1. ett", "2) två", "- a", "+ a", "* a", "> a", "# a", "rad\n===", "rad\n---", "a | b\n--- | ---", "    kod",
     "```\nkod", "[a](b)", "![a](b)", "[a]\n\n[a]: b", "<b>fet</b>", "<!-- a -->", "<http://a.se>", "&auml;&#65;",
     "`kod`", "**fet**", "rad  \nrad", "rad\\\nrad", "\\*", "***", "[skratt]", "_under_"],
)  # fmt: skip
def test_known_markup_is_plain_text(text: str) -> None:
    tokens = PARSER.parse(markdown(Paragraph(text)))
    assert structure(tokens) == ["paragraph_open"]
    assert texts(tokens) == [text]
    assert {child.type for child in tokens[1].children or []} <= {"text", "hardbreak"}


@pytest.mark.parametrize(
    "text", ["se https://a.se/x", "www.a.se", "skriv till a.b@c.se", "~~struket~~", "| a |\n|---|"]
)
def test_githubs_additions_make_nothing_of_it(text: str) -> None:
    tokens = MarkdownIt("gfm-like").parse(markdown(Paragraph(text)))
    assert texts(tokens) == [text]


def test_the_whole_looks_like_this() -> None:
    written = markdown(
        Paragraph("14 källor", emphasis=True),
        Heading(1, "Hinder"),
        Term("Definition", "Det som står i vägen."),
        Term("Fall", "9 av 14"),
        Quote("Alla gör sitt.\nMm.", "C-7K2M9", "AME Lycksele, replik 14"),
        Table("f", "Hur ofta", (Column("code", "Kod"), Column("n", "Antal"), Column("s", "Andel")),
              (("språk", -3, 0.5), ("a|b", None, None), ("två\nrader", 4, 1.0))),
        title="Sammanfattning",
    )  # fmt: skip
    assert written == (
        "# Sammanfattning\n\n*14 källor*\n\n## Hinder\n\n"
        "- **Definition:** Det som står i vägen.\n- **Fall:** 9 av 14\n\n"
        "> Alla gör sitt.\\\n> Mm.\n>\n> — AME Lycksele, replik 14 · C-7K2M9\n\n"
        "*Hur ofta*\n\n| Kod | Antal | Andel |\n| --- | ---: | ---: |\n"
        "| språk | -3 | 0,500 |\n| a\\|b |  |  |\n| två<br>rader | 4 | 1,000 |\n"
    )


def test_ordinary_speech_is_not_cluttered() -> None:
    text = 'Nä, asså – he är int så lätt (tolv mil!), H&M i Umeå; kl. 9.30, 50 % säger "jo".'
    assert markdown(Paragraph(text)) == text + "\n"
