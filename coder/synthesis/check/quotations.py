"""Finding quotations in a report: between quotation marks, after the dash of direct speech, in block quotations.

Swedish marks are the same on both sides (” ” » » ’ ’), so which one opens is told by what stands around it. A
quotation inside another one belongs to it. What stands beside a quotation says whom it is from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.readers.report.base import ReportParagraph
from coder.synthesis.check.tokens import WORD

LEAST_WORDS = 3
_FAMILIES = ('"”“„‟″', "»«", "'’‘‚‛‹›´")
_FAMILY = {mark: number for number, marks in enumerate(_FAMILIES) for mark in marks}
_SINGLE = 2
_MARKS = "".join(_FAMILIES)
_MARK = re.compile(f"[{_MARKS}]")
_DASH = re.compile(r"(?m)^[^\S\n]*[–—―]\s*(?=\S)")
_SENTENCE_ENDED = re.compile(r"[.!?…:]\W*$")
VERBS = """
    säger sa sade menar berättar förklarar påpekar konstaterar anser framhåller beskriver tycker uttrycker uppger
    svarar betonar understryker undrar frågar tillägger sammanfattar resonerar minns
""".split()  # noqa: SIM905
"""Verbs of saying, between a quotation and who said it."""
_VERB = "(?:" + "|".join(VERBS) + ")"
_SAYS = re.compile(rf"(?<=[,.!?…])\s+{_VERB}\b[^.!?\n]*(?:[.!?]|$)")
_BESIDE_BEFORE, _BESIDE_AFTER = 160, 240
_CONTINUED = 3
"""A quotation may go on over so many paragraphs."""
_SOURCE_LINE_WORDS = 25
_IDENTIFIER = re.compile(r"[\[(]?\s*C-[0-9A-Za-z]{5,9}\s*[\])]?")
_TAIL = re.compile(r"\s*(?:[\[(]\s*C-[0-9A-Za-z]{5,9}\s*[\])]|\((?=[^()]*[^\W\d_])[^()]*\)|\n\s*[–—―-][^\n]*)\s*$")


@dataclass(frozen=True)
class Quotation:
    """A quotation of a report, with what stands beside it."""

    text: str
    """As it stands between its marks; line breaks are blanks."""
    before: str = ""
    """The paragraph's words before it, back to the quotation before."""
    after: str = ""
    """The paragraph's words after it, up to the next quotation, then its notes and the line under a block."""


def quotations(paragraphs: Sequence[ReportParagraph]) -> Iterator[Quotation]:
    """Every quotation of three words and more, in the report's order."""
    number = 0
    while number < len(paragraphs):
        paragraph, taken = _with_continuation(paragraphs, number)
        following = paragraphs[number + taken] if number + taken < len(paragraphs) else None
        beside = _source_line(following) if paragraph.block or _is_all_quoted(paragraph) else ""
        if not (number and beside_line(paragraph, paragraphs[number - 1])):
            for quotation in _in_paragraph(paragraph, beside):
                if sum(1 for _word in WORD.finditer(quotation.text)) >= LEAST_WORDS:
                    yield quotation
        number += taken


def beside_line(paragraph: ReportParagraph, before: ReportParagraph) -> bool:
    """True of a line under a quotation that says whom it is from: a dash, or an identifier, and no full sentence."""
    return (
        (before.block or _is_all_quoted(before)) and bool(_source_line(paragraph)) and bool(_DASH.match(paragraph.text))
    )


def _source_line(paragraph: ReportParagraph | None) -> str:
    """The words under a quotation if they look like whom it is from, else ""."""
    if paragraph is None or len(WORD.findall(paragraph.text)) > _SOURCE_LINE_WORDS or _MARK.search(paragraph.text):
        return ""
    text = paragraph.text.strip()
    named = _IDENTIFIER.search(text)
    dashed = re.match(r"[–—―-]", text) and not text.endswith((".", "!", "?"))
    return text if named or dashed or (text.startswith("(") and text.endswith(")")) else ""


def _is_all_quoted(paragraph: ReportParagraph) -> bool:
    text = paragraph.text.strip()
    return bool(text) and text[0] in _FAMILY and text[-1] in _FAMILY


# What may stretch over paragraphs.


def _with_continuation(paragraphs: Sequence[ReportParagraph], number: int) -> tuple[ReportParagraph, int]:
    """A paragraph joined with those in which its last quotation goes on, and how many that makes."""
    first = paragraphs[number]
    if first.block or not (open_at := _unclosed(first.text)):
        return first, 1
    family = _FAMILY[first.text[open_at[0]]]
    text, notes = first.text, list(first.notes)
    for taken in range(1, _CONTINUED + 1):
        if number + taken >= len(paragraphs) or paragraphs[number + taken].block:
            break
        more = paragraphs[number + taken]
        # By custom every paragraph of a long quotation opens anew, and only the last one closes.
        body = more.text.lstrip()
        opened = body[:1] in _FAMILIES[family]
        body = body[1:] if opened else body
        closes = next((m for m in _MARK.finditer(body) if _FAMILY[m.group()] == family), None)
        if closes is None and not opened:
            break
        notes += [(at + len(text) + 1, said) for at, said in more.notes]
        text += "\n" + body
        if closes is not None:
            if not _may_close(body, closes.start()):
                break
            return ReportParagraph(text, False, tuple(notes), first.as_written), taken + 1
    return first, 1


