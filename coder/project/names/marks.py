"""Which sources are done with names: said when nothing waits in one, and taken back when something new comes in."""

from collections.abc import Iterable, Sequence

from sqlmodel import select

from coder.history import StepWriter
from coder.history.step import now
from coder.identity import fresh
from coder.model import Preparation, Source
from coder.personal.base import POSSIBLE, SHOWN_ONLY, PersonalMention
from coder.project.base import coder_id
from coder.project.names.naming import Naming, naming
from coder.project.names.searching import numbers_in_clear
from coder.queries.pseudonyms import PART
from coder.readers.base import ParsedTurn

PSEUDONYMS = "pseudonyms"
"""The origin of a version in which names were replaced."""


def nothing_waits(names: Naming, text: str, mentions: Sequence[PersonalMention]) -> bool:
    """True if no name in a text waits to be decided or replaced; what is only possibly one does not count."""
    return not _undecided(names, mentions) and not names.hits(text, mentions=mentions)


def _undecided(names: Naming, mentions: Iterable[PersonalMention]) -> bool:
    return any(
        each.kind not in SHOWN_ONLY and each.certainty != POSSIBLE and names.decision_on(each) is None
        for each in mentions
    )


def mark(step: StepWriter, source: Source, settled: bool, coder: str) -> None:
    """Say of a source that nothing waits in it, or no longer."""
    there = _marked(step, source)
    if settled and there is None:
        me, at = coder_id(step, coder), now("microseconds")
        step.insert(Preparation(id=fresh(), source_id=source.id, part=PART, coder_id=me, created_at=at))
    elif not settled and there is not None:
        step.delete(there)


def _marked(step: StepWriter, source: Source) -> Preparation | None:
    query = select(Preparation).where(Preparation.source_id == source.id, Preparation.part == PART)
    return step.session.exec(query).first()


def unmark_if_named(step: StepWriter, source: Source, before: str, text: str, turns: Iterable[ParsedTurn]) -> None:
    """Take the mark back if what is new in a source's text names somebody; ``before`` is the text as it was."""
    there = _marked(step, source)
    if there is None:
        return
    names = naming(step.session)
    speeches = {text[turn.start : turn.end] for turn in turns}
    for speech in (each for each in speeches if each not in before):
        mentions = [*numbers_in_clear(speech), *names.read(speech)]
        if not nothing_waits(names, speech, mentions):
            step.delete(there)
            return
