"""A table of quotes with their codes (``.csv`` or ``.xlsx``), as spreadsheets and other programs' reports have them.

Which column is which is told by the person, else by the headings that people and programs use. No database.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coder.errors import Refused
from coder.guard import unguarded
from coder.i18n import _
from coder.readers.csv_rows import Table, read_table
from coder.readers.encoding import decode
from coder.readers.limits import check_size
from coder.readers.workbook import read_workbook
from coder.spans import folded

QUOTE, CODE, SOURCE, CODER, NOTE = "quote", "code", "source", "coder", "note"
ROLES = (QUOTE, CODE, SOURCE, CODER, NOTE)
NEEDED = (QUOTE, CODE)
HEADINGS: dict[str, tuple[str, ...]] = {
    QUOTE: (
        *("quote", "citat", "text", "passage", "textavsnitt", "avsnitt", "utdrag", "segment", "coded segment"),
        *("coded segments", "kodat segment", "quotation", "quotation content", "content", "innehåll", "markering"),
    ),
    CODE: (
        *("code", "kod", "codes", "koder", "code name", "kodnamn", "coding", "kodning", "tag", "tags", "tagg"),
        *("etikett", "tema", "theme", "kategori", "category"),
    ),
    SOURCE: (
        *("source", "källa", "document", "dokument", "document name", "dokumentnamn", "interview", "intervju"),
        *("transcript", "transkript", "file", "fil", "file name", "filename", "filnamn", "fall", "case"),
    ),
    CODER: ("coder", "kodare", "coded by", "kodad av", "created by", "skapad av", "user", "användare", "owner", "vem"),
    NOTE: ("note", "anteckning", "memo", "comment", "kommentar", "comments", "kommentarer"),
}
"""What a column is called, the surest first."""
_SEVERAL = re.compile(r"[;\n|]")


@dataclass(frozen=True)
class QuoteRow:
    """One row; its words are as they stand there."""

    line: int
    quote: str
    codes: tuple[str, ...]
    source: str
    coder: str
    note: str


def read_quote_table(path: Path) -> Table:
    """The rows of a file. Raises ``Refused`` in one line, ``OSError``."""
    check_size(path)
    if path.suffix.lower() != ".xlsx":
        return read_table(decode(path.read_bytes())[0])
    table = read_workbook(path)
    return Table(table.header, tuple((line, tuple(map(unguarded, cells))) for line, cells in table.rows))


def first_headings(data: bytes) -> set[str]:
    """What stands in the first line of a table of any kind, in small letters. Raises ``Refused``."""
    line = decode(data)[0].lstrip("\n").partition("\n")[0]
    return {folded(name.strip(' "')) for name in re.split(r"[,;\t|]", line)}


def guessed_columns(header: tuple[str, ...]) -> dict[str, str]:
    """Headings by what they seem to be for; a heading is for one thing."""
    by_name = {folded(name): name for name in header if name}
    found: dict[str, str] = {}
    for role in ROLES:
        name = next((each for each in HEADINGS[role] if each in by_name and by_name[each] not in found.values()), None)
        if name is not None:
            found[role] = by_name[name]
    if folded(found.get(QUOTE, "")) == "quote" and "text" in by_name:
        found[QUOTE] = by_name["text"]  # in this program's own lists "quote" is the identifier
    return found


def mapped_columns(header: tuple[str, ...], wished: Mapping[str, str]) -> dict[str, str]:
    """Headings by what they are for: as wished, the rest as guessed. ``Refused`` where one is missing."""
    by_name = {folded(name): name for name in header if name}
    guessed = guessed_columns(header)
    for role, name in wished.items():
        if role not in ROLES:
            message = _("{name}: a column is for one of {roles}.")
            raise Refused(message.format(name=role, roles=", ".join(ROLES)))
        if name and folded(name) not in by_name:
            message = _("There is no column {name}; there are {names}.")
            raise Refused(message.format(name=name, names=", ".join(by_name.values())))
    chosen = {role: by_name[folded(name)] for role, name in wished.items() if name}
    taken = set(chosen.values())
    chosen |= {role: name for role, name in guessed.items() if role not in wished and name not in taken}
    for role in NEEDED:
        if role not in chosen:
            message = _("Which column holds the {role}? Say it with --column {role}=HEADING; there are {names}.")
            raise Refused(message.format(role=role, names=", ".join(by_name.values())))
    return {role: chosen[role] for role in ROLES if role in chosen}


def quote_rows(table: Table, columns: Mapping[str, str]) -> list[QuoteRow]:
    """The rows by what their columns are for; rows without a quote and a code are left out."""
    places = {role: table.header.index(name) for role, name in columns.items()}
    found = []
    for line, cells in table.rows:
        said = {role: cells[place].strip() for role, place in places.items()}
        if said[QUOTE] or said[CODE]:
            codes = tuple(filter(None, (" ".join(each.split()) for each in _SEVERAL.split(said[CODE]))))
            found.append(
                QuoteRow(line, said[QUOTE], codes, said.get(SOURCE, ""), said.get(CODER, ""), said.get(NOTE, ""))
            )
    return found
