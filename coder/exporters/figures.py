"""Figures as tables: what scripts read, and the sentences that people need with them."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coder.exporters.document import Column, Table, Value
from coder.exporters.privacy import REPORT, TEAM
from coder.exporters.tables import columns, percent
from coder.i18n import Translator

if TYPE_CHECKING:
    from coder.queries.cooccurrence import CoOccurrences
    from coder.queries.crosstab import CrossTable
    from coder.queries.landscape import Finding, Landscape
    from coder.queries.saturation import GuestRatios, Saturation

SHADES = " ░▒▓█"
"""Four steps of a shading that needs no colour; nothing for nothing."""


def shade(number: float, most: float) -> str:
    """The shading of a number beside the largest one."""
    return SHADES[max(1, math.ceil(number / most * (len(SHADES) - 1)))] if number > 0 and most > 0 else SHADES[0]


def crosstab_table(found: "CrossTable", t: Translator, audience: str = TEAM) -> Table:
    """The row's name under its singular, then a column for each value of the other dimension."""
    first = columns((found.row_key,), t)
    across = tuple(Column(name, name) for name in found.columns)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (name, *numbers) for name, numbers in zip(found.rows, found.numbers, strict=True)
    )
    return Table("matrix", crosstab_caption(found, t, audience), (*first, *across), rows, (1, 1 + len(across)))


def crosstab_caption(found: "CrossTable", t: Translator, audience: str = TEAM) -> str:
    """What the cells count, of how many cases, and of which codings."""
    return f"{crosstab_counted(found, t)} {found.scope.in_words(t, named=audience != REPORT)}"


def crosstab_counted(found: "CrossTable", t: Translator) -> str:
    """What the cells count."""
    _ = t.gettext
    counted = {
        "cases": _("The cells count cases, of {number} in all.").format(number=found.all_cases),
        "codings": _("The cells count codings."),
        "sources": _("The cells count sources."),
        "characters": _("The cells count characters of speech that are covered at least once."),
    }
    return counted[found.measure]


def cooccurrence_table(found: "CoOccurrences", t: Translator, audience: str = TEAM) -> Table:
    keys = ("code_a", "code_b", "count", "jaccard")
    rows = tuple((row.code_a, row.code_b, row.count, row.jaccard) for row in found.rows)
    caption = f"{window_in_words(found.window, t)} {found.scope.in_words(t, named=audience != REPORT)}"
    return Table("cooccurrence", caption, columns(keys, t), rows)


def window_in_words(window: str, t: Translator) -> str:
    """What was counted as standing together."""
    _ = t.gettext
    if window == "overlap":
        return _("Pairs of codings by one coder that share a character; shared over all characters of the two codes.")
    if window == "turn":
        return _("Pairs of codings by one coder in the same turn; turns with both over all turns of the two codes.")
    return t.ngettext(
        "Pairs of codings by one coder that stand {number} turn apart at most; turns that have the other code in "
        "reach over all turns of the two codes.",
        "Pairs of codings by one coder that stand {number} turns apart at most; turns that have the other code in "
        "reach over all turns of the two codes.",
        int(window),
    ).format(number=window)


def saturation_table(found: "Saturation", t: Translator, audience: str = TEAM) -> Table:
    """``position, source, new_codes, total_codes``; with random orders also their ``mean, low, high``.

    A report names no source.
    """
    keys: tuple[str, ...] = ("position", *(("source",) if audience != REPORT else ()), "new_codes", "total_codes")
    keys += ("mean", "low", "high") if found.orders else ()
    rows = tuple(tuple(getattr(row, key) for key in keys) for row in found.rows)
    return Table("saturation", " ".join(saturation_remarks(found, t, audience)), columns(keys, t), rows)


