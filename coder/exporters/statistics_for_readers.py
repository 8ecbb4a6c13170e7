"""Imported statistics as parts of a document: one table to look a place up in, and what its numbers count."""

from collections.abc import Iterator, Sequence

from coder.exporters.document import Block, Column, Table, Term
from coder.exporters.synthesis_tables import Names, exact, overlap_remark
from coder.i18n import Translator
from coder.queries.statistics import Figure


def statistics_for_readers(found: Sequence[Figure], names: Names, t: Translator) -> Iterator[Block]:
    """For reading: a table for each year, with a row for each place and, for each group and measure, a column for
    each sex; then what each measure counts and where it comes from. Nothing is summed."""
    years: dict[str, list[Figure]] = {}
    for each in found:
        years.setdefault(each.year, []).append(each)
    for number, (year, figures) in enumerate(years.items(), start=1):
        yield from _of_year(number, year, figures, names, t)


def _of_year(number: int, year: str, found: Sequence[Figure], names: Names, t: Translator) -> Iterator[Block]:
    _ = t.gettext
    measures = list(dict.fromkeys(_measured(each) for each in found))
    columns = list(dict.fromkeys((_measured(each), each.sex) for each in found))
    columns.sort(key=lambda column: measures.index(column[0]))
    counts = {(each.place, _measured(each), each.sex): each.count for each in found}
    groups = [measure[0] for measure in measures]
    titled = [Column("place", _("Place"))]
    for measure, sex in columns:
        group = names.get(measure[0], measure[0])
        several = groups.count(measure[0]) > 1
        told = f"{group} ({measure[1]})" if several else group
        key = "_".join((str(measures.index(measure) + 1), sex or "all"))
        titled.append(Column(key, f"{told}, {sex or _('all')}"))
    rows = tuple(
        (names.get(place, place), *(exact(counts.get((place, measure, sex))) for measure, sex in columns))
        for place in dict.fromkeys(each.place for each in found)
    )
    caption = _("How many belong to each group, {year}.").format(year=year or _("no year said"))
    yield Table(f"statistics_{number}", f"{caption} {overlap_remark(t)}", tuple(titled), rows)
    for group, what, age, source, definition in measures:
        words = _("{what}. Definition: {definition}. Source: {source}.").format(
            what=", ".join(part for part in (what, age) if part).capitalize(),
            definition=definition.rstrip("."),
            source=source.rstrip("."),
        )
        yield Term(names.get(group, group), words)


def _measured(figure: Figure) -> tuple[str, str, str, str, str]:
    """What a column's numbers have in common, the place and the sex aside."""
    return figure.group, figure.measure, figure.age, figure.source, figure.definition
