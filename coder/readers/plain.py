"""Plain text and Markdown: the text as it stands in the file, Markdown marks included."""

from pathlib import Path

from coder.readers.base import RawTranscript
from coder.readers.encoding import decode
from coder.readers.head import split_head


class PlainReader:
    """Reads ``.txt`` and ``.md``."""

    def read(self, path: Path) -> RawTranscript:
        text, encoding = decode(path.read_bytes())
        head, text = split_head(text)
        return RawTranscript(text, path.suffix.lower().lstrip("."), encoding, head)
