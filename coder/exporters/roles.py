"""The distribution of roles as tables, and its cells in words.

``audience="report"``: nothing says what an actor says of itself unless at least three interviewed cases speak for it,
since "own claim" would be an attribution; the sides are then counted together.
"""

from collections.abc import Sequence

from coder.exporters.document import Column, Table, Value
from coder.exporters.measures import ids
from coder.exporters.privacy import REPORT, TEAM
from coder.i18n import N_, Translator
from coder.queries.attribution import SHARED_BY
from coder.queries.claims import NOBODY, Claim, cases_of
from coder.synthesis.roles import (
    ALONE,
    DOES_OR_MISSING,
    NOT_ITSELF,
    NOW,
    VIEWS,
    WANTED,
    Distribution,
    RoleCell,
)

OWN, OTHERS, ASIDE, CONTESTED, DENYING, WRITTEN = "●", "○", "?", "≠", "¬", "✎"

MODE_TITLES = {NOW: N_("Today"), WANTED: N_("Wanted")}
_REASONS = {
    DOES_OR_MISSING: N_("one says that it does it today, another that it is missing there"),
    ALONE: N_("it wants it itself; nobody else wants it of it, and others want it of others"),
    NOT_ITSELF: N_("others want it of it; those who speak for it want it of others"),
}
_UNSAID = N_("people disagree")

COLUMNS = ("function", "actor", "mode", "cases", "own", "others", "aside", "elsewhere", "contested", "negations")
_TEAM_COLUMNS = (*COLUMNS, "own_quotes", "others_quotes", "aside_quotes", "text", "written_by")
_REPORT_COLUMNS = (*COLUMNS, "others_quotes", "text")


def column_titles(t: Translator) -> dict[str, str]:
    """The headings people read."""
    _ = t.gettext
    return {
        "function": _("Function"),
        "actor": _("Actor"),
        "mode": _("Mode"),
        "cases": _("Cases"),
        "own": _("Own claim (cases)"),
        "others": _("Others' claim (cases)"),
        "aside": _("Not counted (cases)"),
        "elsewhere": _("Want it of others (cases)"),
        "contested": _("Contested"),
        "negations": _("With a negation (quotes)"),
        "own_quotes": _("Own quotes"),
        "others_quotes": _("Others' quotes"),
        "aside_quotes": _("Quotes not counted"),
        "text": _("Written"),
        "written_by": _("Written by"),
    }


def roles_table(
    found: Distribution,
    t: Translator,
    audience: str = TEAM,
    modes: Sequence[str] = VIEWS,
    function: str = "",
    actor: str | None = None,
) -> Table:
    """A row for each cell (of one function, of one actor) in which something is said or written.

    Codes, actors and modes stand by their ids; the actor of what names nobody is "".
    """
    keys = _REPORT_COLUMNS if audience == REPORT else _TEAM_COLUMNS
    titles = column_titles(t)
    cells = [
        cell
        for row in found.functions
        if not function or row.code.key == function
        for mode in modes
        for cell in found.row(row.code.key, mode)
        if actor is None or cell.actor == actor
    ]
    rows = tuple(_row(found, cell, keys, audience) for cell in cells)
    caption = f"{rule_in_words(t)} {found.scope.in_words(t, named=audience != REPORT)}"
    return Table("roles", caption, tuple(Column(key, titles[key]) for key in keys), rows)


def _row(found: Distribution, cell: RoleCell, keys: Sequence[str], audience: str) -> tuple[Value, ...]:
    shown = own_is_shown(found, cell.actor, audience)
    values: dict[str, Value] = {
        "function": cell.function,
        "actor": cell.actor,
        "mode": cell.mode,
        "cases": len(cases_of((*cell.own, *cell.others))),
        "own": cell.own_cases if shown else None,
        "others": cell.others_cases if shown else None,
        "aside": cell.aside_cases,
        "elsewhere": len(cell.elsewhere),
        "contested": ";".join(cell.contested if shown else ["contested"] * bool(cell.contested)),
        "negations": len(cell.denying),
        "own_quotes": ids(cell.own),
        "others_quotes": ids(cell.others),
        "aside_quotes": ids(cell.aside),
        "text": cell.text,
        "written_by": cell.written_by,
    }
    return tuple(values[key] for key in keys)


def own_is_shown(found: Distribution, actor: str, audience: str) -> bool:
    """Whether it may be told apart what an actor says of itself."""
    return audience != REPORT or actor == NOBODY or len(found.speaking_for.get(actor, ())) >= SHARED_BY


