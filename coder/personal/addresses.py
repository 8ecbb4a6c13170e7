"""Postal addresses: a street with a number, a flat, a postcode with its town, a box. A mention for each part."""

import re
from collections.abc import Callable, Iterator

from coder.personal import lists
from coder.personal.base import ADDRESS, LIKELY, POSSIBLE, SURE, PersonalMention
from coder.personal.forms import composed

_ENDINGS = (
    "gatan|gata|vägen|gränd|gränden|stigen|stig|torget|torg|allén|allé|backen|backe|platsen|plats|plan|leden|esplanaden|"
    "liden|kroken|svängen|bron|kajen|stranden|slingan|rundan|bågen|ringen|terrassen|promenaden|gården|hagen|väg"
)
_NUMBER = (
    r"\d{1,3}(?!\d)(?: ?(?:[-–] ?)\d{1,3}(?!\d))?"
    r"(?:(?-i:[A-Za-h])(?!\w)| (?-i:[A-HJ-Z])(?!\w|\.\w)| (?-i:[a-h])(?!\w|\.\w))?"
)
_SIDE = r"(?:(?:östra|västra|norra|södra|nedre|övre|stora|lilla|gamla|nya|mellersta) )?"
_STREET = re.compile(
    rf"(?<![\w-])(?P<street>{_SIDE}[^\W\d_]{{2,}}(?:{_ENDINGS})|(?-i:(?:[A-ZÅÄÖ][\w-]+ ){{1,3}})(?:{_ENDINGS}))"
    rf"[ \u00a0](?P<number>{_NUMBER})(?![\d:%]|[.,]\d)",
    re.IGNORECASE,
)
_NOT_A_HOUSE = re.compile(
    r" (?:\d{3}|procent|kronor|kr\b|år\b|timmar|personer|platser|dagar|gånger|veckor|månader|miljo|tusen|av\b|stycken"
    r"|elever|deltagare|barn|minuter|mil\b|km\b|meter|kilometer|och \d)",
    re.IGNORECASE,
)
_FLAT = re.compile(r"(?<!\w)(?:lgh|lägenhet)\.?[ \u00a0](?:nr[ \u00a0])?\d{3,4}(?!\d)", re.IGNORECASE)
_POSTCODE = re.compile(
    r"(?<![\w§/.,+-])(?<!\d )(?:SE?[- ])?\d{3}[ \u00a0]?\d\d[ \u00a0]{1,2}(?P<town>[^\W\d_][^\W\d_]{1,})(?![\w-])"
)
_BOX = re.compile(r"(?<!\w)box[ \u00a0]\d{2,5}(?![\d%]|[.,]\d)", re.IGNORECASE)
_LIVES = re.compile(
    rf"(?:\bbor(?:de)?\b|\badress(?:en)?\b|\bflytta(?:de|t|r)?\b)[\w ,:]{{0,14}}?(?:på|är|till|:) "
    rf"(?P<street>[A-ZÅÄÖ][^\W\d_]{{2,}}(?:{_ENDINGS}))(?! \d)(?!\w)"
)


def find_addresses(text: str, is_town: Callable[[str], bool]) -> Iterator[PersonalMention]:
    """The parts of addresses in a text; ``is_town`` says whether a word in any spelling is a town's name.

    A street is a street only with a number, or where somebody is said to live there.
    """
    found = [*_streets(text), *_towns(text, is_town)]
    found += [_part(match, "flat", SURE) for match in _FLAT.finditer(text)]
    found += [_part(match, "box", SURE) for match in _BOX.finditer(text)]
    for match in _LIVES.finditer(text):
        start, end = match.span("street")
        name = composed(match["street"])
        found.append(PersonalMention(start, end, text[start:end], ADDRESS, name, certainty=POSSIBLE, reason="street"))
    yield from sorted(found, key=lambda mention: (mention.start, -mention.end))


def _streets(text: str) -> Iterator[PersonalMention]:
    for match in _STREET.finditer(text):
        street = match["street"].lower()
        if street.split()[-1] in lists.NO_STREETS or _NOT_A_HOUSE.match(text, match.end()):
            continue
        capital = match["street"][0].isupper()
        yield _part(match, "street", SURE if capital else LIKELY)


def _towns(text: str, is_town: Callable[[str], bool]) -> Iterator[PersonalMention]:
    for match in _POSTCODE.finditer(text):
        town = match["town"]
        if is_town(town):
            yield _part(match, "postcode", SURE)
        elif town[0].isupper() and town.lower().endswith(lists.PLACE_ENDINGS):
            yield _part(match, "postcode", LIKELY)


def _part(match: re.Match[str], reason: str, certainty: str) -> PersonalMention:
    start, end = match.span()
    name = composed(match.group())
    return PersonalMention(start, end, match.group(), ADDRESS, name, certainty=certainty, reason=reason)
