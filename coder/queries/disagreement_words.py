"""Disagreements in words: who has a code where, and what was decided."""

from collections.abc import Sequence

from coder.i18n import Translator
from coder.queries.disagreements import ENDS, Decided, Disagreements, Stretch
from coder.queries.transcript import CodingView


def kind_in_words(stretch: Stretch, coders: Sequence[str], t: Translator) -> str:
    """What the coders differ on: "ends differ", or who has the code alone."""
    if stretch.kind == ENDS:
        return t.gettext("ends differ")
    there = [name for name, side in zip(coders, stretch.sides, strict=True) if side]
    return t.gettext("only {name}").format(name=", ".join(there))


def places(codings: Sequence[CodingView]) -> str:
    """Where codings stand: "408–559"."""
    return ", ".join(f"{each.start}–{each.end}" for each in codings)


def decision_in_words(decision: Decided | None, code: str, t: Translator) -> str:
    """What was decided: whose was kept, or what instead; "" where nothing was."""
    if decision is None:
        return ""
    if decision.verdict == "coder":
        return t.gettext("{name}'s kept").format(name=decision.chosen)
    if decision.verdict == "neither":
        return t.gettext("neither kept")
    if decision.verdict == "both":
        return t.gettext("both kept")
    others = [each.code for each in decision.kept if each.code != code]
    return t.gettext("{code} instead").format(code=others[0]) if others else t.gettext("other ends")


def state_in_words(found: Disagreements, t: Translator) -> str:
    """How far the deciding has come."""
    if found.complete and not found.left:
        return t.gettext("Everything is decided; what was decided is the interview's coding set.")
    left = t.ngettext("{number} disagreement is left.", "{number} disagreements are left.", found.left)
    told = left.format(number=found.left)
    if found.complete:
        return told + " " + t.gettext("What was decided before is the interview's coding set.")
    return (
        told + " " + t.gettext("What is decided counts once none is left; until then the main coder's codings count.")
    )
