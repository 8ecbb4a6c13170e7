"""The line that chooses codings: ``code:stuprör case:"AME Lycksele" kind:kommun mode:wanted * mellan stolarna``.

Quotes and figures have the same line. A field's name is followed by what it asks for; a variable of the project is a
field too. What has no field's name in front is searched for, and ``*`` asks for starred quotes: of quotes alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coder.codebook.book import CodeEntry
from coder.codebook.find import resolve_code
from coder.errors import CoderError
from coder.i18n import N_, _
from coder.queries.filterable import Filterable
from coder.queries.quotes import QuoteFilter
from coder.queries.selection import ALL_CODERS, Selection
from coder.queries.variables import OF_SPEAKERS
from coder.spans import folded
from coder.terms import MODES, VOICES
from coder.tui import words

STAR = "*"
_FIELDS = (
    N_("code"),
    N_("theme"),
    N_("case"),
    N_("source"),
    N_("kind"),
    N_("place"),
    N_("actor"),
    N_("about"),
    N_("voice"),
    N_("mode"),
    N_("guide"),
    N_("coders"),
)
"""In the order in which they are offered; actor, kind and place are variables that every project has."""
_PART = re.compile(r'([^\s:"]+):(?:"([^"]*)"?|(\S*))|(\S+)')
_BETWEEN_CODERS = re.compile(r"\s*[,;]\s*")
_MOST_NAMED = 8


@dataclass(frozen=True)
class Asked:
    """What a line asks for: which codings, of whose."""

    filter: QuoteFilter
    selection: Selection


def parse_filter(text: str, known: Filterable) -> Asked:
    """What the line asks for.

    The fields' names may be given in English or in the interface's language; codes, cases and all other names by a
    unique beginning. ``CoderError`` for what is not known or may mean several.
    """
    given, searched, starred = _parts(text, known)
    variables = {name: value for name, value in given.items() if value and name in (*OF_SPEAKERS, *known.values)}
    return Asked(
        QuoteFilter(
            code=_code(given.get("code"), known),
            deep=True,
            theme=_code(given.get("theme"), known),
            case=_one(given.get("case"), _same(known.cases)),
            where=tuple((name, _one(value, _same(known.values.get(name, ())))) for name, value in variables.items()),
            source=_one(given.get("source"), _same(known.sources)),
            about=_one(given.get("about"), _spellings_of_entries(known)),
            voice=_one(given.get("voice"), _spellings(VOICES, words.voice_in_words)),
            mode=_one(given.get("mode"), _spellings(MODES, words.mode_in_words)),
            guide=_one(given.get("guide"), _questions(known)),
            search=" ".join(searched),
            starred=starred,
        ),
        Selection(_coders(given.get("coders", ""), known)),
    )


def parse_figure_filter(text: str, known: Filterable) -> Asked:
    """As ``parse_filter``, for figures: ``CoderError`` for words and the star, which only quotes can be chosen by."""
    asked = parse_filter(text, known)
    wanted = STAR if asked.filter.starred else asked.filter.search
    if wanted:
        names = ", ".join(f"{_(name)}:…" for name in _FIELDS)
        told = _("{words}: figures are filtered by fields, not by words: {fields}, or a variable.")
        raise CoderError(told.format(words=wanted, fields=names))
    return asked


def with_part(text: str, field: str, value: str) -> str:
    """The line with one field set to a value, or without the field for ""."""
    names = {folded(field), folded(_(field))}
    kept = [match.group() for match in _PART.finditer(text) if folded(match.group(1) or "") not in names]
    return " ".join([_written(_(field), value), *kept] if value else kept)


def with_star(text: str) -> str:
    """The line with the star put in, or taken out where it stands."""
    parts = [match.group() for match in _PART.finditer(text)]
    return " ".join([part for part in parts if part != STAR] if STAR in parts else [STAR, *parts])


def completed(text: str, known: Filterable) -> str | None:
    """The line with the field or value that is being typed completed; None where nothing begins so."""
    match = re.search(r'(?:^|\s)(?:([^\s:"]+):)?("[^"]*|[^\s":]*)$', text)
    if match is None or not text or text[-1].isspace():
        return None
    name, typed = match.group(1), match.group(2)
    if name is None:
        fields = [f"{_(field)}:" for field in _FIELDS] + [f"{variable}:" for variable in known.values]
        return _continued(text, typed, fields) if typed else None
    field = _names(known).get(folded(name))
    return _continued(text, typed, _offered(field, known)) if field else None


def _continued(text: str, typed: str, offered: list[str]) -> str | None:
    """The text with the first of what is offered that goes on as typed; quotation marks must have been typed too."""
    for each in offered:
        written = f'"{each}"' if re.search(r"\s", each) else each
        if folded(written).startswith(folded(typed)) and len(written) > len(typed):
            return text + written[len(typed) :]
    return None


def _offered(field: str, known: Filterable) -> list[str]:
    own: Mapping[str, list[str]] = {
        "code": [code.key for code in known.codes],
        "theme": [code.key for code in known.codes if code.parent is None],
        "case": list(known.cases),
        "source": list(known.sources),
        "about": [entry.key for entry in known.about],
        "voice": list(VOICES),
        "mode": list(MODES),
        "guide": [question.key for question in known.questions],
        "coders": [ALL_CODERS, *known.coders],
    }
    return own[field] if field in own else list(known.values.get(field, ()))


def _names(known: Filterable) -> dict[str, str]:
    """Every spelling of a field's name with the field; a variable is called what the project calls it."""
    fields = {folded(spelling): field for field in _FIELDS for spelling in (field, _(field))}
    return {folded(name): name for name in known.values if name not in _FIELDS} | fields


