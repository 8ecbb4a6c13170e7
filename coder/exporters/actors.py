"""The register of actors as a table: what documents say, beside what is said in interviews."""

from collections.abc import Iterable

from coder.exporters.document import Column, Table, Value
from coder.exporters.privacy import REPORT, TEAM
from coder.i18n import Translator
from coder.synthesis.actors import ActorRegister, ActorRow, Said
from coder.synthesis.roles import Measure


def actors_table(found: ActorRegister, t: Translator, audience: str = TEAM) -> Table:
    """A row an actor: ``id, name, kind, mandate, basis, owns, finances, named_in, named_by_others, perhaps_in`` and,
    for each theme, ``THEME_own`` and ``THEME_others``: the cases that say something of it under the theme.

    In a report the two sides are one, ``THEME``, in which an actor has no own claim to be told apart by.
    """
    _ = t.gettext
    columns = [
        Column("id", _("Id")),
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("mandate", _("Mandate")),
        Column("basis", _("Basis")),
        Column("owns", _("Runs")),
        Column("finances", _("Pays for")),
        Column("named_in", _("Named in interviews")),
        Column("named_by_others", _("Named by other cases")),
        Column("perhaps_in", _("Perhaps named in")),
    ]
    for theme in found.themes:
        if audience == REPORT:
            columns.append(Column(theme.key, theme.name))
        else:
            columns.append(Column(f"{theme.key}_own", _("{theme}: own").format(theme=theme.name)))
            columns.append(Column(f"{theme.key}_others", _("{theme}: others").format(theme=theme.name)))
    rows = tuple(_row(found, row, audience) for row in found.rows)
    return Table("actors", caption(found, t, audience), tuple(columns), rows)


def caption(found: ActorRegister, t: Translator, audience: str = TEAM) -> str:
    """What the numbers are, and what they are not."""
    _ = t.gettext
    return " ".join(
        [
            _("Mandate, basis and projects come from documents, all else from {number} interviews.").format(
                number=found.interviews
            ),
            _("How often an actor is named is not how much it matters."),
            _("The themes' columns count cases, the actor's own claim apart from others'.")
            if audience != REPORT
            else _("The themes' columns count cases."),
            found.scope.in_words(t, named=audience != REPORT),
        ]
    )


def _row(found: ActorRegister, row: ActorRow, audience: str) -> tuple[Value, ...]:
    data = row.entry.data
    values: list[Value] = [
        row.entry.key,
        row.entry.name,
        *(str(data.get(name, "")) for name in ("kind", "mandate", "basis")),
        _projects(row.owns),
        _projects(row.finances),
        len(row.named_in),
        len(row.named_by_others),
        len(row.perhaps_in),
    ]
    for theme in found.themes:
        said = row.said(theme.key)
        values += [_together(said)] if audience == REPORT else [said.own_cases, said.others_cases]
    return tuple(values)


def _together(said: Said) -> int:
    return said.own_cases + said.others_cases


def _projects(projects: Iterable[Measure]) -> str:
    return "; ".join(project.name for project in projects)


def named_in_words(row: ActorRow, found: ActorRegister, t: Translator) -> str:
    """ "Named in 12 of 19 interviews; by 10 cases that do not speak for it"; what is open is said too."""
    told = t.ngettext(
        "Named in {number} of {all} interviews, by {cases} case that does not speak for it.",
        "Named in {number} of {all} interviews, by {cases} cases that do not speak for it.",
        len(row.named_by_others),
    ).format(number=len(row.named_in), all=found.interviews, cases=len(row.named_by_others))
    if row.perhaps_in:
        told += " " + t.ngettext(
            "In {number} interview a name could mean it that nobody has settled.",
            "In {number} interviews a name could mean it that nobody has settled.",
            len(row.perhaps_in),
        ).format(number=len(row.perhaps_in))
    return told


_CLAIM_COLUMNS = ("side", "theme", "code", "mode", "case", "quote", "text")


def claims_table(row: ActorRow, t: Translator) -> Table:
    """What is said of one actor, a row a coding; ``side`` is ``own``, ``others``, or ``aside`` (``ActorRow.aside``)."""
    _ = t.gettext
    titles = {
        "side": _("Whose claim"),
        "theme": _("Theme"),
        "code": _("Code"),
        "mode": _("Mode"),
        "case": _("Case"),
        "quote": _("Quote"),
        "text": _("Text"),
    }
    said = row.said()
    rows = tuple(
        (side, claim.quote.theme, claim.code, claim.mode, "; ".join(claim.by), claim.quote.quote, claim.quote.text)
        for side, claims in (("own", said.own), ("others", said.others), ("aside", row.aside))
        for claim in claims
    )
    return Table("actor", "", tuple(Column(key, titles[key]) for key in _CLAIM_COLUMNS), rows)
