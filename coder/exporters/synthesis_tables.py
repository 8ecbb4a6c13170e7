"""Constellations, white spots and statistics as tables, for the terminal, for files and for the model document."""

from collections.abc import Mapping, Sequence

from coder.exporters.document import Column, Table, Value
from coder.exporters.tables import columns
from coder.i18n import Translator
from coder.queries.constellations import CONFIRMED, OPEN, REFUTED, Known
from coder.queries.statistics import Figure
from coder.queries.whitespots import PLACE
from coder.synthesis.constellations import Suggested
from coder.synthesis.whitespots import Cell, WhiteSpots, legend, mark, no_proof, rules

CONSTELLATIONS = ("id", "name", "members", "place", "groups", "purpose", "state", "decision", "quotes", "decided_by")
SUGGESTED = ("id", "name", "members", "place", "groups", "state", "cases", "quotes")
WHITE_SPOTS = ("across", "group", "state", "derived", "decided_by", "why", "missing", "exists", "other", "asked")
STATISTICS = ("group", "place", "sex", "age", "year", "measure", "count", "source", "definition")

Names = Mapping[str, str]
"""Names of actors, groups and places by their keys."""


def headings(t: Translator) -> dict[str, str]:
    """What people read over the columns."""
    _ = t.gettext
    return {
        "id": _("Id"),
        "name": _("Name"),
        "members": _("Members"),
        "place": _("Place"),
        "groups": _("Groups"),
        "purpose": _("Purpose"),
        "state": _("State"),
        "decision": _("Decision"),
        "quotes": _("Quotes"),
        "cases": _("Cases"),
        "across": _("Place or actor"),
        "group": _("Group"),
        "derived": _("By the rules"),
        "decided_by": _("Settled by"),
        "why": _("Why"),
        "missing": _("Missing"),
        "exists": _("Exists"),
        "other": _("Other"),
        "asked": _("Asked"),
        "sex": _("Sex"),
        "age": _("Age"),
        "year": _("Year"),
        "measure": _("Measure"),
        "count": _("Number"),
        "source": _("Source"),
        "definition": _("Definition"),
    }


def constellation_state(state: str, t: Translator) -> str:
    """A constellation's state as people read it."""
    _ = t.gettext
    return {"running": _("running"), "ended": _("ended"), "planned": _("planned"), "unknown": _("not known")}[state]


def decision_in_words(decision: str, t: Translator) -> str:
    """What was decided of a constellation, as people read it."""
    _ = t.gettext
    return {CONFIRMED: _("confirmed"), REFUTED: _("refuted"), OPEN: _("open")}[decision]


def constellations_table(known: Sequence[Known], t: Translator) -> Table:
    """A row for each that is written down, its words as scripts read them."""
    rows: list[tuple[Value, ...]] = [
        (
            each.key,
            each.name,
            ";".join(each.members),
            each.place,
            ";".join(each.groups),
            each.purpose,
            each.state,
            each.decision,
            ";".join(each.quotes),
            each.decided_by,
        )
        for each in known
    ]
    return Table("constellations", unconfirmed_remark(known, t), _columns(CONSTELLATIONS, t), tuple(rows))


def constellations_for_readers(known: Sequence[Known], names: Names, t: Translator) -> Table:
    """The table of a document: names instead of ids, refuted ones left out, a “?” behind what nobody confirmed.

    Place and state stand under the name, the groups under the purpose: it then fits an upright page.
    """
    kept = [each for each in known if each.decision != REFUTED]
    rows: list[tuple[Value, ...]] = []
    for each in kept:
        name = each.name if each.decision == CONFIRMED else f"{each.name} ?"
        where = ", ".join(filter(None, (names.get(each.place, each.place), constellation_state(each.state, t))))
        groups = ", ".join(names.get(key, key) for key in each.groups)
        rows.append(
            (
                f"{name}\n{where}",
                ", ".join(names.get(key, key) for key in each.members),
                "\n".join(filter(None, (each.purpose, groups))),
                ", ".join(each.quotes),
            )
        )
    titles = (t.gettext("Name, place and state"), t.gettext("Members"), t.gettext("Purpose and groups"))
    keys = ("name", "members", "purpose", "quotes")
    columns = tuple(map(Column, keys, (*titles, t.gettext("Quotes"))))
    return Table("constellations", unconfirmed_remark(kept, t), columns, tuple(rows))


def unconfirmed_remark(known: Sequence[Known], t: Translator) -> str:
    """How many are confirmed, and that being named together is no proof."""
    confirmed = sum(each.decision == CONFIRMED for each in known)
    told = t.ngettext(
        "{confirmed} of {number} constellation is confirmed by a person; to be named together proves none.",
        "{confirmed} of {number} constellations are confirmed by a person; to be named together proves none.",
        len(known),
    )
    return told.format(confirmed=confirmed, number=len(known))


