"""What people write about a question: a small part of Markdown, whose citations lead to quotes.

Paragraphs, headings, lists, *stress*, **more of it**, and citations: ``[C-7K2M9]``, several with commas between them.
Comments (``<!-- … -->``) are for writers and left out. Anything else is text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coder.exporters.document import Block, Heading, Listing, Prose, Run, Runs
from coder.identity import normal_quote_id

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_ITEM = re.compile(r"(?:([-*+])|\d{1,9}[.)])[ \t]+(.*)")
_CITATION = re.compile(r"\[\s*(C-\w+(?:\s*[,;]\s*C-\w+)*)\s*\]", re.IGNORECASE)
_ID = re.compile(r"C-\w+", re.IGNORECASE)
_INLINE = re.compile(
    rf"(?P<escaped>\\[!-/:-@\[-`{{-~])|(?P<cited>{_CITATION.pattern})"
    r"|(?P<strong>\*\*(?=\S)(?P<more>.+?)(?<=\S)\*\*)|(?P<stress>\*(?=\S)(?P<some>[^*]+?)(?<=\S)\*)"
    r"|(?P<under>(?<!\w)_(?=\S)(?P<other>[^_]+?)(?<=\S)_(?!\w))",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_LEVEL, _MOST_LEVEL = 2, 4


@dataclass(frozen=True)
class Cited:
    """A citation in a text."""

    quote: str
    """The identifier, as identifiers are written."""
    line: int
    """Counted from 1."""


def without_comments(text: str) -> str:
    """The text alone, its lines where they were."""
    return _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)


def citations(text: str) -> tuple[Cited, ...]:
    """What a text cites, in order; one that is cited twice stands there twice."""
    return tuple(
        Cited(normal_quote_id(each), number)
        for number, line in enumerate(without_comments(text).split("\n"), 1)
        for group in _CITATION.finditer(line)
        for each in _ID.findall(group[1])
    )


def written(text: str, anchor: Callable[[str], str]) -> tuple[Block, ...]:
    """The text as parts of a document; ``anchor`` says where a quote stands, "" where it does not."""
    return tuple(_blocks(without_comments(text).expandtabs(4).split("\n"), anchor))


def _blocks(lines: Sequence[str], anchor: Callable[[str], str]) -> Iterator[Block]:
    paragraph: list[str] = []
    items: list[list[str]] = []
    ordered = False

    def finished() -> Iterator[Block]:
        if paragraph:
            yield Prose(_runs(" ".join(paragraph), anchor))
            paragraph.clear()
        if items:
            yield Listing(tuple(_runs(" ".join(item), anchor) for item in items), ordered)
            items.clear()

    for raw in (*lines, ""):
        line = raw.strip()
        if heading := _HEADING.fullmatch(line):
            yield from finished()
            level = min(_MOST_LEVEL, max(_LEAST_LEVEL, len(heading[1])))
            yield Heading(level, "".join(run.text for run in _runs(heading[2], anchor)))
        elif item := _ITEM.fullmatch(line):
            if paragraph or (items and ordered is bool(item[1])):
                yield from finished()
            ordered = not item[1]
            items.append([item[2]])
        elif not line:
            # A list goes on over empty lines; a paragraph does not.
            if paragraph:
                yield from finished()
        elif items and raw[:1] == " ":
            items[-1].append(line)
        else:
            if items:
                yield from finished()
            paragraph.append(line)
    yield from finished()


def _runs(text: str, anchor: Callable[[str], str]) -> Runs:
    return tuple(_pieces(text, anchor, emphasis=False, strong=False))


def _pieces(text: str, anchor: Callable[[str], str], emphasis: bool, strong: bool) -> Iterator[Run]:
    end, plain = 0, ""
    for match in _INLINE.finditer(text):
        plain += text[end : match.start()]
        end = match.end()
        if match["escaped"]:
            plain += match["escaped"][1:]
            continue
        if plain:
            yield Run(plain, emphasis, strong)
            plain = ""
        if match["cited"]:
            yield from _cited(match["cited"], anchor)
        elif match["strong"]:
            yield from _pieces(match["more"], anchor, emphasis, True)
        else:
            yield from _pieces(match["some"] or match["other"], anchor, True, strong)
    plain += text[end:]
    if plain:
        yield Run(plain, emphasis, strong)


def _cited(group: str, anchor: Callable[[str], str]) -> Iterator[Run]:
    yield Run("[")
    for number, each in enumerate(_ID.findall(group)):
        if number:
            yield Run(", ")
        quote = normal_quote_id(each)
        yield Run(quote, to=anchor(quote))
    yield Run("]")