def _parts(text: str, known: Filterable) -> tuple[dict[str, str], list[str], bool]:
    """What is given by field, what is searched for, and whether there is a star."""
    names = _names(known)
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
    return given, searched, starred


def _written(field: str, value: str) -> str:
    return f'{field}:"{value}"' if re.search(r"\s", value) else f"{field}:{value}"


def _code(name: str | None, known: Filterable) -> str:
    if not name:
        return ""
    entries = [CodeEntry(code.key, code.name, code.parent, keywords=code.keywords) for code in known.codes]
    return resolve_code(name, entries).key


def _coders(names: str, known: Filterable) -> tuple[str, ...]:
    typed = [name for name in _BETWEEN_CODERS.split(names) if name]
    if [folded(name) for name in typed] == [ALL_CODERS]:
        return (ALL_CODERS,)
    return tuple(_one(name, _same(known.coders)) for name in typed)


def _same(names: tuple[str, ...]) -> dict[str, str]:
    return {name: name for name in names}


def _spellings(terms: tuple[str, ...], in_words: Callable[[str], str]) -> dict[str, str]:
    """The terms, and what the screens call them."""
    return {spelling: term for term in terms for spelling in (term, in_words(term))}


def _spellings_of_entries(known: Filterable) -> dict[str, str]:
    """Keys, and names that are no entry's key and one entry's only."""
    keys = _same(tuple(entry.key for entry in known.about))
    return {entry.name: entry.key for entry in known.about} | keys


def _questions(known: Filterable) -> dict[str, str]:
    return {question.text: question.key for question in known.questions} | {q.key: q.key for q in known.questions}


def _one(typed: str | None, spelt: Mapping[str, str]) -> str:
    """What is meant, of the values by their spellings: the whole of one, else a beginning that only one value has."""
    if not typed:
        return ""
    wanted = folded(typed)
    exact = {value for spelling, value in spelt.items() if folded(spelling) == wanted}
    found = exact or {value for spelling, value in spelt.items() if folded(spelling).startswith(wanted)}
    if len(found) == 1:
        return found.pop()
    names = list(_listed(sorted(found) or sorted(set(spelt.values()))))
    told = _("{name}: several begin so: {names}.") if found else _("{name}: there is none; there are: {names}.")
    raise CoderError(told.format(name=typed, names=", ".join(names) or "–"))


def _listed(names: list[str]) -> Iterator[str]:
    yield from names[:_MOST_NAMED]
    if len(names) > _MOST_NAMED:
        yield "…"
