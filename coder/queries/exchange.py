"""The whole project as it is handed to other programs: everybody's codings, row by row, nothing twice in memory."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Row, and_, or_, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from coder.identity import derived, quote_id
from coder.model import (
    Case,
    CaseVariable,
    Code,
    Coder,
    Coding,
    CodingAbout,
    ItemSet,
    Note,
    ProjectInfo,
    RegisterEntry,
    Source,
    SourceText,
    Speaker,
    Turn,
    table_of,
)
from coder.queries.codes import code_tree
from coder.queries.shared import (
    SharedCase,
    SharedCode,
    SharedCoding,
    SharedNote,
    SharedSet,
    SharedSource,
    SharedSpeaker,
)

_TIMED = ("vtt", "srt", "json")
"""Formats that tell the time beside the text."""

_CHUNK = 500
"""Codings whose notes and facets are looked up at one time; SQLite once took no more than 999 values."""


def turn_id(source_text_id: str, number: int) -> str:
    """The identity of a turn, which has none of its own."""
    return derived("turn", source_text_id, number)


class SharedProject:
    """One state of the project, read through a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        info = session.exec(select_rows(ProjectInfo)).one()
        self.id, self.name, self.language, self.method = info.id, info.name, info.language, info.method
        self._cases = {row.id: row.name for row in session.exec(select_rows(Case)).all()}

    def coders(self) -> list[tuple[str, str]]:
        """Ids and names of all coders."""
        rows = self.session.exec(select_rows(Coder).order_by(col(Coder.id))).all()
        return [(row.id, row.name) for row in rows]

    def codes(self) -> list[SharedCode]:
        """All codes in the codebook's order, each after its parent; what is retired says so."""
        notes = self._notes_on("code")
        own = dict(self.session.exec(select_rows(Code.id, Code.colour)).all())
        colours: list[str] = []
        found = []
        for view in code_tree(self.session):
            del colours[view.depth :]
            colours.append(own[view.id] or (colours[-1] if colours else ""))
            found.append(
                SharedCode(
                    view.id,
                    view.key,
                    view.name,
                    view.depth,
                    own[view.id],
                    colours[-1],
                    view.definition,
                    view.use_when,
                    view.not_when,
                    view.keywords,
                    view.examples,
                    view.retired,
                    notes.get(view.id, ()),
                )
            )
        return found

    def project_notes(self) -> tuple[str, ...]:
        return tuple(note for notes in self._notes_on("project").values() for note in notes)

    def variables(self) -> dict[str, list[str]]:
        """Every variable of cases and sources with all its values."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, value in self.session.exec(select_rows(CaseVariable.name, CaseVariable.value)).all():
            found[name].append(value)
        for values in self.session.exec(select_rows(Source.variables)).all():
            for name, value in values.items():
                found[name].append(str(value))
        return {name: [value for value in found[name] if value] for name in sorted(found)}

    def cases(self) -> Iterator[SharedCase]:
        """The cases with what is known of them and where they speak."""
        variables: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self.session.exec(select_rows(CaseVariable)).all():
            variables[row.case_id].append((row.name, row.value))
        whole: dict[str, list[str]] = defaultdict(list)
        turns: dict[str, list[str]] = defaultdict(list)
        for source_id, text_id in self._source_texts():
            spoken = self._cases_by_label(source_id)
            if len(set(spoken.values())) == 1:
                whole[next(iter(spoken.values()))].append(source_id)
                continue
            for number, label in self._turns(text_id):
                if label in spoken:
                    turns[spoken[label]].append(turn_id(text_id, number))
        for case_id in sorted(self._cases):
            own = tuple(sorted(variables[case_id]))
            yield SharedCase(case_id, self._cases[case_id], own, tuple(whole[case_id]), tuple(turns[case_id]))

    def sources(self) -> Iterator[SharedSource]:
        """The sources, one at a time."""
        for source_id, text_id in self._source_texts():
            source, text = self.session.get(Source, source_id), self.session.get(SourceText, text_id)
            assert source is not None and text is not None
            spoken = self._cases_by_label(source_id)
            joint = len(set(spoken.values())) > 1
            yield SharedSource(
                source.id,
                source.name,
                source.file_name,
                source.format,
                source.turn_pattern,
                text.text,
                tuple(sorted((name, str(value)) for name, value in source.variables.items())),
                tuple(self._speakers(source_id)),
                tuple(self._times(text_id)) if source.format in _TIMED else (),
                tuple(self._spoken_turns(text_id, spoken)) if joint else (),
                self._notes_on("source", source_id).get(source_id, ()),
                tuple(self._passages(text_id)),
            )
            self.session.expunge(text)

    def codings(self, source: str) -> Iterator[SharedCoding]:
        """The codings of a source (id) on its current text, in the order in which they stand there."""
        t = table_of(Coding)
        query = (
            select(t)
            .join(table_of(Source), table_of(Source).c.source_text_id == t.c.source_text_id)
            .where(table_of(Source).c.id == source)
            .order_by(t.c.start, t.c.end, t.c.code_id, t.c.coded_by)
        )
        rows = iter(self.session.connection().execution_options(stream_results=True).execute(query).yield_per(_CHUNK))
        while chunk := list(islice(rows, _CHUNK)):
            yield from self._shared(chunk)

    def left_out(self) -> int:
        """Codings that stand on older versions, since their words are gone."""
        t, s = table_of(Coding), table_of(Source)
        query = select(t.c.id).join(s, s.c.id == t.c.source_id).where(s.c.source_text_id != t.c.source_text_id)
        return len(self.session.connection().execute(query).all())

    def notes(self) -> Iterator[SharedNote]:
        """Every note on something that is handed over."""
        n, c, s = table_of(Note), table_of(Coding), table_of(Source)
        current = select(s.c.source_text_id)
        standing = select(c.c.id).join(s, s.c.source_text_id == c.c.source_text_id)
        query = (
            select(n.c.id, n.c.text, n.c.written_by, n.c.created_at)
            .where(
                or_(
                    n.c.target_kind.in_(("source", "code", "project")),
                    and_(n.c.target_kind == "passage", n.c.target_id.in_(current)),
                    and_(n.c.target_kind == "coding", n.c.target_id.in_(standing)),
                )
            )
            .order_by(n.c.id)
        )
        rows = self.session.connection().execution_options(stream_results=True).execute(query).yield_per(_CHUNK)
        for row in rows:
            yield SharedNote(*row)

    def sets(self) -> Iterator[SharedSet]:
        """The sets with those of their members that are there."""
        codes = set(self.session.exec(select_rows(Code.id)).all())
        sources = set(self.session.exec(select_rows(Source.id)).all())
        for row in self.session.exec(select_rows(ItemSet).order_by(col(ItemSet.id))).all():
            members = list(dict.fromkeys(row.members))
            yield SharedSet(
                row.id,
                row.name,
                row.description,
                tuple(each for each in members if row.kind == "code" and each in codes),
                tuple(each for each in members if row.kind == "source" and each in sources),
            )

    def turns_of(self, source: SharedSource) -> Iterator[str]:
        """The words of each turn with its label, for whoever searches them."""
        t, s = table_of(Turn), table_of(Source)
        query = select(t.c.start, t.c.end).join(s, s.c.source_text_id == t.c.source_text_id).where(s.c.id == source.id)
        for start, end in self.session.connection().execute(query.order_by(t.c.number)).all():
            yield source.text[start:end]

    def texts(self) -> Iterator[tuple[str, str]]:
        """The current texts by the ids of their sources, one at a time."""
        for source_id, text_id in self._source_texts():
            text = self.session.get(SourceText, text_id)
            assert text is not None
            yield source_id, text.text
            self.session.expunge(text)

    def text_of(self, text_id: str) -> str:
        """One version's text (by its id)."""
        t = table_of(SourceText)
        text: str = self.session.connection().execute(select(t.c.text).where(t.c.id == text_id)).scalar_one()
        return text

    def number_of_sources(self) -> int:
        return len(self._source_texts())

    def _source_texts(self) -> Sequence[tuple[str, str]]:
        rows = self.session.exec(select_rows(Source.id, Source.source_text_id).order_by(col(Source.id))).all()
        return [(source, text) for source, text in rows]

    def _cases_by_label(self, source_id: str) -> dict[str, str]:
        query = select_rows(Speaker.label, Speaker.case_id).where(Speaker.source_id == source_id)
        return {label: case for label, case in self.session.exec(query).all() if case is not None}

    def _turns(self, text_id: str) -> list[tuple[int, str]]:
        query = select_rows(Turn.number, Turn.label).where(Turn.source_text_id == text_id).order_by(col(Turn.number))
        return [(number, label) for number, label in self.session.exec(query).all()]

    def _spoken_turns(self, text_id: str, spoken: dict[str, str]) -> Iterator[tuple[str, int, int]]:
        rows = self.session.exec(select_rows(Turn).where(Turn.source_text_id == text_id).order_by(col(Turn.number)))
        for row in rows.all():
            if row.label in spoken and row.start < row.end:
                yield turn_id(text_id, row.number), row.start, row.end

    def _times(self, text_id: str) -> Iterator[tuple[int, int]]:
        query = select_rows(Turn.start, Turn.time_ms).where(Turn.source_text_id == text_id).order_by(col(Turn.number))
        for start, time in self.session.exec(query).all():
            if time is not None:
                yield start, time

    def _speakers(self, source_id: str) -> Iterator[SharedSpeaker]:
        query = select_rows(Speaker).where(Speaker.source_id == source_id).order_by(col(Speaker.label))
        for row in self.session.exec(query).all():
            case = self._cases.get(row.case_id or "", "")
            told = (row.actor or "", row.kind or "", row.place or "", row.consent or "")
            yield SharedSpeaker(row.label, row.role, case, *told)

    def _notes_on(self, kind: str, target: str = "") -> dict[str, tuple[str, ...]]:
        query = select_rows(Note.id, Note.target_id).where(Note.target_kind == kind)
        if target:
            query = query.where(Note.target_id == target)
        found: dict[str, list[str]] = defaultdict(list)
        for note, on in self.session.exec(query.order_by(col(Note.id))).all():
            found[on].append(note)
        return {on: tuple(notes) for on, notes in found.items()}

    def _passages(self, text_id: str) -> Iterator[tuple[str, int, int, str]]:
        query = select_rows(Note).where(Note.target_kind == "passage", Note.target_id == text_id)
        for row in self.session.exec(query.order_by(col(Note.start), col(Note.end), col(Note.id))).all():
            if row.start is not None and row.end is not None:
                yield row.id, row.start, row.end, row.written_by

    def _shared(self, rows: Sequence[Row[tuple[object, ...]]]) -> Iterator[SharedCoding]:
        ids = [row.id for row in rows]
        about = self._about(ids)
        notes: dict[str, list[str]] = defaultdict(list)
        query = select_rows(Note.target_id, Note.id).where(col(Note.target_id).in_(ids), Note.target_kind == "coding")
        for on, note in self.session.exec(query.order_by(col(Note.id))).all():
            notes[on].append(note)
        for row in rows:
            yield SharedCoding(
                row.id,
                row.start,
                row.end,
                row.code_id,
                row.coded_by,
                row.created_at,
                "" if row.quote_id == quote_id(row.id) else row.quote_id,
                row.voice or "",
                row.mode or "",
                row.starred,
                row.prompted,
                tuple(about[row.id]),
                tuple(notes[row.id]),
            )

    def _about(self, ids: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
        query = (
            select_rows(CodingAbout.coding_id, RegisterEntry.key, RegisterEntry.kind, RegisterEntry.name)
            .join(RegisterEntry, col(CodingAbout.register_entry_id) == RegisterEntry.id)
            .where(col(CodingAbout.coding_id).in_(ids))
            .order_by(col(RegisterEntry.kind), col(RegisterEntry.key))
        )
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for coding, key, kind, name in self.session.exec(query).all():
            found[coding].append((key, kind, name))
        return found
