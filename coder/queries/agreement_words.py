"""Agreement in words: how to read a figure, what a comparison was made of, and what to do where there is none.

The marks are Krippendorff's own (2019, *Content Analysis*, 4th ed., ch. 12): conclusions are drawn from variables with
alpha of .800 or more; from .667 on only tentative ones.
"""

from coder.i18n import Translator
from coder.queries.agreement import FEWEST, Agreement, CodeAgreement, Estimate
from coder.terms import CHARACTER, SENTENCE

RELIABLE, TENTATIVE = 0.800, 0.667


def number(value: float | None, t: Translator) -> str:
    """Two decimals as the language writes them; – for what is undefined."""
    if value is None:
        return "–"
    written = f"{value:z.2f}".replace("-", "−")
    return written.replace(".", ",") if t.language == "sv" else written


def estimate(found: Estimate, t: Translator) -> str:
    """A figure with its interval: "0.72 (0.55–0.86)"."""
    if found.low is None or found.high is None:
        return number(found.value, t)
    return f"{number(found.value, t)} ({number(found.low, t)}–{number(found.high, t)})"


def reading(row: CodeAgreement, t: Translator) -> str:
    """What the alpha of a row allows; with a question mark where its interval leaves that open."""
    if row.too_few:
        return t.gettext("too few")
    if row.alpha.value is None:
        return t.gettext("undefined")
    word = _band(row.alpha.value, t)
    low, high = row.alpha.low, row.alpha.high
    if low is None or high is None:
        return word
    lowest, highest = _band(low, t), _band(high, t)
    return word if lowest == highest else f"{word}?"


def _band(alpha: float, t: Translator) -> str:
    if alpha >= RELIABLE:
        return t.gettext("reliable")
    return t.gettext("tentative") if alpha >= TENTATIVE else t.gettext("not reliable")


def marks(t: Translator) -> str:
    """How figures are read, once for all of them."""
    return t.gettext(
        "Read by alpha, with Krippendorff's marks: reliable from 0.800, tentative from 0.667; ? where the interval "
        "reaches over a mark; too few where a code was applied fewer than {number} times."
    ).format(number=FEWEST)


def basis(found: Agreement, t: Translator) -> str:
    """Who was compared, on what, and in how many interviews."""
    units = {
        CHARACTER: t.ngettext("{number} character", "{number} characters", found.units),
        SENTENCE: t.ngettext("{number} sentence", "{number} sentences", found.units),
    }.get(found.unit, t.ngettext("{number} turn", "{number} turns", found.units))
    interviews = t.ngettext("{number} interview", "{number} interviews", len(found.sources))
    what = t.gettext("{names}: {interviews}, {units}.").format(
        names=_listed(found.coders, t),
        interviews=interviews.format(number=len(found.sources)),
        units=units.format(number=found.units),
    )
    parts = [what]
    if found.finished:
        parts.append(t.gettext("Only what all of them call finished."))
    if found.with_interviewer:
        parts.append(t.gettext("With the interviewer's turns."))
    if found.unit == CHARACTER:
        parts.append(t.gettext("By character: a measure of where codings begin and end (Campbell et al. 2013)."))
    return " ".join(parts)


def prompted(row: CodeAgreement, t: Translator) -> str:
    """How far the program had a hand in what is compared; stands beside every figure of agreement."""
    if not row.began + row.in_sight:
        return t.ngettext(
            "The {number} coding neither began as a suggestion nor was made with one in sight.",
            "None of the {number} codings began as a suggestion or was made with one in sight.",
            row.codings,
        ).format(number=row.codings)
    told = t.ngettext(
        "Of {number} coding {began} began as suggestions and {sight} were made with one in sight ({share} %): so far "
        "the coders may agree with the program.",
        "Of {number} codings {began} began as suggestions and {sight} were made with one in sight ({share} %): so far "
        "the coders may agree with the program.",
        row.codings,
    )
    share = round(100 * (row.prompted_share or 0))
    return told.format(number=row.codings, began=row.began, sight=row.in_sight, share=share)


def method(t: Translator) -> str:
    """How the figures were made."""
    return t.gettext(
        "95 % intervals from 1,000 draws of turns within interviews. All codes (*) are pooled: kappa by De Vries et "
        "al. (2008), alpha from mean disagreements."
    )


def nothing(found: Agreement, t: Translator) -> str:
    """What to do where there is nothing to compare."""
    if found.finished and not found.sources:
        return t.gettext(
            "No interview is called finished by all of these coders yet; without --finished those count that all of "
            "them have coded."
        )
    if found.coders and not found.sources:
        return t.gettext("{names} have coded no interview together.").format(names=_listed(found.coders, t))
    return t.gettext(
        "No interview has been coded by two coders yet. Let a second coder code one of them without seeing the first "
        "one's codings, then compare."
    )


def _listed(names: tuple[str, ...], t: Translator) -> str:
    *most, last = names
    return t.gettext("{names} and {last}").format(names=", ".join(most), last=last) if most else last
