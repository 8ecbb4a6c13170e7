"""The line that chooses quotes: ``code:stuprör case:"AME Lycksele" * mellan stolarna``."""

import re
from collections.abc import Iterable

from coder.codebook.book import CodeEntry
from coder.codebook.find import resolve_code
from coder.errors import CoderError
from coder.i18n import N_, _
from coder.queries.quotes import QuoteFilter
from coder.spans import folded

STAR = "*"
_FIELDS = (N_("code"), N_("theme"), N_("case"), N_("source"), N_("about"))
_PART = re.compile(r'([^\s:"]+):(?:"([^"]*)"?|(\S*))|(\S+)')


def parse_filter(text: str, codes: Iterable[CodeEntry], cases: Iterable[str], sources: Iterable[str]) -> QuoteFilter:
    """What the line asks for. What has no field's name in front is searched for in quotes and their notes.

    The fields' names may be given in English or in the interface's language; codes, cases and sources by a unique
    beginning. ``CoderError`` for what is not known or may mean several.
    """
    names = {folded(spelling): field for field in _FIELDS for spelling in (field, _(field))}
    given: dict[str, str] = {}
    searched: list[str] = []
    starred = False
    for match in _PART.finditer(text):
        name, quoted, plain, word = match.groups()
        field = names.get(folded(name or ""))
        if field is not None:
            given[field] = quoted if quoted is not None else plain
        elif match.group() == STAR:
            starred = True
        else:
            searched.append(match.group() if word is None else word)
    entries = tuple(codes)
    return QuoteFilter(
        code=_code(given.get("code"), entries),
        deep=True,
        theme=_code(given.get("theme"), entries),
        case=_named(given.get("case"), cases),
        source=_named(given.get("source"), sources),
        about=given.get("about", ""),
        search=" ".join(searched),
        starred=starred,
    )


def with_part(text: str, field: str, value: str) -> str:
    """The line with one field set to a value, or without the field for ""."""
    names = {folded(field), folded(_(field))}
    kept = [match.group() for match in _PART.finditer(text) if folded(match.group(1) or "") not in names]
    quoted = f'"{value}"' if re.search(r"\s", value) else value
    return " ".join([f"{_(field)}:{quoted}", *kept] if value else kept)


def with_star(text: str) -> str:
    """The line with the star put in, or taken out where it stands."""
    parts = [match.group() for match in _PART.finditer(text)]
    return " ".join([part for part in parts if part != STAR] if STAR in parts else [STAR, *parts])


def _code(name: str | None, codes: tuple[CodeEntry, ...]) -> str:
    return resolve_code(name, codes).key if name else ""


def _named(name: str | None, among: Iterable[str]) -> str:
    if not name:
        return ""
    wanted = folded(name)
    known = list(dict.fromkeys(among))
    found = [each for each in known if folded(each) == wanted] or [
        each for each in known if folded(each).startswith(wanted)
    ]
    if len(found) != 1:
        raise CoderError(_("{name}: {number} cases or sources begin so.").format(name=name, number=len(found)))
    return found[0]
