"""A whole project from JSON into this one: into an empty one equal, into another merged by identity.

The rule of merging: what has the identity (``uuid``) of something here, or is the same thing by what makes it unique
(a code's id, a case's name, a coding's place, code and coder), is that, and what the project says of it stays. All
else is added. Sources are the same by identity alone, and their texts must be: a file with another source of a name
that is taken, or with a version of a text that the project does not know, is refused. What stands on a version that
the project has corrected since goes with its words.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import select as select_rows

from coder.alignment import Alignment, align
from coder.codebook.book import is_id
from coder.codebook.parse import CodebookError, parse_codebook
from coder.codebook.values import on_one_line
from coder.codebook.write import render_codebook
from coder.errors import CoderError, Refused
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _, ngettext
from coder.identity import derived, fresh, quote_id, sha256
from coder.model import Coding, ProjectInfo, Pseudonym, Row, Source, SourceText, Turn, table_of
from coder.project.base import Progress
from coder.project.codebook_rows import book_of
from coder.project.exchange.outcome import ExchangeResult
from coder.queries.whole.sections import CASES, CODERS, CODES, CODINGS, NOTES, REGISTERS, SECTIONS, SOURCES
from coder.queries.whole.shape import Field, Kind, Section
from coder.readers.whole import WholeFile
from coder.spans import Span, folded

_COUNTED = {
    CODERS.name: "coders",
    REGISTERS.name: "entries",
    CODES.name: "codes",
    CASES.name: "cases",
    SOURCES.name: "sources",
    CODINGS.name: "codings",
    NOTES.name: "notes",
    "sets": "sets",
}
"""What records are counted as; others are ``records``."""
_BATCH = 2000
_FOLDED = frozenset({"coders", "codes", "cases", "registers"})
"""Sections whose unique columns are compared as people compare names."""

Record = dict[str, Any]


def take_whole(step: StepWriter, file: WholeFile, result: ExchangeResult, progress: Progress) -> None:
    """Take over a whole project. Raises ``CoderError`` for what does not fit together, and where it is stopped."""
    taking = _Taking(step, file, result)
    result.empty = taking.empty
    try:
        taking.head(file["project"][0])
        for number, section in enumerate(SECTIONS):
            if not progress(number, len(SECTIONS), section.name):
                raise CoderError(_("The import was stopped; nothing was changed."))
            taking.section(section, file[section.name])
        taking.told()
    except IntegrityError:
        raise Refused(_("It contradicts itself: something in it is there twice, or not as it has to be.")) from None
    if result.added["codes"] or result.added["entries"]:
        try:
            parse_codebook(render_codebook(book_of(step.session)))
        except CodebookError as fault:
            raise Refused(_("Its codebook is faulty: {fault}").format(fault=fault)) from None


class _Taking:
    """One import under way: what the file calls things, and what they are here."""

    def __init__(self, step: StepWriter, file: WholeFile, result: ExchangeResult) -> None:
        self.step, self.file, self.result = step, file, result
        self.names: dict[str, dict[Any, str]] = {
            name: {} for name in ("coders", "codes", "cases", "sources", "registers", "quotes")
        }
        self.versions: dict[tuple[str, int], str] = {}
        self.current: dict[str, str] = {}
        """The version in the project on which a version of the file stands now, where it is another one."""
        self._alignments: dict[str, Alignment | None] = {}
        self._length: dict[str, int] = {}
        self._text = ("", "")
        self._batch: dict[type[Row], list[Row]] = {}
        self._differ: Counter[str] = Counter()
        self._quotes: set[str] = set()
        self.empty = not any(self._any(section.model) for section in SECTIONS if section is not CODERS)
        self.salted = True

    def head(self, record: Record) -> None:
        """The study's name and settings, where there is no study here yet."""
        info = self.step.session.exec(select_rows(ProjectInfo)).one()
        said = {name: value for name, value in record.items() if name != "salt" or value}
        if self.empty:
            self.step.update(info, **said)
        self.salted = info.salt == said.get("salt", info.salt)

    def section(self, section: Section, records: Iterable[Record]) -> None:
        """Take over the records of a section."""
        if section.model is Pseudonym and not self.salted:
            if records:
                self.result.losses.append(_("what was decided about names: its fingerprints are not those used here."))
            return
        records = list(records)
        known = _Known(self.step, section)
        if section is CODINGS:
            self._quotes = set(self.step.connection.scalars(select(table_of(Coding).c.quote_id)))
        ordered = _parents_first(records) if section is CODES else records
        for number, record in enumerate(ordered, 1):
            try:
                self._take(section, record, known)
            except Refused as reason:
                message = _("{section} {number}: {reason}")
                raise Refused(message.format(section=section.name, number=number, reason=reason)) from None
        self._flush()

    def told(self) -> None:
        """Say where the project and the file differ."""
        for name, number in sorted(self._differ.items()):
            message = ngettext("{number} record of {section}.", "{number} records of {section}.", number)
            self.result.conflicts.append(message.format(number=number, section=name))

    def _take(self, section: Section, record: Record, known: "_Known") -> None:
        counted = _COUNTED.get(section.name, "records")
        if section is SOURCES:
            self._source(record, known, counted)
            return
        values = self._values(section, record)
        identity = known.find(values)
        if identity is not None:
            self.result.equal[counted] += 1
            if known.differs(identity, values):
                self._differ[section.name] += 1
            self._named(section, record, identity)
            return
        if section is CODINGS and not self._placed(values):
            return
        if section in (CODES, REGISTERS):
            _refuse_bad_id(values)
        if section is CODINGS:
            values["quote_id"] = self._free_quote(values)
        if values.get("created_at") == "":
            values["created_at"] = now("microseconds")
        known.add(values)
        self._named(section, record, values["id"])
        self._insert(section.model(**values))
        self._rows_within(section, record, values["id"])
        self.result.added[counted] += 1

    def _named(self, section: Section, record: Record, identity: str) -> None:
        """Remember what others refer to it by."""
        if section is CODERS or section is CASES:
            self.names[section.name][record["name"]] = identity
        elif section is CODES:
            self.names["codes"][record["id"]] = identity
        elif section is REGISTERS:
            self.names["registers"][record["register"], record["id"]] = identity
        elif section is CODINGS:
            self.names["quotes"][record["quote"]] = identity

    def _values(self, section: Section, record: Record) -> Record:
        """A row's columns."""
        values: Record = {}
        for field in section.fields:
            if field.kind is Kind.VERSION:
                values["source_text_id"] = self._version(record["source"], record["version"])
                if section.has("source_id"):
                    values["source_id"] = self._of("sources", record["source"])
            elif field.kind is Kind.TARGET:
                values |= self._target(record)
            elif field.kind is Kind.WORDS:
                self._check_words(values, record["text"])
            elif field.rows is None and field.kind is not Kind.CURRENT:
                values[field.of] = self._value(field, record[field.name], record)
        return values

    def _value(self, field: Field, value: Any, record: Record) -> Any:
        if value is None:
            return None
        match field.kind:
            case Kind.CODER:
                return self._of("coders", value)
            case Kind.CODE:
                return self._of("codes", value)
            case Kind.CASE:
                return self._of("cases", value)
            case Kind.SOURCE:
                return self._of("sources", value)
            case Kind.QUOTE:
                return self._of("quotes", value)
            case Kind.ENTRY:
                return self._of("registers", (value["register"], value["id"]))
            case Kind.CODERS:
                return [self._of("coders", each) for each in value]
            case Kind.QUOTES:
                return [self._of("quotes", each) for each in value]
            case Kind.MEMBERS:
                return [self._of("sources" if record["kind"] == "source" else "codes", each) for each in value]
        return value

    def _target(self, record: Record) -> Record:
        on = record["on"]
        found: Record = {"target_kind": on, "start": record.get("start"), "end": record.get("end")}
        match on:
            case "coding":
                found["target_id"] = self._of("quotes", record["quote"])
            case "passage":
                version = self._version(record["source"], record["version"])
                _check_span(record["start"], record["end"], self._length[version])
                found["target_id"] = version
            case "project":
                found["target_id"] = self.step.session.exec(select_rows(ProjectInfo.id)).one()
            case _:
                found["target_id"] = self._of(f"{on}s", record[on])
        return found

    def _source(self, record: Record, known: "_Known", counted: str) -> None:
        row = self.step.session.get(Source, record["uuid"])
        name = record["name"]
        taken = self.step.session.exec(select_rows(Source)).all() if row is None else ()
        if any(folded(other.name) == folded(name) for other in taken):
            message = _("another source here is called {name}; rename one of them first.")
            raise Refused(message.format(name=name))
        self.names["sources"][name] = record["uuid"]
        for each in record["versions"]:
            self._take_version(record, each, row)
        if row is not None:
            self.result.equal[counted] += 1
            self.current[row.id] = row.source_text_id
            return
        values = self._values(SOURCES, record)
        values["source_text_id"] = self._version(name, record["version"])
        known.add(values)
        self.step.insert(Source(**values))
        self._rows_within(SOURCES, record, values["id"])
        self.current[values["id"]] = values["source_text_id"]
        self.result.added[counted] += 1

    def _take_version(self, source: Record, record: Record, row: Source | None) -> None:
        """A version of a text: one that is here is the same text, or the file is refused."""
        sha, identity = sha256(record["text"].encode("utf-8", "surrogatepass")), record["uuid"]
        table = table_of(SourceText)
        query = select(table.c.id, table.c.sha256).where(table.c.source_id == source["uuid"])
        here = {each.id: each.sha256 for each in self.step.connection.execute(query.order_by(table.c.version)).all()}
        if row is not None and identity not in here:
            same = [each for each, digest in here.items() if digest == sha]
            if not same:
                message = _("{name} has been corrected otherwise in the file than here; settle one text first.")
                raise Refused(message.format(name=source["name"]))
            identity = same[-1]
        elif here.get(identity, sha) != sha:
            raise Refused(_("{name} has another text in the file than here.").format(name=source["name"]))
        elif identity not in here:
            if self.step.session.get(SourceText, identity) is not None:
                raise Refused(_("a version of {name} is that of another source here.").format(name=source["name"]))
            self._new_version(source, record, sha)
        self.versions[source["name"], record["version"]] = identity
        self._length[identity] = len(record["text"])

    def _new_version(self, source: Record, record: Record, sha: str) -> None:
        length, before = len(record["text"]), 0
        for turn in record["turns"]:
            if not before <= turn["start"] <= turn["speech_start"] <= turn["end"] <= length:
                raise Refused(_("the turns of {name} do not fit its text.").format(name=source["name"]))
            before = turn["end"]
        row = SourceText(
            id=record["uuid"],
            source_id=source["uuid"],
            version=record["version"],
            text=record["text"],
            sha256=sha,
            origin=record["origin"],
        )
        self.step.append([row])
        self.step.append_values(Turn, [{"source_text_id": row.id, **turn} for turn in record["turns"]])

    def _rows_within(self, section: Section, record: Record, identity: str) -> None:
        for field in section.fields:
            if field.rows is None or field.rows.model in (SourceText, Turn):
                continue
            for row in _unflat(field, field.rows, record[field.name]):
                values = self._values(field.rows, row) | {field.rows.parent: identity}
                values["id"] = _identity_within(field.rows, values, identity)
                self._insert(field.rows.model(**values))

    def _placed(self, values: Record) -> bool:
        """Put a new coding where its words are now, if the text has been corrected here; False if they are gone."""
        version, current = values["source_text_id"], self.current[values["source_id"]]
        if version == current or self.empty:
            return True
        if version not in self._alignments:
            old, new = (self.step.session.get(SourceText, each) for each in (version, current))
            self._alignments[version] = align(old.text, new.text) if old and new else None
        alignment = self._alignments[version]
        span = alignment.place(Span(values["start"], values["end"])) if alignment else None
        if span is None:
            message = _("the coding {quote}: its words are gone from the text.")
            self.result.losses.append(message.format(quote=values["quote_id"]))
            return False
        values |= {"source_text_id": current, "start": span.start, "end": span.end}
        return True

    def _free_quote(self, values: Record) -> str:
        wanted: str = values["quote_id"]
        candidates = [wanted, *(quote_id(values["id"], extra) for extra in range(25))]
        found = next(each for each in candidates if each not in self._quotes)
        self._quotes.add(found)
        if found != wanted:
            message = _("the quote {quote} is called {other} here, since another one is called so.")
            self.result.remarks.append(message.format(quote=wanted, other=found))
        return found

    def _check_words(self, values: Record, words: str) -> None:
        version = values["source_text_id"]
        if self._text[0] != version:
            query = select(table_of(SourceText).c.text).where(table_of(SourceText).c.id == version)
            self._text = (version, self.step.connection.execute(query).scalar_one())
        _check_span(values["start"], values["end"], len(self._text[1]))
        if self._text[1][values["start"] : values["end"]] != words:
            raise Refused(_("the text is not what stands there."))

    def _version(self, source: str, version: int) -> str:
        if (source, version) not in self.versions:
            message = _("{source} has no version {version} in the file.")
            raise Refused(message.format(source=source, version=version))
        return self.versions[source, version]

    def _of(self, kind: str, name: Any) -> str:
        if name not in self.names[kind]:
            said = ": ".join(name) if isinstance(name, tuple) else name
            raise Refused(_("{name} is not in the file.").format(name=said))
        return self.names[kind][name]

    def _insert(self, row: Row) -> None:
        batch = self._batch.setdefault(type(row), [])
        batch.append(row)
        if sum(map(len, self._batch.values())) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for batch in self._batch.values():
            self.step.insert_many(batch)
        self._batch = {}

    def _any(self, model: type[Row]) -> bool:
        return self.step.connection.execute(select(table_of(model).c.id).limit(1)).first() is not None


