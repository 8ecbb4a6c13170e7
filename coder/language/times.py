"""Times spoken of: years, seasons, decades, and those that only the day of the interview makes plain (*i fjol*).

What is found has a name that sorts: ``2014``, ``2014-03``, ``2013/2014``, ``1990s``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_ALL_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
MONTHS = tuple(_ALL_MONTHS.split())
_NUMBERS = {"ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10}
_NUMBERS |= {"femton": 15, "tjugo": 20, "trettio": 30}
_YEAR = r"(?:1[89]|20)\d\d"
_SEASON = r"(?:våren|sommaren|hösten|vintern|årsskiftet)"
_MONTH = "|".join(MONTHS)
_COUNT = "|".join([*_NUMBERS, r"\d{1,2}"])


@dataclass(frozen=True)
class TimeMention:
    """A time in a text; ``key`` is None where nothing says which year is meant. Offsets are code points."""

    surface: str
    start: int
    end: int
    key: str | None
    relative: bool
    """Whether it takes the day of the interview to know it."""


_Reading = Callable[[re.Match[str], int | None], str | None]


def _relative(by: int) -> _Reading:
    return lambda _match, year: str(year + by) if year is not None else None


def _ago(match: re.Match[str], year: int | None) -> str | None:
    number = _NUMBERS.get(match[1].lower()) or (int(match[1]) if match[1].isdigit() else None)
    return str(year - number) if year is not None and number is not None else None


def _month(match: re.Match[str], year: int | None) -> str | None:
    said = int(match[2]) if match[2] else year
    return f"{said}-{MONTHS.index(match[1].lower()) + 1:02d}" if said is not None else None


_PATTERNS: tuple[tuple[re.Pattern[str], _Reading, bool], ...] = tuple(
    (re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), reading, relative)
    for pattern, reading, relative in (
        (rf"({_YEAR})\s?[-–/]\s?({_YEAR})", lambda match, _year: f"{match[1]}/{match[2]}", False),
        (rf"{_SEASON}\s+({_YEAR})", lambda match, _year: match[1], False),
        (rf"(?:i\s+)?({_MONTH})\s+({_YEAR})", _month, False),
        (rf"({_YEAR})(?:-talet)?(?!\s?(?:kronor|kr|personer|mil\b|st\b))", lambda match, _year: match[1], False),
        (r"(\d)0-tal(?:et|ets)?", lambda match, _year: f"{19 if int(match[1]) > 2 else 20}{match[1]}0s", False),
        (r"i\s+fjol|förra\s+året|fjolåret", _relative(-1), True),
        (r"i\s+förfjol", _relative(-2), True),
        (r"nästa\s+år", _relative(1), True),
        (r"i\s+år|det\s+här\s+året", _relative(0), True),
        (rf"för\s+({_COUNT})\s+år\s+sed?an", _ago, True),
        (rf"i\s+({_MONTH})(?!\s+{_YEAR})()", _month, True),
        (rf"i\s+(?:{_SEASON[3:-1]})|förra\s+(?:{_SEASON[3:-1]})", lambda _match, _year: None, True),
    )
)


def times(text: str, date: str = "") -> list[TimeMention]:
    """The times in a text, in its order; ``date`` is the day of the interview (``2014-02-04``), "" if unknown."""
    year = int(date[:4]) if re.match(rf"{_YEAR}(?!\d)", date) else None
    kept: list[TimeMention] = []
    for mention in sorted(_found(text, year), key=lambda each: (each.start - each.end, each.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda each: each.start)


def _found(text: str, year: int | None) -> Iterator[TimeMention]:
    for pattern, reading, relative in _PATTERNS:
        for match in pattern.finditer(text):
            yield TimeMention(match[0], match.start(), match.end(), reading(match, year), relative)
