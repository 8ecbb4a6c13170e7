"""Correcting transcripts: each correction is a new version of the text, and one step that can be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from coder.alignment import align
from coder.errors import CoderError, Refused
from coder.history import StepWriter
from coder.i18n import _
from coder.model import Source, SourceText
from coder.project.base import ProjectBase
from coder.project.correction import turn_edits
from coder.project.correction.corrected_file import CorrectedFile, current_text, read_corrected, renamed_labels
from coder.project.correction.turn_edits import TurnsEdited, checked_label
from coder.project.correction.versions import NO_LABELS, UNMOVED, Carried, put_version
from coder.project.sources.said import file_columns, take_what_it_says
from coder.queries.sources import find_source
from coder.readers.base import ParsedTurn
from coder.readers.turns import label_key

CORRECTION = "correction"

Turns = tuple[ParsedTurn, ...]
Edit = Callable[[str, Turns], TurnsEdited]
"""What is done to a text with its turns."""


@dataclass(frozen=True)
class Corrected:
    """What a correction did."""

    source: str
    version: int
    """The number of the version that is current now."""
    changed: bool
    """False if the text was as it is now."""
    carried: Carried = UNMOVED
    remarks: tuple[str, ...] = ()
    """Translated lines about what was left out or guessed in a file."""


class CorrectionUseCases(ProjectBase):
    """What can be done to a text. ``seen``, where given, is the version (its id) that the person saw: if somebody
    has corrected the text since, ``CoderError`` says so and nothing is done."""

    def correct(self, source: str, path: Path) -> Corrected:
        """Take the text in a file for the corrected text of a source; what its head says counts as on load.

        ``CoderError`` for an unknown source, and for a file that cannot be read.
        """
        with self.store.reading() as session:
            known = find_source(session, source)
            labels = dict.fromkeys(turn.label for turn in current_text(session, known)[1] if turn.label)
        try:
            file = read_corrected(known, path, list(labels), self.transcripts_folder)
        except Refused as refusal:
            raise CoderError(f"{path}: {refusal}") from refusal
        with self.history.step("correct", source=known.name) as step:
            return _take_file(step, find_source(step.session, known.name), file)

    def edit_turn(self, source: str, turn: int, text: str, seen: str = "") -> Corrected:
        """Write anew what is said in a turn (by its number); a line with a colon in it is speech like any other."""
        return self._correct_text(
            "edit_turn", source, lambda old, turns: turn_edits.with_speech(old, turns, turn, text), seen, turn=turn
        )

    def rename_speaker(self, source: str, old: str, new: str, seen: str = "") -> Corrected:
        """Give a speaker of a source another label, in the whole text. What is known of the speaker goes along.

        A label that somebody has makes the two one speaker. ``CoderError`` if nobody has the old one.
        """
        label = checked_label(new)
        with self.store.reading() as session:
            turns = current_text(session, find_source(session, source))[1]
        before = _spelled(turns, old)
        after = next(
            (turn.label for turn in turns if label_key(turn.label) == label_key(label) != label_key(old)), label
        )
        return self._correct_text(
            "rename_speaker",
            source,
            lambda text, turns: turn_edits.with_label(text, turns, before, after),
            seen,
            labels={before: after},
        )

    def split_turn(self, source: str, offset: int, label: str, seen: str = "") -> Corrected:
        """Make two turns of one: from ``offset`` in the text on, somebody else speaks."""
        wanted = checked_label(label)
        with self.store.reading() as session:
            turns = current_text(session, find_source(session, source))[1]
        spelled = next((turn.label for turn in turns if label_key(turn.label) == label_key(wanted)), wanted)
        number = next((turn.number for turn in turns if turn.start <= offset < turn.end), 0)
        return self._correct_text(
            "split_turn",
            source,
            lambda text, turns: turn_edits.split(text, turns, offset, spelled),
            seen,
            turn=number,
        )

    def join_turns(self, source: str, turn: int, seen: str = "") -> Corrected:
        """Make a turn (by its number) and the next one, all of it said by the first one's speaker."""
        return self._correct_text(
            "join_turns", source, lambda text, turns: turn_edits.join(text, turns, turn), seen, turn=turn
        )

    def _correct_text(
        self, kind: str, source: str, edit: Edit, seen: str, labels: Mapping[str, str] = NO_LABELS, **detail: Any
    ) -> Corrected:
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step(kind, source=name, **detail) as step:
            row = find_source(step.session, name)
            if seen and row.source_text_id != seen:
                raise CoderError(
                    _("{source}: somebody has corrected the text meanwhile; look at it and do it again.").format(
                        source=name
                    )
                )
            text, turns = current_text(step.session, row)
            done = edit(text, turns)
            if (done.text, done.turns) == (text, turns):
                return _corrected(step.session, row, UNMOVED, changed=False)
            carried = put_version(step, row, done.text, done.turns, done.alignment, CORRECTION, labels)
            return _corrected(step.session, row, carried)


def _take_file(step: StepWriter, source: Source, file: CorrectedFile) -> Corrected:
    parsed = file.parsed
    text, turns = current_text(step.session, source)
    changed, carried = (text, turns) != (parsed.text, parsed.turns), UNMOVED
    if changed:
        alignment = align(text, parsed.text)
        labels = renamed_labels(turns, parsed.turns, alignment)
        carried = put_version(step, source, parsed.text, parsed.turns, alignment, CORRECTION, labels)
    if file.own:
        step.update(source, format=parsed.format, encoding=parsed.encoding)
        take_what_it_says(step, source, parsed)
    elif file.says:
        # Whether the source's own file changes is told by what that said, not this one.
        of_its_own = {name: getattr(source, name) for name in file_columns(parsed)}
        take_what_it_says(step, source, parsed)
        step.update(source, **of_its_own)
    return _corrected(step.session, source, carried, parsed.remarks, changed)


def _corrected(
    session: Session, source: Source, carried: Carried, remarks: tuple[str, ...] = (), changed: bool = True
) -> Corrected:
    number = session.exec(select(SourceText.version).where(SourceText.id == source.source_text_id)).one()
    return Corrected(source.name, number, changed, carried, remarks)


def _spelled(turns: Turns, label: str) -> str:
    """A label as the turns have it. ``CoderError`` names the labels there are."""
    labels = list(dict.fromkeys(turn.label for turn in turns))
    found = [known for known in labels if known == label] or [k for k in labels if label_key(k) == label_key(label)]
    if found:
        return found[0]
    raise CoderError(
        _("{label}: nobody here has this label; there are: {labels}.").format(
            label=label or '""', labels=", ".join(known for known in labels if known) or "–"
        )
    )
