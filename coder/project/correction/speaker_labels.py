"""Speakers' labels that became others, and what is known of the speakers with them."""

from collections.abc import Mapping

from sqlmodel import col, select

from coder.history import StepWriter
from coder.identity import derived, fresh
from coder.model import Source, Speaker, Turn
from coder.project.sources.cases import case_named, drop_unused_cases
from coder.readers.speakers import resolve_speakers
from coder.terms import INTERVIEWEE

_KNOWN = ("case_id", "actor", "kind", "place", "consent")


def relabel(step: StepWriter, source: Source, labels: Mapping[str, str]) -> None:
    """Make the source's speakers those of its current version; ``labels`` are old ones that became others.

    A speaker goes with its label. Where two labels became one, the speaker who has that label stays, and takes over
    what is known only of the other. A label nobody has had is a new speaker; a speaker without turns goes. Labels may
    be people's names, so the history keeps the old ones aside, to be forgotten with the old text.
    """
    query = select(Speaker).where(Speaker.source_id == source.id)
    stored = {row.label: row for row in step.session.exec(query).all()}
    cases = [row.case_id for row in stored.values()]
    renamed = {old: new for old, new in labels.items() if old in stored and old != new}
    # One that becomes what another still is waits until that one has moved on.
    for old, new in sorted(renamed.items(), key=lambda item: item[1] in renamed):
        row, there = stored[old], stored.get(new)
        if there is None:
            step.update(row, withhold=source.id, label=new)
            stored[new] = stored.pop(old)
        elif there.role == row.role:
            step.update(there, **{name: getattr(row, name) for name in _KNOWN if getattr(there, name) is None})
    spoken = select(Turn.label).where(Turn.source_text_id == source.source_text_id).order_by(col(Turn.number))
    present = dict.fromkeys(step.session.exec(spoken).all())
    for label, row in stored.items():
        if label not in present:
            step.delete(row, withhold=source.id)
    _add(step, source, [label for label in present if label not in stored])
    drop_unused_cases(step, cases)


def _add(step: StepWriter, source: Source, labels: list[str]) -> None:
    """Speakers nothing is known of but their label, and what the source says of whoever speaks in it."""
    for speaker in resolve_speakers(labels, {}, source.variables):
        identity = derived("speaker", source.id, speaker.label)
        if step.session.get(Speaker, identity) is not None:
            identity = fresh()  # whoever had this label in the file is called otherwise now
        case = speaker.case or (source.name if speaker.role == INTERVIEWEE else None)
        row = Speaker(
            id=identity,
            source_id=source.id,
            label=speaker.label,
            role=speaker.role,
            case_id=case_named(step, case) if case else None,
            actor=speaker.actor,
            kind=speaker.kind,
            place=speaker.place,
            consent=speaker.consent,
        )
        step.insert(row)
