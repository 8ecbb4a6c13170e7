"""Identities: the same files give the same rows the same UUIDs, in every project and on every machine.

So a project made twice from the same files exports the same bytes, and importing a file twice finds what it made
the first time. People see none of these; they see a quote's short identifier.
"""

import hashlib
import re
import uuid
from collections.abc import Iterator

_NAMESPACE = uuid.UUID("6f1d2c3e-4b5a-5c6d-8e7f-90a1b2c3d4e5")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_QUOTE_LENGTH = 5
_LENGTHS = 25
_NOTE_LENGTH = 7
SHORT_IDENTIFIER = re.compile(rf"(?<!\w)[CN]-(?=[A-Z]*\d)[{_CROCKFORD}]{{{_QUOTE_LENGTH},}}(?!\w)")
"""A quote's or note's identifier in a text, where a digit in it tells that it is no word."""


def fresh() -> str:
    """A UUID for what comes from a person's hands."""
    return str(uuid.uuid4())


def derived(kind: str, *parts: object) -> str:
    """The UUID of what comes from files, by kind and by what makes it the same thing (see the callers)."""
    name = "\x1f".join([kind, *map(str, parts)])
    return str(uuid.uuid5(_NAMESPACE, name))


def from_files(row_id: str) -> bool:
    """Whether a row came from a file: the instant of its reading is then no date of its own."""
    return row_id[14:15] == "5"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def crockford(seed: str, length: int) -> str:
    """``length`` characters of Crockford's base 32 drawn from the seed; no I, L, O or U to be misread."""
    number = int.from_bytes(hashlib.sha1(seed.encode()).digest(), "big")
    digits = []
    for _position in range(length):
        number, digit = divmod(number, 32)
        digits.append(_CROCKFORD[digit])
    return "".join(digits)


def quote_id(coding_id: str, extra: int = 0) -> str:
    """A coding's lasting identifier; ``extra`` more characters where the short one is taken."""
    return "C-" + crockford(coding_id, _QUOTE_LENGTH + extra)


def quote_ids(coding_id: str) -> Iterator[str]:
    """A coding's lasting identifier, then ever longer ones, each for where those before it are taken."""
    return (quote_id(coding_id, extra) for extra in range(_LENGTHS))


def note_id(row_id: str) -> str:
    """A note's short identifier, made from its row's id."""
    return "N-" + crockford(row_id, _NOTE_LENGTH)


def normal_note_id(typed: str) -> str:
    """A note's identifier as a person may have typed it."""
    return "N-" + normal_quote_id(typed.strip().upper().removeprefix("N-")).removeprefix("C-")


def normal_quote_id(typed: str) -> str:
    """A quote identifier as a person may have typed it: case, and the letters that look like digits."""
    body = typed.strip().upper().removeprefix("C-")
    return "C-" + body.replace("O", "0").replace("I", "1").replace("L", "1")