def suggested_table(found: Sequence[Suggested], t: Translator) -> Table:
    """A row for each constellation that passages suggest and nobody has judged."""
    rows: list[tuple[Value, ...]] = [
        (
            each.id,
            each.name,
            ";".join(each.members),
            each.place,
            ";".join(each.groups),
            each.state,
            each.cases,
            ";".join(each.quotes),
        )
        for each in found
    ]
    caption = t.gettext("Suggested because passages name these actors together; whether there is one, a person says.")
    return Table("suggested_constellations", caption, _columns(SUGGESTED, t), tuple(rows))


def whitespots_table(spots: WhiteSpots, t: Translator) -> Table:
    """A row for each cell, its words as scripts read them."""
    rows: list[tuple[Value, ...]] = [
        (
            cell.across,
            cell.group,
            cell.state,
            cell.derived,
            cell.decided.decided_by if cell.decided else "",
            cell.decided.why if cell.decided else "",
            ";".join(cell.missing),
            ";".join(cell.exists),
            ";".join(cell.other),
            ";".join(cell.asked),
        )
        for cell in spots.cells
    ]
    keys = tuple(spots.kind if key == "across" else key for key in WHITE_SPOTS)
    titled = tuple(
        Column(key, _across(spots, t) if key == spots.kind else column.title)
        for key, column in zip(keys, _columns(keys, t), strict=True)
    )
    return Table("whitespots", whitespots_caption(spots, t), titled, tuple(rows))


def whitespots_matrix(spots: WhiteSpots, t: Translator) -> Table:
    """For reading: a row for each place or actor, a column for each group, a sign in each cell."""
    titled = (
        Column(spots.kind, _across(spots, t)),
        *(Column(group.key, group.name) for group in spots.groups),
    )
    rows = tuple((entry.name, *(mark(cell) for cell in spots.row(entry.key))) for entry in spots.across)
    return Table("whitespots", f"{legend(t)}. {whitespots_caption(spots, t)}", titled, rows)


def _across(spots: WhiteSpots, t: Translator) -> str:
    return t.gettext("Place") if spots.kind == PLACE else t.gettext("Actor")


def whitespots_caption(spots: WhiteSpots, t: Translator) -> str:
    """How the states came about, and what they do not prove."""
    return " ".join((no_proof(t), *rules(spots, t), spots.scope.in_words(t, named=False)))


def cell_in_words(cell: Cell, t: Translator) -> str:
    """What a cell's state rests on, in one line."""
    _ = t.gettext
    parts = [
        t.ngettext("{number} says it is missing", "{number} say it is missing", len(cell.missing)).format(
            number=len(cell.missing)
        ),
        t.ngettext("{number} says it exists", "{number} say it exists", len(cell.exists)).format(
            number=len(cell.exists)
        ),
        t.ngettext("{number} says neither", "{number} say neither", len(cell.other)).format(number=len(cell.other)),
        _("asked: {cases}").format(cases=", ".join(cell.asked)) if cell.asked else _("nobody asked"),
    ]
    return " · ".join(parts)


def statistics_table(found: Sequence[Figure], t: Translator) -> Table:
    """A row for each figure, as it was imported. There is no row of sums: groups overlap."""
    rows: list[tuple[Value, ...]] = [tuple(exact(getattr(each, key)) for key in STATISTICS) for each in found]
    return Table("statistics", overlap_remark(t), _columns(STATISTICS, t), tuple(rows))


def overlap_remark(t: Translator) -> str:
    return t.gettext(
        "So many belong to the group; how many a measure concerns is not said. The groups overlap and are not summed."
    )


def figure_in_words(figure: Figure, t: Translator) -> str:
    """A figure with what it counts and where it comes from, in one line."""
    parts = (figure.sex, figure.age, figure.measure, figure.year)
    told = t.gettext("{number} ({what}); {definition}. Source: {source}.")
    return told.format(
        number=exact(figure.count),
        what=", ".join(part for part in parts if part),
        definition=figure.definition.rstrip("."),
        source=figure.source.rstrip("."),
    )


def exact(value: object) -> Value:
    """A whole count without decimals."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    assert value is None or isinstance(value, str | int | float)
    return value


def _columns(keys: Sequence[str], t: Translator) -> tuple[Column, ...]:
    known = headings(t)
    return tuple(Column(key, known.get(key, column.title)) for key, column in zip(keys, columns(keys, t), strict=True))