class _Known:
    """The rows of a section that are here already, by identity and by what makes them the same thing."""

    def __init__(self, step: StepWriter, section: Section) -> None:
        self._section = section
        self._table = table_of(section.model)
        self._connection = step.connection
        self._fold: Callable[[Any], Any] = _plain if section.name in _FOLDED else lambda value: value
        columns = ["id", *section.unique]
        self._ids: set[str] = set()
        self._same: dict[tuple[Any, ...], str] = {}
        for row in step.connection.execute(select(*(self._table.c[name] for name in columns))):
            self._ids.add(row.id)
            if section.unique:
                self._same[self._key(row._mapping)] = row.id

    def find(self, values: Record) -> str | None:
        """The row that is the same."""
        if values["id"] in self._ids:
            return str(values["id"])
        return self._same.get(self._key(values)) if self._section.unique else None

    def add(self, values: Record) -> None:
        self._ids.add(values["id"])
        if self._section.unique:
            self._same[self._key(values)] = values["id"]

    def differs(self, identity: str, values: Record) -> bool:
        """Whether the project says something else of it; its identity does not matter."""
        row = self._connection.execute(select(self._table).where(self._table.c.id == identity)).first()
        if row is None:
            return False
        unsaid = {"id", *(["created_at"] if values.get("created_at") == "" else [])}
        return any(row._mapping[name] != value for name, value in values.items() if name not in unsaid)

    def _key(self, values: Any) -> tuple[Any, ...]:
        return tuple(self._fold(values[name]) for name in self._section.unique)


