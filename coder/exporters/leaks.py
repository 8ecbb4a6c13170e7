"""The leak guard: no document leaves with a name or number in it that was to be replaced.

Pure: how a text is searched is the caller's. What is found is said by its kind and place, never by the name itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coder.exporters.document import (
    Block,
    Contents,
    Document,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Prose,
    Quote,
    Table,
    Term,
)
from coder.i18n import _

FREE = frozenset({"text", "note", "snippet", "summary", "edited"})
"""Columns that hold what people said or wrote, not the study's own vocabulary."""
_OUR_OWN = frozenset({"coder", "finished_by", "quote", "quotes"})
"""Columns that name those who do the study, whoever else is called so, and identifiers, whose letters are chance."""


_REMEMBERED = 100
"""Characters: names and words come again and again; turns do not, and all of them would fill the memory."""


@dataclass(frozen=True)
class Words:
    """A text of a document."""

    text: str
    where: str
    """Where it stands, in words."""
    free: bool = False
    """True for what people said or wrote; False for names of codes, places, actors and the like."""


@dataclass(frozen=True)
class Leak:
    """A name or number in a document."""

    kind: str
    where: str


def leaks(document: Document, search: Callable[[str, bool], Iterator[str]]) -> Iterator[Leak]:
    """What would leak, in order of the document; ``search`` gives the kinds found in a text (free or not)."""
    return leaks_in(texts(document), search)


def leaks_in(found: Iterable[Words], search: Callable[[str, bool], Iterator[str]]) -> Iterator[Leak]:
    """What would leak of texts; see ``leaks``."""
    seen: dict[tuple[str, bool], tuple[str, ...]] = {}
    for words in found:
        key = (words.text, words.free)
        if len(words.text) > _REMEMBERED:
            kinds = tuple(search(*key))
        else:
            if key not in seen:
                seen[key] = tuple(search(*key))
            kinds = seen[key]
        for kind in kinds:
            yield Leak(kind, words.where)


def texts(document: Document) -> Iterator[Words]:
    """Every text of a document, with where it stands."""
    yield Words(document.title, _("the title"))
    for block in document.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Words]:
    match block:
        case Heading():
            yield Words(block.text, _("a heading"))
        case Paragraph():
            yield Words(block.text, _("a paragraph"))
        case Term():
            yield Words(block.text, block.label)
        case Quote():
            yield Words(block.text, block.quote, free=True)
            yield Words(block.attribution, block.quote)
            yield Words(block.note, _("the note on {quote}").format(quote=block.quote), free=True)
        case Prose():
            yield Words(block.text, _("a paragraph"), free=True)
        case Listing():
            for item in block.items:
                yield Words("".join(run.text for run in item), _("a list"), free=True)
        case Picture():
            yield Words(block.caption, _("the caption of {table}").format(table=block.name))
            yield Words(block.alt, _("the caption of {table}").format(table=block.name))
            for text in _drawn(block):
                yield Words(text, _("a text in the picture {name}").format(name=block.name))
        case Contents():
            yield Words(block.title, _("a heading"))
        case Table():
            yield Words(block.caption, _("the caption of {table}").format(table=block.name))
            yield from _of_table(block)


def _drawn(picture: Picture) -> Iterable[str]:
    from coder.exporters.pictures.svg import texts

    return texts(picture.svg) if picture.svg else ()


def _of_table(table: Table) -> Iterator[Words]:
    for number, row in enumerate(table.rows, 1):
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, str) and value and column.key not in _OUR_OWN:
                where = _("row {row}, column {column}").format(row=number, column=column.key)
                yield Words(value, where, column.key in FREE)
