"""Word's elements, put together one by one, and what a document remembers while it is written."""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import nsmap
from lxml.etree import SubElement

from coder.exporters.document import Run
from coder.guard import visible

W = "{" + nsmap["w"] + "}"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}

Element = Any  # python-docx types its own properties, not the list of children that lxml gives


@dataclass
class Pen:
    """What writing a document's blocks needs to know."""

    file: Any
    """python-docx's document."""
    language: str
    width: int
    """Of the text, in twentieths of a point."""
    styles: dict[str, str] = field(default_factory=dict)
    """Ids of styles by ours, where a template calls them otherwise."""
    bookmarks: dict[str, str] = field(default_factory=dict)
    """Names of bookmarks by the anchors of quotes."""
    placed: set[str] = field(default_factory=set)
    """The bookmarks that stand in the document already."""
    headings: int = 0
    """So many headings of the table of contents were written."""
    marks: int = 0
    """So many bookmarks."""

    def style(self, name: str) -> str:
        return self.styles.get(name, name)

    def bookmark(self, anchor: str) -> str:
        """Word takes letters, digits and underscores, forty at most: anchors get a number."""
        return self.bookmarks.setdefault(anchor, f"quote_{len(self.bookmarks) + 1}")


def add(parent: Element, name: str, **attributes: str | int) -> Element:
    """A new last child ``w:name`` with attributes ``w:…``."""
    return SubElement(parent, W + name, {W + key: str(value) for key, value in attributes.items()})


def paragraph(parent: Element, style: str, text: str = "", *, bold: bool = False, right: bool = False) -> Element:
    """A paragraph; ``style`` is the style's id in this document."""
    element = add(parent, "p")
    properties = add(element, "pPr")
    add(properties, "pStyle", val=style)
    if right:
        add(properties, "jc", val="right")
    run(element, text, bold=bold)
    return element


def run(parent: Element, text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> Element:
    """Words that look alike; their line breaks and tabs stay. Nothing in them is a field: they are text alone."""
    element = add(parent, "r")
    if bold or italic or style:
        properties = add(element, "rPr")
        if style:
            add(properties, "rStyle", val=style)
        if bold:
            add(properties, "b")
        if italic:
            add(properties, "i")
    for number, line in enumerate(visible(text).split("\n")):
        if number:
            add(element, "br")
        for position, piece in enumerate(line.split("\t")):
            if position:
                add(element, "tab")
            if piece:
                SubElement(element, W + "t", _PRESERVE).text = piece
    return element


def runs(parent: Element, pen: Pen, words: tuple[Run, ...]) -> None:
    """Running text; what leads to a quote is a link to its bookmark."""
    for each in words:
        if each.to:
            link = add(parent, "hyperlink", anchor=pen.bookmark(each.to), history=1)
            run(link, each.text, bold=each.strong, italic=each.emphasis, style=pen.style("Hyperlink"))
        else:
            run(parent, each.text, bold=each.strong, italic=each.emphasis)


def bookmarked(element: Element, pen: Pen, name: str) -> None:
    """Put a bookmark around everything in a paragraph but its properties."""
    pen.marks += 1
    element.insert(1, element.makeelement(W + "bookmarkStart", {W + "id": str(pen.marks), W + "name": name}))
    add(element, "bookmarkEnd", id=pen.marks)
