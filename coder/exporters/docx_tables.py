"""Tables in Word: a head that repeats, columns as wide as their words need, turned heads where numbers stand close."""

from coder.exporters.document import Table, shown
from coder.exporters.docx_elements import Element, Pen, add, paragraph
from coder.guard import visible

# The width of a character of a table's text, measured over Swedish prose in Calibri 9; bold heads take more.
_CHARACTER = 92
_BOLD = 1.12
# What a cell's margins take, in characters.
_PADDING = 2
# Characters in the narrowest column.
_LEAST = 3
# A longer word breaks rather than take room from all other columns.
_LONGEST_WORD = 26
# What a cell of prose would like to have, in characters; so short a line never breaks.
_COMFORTABLE = 90
_SHORT_LINE = 10
# What columns take beside their words where there is room, in characters.
_AIR = 3
# A turned head is so high at most (twentieths of a point); a longer one is set in several lines.
_HIGHEST_HEAD = 2300


def write_table(body: Element, table: Table, pen: Pen, width: int) -> None:
    """A table with its caption above it; ``width`` in twentieths of a point."""
    if table.caption:
        paragraph(body, pen.style("Caption"), table.caption)
    element = add(body, "tbl")
    properties = add(element, "tblPr")
    add(properties, "tblStyle", val=pen.style("ReportTable"))
    numeric = table.numeric()
    turned = (
        numeric if _columns(table, pen.language, (False,) * len(numeric), width) is None else (False,) * len(numeric)
    )
    widths = _columns(table, pen.language, turned, width) or _squeezed(table, pen.language, turned, width)
    add(properties, "tblW", w=sum(widths), type="dxa")
    add(properties, "tblLayout", type="fixed")
    # The first row is a heading, for the table's style and for screen readers; so is the alternative text.
    add(properties, "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    add(properties, "tblCaption", val=visible(table.caption or table.name))
    grid = add(element, "tblGrid")
    for column_width in widths:
        add(grid, "gridCol", w=column_width)
    _head(element, table, pen, widths, numeric, turned)
    for row in table.rows:
        cells = _row(element)
        for value, column_width, number in zip(row, widths, numeric, strict=True):
            _cell(cells, shown(value, pen.language), pen.style("TableText"), column_width, right=number)
    # Two tables in a row would grow together, and a file must not end in one.
    paragraph(body, pen.style("AfterTable"))


def fits(table: Table, language: str, width: int) -> bool:
    """Whether no word of a table breaks on a page with so much room, with its heads turned if need be."""
    return _columns(table, language, table.numeric(), width) is not None


def _head(
    element: Element, table: Table, pen: Pen, widths: list[int], numeric: tuple[bool, ...], turned: tuple[bool, ...]
) -> None:
    row = _row(element)
    properties = row[0]
    titles = [column.title for column in table.columns]
    if any(turned):
        longest = max(len(title) for title, turn in zip(titles, turned, strict=True) if turn)
        height = min(_HIGHEST_HEAD, int((longest * _BOLD + _PADDING) * _CHARACTER))
        add(properties, "trHeight", val=height, hRule="exact")
    add(properties, "tblHeader")
    for title, width, number, turn in zip(titles, widths, numeric, turned, strict=True):
        _cell(row, title, pen.style("TableHead"), width, right=number and not turn, turned=turn)


def _row(element: Element) -> Element:
    row = add(element, "tr")
    add(add(row, "trPr"), "cantSplit")
    return row


def _cell(row: Element, text: str, style: str, width: int, right: bool, turned: bool = False) -> None:
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=width, type="dxa")
    if turned:
        add(properties, "textDirection", val="btLr")
        add(properties, "vAlign", val="center")
    paragraph(cell, style, text, right=right)


def _needs(table: Table, language: str, turned: tuple[bool, ...]) -> list[tuple[int, int]]:
    """For each column the characters of its longest word and of its longest line."""
    needs = []
    for index, (column, turn) in enumerate(zip(table.columns, turned, strict=True)):
        lines = [line for row in table.rows for line in shown(row[index], language).split("\n")]
        words = [word for line in lines for word in _words(line)]
        least = [_LEAST, *map(len, words), *(len(line) for line in lines if len(line) <= _SHORT_LINE)]
        if not turn:
            least += [int(len(word) * _BOLD + 1) for word in _words(column.title)]
        narrowest = min(_LONGEST_WORD, max(least))
        needs.append((narrowest, max([narrowest, *(min(_COMFORTABLE, len(line)) for line in lines)])))
    return needs


def _words(text: str) -> list[str]:
    """What a line may break between; it may after a hyphen, too."""
    return text.replace("-", "- ").split()


def _columns(table: Table, language: str, turned: tuple[bool, ...], width: int) -> list[int] | None:
    """Widths with which no word breaks; None where the page is too narrow for that.

    Every column gets its longest word; what is left is shared by how much more its longest line would need, and a
    table that needs little does not stretch over the page.
    """
    needs = _needs(table, language, turned)
    room = width // _CHARACTER - _PADDING * len(needs)
    spare = room - sum(least for least, _most in needs)
    if spare < 0:
        return None
    more = sum(most - least for least, most in needs)
    share = min(1.0, spare / more) if more else 0.0
    wanted = [least + share * (most - least) for least, most in needs]
    airy = sum(wanted) + (_PADDING + _AIR) * len(wanted)
    return _scaled(wanted, min(width, int(airy * _CHARACTER)))


def _squeezed(table: Table, language: str, turned: tuple[bool, ...], width: int) -> list[int]:
    """Widths on a page that is too narrow: by what each column needs."""
    return _scaled([float(least) for least, _most in _needs(table, language, turned)], width)


def _scaled(characters: list[float], width: int) -> list[int]:
    shares = [each + _PADDING for each in characters]
    return [int(width * share / sum(shares)) for share in shares]
