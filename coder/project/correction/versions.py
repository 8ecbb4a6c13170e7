"""Versions of a source's text: a new one, and everything that stood on the old one carried to it.

Codings, verdicts, passage notes and decisions about the guide's questions go where their words are
(``coder.alignment`` says where that is); what cannot be placed stays on the old version until a person settles it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import func
from sqlmodel import col, select

from coder.alignment import Alignment
from coder.history import StepWriter
from coder.identity import derived, sha256
from coder.model import Coding, Decision, GuideMatch, Note, Source, SourceText, Turn, Verdict
from coder.project.coding_rows import absorb
from coder.project.correction.carried_suggestions import carry_suggestions, moved_evidence
from coder.project.correction.speaker_labels import relabel
from coder.project.names.marks import PSEUDONYMS, unmark_if_named
from coder.readers.base import ParsedTurn, Wording
from coder.spans import Span


@dataclass(frozen=True)
class Reworded:
    """A quote that reads otherwise after a correction: it grew, shrank, or a word of it changed."""

    quote: str
    before: str
    after: str


@dataclass(frozen=True)
class Carried:
    """What became of the codings when a text was corrected."""

    moved: int = 0
    """Codings that stand on the new version."""
    changed: tuple[Reworded, ...] = ()
    """Those of them that read otherwise than before."""
    unplaced: tuple[str, ...] = ()
    """Quotes that stay on the old version, since none of their words is there any more."""
    joined: tuple[str, ...] = ()
    """Quotes that became equal to another coding of the same coder, and are one with it now."""
    unplaced_notes: int = 0
    """Notes on passages of which nothing is left; they stay on the old version."""


UNMOVED = Carried()
NO_LABELS: Mapping[str, str] = MappingProxyType({})


def version_id(source_id: str, version: int, wording: Wording) -> str:
    """The identity of a version: of which source, the how manieth, its text and its turns."""
    return derived("text", source_id, version, wording.text_sha256, sha256(wording.shape.encode()))


def append_version(step: StepWriter, source_id: str, version: int, wording: Wording, origin: str = "file") -> str:
    """Write a version and its turns, unless they are there from before an undo; returns the version's id."""
    identity = version_id(source_id, version, wording)
    if not step.holds(SourceText, identity):
        columns = ("id", "source_id", "version", "text", "sha256", "origin")
        row = (identity, source_id, version, wording.text, wording.text_sha256, origin)
        step.append_values(SourceText, columns, [row])
        turns = [(identity, *turn, words) for turn, words in zip(wording.turns, wording.words, strict=True)]
        step.append_values(Turn, ("source_text_id", *ParsedTurn._fields, "words"), turns)
    return identity


def put_version(
    step: StepWriter,
    source: Source,
    text: str,
    turns: Sequence[ParsedTurn],
    alignment: Alignment,
    origin: str,
    labels: Mapping[str, str] | None = NO_LABELS,
) -> Carried:
    """Make a text with its turns the source's current version, and carry to it what stands on the present one.

    ``alignment`` is of the present text and the new one. ``labels`` are speakers' labels that became others:
    what is known of the speakers goes with them; None leaves the speakers to the caller. Versions are numbered on,
    so that a text which was there before is a version of its own.
    """
    old = source.source_text_id
    latest = step.session.exec(select(func.max(SourceText.version)).where(SourceText.source_id == source.id)).one()
    new = append_version(step, source.id, (latest or 0) + 1, Wording(text, tuple(turns)), origin)
    step.update(source, source_text_id=new)
    carrying = _Carrying(step, old, new, turns, alignment)
    carried = carrying.codings()
    carrying.verdicts()
    notes = carrying.notes()
    carrying.guide()
    carrying.decisions()
    carry_suggestions(step, source, old, alignment)
    if labels is not None:
        relabel(step, source, labels)
    if origin != PSEUDONYMS:
        unmark_if_named(step, source, alignment.old, text, turns)
    return replace(carried, unplaced_notes=notes)


