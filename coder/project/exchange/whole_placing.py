"""Where things stand that a file has on a version of a text which the project has corrected since."""

from typing import Any

from sqlmodel import select

from coder.alignment import Alignment, align
from coder.history import StepWriter
from coder.model import SourceText, Turn
from coder.project.correction.carried_suggestions import moved_evidence
from coder.project.exchange.whole_known import Record
from coder.queries.whole.coded import GUIDE_MATCHES, NOTES, VERDICTS
from coder.queries.whole.shape import Kind, Section
from coder.spans import Span


class Placing:
    """Moves new records from versions of the file to the text as it is here, as a correction would."""

    def __init__(self, step: StepWriter) -> None:
        self.step = step
        self.current: dict[str, str] = {}
        """For each version of the file whose source was here before: the text on which the source stands now."""
        self._alignments: dict[str, Alignment] = {}

    def place(self, section: Section, values: Record) -> bool:
        """Put a record where its words are now; False if they are gone."""
        column = "target_id" if section is NOTES else "source_text_id"
        if section is not NOTES and section.field_of(Kind.VERSION) is None:
            return True
        version: str = values[column]
        current = self.current.get(version, version)
        if version == current:
            return True
        if section is GUIDE_MATCHES:
            start = self._turn(version, current, values["start"])
            moved: Record | None = None if start is None else {"start": start}
        else:
            moved = self._span(version, values)
        if moved is None:
            return False
        if section is VERDICTS:
            moved |= self._judged(version, values)
        values |= {column: current, **moved}
        return True

    def _span(self, version: str, values: Record) -> Record | None:
        span = self._alignment(version).place(Span(values["start"], values["end"]))
        return {"start": span.start, "end": span.end} if span else None

    def _judged(self, version: str, values: Record) -> Record:
        """What a verdict says besides of places."""
        alignment = self._alignment(version)
        start, end = values["chosen_start"], values["chosen_end"]
        chosen = alignment.place(Span(start, end)) if start is not None and end is not None else None
        return {
            "chosen_start": chosen.start if chosen else None,
            "chosen_end": chosen.end if chosen else None,
            "evidence": moved_evidence(values["evidence"], alignment),
        }

    def _turn(self, version: str, current: str, start: int) -> int | None:
        """Where the turn begins that holds the first words of the one that began here."""
        columns: Any = (Turn.start, Turn.speech_start, Turn.end)
        before = self.step.session.exec(
            select(*columns).where(Turn.source_text_id == version, Turn.start == start)
        ).first()
        span = self._alignment(version).place(Span(before[1], before[2])) if before and before[1] < before[2] else None
        if span is None:
            return None
        query = select(Turn.start).where(Turn.source_text_id == current, Turn.start <= span.start)
        return max(self.step.session.exec(query.where(Turn.end > span.start)).all(), default=None)

    def _alignment(self, version: str) -> Alignment:
        if version not in self._alignments:
            old, new = (self.step.session.get(SourceText, each) for each in (version, self.current[version]))
            assert old is not None and new is not None
            self._alignments[version] = align(old.text, new.text)
        return self._alignments[version]
