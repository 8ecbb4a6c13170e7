"""A whole project as JSON, a record a line: people can read it, compare it line by line, and it is a stream."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from coder.queries.whole.records import Record, Whole
from coder.queries.whole.sections import PROJECT, SECTIONS
from coder.queries.whole.shape import FORMAT, FORMAT_VERSION, REQUIRED, UUID_PATTERN, Field, Kind, Section

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"
_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.UUID: {"type": "string", "pattern": f"^{UUID_PATTERN}$"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.NUMBER: {"type": "integer"},
    Kind.REAL: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.OBJECT: {"type": "object"},
    Kind.OBJECTS: {"type": "array", "items": {"type": "object"}},
    Kind.CURRENT: {"type": "integer"},
    Kind.ENTRY: {"$ref": "#/$defs/entry"},
}
_LISTS = (Kind.TEXTS, Kind.CODERS, Kind.QUOTES, Kind.MEMBERS)


def write_whole_project(whole: Whole, out: BinaryIO) -> Iterator[str]:
    """Write the project bit by bit; gives the name of each section before it is written."""
    head = [f'"format": {_json(FORMAT)}', f'"version": {FORMAT_VERSION}', f'"project": {_json(whole.project())}']
    out.write(("{\n" + ",\n".join(head)).encode())
    for section in SECTIONS:
        yield section.name
        out.write(f",\n{_json(section.name)}: [".encode())
        first = True
        for record in whole.records(section):
            out.write((("\n" if first else ",\n") + _json(record)).encode())
            first = False
        out.write(b"]" if first else b"\n]")
    out.write(b"\n}\n")


def _json(value: Any) -> str:
    # A lone surrogate is no UTF-8, and JSON has its own way to write it.
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False)
    return text


def schema() -> dict[str, Any]:
    """The JSON schema of what is written."""
    properties: dict[str, Any] = {
        "format": {"const": FORMAT},
        "version": {"const": FORMAT_VERSION},
        "project": _object(PROJECT),
    }
    for section in SECTIONS:
        properties[section.name] = {"description": section.about, "type": "array", "items": _object(section)}
    entry: dict[str, Any] = {"register": {"type": "string"}, "id": {"type": "string"}}
    return {
        "$schema": SCHEMA_ID,
        "title": "A whole project of coder",
        "description": "A field that is left out has its default.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {"entry": _closed("An entry of a register.", entry, list(entry))},
    }


def schema_text() -> str:
    """The schema as it is published in ``docs/project.schema.json``."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _object(section: Section) -> dict[str, Any]:
    properties: Record = {}
    required = []
    for field in section.fields:
        if field.kind is Kind.VERSION:
            properties["source"] = {"type": "string", "description": Kind.SOURCE.value}
            properties["version"] = {"type": "integer", "minimum": 1, "description": field.about}
            required += ["source", "version"]
        elif field.kind is Kind.TARGET:
            kinds = ["coding", "passage", "source", "code", "project"]
            properties["on"] = {"enum": kinds, "description": field.about}
            properties |= {name: {"type": "string"} for name in ("quote", "source", "code")}
            properties |= {name: {"type": "integer"} for name in ("version", "start", "end")}
            required.append("on")
        else:
            properties[field.name] = _field(field)
            required += [field.name] if field.default is REQUIRED else []
    return _closed(section.about, properties, required)


def _closed(about: str, properties: Record, required: list[str]) -> dict[str, Any]:
    told = {"description": about, "type": "object", "properties": properties}
    return {**told, "required": required, "additionalProperties": False}


def _field(field: Field) -> dict[str, Any]:
    if field.rows is not None:
        found = _rows(field, field.rows)
    elif field.kind in _LISTS:
        found = {"type": "array", "items": {"type": "string"}}
    else:
        found = dict(_TYPES.get(field.kind, {"type": "string"}))
    if field.choices:
        found = {"enum": list(field.choices)}
    about = field.about or ("" if field.kind in (Kind.TEXT, Kind.ROWS) else field.kind.value)
    found |= {"description": about} if about else {}
    return found | ({} if field.default is REQUIRED or field.default is None else {"default": field.default})


def _rows(field: Field, section: Section) -> dict[str, Any]:
    if not field.flat:
        return {"type": "array", "items": _object(section)}
    if len(section.fields) == 1:
        return {"type": "array", "items": _field(section.fields[0])}
    return {"type": "object", "additionalProperties": {"type": "string"}}
