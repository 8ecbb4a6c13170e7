"""A quote on one line with its attribution, to be pasted into a report: fit to be read by anyone."""

from coder.exporters.privacy import REPORT
from coder.exporters.tables import attribution_in_words, for_audience
from coder.i18n import Translator
from coder.queries.quotes import Quote, Quotes
from coder.queries.selection import Scope


def citation(quote: Quote, t: Translator) -> str:
    """The words as they were said, without speakers' labels; who says it, widened; and the quote's identifier."""
    (shown,) = for_audience(Quotes((quote,), Scope((), with_interviewer=False)), REPORT).rows
    return t.gettext("“{text}” ({attribution}) [{quote}]").format(
        text=" ".join(shown.text.split()), attribution=attribution_in_words(shown.attribution, t), quote=shown.quote
    )
