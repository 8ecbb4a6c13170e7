"""The types of variables, told from all their values: a type holds where every value is written as it has it."""

import re
from collections.abc import Iterable
from datetime import date, datetime

_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)

ELEMENTS = {
    "Text": "TextValue",
    "Boolean": "BooleanValue",
    "Integer": "IntegerValue",
    "Float": "FloatValue",
    "Date": "DateValue",
    "DateTime": "DateTimeValue",
}
"""The element for a value of each type."""


def type_of(values: Iterable[str]) -> str:
    """The narrowest type that all values have, a key of ``ELEMENTS``; a postal code such as 01234 is text."""
    known = list(values)
    if not known:
        return "Text"
    tests = {
        "Boolean": lambda value: value in ("true", "false"),
        "Integer": lambda value: bool(_INTEGER.fullmatch(value)) and value != "-0",
        "Float": lambda value: bool(_DECIMAL.fullmatch(value)),
        "Date": _is_date,
        "DateTime": _is_date_time,
    }
    return next((name for name, test in tests.items() if all(map(test, known))), "Text")


def _is_date(value: str) -> bool:
    try:
        return bool(_DATE.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_date_time(value: str) -> bool:
    try:
        return bool(_DATE_TIME.fullmatch(value)) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False
