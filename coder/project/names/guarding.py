"""The leak guard at work: what the project knows of names, against a document that is about to leave."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from coder import plugins
from coder.errors import CoderError
from coder.exporters.document import Document
from coder.exporters.leaks import Leak, Words, leaks, leaks_in
from coder.exporters.privacy import REPORT, notice
from coder.i18n import _, ngettext, translator
from coder.personal.base import KINDS
from coder.personal.fingerprints import fingerprint
from coder.personal.reasons import kind_in_words
from coder.project.base import ProjectBase
from coder.project.names.naming import naming
from coder.project.names.searching import numbers_in_clear
from coder.queries.counted import count
from coder.queries.pseudonyms import KEEP, decisions, how_far, salt
from coder.queries.selection import DEFAULT

_MANY = 100
"""So many leaks are counted; there is no need to know of more."""


class Leaking(CoderError):
    """A document holds what must not leave the project."""

    exit_status = 1


class GuardUseCases(ProjectBase):
    """What an export says of people, and what it must not say."""

    today: ProjectBase | None = None
    """The project as it is, where this is the one as of a date."""
    let_through: Sequence[str] = ()
    """Names that may stand in exports all the same, as somebody said for this one command."""

    def privacy_notice(self, audience: str) -> str:
        """For whom an export is, and how far names have been replaced, in the study's language."""
        t = translator(self.info().language)
        sources, done = self.ask(how_far)
        cases = len(self.ask(count, DEFAULT).cases) if audience == REPORT else 0
        return notice(audience, t, sources=sources, pseudonymised=done, cases=cases)

    def refuse_leaks(self, document: Document, name: str) -> None:
        """Raise ``Leaking`` if a document holds a name that is to be replaced, or a number in clear.

        ``name`` is what the document is called in the message, which does not hold the name itself.
        """
        _refuse(leaks(document, self._search()), name)

    def refuse_leaks_in(self, texts: Iterable[Words], name: str) -> None:
        """The same for a file that is no document: its texts, one after the other."""
        _refuse(leaks_in(texts, self._search()), name)

    def leaking(self) -> Callable[[str], bool]:
        """What says of a text whether a name stands in it that is to be replaced, or a number in clear."""
        search = self._search()
        return lambda text: next(search(text, True), None) is not None

    def rendered(self, document: Document, ending: str, name: str = "") -> bytes:
        """A document's bytes in a format; ``name`` is what it is called where it is refused.

        Raises ``Leaking`` where it holds a name that was to be replaced, or a number in clear.
        """
        self.refuse_leaks(document, name or f"{document.title}.{ending}")
        return self.bytes_of(document, ending)

    def bytes_of(self, document: Document, ending: str) -> bytes:
        """A document's bytes in a format, whatever it holds: for lists of names themselves."""
        out = io.BytesIO()
        plugins.exporter_for(ending).export(document, out)
        return out.getvalue()

    def _search(self) -> Callable[[str, bool], Iterator[str]]:
        # What is shown as of a date knows nothing of what was decided since.
        with (self.today or self).store.reading() as session:
            mix, decided = salt(session), decisions(session)
            passing = {fingerprint(mix, kind, each) for each in self.let_through for kind in KINDS}
            names = naming(session, passing)
        kept = {each.fingerprint for each in decided if each.decision == KEEP} | passing

        def search(text: str, free: bool) -> Iterator[str]:
            for hit in names.hits(text, vocabulary=not free):
                yield hit.decision.kind
            for mention in numbers_in_clear(text):
                if fingerprint(mix, mention.kind, mention.name) not in kept:
                    yield mention.kind

        return search


def _refuse(leaking: Iterator[Leak], name: str) -> None:
    found = list(islice(leaking, _MANY))
    if found:
        raise Leaking(_refusal(name, found))


def _refusal(name: str, found: Sequence[Leak]) -> str:
    first = found[0]
    more = len(found) - 1
    told = _("{file} was not written; in it stands what was to be replaced: {what} ({where}).").format(
        file=name, what=kind_in_words(first.kind), where=first.where
    )
    if more:
        told += " " + ngettext("And {number} more.", "And {number} more.", more).format(number=more)
    return told + " " + _("Pseudonymise with 'coder pseudonymise --apply', or let it pass with --let-through NAME.")
