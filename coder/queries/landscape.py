"""The lie of the codes: which are unused, too broad, twins of each other, or drifting.

Each finding is a question to the coders, with the rule that raised it; none of them is a fault by itself.
"""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session

from coder.i18n import N_, Translator
from coder.model import Coding, table_of
from coder.queries.columns import Ints
from coder.queries.cooccurrence import overlap_of_codes
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.measures import measured
from coder.queries.parts import Parts, read_parts
from coder.queries.selection import DEFAULT, Scope, Selection

UNUSED, BROAD, TWINS, DRIFTING = "unused", "too broad", "twins", "drifting"
FINDINGS = (UNUSED, BROAD, TWINS, DRIFTING)

_ENOUGH = 10
"""Fewer codings tell nothing of breadth or drift."""
_BROAD_TIMES = 3
_TWIN_SHARE = 0.5
_TWIN_CODINGS = 5
_DRIFT_TIMES = 3

_RULES = {
    UNUSED: N_("Unused: no coding that counts."),
    BROAD: N_(
        "Too broad: at least {enough} codings, and {times} times as many characters as the middle one of the codes in "
        "use."
    ),
    TWINS: N_(
        "Twins: at least {codings} codings each, and half or more of all characters that either covers are covered by "
        "both."
    ),
    DRIFTING: N_(
        "Drifting: at least {enough} codings, and in one half of the sources, in the order in which they were coded, "
        "{times} times as much of what was said as in the other half."
    ),
}


@dataclass(frozen=True)
class Finding:
    """What strikes about a code."""

    finding: str
    """One of ``FINDINGS``."""
    code: str
    other: str
    """The twin."""
    figure: float
    """Unused: 0. Too broad: times the middle code's characters. Twins: the share. Drifting: late over early."""


@dataclass(frozen=True)
class Landscape:
    findings: tuple[Finding, ...]
    """In the order of ``FINDINGS``, then of the codebook."""
    all_codes: int
    scope: Scope


def rule_in_words(finding: str, t: Translator) -> str:
    """The rule behind a kind of finding, in one sentence."""
    return t.gettext(_RULES[finding]).format(
        enough=_ENOUGH,
        codings=_TWIN_CODINGS,
        times=_BROAD_TIMES if finding == BROAD else _DRIFT_TIMES,
    )


def landscape(
    session: Session, selection: Selection = DEFAULT, guide: Guide | None = None, wanted: Filter = EVERYTHING
) -> Landscape:
    """What strikes about the codes, of the codings that pass a filter. Codes that are retired are not asked about."""
    parts = read_parts(session, selection, wanted, guide)
    codes = parts.columns.codes
    found = measured(parts, parts.code, len(codes))
    findings = [
        *_unused(parts, found.codings),
        *_broad(parts, found.codings, found.characters),
        *_twins(parts, found.codings),
        *_drifting(parts, found.codings, _coded_first(session, parts)),
    ]
    return Landscape(tuple(findings), sum(not code.retired for code in codes), parts.scope)


def _unused(parts: Parts, codings: Ints) -> list[Finding]:
    """Codes that nothing stands under either: a theme whose codes are used is in use."""
    codes = parts.columns.codes
    above = {code.parent for code in codes}
    return [
        Finding(UNUSED, code.key, "", 0.0)
        for n, code in enumerate(codes)
        if not codings[n] and not code.retired and code.key not in above
    ]


def _broad(parts: Parts, codings: Ints, characters: Ints) -> list[Finding]:
    used = characters[codings > 0]
    if not len(used):
        return []
    middle = float(np.median(used))
    return [
        Finding(BROAD, parts.columns.codes[n].key, "", float(characters[n] / middle))
        for n in np.flatnonzero((codings >= _ENOUGH) & (characters >= _BROAD_TIMES * middle)).tolist()
    ]


def _twins(parts: Parts, codings: Ints) -> list[Finding]:
    codes = parts.columns.codes
    _pairs, shares = overlap_of_codes(parts)
    enough = codings >= _TWIN_CODINGS
    alike = np.triu(shares >= _TWIN_SHARE, 1) & enough[:, None] & enough[None, :]
    return [Finding(TWINS, codes[a].key, codes[b].key, float(shares[a, b])) for a, b in np.argwhere(alike).tolist()]


def _coded_first(session: Session, parts: Parts) -> list[int]:
    """The coded sources (places) in the order in which those whose codings count began them."""
    c = table_of(Coding).c
    query = sa_select(c.source_id, c.coded_by, func.min(c.created_at)).group_by(c.source_id, c.coded_by)
    begun: dict[str, str] = {}
    for source, coder, at in session.connection().execute(query):
        if parts.columns.sets.counts(source, coder):
            begun[source] = min(at, begun.get(source, at))
    sources = parts.columns.sources
    return sorted(np.unique(parts.source).tolist(), key=lambda n: (begun.get(sources[n].id, ""), n))


def _drifting(parts: Parts, codings: Ints, order: list[int]) -> list[Finding]:
    """Characters of a code over all that was said, in the first and the second half of the sources."""
    if len(order) < 2:
        return []
    turns, codes = parts.columns.turns, len(parts.columns.codes)
    half = np.full(len(parts.columns.sources), -1)
    half[order[: len(order) // 2]], half[order[len(order) // 2 :]] = 0, 1
    spoken = np.bincount(half[turns.source][parts.spoken] + 1, weights=turns.length[parts.spoken], minlength=3)[1:]
    cells = measured(parts, parts.code * 2 + half[parts.source], codes * 2).characters.reshape(codes, 2)
    rates = cells / np.maximum(spoken, 1)
    found = []
    for n in np.flatnonzero(codings >= _ENOUGH).tolist():
        early, late = rates[n].tolist()
        if max(early, late) >= _DRIFT_TIMES * min(early, late):
            figure = late / early if early else float("inf")
            found.append(Finding(DRIFTING, parts.columns.codes[n].key, "", figure))
    return found
