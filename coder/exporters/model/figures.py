"""A question's figures: how many speak of it, and how what they say divides into for and against."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from coder.exporters.document import Block, Column, Heading, Table, Value
from coder.exporters.model.evidence import Shown
from coder.exporters.model.material import Material
from coder.exporters.model.matrices import by_group
from coder.exporters.tables import of_all
from coder.i18n import Translator
from coder.queries.codes import CodeView
from coder.queries.counted import CountedCoding
from coder.queries.crosstab import CrossTable
from coder.queries.model_questions import ModelQuestion
from coder.terms import MODES, VOICES

FOR = ("för", "for")
AGAINST = ("emot", "mot", "against")
_PARTS = "-_"
_MOST_CODES = 10
_QUOTES = 3
"""So many quotes for, and so many against."""


def codings_of(material: Material, keys: Sequence[str]) -> list[CountedCoding]:
    """The codings of some codes and all codes under them."""
    known = {code.key for code in material.under(keys)}
    return [coding for coding in material.codings if coding.code in known]


def cases_of(codings: Sequence[CountedCoding]) -> set[str]:
    return {case for coding in codings for case in coding.cases}


def figures(material: Material, question: ModelQuestion, shown: Shown, t: Translator) -> Iterator[Block]:
    """How many cases and passages, of the question and of each of its codes; where the matrix is asked for and enough
    is said about target groups, also in how many cases of each.

    Of many codes without a matrix the section shows those that the question names; the others stand in the annex.
    """
    if not codings_of(material, question.codes):
        return
    found = by_group(material, question.codes) if "matrix" in question.show else None
    every = material.under(question.codes)
    yield Heading(2, t.gettext("Figures"))
    if found or len(every) <= _MOST_CODES:
        yield _counted(material, every, found, t)
        return
    yield _counted(material, [code for code in every if code.key in question.codes], None, t)
    shown.annex.append(_counted(material, every, None, t))


def _counted(material: Material, codes: Iterable[CodeView], found: CrossTable | None, t: Translator) -> Table:
    _ = t.gettext
    groups = material.names("group") if found else {}
    of_groups = dict(zip(found.rows, found.numbers, strict=True)) if found else {}
    rows: list[tuple[Value, ...]] = []
    for code in codes:
        own = codings_of(material, (code.key,))
        if own:
            numbers = of_groups.get(code.key, (0,) * len(groups))
            share = of_all(len(cases_of(own)), material.all_cases, t)
            rows.append((code.name, share, len(own), *(number or None for number in numbers)))
    caption = _("How many cases speak of it, and in how many passages; a code's row counts the codes under it too.")
    if groups:
        caption += " " + _("To the right: how many cases speak of it about each target group.")
    columns = (Column("code", _("Code")), Column("cases", _("Cases")), Column("codings", _("Passages")))
    titled = (*columns, *(Column(key, name) for key, name in groups.items()))
    shaded = (len(columns), len(titled)) if groups else None
    return Table("figures", caption, titled, tuple(rows), shaded)


def for_and_against(material: Material, keys: Sequence[str], shown: Shown, t: Translator) -> Iterator[Block]:
    """Attitudes where the codes say them; else what is so today, what is wanted and what is missing, and by whom."""
    _ = t.gettext
    attitudes = attitude_codes(material, keys)
    if attitudes:
        yield Heading(2, _("For and against"))
        yield from _attitudes(material, attitudes, shown, t)
        return
    codings = codings_of(material, keys)
    if not any(coding.mode or coding.voice for coding in codings):
        return
    yield Heading(2, _("For and against: today, wanted and missing"))
    yield _by_mode(material, codings, t)


def attitude_codes(material: Material, keys: Sequence[str]) -> tuple[CodeView, ...]:
    """Codes that the question names itself, whose ids share a beginning and of which one ends in *för* and another in
    *emot* (``inställning-för``)."""
    families: dict[str, list[tuple[str, CodeView]]] = defaultdict(list)
    for code in (code for code in material.codes if code.key in keys):
        for sign in _PARTS:
            beginning, found, ending = code.key.rpartition(sign)
            if found:
                families[beginning + sign].append((ending.casefold(), code))
    for family in families.values():
        endings = {ending for ending, _code in family}
        if endings & {*FOR} and endings & {*AGAINST}:
            return tuple(code for _ending, code in family)
    return ()


def _attitudes(material: Material, codes: Sequence[CodeView], shown: Shown, t: Translator) -> Iterator[Block]:
    _ = t.gettext
    of_code = {code.key: codings_of(material, (code.key,)) for code in codes}
    rows: list[tuple[Value, ...]] = [
        (
            code.name,
            of_all(len(cases_of(of_code[code.key])), material.all_cases, t),
            len(cases_of([coding for coding in of_code[code.key] if coding.voice == "self"])) or None,
            len(cases_of([coding for coding in of_code[code.key] if coding.voice == "other"])) or None,
        )
        for code in codes
    ]
    spoken = set().union(*(cases_of(codings) for codings in of_code.values()))
    rows.append((_("Not said"), of_all(material.all_cases - len(spoken), material.all_cases, t), None, None))
    several = sum(sum(case in cases_of(of_code[code.key]) for code in codes) > 1 for case in sorted(spoken))
    caption = _("Attitudes by case: of oneself, and what is said of others.") + " "
    caption += t.ngettext(
        "{number} case says more than one thing and stands in several rows.",
        "{number} cases say more than one thing and stand in several rows.",
        several,
    ).format(number=several)
    columns = (
        Column("attitude", _("Attitude")),
        Column("cases", _("Cases")),
        Column("self", _("about oneself")),
        Column("other", _("about others")),
    )
    yield Table("attitudes", caption, columns, tuple(rows))
    for endings, label in ((FOR, _("For")), (AGAINST, _("Against"))):
        wanted = {code.key for code in codes if code.key.casefold().endswith(endings)}
        quotes, _number = shown.chosen(wanted, _QUOTES)
        if quotes:
            yield Heading(3, label)
            yield from map(shown.block, quotes)


def _by_mode(material: Material, codings: Sequence[CountedCoding], t: Translator) -> Table:
    _ = t.gettext
    modes = {"now": _("today"), "wanted": _("wanted"), "missing": _("missing"), None: _("not said which")}
    voices = {"self": _("about oneself"), "other": _("about others"), None: _("not said of whom")}
    rows: list[tuple[Value, ...]] = []
    for mode in (*MODES, None):
        of_mode = [coding for coding in codings if coding.mode == mode]
        if of_mode:
            by_voice = [cases_of([c for c in of_mode if c.voice == voice]) for voice in (*VOICES, None)]
            rows.append((modes[mode], *(len(cases) or None for cases in by_voice), len(cases_of(of_mode))))
    columns = (
        Column("mode", _("Mode")),
        *(Column(voice or "unsaid", voices[voice]) for voice in (*VOICES, None)),
        Column("all", _("Cases in all")),
    )
    caption = _(
        "What is so today, what is wanted and what is said to be missing, in cases; a case may stand in several."
    )
    return Table("modes", caption, columns, tuple(rows), (1, 4))
