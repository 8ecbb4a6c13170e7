"""Whom a text names: the registers' actors, groups and places, recognised by the language pipeline."""

from collections.abc import Sequence

from coder.language.entities import EntityFinder, RegisterName
from coder.language.pipeline import Pipeline
from coder.project.base import ProjectBase
from coder.queries.registers import Entry, register_entries
from coder.terms import ABOUT_REGISTERS


class MentionUseCases(ProjectBase):
    """Recognising actors, groups and places; what a coding is about is always a person's decision."""

    pipeline: Pipeline | None = None
    """The pipeline at work, once something slow has loaded it."""

    def mentioned(self, text: str) -> tuple[str, ...]:
        """The ids of those named in a text, in its order; of an ambiguous name, all that could be meant.

        Quick enough for a keypress: before a pipeline is loaded it finds nobody rather than load one.
        """
        if self.pipeline is None:
            return ()
        entries = self.ask(register_entries, *ABOUT_REGISTERS)
        found = EntityFinder(_names(entries), self.pipeline).find(text)
        return tuple(dict.fromkeys(key for mention in found for key in mention.candidates))


def _names(entries: Sequence[Entry]) -> list[RegisterName]:
    return [
        RegisterName(entry.kind, entry.key, (entry.name, *_listed(entry, "other_names"), *_listed(entry, "keywords")))
        for entry in entries
        if not entry.retired
    ]


def _listed(entry: Entry, field: str) -> tuple[str, ...]:
    return tuple(map(str, entry.data.get(field) or ()))
