"""Plain XML, written as it comes: a million elements need no more memory than one."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE = _IN_TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_TEXT = re.compile("[&<>\r]")
_ATTRIBUTE = re.compile('[&<>\r"\n\t]')

Attributes = Mapping[str, str]
"""Those that are empty are left out."""


class XmlWriter:
    """Writes elements, a line each; what XML cannot hold is written as U+FFFD."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._write('<?xml version="1.0" encoding="UTF-8"?>\n')

    @contextmanager
    def element(self, name: str, attributes: Attributes) -> Iterator[None]:
        """An element with others inside."""
        self._write(f"<{name}{_attributes(attributes)}>\n")
        yield
        self._write(f"</{name}>\n")

    def empty(self, name: str, attributes: Attributes) -> None:
        self._write(f"<{name}{_attributes(attributes)}/>\n")

    def text(self, name: str, text: str) -> None:
        """An element that holds text, none where there is none."""
        if text:
            self._write(f"<{name}>{_TEXT.sub(_text_entity, writable(text))}</{name}>\n")

    def _write(self, text: str) -> None:
        self._out.write(text.encode())


def writable(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _attributes(values: Attributes) -> str:
    return "".join(
        f' {name}="{_ATTRIBUTE.sub(_attribute_entity, writable(value))}"' for name, value in values.items() if value
    )


def _text_entity(match: re.Match[str]) -> str:
    return _IN_TEXT[match[0]]


def _attribute_entity(match: re.Match[str]) -> str:
    return _IN_ATTRIBUTE[match[0]]
