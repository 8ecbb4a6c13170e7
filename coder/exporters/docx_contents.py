"""A table of contents in Word: a field that Word brings up to date, filled beforehand so that it is never empty."""

from coder.exporters.document import Contents, Document
from coder.exporters.docx_elements import Element, Pen, add, paragraph, run
from coder.guard import visible


def contents(body: Element, pen: Pen, block: Contents, document: Document) -> None:
    """The headings as links, without page numbers: those are known to whoever sets the pages."""
    paragraph(body, pen.style("TOCHeading"), block.title)
    headings = document.headings(block.levels)
    for number, heading in enumerate(headings, 1):
        line = paragraph(body, pen.style(f"TOC{heading.level}"))
        if number == 1:
            _field(line, "begin")
            instruction = add(add(line, "r"), "instrText")
            instruction.text = f' TOC \\o "1-{block.levels}" \\h \\z \\u '
            _field(line, "separate")
        link = add(line, "hyperlink", anchor=heading_bookmark(number), history=1)
        run(link, " ".join(visible(heading.text).split()))
        if number == len(headings):
            _field(line, "end")


def heading_bookmark(number: int) -> str:
    """The name that Word itself would give."""
    return f"_Toc{number:08}"


def _field(line: Element, kind: str) -> None:
    add(add(line, "r"), "fldChar", fldCharType=kind)


def is_listed(level: int, document: Document) -> bool:
    """Whether a heading of this level stands in the document's table of contents."""
    return any(isinstance(block, Contents) and level <= block.levels for block in document.blocks)
