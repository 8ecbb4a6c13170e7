"""Finding words in all interviews while they are typed."""

from coder.language.finding import WordForms
from coder.project.base import ProjectBase
from coder.queries.notes import NoteFilter, NoteRow, notes
from coder.queries.search import Found, search_live
from coder.queries.texts import Texts

MOST_OF_ONE = 100
"""So many hits of an interview are shown."""


class FindUseCases(ProjectBase):
    """Searching as one types. What was read of the texts is kept: a version never changes."""

    _texts: Texts | None = None

    def find(self, query: str, most: int = MOST_OF_ONE) -> Found:
        """Where a query stands in all sources: as typed, inside words too, and in other inflections as far as these
        have been made ready by ``prepare_forms``."""
        texts = self._texts = self._texts or Texts()
        return self.ask(search_live, query, texts, most)

    def find_notes(self, query: str) -> tuple[NoteRow, ...]:
        """The notes with all words of a query, on whatever they are."""
        return self.ask(notes, NoteFilter(search=query))

    def prepare_forms(self) -> None:
        """Make the words of all sources ready to be found in other inflections; about a second for 200,000 words."""
        texts = self._texts = self._texts or Texts()
        for kept in self.ask(texts.current).values():
            kept.with_forms()

    def word_forms(self, source: str) -> WordForms:
        """The words of a source (its exact name) by their forms."""
        texts = self._texts = self._texts or Texts()
        return self.ask(texts.current)[source].with_forms()
