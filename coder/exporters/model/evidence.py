"""Quotes in the model: the strongest in each section, and all that anything leads to, once, in the annex."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from coder.exporters.document import Block, Heading, Paragraph, Quote
from coder.exporters.model.material import Material
from coder.exporters.privacy import REPORT
from coder.exporters.tables import attribution_in_words
from coder.i18n import Translator
from coder.queries import quotes as found
from coder.spans import folded
from coder.synthesis.strongest import strongest

MOST = 6
"""So many quotes a section shows."""


class Shown:
    """What one section shows: its quotes, each passage once, and what of it stands in the annex."""

    def __init__(self, material: Material, t: Translator, heard: Counter[str], cites: Collection[str] = ()) -> None:
        self._material = material
        self._t = t
        self._heard = heard
        self._cites = frozenset(cites)
        self._passages: set[tuple[str, int, int]] = set()
        self.annex: list[Block] = []

    def anchor(self, quote: str) -> str:
        """Where a quote stands; "" for one that does not exist."""
        return quote if quote in self._material.cited else ""

    def chosen(self, codes: Collection[str], number: int) -> tuple[list[found.Quote], int]:
        """The strongest quotes with some codes that the section does not show yet, and how many there are in all.

        In a report nobody who coded is addressed in them by name.
        """
        candidates: dict[tuple[str, int, int], found.Quote] = {}
        for quote in self._material.quotes.rows:
            place = (quote.source, quote.start, quote.end)
            if quote.code in codes and place not in self._passages and not self._names_coder(quote):
                known = candidates.setdefault(place, quote)
                if quote.quote in self._cites and known.quote not in self._cites:
                    candidates[place] = quote
        rows = strongest(tuple(candidates.values()), number, lambda each: each.quote in self._cites, self._heard)
        return rows, len(candidates)

    def block(self, quote: found.Quote, anchored: bool = False) -> Quote:
        """A quote as a part of the document; ``anchored`` where links lead to it, with the coder's note there."""
        self._passages.add((quote.source, quote.start, quote.end))
        note = quote.note if anchored and self._material.audience != REPORT else ""
        return Quote(quote.text, quote.quote, self._origin(quote), note, quote.quote if anchored else "")

    def _names_coder(self, quote: found.Quote) -> bool:
        return self._material.audience == REPORT and names_coder(quote.text, self._material.coders)

    def _origin(self, quote: found.Quote) -> str:
        if self._material.audience == REPORT:
            return attribution_in_words(quote.attribution, self._t)
        told = self._t.gettext("{case}, {source} turn {turn}")
        return told.format(case=quote.case or quote.speaker, source=quote.source, turn=quote.turn)


def names_coder(text: str, coders: Sequence[str]) -> bool:
    """Whether somebody who coded is named in a text: interviewers do, and are addressed."""
    words = set(re.findall(r"\w+", folded(text)))
    return any(words >= set(re.findall(r"\w+", folded(coder))) for coder in coders)


def strongest_quotes(material: Material, keys: Sequence[str], shown: Shown, t: Translator) -> Iterator[Block]:
    """The strongest of a question's quotes; by which rule, the section about the material says (``rule``)."""
    _ = t.gettext
    rows, number = shown.chosen({code.key for code in material.under(keys)}, MOST)
    if not rows:
        return
    yield Heading(2, _("The strongest quotes"))
    yield Paragraph(_("{number} of {all} passages.").format(number=len(rows), all=number), emphasis=True)
    for quote in rows:
        yield shown.block(quote)


def rule(t: Translator) -> str:
    """By which rule quotes are chosen."""
    return t.gettext(
        "Starred quotes first, then those that the section's text cites; among them breadth over cases in the whole "
        "document, then over codes, and no two from one person in a row."
    )


def all_quotes(material: Material, t: Translator) -> Iterator[Block]:
    """Every quote that something leads to, by its identifier, so that it is found on paper too."""
    shown = Shown(material, t, Counter())
    told = t.ngettext(
        "{number} quote that texts, roles and constellations rest on, by its identifier.",
        "{number} quotes that texts, roles and constellations rest on, by their identifiers.",
        len(material.cited),
    )
    yield Paragraph(told.format(number=len(material.cited)))
    for _identifier, quote in sorted(material.cited.items()):
        if material.audience == REPORT and names_coder(quote.text, material.coders):
            continue
        yield shown.block(quote, anchored=True)


def evidence_comment(material: Material, keys: Sequence[str], title: str, t: Translator) -> str:
    """The beginning of a text's file: a comment that lists the strongest evidence, by identifier and code.

    It names nobody. A comment cannot hold ``--``, so dashes of speech are written otherwise.
    """
    _ = t.gettext
    codes = {code.key: code.name for code in material.under(keys)}
    quotes = [quote for quote in material.quotes.rows if quote.code in codes]
    lines = [
        title,
        _("Write the answer below this comment; cite quotes by their identifiers in brackets: [C-7K2M9]."),
    ]
    if codes:
        told = t.ngettext(
            "{number} passage in the material; the strongest:",
            "{number} passages in the material; the strongest:",
            len(quotes),
        )
        lines.append(told.format(number=len(quotes)))
        lines += [
            f"[{quote.quote}] {codes[quote.code]}: {' '.join(quote.text.split())}"
            for quote in strongest(quotes, 3 * MOST)
        ]
    inside = "\n".join(lines)
    while "--" in inside:
        inside = inside.replace("--", "- -")
    return f"<!--\n{inside.replace('<!', '< !')}\n-->\n"
