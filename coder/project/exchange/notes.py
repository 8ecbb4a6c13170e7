"""Notes of a file, in all the places where programs put them: as notes referred to, as links, as bare descriptions."""

from collections import defaultdict
from collections.abc import Iterator

from sqlmodel import select

from coder.history.step import now
from coder.i18n import _, ngettext
from coder.identity import derived
from coder.model import Note, ProjectInfo
from coder.project.exchange.taking import Taking, Target
from coder.readers.refi.described import taken_apart
from coder.readers.refi.model import RefiText
from coder.readers.refi.offsets import canonical


def take_notes(taking: Taking) -> None:
    """Take over all notes, each where it belongs."""
    notes = _Notes(taking)
    notes.referred()
    notes.described()
    notes.write()


class _Notes:
    """Collects notes and writes them in one go."""

    def __init__(self, taking: Taking) -> None:
        self.taking = taking
        session = taking.step.session
        self._project = Target("project", session.exec(select(ProjectInfo.id)).one())
        self._ids = set(session.exec(select(Note.id)).all())
        columns = (Note.target_kind, Note.target_id, Note.start, Note.end, Note.text, Note.written_by)
        self._there = {tuple(row) for row in session.exec(select(*columns)).all()}  # type: ignore[call-overload]
        self._before = set(self._ids)
        self._rows: list[Note] = []

    def referred(self) -> None:
        """The file's notes: on what refers to them or is linked with them, else on the project."""
        notes = {note.guid: note for note in self.taking.file.notes}
        on: dict[str, list[Target]] = defaultdict(list)
        for guid, target in self._references(notes):
            on[guid].append(target)
        lost = 0
        for guid, note in notes.items():
            raw = self.taking.text_of(note)
            text = canonical(raw) if raw else ""
            named = bool(note.name) and not note.name.startswith("N-") and not text.startswith(note.name)
            whole = "\n".join(filter(None, [note.name if named else "", text, note.description.strip()]))
            if not whole.strip():
                lost += 1
                continue
            for number, target in enumerate(on[guid] or [self._project]):
                identity = guid if number == 0 else derived("note", guid, target.kind, target.id, target.start)
                self._note(identity, target, whole, (note.user,), note.at)
        if lost:
            message = ngettext("{number} note without a text.", "{number} notes without a text.", lost)
            self.taking.result.losses.append(message.format(number=lost))

    def described(self) -> None:
        """What programs write of sources, selections and the project without making it a note."""
        file = self.taking.file
        self._description(file.description, "project", self._project, ())
        for text in file.sources:
            target = self.taking.targets.get(text.guid)
            if target is not None:
                self._description(text.description, text.guid, target, (text.user,))
            for selection in text.selections:
                if not selection.description.strip():
                    continue
                own = [target for each in selection.codings if (target := self.taking.targets.get(each.guid))]
                place = own[0] if len(own) == 1 else self.taking.targets.get(selection.guid)
                if place is not None:
                    users = (*(each.user for each in selection.codings), selection.user)
                    self._description(selection.description, selection.guid, place, users, selection.at)

    def write(self) -> None:
        self.taking.step.insert_many(self._rows)

    def _references(self, notes: dict[str, RefiText]) -> Iterator[tuple[str, Target]]:
        """Notes' identities with what they are on."""
        targets, file = self.taking.targets, self.taking.file
        for guid in file.note_refs:
            yield guid, self._project
        owners: list[tuple[str, tuple[str, ...]]] = [(code.guid, code.notes) for code in file.codes]
        for text in file.sources:
            for note in text.notes:
                yield from ((note, target) for target in self._in_source(text, notes.get(note)))
            owners += ((each.guid, each.notes) for each in text.codings)
            for selection in text.selections:
                owners.append((selection.guid, selection.notes))
                owners += ((each.guid, each.notes) for each in selection.codings)
        for link in file.links:
            ends = {link.origin, link.target}
            linked = [end for end in (link.origin, link.target) if end in notes]
            others = [end for end in ends if end not in notes]
            if len(linked) == 1 and len(others) == 1 and others[0] in targets:
                owners.append((others[0], (linked[0],)))
            else:
                message = _("the link {name}.")
                self.taking.result.losses.append(message.format(name=link.name or "–"))
        for owner, guids in owners:
            if owner in targets:
                yield from ((guid, targets[owner]) for guid in guids)

    def _in_source(self, text: RefiText, note: RefiText | None) -> Iterator[Target]:
        """A source's note is on the passages that the note itself names, as QualCoder has it, else on the whole."""
        placed = self.taking.sources.get(text.guid)
        if placed is None or note is None:
            return
        spans = [placed.span(each.start, each.end) for each in note.selections]
        places = [Target("passage", placed.source_text_id, span.start, span.end) for span in spans if span is not None]
        yield from places or [self.taking.targets[text.guid]]

    def _description(self, text: str, owner: str, on: Target, users: tuple[str, ...], at: str = "") -> None:
        words = taken_apart(text).text.strip()
        if words:
            self._note(derived("note", "description", owner, words), on, words, users, at)

    def _note(self, identity: str, on: Target, text: str, users: tuple[str, ...], at: str) -> None:
        if identity in self._before:
            self.taking.result.equal["notes"] += 1
            return
        writer = self.taking.coder_of(*users)
        unique = (on.kind, on.id, on.start, on.end, text, writer)
        if unique in self._there:
            self.taking.result.equal["notes"] += 1
            return
        self._there.add(unique)
        if not identity or identity in self._ids:
            identity = derived("note", *unique)
        if identity in self._ids:
            return
        self._ids.add(identity)
        self._rows.append(
            Note(
                id=identity,
                target_kind=on.kind,
                target_id=on.id,
                start=on.start,
                end=on.end,
                text=text,
                written_by=writer,
                created_at=at or now("microseconds"),
            )
        )
        self.taking.result.added["notes"] += 1