def _plain(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value


def _parents_first(records: list[Record]) -> list[Record]:
    """Codes, each after its parent; ``Refused`` for one that stands under itself."""
    waiting, done, found = records, {None}, []
    while waiting:
        ready = [record for record in waiting if record["parent"] in done]
        if not ready:
            message = _("{code}: the code above it is not in the file, or it stands under itself.")
            raise Refused(message.format(code=waiting[0]["id"]))
        found += ready
        done |= {record["id"] for record in ready}
        waiting = [record for record in waiting if record["parent"] not in done or record["id"] not in done]
    return found


def _refuse_bad_id(values: Record) -> None:
    key, name = values["key"], values["name"]
    if not is_id(key):
        raise Refused(_("{key} cannot be an id.").format(key=key))
    if name != on_one_line(name):
        raise Refused(_("the name of {key} should be one line.").format(key=key))


def _unflat(field: Field, section: Section, value: Any) -> list[Record]:
    """Rows within a record as records."""
    if not field.flat:
        return list(value)
    if len(section.fields) == 1:
        return [{section.fields[0].name: each} for each in value]
    return [{"name": name, "value": each} for name, each in value.items()]


def _identity_within(section: Section, values: Record, parent: str) -> str:
    """As what makes such rows elsewhere gives them."""
    match section.name:
        case "about":
            return derived("about", parent, values["register_entry_id"])
        case "variables":
            return derived("case_variable", parent, values["name"])
        case "speakers":
            return derived("speaker", parent, values["label"])
    return fresh()


def _check_span(start: int, end: int, length: int) -> None:
    if not 0 <= start < end <= length:
        message = _("{start}–{end} is no passage of a text of {length} characters.")
        raise Refused(message.format(start=start, end=end, length=length))
