"""What is wrong in a codebook.yaml, with its place, in words of people who do not know YAML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.codebook.lines import Lines
from coder.errors import CoderError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

_LONGEST_SHOWN = 40
_CANNOT_START = re.compile(r"found character '(.+)' that cannot start any token", re.DOTALL)


@dataclass(frozen=True, order=True)
class Complaint:
    """One fault: line and column count from 1, the message is translated."""

    line: int
    column: int
    message: str


class CodebookError(CoderError):
    """A codebook that cannot be used; ``complaints`` holds every fault found, in the order of the file."""

    def __init__(self, complaints: Iterable[Complaint], file_name: str) -> None:
        self.complaints = tuple(complaints)
        first = self.complaints[0]
        message = f"{file_name}:{first.line}:{first.column}: {first.message}"
        more = len(self.complaints) - 1
        if more:
            message += " " + ngettext("(and {count} more)", "(and {count} more)", more).format(count=more)
        super().__init__(message)


def shown(text: str) -> str:
    """A piece of the file as a message quotes it: short, one line, nothing that a terminal would obey."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return clean if len(clean) <= _LONGEST_SHOWN else clean[: _LONGEST_SHOWN - 1] + "…"


def syntax_complaints(error: Exception, lines: Lines) -> list[Complaint]:
    """A parser's error in plain words; with a tab, every other line that begins with one too."""
    # Imported here because nothing else on the start-up path needs it.
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    if isinstance(error, ReaderError):
        return [_complaint(lines, error.position, _unreadable_character(error.character))]
    if isinstance(error, RecursionError):
        return [Complaint(1, 1, _("The lists in this file are nested too deeply to be read."))]
    if not isinstance(error, MarkedYAMLError):
        return [Complaint(1, 1, _("This is not valid YAML: {problem}.").format(problem=error))]
    offset = _offset(error)
    if lines.text[offset : offset + 1] == "\t":
        return _tabs(lines, offset)
    return [_complaint(lines, *_in_plain_words(error, offset, lines))]


def _complaint(lines: Lines, offset: int, message: str) -> Complaint:
    return Complaint(*lines.position(offset), message)


def _offset(error: "MarkedYAMLError") -> int:
    mark = error.problem_mark or error.context_mark
    return int(mark.index) if mark is not None else 0


def _unreadable_character(character: int | str) -> str:
    number = ord(character) if isinstance(character, str) else character
    return _("An invisible control character (U+{number}) stands here; delete it.").format(number=f"{number:04X}")


def _tabs(lines: Lines, offset: int) -> list[Complaint]:
    """The tab at ``offset``, and the lines below it that are indented with tabs."""
    indented = _("This line is indented with a tab; use spaces, as many as the lines beside it have.")
    inside = _("A tab stands here; write a space instead.")
    before = lines.text[lines.start(lines.at(offset)) : offset]
    found = [_complaint(lines, offset, inside if before.strip() else indented)]
    for line in range(lines.at(offset) + 1, len(lines)):
        content = lines.content(line)
        indent = content[: len(content) - len(content.lstrip())]
        if "\t" in indent and content.strip():
            found.append(_complaint(lines, lines.start(line) + indent.index("\t"), indented))
    return found


def _in_plain_words(error: "MarkedYAMLError", offset: int, lines: Lines) -> tuple[int, str]:
    """Where the fault is, and what is to be done about it."""
    problem, context = error.problem or "", error.context or ""
    opened = int(error.context_mark.index) if error.context_mark is not None else offset
    character = _CANNOT_START.search(problem)
    if character or problem.startswith(("found undefined alias", "expected alphabetic or numeric character")):
        first = character.group(1) if character else lines.text[opened if "alias" in context else offset]
        return offset, _("A text cannot begin with {character} here; put it in quotation marks.").format(
            character=shown(first)
        )
    if problem.startswith("mapping values are not allowed"):
        return offset, _colon(lines, offset)
    if "quoted scalar" in context and "end of stream" in problem:
        return opened, _("The quotation mark that opens here is never closed.")
    if "unknown escape character" in problem:
        return offset, _("After \\ in double quotation marks this letter means nothing; write \\\\ for a \\.")
    if "while parsing a flow" in context:
        # A bracket left open is noticed lines later: point to the bracket, on one line to the odd character.
        where = offset if lines.at(offset) == lines.at(opened) else opened
        return where, _("A comma is missing here, or a bracket [ or { is not closed.")
    if "could not find expected ':'" in problem:
        return opened, _("A colon is missing: write a key, a colon and a space, as in “name: Text”.")
    if "expected <block end>" in problem and "<scalar>" in problem:
        return offset, _("Text stands after a closing quotation mark or bracket; put all of it in quotation marks.")
    if "expected <block end>" in problem:
        return offset, _("This line is not indented like the lines that it belongs with.")
    if "block scalar" in context:
        return offset, _("After | or > the text begins on the next line; otherwise put it in quotation marks.")
    if "sequence entries are not allowed" in problem:
        return offset, _("A list's “- ” must begin a line of its own; put a text that begins so in quotation marks.")
    if "another document" in problem:
        return offset, _("A line --- begins a second document; a codebook is one.")
    return offset, _("This is not valid YAML: {problem}.").format(problem=shown(problem))


def _colon(lines: Lines, offset: int) -> str:
    """The second colon of a line is in a text; the first is a key that is indented too far."""
    before = lines.text[lines.start(lines.at(offset)) : offset]
    if ": " in before:
        return _("A text with a colon and a space in it must be put in quotation marks.")
    return _("This line is indented further than the line above it allows.")
