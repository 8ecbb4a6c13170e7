"""What a file calls things, and what they are in the project: from records to rows."""

from typing import Any

from sqlalchemy import select
from sqlmodel import select as select_rows

from coder.errors import Refused
from coder.history import StepWriter
from coder.i18n import _
from coder.model import ProjectInfo, SourceText, table_of
from coder.project.exchange.whole_known import Record
from coder.queries.whole.sections import CASES, CODERS, CODES, CODINGS, REGISTERS
from coder.queries.whole.shape import Field, Kind, Section


class Gone(Exception):
    """A record is on something whose words are gone from the text."""


class NamesOfFile:
    """Remembers what became of the file's things, and reads records with it."""

    def __init__(self, step: StepWriter) -> None:
        self.step = step
        self._ids: dict[str, dict[Any, str]] = {
            name: {} for name in ("coders", "codes", "cases", "sources", "registers", "quotes")
        }
        self._versions: dict[tuple[str, int], str] = {}
        self._length: dict[str, int] = {}
        self._lost: set[str] = set()
        self._text = ("", "")
        """The version whose text was asked for last, and the text."""

    def named(self, section: Section, record: Record, identity: str) -> None:
        """Remember what others refer to it by."""
        if section is CODERS or section is CASES:
            self._ids[section.name][record["name"]] = identity
        elif section is CODES:
            self._ids["codes"][record["id"]] = identity
        elif section is REGISTERS:
            self._ids["registers"][record["register"], record["id"]] = identity
        elif section is CODINGS:
            self._ids["quotes"][record["quote"]] = identity

    def lost(self, quote: str) -> None:
        """A quote has nothing to stand on here."""
        self._lost.add(quote)

    def source(self, name: str, identity: str) -> None:
        """Remember a source."""
        self._ids["sources"][name] = identity

    def version(self, source: str, number: int, identity: str, length: int) -> None:
        """Remember a version of a source's text, and how long it is."""
        self._versions[source, number] = identity
        self._length[identity] = length

    def values(self, section: Section, record: Record) -> Record:
        """A row's columns. Raises ``Refused`` for what is not in the file, ``Gone``."""
        values: Record = {}
        for field in section.fields:
            if field.kind is Kind.VERSION:
                values["source_text_id"] = self.version_of(record["source"], record["version"])
                if section.has("start") and section.has("end"):
                    check_span(record["start"], record["end"], self._length[values["source_text_id"]])
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
            case Kind.REAL:
                return float(value)
            case Kind.CODERS:
                return [self._of("coders", each) for each in value]
            case Kind.QUOTES:
                return [self._of("quotes", each) for each in value if each not in self._lost]
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
                version = self.version_of(record["source"], record["version"])
                check_span(record["start"], record["end"], self._length[version])
                found["target_id"] = version
            case "project":
                found["target_id"] = self.step.session.exec(select_rows(ProjectInfo.id)).one()
            case _:
                found["target_id"] = self._of(f"{on}s", record[on])
        return found

    def _check_words(self, values: Record, words: str) -> None:
        version = values["source_text_id"]
        if self._text[0] != version:
            query = select(table_of(SourceText).c.text).where(table_of(SourceText).c.id == version)
            self._text = (version, self.step.connection.execute(query).scalar_one())
        if self._text[1][values["start"] : values["end"]] != words:
            raise Refused(_("the text is not what stands there."))

    def version_of(self, source: str, version: int) -> str:
        if (source, version) not in self._versions:
            message = _("{source} has no version {version} in the file.")
            raise Refused(message.format(source=source, version=version))
        return self._versions[source, version]

    def _of(self, kind: str, name: Any) -> str:
        if kind == "quotes" and name in self._lost:
            raise Gone
        if name not in self._ids[kind]:
            said = ": ".join(name) if isinstance(name, tuple) else name
            raise Refused(_("{name} is not in the file.").format(name=said))
        return self._ids[kind][name]


def check_span(start: int, end: int, length: int) -> None:
    if not 0 <= start < end <= length:
        message = _("{start}–{end} is no passage of a text of {length} characters.")
        raise Refused(message.format(start=start, end=end, length=length))
