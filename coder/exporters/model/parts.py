"""What ``show`` can ask for: each word and the function that makes it."""

from collections.abc import Callable, Iterator

from coder.exporters.document import Block, Column, Heading, Paragraph, Table
from coder.exporters.model.evidence import Shown, strongest_quotes
from coder.exporters.model.material import Material, annexed, of_question
from coder.exporters.model.matrices import matrices
from coder.i18n import N_, Translator
from coder.queries.model_questions import ModelQuestion, listed

Part = Callable[[Material, ModelQuestion, Shown, Translator], Iterator[Block]]

ELSEWHERE = {
    "statistics": N_("How many there are"),
    "actors": N_("Actors"),
    "roles": N_("Roles"),
    "constellations": N_("Constellations"),
    "whitespots": N_("White spots"),
}
"""What other subjects of the program make (``Material.shown``), with their headings."""


def _matrix(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
    blocks, tables = matrices(material, question.codes, t)
    shown.annex += tables
    if blocks:
        yield Heading(2, t.gettext("Where it is spoken of"))
        yield from blocks


def _quotes(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
    return strongest_quotes(material, question.codes, shown, t)


def _projects(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
    """Who runs what, from documents."""
    _ = t.gettext
    entries = [entry for entry in material.registers if entry.kind == "project" and not entry.retired]
    if not entries:
        return
    names = {kind: material.names(kind) for kind in ("actor", "group", "place")}

    def named(value: object, kind: str) -> str:
        return ", ".join(names[kind].get(key, key) for key in listed(value))

    rows = []
    for entry in entries:
        data = entry.data
        period = ", ".join(listed(data.get("period")))
        reached = [named(data.get("groups"), "group"), named(data.get("places"), "place")]
        rows.append(
            (
                f"{entry.name}, {period}" if period else entry.name,
                named(data.get("owner"), "actor"),
                named(data.get("financier"), "actor"),
                "; ".join(part for part in reached if part),
                ", ".join(listed(data.get("source"))),
            )
        )
    columns = (
        Column("name", _("Project and period")),
        Column("owner", _("Owner")),
        Column("financier", _("Financier")),
        Column("reaches", _("Groups and places")),
        Column("source", _("Source")),
    )
    yield Heading(2, _("Projects"))
    yield Table("projects", _("Projects, from documents and not from the interviews."), columns, tuple(rows))


def _elsewhere(name: str) -> Part:
    def part(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
        yield Heading(2, t.gettext(ELSEWHERE[name]))
        blocks = material.shown.get(name, ())
        yield from blocks or (Paragraph(t.gettext("Nothing is known of this yet."), emphasis=True),)
        shown.annex += material.shown.get(annexed(name), ())

    return part


def _roles(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
    """What is said of the actors that the question names, if it names any; all of it stands in the closing section."""
    _ = t.gettext
    yield Heading(2, _("Roles"))
    yield from material.shown.get(of_question("roles", question.key), ())
    told = _("Who does what, with the quotes behind it, stands in section {number}, “{title}”.")
    yield Paragraph(told.format(number=len(material.questions) + 1, title=_("Distribution of roles")))


PARTS: dict[str, Part] = {
    "matrix": _matrix,
    "quotes": _quotes,
    "projects": _projects,
    **{name: _elsewhere(name) for name in ELSEWHERE},
    "roles": _roles,
}