def saturation_remarks(found: "Saturation", t: Translator, audience: str = TEAM) -> list[str]:
    """What has to be said with the figures: of what they are, and how far they reach."""
    _ = t.gettext
    remarks = [
        _("Code saturation, not meaning saturation: it counts when codes are first used (Hennink et al. 2017)."),
        _("Of the codes in use {start} stood in the codebook from the start, {made} were made while coding.").format(
            start=found.from_start, made=found.while_coding
        ),
    ]
    if not found.finished_only and found.rows:
        remarks.append(_("No source is called finished, so all that are coded stand here; 'coder finish SOURCE'."))
    elif found.left_out:
        told = t.ngettext(
            "{number} coded source is left out because it is not finished.",
            "{number} coded sources are left out because they are not finished.",
            found.left_out,
        )
        remarks.append(told.format(number=found.left_out))
    if found.orders:
        told = t.ngettext(
            "Mean, low and high: codes so far in {number} random order, 95 per cent of it.",
            "Mean, low and high: codes so far in {number} random orders, 95 per cent of them.",
            found.orders,
        )
        remarks.append(told.format(number=found.orders))
    if found.inductive and not found.while_coding:
        remarks.append(
            _(
                "No code in use was made while coding, in the app or with 'coder codebook add': there is nothing to "
                "count here, and codes that stood in the codebook from the start say nothing of saturation."
            )
        )
    elif found.inductive:
        remarks += _guest_in_words(found.guest, t)
    return [*remarks, found.scope.in_words(t, named=audience != REPORT)]


def _guest_in_words(guest: "GuestRatios | None", t: Translator) -> list[str]:
    _ = t.gettext
    if guest is None:
        return [_("Too few interviews with codes made while coding for the ratios of Guest, Namey & Chen (2020).")]
    runs = "; ".join(
        f"{run.first}–{run.last}: {run.new_codes}/{guest.base_codes} = {run.ratio * 100:.0f} %" for run in guest.runs
    )
    remarks = [
        _("New information after Guest, Namey & Chen (2020), base {base}, run {run}: {runs}.").format(
            base=guest.base, run=guest.run, runs=runs
        )
    ]
    if len(guest.kinds) > 1:
        remarks.append(
            _(
                "The interviews are with unlike kinds of actors ({kinds}), over which this is no verdict; ask for one "
                "kind with --where kind=…"
            ).format(kinds=", ".join(guest.kinds))
        )
    elif guest.reached is None:
        remarks.append(_("No run is at 5 per cent or below."))
    else:
        remarks.append(
            _("The first run at 5 per cent or below is that of interviews {first}–{last}.").format(
                first=guest.reached.first, last=guest.reached.last
            )
        )
    remarks.append(
        _(
            "It counts names of codes, not their depth; it depends on the order of the interviews and on how finely "
            "you code, and supposes like people who were asked the same."
        )
    )
    return remarks


def landscape_table(found: "Landscape", t: Translator) -> Table:
    """``finding, code, other, figure``; the words in ``finding`` are for scripts and not translated."""
    keys = ("finding", "code", "other", "figure")
    rows: Sequence[tuple[Value, ...]] = [
        (each.finding, each.code, each.other, each.figure if math.isfinite(each.figure) else None)
        for each in found.findings
    ]
    return Table("landscape", found.scope.in_words(t), columns(keys, t), tuple(rows))


def finding_in_words(found: "Finding", names: Mapping[str, str], t: Translator) -> str:
    """A finding in a few words; ``names`` say what codes are called, by their keys."""
    _ = t.gettext
    code, other, figure = names.get(found.code, found.code), names.get(found.other, found.other), found.figure
    if found.finding == "twins":
        return _("{code} and {other}: {share} shared").format(code=code, other=other, share=percent(figure, t))
    if found.finding == "too broad":
        return _("{code}: {times} times the middle code").format(code=code, times=f"{figure:.0f}")
    if found.finding == "drifting" and figure in (0.0, math.inf):
        words = _("{code}: early only") if figure == 0.0 else _("{code}: late only")
        return words.format(code=code)
    if found.finding == "drifting" and figure < 1:
        return _("{code}: {times} times as much early as late").format(code=code, times=f"{1 / figure:.0f}")
    if found.finding == "drifting":
        return _("{code}: {times} times as much late as early").format(code=code, times=f"{figure:.0f}")
    return code
