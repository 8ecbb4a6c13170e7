"""The records of a whole project, one after the other: a chunk of rows at a time, however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from coder.identity import from_files
from coder.model import Case, Code, Coder, Coding, ProjectInfo, Pseudonym, RegisterEntry, Source, SourceText, table_of
from coder.queries.whole.sections import PROJECT
from coder.queries.whole.shape import Field, Kind, Section

Record = dict[str, Any]


class LeftOut(Exception):
    """A row refers to something that is not handed over."""


class Whole:
    """One state of the project, read through a session. ``hidden`` are versions of texts (ids) that stay behind."""

    def __init__(self, session: Session, hidden: Collection[str] = ()) -> None:
        self.session = session
        self.left_out: dict[str, int] = defaultdict(int)
        """How many records of a section stand on hidden versions."""
        self._coders = self._names(Coder, "name")
        self._codes = self._names(Code, "key")
        self._cases = self._names(Case, "name")
        self._sources = self._names(Source, "name")
        entry, text = table_of(RegisterEntry), table_of(SourceText)
        rows = session.connection().execute(select(entry.c.id, entry.c.kind, entry.c.key)).all()
        self._entries = {row.id: {"register": row.kind, "id": row.key} for row in rows}
        found = session.connection().execute(select(text.c.id, text.c.source_id, text.c.version)).all()
        self._versions = {
            row.id: (self._sources[row.source_id], row.version)
            for row in found
            if row.source_id in self._sources and row.id not in hidden
        }
        self._text = ("", "")
        """The version whose text was asked for last, and the text."""

    def project(self) -> Record:
        """What is said of the study."""
        row = dict(self.session.connection().execute(select(table_of(ProjectInfo))).one()._mapping)
        if self.session.connection().execute(select(table_of(Pseudonym).c.id).limit(1)).first() is None:
            # It means nothing before the first decision, and every project has another.
            row["salt"] = ""
        return self._record(PROJECT, row, {}, {})

    def records(self, section: Section) -> Iterator[Record]:
        """The records of a section, in its order."""
        for chunk in self._chunks(section):
            quotes, children = self._quotes_of(section, chunk), self._children(section, chunk)
            for row in chunk:
                try:
                    yield self._record(section, row, quotes, children)
                except LeftOut:
                    self.left_out[section.name] += 1

    def _chunks(self, section: Section) -> Iterator[Sequence[Any]]:
        table = table_of(section.model)
        connection = self.session.connection()
        if section.ids is not None or section.chunk == 1:
            # One at a time, by ids: what a row holds may be a whole interview.
            order = [table.c[name] for name in section.order]
            ids = section.ids(self.session) if section.ids else connection.scalars(select(table.c.id).order_by(*order))
            for each in list(ids):
                yield [row._mapping for row in connection.execute(select(table).where(table.c.id == each)).all()]
            return
        query = select(table).order_by(*(table.c[name] for name in section.order))
        rows = iter(connection.execution_options(stream_results=True).execute(query).yield_per(section.chunk))
        while chunk := [row._mapping for row in islice(rows, section.chunk)]:
            yield chunk

    def _children(self, section: Section, chunk: Sequence[Any]) -> dict[str, dict[str, list[Any]]]:
        """The rows within each record, by field and the record's id."""
        found: dict[str, dict[str, list[Any]]] = {}
        ids = [row["id"] for row in chunk]
        for field in section.fields:
            if field.rows is None:
                continue
            table = table_of(field.rows.model)
            query = select(table).where(table.c[field.rows.parent].in_(ids))
            rows = defaultdict(list)
            for row in self.session.connection().execute(query.order_by(*(table.c[n] for n in field.rows.order))).all():
                rows[row._mapping[field.rows.parent]].append(row._mapping)
            found[field.name] = rows
        return found

    def _record(self, section: Section, row: Any, quotes: dict[str, str], children: dict[str, Any]) -> Record:
        found: Record = {}
        for field in section.fields:
            if field.kind is Kind.VERSION:
                found["source"], found["version"] = self._of(self._versions, row[field.of])
            elif field.kind is Kind.TARGET:
                found.update(self._target(row, quotes))
            elif field.rows is not None:
                self._put(found, field, self._within(field, field.rows, children[field.name].get(row["id"], ())))
            else:
                self._put(found, field, self._value(field, row, quotes))
        return found

    @staticmethod
    def _put(found: Record, field: Field, value: Any) -> None:
        if value != field.default:
            found[field.name] = value

    def _value(self, field: Field, row: Any, quotes: dict[str, str]) -> Any:
        if field.of == "created_at" and from_files(row["id"]):
            return field.default
        value: Any = None if field.kind is Kind.WORDS else row[field.of]
        match field.kind:
            case Kind.CODER:
                return self._coders[value] if value is not None else None
            case Kind.CODE:
                return self._codes[value] if value is not None else None
            case Kind.CASE:
                return self._cases[value] if value is not None else None
            case Kind.SOURCE:
                return self._sources[value]
            case Kind.ENTRY:
                return self._entries[value] if value is not None else None
            case Kind.CURRENT:
                return self._versions[value][1]
            case Kind.QUOTE:
                return self._of(quotes, value)
            case Kind.QUOTES:
                return [quotes[each] for each in value if each in quotes]
            case Kind.CODERS:
                return [self._coders[each] for each in value if each in self._coders]
            case Kind.MEMBERS:
                names = self._sources if row["kind"] == "source" else self._codes
                return [names[each] for each in value if each in names]
            case Kind.WORDS:
                return self._words(row["source_text_id"])[row["start"] : row["end"]]
        return value

    def _within(self, field: Field, section: Section, rows: Sequence[Any]) -> Any:
        """The rows within a record, as the field has them."""
        if section.model is SourceText:
            rows = [row for row in rows if row["id"] in self._versions]
        children = self._children(section, rows)
        found = [self._record(section, row, {}, children) for row in rows]
        if not field.flat:
            return found
        if len(section.fields) == 1:
            return [record[section.fields[0].name] for record in found]
        return {record["name"]: record["value"] for record in found}

    def _target(self, row: Any, quotes: dict[str, str]) -> Record:
        on, target = row["target_kind"], row["target_id"]
        match on:
            case "coding":
                return {"on": on, "quote": self._of(quotes, target)}
            case "passage":
                source, version = self._of(self._versions, target)
                return {"on": on, "source": source, "version": version, "start": row["start"], "end": row["end"]}
            case "source":
                return {"on": on, "source": self._of(self._sources, target)}
            case "code":
                return {"on": on, "code": self._of(self._codes, target)}
        return {"on": on}

    def _quotes_of(self, section: Section, chunk: Sequence[Any]) -> dict[str, str]:
        """The identifiers of the quotes that rows refer to, by the codings' ids."""
        ids: set[str] = set()
        for field in section.fields:
            for row in chunk:
                if field.kind is Kind.QUOTE or (field.kind is Kind.TARGET and row["target_kind"] == "coding"):
                    ids.add(row["target_id" if field.kind is Kind.TARGET else field.of])
                elif field.kind is Kind.QUOTES:
                    ids.update(row[field.of])
        table, wanted = table_of(Coding), iter(sorted(ids))
        found: dict[str, str] = {}
        while part := list(islice(wanted, section.chunk)):
            query = select(table.c.id, table.c.quote_id, table.c.source_text_id).where(table.c.id.in_(part))
            rows = self.session.connection().execute(query).all()
            found |= {row.id: row.quote_id for row in rows if row.source_text_id in self._versions}
        return found

    def _words(self, version: str) -> str:
        if self._text[0] != version:
            table = table_of(SourceText)
            query = select(table.c.text).where(table.c.id == version)
            self._text = (version, self.session.connection().execute(query).scalar_one())
        return self._text[1]

    @staticmethod
    def _of(names: dict[str, Any], wanted: str) -> Any:
        if wanted not in names:
            raise LeftOut
        return names[wanted]

    def _names(self, model: Any, column: str) -> dict[str, str]:
        table = table_of(model)
        rows = self.session.connection().execute(select(table.c.id, table.c[column])).all()
        return {row[0]: row[1] for row in rows}
