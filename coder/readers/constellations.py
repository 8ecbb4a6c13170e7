"""A register of constellations (``.csv``), as ``coder constellations --format csv`` writes it. No database.

Columns: ``name, members, place, groups, purpose, state, decision, quotes, decided_by``; ``members``, ``groups`` and
``quotes`` hold several things with semicolons between them. Only ``name`` and ``members`` are needed.
"""

from dataclasses import dataclass
from pathlib import Path

from coder.errors import Refused
from coder.guard import unguarded
from coder.i18n import _
from coder.readers.csv_rows import read_table
from coder.readers.encoding import decode
from coder.readers.limits import check_size
from coder.spans import folded

CONSTELLATIONS_FILE = "constellations.csv"
"""Beside the transcripts it is no transcript."""
NEEDED = ("name", "members")


@dataclass(frozen=True)
class ConstellationRow:
    """A row, its words as they stand there; what is not said is ""."""

    line: int
    name: str
    place: str
    purpose: str
    state: str
    decision: str
    decided_by: str
    members: tuple[str, ...]
    groups: tuple[str, ...]
    quotes: tuple[str, ...]


def read_constellations(path: Path) -> tuple[ConstellationRow, ...]:
    """The rows of a file. Raises ``Refused`` in one line where it is no register of constellations, ``OSError``."""
    check_size(path)
    table = read_table(decode(path.read_bytes())[0])
    names = [folded(name) for name in table.header]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        message = _("The column {name} is missing; a register of constellations needs: {names}.")
        raise Refused(message.format(name=missing[0], names=", ".join(NEEDED)))
    return tuple(_row(line, dict(zip(names, cells, strict=True))) for line, cells in table.rows)


def _row(line: int, cells: dict[str, str]) -> ConstellationRow:
    said = {name: unguarded(cell) for name, cell in cells.items()}

    def words(name: str) -> str:
        return " ".join(said.get(name, "").split())

    def several(name: str) -> tuple[str, ...]:
        return tuple(filter(None, map(str.strip, said.get(name, "").split(";"))))

    return ConstellationRow(
        line=line,
        name=words("name"),
        place=words("place"),
        purpose=words("purpose"),
        state=words("state"),
        decision=words("decision"),
        decided_by=words("decided_by"),
        members=several("members"),
        groups=several("groups"),
        quotes=several("quotes"),
    )
