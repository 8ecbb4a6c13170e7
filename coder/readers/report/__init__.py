"""Finished reports: a document becomes paragraphs, with what is known of them as quotations. No database, no turns.

``read_report`` is the way in. Unlike the readers of transcripts it keeps footnotes, endnotes and text boxes, and
joins the cells of a table's row, since what stands beside a quotation says whom it is from.
"""

from pathlib import Path

from coder.errors import Refused
from coder.i18n import _
from coder.readers.limits import check_size
from coder.readers.report.base import ReportParagraph
from coder.readers.report.markdown import markdown_paragraphs, plain_paragraphs
from coder.readers.report.page import page_paragraphs
from coder.readers.report.worddocument import word_paragraphs

__all__ = ["REPORT_ENDINGS", "ReportParagraph", "read_report"]

_READERS = {
    "docx": word_paragraphs,
    "md": markdown_paragraphs,
    "markdown": markdown_paragraphs,
    "html": page_paragraphs,
    "htm": page_paragraphs,
    "txt": plain_paragraphs,
}
REPORT_ENDINGS = tuple(_READERS)


def read_report(path: Path) -> tuple[ReportParagraph, ...]:
    """A report's paragraphs in the order of the document, notes where they are referred to.

    Raises ``Refused`` for another format, for a file that is none of its kind, and ``OSError`` for one that is not
    there.
    """
    read = _READERS.get(path.suffix.lower().lstrip("."))
    if read is None:
        message = _("A report is a file of these kinds: {endings}; save it as one of them.")
        raise Refused(message.format(endings=", ".join(f".{ending}" for ending in REPORT_ENDINGS)))
    check_size(path)
    return tuple(paragraph for paragraph in read(path) if paragraph.text.strip())
