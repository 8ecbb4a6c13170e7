"""What keeps text from being obeyed by the programs that show it: formulas, terminal codes, bidi marks."""

import re

# A spreadsheet would run such a cell; counting the apostrophes in front makes the guard reversible.
_RUNNABLE = re.compile(r"'*[=+\-@\t\n\r]")

# C0 except tab and newline, DEL, C1, marks and overrides of writing direction, line separators, and what XML forbids.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def runnable(text: str) -> bool:
    """True if a spreadsheet could take the text for a formula or a command, now or once a guard is taken off."""
    return _RUNNABLE.match(text) is not None


def guarded(text: str) -> str:
    """The text as a csv cell holds it: one ``'`` in front where a spreadsheet would run it."""
    return "'" + text if runnable(text) else text


def unguarded(text: str) -> str:
    """The inverse of ``guarded``: exactly one ``'`` off where the rest would have got one."""
    return text[1:] if text.startswith("'") and runnable(text[1:]) else text


def visible(text: str) -> str:
    """The text with every control character shown instead of obeyed; newlines are ``\\n``, tabs stay.

    Escape becomes ``␛`` (Unicode's control pictures), a right-to-left mark ``[U+200F]``. The result is fit for XML.
    """
    return _UNSEEN.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))


def _picture(match: re.Match[str]) -> str:
    point = ord(match.group())
    if point < 0x20:
        return chr(0x2400 + point)
    return "␡" if point == 0x7F else f"[U+{point:04X}]"
