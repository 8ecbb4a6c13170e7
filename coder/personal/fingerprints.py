"""Names recognised without being kept: the project keeps a fingerprint of each name that was decided about.

A fingerprint is HMAC-SHA256 (RFC 2104) over the folded plain form under the project's salt, cut to 128 bits, with
the kind in front. It keeps names out of the database's sight, not out of reach: **whoever holds the database holds
the salt, too, and can test guesses against it**. There are few first names and few numbers, so that a list of all of
them is tried in seconds. It hides names from a glance and from a search, and is no encryption.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from coder.identity import SHORT_IDENTIFIER
from coder.personal.base import GENITIVE, NUMBER_KINDS, PLACE, PersonalMention
from coder.personal.forms import composed
from coder.personal.spoken import spoken_numbers
from coder.personal.words import is_wrapped

T = TypeVar("T")

_LONGEST_RUN = 4
"""Words of a name, set apart by white space."""
_MOST_PARTS = 12
"""Parts of such a run: *anna.berg@bolaget.se* is one word of four parts."""
_MOST_DIGIT_GROUPS = 8
_DIGITS = range(5, 16)
_PART = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_GENITIVE_PART = re.compile(r"[:'’´`]s(?![^\W_])", re.IGNORECASE)
_GAP = re.compile(r"|[ \t\u00a0\u202f]{1,3}|[ \t]*\n[ \t]*|[-‐‑‒–—.'’@_+/]|[-‐‑‒–—] ")
_DIGIT_GAP = re.compile(r"|[\s\-‐‑‒–—−.,+/()]{1,4}")
_GENITIVE_END = re.compile(r"[:'’´`]?s$", re.IGNORECASE)
_BEFORE_NUMBERS = "+("
_MUNICIPALITY = re.compile(r"\s+kommun(?P<genitive>s)?(?!\w)")
_COUNTRY = ("0046", "46")
_CENTURIES = ("18", "19", "20")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:\n])[\s\"'”’»)(\]\[–—-]*$")
_SPACE_BEFORE = re.compile(r"[^\w\s]?\s*$")


def fingerprint(salt: str, kind: str, name: str) -> str:
    """The fingerprint of a name in its plain form; ``kind`` is one of ``coder.personal.base.KINDS``.

    Capitals, white space and hyphens make no difference. An empty salt is a ``ValueError``: it would give every
    project the same fingerprints.
    """
    if not salt:
        raise ValueError("fingerprints need a salt")
    return f"{kind}:{_digest(salt.encode(), _key(name)).hex()}"


def _digest(salt: bytes, key: str) -> bytes:
    return hmac.digest(salt, key.encode("utf-8", "surrogatepass"), "sha256")[:16]


def _key(name: str) -> str:
    """A plain form as it is hashed: its letters and digits folded, in parts."""
    return " ".join(_folded(match.group()) for match in _PART.finditer(unicodedata.normalize("NFC", name)))


def _folded(part: str) -> str:
    if part.isdecimal():
        return "".join(str(unicodedata.decimal(character)) for character in part)
    return unicodedata.normalize("NFC", part).casefold()


@dataclass(frozen=True, slots=True)
class _Part:
    """Letters or digits without a break; ``end`` is behind a genitive that is set off (*AF:s*)."""

    start: int
    end: int
    key: str
    bare: str
    """Without the s of a genitive; "" if there is none."""
    word: bool
    """Begins behind white space."""
    joined: bool
    """May follow the part before it within one name."""


@dataclass(frozen=True, slots=True)
class _Known(Generic[T]):
    """What is known of the parts up to ``last``, as the form ``key``."""

    last: int
    key: str
    form: str
    entries: list[tuple[str, T]]


class FingerprintFinder(Generic[T]):
    """Finds names in any text by their fingerprints.

    Runs of one to four words are hashed with any capitals, with and without a genitive, as parts of a hyphenated
    compound, and digits however they are grouped. Some 40,000 words a second.
    """

    def __init__(self, salt: str, known: Mapping[str, T]) -> None:
        """``known``: what to hand back for each fingerprint; the salt must be the one they were made with."""
        if known and not salt:
            raise ValueError("fingerprints need a salt")
        self._salt = salt.encode()
        self._known: dict[bytes, list[tuple[str, T]]] = {}
        for mark, value in known.items():
            kind, _, digest = mark.partition(":")
            self._known.setdefault(bytes.fromhex(digest), []).append((kind, value))
        kinds = {kind for entries in self._known.values() for kind, _ in entries}
        self._numbers = bool(kinds & NUMBER_KINDS)
        self._words = bool(kinds - NUMBER_KINDS)
        self._seen: dict[str, bytes] = {}

    def find(self, text: str) -> Iterator[tuple[PersonalMention, T]]:
        """What is known in the text, in its order; of names that overlap the longest.

        A name that is known as two kinds (*Vilhelmina*, a person and a municipality) is found as both, beginning at the
        same place.
        """
        if not self._known:
            return
        parts = list(_parts(text))
        numbers = self._find_numbers(text, parts) if self._numbers else {}
        position = 0
        while position < len(parts):
            found = numbers.get(position) or (self._longest(parts, position) if self._words else None)
            if found is None:
                position += 1
                continue
            for kind, value in found.entries:
                yield _mention(text, parts, position, kind, found), value
            position = found.last + 1

    def _longest(self, parts: Sequence[_Part], first: int) -> "_Known[T] | None":
        """The longest name that begins at ``first``."""
        best = None
        plain, bare = "", ""
        words = 0
        for last in range(first, min(len(parts), first + _MOST_PARTS)):
            part = parts[last]
            if last > first:
                words += part.word
                if not part.joined or words >= _LONGEST_RUN:
                    break
            # *Anna Bergs* and *Annas Bergs* are both *Anna Berg*.
            tries = [(plain + part.key, "")]
            if part.bare:
                tries += [(plain + part.bare, GENITIVE)]
                if bare != plain:
                    tries += [(bare + part.bare, GENITIVE)]
            for key, form in tries:
                entries = self._look_up(key, last == first)
                if entries:
                    best = _Known(last, key, form, entries)
                    break
            plain += part.key + " "
            bare += (part.bare or part.key) + " "
        return best

    def _look_up(self, key: str, remember: bool, numbers: bool = False) -> list[tuple[str, T]]:
        digest = self._seen.get(key) if remember else None
        if digest is None:
            digest = _digest(self._salt, key)
            if remember:
                self._seen[key] = digest
        entries = self._known.get(digest)
        if entries is None:
            return []
        return [entry for entry in entries if (entry[0] in NUMBER_KINDS) == numbers]

    def _find_numbers(self, text: str, parts: Sequence[_Part]) -> "dict[int, _Known[T]]":
        """Numbers by the part they begin at: every run of digit groups, in every form it may be kept in."""
        found: dict[int, _Known[T]] = {}
        for first, part in enumerate(parts):
            if not part.key.isdecimal():
                continue
            digits = ""
            for last in range(first, min(len(parts), first + _MOST_DIGIT_GROUPS)):
                if not parts[last].key.isdecimal():
                    break
                if last > first and not _DIGIT_GAP.fullmatch(text, parts[last - 1].end, parts[last].start):
                    break
                digits += parts[last].key
                if len(digits) > _DIGITS[-1]:
                    break
                if len(digits) in _DIGITS:
                    for form in number_forms(digits):
                        entries = self._look_up(form, False, numbers=True)
                        if entries:
                            found[first] = _Known(last, form, "", entries)
        return found | self._find_spoken(text, parts)

    def _find_spoken(self, text: str, parts: Sequence[_Part]) -> "dict[int, _Known[T]]":
        """Numbers in words (*noll sjuttio …*), by the part they begin at."""
        found: dict[int, _Known[T]] = {}
        starts = {part.start: number for number, part in enumerate(parts)}
        ends = {part.end: number for number, part in enumerate(parts)}
        for start, end, readings in spoken_numbers(text):
            for form in (form for digits in readings for form in number_forms(digits)):
                entries = self._look_up(form, False, numbers=True)
                if entries and start in starts and end in ends:
                    found[starts[start]] = _Known(ends[end], form, "", entries)
        return found


def number_forms(digits: str) -> list[str]:
    """The plain forms that written digits can have: as they stand, without a century, without the country's code."""
    forms = [digits]
    if len(digits) == 12 and digits.startswith(_CENTURIES):
        forms.append(digits[2:])
    forms += ["0" + digits.removeprefix(code).removeprefix("0") for code in _COUNTRY if digits.startswith(code)]
    return forms


