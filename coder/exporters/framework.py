"""Framework matrices as tables, and as a document in which each cell's summary stands beside its passages."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from coder.exporters.document import Block, Column, Heading, Paragraph, Prose, Quote, Run, Table, Value
from coder.exporters.tables import columns
from coder.i18n import Translator
from coder.queries.citations import in_pieces

if TYPE_CHECKING:
    from coder.queries.framework import Cell, Framework
    from coder.queries.quotes import Quote as Passage

Passages = Callable[[str, str], "Sequence[Passage]"]
"""The passages of a cell, by the case's name and the code's key."""

_KEYS = ("theme", "case", "code", "codings", "summary", "cited", "written_by", "at")
_MISSING = ("theme", "case", "code", "codings")


def framework_table(found: "Framework", t: Translator) -> Table:
    """One row a cell: ``theme, case, code, codings, summary, cited, written_by, at``."""
    rows = tuple(_row(found.theme.key, cell) for row in found.cells for cell in row)
    return Table("framework", framework_caption(found, t), columns(_KEYS, t), rows)


def _row(theme: str, cell: "Cell") -> tuple[Value, ...]:
    first = (theme, cell.case, cell.code, cell.codings)
    if cell.summary is None:
        return (*first, "", "", "", "")
    return (*first, cell.summary.text, ";".join(cell.summary.cited), cell.summary.coder, cell.summary.at)


def missing_table(found: "Framework", t: Translator) -> Table:
    """The cells with passages and no summary."""
    rows = tuple((found.theme.key, cell.case, cell.code, cell.codings) for cell in found.missing)
    return Table("missing", framework_caption(found, t), columns(_MISSING, t), rows)


def framework_caption(found: "Framework", t: Translator) -> str:
    """What stands in the cells, and of which codings."""
    told = t.gettext(
        "Framework matrix (Gale et al. 2013): rows cases, columns codes; each cell a summary, and how many passages "
        "the case has under the code."
    )
    return f"{told} {found.scope.in_words(t)}"


def matrix_table(found: "Framework", t: Translator) -> Table:
    """The matrix as it is read: a row a case, a column a code, in the cells the summary and the number of passages.

    The columns' key says what stands in them: words of people, whatever the code is called.
    """
    first = columns(("case",), t)
    across = tuple(Column("summary", code.name) for code in found.codes)
    rows = tuple((row[0].case, *(_cell(cell, t) for cell in row)) for row in found.cells if row)
    return Table(found.theme.key, f"{found.theme.name}. {framework_caption(found, t)}", (*first, *across), rows)


def _cell(cell: "Cell", t: Translator) -> str:
    counted = passages_in_words(cell.codings, t) if cell.codings else ""
    if cell.summary is None:
        return f"({counted})" if counted else ""
    return cell.summary.text + (f"\n({counted})" if counted else "")


def passages_in_words(number: int, t: Translator) -> str:
    return t.ngettext("{number} passage", "{number} passages", number).format(number=number)


def framework_blocks(found: "Framework", passages: Passages, t: Translator) -> Iterator[Block]:
    """A theme for reading: the numbers in a table, then case by case each summary with the passages it rests on."""
    yield Heading(1, found.theme.name)
    yield Paragraph(framework_caption(found, t), emphasis=True)
    first = columns(("case",), t)
    across = tuple(Column(code.key, code.name) for code in found.codes)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (row[0].case, *(cell.codings for cell in row)) for row in found.cells if row
    )
    caption = t.gettext("How many passages each case has under each code.")
    yield Table(found.theme.key, caption, (*first, *across), rows, (1, 1 + len(across)))
    names = {code.key: code.name for code in found.codes}
    for row in found.cells:
        used = [cell for cell in row if cell.codings or cell.summary]
        if used:
            yield Heading(2, used[0].case)
        for cell in used:
            yield Heading(3, f"{names[cell.code]} ({cell.codings})")
            yield from _summary(cell, t)
            for passage in passages(cell.case, cell.code):
                where = t.gettext("{source}, turn {turn}").format(source=passage.source, turn=passage.turn)
                yield Quote(passage.text, passage.quote, where, passage.note)


def _summary(cell: "Cell", t: Translator) -> Iterator[Block]:
    if cell.summary is None:
        yield Paragraph(t.gettext("Nobody has summed this up yet."), emphasis=True)
        return
    for part in filter(str.strip, cell.summary.text.split("\n")):
        yield Prose(tuple(Run(words, strong=bool(cited)) for words, cited in in_pieces(part)))
