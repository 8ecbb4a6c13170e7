"""A picture before it is drawn, and its bytes in a format.

The same picture gives the same bytes with the same release of matplotlib: identifiers in SVG are salted, no date is
written, and text is set in the typeface that matplotlib brings along.
"""

import io
import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from coder.errors import CoderError
from coder.exporters.container import CREATOR
from coder.exporters.document import Document, Picture, Table
from coder.exporters.pictures.style import BODY, INK, Page
from coder.exporters.pictures.svg import described
from coder.guard import visible
from coder.i18n import _

SVG, PNG = "svg", "png"
FORMATS = (SVG, PNG)

_DOTS_PER_INCH = 200
_AGREED: Any = {
    "font.family": "DejaVu Sans",
    "font.size": BODY,
    "text.color": INK,
    "text.parse_math": False,  # a dollar in somebody's label is a dollar
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.7,
    "svg.fonttype": "none",  # text as text: it can be searched, and read aloud
    "svg.hashsalt": CREATOR,
    "savefig.dpi": _DOTS_PER_INCH,
    "path.simplify": False,
}
_ONE_AT_A_TIME = threading.RLock()
"""matplotlib keeps its settings for the whole process."""


@dataclass(frozen=True)
class Drawing:
    """A picture to be: what it shows, in words and in numbers, and how it is drawn."""

    name: str
    """A short ascii name: the file's."""
    title: str
    description: str
    """For whoever does not see it: what kind of picture it is, and the most important that can be read off it."""
    language: str
    table: Table
    """The data beside the picture; its caption stands under it."""
    draw: Callable[[Page], None]
    width: float
    """Inches of the drawing, without title and caption."""
    height: float
    remarks: tuple[str, ...] = ()
    """What has to be said of the drawing itself, before the data's caption."""

    @property
    def caption(self) -> tuple[str, ...]:
        return tuple(each for each in (*self.remarks, self.table.caption) if each)


def paint(drawing: Drawing, ending: str) -> bytes:
    """Draw a picture; ``CoderError`` for what is no format of pictures."""
    if ending not in FORMATS:
        message = _("There is no format “{name}”; choose one of these: {choices}.")
        raise CoderError(message.format(name=ending, choices=", ".join(FORMATS)))
    title, description = visible(drawing.title), visible(drawing.description)
    out = io.BytesIO()
    with _settings():
        page = Page(title, drawing.caption, drawing.width, drawing.height)
        drawing.draw(page)
        metadata = {"Title": title, "Description": description}
        if ending == PNG:
            page.figure.savefig(out, format=PNG, metadata={**metadata, "Software": CREATOR})
            return out.getvalue()
        constant = {"Date": None, "Creator": CREATOR, "Language": drawing.language}
        page.figure.savefig(out, format=SVG, metadata={**metadata, **constant})
    return described(out.getvalue(), title, description, drawing.language)


def block(drawing: Drawing, svg: bytes, png: bytes = b"") -> Picture:
    """A picture that has been painted, as a part of a document."""
    return Picture(drawing.name, " ".join(drawing.caption), drawing.description, svg, png)


def as_document(drawing: Drawing, svg: bytes) -> Document:
    """All that a picture and the data beside it say, as a document: for whoever searches these for names."""
    return Document(drawing.title, drawing.language, (block(drawing, svg), drawing.table))


@contextmanager
def _settings() -> Iterator[None]:
    """Our settings, whatever stands in a person's own; what matplotlib has to say of fonts concerns nobody."""
    with _ONE_AT_A_TIME:
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        import matplotlib

        with matplotlib.rc_context(), warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(_AGREED)
            yield
