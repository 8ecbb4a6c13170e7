"""A whole project from JSON into this one: into an empty one equal, into another merged by identity.

The rule of merging: what has the identity (``uuid``) of something here, or is the same thing by what makes it unique
(a code's id, a case's name, a coding's place, code and coder), is that, and what the project says of it stays. All
else is added. Sources are the same by identity alone, and their texts must be: a file with another source of a name
that is taken, or with a version of a text that the project does not know, is refused. What stands on a version that
the project has corrected since goes with its words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import select as select_rows

from coder.codebook.book import is_id
from coder.codebook.parse import CodebookError, parse_codebook
from coder.codebook.values import on_one_line
from coder.codebook.write import render_codebook
from coder.errors import CoderError, Refused
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import derived, fresh, quote_ids
from coder.model import CaseVariable, Coding, ProjectInfo, Pseudonym, Row, table_of
from coder.project.base import Progress
from coder.project.codebook_rows import book_of
from coder.project.exchange.outcome import ExchangeResult
from coder.project.exchange.taking import first_names
from coder.project.exchange.whole_known import Known, Record, Within, fields_within, said_within
from coder.project.exchange.whole_names import Gone, NamesOfFile
from coder.project.exchange.whole_placing import Placing
from coder.project.exchange.whole_sources import SourcesOfWhole
from coder.queries.whole.sections import CASES, CODERS, CODES, CODINGS, NOTES, REGISTERS, SECTIONS, SOURCES
from coder.queries.whole.shape import Field, Section
from coder.readers.whole import WholeFile

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
_WITH_IDS = frozenset({"codes", "registers", "constellations"})
_QUOTE = re.compile("C-[0-9A-Z]{1,40}")
_BATCH = 2000


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
        self.names = NamesOfFile(step)
        self.placing = Placing(step)
        self.sources = SourcesOfWhole(step, self.names, self.placing)
        self._batch: dict[type[Row], list[Record]] = {}
        self._differ: dict[str, list[str]] = defaultdict(list)
        self._gone: Counter[str] = Counter()
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
        known = Known(self.step, section)
        if section is CODINGS:
            self._quotes = set(self.step.connection.scalars(select(table_of(Coding).c.quote_id)))
        self._batch = {section.model: []}
        ordered = _parents_first(records) if section is CODES else records
        for number, record in enumerate(ordered, 1):
            try:
                self._take(section, record, known)
            except Gone:
                self._gone[section.name] += 1
            except Refused as reason:
                message = _("{section} {number}: {reason}")
                raise Refused(message.format(section=section.name, number=number, reason=reason)) from None
        self._flush()

    def told(self) -> None:
        """Say where the project and the file differ, and what stood on words that are gone."""
        for name, which in self._differ.items():
            message = _("{number} of {section}: {names}.")
            said = first_names(which)
            self.result.conflicts.append(message.format(number=len(which), section=name, names=said))
        for name, number in self._gone.items():
            message = _("{number} of {section}: their words are gone from the text.")
            self.result.losses.append(message.format(number=number, section=name))

    def _take(self, section: Section, record: Record, known: Known) -> None:
        counted = _COUNTED.get(section.name, "records")
        if section is SOURCES:
            if self.sources.take(record):
                self._rows_within(section, record, record["uuid"])
                self.result.added[counted] += 1
            else:
                self._compare(section, record, self.names.values(section, record), record["uuid"], known)
            return
        values = self.names.values(section, record)
        placed = self.placing.place(section, values)
        identity = known.find(values)
        if identity is not None:
            self._compare(section, record, values if placed else {}, identity, known)
            self.names.named(section, record, identity)
        elif placed:
            self._add(section, record, values, known)
            self.result.added[counted] += 1
        elif section is CODINGS:
            message = _("the coding {quote}: its words are gone from the text.")
            self.result.losses.append(message.format(quote=values["quote_id"]))
            self.names.lost(record["quote"])
        else:
            self._gone[section.name] += 1

    def _add(self, section: Section, record: Record, values: Record, known: Known) -> None:
        if section.name in _WITH_IDS:
            _refuse_bad_id(values)
        if section is CODINGS:
            values["quote_id"] = self._free_quote(values)
        if values.get("created_at") == "":
            values["created_at"] = now("microseconds")
        known.add(values)
        self.names.named(section, record, values["id"])
        self._insert(section.model, values)
        self._rows_within(section, record, values["id"])

    def _compare(self, section: Section, record: Record, values: Record, identity: str, known: Known) -> None:
        """Count what is here already, add what is not known of a case yet, and remember what is said otherwise."""
        self.result.equal[_COUNTED.get(section.name, "records")] += 1
        if not known.was_there(identity):
            return
        differs = bool(values) and known.differs(identity, values)
        for field in fields_within(section):
            differs = self._compare_within(field, record, identity, known.within(field, identity)) or differs
        if differs:
            self._differ[section.name].append(_name(record))

    def _compare_within(self, field: Field, record: Record, identity: str, ours: frozenset[Within]) -> bool:
        """Whether the rows within a record are others than here; a case gets the variables that it lacks."""
        assert field.rows is not None
        rows = _unflat(field, field.rows, record[field.name])
        theirs = {said_within(field.rows, self.names.values(field.rows, row)): row for row in rows}
        if field.rows.model is not CaseVariable:
            return ours != theirs.keys()
        names = {name for name, _value in ours}
        for said in [said for said in theirs if said[0] not in names]:
            self._row_within(field.rows, theirs.pop(said), identity)
            self.result.added["variables"] += 1
        return not ours >= theirs.keys()

    def _rows_within(self, section: Section, record: Record, identity: str) -> None:
        for field in fields_within(section):
            assert field.rows is not None
            for row in _unflat(field, field.rows, record[field.name]):
                self._row_within(field.rows, row, identity)

    def _row_within(self, section: Section, record: Record, identity: str) -> None:
        values = self.names.values(section, record) | {section.parent: identity}
        values["id"] = _identity_within(section, values, identity)
        self._insert(section.model, values)

    def _free_quote(self, values: Record) -> str:
        wanted: str = values["quote_id"]
        candidates = chain([wanted] if _QUOTE.fullmatch(wanted) else [], quote_ids(values["id"]))
        found = next(each for each in candidates if each not in self._quotes)
        self._quotes.add(found)
        if found != wanted:
            message = _("the quote {quote} is called {other} here, since another one is called so.")
            self.result.remarks.append(message.format(quote=wanted, other=found))
        return found

    def _insert(self, model: type[Row], values: Record) -> None:
        self._batch.setdefault(model, []).append(values)
        if sum(map(len, self._batch.values())) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        # The section's own rows first: those within a record refer to it.
        for model, batch in self._batch.items():
            self.step.insert_values(model, batch)
            batch.clear()

    def _any(self, model: type[Row]) -> bool:
        return self.step.connection.execute(select(table_of(model).c.id).limit(1)).first() is not None


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


def _name(record: Record) -> str:
    """What people call a record."""
    return str(next((record[name] for name in ("quote", "id", "name", "label") if record.get(name)), record["uuid"]))


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
