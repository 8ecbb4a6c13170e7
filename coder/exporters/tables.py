"""Answers as tables: the columns that scripts and people rely on."""

from collections.abc import Sequence
from dataclasses import replace

from coder.exporters.document import Column, Table, Value
from coder.exporters.privacy import REPORT, TEAM
from coder.i18n import Translator
from coder.queries.attribution import WIDE
from coder.queries.frequencies import FrequencyTable
from coder.queries.quotes import Quote, Quotes

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
        "corrected": _("Corrected"),
        "speakers_settled": _("Speakers settled"),
        "pseudonymised": _("Pseudonymised"),
        "label": _("Label"),
        "role": _("Role"),
        "actor": _("Actor"),
        "place": _("Place"),
        "consent": _("Consent"),
        "missing": _("Missing or doubtful"),
        "variables": _("Known of it"),
        "part": _("Part"),
        "done_by": _("Done by"),
        "suggestion": _("Suggestion"),
        "score": _("Score"),
        "proposal": _("Proposal"),
        "keywords": _("Keywords"),
        "interviews": _("Interviews"),
        "similarity": _("Similarity"),
        "codes": _("Codes"),
        "forms": _("As it is said"),
        "mentions": _("Mentions"),
        "register": _("Register"),
        "id": _("Id"),
        "settled_by": _("Settled by"),
        "candidates": _("Candidates"),
        "other_quote": _("Other quote"),
        "other_source": _("Other source"),
        "other_start": _("Other start"),
        "other_end": _("Other end"),
        "other_coder": _("Other coder"),
        "other_codes": _("Other codes"),
        "other_text": _("Other text"),
        "reason": _("Reason"),
        "snippet": _("Snippet"),
        "passages": _("Passages"),
        "suggested": _("Suggested"),
        "right": _("Right"),
        "precision": _("Precision"),
        "recall": _("Recall"),
        "accepted": _("Accepted"),
        "changed": _("Changed"),
        "rejected": _("Rejected"),
        "replaced": _("Replaced"),
        "rate": _("Accepted share"),
        "began": _("Began as a suggestion"),
        "in_sight": _("With it in sight"),
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
        "examples": _("Examples"),
        "certainty": _("Certainty"),
        "times": _("Times"),
        "context": _("Context"),
        "pseudonym": _("Pseudonym"),
        "names": _("Names"),
        "question": _("Question"),
        "asked": _("Asked"),
        "proposed": _("Proposed"),
        "not_asked": _("Not asked"),
        "state": _("State"),
        "version": _("Version"),
        "origin": _("Origin"),
        "current": _("Current"),
        "moved": _("Codings moved"),
        "before": _("Before"),
        "after": _("After"),
        "share": _("Share of talk"),
        "group": _("Group"),
        "about-actor": _("About the actor"),
        "about-place": _("About the place"),
        "code_a": _("Code"),
        "code_b": _("With the code"),
        "count": _("Pairs"),
        "jaccard": _("Shared of both"),
        "position": _("No."),
        "new_codes": _("New codes"),
        "total_codes": _("Codes so far"),
        "new_while_coding": _("Made while coding"),
        "mean": _("Mean"),
        "low": _("Low"),
        "high": _("High"),
        "finding": _("Finding"),
        "other": _("With"),
        "figure": _("Figure"),
        "quotation": _("Quotation"),
        "verdict": _("Verdict"),
        "marked": _("Marked"),
        "difference": _("Difference"),
        "heading": _("Heading"),
        "edited": _("Edited"),
        "expression": _("Expression"),
        "summary": _("Summary"),
        "cited": _("Cited quotes"),
        "written_by": _("Written by"),
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


FEW_CASES = 20
"""Below so many cases a percentage says more than is known."""


def of_all(cases: int, all_cases: int, t: Translator) -> str:
    """How many cases of how many: what people read before any percentage."""
    return t.gettext("{cases} of {all}").format(cases=cases, all=all_cases)


def percent(share: float, t: Translator) -> str:
    """A share as people read it, to a tenth of a percent."""
    number = f"{share * 100:.1f}"
    return t.gettext("{number}%").format(number=number.replace(".", ",") if t.language == "sv" else number)


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
