"""Plain text and Markdown: the text as it stands in the file, Markdown marks included."""

import re
from pathlib import Path

from coder.readers.base import RawTranscript
from coder.readers.decoding import TextReader
from coder.readers.head import split_head
from coder.spans import Span

_HEADING = re.compile(r"^#{1,6}[^\S\n]+\S[^\n]*$", re.MULTILINE)


class PlainReader(TextReader):
    """Reads ``.txt`` and ``.md``."""

    def parsed(self, text: str, path: Path) -> RawTranscript:
        head, text = split_head(text)
        ending = path.suffix.lower().lstrip(".")
        headings = tuple(Span(*match.span()) for match in _HEADING.finditer(text)) if ending == "md" else ()
        return RawTranscript(text, ending, "", head, headings=headings)