def matrix_table(found: Distribution, mode: str, t: Translator, audience: str = TEAM) -> Table:
    """Actors down, functions across: in each cell its signs (``legend``)."""
    actors = [*(actor.key for actor in found.actors), NOBODY]
    shown = [key for key in actors if any(not found.cell(row.code.key, key, mode).empty for row in found.functions)]
    rows = tuple(
        (
            actor_name(found, key, t),
            *(signs(found.cell(row.code.key, key, mode), found, audience) for row in found.functions),
        )
        for key in shown
    )
    columns = (Column("actor", t.gettext("Actor")), *(Column(row.code.key, row.code.name) for row in found.functions))
    return Table(f"roles_{mode}", t.gettext(MODE_TITLES[mode]), columns, rows)


def signs(cell: RoleCell, found: Distribution, audience: str = TEAM) -> str:
    """``●1 ○3 ≠``: own claim, others', not counted, contested, with a negation, written about; "" for nothing."""
    if own_is_shown(found, cell.actor, audience):
        counts = [(OWN, cell.own_cases), (OTHERS, cell.others_cases), (ASIDE, cell.aside_cases)]
    else:
        counts = [(OWN + OTHERS, len(cases_of((*cell.own, *cell.others)))), (ASIDE, cell.aside_cases)]
    said = [f"{sign}{number}" for sign, number in counts if number]
    marks = ((CONTESTED, cell.contested), (DENYING, cell.denying), (WRITTEN, cell.text))
    marked = "".join(sign for sign, holds in marks if holds)
    return " ".join([*said, *([marked] if marked else [])])


def legend(t: Translator) -> str:
    """What the signs mean."""
    _ = t.gettext
    return _(
        "{own} so many cases say it of themselves  {others} so many say it of the actor  {aside} not counted  "
        "{contested} contested  {denying} a negation in the words  {written} a text is written"
    ).format(own=OWN, others=OTHERS, aside=ASIDE, contested=CONTESTED, denying=DENYING, written=WRITTEN)


def rule_in_words(t: Translator) -> str:
    """What is counted, and when something is contested."""
    _ = t.gettext
    return " ".join(
        [
            _("The cells count cases (interviewed organisations) in whose words a function was coded about an actor."),
            _("What is said to be missing is wanted."),
            _(
                "Not counted, but shown: where nobody said whether it is so or wanted, and where the voice says that "
                "the passage is about another actor that it names too."
            ),
            _(
                "Contested: one says that the actor does it today and another that it is missing there; it alone "
                "wants it and others want it of others; or others want it of it, and those who speak for it want it "
                "of others."
            ),
            _("A negation in the words may say that the actor does not: read the quote before you count it."),
        ]
    )


def contested_in_words(cell: RoleCell, t: Translator, shown: bool = True) -> str:
    """Why a cell is contested, "" where it is not."""
    reasons = [_REASONS[reason] for reason in cell.contested] if shown else [_UNSAID] * bool(cell.contested)
    return "; ".join(t.gettext(reason) for reason in reasons)


def actor_name(found: Distribution, key: str, t: Translator) -> str:
    """An actor's name; words for nobody."""
    return found.names.get(key, key) if key != NOBODY else t.gettext("(nobody named)")


def said_in_words(cell: RoleCell, t: Translator, shown: bool = True) -> str:
    """ "Own claim: 1 case. Others' claim: 3 cases (1 that it is missing)."""
    told = [side_in_words(label, claims, t) + "." for label, claims in sides(cell, t, shown)]
    if cell.denying:
        denying = len(cell.denying)
        told.append(
            t.ngettext("A negation in {number} quote.", "A negation in {number} quotes.", denying).format(
                number=denying
            )
        )
    return " ".join(told)


def sides(cell: RoleCell, t: Translator, shown: bool = True) -> list[tuple[str, Sequence[Claim]]]:
    """A cell's claims by whose they are; what is not counted last. ``shown``: own claims may be told apart."""
    _ = t.gettext
    if cell.actor == NOBODY:
        found = [(_("Nobody named"), (*cell.own, *cell.others))]
    elif shown:
        found = [(_("Own claim"), cell.own), (_("Others' claim"), cell.others)]
    else:
        found = [(_("Said"), (*cell.own, *cell.others))]
    return [(label, claims) for label, claims in (*found, (_("Not counted"), cell.aside)) if claims]


def side_in_words(label: str, claims: Sequence[Claim], t: Translator) -> str:
    """ "Others' claim: 3 cases (1 that it is missing)"."""
    cases = cases_of(claims)
    told = t.ngettext("{label}: {number} case", "{label}: {number} cases", len(cases)).format(
        label=label, number=len(cases)
    )
    missing = len(cases_of(claim for claim in claims if claim.mode == "missing"))
    if missing:
        told += " " + t.gettext("({number} that it is missing)").format(number=missing)
    return told


def no_functions(t: Translator) -> str:
    """What to do where the codebook names no functions."""
    return t.gettext(
        "The codebook does not say which codes are functions of the distribution of roles; name them in a question "
        "in codebook.yaml: functions: [role-lead, role-pay]."
    )
