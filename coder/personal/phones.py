"""Telephone numbers: Swedish ones with their 0, foreign ones with their +, local ones where the talk is of calling.

``phonenumbers`` (Google's libphonenumber) says what is valid. Years, dates, times, sums of money and case numbers are
left alone, even where their digits would make a number.
"""

import re
from collections.abc import Iterator

from coder.personal.base import LIKELY, PHONE, POSSIBLE, SURE, PersonalMention
from coder.personal.forms import digits_of

_REGION = "SE"
_SWEDEN = 46
_REACH = 30
_ABOUT_CALLING = re.compile(
    r"(?:\btel\b|telefon|mobil|ring(?:a|er|de)?\b|växel|nås på|sms|\bnummer(?:et)?\b|\bnr\b|\bfax)", re.IGNORECASE
)
_ABOUT_OTHER = re.compile(
    r"(?:\bdnr|diarie|ärendenum|\bärende|\bkl\b|klockan|\bsfs\b|\blag\b|§|\bsid|\bs\.|organisationsn|\borg\.?\s?n"
    r"|personnummer|fakturan|bankgiro|plusgiro|\bbg\b|\bpg\b|konto|projektn|ocr|referens|artikel)[\w.:() ]{0,14}$",
    re.IGNORECASE,
)
_MONEY_OR_MEASURE = re.compile(
    r"\s?(?:%|kr\b|kronor|kronan|sek\b|tkr|mkr|mnkr|miljo|miljard|euro|€|\$|tusen|procent|personer|timmar|timme|år\b|mil\b"
    r"|km\b|m2|kvm|invånare|deltagare|stycken|st\b|dagar|veckor|poäng|:-)",
    re.IGNORECASE,
)
_DATE_OR_TIME = re.compile(
    r"\d{2}[-./ ]\d{2}[-./ ](?:19|20)\d\d|(?:19|20)\d\d\D\d\d\D\d\d|\d{1,2}[.:]\d{2}\s*[-–—]\s*\d{1,2}[.:]\d{2}"
    r"|0?\d{1,2}[-–—]\d{1,2}|(?:19|20)\d\d\s*[-–—/]\s*(?:19|20)?\d\d"
)
_MORE_BEFORE = re.compile(r"[\w§][-–—/.,:]?$|\d $|[,.]$")
_LOCAL = re.compile(r"(?<![\d\w§/.,:+-])[1-9]\d{1,2}(?:[- \u00a0]?\d{2,3}){1,2}(?:[ \u00a0]\d\d)?(?![\d/:]|[.,-]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\D+(?:19|20)\d\d)?")


def find_phones(text: str) -> Iterator[PersonalMention]:
    """Telephone numbers in a text, in its order; the name of a Swedish one is its national form, digits only."""
    import phonenumbers

    if not any(character.isdecimal() for character in text):
        return
    taken: list[tuple[int, int]] = []
    found = []
    matcher = phonenumbers.PhoneNumberMatcher(text, _REGION, leniency=phonenumbers.Leniency.VALID)
    for match in matcher:
        start, end = match.start, match.end
        raw = text[start:end]
        if not _written_as_phone(text, start, raw) or _something_else(text, start, end):
            continue
        number = match.number
        national = (
            f"0{number.national_number}"
            if number.country_code == 46
            else f"{number.country_code}{number.national_number}"
        )
        taken.append((start, end))
        found.append(PersonalMention(start, end, raw, PHONE, national, certainty=SURE, reason="phone"))
    for local in _LOCAL.finditer(text):
        start, end = local.span()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        mention = _local(text, start, end)
        if mention is not None:
            found.append(mention)
    yield from sorted(found, key=lambda mention: mention.start)


def _written_as_phone(text: str, start: int, raw: str) -> bool:
    digits = digits_of(raw)
    return raw.startswith("+") or digits.startswith("0")


def _something_else(text: str, start: int, end: int) -> bool:
    before, raw = text[max(0, start - _REACH) : start], text[start:end]
    if _ABOUT_OTHER.search(before) or _MONEY_OR_MEASURE.match(text, end) or _DATE_OR_TIME.fullmatch(raw):
        return True
    return bool(re.search(r"[\d\w§][-–—/.:]$|\w$|\d[ ,]$", before) and not raw.startswith("+"))


def _local(text: str, start: int, end: int) -> PersonalMention | None:
    """*växeln, 16 20 00*: only a few words behind talk of calling, and no year."""
    raw = text[start:end]
    digits = digits_of(raw)
    before = text[max(0, start - _REACH) : start]
    called = _ABOUT_CALLING.search(before)
    if not called or not 5 <= len(digits) <= 8 or _YEARS.fullmatch(raw) or _something_else(text, start, end):
        return None
    if re.search(r"[.!?\n]\s", before[called.end() :]):
        return None
    certainty = LIKELY if re.search(r"[- \u00a0]", raw) else POSSIBLE
    return PersonalMention(start, end, raw, PHONE, digits, certainty=certainty, reason="local-phone")
