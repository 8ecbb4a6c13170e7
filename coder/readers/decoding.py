"""What readers of text formats share: bytes are decoded here, the format itself sees only text."""

from abc import ABC, abstractmethod
from dataclasses import replace
from pathlib import Path

from coder.readers.base import NOTHING_TOLD, RawTranscript, Told
from coder.readers.encoding import decode, doubts


class TextReader(ABC):
    """A reader of a format that is text, in whatever encoding."""

    def read(self, path: Path, told: Told = NOTHING_TOLD) -> RawTranscript:
        """The transcript; ``Refused`` for what is no text, or not this format."""
        data = path.read_bytes()
        text, encoding = decode(data, told)
        raw = self.parsed(text, path)
        return replace(raw, encoding=encoding, remarks=(*doubts(text, encoding, told), *raw.remarks))

    @abstractmethod
    def parsed(self, text: str, path: Path) -> RawTranscript:
        """What the text says; its encoding is filled in afterwards."""
