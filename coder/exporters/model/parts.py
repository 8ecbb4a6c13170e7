"""What ``show`` can ask for: each word and the function that makes it."""

from collections.abc import Callable, Iterator

from coder.exporters.document import Block, Column, Heading, Paragraph, Table
from coder.exporters.model.evidence import Shown, strongest_quotes
from coder.exporters.model.material import Material
from coder.exporters.model.matrices import matrices, places_matrix
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
    blocks = [*matrices(material, question.codes, t), *places_matrix(material, question.codes, t)]
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
    actors, groups, places = material.names("actor"), material.names("group"), material.names("place")
    keys = {"owner": actors, "financier": actors, "groups": groups, "places": places}
    rows = []
    for entry in entries:
        cells = {
            field: ", ".join(names.get(key, key) for key in listed(entry.data.get(field)))
            for field, names in keys.items()
        }
        plain = {field: ", ".join(listed(entry.data.get(field))) for field in ("period", "source")}
        rows.append((entry.name, *({**cells, **plain}[column] for column in _PROJECT[1:])))
    titles = {
        "name": _("Project"),
        "owner": _("Owner"),
        "financier": _("Financier"),
        "period": _("Period"),
        "groups": _("Groups"),
        "places": _("Places"),
        "source": _("Source"),
    }
    yield Heading(2, _("Projects"))
    caption = _("Projects, from documents and not from the interviews.")
    yield Table("projects", caption, tuple(Column(key, titles[key]) for key in _PROJECT), tuple(rows))


_PROJECT = ("name", "owner", "financier", "period", "groups", "places", "source")


def _elsewhere(name: str) -> Part:
    def part(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
        yield Heading(2, t.gettext(ELSEWHERE[name]))
        blocks = material.shown.get(name, ())
        yield from blocks or (Paragraph(t.gettext("Nothing is known of this yet."), emphasis=True),)

    return part


def _roles(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
    """The tables at a glance in the first section that asks for them; all of it stands in the closing section."""
    _ = t.gettext
    first = next(each for each in material.questions if "roles" in each.show)
    yield Heading(2, _("Roles"))
    if question == first:
        yield from (
            block for block in material.shown.get("roles", ()) if isinstance(block, Table) and block.name in _GLANCE
        )
    told = _("Who does what, with the quotes behind it, stands in section {number}, “{title}”.")
    yield Paragraph(told.format(number=len(material.questions) + 1, title=_("Distribution of roles")))


_GLANCE = ("roles_now", "roles_wanted")

PARTS: dict[str, Part] = {
    "matrix": _matrix,
    "quotes": _quotes,
    "projects": _projects,
    **{name: _elsewhere(name) for name in ELSEWHERE},
    "roles": _roles,
}