def _parts(text: str) -> Iterator[_Part]:
    # Letters drawn by chance spell names now and then: *C-4EVA2*.
    ours = [match.span() for match in SHORT_IDENTIFIER.finditer(text)]
    end = 0
    for match in _PART.finditer(text):
        if any(first <= match.start() < last for first, last in ours):
            continue
        key = _folded(match.group())
        gap = text[end : match.start()]
        joined = bool(_GAP.fullmatch(gap)) or (gap in (". ", ".\u00a0") and end > 0 and _is_initial(text, end))
        word = any(map(str.isspace, gap))
        start, end = match.span()
        apart = _GENITIVE_PART.match(text, end)
        if apart is not None:
            end = apart.end()
            yield _Part(start, end, key + "s", key, word, joined)
            continue
        bare = key[:-1] if len(key) > 2 and key.endswith("s") else ""
        yield _Part(start, end, key, bare, word, joined)


def _is_initial(text: str, end: int) -> bool:
    """A single letter ends at ``end``: *B. Andersson*."""
    return text[end - 1].isalpha() and (end < 2 or not text[end - 2].isalpha())


def _mention(text: str, parts: Sequence[_Part], first: int, kind: str, found: _Known[T]) -> PersonalMention:
    start, end = parts[first].start, parts[found.last].end
    if kind in NUMBER_KINDS:
        while start > 0 and text[start - 1] in _BEFORE_NUMBERS:
            start -= 1
        return PersonalMention(start, end, text[start:end], kind, found.key, reason="decided")
    name, form = composed(text[start:end]), found.form
    if form == GENITIVE:
        name = _GENITIVE_END.sub("", name)
    municipality = _MUNICIPALITY.match(text, end) if kind == PLACE else None
    if municipality is not None:
        # As the finder of places does: *Sorsele kommun* is one mention, its name *Sorsele*.
        end, form = municipality.end(), GENITIVE if municipality["genitive"] else ""
    return PersonalMention(start, end, text[start:end], kind, name, form, reason="decided", opens=_opens(text, start))


def _opens(text: str, start: int) -> bool:
    """A capital stands there that the beginning of a sentence explains."""
    before = text[max(0, start - 12) : start]
    if not text[start].isupper() or not _SENTENCE_END.search(before):
        return False
    gap = _SPACE_BEFORE.search(before)
    return gap is None or not is_wrapped(text, start, gap.group())
