"""Answers as tables: the columns that scripts and people rely on."""

from collections.abc import Sequence
from dataclasses import replace

from coder.exporters.document import Column, Table, Value
from coder.i18n import Translator
from coder.queries.attribution import WIDE
from coder.queries.frequencies import FrequencyTable
from coder.queries.quotes import Quote, Quotes

TEAM = "team"
REPORT = "report"
AUDIENCES = (TEAM, REPORT)
"""``report`` is fit to be read by anyone: no source, case, turn, speaker, coder or note."""

_PLACE = ("source", "case", "turn", "speaker", "start", "end")
_QUOTE_COLUMNS = ("quote", *_PLACE, "theme", "code", "coder", "about", "voice", "mode", "text", "note")
_REPORT_COLUMNS = ("quote", "attribution", "start", "end", "theme", "code", "about", "voice", "mode", "text")


def titles(t: Translator) -> dict[str, str]:
    """The headings people read, by column key."""
    _ = t.gettext
    return {
        "quote": _("Quote"),
        "attribution": _("Attribution"),
        "source": _("Source"),
        "case": _("Case"),
        "turn": _("Turn"),
        "speaker": _("Speaker"),
        "start": _("Start"),
        "end": _("End"),
        "theme": _("Theme"),
        "code": _("Code"),
        "coder": _("Coder"),
        "about": _("About"),
        "voice": _("Voice"),
        "mode": _("Mode"),
        "text": _("Text"),
        "note": _("Note"),
        "cases": _("Cases"),
        "sources": _("Sources"),
        "codings": _("Codings"),
        "characters": _("Characters"),
        "turns": _("Turns"),
        "speakers": _("Speakers"),
        "words": _("Words"),
        "coded_share": _("Coded share"),
        "finished_by": _("Finished by"),
        "suggestion": _("Suggestion"),
        "score": _("Score"),
        "reason": _("Reason"),
        "snippet": _("Snippet"),
        "step": _("Step"),
        "at": _("At"),
        "kind": _("Kind"),
        "what": _("What"),
        "undone": _("Undone"),
        "name": _("Name"),
        "parent": _("Parent"),
        "colour": _("Colour"),
        "definition": _("Definition"),
        "use_when": _("Use when"),
        "not_when": _("Not when"),
        "keywords": _("Keywords"),
        "examples": _("Examples"),
    }


def columns(keys: Sequence[str], t: Translator) -> tuple[Column, ...]:
    known = titles(t)
    return tuple(Column(key, known.get(key, key)) for key in keys)


def frequency_table(found: FrequencyTable, t: Translator, audience: str = TEAM) -> Table:
    """``theme, code, cases, sources, codings, characters`` and a column for each value asked for."""
    keys = ("theme", "code", "cases", "sources", "codings", "characters", *found.values)
    rows: list[tuple[Value, ...]] = [
        (row.theme, row.code, row.cases, row.sources, row.codings, row.characters, *row.values) for row in found.rows
    ]
    return Table("frequencies", found.scope.in_words(t, named=audience != REPORT), columns(keys, t), tuple(rows))


def quotes_table(found: Quotes, t: Translator, audience: str = TEAM) -> Table:
    """One row a quote; for the report without what exposes the person."""
    keys = _REPORT_COLUMNS if audience == REPORT else _QUOTE_COLUMNS
    shown = for_audience(found, audience).rows
    rows = tuple(tuple(quote_cell(quote, key, t) for key in keys) for quote in shown)
    return Table("quotes", found.scope.in_words(t, named=audience != REPORT), columns(keys, t), rows)


def for_audience(found: Quotes, audience: str) -> Quotes:
    """Quotes as an audience may see them.

    In a report, nobody is named by whom they speak about unless they speak of others; speakers' labels inside a quote
    are cut; and the order is that of themes, codes and identifiers: in the sources' order, all quotes of one interview
    would stand together.
    """
    if audience != REPORT:
        return found
    rows = sorted(map(_unexposed, found.rows), key=lambda quote: (quote.theme, quote.code, quote.quote))
    return replace(found, rows=tuple(rows))


def _unexposed(quote: Quote) -> Quote:
    about = quote.about if quote.voice == "other" else tuple(key for key in quote.about if key not in quote.own)
    text = quote.text
    for label in reversed(quote.labels):
        text = text[: label.start] + ("[…] " if label.start else "") + text[label.end :]
    return replace(quote, about=about, text=text)


def quote_cell(quote: Quote, key: str, t: Translator) -> Value:
    if key == "about":
        return ";".join(quote.about)
    if key == "attribution":
        return attribution_in_words(quote.attribution, t)
    value: Value = getattr(quote, key)
    return value


def attribution_in_words(attribution: str, t: Translator) -> str:
    return t.gettext(attribution) if attribution in WIDE else attribution