class _Carrying:
    """One version's things on their way to the next."""

    def __init__(self, step: StepWriter, old: str, new: str, turns: Sequence[ParsedTurn], alignment: Alignment) -> None:
        self.step = step
        self.old = old
        self.new = new
        self.turns = turns
        self.alignment = alignment

    def codings(self) -> Carried:
        moved, changed, unplaced, joined = 0, [], [], []
        there: dict[tuple[int, int, str, str], Coding] = {}
        order = (col(Coding.start), col(Coding.end), col(Coding.created_at), col(Coding.id))
        query = select(Coding).where(Coding.source_text_id == self.old).order_by(*order)
        for coding in self.step.session.exec(query).all():
            span = Span(coding.start, coding.end)
            placed = self.alignment.placed(span)
            if placed is None or not self._spoken(placed.span):
                unplaced.append(coding.quote_id)
                continue
            place = (placed.span.start, placed.span.end, coding.code_id, coding.coded_by)
            if place in there:
                joined.append(coding.quote_id)
                absorb(self.step, coding, there[place])
                continue
            there[place] = coding
            self.step.update(coding, source_text_id=self.new, start=placed.span.start, end=placed.span.end)
            moved += 1
            if placed.changed:
                before = self.alignment.old[span.start : span.end]
                changed.append(Reworded(coding.quote_id, before, self.alignment.new[coding.start : coding.end]))
        return Carried(moved, tuple(changed), tuple(unplaced), tuple(joined))

    def _spoken(self, span: Span) -> bool:
        """True if somebody speaks there; a speaker's label is nobody's words."""
        return any(turn.speech_start < span.end and span.start < turn.end for turn in self.turns)

    def verdicts(self) -> None:
        """A verdict whose words are gone stays behind: there is nothing to offer again."""
        there: dict[tuple[int, int, str, str], Verdict] = {}
        order = (col(Verdict.verdict), col(Verdict.created_at), col(Verdict.id))
        for row in self.step.session.exec(select(Verdict).where(Verdict.source_text_id == self.old).order_by(*order)):
            span = self.alignment.place(Span(row.start, row.end))
            if span is None:
                continue
            place = (span.start, span.end, row.code_id, row.decided_by)
            if place in there:
                self.step.delete(row)
                continue
            there[place] = row
            chosen = self._chosen(row)
            evidence = moved_evidence(row.evidence, self.alignment)
            self.step.update(
                row,
                source_text_id=self.new,
                start=span.start,
                end=span.end,
                chosen_start=chosen.start if chosen else None,
                chosen_end=chosen.end if chosen else None,
                evidence=evidence,
            )

    def _chosen(self, row: Verdict) -> Span | None:
        if row.chosen_start is None or row.chosen_end is None:
            return None
        return self.alignment.place(Span(row.chosen_start, row.chosen_end))

    def notes(self) -> int:
        """Notes on passages; returns how many cannot be placed."""
        unplaced = 0
        query = select(Note).where(Note.target_kind == "passage", Note.target_id == self.old)
        for note in self.step.session.exec(query).all():
            if note.start is None or note.end is None:
                self.step.update(note, target_id=self.new)
                continue
            span = self.alignment.place(Span(note.start, note.end))
            if span is None:
                unplaced += 1
            else:
                self.step.update(note, target_id=self.new, start=span.start, end=span.end)
        return unplaced

    def decisions(self) -> None:
        """What was decided between coders; about words that are gone, nothing is decided any more."""
        there: set[tuple[int, int, str]] = set()
        query = select(Decision).where(Decision.source_text_id == self.old)
        for row in self.step.session.exec(query.order_by(col(Decision.created_at), col(Decision.id))).all():
            span = self.alignment.place(Span(row.start, row.end))
            if span is None or (span.start, span.end, row.code_id) in there:
                self.step.delete(row)
                continue
            there.add((span.start, span.end, row.code_id))
            self.step.update(row, source_text_id=self.new, start=span.start, end=span.end)

    def guide(self) -> None:
        """What was decided about turns goes to the turns that hold their first words."""
        rows = self.step.session.exec(select(GuideMatch).where(GuideMatch.source_text_id == self.old)).all()
        if not rows:
            return
        query = select(Turn).where(Turn.source_text_id == self.old)
        before = {turn.start: turn for turn in self.step.session.exec(query).all()}
        there: set[tuple[int, str]] = set()
        # A confirmed question outweighs a refuted one where two turns became one.
        for row in sorted(rows, key=lambda row: (row.state, row.created_at, row.id)):
            turn = before.get(row.start)
            start = self._turn_now(turn) if turn else None
            if start is None:
                continue
            if (start, row.register_entry_id) in there:
                self.step.delete(row)
                continue
            there.add((start, row.register_entry_id))
            self.step.update(row, source_text_id=self.new, start=start)

    def _turn_now(self, turn: Turn) -> int | None:
        """Where the turn begins that holds the first words of this one."""
        span = self.alignment.place(Span(turn.speech_start, turn.end))
        if span is None:
            return None
        return next((now.start for now in self.turns if now.start <= span.start < now.end), None)
