"""Figures from statistics tables. Groups overlap, and figures come from different sources: none is ever summed."""

from dataclasses import dataclass

from sqlmodel import Session, select

from coder.model import Statistic
from coder.queries.registers import register_entries
from coder.spans import folded


@dataclass(frozen=True)
class Figure:
    """How many belong to a group at a place, with where the figure comes from and what it counts."""

    group: str
    """A group's key, or the words of the table."""
    place: str
    """A place's key, or the words of the table."""
    sex: str
    age: str
    year: str
    measure: str
    count: float
    source: str
    definition: str


def figures(session: Session, group: str = "", place: str = "") -> tuple[Figure, ...]:
    """The figures, of a group and a place or of all, in the registers' order."""
    order = {entry.key: number for number, entry in enumerate(register_entries(session, "group", "place"))}
    found = [
        Figure(
            group=row.group_key,
            place=row.place_key,
            sex=row.sex,
            age=row.age,
            year=row.year,
            measure=row.measure,
            count=row.count,
            source=row.source,
            definition=row.definition,
        )
        for row in session.exec(select(Statistic)).all()
        if (not group or folded(row.group_key) == folded(group))
        and (not place or folded(row.place_key) == folded(place))
    ]
    last = len(order)

    def placed(each: Figure) -> tuple[object, ...]:
        where = (order.get(each.group, last), each.group, order.get(each.place, last), each.place)
        return (*where, each.year, each.measure, each.source, each.sex, each.age)

    return tuple(sorted(found, key=placed))
