"""Evidence and details as a project keeps them, and back again; what an older version left out has its default."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from coder.suggest.base import Alike, Details, Evidence


def evidence_from(rows: Iterable[Mapping[str, Any]]) -> list[Evidence]:
    """What spoke for a code."""
    return [Evidence(**_known(Evidence, row)) for row in rows]


def details_from(row: Mapping[str, Any]) -> Details:
    """What a suggestion rests on."""
    known = _known(Details, row)
    alike = known.pop("alike", None)
    return Details(**known, alike=Alike(**_known(Alike, alike)) if alike else None)


def _known(kind: type[Any], row: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in row.items() if name in names}
