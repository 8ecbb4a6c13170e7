"""What documents hold beside the text that is read: it is left out, and one line says what and how much of it."""

from collections import Counter
from collections.abc import Iterator, Mapping

from coder.i18n import _, ngettext

CHANGES = "changes"
FOOTNOTES, BOXES, PICTURES, OBJECTS = "footnotes", "boxes", "pictures", "objects"
HIDDEN, HEADERS, NUMBERING, SYMBOLS = "hidden", "headers", "numbering", "symbols"


class Beside(Counter[str]):
    """How often each of these kinds was met."""

    def remarks(self) -> Iterator[str]:
        """Translated lines: how tracked changes were read, and what was left out."""
        if self[CHANGES]:
            yield _("The document has tracked changes: insertions were kept, deletions left out.")
        if what := [said for kind, said in _said(self).items() if self[kind]]:
            yield _("Left out: {what}.").format(what=", ".join(what))
        if number := self[SYMBOLS]:
            message = ngettext(
                "{number} symbol that only its own font shows stands as □.",
                "{number} symbols that only their own fonts show stand as □.",
                number,
            )
            yield message.format(number=number)


def _said(times: Mapping[str, int]) -> dict[str, str]:
    """What each kind is called, in the order in which they are told."""
    return {
        FOOTNOTES: _counted(ngettext("{number} footnote", "{number} footnotes", times[FOOTNOTES]), times[FOOTNOTES]),
        BOXES: _counted(ngettext("{number} text box", "{number} text boxes", times[BOXES]), times[BOXES]),
        PICTURES: _counted(ngettext("{number} picture", "{number} pictures", times[PICTURES]), times[PICTURES]),
        OBJECTS: _counted(
            ngettext("{number} embedded object", "{number} embedded objects", times[OBJECTS]), times[OBJECTS]
        ),
        HIDDEN: _("hidden text"),
        HEADERS: _("headers and footers"),
        NUMBERING: _("numbers and bullets of lists"),
    }


def _counted(message: str, number: int) -> str:
    return message.format(number=number)
