"""Reads a whole project from JSON (``docs/project.schema.json``) and checks every field, without any database."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from coder.errors import Refused
from coder.i18n import _
from coder.queries.whole.sections import PROJECT, SECTIONS
from coder.queries.whole.shape import FORMAT, FORMAT_VERSION, REQUIRED, UUID_PATTERN, Field, Kind, Section
from coder.readers.limits import too_large

LARGEST = 2_000_000_000
"""Bytes."""

_LISTS = (Kind.TEXTS, Kind.CODERS, Kind.QUOTES, Kind.MEMBERS)
_LARGEST_NUMBER = 2**53
_UUID = re.compile(UUID_PATTERN)
_TARGETS: dict[str, tuple[tuple[str, type], ...]] = {
    "coding": (("quote", str),),
    "passage": (("source", str), ("version", int), ("start", int), ("end", int)),
    "source": (("source", str),),
    "code": (("code", str),),
    "project": (),
}
"""What says where a note is, by what it is on."""

WholeFile = dict[str, list[dict[str, Any]]]
"""Records by section; ``project`` is a list of one."""


def read_whole(path: Path) -> WholeFile:
    """The records of a file, every field checked; those with a default are there. Raises ``Refused``, ``OSError``."""
    if path.stat().st_size > LARGEST:
        raise too_large()
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        where = f" ({error})" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused(_("This is no JSON, or it is damaged{where}.").format(where=where)) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused(_("This is no project as 'coder export json' writes it."))
    if found.get("version") != FORMAT_VERSION:
        message = _("It was written by another version of coder (format {version}); use that version.")
        raise Refused(message.format(version=found.get("version")))
    unknown = found.keys() - {"format", "version", PROJECT.name, *(section.name for section in SECTIONS)}
    if unknown:
        raise Refused(_("There is nothing called {name} in a project.").format(name=sorted(unknown)[0]))
    taken: WholeFile = {PROJECT.name: [_checked(PROJECT, found.get(PROJECT.name), PROJECT.name)]}
    for section in SECTIONS:
        records = found.pop(section.name, [])
        if not isinstance(records, list):
            raise _wrong(section.name, _("a list of records"))
        taken[section.name] = list(_records(section, records, section.name))
    return taken


def _records(section: Section, records: Sequence[Any], where: str) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(records, 1):
        yield _checked(section, record, f"{where} {number}")


def _checked(section: Section, record: Any, where: str) -> dict[str, Any]:
    """A record with its defaults; ``Refused`` where a field is missing, unknown or of another kind."""
    if not isinstance(record, dict):
        raise _wrong(where, _("a record"))
    taken: dict[str, Any] = {}
    for field in section.fields:
        if field.kind is Kind.VERSION:
            taken["source"] = _simple(record, "source", str, where)
            taken["version"] = _simple(record, "version", int, where)
        elif field.kind is Kind.TARGET:
            taken.update(_target(record, where))
        else:
            taken[field.name] = _value(field, record, where)
    unknown = record.keys() - taken.keys()
    if unknown:
        raise Refused(_("{where}: there is no field {name}.").format(where=where, name=sorted(unknown)[0]))
    return taken


def _target(record: Mapping[str, Any], where: str) -> dict[str, Any]:
    on = record.get("on")
    if on not in _TARGETS:
        raise _wrong(f"{where}, on", ", ".join(_TARGETS))
    return {"on": on, **{name: _simple(record, name, kind, where) for name, kind in _TARGETS[on]}}


def _simple(record: Mapping[str, Any], name: str, kind: type, where: str) -> Any:
    value: Any = record.get(name)
    fits = type(value) is kind
    if not fits or (kind is int and not 0 <= value < _LARGEST_NUMBER):
        raise _wrong(f"{where}, {name}", _("a text") if kind is str else _("a whole number"))
    return value


def _value(field: Field, record: Mapping[str, Any], where: str) -> Any:
    place = f"{where}, {field.name}"
    if field.name not in record:
        if field.default is REQUIRED:
            raise Refused(_("{where} is missing.").format(where=place))
        empty = field.default
        return empty.copy() if isinstance(empty, list | dict) else empty
    value = record[field.name]
    if value is None and field.default is None:
        return None
    if field.rows is not None:
        return _within(field, field.rows, value, place)
    if field.choices and value not in field.choices:
        raise _wrong(place, ", ".join(field.choices))
    if not _fits(field.kind, value):
        raise _wrong(place, _said(field.kind))
    return value


def _within(field: Field, section: Section, value: Any, where: str) -> Any:
    if field.flat and len(section.fields) == 2:
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise _wrong(where, _("an object of texts"))
        return value
    if not isinstance(value, list):
        raise _wrong(where, _("a list of records"))
    if field.flat:
        only = section.fields[0]
        return [_value(only, {only.name: each}, where) for each in value]
    return list(_records(section, value, where))


def _fits(kind: Kind, value: Any) -> bool:
    if kind in (Kind.NUMBER, Kind.CURRENT):
        return type(value) is int and abs(value) < _LARGEST_NUMBER
    if kind is Kind.REAL:
        return type(value) in (int, float) and abs(value) < _LARGEST_NUMBER
    if kind is Kind.UUID:
        return isinstance(value, str) and _UUID.fullmatch(value) is not None
    if kind is Kind.INSTANT:
        return isinstance(value, str) and (not value or _is_instant(value))
    if kind is Kind.FLAG:
        return type(value) is bool
    if kind is Kind.OBJECT:
        return isinstance(value, dict)
    if kind is Kind.OBJECTS:
        return isinstance(value, list) and all(isinstance(each, dict) for each in value)
    if kind is Kind.ENTRY:
        return (
            isinstance(value, dict)
            and value.keys() == {"register", "id"}
            and all(isinstance(part, str) for part in value.values())
        )
    if kind in _LISTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str)


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _said(kind: Kind) -> str:
    """What a field of a kind has to be, in words."""
    if kind in (Kind.NUMBER, Kind.CURRENT):
        return _("a whole number")
    if kind is Kind.REAL:
        return _("a number")
    if kind is Kind.UUID:
        return _("a UUID in lower case")
    if kind is Kind.INSTANT:
        return _("an instant with its time zone")
    if kind is Kind.FLAG:
        return _("true or false")
    if kind in (Kind.OBJECT, Kind.ENTRY):
        return _("an object")
    if kind is Kind.OBJECTS or kind in _LISTS:
        return _("a list")
    return _("a text")


def _wrong(where: str, wanted: str) -> Refused:
    return Refused(_("{where} should be: {wanted}.").format(where=where, wanted=wanted))
