"""How the study stands, in lines: what each says, and where more of it is to be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.i18n import Translator
from coder.queries.agreement import ALL, CodeAgreement
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
    label: str = ""
    """What it is about and ``figure``, what is said of it: the words again, for columns."""
    figure: str = ""
    share: float | None = None
    """From 0 to 1, where a bar says it."""


def title(part: str, t: Translator) -> str:
    """A part's heading."""
    _ = t.gettext
    return {
        PROGRESS: _("How far are we?"),
        OUTSTANDING: _("What stands out?"),
        COMPARED: _("Where do coders differ?"),
        NEW: _("What is new?"),
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
    progress = found.progress
    for what, done, label, told in (
        ("prepared", progress.prepared, _("Sources prepared"), _("{number} of {all} sources prepared")),
        ("coded", progress.coded, _("Sources coded"), _("{number} of {all} sources coded")),
        ("finished", progress.finished, _("Sources finished"), _("{number} of {all} sources finished")),
    ):
        yield Line(
            *(PROGRESS, what, "", done, progress.sources),
            words=told.format(number=done, all=progress.sources),
            leads=(SCREEN, "interviews"),
            label=label,
            figure=_("{cases} of {all}").format(cases=done, all=progress.sources),
            share=done / max(1, progress.sources),
        )
    share = round(progress.coded_share * 100)
    yield Line(
        *(PROGRESS, "talk", "", share, 100),
        words=_("{share} per cent of what is said is coded").format(share=share),
        leads=(SCREEN, "interviews"),
        label=_("Coded of what is said"),
        figure=_("{share} per cent").format(share=share),
        share=progress.coded_share,
    )
    told = t.ngettext("{number} suggestion waits for you", "{number} suggestions wait for you", suggestions)
    yield Line(
        *(PROGRESS, "suggestions", "", suggestions, None, told.format(number=suggestions), (SCREEN, "walk")),
        label=_("Suggestions that wait for you"),
        figure=str(suggestions),
    )


def _outstanding(found: Overview, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    for theme in found.strongest[:_FEW]:
        told = _("{name}: in {cases} of {all} cases").format(name=theme.name, cases=theme.cases, all=found.all_cases)
        yield Line(
            *(OUTSTANDING, "theme", theme.key, theme.cases, found.all_cases, told, (QUOTES, theme.key), theme.name),
            figure=_("{cases} of {all} cases").format(cases=theme.cases, all=found.all_cases),
            share=theme.cases / max(1, found.all_cases),
        )
    for code in found.grown[:_FEW]:
        told = t.ngettext(
            "{name}: {new} new coding, {all} in all",
            "{name}: {new} new codings, {all} in all",
            code.new,
        )
        told = told.format(name=code.name, new=code.new, all=code.all)
        yield Line(
            *(OUTSTANDING, "grown", code.key, code.new, code.all, told, (QUOTES, code.key), code.name),
            figure=_("{new} new of {all}").format(new=code.new, all=code.all),
            share=code.new / max(1, code.all),
        )


def _compared(found: Overview, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    to = (SCREEN, "agreement")
    if found.reflexive:
        told = _("Coders are not compared: the codebook says method: reflexive.")
        yield Line(COMPARED, "reflexive", "", None, None, told, to, told)
    elif found.pooled is None:
        told = _("No interview has been coded by two coders yet.")
        yield Line(COMPARED, "nothing", "", None, None, told, to, told)
    else:
        told = _("All codes: alpha {alpha}, {reading}")
        yield _alpha("all", _("All codes"), found.pooled, told, t)
    for name, row in found.lowest[:_FEW]:
        yield _alpha("code", name, row, _("{name}: alpha {alpha}, {reading}"), t)
    if found.differing:
        left = sum(each.left for each in found.differing)
        told = t.ngettext("{number} disagreement is open: {names}", "{number} disagreements are open: {names}", left)
        names = _listed([f"{each.source} ({each.left})" for each in found.differing], t)
        told = told.format(number=left, names=names)
        yield Line(COMPARED, "open", "", left, None, told, to, _("Disagreements left to decide"), str(left))


def _alpha(what: str, label: str, row: CodeAgreement, told: str, t: Translator) -> Line:
    alpha, read = row.alpha.value, reading(row, t)
    return Line(
        *(COMPARED, what, "" if row.code == ALL else row.code, alpha, None),
        words=told.format(name=label, alpha=number(alpha, t), reading=read),
        leads=(SCREEN, "agreement"),
        label=label,
        figure=f"{number(alpha, t)} {read}",
        share=None if alpha is None else min(1.0, max(0.0, alpha)),
    )


def _new(found: Overview, t: Translator) -> Iterator[Line]:
    _ = t.gettext
    for work in found.new:
        what = _work(work, t)
        told = _("{name}: {what}").format(name=work.coder, what=what)
        yield Line(NEW, "work", work.coder, work.codings, None, told, (SCREEN, "history"), work.coder, what)
    if not found.new:
        told = _("Nothing since {day}.").format(day=found.since)
        yield Line(NEW, "nothing", "", None, None, told, (SCREEN, "history"), told)


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
        ).format(number=waiting.unplaced)
        to = (SCREEN, "interviews")
        label = _("Lost their words to a correction")
        yield Line(TO_DO, "unplaced", "", waiting.unplaced, None, told, to, label, str(waiting.unplaced))
    several = (
        ("speakers", waiting.speakers, _("Speakers to settle"), (SCREEN, "speakers")),
        ("names", waiting.names, _("Names to decide on"), (SCREEN, "names")),
        ("uncoded", waiting.uncoded, _("Not coded yet"), None),
        ("unfinished", waiting.unfinished, _("Coded but not finished"), None),
    )
    done = not waiting.unplaced
    for what, sources, label, to_screen in several:
        if sources:
            done = False
            names = _("{number}: {names}").format(number=len(sources), names=_listed(sources, t))
            leads = to_screen or (INTERVIEW, sources[0])
            yield Line(TO_DO, what, "", len(sources), None, f"{label}, {names}", leads, label, names)
    if done:
        told = _("Nothing waits.")
        yield Line(TO_DO, "nothing", "", None, None, told, (SCREEN, "interviews"), told)


def _listed(names: Sequence[str], t: Translator) -> str:
    """The first few names, and how many more there are."""
    shown, more = ", ".join(names[:_FEW]), len(names) - _FEW
    if more <= 0:
        return shown
    return t.ngettext("{names} and {number} more", "{names} and {number} more", more).format(names=shown, number=more)
