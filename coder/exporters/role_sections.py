"""The distribution of roles as parts of a document: a glance at it, and the evidence cell by cell."""

from collections.abc import Iterator, Sequence

from coder.exporters.document import Block, Column, Heading, Listing, Paragraph, Prose, Run, Table
from coder.exporters.measures import ids, measures_table
from coder.exporters.privacy import REPORT, TEAM
from coder.exporters.roles import (
    MODE_TITLES,
    actor_name,
    contested_in_words,
    legend,
    matrix_table,
    no_functions,
    own_is_shown,
    rule_in_words,
    side_in_words,
    sides,
    signs,
)
from coder.i18n import Translator
from coder.queries.claims import Claim
from coder.synthesis.roles import VIEWS, Distribution, RoleCell


def role_overview(
    found: Distribution, t: Translator, audience: str = TEAM, level: int = 2, measures: bool = True
) -> list[Block]:
    """The two matrices, what people wrote in their cells, the measures of the registers, and who speaks of the money.

    ``level`` is that of the headings in it; ``measures`` is False where they stand elsewhere in the document.
    """
    _ = t.gettext
    if not found.functions:
        return [Paragraph(no_functions(t))]
    blocks: list[Block] = [table for mode in VIEWS if (table := matrix_table(found, mode, t, audience)).rows]
    if blocks:
        blocks.insert(0, Paragraph(legend(t), emphasis=True))
    blocks += _written(found, t)
    if measures and found.measures:
        blocks += [Heading(level, _("Measures")), measures_table(found, t)]
    if any(each.claims for each in found.beside):
        blocks += [Heading(level, _("The money behind the measures")), _money(found, t)]
    return blocks


def role_evidence(found: Distribution, t: Translator, audience: str = TEAM, level: int = 3) -> list[Block]:
    """How cells are counted, then for each function what is said of each actor, with links to the quotes."""
    _ = t.gettext
    if not found.functions:
        return []
    blocks: list[Block] = [Paragraph(rule_in_words(t))]
    for row in found.functions:
        cells = [cell for mode in VIEWS for cell in found.row(row.code.key, mode)]
        blocks.append(Heading(level, row.code.name))
        if row.divided:
            blocks.append(Paragraph(_("Different people want it of different actors.")))
        items = tuple(tuple(_cell(found, cell, t, audience)) for cell in cells)
        blocks.append(Listing(items) if items else Paragraph(_("Nothing is said of it.")))
    told = [each for each in found.beside if each.claims]
    if told:
        blocks.append(Heading(level, _("The money behind the measures")))
        blocks.append(
            Listing(tuple((Run(f"{each.code.name}: ", strong=True), *_links(ids(each.claims))) for each in told))
        )
    return blocks


def role_quotes(found: Distribution, audience: str = TEAM) -> tuple[str, ...]:
    """The identifiers of all quotes that ``role_evidence`` links to."""
    cells = [cell for row in found.functions for mode in VIEWS for cell in found.row(row.code.key, mode)]
    claims = [claim for cell in cells for claim in _shown(cell, audience)]
    claims += [claim for each in found.beside for claim in each.claims]
    return tuple(dict.fromkeys(claim.quote.quote for claim in claims))


def of_actors(found: Distribution, actors: Sequence[str], t: Translator, audience: str = TEAM) -> Table | None:
    """A row a function: what is said of some actors in it, today and wanted; None where nothing is."""
    shown = [
        (actor, mode)
        for actor in actors
        for mode in VIEWS
        if any(not found.cell(row.code.key, actor, mode).empty for row in found.functions)
    ]
    if not shown:
        return None
    one = len({actor for actor, _mode in shown}) == 1
    columns = [Column("function", t.gettext("Function"))]
    for actor, mode in shown:
        title = t.gettext(MODE_TITLES[mode])
        columns.append(Column(f"{actor}_{mode}", title if one else f"{actor_name(found, actor, t)}: {title.lower()}"))
    rows = tuple(
        (row.code.name, *(signs(found.cell(row.code.key, actor, mode), found, audience) for actor, mode in shown))
        for row in found.functions
    )
    names = ", ".join(dict.fromkeys(actor_name(found, actor, t) for actor, _mode in shown))
    return Table("roles_of", f"{names}. {legend(t)}", tuple(columns), rows)


def _written(found: Distribution, t: Translator) -> Iterator[Block]:
    """What people wrote in cells, function by function."""
    for row in found.functions:
        for mode in VIEWS:
            for cell in found.row(row.code.key, mode):
                if cell.text:
                    when = t.gettext(MODE_TITLES[mode]).lower()
                    whose = f"{row.code.name}, {actor_name(found, cell.actor, t)}, {when}: "
                    yield Prose((Run(whose, strong=True), Run(cell.text)))


def _money(found: Distribution, t: Translator) -> Table:
    """By code, in how many cases; its quotes stand with the evidence."""
    _ = t.gettext
    rows = tuple((each.code.name, len(each.cases)) for each in found.beside if each.claims)
    caption = _("In how many of {number} cases it is spoken of.").format(number=found.cases)
    return Table("money", caption, (Column("name", _("Code")), Column("cases", _("Cases"))), rows)


def _cell(found: Distribution, cell: RoleCell, t: Translator, audience: str) -> Iterator[Run]:
    """Who, today or wanted; then side by side what is said, each with its quotes."""
    _ = t.gettext
    shown = own_is_shown(found, cell.actor, audience)
    when = t.gettext(MODE_TITLES[cell.mode]).lower()
    yield Run(f"{actor_name(found, cell.actor, t)}, {when}. ", strong=True)
    allowed = {claim.quote.quote for claim in _shown(cell, audience)}
    for label, claims in sides(cell, t, shown):
        yield Run(side_in_words(label, claims, t))
        links = _links(ids([claim for claim in claims if claim.quote.quote in allowed]))
        yield from (Run(" "), *links) if links else ()
        yield Run(". ")
    denying = [quote for quote in cell.denying if quote in allowed]
    if denying:
        yield Run(_("A negation in the words:") + " ")
        yield from _links(";".join(denying))
        yield Run(". ")
    if contested := contested_in_words(cell, t, shown):
        yield Run(_("Contested: {reason}.").format(reason=contested))


def _shown(cell: RoleCell, audience: str) -> Sequence[Claim]:
    """The claims whose quotes may be named: in a report not those that an actor makes of itself."""
    return cell.claims if audience != REPORT else cell.others


def _links(quotes: str) -> list[Run]:
    """Quotes' identifiers (``ids``) in brackets, each a link."""
    found = [each for each in quotes.split(";") if each]
    runs = [Run("[")]
    for number, quote in enumerate(found):
        runs += [Run(", ")] * bool(number) + [Run(quote, to=quote)]
    return [*runs, Run("]")] if found else []
