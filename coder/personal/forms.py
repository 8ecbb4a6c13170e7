"""Plain forms and inflected ones: *Annas* is *Anna* in the genitive, and its replacement must be, too."""

import re
import unicodedata

from coder.personal.base import GENITIVE, PersonalMention

_HISS = ("s", "x", "z")
"""After these a Swedish name takes no *s* in the genitive: *Lars bil*, *Max bil*."""
_ACRONYM = re.compile(r"(?:.*[\s-])?[^\W\d_]?[A-ZÅÄÖ]{2,}")
_FIRST_LETTER = re.compile(r"[\W_]*([^\W\d_])")
_JOINTS = re.compile(r"[\W_]+")


def inflected(replacement: str, mention: PersonalMention) -> str:
    """The replacement in the form of what it replaces.

    In the genitive *[Person 3]* becomes *[Person 3]s* and *AF* becomes *AF:s*; what ends in s, x or z stays. Where
    the mention opens a sentence, the replacement's first letter is a capital. A replacement that is empty or without
    a letter or digit stays as it is.
    """
    if not _JOINTS.sub("", replacement):
        return replacement
    if mention.opens:
        first = _FIRST_LETTER.match(replacement)
        if first is not None:
            at = first.start(1)
            replacement = replacement[:at] + replacement[at].upper() + replacement[at + 1 :]
    return _genitive(replacement) if mention.form == GENITIVE else replacement


def _genitive(name: str) -> str:
    if name[-1:].casefold() in _HISS:
        return name
    return name + (":s" if _ACRONYM.fullmatch(name) or name[-1:].isdigit() else "s")


def composed(text: str) -> str:
    """The text as a name is kept: NFC, white space runs as one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def digits_of(text: str) -> str:
    """The decimal digits of a text in any script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())
