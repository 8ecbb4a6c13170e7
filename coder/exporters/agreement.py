"""Agreement as a table: the columns that scripts rely on, and the ones people read."""

from coder.exporters.document import Column, Table, Value
from coder.i18n import Translator
from coder.queries.agreement import Agreement, CodeAgreement
from coder.queries.agreement_words import basis, estimate, marks, method, number, prompted, reading


def agreement_table(found: Agreement, t: Translator) -> Table:
    """A row for all codes pooled (``*``), then one a code; values exact, null where undefined.

    ``prompted_share``: of the codings (``codings``), those that began as suggestions or had one in sight.
    """
    titles = _titles(found, t)
    keys = ("code", "units", "both", "only_a", "only_b", "agreed_share", "cohen_kappa", "krippendorff_alpha")
    more = ("kappa_low", "kappa_high", "alpha_low", "alpha_high", "codings", "prompted_share")
    columns = tuple(Column(key, titles[key]) for key in (*keys, *more))
    return Table("agreement", caption(found, t), columns, tuple(_row(row) for row in found.rows))


def _row(row: CodeAgreement) -> tuple[Value, ...]:
    return (
        row.code,
        row.units,
        row.both,
        row.only_a,
        row.only_b,
        row.agreed_share,
        row.kappa.value,
        row.alpha.value,
        row.kappa.low,
        row.kappa.high,
        row.alpha.low,
        row.alpha.high,
        row.codings,
        row.prompted_share,
    )


def agreement_for_people(found: Agreement, t: Translator) -> Table:
    """The same for reading: the interval beside alpha, and what alpha allows in words."""
    titles = _titles(found, t)
    two = ("both", "only_a", "only_b") if len(found.coders) == 2 else ()
    keys = ("code", *two, "agreed_share", "cohen_kappa", "krippendorff_alpha", "reading")
    rows = tuple(tuple(_cell(row, key, t) for key in keys) for row in found.rows)
    return Table("agreement", caption(found, t), tuple(Column(key, titles[key]) for key in keys), rows)


def _cell(row: CodeAgreement, key: str, t: Translator) -> Value:
    if key == "agreed_share":
        return number(row.agreed_share, t)
    if key == "cohen_kappa":
        return number(row.kappa.value, t)
    if key == "krippendorff_alpha":
        return estimate(row.alpha, t)
    if key == "reading":
        return reading(row, t)
    value: Value = getattr(row, key)
    return value


def caption(found: Agreement, t: Translator) -> str:
    """Who and what was compared, how far the program had a hand in it, and how to read the figures."""
    if not found.rows:
        return ""
    return " ".join([basis(found, t), prompted(found.rows[0], t), marks(t), method(t)])


def _titles(found: Agreement, t: Translator) -> dict[str, str]:
    a, b = found.coders if len(found.coders) == 2 else ("A", "B")
    only = t.gettext("Only {name}")
    return {
        "code": t.gettext("Code"),
        "units": t.gettext("Units"),
        "both": t.gettext("Both"),
        "only_a": only.format(name=a),
        "only_b": only.format(name=b),
        "agreed_share": t.gettext("Agreed"),
        "cohen_kappa": t.gettext("Kappa"),
        "krippendorff_alpha": t.gettext("Alpha"),
        "kappa_low": t.gettext("Kappa, low"),
        "kappa_high": t.gettext("Kappa, high"),
        "alpha_low": t.gettext("Alpha, low"),
        "alpha_high": t.gettext("Alpha, high"),
        "codings": t.gettext("Codings"),
        "prompted_share": t.gettext("Prompted by suggestions"),
        "reading": t.gettext("Read as"),
    }
