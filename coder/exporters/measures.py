"""What stands beside the distribution of roles: measures from documents, and what is said of the money behind them."""

from collections.abc import Sequence

from coder.exporters.document import Column, Table
from coder.i18n import Translator
from coder.queries.claims import Claim
from coder.synthesis.roles import Distribution


def measures_table(found: Distribution, t: Translator) -> Table:
    """The projects of the registers, from documents."""
    _ = t.gettext
    titles = {
        "id": _("Id"),
        "name": _("Name"),
        "owner": _("Run by"),
        "financier": _("Paid by"),
        "period": _("Period"),
        "groups": _("Groups"),
        "places": _("Places"),
        "source": _("Source"),
    }

    def named(keys: Sequence[str]) -> str:
        return ", ".join(found.names.get(key, key) for key in keys if key)

    rows = tuple(
        (
            each.key,
            each.name,
            named([each.owner]),
            named([each.financier]),
            each.period,
            named(each.groups),
            named(each.places),
            each.source,
        )
        for each in found.measures
    )
    caption = _("Projects from the codebook's registers, that is from documents.")
    return Table("measures", caption, tuple(Column(key, title) for key, title in titles.items()), rows)


def beside_table(found: Distribution, t: Translator) -> Table:
    """What is said of the money behind the measures: by code, in how many cases, with its quotes."""
    _ = t.gettext
    columns = (
        Column("code", _("Code")),
        Column("name", _("Name")),
        Column("cases", _("Cases")),
        Column("quotes", _("Quotes")),
    )
    rows = tuple(
        (each.code.key, each.code.name, len(each.cases), ids(each.claims).replace(";", ", "))
        for each in found.beside
        if each.claims
    )
    caption = _("In how many of {number} cases it is spoken of, and where.").format(number=found.cases)
    return Table("money", caption, columns, rows)


def ids(claims: Sequence[Claim]) -> str:
    """The quotes' identifiers, each once."""
    return ";".join(dict.fromkeys(claim.quote.quote for claim in claims))
