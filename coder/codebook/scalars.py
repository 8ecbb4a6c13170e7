"""Texts as YAML writes them: plain where that is safe everywhere, else in quotation marks."""

import re
from decimal import Decimal

# Words and numbers that this or another YAML reader takes for something else than text.
_NOT_TEXT = re.compile(
    r"null|true|false|yes|no|on|off|y|n|[-+]?[0-9][-+0-9_.,:eExXoOa-fA-F]*|\d{4}-\d\d?-\d\d?([Tt ].*)?",
    re.IGNORECASE,
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Invisible, but parts of what is seen: no-break space, the joiner in emoji, the soft hyphen.
_KEPT = "\xa0\u200d\xad"


def scalar(text: str, flow: bool = False) -> str:
    """The text plain, or in double quotation marks where needed; ``flow`` is inside ``[…]`` or ``{…}``."""
    return text if is_plain(text, flow) else quoted(text)


def is_plain(text: str, flow: bool = False) -> bool:
    """True if the text can stand without quotation marks: it begins with a letter, a digit or a bracket ``(``."""
    if not text or not (text[0].isalnum() or text[0] in "(§") or text != text.strip():
        return False
    if not all(is_visible(character) for character in text) or _NOT_TEXT.fullmatch(text):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (flow and any(character in ",[]{}" or character == ":" for character in text))


def quoted(text: str) -> str:
    """The text in double quotation marks, on one line; what cannot be seen is escaped."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def like(text: str, style: str, flow: bool) -> str:
    """The text in the style of the one it replaces (plain, ``'`` or ``"``), where that can be."""
    if style == "'" and text and all(is_visible(character) for character in text):
        return "'" + text.replace("'", "''") + "'"
    return scalar(text, flow) if not style else quoted(text)


def flow_list(texts: tuple[str, ...], always_quoted: bool = False) -> str:
    """``[a, b]`` on one line."""
    return "[" + ", ".join(quoted(text) if always_quoted else scalar(text, flow=True) for text in texts) + "]"


def flow_value(value: object) -> str:
    """Any value that JSON knows, on one line."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Never with an exponent, which the reader takes for text.
        number = format(Decimal(repr(value)), "f")
        return number if "." in number else number + ".0"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow_value(item)}" for key, item in value.items()) + "}"
    return "null" if value is None else str(value)


def is_visible(character: str) -> bool:
    """True of what a person can see as it stands, so that it needs no escape."""
    return character.isprintable() or character in _KEPT


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if is_visible(character):
        return character
    number = ord(character)
    return f"\\U{number:08X}" if number > 0xFFFF else f"\\u{number:04X}"
