"""How the study stands, in lines: what each says, and where more of it is to be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.i18n import Translator
from coder.queries.agreement_words import number, reading
from coder.queries.overview import NewWork, Overview, ToDo

PROGRESS, OUTSTANDING, COMPARED, NEW, TO_DO = PARTS = ("progress", "outstanding", "compared", "new", "to do")

SCREEN, QUOTES, INTERVIEW = "screen", "quotes", "interview"
"""Where a line leads: to a screen by its name, to a code's quotes, to an interview."""

_FEW = 3
"""So many themes and codes are named."""


@dataclass(frozen=True)
class Line:
    """One line of the overview."""

    part: str
    """One of ``PARTS``; for scripts, never translated."""
    what: str
    """What it is about, for scripts: ``coded``, ``theme`` …, never translated."""
    name: str
    """The theme, code, source or coder it is about, or ""."""
    number: float | None
    of: int | None
    """The number it is a part of."""
    words: str
    leads: tuple[str, str]
    """Where more of it stands: ``(SCREEN, "agreement")``."""


def title(part: str, t: Translator) -> str:
    """A part's heading."""
    _ = t.gettext
    return {
        PROGRESS: _("How far"),
        OUTSTANDING: _("Stands out"),
        COMPARED: _("Coders differ"),
        NEW: _("New"),
        TO_DO: _("To do"),
    }[part]


def lines(found: Overview, suggestions: int, t: Translator) -> tuple[Line, ...]:
    """The overview in order of its parts; ``suggestions`` wait for the coder who looks."""
    return (
        *_progress(found, suggestions, t),
        *_outstanding(found, t),
        *_compared(found, t),
        *_new(found, t),
        *_to_do(found.to_do, t),
    )


def _progress(found: Overview, suggestions: int, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    progress, to = found.progress, (SCREEN, "interviews")
    all_of = progress.sources
    share = round(progress.coded_share * 100)
    told = _("{number} of {all} sources prepared").format(number=progress.prepared, all=all_of)
    yield Line(PROGRESS, "prepared", "", progress.prepared, all_of, told, to)
    told = _("{number} of {all} sources coded, {share} per cent of what is said").format(
        number=progress.coded, all=all_of, share=share
    )
    yield Line(PROGRESS, "coded", "", progress.coded, all_of, told, to)
    told = _("{number} of {all} sources finished").format(number=progress.finished, all=all_of)
    yield Line(PROGRESS, "finished", "", progress.finished, all_of, told, to)
    told = t.ngettext("{number} suggestion waits for you", "{number} suggestions wait for you", suggestions)
    yield Line(PROGRESS, "suggestions", "", suggestions, None, told.format(number=suggestions), (SCREEN, "walk"))


def _outstanding(found: Overview, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    for theme in found.strongest[:_FEW]:
        told = _("{name}: in {cases} of {all} cases").format(name=theme.name, cases=theme.cases, all=found.all_cases)
        yield Line(OUTSTANDING, "theme", theme.key, theme.cases, found.all_cases, told, (QUOTES, theme.key))
    for code in found.grown[:_FEW]:
        told = t.ngettext(
            "{name}: {new} new coding, {all} in all",
            "{name}: {new} new codings, {all} in all",
            code.new,
        )
        told = told.format(name=code.name, new=code.new, all=code.all)
        yield Line(OUTSTANDING, "grown", code.key, code.new, code.all, told, (QUOTES, code.key))


def _compared(found: Overview, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    to = (SCREEN, "agreement")
    if found.reflexive:
        told = _("Coders are not compared: the codebook says method: reflexive.")
        yield Line(COMPARED, "reflexive", "", None, None, told, to)
    elif found.pooled is None:
        told = _("No interview has been coded by two coders yet.")
        yield Line(COMPARED, "nothing", "", None, None, told, to)
    else:
        alpha = found.pooled.alpha.value
        told = _("All codes: alpha {alpha}, {reading}").format(alpha=number(alpha, t), reading=reading(found.pooled, t))
        yield Line(COMPARED, "all", "", alpha, None, told, to)
    for name, row in found.lowest[:_FEW]:
        told = _("{name}: alpha {alpha}, {reading}").format(
            name=name, alpha=number(row.alpha.value, t), reading=reading(row, t)
        )
        yield Line(COMPARED, "code", row.code, row.alpha.value, None, told, to)
    if found.differing:
        left = sum(each.left for each in found.differing)
        told = t.ngettext("{number} disagreement is open: {names}", "{number} disagreements are open: {names}", left)
        names = _listed([f"{each.source} ({each.left})" for each in found.differing], t)
        yield Line(COMPARED, "open", "", left, None, told.format(number=left, names=names), to)


def _new(found: Overview, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    for work in found.new:
        told = _("{name}: {what}").format(name=work.coder, what=_work(work, t))
        yield Line(NEW, "work", work.coder, work.codings, None, told, (SCREEN, "history"))
    if not found.new:
        told = _("Nothing since {day}.").format(day=found.since)
        yield Line(NEW, "nothing", "", None, None, told, (SCREEN, "history"))


def _work(work: NewWork, t: Translator) -> str:
    _ = t.gettext
    parts = []
    if work.codings:
        parts.append(t.ngettext("{number} coding", "{number} codings", work.codings).format(number=work.codings))
    if work.notes:
        parts.append(t.ngettext("{number} note", "{number} notes", work.notes).format(number=work.notes))
    if work.codes:
        parts.append(_("new codes {names}").format(names=_listed(work.codes, t)))
    if work.finished:
        parts.append(_("finished {names}").format(names=_listed(work.finished, t)))
    return ", ".join(parts)


def _to_do(waiting: ToDo, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    if waiting.unplaced:
        told = t.ngettext(
            "{number} coding or note lost its words to a correction: place it (E in the interview)",
            "{number} codings or notes lost their words to a correction: place them (E in the interview)",
            waiting.unplaced,
        )
        to = (SCREEN, "interviews")
        yield Line(TO_DO, "unplaced", "", waiting.unplaced, None, told.format(number=waiting.unplaced), to)
    several = (
        ("speakers", waiting.speakers, _("Speakers to settle in {number}: {names}"), (SCREEN, "speakers")),
        ("names", waiting.names, _("Names to decide on in {number}: {names}"), (SCREEN, "names")),
        ("uncoded", waiting.uncoded, _("Not coded yet, {number}: {names}"), None),
        ("unfinished", waiting.unfinished, _("Coded but not finished, {number}: {names}"), None),
    )
    done = not waiting.unplaced
    for what, sources, told, to_screen in several:
        if sources:
            done = False
            words = told.format(number=len(sources), names=_listed(sources, t))
            yield Line(TO_DO, what, "", len(sources), None, words, to_screen or (INTERVIEW, sources[0]))
    if done:
        yield Line(TO_DO, "nothing", "", None, None, _("Nothing waits."), (SCREEN, "interviews"))


def _listed(names: Sequence[str], t: Translator) -> str:
    """The first few names, and how many more there are."""
    shown, more = ", ".join(names[:_FEW]), len(names) - _FEW
    if more <= 0:
        return shown
    return t.ngettext("{names} and {number} more", "{names} and {number} more", more).format(names=shown, number=more)
