"""A question's figures: how many speak of it, and how what they say divides into for and against."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from coder.exporters.document import Block, Column, Heading, Quote, Table, Term, Value
from coder.exporters.model.evidence import Shown
from coder.exporters.model.material import Material
from coder.exporters.tables import of_all
from coder.i18n import Translator
from coder.queries.codes import CodeView
from coder.queries.counted import CountedCoding
from coder.synthesis.strongest import strongest
from coder.terms import MODES, VOICES

FOR = ("för", "for")
AGAINST = ("emot", "mot", "against")
_PARTS = "-_"


def codings_of(material: Material, keys: Sequence[str]) -> list[CountedCoding]:
    """The codings of some codes and all codes under them."""
    known = {code.key for code in material.under(keys)}
    return [coding for coding in material.codings if coding.code in known]


def cases_of(codings: Sequence[CountedCoding]) -> set[str]:
    return {case for coding in codings for case in coding.cases}


def figures(material: Material, keys: Sequence[str], t: Translator) -> Iterator[Block]:
    """How many cases, sources and passages, of the question and of each of its codes."""
    _ = t.gettext
    codings = codings_of(material, keys)
    if not codings:
        return
    rows: list[tuple[Value, ...]] = []
    for code in material.under(keys):
        own = codings_of(material, (code.key,))
        if own:
            sources = {coding.source.id for coding in own}
            rows.append((code.name, of_all(len(cases_of(own)), material.all_cases, t), len(sources), len(own)))
    yield Heading(2, _("Figures"))
    yield Table(
        "figures",
        _("How many speak of it; a code's row counts the codes under it too.") + " " + material.scope_in_words(t),
        (
            Column("code", _("Code")),
            Column("cases", _("Cases")),
            Column("sources", _("Sources")),
            Column("codings", _("Codings")),
        ),
        tuple(rows),
    )


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
        chosen = [code.key for code in codes if code.key.casefold().endswith(endings)]
        quotes = [quote for quote in material.quotes.rows if quote.code in chosen and shown.is_new(quote)]
        for quote in strongest(quotes, 2):
            yield from _labelled(label, shown.block(quote))


def _labelled(label: str, quote: Quote) -> Iterator[Block]:
    yield Term(label, "")
    yield quote


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
