"""All numbers and e-mail addresses of people in one text: what can be found without knowing anything of the study."""

from collections.abc import Iterable, Iterator

from coder.personal.base import IDENTITY_NUMBER, LIKELY, PHONE, PersonalMention
from coder.personal.emails import find_emails
from coder.personal.identity_numbers import checksum_holds, find_birth_dates, find_identity_numbers, kind_of
from coder.personal.phones import find_phones
from coder.personal.spoken import spoken_numbers

_MOBILE = ("070", "072", "073", "076", "079")


def find_numbers(text: str) -> Iterator[PersonalMention]:
    """Identity, coordination and telephone numbers and e-mail addresses, in the text's order, none within another."""
    if not text:
        return
    emails = list(find_emails(text))
    phones = list(find_phones(text))
    mobiles = [phone for phone in phones if phone.name.startswith(_MOBILE) and len(phone.name) == 10]
    numbers = [
        number
        for number in find_identity_numbers(text)
        if number.text.isdecimal() is False or not any(_overlap(number, phone) for phone in mobiles)
    ]
    found: list[PersonalMention] = []
    for mentions in (emails, numbers, phones, _spoken(text), find_birth_dates(text)):
        add_apart(found, mentions)
    yield from sorted(found, key=lambda mention: mention.start)


def add_apart(found: list[PersonalMention], more: Iterable[PersonalMention]) -> None:
    """Add the mentions that share no character with what was found before."""
    for mention in more:
        if not any(_overlap(mention, other) for other in found):
            found.append(mention)


def _overlap(one: PersonalMention, other: PersonalMention) -> bool:
    return one.start < other.end and other.start < one.end


def _spoken(text: str) -> Iterator[PersonalMention]:
    """Telephone and identity numbers in words."""
    for start, end, readings in spoken_numbers(text):
        for digits in readings:
            kind = _kind_of_spoken(digits)
            if kind is not None:
                name = digits[-10:] if kind != PHONE else digits
                yield PersonalMention(start, end, text[start:end], kind, name, certainty=LIKELY, reason="spoken")
                break


def _kind_of_spoken(digits: str) -> str | None:
    import phonenumbers

    if len(digits) in (10, 12) and not digits.startswith(_MOBILE) and kind_of(digits) and checksum_holds(digits):
        return kind_of(digits) or IDENTITY_NUMBER
    if not digits.startswith("0") or digits.startswith("00"):
        return None
    try:
        number = phonenumbers.parse(digits, "SE")
    except phonenumbers.NumberParseException:
        return None
    return PHONE if phonenumbers.is_valid_number(number) else None
