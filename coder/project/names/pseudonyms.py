"""Pseudonymising: what was decided about names is written into the transcripts, and into whatever else names them.

A source's new text is a new version, so that codings keep their words and undo gives everything back. The old version
keeps the names until it is forgotten; no other row does (``history.withheld`` keeps what undo needs beside it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, select

from coder.history import StepWriter, withheld
from coder.i18n import N_
from coder.identity import fresh
from coder.model import CodebookFile, Source, table_of
from coder.personal.base import GENITIVE, PersonalMention
from coder.project.base import Progress, keep_going
from coder.project.codebook import NAMES_REPLACED, CodebookUseCases
from coder.project.codebook_file import Writing
from coder.project.codebook_rows import book_of
from coder.project.names.keyfile import KEY_FILE, KeyEntry, add_to_key, merged
from coder.project.names.marks import mark, nothing_waits
from coder.project.names.named_text import NamedText
from coder.project.names.naming import Naming, naming
from coder.project.names.searching import SearchUseCases
from coder.project.names.text_columns import (
    FREE_IN_HISTORY,
    VOCABULARY_IN_HISTORY,
    Replacing,
    project_texts,
    replace_in_project,
    replace_in_source,
    replace_unrecorded,
    texts_in,
)
from coder.spans import folded

NOT_ANONYMOUS = N_("Pseudonymised is not anonymous: job and small municipality still tell who.")

STILL_NAMED = (
    N_("The old versions keep the names until 'coder correct --forget-old SOURCE' forgets them."),
    N_("The files in transcripts/ keep them too: put those where only who needs them can read them."),
)
NOT_SCRUBBED = N_("Another program has the project open: close it and apply again, to clear unused parts of its file.")


@dataclass(frozen=True)
class Key:
    """Where the key to the names is kept, and what opens it."""

    path: Path
    passphrase: str


@dataclass(frozen=True)
class Pseudonymised:
    """What pseudonymising did."""

    replaced: tuple[tuple[str, int], ...]
    """The sources that changed, and in how many places."""
    settled: int
    """In how many sources no name waits any more."""
    scrubbed: bool
    """False if another program has the project open, and names may lie in unused parts of its file."""


class PseudonymUseCases(SearchUseCases, CodebookUseCases):
    """Replacing names, and marking which sources are done."""

    def places_to_replace(self, sources: Sequence[str] = (), progress: Progress = keep_going) -> int:
        """In how many places of sources (all by default) and of everything else a name stands that is to be replaced.

        What ``progress`` stops gives the places found so far.
        """
        with self.store.reading() as session:
            names = naming(session)
            if not names.something_to_replace:
                return 0
            chosen, places = self.chosen(session, sources), 0
            for number, source in enumerate(chosen):
                if not progress(number, len(chosen), source.name):
                    return places
                places += len(self._text(session, source).hits(names))
            return places + sum(len(names.hits(each.text, not each.free)) for each in project_texts(session))

    def key_path(self) -> Path:
        """Where the key is kept unless somebody says otherwise: beside the project."""
        return (self.store.path.absolute().parent if self.store.path else Path.cwd()) / KEY_FILE

    def pseudonymise(
        self, sources: Sequence[str] = (), key: Key | None = None, progress: Progress = keep_going
    ) -> Pseudonymised:
        """Replace every name that is to be replaced: in sources (all by default) and in the project's other rows.

        One command of a step for each source; without anything new it does nothing. The key, where one is wanted, is
        written before the first name goes. Raises ``CoderError`` for an unknown source and a key that cannot be used.
        """
        self.read_codebook()
        with self.store.reading() as session:
            chosen = self.chosen(session, sources)
            names, ids = [each.name for each in chosen], [each.id for each in chosen]
            entries = self._key_entries(session, chosen) if key is not None else ()
        if key is not None and entries:
            add_to_key(key.path, key.passphrase, entries)
        command = fresh()
        done: list[tuple[str, int]] = []
        for number, identity in enumerate(ids):
            if not progress(number, 2 * len(ids), names[number]):
                break
            name, places = self._pseudonymise_source(identity, command)
            if places:
                done.append((name, places))
        settled = self._settled(ids, progress)
        self._pseudonymise_project(command, settled)
        scrubbed = self.store.scrub()
        progress(2 * len(ids), 2 * len(ids), "")
        return Pseudonymised(tuple(done), sum(settled.values()), scrubbed)

    def _pseudonymise_source(self, identity: str, command: str) -> tuple[str, int]:
        """The source's name now, and in how many places its text changed."""
        with self.store.reading() as session:
            names = naming(session)
            source = session.get_one(Source, identity)
            name = names.replaced_in_vocabulary(source.name)
            places = len(self._text(session, source).hits(names))
        with self.history.step("pseudonymise", command, source=name, count=places) as step:
            source = step.session.get_one(Source, identity)
            self._text(step.session, source).put(step, source, names)
            replace_in_source(step, source, _replacing(names))
        return source.name, places

    def _settled(self, ids: Sequence[str], progress: Progress) -> dict[str, bool]:
        """Of sources (ids) whether no name waits in them; slow, so outside of any step."""
        found: dict[str, bool] = {}
        with self.store.reading() as session:
            names = naming(session)
            for number, identity in enumerate(ids, len(ids)):
                source = session.get_one(Source, identity)
                if not progress(number, 2 * len(ids), source.name):
                    break
                found[identity] = nothing_waits(
                    names, *self.mentions_with_compounds(session, source.source_text_id, names)
                )
        return found

    def _text(self, session: Session, source: Source) -> NamedText:
        return NamedText(session, source, self.mentions_of(session, source.source_text_id)[1])

    def _key_entries(self, session: Session, sources: Sequence[Source]) -> tuple[KeyEntry, ...]:
        """What is about to be replaced, by pseudonym."""
        names = naming(session)
        hits = [hit for source in sources for _span, hit in self._text(session, source).hits(names)]
        for piece in project_texts(session):
            hits += names.hits(piece.text, vocabulary=not piece.free)
        return merged(KeyEntry(hit.decision.replacement, hit.decision.kind, (_plain(hit.mention),)) for hit in hits)

    def _pseudonymise_project(self, command: str, settled: Mapping[str, bool]) -> None:
        """Everything outside transcripts, what the history, the caches and the codebook's file say, and the marks."""
        with self.history.step(NAMES_REPLACED, command) as step:
            names = naming(step.session)
            for identity, is_settled in settled.items():
                mark(step, step.session.get_one(Source, identity), is_settled, self.coder)
            if not names.something_to_replace:
                return
            before = book_of(step.session)
            replace_in_project(step, _replacing(names))
            replace_unrecorded(step.connection, names.replaced_in_vocabulary)
            withheld.withhold(step.connection, FREE_IN_HISTORY, lambda value: _holds(names, value, False))
            withheld.withhold(step.connection, VOCABULARY_IN_HISTORY, lambda value: _holds(names, value, True))
            writing = _without_names(self._planned(step.session, before), names)
            self._remember_without_names(step, names)
        self._write_file(writing)
        self._forget_texts()

    def _remember_without_names(self, step: StepWriter, names: Naming) -> None:
        """What was read of the codebook's file last is no part of the history, and holds its names as well."""
        text = step.session.exec(select(CodebookFile.text)).one()
        without = _same_book(text, names)
        if without != text:
            step.connection.execute(update(table_of(CodebookFile)).values(text=without))


def _replacing(names: Naming) -> Replacing:
    return Replacing(names.replaced, names.replaced_in_vocabulary)


def _holds(names: Naming, value: Any, vocabulary: bool) -> bool:
    return any(names.hits(text, vocabulary) for text in texts_in(value))


def _without_names(writing: Writing, names: Naming) -> Writing:
    """What is written into the codebook's file: comments may hold names, too."""
    new = _same_book(writing.new, names) if writing.new is not None else None
    return Writing(writing.old, new, _same_book(writing.remembered, names))


def _same_book(text: str, names: Naming) -> str:
    """A codebook's text with names replaced, if it says the same of codes and registers then; else as it is."""
    from coder.codebook.parse import CodebookError, parse_codebook

    without = names.replaced_in_vocabulary(text)
    if without == text:
        return text
    try:
        same = parse_codebook(without) == parse_codebook(text)
    except CodebookError:
        return text
    return without if same else text


def _plain(mention: PersonalMention) -> str:
    """A name as it is kept in the key: *Anna Berg* for *Anna Bergs*."""
    if mention.form != GENITIVE or not folded(mention.name).endswith("s"):
        return mention.name
    return mention.name[:-1].rstrip(":'’´`")
