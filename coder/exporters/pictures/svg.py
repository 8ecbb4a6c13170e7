"""What matplotlib's SVG lacks for people who have it read aloud: a description, a language, a part to play."""

import re
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape, quoteattr

_TEXT = "{http://www.w3.org/2000/svg}text"
_ROOT = re.compile(rb"<svg\b[^>]*>")
_TITLE = re.compile(rb"\s*<title>.*?</title>", re.DOTALL)
_FAMILY = b"'DejaVu Sans'"
_FAMILIES = b"'DejaVu Sans', Verdana, Arial, sans-serif"
"""Where the typeface is missing, others of its width; one that is narrower does no harm."""


def described(data: bytes, title: str, description: str, language: str) -> bytes:
    """The picture with a title and a description that its root refers to (WAI-ARIA graphics module, SVG 2).

    It is a document rather than an image: what is no more than an image has nothing in it to read.
    """
    root = _ROOT.search(data)
    assert root is not None
    rest = _TITLE.sub(b"", data[root.end() :], count=1)
    attributes = (
        f' role="graphics-document document" aria-labelledby="title" aria-describedby="description"'
        f" xml:lang={quoteattr(language)}"
    )
    words = f'\n <title id="title">{escape(title)}</title>\n <desc id="description">{escape(description)}</desc>'
    opened = root.group()[:-1] + attributes.encode() + b">" + words.encode()
    return data[: root.start()] + opened + rest.replace(_FAMILY, _FAMILIES)


def texts(data: bytes) -> tuple[str, ...]:
    """Every text that stands in a picture of ours, in its order; a label of two lines is two."""
    found = ("".join(each.itertext()) for each in ElementTree.fromstring(data).iter(_TEXT))
    return tuple(text for text in found if text.strip())
