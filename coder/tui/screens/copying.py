"""Copying quotes to the clipboard, as they may stand in a report."""

from collections.abc import Sequence

from coder.exporters.citation import citation
from coder.i18n import ngettext, translator
from coder.queries.quotes import Quote
from coder.tui.screens.base import CoderScreen


def copy_quotes(screen: CoderScreen, quotes: Sequence[Quote]) -> None:
    """Copy quotes with their attributions, in the study's language, a blank line between them.

    The terminal is asked to do it (OSC 52), so that it works over SSH too; some terminals refuse silently.
    """
    t = translator(screen.project.info().language)
    screen.app.copy_to_clipboard("\n\n".join(citation(quote, t) for quote in quotes))
    number = len(quotes)
    told = ngettext(
        "{number} quote copied with its attribution.", "{number} quotes copied with their attributions.", number
    )
    screen.tell(told.format(number=number))
