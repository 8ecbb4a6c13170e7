"""Lasting identifiers of suggestions, the same on every machine."""

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that nothing is misread."""
_LENGTH = 6


def suggestion_id(source_name: str, text_sha: str, start: int, end: int, code: str) -> str:
    """``S-`` and six characters: the first 30 bits of a SHA-1 over what the suggestion is about.

    ``text_sha`` is the hash of the source's text, so that a corrected text gives new identifiers; offsets are code
    points. Thirty bits: of 1,000 suggestions, two share an identifier with a chance of 1 in 2,000.
    """
    return lasting_id("S", source_name, text_sha, str(start), str(end), code)


def lasting_id(letter: str, *about: str) -> str:
    """A letter, a hyphen and six characters: the first 30 bits of a SHA-1 over what it is about."""
    content = "\x1f".join(about)
    digest = hashlib.sha1(content.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    number = int.from_bytes(digest[:4], "big") >> 2
    characters = (_ALPHABET[(number >> shift) & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
    return f"{letter}-" + "".join(characters)
