"""What the standard has no place for, as readable lines at the end of a ``Description``, and read back from there.

The format: the text, an empty line, a line ``[coder]``, then a line ``key: value`` for each field. A key that has
several values stands once for each. In a value a backslash is written ``\\\\`` and a line break ``\\n``.

- of a code: ``id, colour, use_when, not_when, keyword…, example…, retired`` (its definition is the text);
- of a coding: ``about…`` as ``key (register: name)``, ``voice, mode, starred, quote``;
- of a source: ``file, format, turns`` (how turns begin), ``times`` (``offset=milliseconds``, where the text does not
  say them), ``speakers`` (as in a transcript's head);
- of the project: ``language, method``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MARK = "[coder]"

_LINE = re.compile(r"(?P<key>[a-z_]+):(?: (?P<value>.*))?")
_ESCAPED = re.compile(r"\\(.)")
_ABOUT = re.compile(r"(?P<key>\S+)(?: \((?P<register>actor|group|place): (?P<name>.*)\))?", re.DOTALL)
_TIME = re.compile(r"(\d{1,9})=(\d{1,12})", re.ASCII)

Field = tuple[str, str]


@dataclass(frozen=True)
class Described:
    """A description taken apart."""

    text: str
    fields: tuple[Field, ...] = ()

    def one(self, key: str) -> str:
        """The last value of a key, "" where it is not there."""
        return next((value for name, value in reversed(self.fields) if name == key), "")

    def all(self, key: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.fields if name == key)


@dataclass(frozen=True)
class About:
    """Whom a coding is about, as its description says."""

    key: str
    register: str = ""
    """``actor``, ``group`` or ``place``; empty where nothing is said."""
    name: str = ""


def described(text: str, fields: Iterable[Field]) -> str:
    """A description with fields; one that holds the mark itself gets an empty list of fields, so that it stays text."""
    kept = [f"{key}: {_escaped(value)}" for key, value in fields if value]
    if not kept and MARK not in text:
        return text
    return "\n".join([*([text, ""] if text else []), MARK, *kept])


def taken_apart(description: str) -> Described:
    """A description's text and fields; one of another program is all text."""
    lines = description.replace("\r\n", "\n").split("\n")
    marks = [number for number, line in enumerate(lines) if line.strip() == MARK]
    if not marks:
        return Described(description)
    found = [_LINE.fullmatch(line.strip()) for line in lines[marks[-1] + 1 :] if line.strip()]
    if not all(found):
        return Described(description)
    before = lines[: marks[-1]]
    text = "\n".join(before[:-1] if before and not before[-1].strip() else before)
    return Described(text, tuple((match["key"], _plain(match["value"] or "")) for match in found if match))


def about_line(key: str, register: str, name: str) -> str:
    return f"{key} ({register}: {name})"


def about_in(line: str) -> About:
    """Whom a line says a coding is about."""
    match = _ABOUT.fullmatch(line)
    return About(match["key"], match["register"] or "", match["name"] or "") if match else About(line)


def times_line(times: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{start}={time}" for start, time in times)


def times_in(line: str) -> dict[int, int]:
    """Milliseconds by offset."""
    return {int(match[1]): int(match[2]) for match in _TIME.finditer(line)}


def fields_of_code(
    key: str, colour: str, use_when: str, not_when: str, keywords: Sequence[str], examples: Sequence[str], retired: bool
) -> list[Field]:
    """What a code's description says besides its definition."""
    return [
        ("id", key),
        ("colour", colour),
        ("use_when", use_when),
        ("not_when", not_when),
        *(("keyword", word) for word in keywords),
        *(("example", words) for words in examples),
        ("retired", "true" if retired else ""),
    ]


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], value)
