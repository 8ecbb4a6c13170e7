"""The quotes that writers picked, in their order: as rows, and as a document with their headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coder.exporters.document import Block, Heading, Paragraph, Quote, Table
from coder.exporters.privacy import REPORT, TEAM
from coder.exporters.tables import attribution_in_words, columns, for_audience, quotes_table
from coder.i18n import Translator
from coder.queries.quotes import Quote as Evidence
from coder.queries.quotes import Quotes
from coder.queries.selection import Scope

_NO_SCOPE = Scope((), with_interviewer=False)


@dataclass(frozen=True)
class Picked:
    """A quote on the writers' list."""

    quote: Evidence
    heading: str
    edited: str
    """"" for verbatim."""

    def seen_by(self, audience: str) -> "Picked":
        """As an audience may see it."""
        return replace(self, quote=for_audience(Quotes((self.quote,), _NO_SCOPE), audience).rows[0])


def picks_table(found: Sequence[Picked], t: Translator, audience: str = TEAM) -> Table:
    """The columns of quotes with ``heading`` and ``edited``; ``text`` are the words as they were said."""
    tables = [quotes_table(Quotes((each.quote,), _NO_SCOPE), t, audience) for each in found]
    keys = [
        column.key for column in (tables[0] if tables else quotes_table(Quotes((), _NO_SCOPE), t, audience)).columns
    ]
    rows = tuple((*table.rows[0], each.heading, each.edited) for table, each in zip(tables, found, strict=True))
    return Table("picks", "", columns((*keys, "heading", "edited"), t), rows)


def picks_blocks(found: Sequence[Picked], t: Translator, audience: str = TEAM) -> Iterator[Block]:
    """Each section under its heading; under an edited quote its words as they were said."""
    _ = t.gettext
    heading = ""
    for each in found:
        if each.heading != heading:
            heading = each.heading
            yield Heading(1, heading)
        quote = each.seen_by(audience).quote
        if audience == REPORT:
            origin = attribution_in_words(quote.attribution, t)
        else:
            place = _("{case}, {source} turn {turn}")
            origin = place.format(case=quote.case or quote.speaker, source=quote.source, turn=quote.turn)
        yield Quote(each.edited or quote.text, quote.quote, origin, quote.note if audience == TEAM else "")
        if each.edited:
            yield Paragraph(_("As it was said: {text}").format(text=" ".join(quote.text.split())), emphasis=True)
