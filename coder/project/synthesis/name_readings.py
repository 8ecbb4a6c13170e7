"""Settling whom an ambiguous name means in a source: *förbundet*, *regionen*."""

from sqlmodel import select

from coder.errors import CoderError
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.language.resolve import ACTOR, reading_name
from coder.model import NameReading
from coder.project.base import coder_id, entries_by_key
from coder.project.suggestions.mentions import MentionRow, MentionUseCases
from coder.queries.name_readings import ReadingRow, reading_rows
from coder.queries.sources import find_source
from coder.spans import folded
from coder.synthesis.actors import NamedActor, OpenName, open_names

NONE = "-"
"""How "none of the actors" is written."""


class NameReadingUseCases(MentionUseCases):
    """What a person settles here holds for every mention of the name in the source, and before any rule."""

    def open_names(self, source: str = "") -> tuple[OpenName, ...]:
        """The names of actors that nothing settles, by source. Slow the first time: loads spaCy."""
        return open_names(self.named_actors(source))

    def named_actors(self, source: str = "") -> list[NamedActor]:
        """Whom interviewees name, in a source or in all, without what a person said to be no actor. As slow."""
        return [
            NamedActor(row.source, row.case, row.speaking_for, row.text, reading_name(row.text), row.id, row.candidates)
            for row in self.mention_rows(source, with_times=False)
            if row.register == ACTOR and not row.is_we and (row.id or not row.settled_by)
        ]

    def name_readings(self) -> tuple[ReadingRow, ...]:
        """What people have settled."""
        return self.ask(reading_rows)

    def settle_name(self, source: str, name: str, actor: str | None) -> None:
        """Say whom a name means in a source; None: none of the actors (an area, say).

        ``CoderError`` for a name that no actor goes by in this source, or an unknown actor.
        """
        wanted = reading_name(name)
        with self.store.reading() as session:
            row = find_source(session, source)
            entry = None
            if actor is not None:
                entries = entries_by_key(session, ("actor",))
                entry = entries.get(folded(actor))
                entry = entry or next((e for e in entries.values() if folded(e.name) == folded(actor)), None)
                if entry is None:
                    message = _("{actor}: no actor has this id; they stand under “actors:” in codebook.yaml.")
                    raise CoderError(message.format(actor=actor))
        said = [each for each in self.mention_rows(row.name, with_times=False) if _is_named(each, wanted)]
        if not said:
            message = _("{name}: is not said of an actor in {source}; 'coder mentions {source}' lists the names.")
            raise CoderError(message.format(name=name.strip(), source=row.name))
        key = entry.key if entry else NONE
        with self.history.step("settle_name", source=row.name, name=wanted, actor=key) as step:
            me, at = coder_id(step, self.coder), now("microseconds")
            here = select(NameReading).where(NameReading.source_id == row.id, NameReading.name == wanted)
            settled = step.session.exec(here).first()
            meant = entry.id if entry else None
            if settled is None:
                step.insert(
                    NameReading(
                        id=fresh(),
                        source_id=row.id,
                        name=wanted,
                        register_entry_id=meant,
                        decided_by=me,
                        created_at=at,
                    )
                )
            elif settled.register_entry_id != meant:
                step.update(settled, register_entry_id=meant, decided_by=me, created_at=at)

    def reopen_name(self, source: str, name: str) -> None:
        """Leave a name to the rules again. ``CoderError`` where nobody has settled it."""
        wanted = reading_name(name)
        with self.store.reading() as session:
            row = find_source(session, source)
        here = select(NameReading).where(NameReading.source_id == row.id, NameReading.name == wanted)
        with self.history.step("reopen_name", source=row.name, name=wanted) as step:
            settled = step.session.exec(here).first()
            if settled is None:
                message = _("{name}: nobody has settled whom it means in {source}.")
                raise CoderError(message.format(name=name.strip(), source=row.name))
            step.delete(settled)


def _is_named(row: MentionRow, name: str) -> bool:
    return row.register == ACTOR and not row.is_we and reading_name(row.text) == name
