"""Quotes in the model: what the text cites, and the strongest of the rest; each once in a section."""

import re
from collections.abc import Iterator, Sequence

from coder.exporters.document import Block, Heading, Paragraph, Quote
from coder.exporters.model.material import Material
from coder.exporters.privacy import REPORT
from coder.exporters.tables import attribution_in_words
from coder.i18n import Translator
from coder.queries import quotes as found
from coder.spans import folded
from coder.synthesis.strongest import strongest

MOST = 6
"""So many quotes a section shows beside those that its text cites."""


class Shown:
    """The quotes of one section: which stand there, and where links to them lead."""

    def __init__(self, material: Material, section: str, t: Translator) -> None:
        self._material = material
        self._section = section
        self._t = t
        self._passages: set[tuple[str, int, int]] = set()

    def anchor(self, quote: str) -> str:
        """Where a quote stands in this section; "" for one that does not exist."""
        return f"{self._section}-{quote}" if quote in self._material.cited else ""

    def is_new(self, quote: found.Quote) -> bool:
        """Whether it may be chosen: its passage does not stand in the section yet, under this code or another, and in a
        report nobody who coded is addressed in it by name."""
        stands = (quote.source, quote.start, quote.end) in self._passages
        return not stands and not (self._material.audience == REPORT and names_coder(quote.text, self._material.coders))

    def block(self, quote: found.Quote) -> Quote:
        self._passages.add((quote.source, quote.start, quote.end))
        note = "" if self._material.audience == REPORT else quote.note
        return Quote(quote.text, quote.quote, self._origin(quote), note, f"{self._section}-{quote.quote}")

    def _origin(self, quote: found.Quote) -> str:
        if self._material.audience == REPORT:
            return attribution_in_words(quote.attribution, self._t)
        told = self._t.gettext("{case}, {source} turn {turn}")
        return told.format(case=quote.case or quote.speaker, source=quote.source, turn=quote.turn)


def names_coder(text: str, coders: Sequence[str]) -> bool:
    """Whether somebody who coded is named in a text: interviewers do, and are addressed."""
    words = set(re.findall(r"\w+", folded(text)))
    return any(words >= set(re.findall(r"\w+", folded(coder))) for coder in coders)


def cited(material: Material, quotes: Sequence[str], shown: Shown, t: Translator) -> Iterator[Block]:
    """What a text rests on, in the order in which it cites it; two codings of one passage both stand there."""
    known = [material.cited[quote] for quote in dict.fromkeys(quotes) if quote in material.cited]
    if known:
        yield Heading(2, t.gettext("The words that the text rests on"))
        for quote in known:
            yield shown.block(quote)


def strongest_quotes(material: Material, keys: Sequence[str], shown: Shown, t: Translator) -> Iterator[Block]:
    """The strongest of a question's quotes, by a rule that stands under the heading."""
    _ = t.gettext
    codes = {code.key for code in material.under(keys)}
    candidates: dict[tuple[str, int, int], found.Quote] = {}
    for quote in material.quotes.rows:
        if quote.code in codes and shown.is_new(quote):
            candidates.setdefault((quote.source, quote.start, quote.end), quote)
    if not candidates:
        return
    yield Heading(2, _("More quotes"))
    yield Paragraph(
        _(
            "Starred quotes first; then breadth over cases, then over codes, and no two from one person in a row. "
            "{number} of {all} passages that the text does not cite."
        ).format(number=min(MOST, len(candidates)), all=len(candidates)),
        emphasis=True,
    )
    for quote in strongest(tuple(candidates.values()), MOST):
        yield shown.block(quote)


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
        t.ngettext(
            "{number} passage in the material; the strongest:",
            "{number} passages in the material; the strongest:",
            len(quotes),
        ).format(number=len(quotes)),
        *(
            f"[{quote.quote}] {codes[quote.code]}: {' '.join(quote.text.split())}"
            for quote in strongest(quotes, 3 * MOST)
        ),
    ]
    inside = "\n".join(lines)
    while "--" in inside:
        inside = inside.replace("--", "- -")
    return f"<!--\n{inside.replace('<!', '< !')}\n-->\n"
