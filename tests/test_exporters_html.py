"""Documents as web pages: all of a document is there, none of it is obeyed, and the frame is what readers need."""

import io
import itertools
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from coder.exporters.document import (
    Block,
    Column,
    Contents,
    Document,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Prose,
    Quote,
    Run,
    Table,
    Term,
)
from coder.exporters.web.html import HtmlExporter
from coder.exporters.web.inline import inline_svg
from coder.guard import visible

SVG = (
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="30pt" onload="x()">'
    "<title>Eget</title><style>* { color: red }</style><script>x()</script>"
    '<defs><clipPath id="c"><path d="M0 0"/></clipPath></defs><g clip-path="url(#c)"><use href="#c"/></g>'
    '<use href="http://elsewhere/x.svg#y"/><image href="http://elsewhere/x.png"/><a href="javascript:x()"/>'
    "<foreignObject><p>x</p></foreignObject><text>Umeå &lt;b&gt;</text></svg>"
).encode()


def table(*rows: tuple[str, int | None], shaded: tuple[int, int] | None = (1, 2)) -> Table:
    return Table("codes", "Koder efter fall", (Column("code", "Kod"), Column("cases", "Fall")), rows, shaded)


def page(*blocks: Block, title: str = "Studie", language: str = "sv", notice: str = "") -> str:
    out = io.BytesIO()
    HtmlExporter().export(Document(title, language, blocks, notice), out)
    return out.getvalue().decode()


EVERYTHING: tuple[Block, ...] = (
    Contents("Innehåll"),
    Heading(1, "Hinder"),
    Prose((Run("Alla säger "), Run("samma", emphasis=True), Run(" sak ["), Run("C-7K2M9", to="s1-C-7K2M9"), Run("]"))),
    Listing(((Run("ett"),), (Run("två", strong=True),)), ordered=True),
    Heading(2, "Siffror"),
    table(("språk", 3), ("stuprör", 12), ("buss", None)),
    Quote("Jo,\nså är det.", "C-7K2M9", "AME Byn", "Jämför", anchor="s1-C-7K2M9"),
    Picture("heat", "En bild", "Störst: stuprör, 12", SVG, b""),
    Term("Definition", "Det som hindrar"),
    Paragraph("Slut.", emphasis=True),
)


def tree_of(text: str) -> Any:
    """lxml's types allow an element to be missing wherever one is looked for."""
    return html.document_fromstring(text)


def test_a_page_has_language_landmarks_and_headings_in_order() -> None:
    tree = tree_of(page(*EVERYTHING, notice="För arbetslaget"))
    assert tree.get("lang") == "sv"
    assert tree.findtext(".//title") == "Studie"
    assert [len(tree.findall(f".//{name}")) for name in ("header", "nav", "main", "h1")] == [1, 1, 1, 1]
    levels = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))
    skip = tree.find(".//a[@class='skip']")
    assert skip is not None and skip.get("href") == "#" + str(tree.find(".//main").get("id"))


def test_every_link_leads_somewhere_and_every_id_is_one_of_its_own() -> None:
    tree = tree_of(page(*EVERYTHING, EVERYTHING[6], EVERYTHING[7]))
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    targets = [str(each.get("href")) for each in tree.iter("a")]
    assert targets and all(target.startswith("#") and target[1:] in ids for target in targets)


def test_a_table_has_a_caption_heads_and_a_region_for_the_keyboard() -> None:
    tree = tree_of(page(*EVERYTHING))
    region = tree.find(".//div[@role='region']")
    assert region is not None and region.get("tabindex") == "0"
    caption = region.find(".//caption")
    assert region.get("aria-labelledby") == caption.get("id") and "".join(caption.itertext()) == "Koder efter fall"
    assert [each.get("scope") for each in region.iter("th")] == ["col", "col", "row", "row", "row"]
    classes = [each.get("class") for each in region.iter("td")]
    assert classes == ["number shade1", "number shade4", "number"]


def test_a_quote_is_quoted_with_its_origin_and_a_picture_is_told() -> None:
    tree = tree_of(page(*EVERYTHING))
    figure = tree.find(".//figure[@id='s1-C-7K2M9']")
    assert (
        figure.findtext(".//blockquote/p") == "Jo," and "AME Byn · C-7K2M9" in figure.find("figcaption").text_content()
    )
    picture = tree.find(".//div[@role='img']")
    assert picture.get("aria-label") == "Störst: stuprör, 12" and picture.find("{*}svg") is not None


def test_nothing_comes_from_outside_and_nothing_runs() -> None:
    text = page(*EVERYTHING)
    assert "elsewhere" not in text and "javascript" not in text
    assert not re.search(r"<(script|iframe|object|embed|img|link)\b|\son\w+=|@import|url\(\s*['\"]?(?!#)", text)
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text


def test_a_picture_in_a_page_draws_and_does_no_more() -> None:
    root: Any = etree.fromstring(inline_svg(SVG, "p1").encode())
    names = {etree.QName(each).localname for each in root.iter()}
    assert names == {"svg", "defs", "clipPath", "path", "g", "use", "text"}
    assert root.get("viewBox") == "0 0 90 30" and "onload" not in root.attrib
    assert root.find("{*}g").get("clip-path") == "url(#p1-c)"
    assert [each.get("href") for each in root.iter("{*}use")] == ["#p1-c", None]
    assert root.find("{*}text").text == "Umeå <b>"


class Texts(HTMLParser):
    """What a browser would show, and the elements it would make."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.shown += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.shown += data


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'{}%#[]()-=\x1b\u202e")), min_size=1))
def test_any_text_is_shown_as_it_is_and_makes_no_element(text: str) -> None:
    plain = Texts()
    plain.feed(page(Quote("x", "x", "x"), Paragraph("x"), table(("x", 1))))
    read = Texts()
    read.feed(page(Quote(text, "x", "x"), Paragraph(text), table((text, 1))))
    assert [tag for tag in read.tags if tag != "br"] == plain.tags
    assert read.shown.count(visible(text)) >= 3


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_document_without_anything_is_a_page_all_the_same(language: str) -> None:
    tree = tree_of(page(title="", language=language))
    assert tree.get("lang") == language and tree.findtext(".//h1")
    assert tree.find(".//nav") is None
