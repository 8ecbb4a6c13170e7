"""How far a section reaches: who spoke, who did not, what was asked, whose codings count, how far coders agree."""

from collections.abc import Iterator

from coder.exporters.document import Block, Heading, Term
from coder.exporters.model.evidence import rule
from coder.exporters.model.figures import cases_of, codings_of
from coder.exporters.model.material import Material
from coder.exporters.privacy import REPORT
from coder.exporters.tables import of_all
from coder.i18n import Translator
from coder.queries.model_questions import ModelQuestion

_MUNICIPALITY = "kommun"


def limits(material: Material, question: ModelQuestion, t: Translator) -> Iterator[Block]:
    """What has to be known before the section is believed."""
    known = [*_asked(material, question, t)]
    if question.codes:
        known = [*_silent(material, question, t), *known, *_agreement(material, question, t)]
    if known:
        yield Heading(2, t.gettext("Limits"))
        yield from known


def about_the_material(material: Material, t: Translator) -> Iterator[Block]:
    """What holds of all sections: who was interviewed, whose codings count, how far coders agree, how quotes were
    chosen."""
    _ = t.gettext
    told = _("{sources} interviews with {cases} cases (interviewed organisations).")
    yield Term(_("Interviews"), told.format(sources=material.interviews, cases=material.all_cases))
    yield from _places(material, t)
    yield Term(_("Numbers"), _("How often something is said is not how much it matters, and silence proves nothing."))
    yield Term(_("Codings"), material.scope_in_words(t))
    found = material.agreement
    if found is not None and found.rows:
        words = t.ngettext(
            "two coders in {number} interview; Krippendorff's alpha over all codes {alpha}.",
            "two coders in {number} interviews; Krippendorff's alpha over all codes {alpha}.",
            len(found.sources),
        )
        alpha = _figure(found.rows[0].alpha.value, t)
        yield Term(_("Agreement"), words.format(number=len(found.sources), alpha=alpha))
    yield Term(_("Quotes"), rule(t))


def _silent(material: Material, question: ModelQuestion, t: Translator) -> Iterator[Block]:
    _ = t.gettext
    spoken = cases_of(codings_of(material, question.codes))
    silent = [case for case in material.cases if case not in spoken]
    yield Term(_("Speak of it"), _("{share} cases").format(share=of_all(len(spoken), material.all_cases, t)))
    if silent:
        words = _("{number} of the cases; silence in an interview proves nothing.").format(number=len(silent))
        if material.audience != REPORT:
            words = ", ".join(silent) + ". " + _("Silence in an interview proves nothing.")
        yield Term(_("Nothing coded in"), words)


def _asked(material: Material, question: ModelQuestion, t: Translator) -> Iterator[Block]:
    """Of the questions of the guide that the codebook names under ``guide``."""
    _ = t.gettext
    wanted = question.listed("guide")
    for each in material.coverage:
        if each.question.key in wanted:
            total = len(each.asked) + len(each.proposed) + len(each.not_asked)
            put = len(each.asked) + len(each.proposed)
            words = _("{question} Put in {number} of {all} interviews").format(
                question=each.question.text, number=put, all=total
            )
            if each.proposed:
                told = _("{number} of them as the program proposes and nobody has confirmed")
                words += ", " + told.format(number=len(each.proposed))
            words += "."
            if each.not_asked and material.audience != REPORT:
                words += " " + _("Not in {names}.").format(names=", ".join(each.not_asked))
            yield Term(_("Question {key}").format(key=each.question.key), words)


def _places(material: Material, t: Translator) -> Iterator[Block]:
    _ = t.gettext
    places = [entry for entry in material.registers if entry.kind == "place" and not entry.retired]
    places = [entry for entry in places if entry.data.get("kind") in (None, _MUNICIPALITY)]
    without = [entry.name for entry in places if entry.key not in material.places]
    if not without:
        return
    if material.audience == REPORT:
        words = _("In {number} of {all} places.").format(number=len(without), all=len(places))
    else:
        words = ", ".join(without) + "."
    yield Term(_("Nobody interviewed"), words)


def _agreement(material: Material, question: ModelQuestion, t: Translator) -> Iterator[Block]:
    """Of the section's codes, as far as it can be said of codes so seldom used."""
    _ = t.gettext
    found = material.agreement
    if found is None or not found.rows:
        return
    known = {code.key for code in material.under(question.codes)}
    values = [row.alpha.value for row in found.rows if row.code in known and not row.too_few]
    defined = sorted(value for value in values if value is not None)
    if not defined:
        words = _("too few codings to say it of the codes here.")
    elif len(defined) == 1:
        words = _("Krippendorff's alpha {alpha} for the one code here with enough codings.").format(
            alpha=_figure(defined[0], t)
        )
    else:
        words = _("Krippendorff's alpha from {low} to {high} for the {number} codes here with enough codings.").format(
            low=_figure(defined[0], t), high=_figure(defined[-1], t), number=len(defined)
        )
    yield Term(_("Agreement"), words)


def _figure(value: float | None, t: Translator) -> str:
    number = "–" if value is None else f"{value:z.2f}"
    return number.replace(".", ",") if t.language == "sv" else number
