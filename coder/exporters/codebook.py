"""The codebook for people to read and apply by: a section a code, and all codes as one table."""

from collections.abc import Iterator, Sequence

from coder.exporters.document import Block, Heading, Paragraph, Table, Term, Value
from coder.exporters.tables import columns
from coder.i18n import Translator
from coder.queries.codes import CodeView
from coder.queries.frequencies import Frequency, FrequencyTable

_KEYS = ("theme", "code", "name", "parent", "cases", "sources", "codings")
_TEXTS = ("colour", "definition", "use_when", "not_when", "keywords", "examples")


def in_use(codes: Sequence[CodeView]) -> tuple[CodeView, ...]:
    """The codes that can be applied, and retired ones that still have codings."""
    return tuple(code for code in codes if not code.retired or code.codings)


def codebook_table(codes: Sequence[CodeView], counts: FrequencyTable, t: Translator) -> Table:
    """A row a code, with all that is said of it and how often it is used."""
    by_code = {row.code: row for row in counts.rows}
    rows: list[tuple[Value, ...]] = []
    for code in codes:
        row = by_code[code.key]
        place = code.theme, code.key, code.name, code.parent or "", row.cases, row.sources, row.codings
        said = code.colour, code.definition, code.use_when, code.not_when
        rows.append((*place, *said, "; ".join(code.keywords), "; ".join(code.examples)))
    return Table("codebook", counts.scope.in_words(t), columns((*_KEYS, *_TEXTS), t), tuple(rows))


def codebook_blocks(codes: Sequence[CodeView], counts: FrequencyTable, t: Translator) -> Iterator[Block]:
    """The codebook as running text: themes and their codes, when to apply each and when not."""
    _ = t.gettext
    by_code = {row.code: row for row in counts.rows}
    themes = sum(code.depth == 0 for code in codes)
    told = t.ngettext("{number} theme", "{number} themes", themes).format(number=themes)
    number = len(codes) - themes
    below = t.ngettext("{number} code below them", "{number} codes below them", number).format(number=number)
    yield Heading(1, _("Codebook"))
    yield Paragraph(f"{told}, {below}. {counts.scope.in_words(t)}", emphasis=True)
    for code in codes:
        yield Heading(min(code.depth + 2, 4), code.name)
        yield from _code(code, by_code[code.key], counts.all_cases, t)


def _code(code: CodeView, row: Frequency, all_cases: int, t: Translator) -> Iterator[Block]:
    _ = t.gettext
    said = [
        (_("Id"), code.key),
        (_("Definition"), code.definition),
        (_("Use when"), code.use_when),
        (_("Not when"), code.not_when),
        (_("Keywords"), ", ".join(code.keywords)),
        (_("Examples"), " ".join(f"”{example}”" for example in code.examples)),
        (_("Used"), _used(row, all_cases, t)),
    ]
    for label, text in said:
        if text:
            yield Term(label, text)
    if code.retired:
        yield Paragraph(_("Retired: it is applied no more, and codings from before still carry it."), emphasis=True)


def _used(row: Frequency, all_cases: int, t: Translator) -> str:
    _ = t.gettext
    if not row.codings:
        return _("not yet")
    codings = t.ngettext("{number} coding", "{number} codings", row.codings).format(number=row.codings)
    return _("in {cases} of {all} cases; {codings}").format(cases=row.cases, all=all_cases, codings=codings)
