"""Swedish personal identity and coordination numbers, however they are written, and dates of birth.

Six written forms, with 6 or 8 digits for the date: with a hyphen (or a plus sign for those over a hundred), undashed,
with a space, with spaces or points inside the date, with the last four in pairs, and as spoken (*850312 streck 1234*).
The checksum is Luhn's (Swedish Tax Agency, SKV 704); a coordination number has 60 added to the day. What has the
shape and a possible date but a wrong checksum is offered as possible, where its shape is unmistakable.
"""

import re
from collections.abc import Iterator

from coder.personal import lists
from coder.personal.base import COORDINATION_NUMBER, IDENTITY_NUMBER, LIKELY, OTHER, POSSIBLE, SURE, PersonalMention
from coder.personal.forms import digits_of

_CENTURIES = ("19", "20", "18")
_BLANK = r"[ \t\u00a0\u202f]"
_DASH = r"[-‐‑‒–—−]"
_INNER = rf"(?:{_BLANK}|{_DASH}|[./])?"
_BEFORE_LAST = rf"(?:{_BLANK}?(?:{_DASH}|\+|streck|bindestreck|plus){_BLANK}?|{_BLANK})?"
_REST = (
    rf"(?P<year>\d\d)(?P<a>{_INNER})(?P<month>\d\d)(?P<b>{_INNER})(?P<day>\d\d)"
    rf"(?P<joint>{_BEFORE_LAST})(?P<last>\d\d(?P<pair>{_BLANK}?)\d\d)(?!\d)"
)
_LONG = re.compile(rf"(?P<century>\d\d)(?P<c>{_INNER}){_REST}", re.IGNORECASE)
_SHORT = re.compile(rf"(?P<c>){_REST}", re.IGNORECASE)
_FIRST_DIGIT = re.compile(r"(?<!\d)\d")
_MORE_BEFORE = re.compile(rf"\d(?:{_BLANK}|[-‐‑‒–—−./,:+]){{1,2}}$")
_GLUED_BEFORE = re.compile(r"\d[-‐‑‒–—−./,:+]$|[\w§/]$")
_MORE_BEHIND = re.compile(rf"(?:{_BLANK}|[-‐‑‒–—−./:+])\d")
_GLUED_BEHIND = re.compile(r"[-‐‑‒–—−./:+]\d")
_SAYS_SO = re.compile(r"(?:person|samordnings)n(?:umm?e)?r\w*|\bpnr\b|\bfödd\w*|fyra sista|sista fyra", re.IGNORECASE)
_SAYS_OTHER = re.compile(
    r"(?:\bdnr|diarien|ärenden|\börende|\bärende|org\.?\s?n|organisationsn|faktura|artikel|ocr|konto|bankgiro|plusgiro"
    r"|\bref\b|referens|löpn|projektn|\btel\b|telefon|mobil)[\w: ]{0,14}$",
    re.IGNORECASE,
)
_REACH = 40
_BORN = re.compile(
    rf"\b(?:född|födda|födelsedag(?:en)?|födelsedatum(?:et)?)\s+(?:är\s+)?(?:den\s+)?(?P<date>"
    rf"(?P<day>\d{{1,2}})(?::e|:a)?\s+(?P<month>{'|'.join(sorted(lists.MONTHS))})(?:\s+(?P<year>(?:19|20)\d\d))?"
    rf"|(?:19|20)\d\d{_INNER}[01]\d{_INNER}[0-3]\d|\d{{6}})(?![\d-])",
    re.IGNORECASE,
)
_LAST_FOUR = re.compile(
    r"\b(?:fyra sista|sista fyra)(?: siffrorna| siffror)?(?: är| var|:)?\s+(?P<digits>\d\d ?\d\d)(?!\d)", re.IGNORECASE
)


def find_identity_numbers(text: str) -> Iterator[PersonalMention]:
    """Identity and coordination numbers in a text; their name is the last ten digits."""
    end = 0
    for first in _FIRST_DIGIT.finditer(text):
        if first.start() < end:
            continue
        for shape in (_LONG, _SHORT):
            match = shape.match(text, first.start())
            found = _judged(text, match) if match is not None else None
            if found is not None:
                end = found.end
                yield found
                break


def find_birth_dates(text: str) -> Iterator[PersonalMention]:
    """Dates that are said to be somebody's birth, and the last four digits of a number; kind ``other``."""
    for match in _BORN.finditer(text):
        start, end = match.span("date")
        name = " ".join(match["date"].lower().split())
        yield PersonalMention(start, end, match["date"], OTHER, name, certainty=LIKELY, reason="birth-date")
    for match in _LAST_FOUR.finditer(text):
        start, end = match.span("digits")
        name = digits_of(match["digits"])
        yield PersonalMention(start, end, match["digits"], OTHER, name, certainty=LIKELY, reason="last-four")


def _judged(text: str, match: re.Match[str]) -> PersonalMention | None:
    digits = digits_of(match.group())
    kind = kind_of(digits)
    if kind is None or _part_of_more(text, match):
        return None
    before = text[max(0, match.start() - _REACH) : match.start()]
    says_so = bool(_SAYS_SO.search(before))
    says_other = bool(_SAYS_OTHER.search(before)) and not says_so
    right = checksum_holds(digits)
    if not right and (says_other or not (_unmistakable(match) or says_so)):
        return None
    # The number of a firm that belongs to one person is that person's own.
    certainty = SURE if right and not says_other else POSSIBLE
    if certainty == SURE and not says_so and not _unmistakable(match):
        certainty = LIKELY
    reason = "checksum" if right else "no-checksum"
    return PersonalMention(
        match.start(), match.end(), match.group(), kind, digits[-10:], certainty=certainty, reason=reason
    )


def kind_of(digits: str) -> str | None:
    """What ten or twelve digits would be by their date, whatever the checksum; None if there is no such day."""
    short = digits[-10:]
    if len(digits) == 12 and digits[:2] not in _CENTURIES:
        return None
    month, day = int(short[2:4]), int(short[4:6])
    if not 1 <= month <= 12 or short[6:9] == "000":
        return None
    if 1 <= day <= 31:
        return IDENTITY_NUMBER
    return COORDINATION_NUMBER if 61 <= day <= 91 else None


def checksum_holds(digits: str) -> bool:
    """Whether ten or twelve digits are a valid number in any century there is; the clock plays no part."""
    from personnummer import personnummer

    centuries = (digits[:2],) if len(digits) == 12 else _CENTURIES
    return any(personnummer.valid(century + digits[-10:]) for century in centuries)


def _part_of_more(text: str, match: re.Match[str]) -> bool:
    """Inside a longer number: with its own hyphen only what is glued to it counts, else neighbours, too."""
    before, behind = text[max(0, match.start() - 3) : match.start()], match.end()
    strict = bool(match["joint"].strip())
    if _GLUED_BEFORE.search(before) or _GLUED_BEHIND.match(text, behind):
        return True
    if match["joint"] == "" and not _inner_signs(match):
        return False
    return not strict and bool(_MORE_BEFORE.search(before) or _MORE_BEHIND.match(text, behind))


def _unmistakable(match: re.Match[str]) -> bool:
    """Six or eight digits, a hyphen or plus sign, four digits; nothing else looks so."""
    return bool(match["joint"].strip()) and not _inner_signs(match)


def _inner_signs(match: re.Match[str]) -> bool:
    return any(match[part] for part in ("a", "b", "c", "pair"))