def _unclosed(text: str) -> list[int]:
    """Where a quotation opens that nothing closes; [] if there is none."""
    pairs, left = _paired(text)
    return [at for at in left if all(not start < at < end for start, end in pairs)][-1:]


# Within a paragraph.


def _in_paragraph(paragraph: ReportParagraph, beside: str) -> Iterator[Quotation]:
    text = paragraph.text
    spans = [(start + 1, end) for start, end in _paired(text)[0]]
    unclosed = _unclosed(text)
    if unclosed and not any(end > unclosed[0] for _start, end in spans):
        spans.append((unclosed[0] + 1, _until_source(text, unclosed[0] + 1)))
    if paragraph.block and not (spans and not WORD.search(text[: spans[0][0]])):
        spans = [_block_span(text)]
    elif not paragraph.block:
        spans = sorted([*spans, *_spoken(paragraph, spans)])
    for number, (start, end) in enumerate(spans):
        floor = spans[number - 1][1] if number else 0
        ceiling = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        notes = " ".join(said for at, said in paragraph.notes if end - 1 <= at <= min(ceiling, end + 40))
        last = number + 1 == len(spans)
        after = [text[end:ceiling].strip(_MARKS)[:_BESIDE_AFTER], notes, beside if last else ""]
        yield Quotation(
            " ".join(text[start:end].split()),
            " ".join(text[floor:start].strip(_MARKS)[-_BESIDE_BEFORE:].split()),
            "\n".join(part for part in after if part.strip()),
        )


def _block_span(text: str) -> tuple[int, int]:
    """A block quotation without an identifier, parenthesis or line at its end that says whom it is from."""
    end = len(text.rstrip())
    while (tail := _TAIL.search(text, 0, end)) is not None and WORD.search(text, 0, tail.start()):
        end = tail.start()
    return 0, end


def _until_source(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _spoken(paragraph: ReportParagraph, quoted: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Direct speech after a dash, without "says the caseworker"; what is between marks in it is found by them."""
    text = paragraph.text
    for dash in _DASH.finditer(text):
        if dash.start() and paragraph.as_written and not _SENTENCE_ENDED.search(text[: dash.start()].rstrip()):
            continue  # a line that happens to break before a dash
        following = _DASH.search(text, dash.end())
        end = following.start() if following else len(text)
        if any(dash.start() <= start < end for start, _end in quoted):
            continue
        at = dash.end()
        for says in _SAYS.finditer(text, at, end):
            yield at, at + len(text[at : says.start()].rstrip(" ,"))
            at = says.end()
        if text[at:end].strip():
            stop = at + len(_without_tail(text[at:end]))
            yield at, stop


def _without_tail(text: str) -> str:
    while (tail := _TAIL.search(text)) is not None and WORD.search(text, 0, tail.start()):
        text = text[: tail.start()]
    return text


def _paired(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Where outer quotations open and close (the places of their marks), and what opens and is not closed."""
    found: list[tuple[int, int]] = []
    open_marks: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        at, family = match.start(), _FAMILY[match.group()]
        inside = [number for number, (_place, other) in enumerate(open_marks) if other == family]
        opens, closes = _may_open(text, at), _may_close(text, at)
        if inside and closes and not (opens and match.group() in "„‚"):
            start = open_marks[inside[-1]][0]
            del open_marks[inside[-1] :]
            if not open_marks:
                found.append((start, at))
        elif opens and (family != _SINGLE or _has_closer(text, at)):
            open_marks.append((at, family))
    left = [place for place, family in open_marks if family != _SINGLE]
    if left:
        # What an unclosed mark hid is a quotation of its own.
        rest = _paired(text[left[0] + 1 :])[0]
        found += [(start + left[0] + 1, end + left[0] + 1) for start, end in rest]
    return sorted(found), left


def _has_closer(text: str, at: int) -> bool:
    """A single mark is an apostrophe unless another one closes it."""
    return any(
        _FAMILY[each.group()] == _SINGLE and _may_close(text, each.start()) for each in _MARK.finditer(text, at + 1)
    )


def _may_open(text: str, at: int) -> bool:
    before, after = _beside(text, at, -1), _beside(text, at, 1)
    return (not before or before.isspace() or before in "([{/–—―-:") and bool(after) and not after.isspace()


def _may_close(text: str, at: int) -> bool:
    before, after = _beside(text, at, -1), _beside(text, at, 1)
    return bool(before) and not before.isspace() and (not after or not after.isalnum())


def _beside(text: str, at: int, step: int) -> str:
    """The next character in a direction that is no quotation mark; "" at the end of the text."""
    at += step
    while 0 <= at < len(text) and text[at] in _FAMILY:
        at += step
    return text[at] if 0 <= at < len(text) else ""
