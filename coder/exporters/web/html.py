"""A document as one HTML file. Jinja2 escapes every text; the page's look is ``page.css``, its frame ``page.html``.

Accessible after WCAG 2.1 A and AA: language, landmarks, a skip link, headings in order, tables with captions and heads
that scroll in a region of their own, texts for pictures, contrast by day and night. A policy in the page's head forbids
scripts and outside resources, should a text ever get past the escaping.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from markupsafe import Markup

from coder.exporters.document import Column, Contents, Document, Heading, Picture, Quote, Run, Table, Value, shown
from coder.exporters.web.inline import inline_svg
from coder.guard import visible
from coder.i18n import translator

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDER = Path(__file__).parent
_SHADES = 4


class HtmlExporter:
    """Writes all blocks; the title is the only heading of the first level."""

    def export(self, document: Document, out: BinaryIO) -> None:
        page = _Page(document)
        text = _template().render(
            page=page,
            document=document,
            css=Markup(_FOLDER.joinpath("page.css").read_text("utf-8")),
            sections=list(page.sections()),
        )
        out.write(text.encode())


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template("page.html")


class _Page:
    """What the template asks of a document."""

    def __init__(self, document: Document) -> None:
        _ = translator(document.language).gettext
        self.title = document.title or _("Document")
        self.skip = _("Skip to the contents")
        # A block may stand in a document twice, and each has a place of its own.
        self.document = replace(document, blocks=tuple(map(copy, document.blocks)))
        self.contents = next((block for block in self.document.blocks if isinstance(block, Contents)), None)
        self._numbers = {id(block): number for number, block in enumerate(self.document.blocks, 1)}
        self._anchors: set[str] = set()

    def sections(self) -> Iterator[dict[str, Any]]:
        """The blocks by headings of the first level; what comes before the first has none."""
        section: dict[str, Any] = {"heading": None, "blocks": []}
        for block in self.document.blocks:
            if isinstance(block, Contents):
                continue
            if isinstance(block, Heading) and block.level == 1:
                if section["heading"] or section["blocks"]:
                    yield section
                section = {"heading": block, "blocks": []}
            else:
                section["blocks"].append(block)
        if section["heading"] or section["blocks"]:
            yield section

    def listed(self) -> tuple[Heading, ...]:
        return self.document.headings(self.contents.levels) if self.contents else ()

    def kind(self, block: object) -> str:
        return type(block).__name__

    def place(self, block: object) -> str:
        """An id for a block: its number in the document, so that it is one of its own."""
        return f"del-{self._numbers[id(block)]}"

    def anchor(self, quote: Quote) -> str:
        """The id that links lead to; none for a quote that stands a second time under the same anchor."""
        if not quote.anchor or quote.anchor in self._anchors:
            return ""
        self._anchors.add(quote.anchor)
        return _identifier(quote.anchor)

    def to(self, run: Run) -> str:
        return _identifier(run.to)

    def lines(self, text: str) -> Markup:
        """A text with its line breaks."""
        return Markup("<br>").join(visible(text).split("\n"))

    def cell(self, value: Value) -> Markup:
        return self.lines(shown(value, self.document.language))

    def heads(self, table: Table) -> Iterator[tuple[Column, bool]]:
        """The columns, and whether they hold numbers."""
        return zip(table.columns, table.numeric(), strict=True)

    def cells(self, table: Table) -> Iterator[list[dict[str, Any]]]:
        """The rows; a cell says what it is: the head of its row, a number, how darkly it is shaded."""
        numeric, first, end = table.numeric(), *(table.shaded or (0, 0))
        most = max((float(v) for row in table.rows for v in row[first:end] if isinstance(v, int | float)), default=0.0)
        headed = bool(table.shaded) or not numeric[0] if table.columns else False
        for row in table.rows:
            yield [
                {
                    "value": value,
                    "head": place == 0 and headed,
                    "number": number,
                    "shade": _shade(value, most) if first <= place < end else 0,
                }
                for place, (value, number) in enumerate(zip(row, numeric, strict=True))
            ]

    def svg(self, picture: Picture) -> Markup:
        return Markup(inline_svg(picture.svg, self.place(picture)))


def _shade(value: Value, most: float) -> int:
    """0 for nothing, then four steps up to the table's largest number."""
    if not isinstance(value, int | float) or value <= 0 or most <= 0:
        return 0
    return min(_SHADES, int(_SHADES * value / most - 1e-9) + 1)


def _identifier(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z-]", "-", text)
