"""What the screens say: numbers, shares and facets in the interface's language; any text on one safe line."""

from collections.abc import Mapping, Sequence

from coder.i18n import _, current_language
from coder.tui.transcript import glyphs

_NO_BREAK_SPACE = "\u00a0"


def one_line(text: str) -> str:
    """A text on one line, with every character that a terminal would obey shown instead."""
    return glyphs.shown(" ".join(text.split()))


def beginning(line: str, most: int) -> str:
    """The first words of a line, so many characters at most; of a single longer word as much as goes."""
    if len(line) <= most:
        return line
    return line[: most + 1].rpartition(" ")[0].rstrip() or line[:most]


def ending(line: str, most: int) -> str:
    """The last words of a line, so many characters at most; of a single longer word as much as goes."""
    if len(line) <= most:
        return line
    return line[-most - 1 :].partition(" ")[2].lstrip() or line[-most:]


def number(value: int) -> str:
    """A whole number with its thousands apart."""
    grouped = f"{value:,}"
    return grouped.replace(",", _NO_BREAK_SPACE) if current_language() == "sv" else grouped


def per_cent(share: float) -> str:
    """A share from 0 to 1; what is begun is never 0, what is not done never 100."""
    rounded = round(share * 100)
    if share > 0 and rounded == 0:
        rounded = 1
    if share < 1 and rounded == 100:
        rounded = 99
    return f"{rounded}{_NO_BREAK_SPACE}%" if current_language() == "sv" else f"{rounded}%"


def voice_in_words(voice: str | None) -> str:
    """Whose voice a coding is said in; "" where nothing is said of it."""
    return {"self": _("about oneself"), "other": _("about others")}.get(voice or "", "")


def mode_in_words(mode: str | None) -> str:
    """Whether it is so, is wanted, or is missing; "" where nothing is said of it."""
    return {"now": _("today"), "wanted": _("wanted"), "missing": _("missing")}.get(mode or "", "")


def colour_in_words(colour: str) -> str:
    """The name of a code's colour."""
    return {
        "red": _("red"),
        "orange": _("orange"),
        "yellow": _("yellow"),
        "green": _("green"),
        "cyan": _("cyan"),
        "blue": _("blue"),
        "purple": _("purple"),
        "pink": _("pink"),
        "grey": _("grey"),
    }.get(colour, colour)


def facets_in_words(voice: str | None, mode: str | None, about: Sequence[str], names: Mapping[str, str]) -> str:
    """A coding's facets on one line: "about: Arbetsförmedlingen, Unga · about others · missing"."""
    whom = ", ".join(one_line(names.get(key, key)) for key in about)
    parts = [_("about: {names}").format(names=whom) if whom else "", voice_in_words(voice), mode_in_words(mode)]
    return " · ".join(part for part in parts if part)
