"""Single values as programs write them: identities, instants, colours, variables."""

import re
from colorsys import rgb_to_hsv
from datetime import UTC, datetime

from coder.identity import derived

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?")
_HEX = re.compile(r"#(?P<long>[0-9a-f]{6})(?:[0-9a-f]{2})?|#(?P<short>[0-9a-f]{3})", re.IGNORECASE)

COLOURS = {
    "red": "#C0392B",
    "orange": "#E67E22",
    "yellow": "#F1C40F",
    "green": "#27AE60",
    "cyan": "#16A3B8",
    "blue": "#2E6FD8",
    "purple": "#8E44AD",
    "pink": "#E84393",
    "grey": "#7F8C8D",
}
"""The codebook's colours as others see them."""

_GREY_BELOW = 0.2
"""A colour less saturated than this, of 1, is none to speak of."""

VALUE_ELEMENTS = {
    "TextValue": "Text",
    "BooleanValue": "Boolean",
    "IntegerValue": "Integer",
    "FloatValue": "Float",
    "DateValue": "Date",
    "DateTimeValue": "DateTime",
}
"""The elements that hold a variable's value, with the type each is of."""


def plain_guid(written: str | None) -> str:
    """An identity in lower case without braces; what is no GUID becomes one made from it, "" stays nothing."""
    found = (written or "").strip().strip("{}").lower()
    return found if not found or _GUID.fullmatch(found) else derived("refi", found)


def instant(written: str | None) -> str:
    """An instant as this project keeps them (UTC); one without a zone is taken for UTC, "" for none."""
    found = _INSTANT.fullmatch((written or "").strip())
    if found is None:
        return ""
    try:
        moment = datetime.fromisoformat(found[1] + (found[2] or "")[:7] + (found[3] or "Z").replace("Z", "+00:00"))
        return moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return ""


def colour_named(written: str | None) -> str:
    """The codebook's colour that is most like ``#RRGGBB`` (``#RGB``; an alpha is passed over); "" for none."""
    found = _HEX.fullmatch((written or "").strip())
    if found is None:
        return ""
    digits = found["long"] or "".join(digit * 2 for digit in found["short"])
    hue, saturation = _hue(digits)
    if saturation < _GREY_BELOW:
        return "grey"
    apart = {name: abs(hue - _hue(shown[1:])[0]) for name, shown in COLOURS.items() if name != "grey"}
    return min(apart, key=lambda name: min(apart[name], 1 - apart[name]))


def variable_value(kind: str, written: str) -> str:
    """A value as it is kept: true and false as words, a date without its zone, all else as it stands."""
    value = written.strip()
    if kind == "Boolean":
        return {"1": "true", "0": "false"}.get(value, value.lower())
    if kind == "Date" and (found := _DATE.fullmatch(value)):
        return found[1]
    return value


def _hue(digits: str) -> tuple[float, float]:
    """Hue (a circle of length 1) and saturation."""
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, saturation, _value = rgb_to_hsv(red, green, blue)
    return hue, saturation
