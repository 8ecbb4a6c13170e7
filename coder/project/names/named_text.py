"""A transcript's text without names: what is replaced in it, its turns and labels, and the version that comes of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sqlmodel import Session, col, select

from coder.alignment import replaced
from coder.history import StepWriter
from coder.model import Source, SourceText, Turn
from coder.personal.base import PERSON, PersonalMention
from coder.project.correction.versions import put_version
from coder.project.names.marks import PSEUDONYMS
from coder.project.names.naming import Hit, Naming
from coder.readers.base import ParsedTurn
from coder.spans import Span


class NamedText:
    """A source's current text with its turns, and what the finders read in it (``mentions``)."""

    def __init__(self, session: Session, source: Source, mentions: Sequence[PersonalMention]) -> None:
        self._mentions = mentions
        version = session.get_one(SourceText, source.source_text_id)
        self.text = version.text
        query = select(Turn).where(Turn.source_text_id == version.id).order_by(col(Turn.number))
        self.turns = session.exec(query).all()

    def hits(self, names: Naming) -> list[tuple[Span, Hit]]:
        """What is to be replaced, each with where it stands: labels and each turn's speech are searched apart."""
        return list(self._hits(names))

    def _hits(self, names: Naming) -> Iterator[tuple[Span, Hit]]:
        for part in segments(len(self.text), self.turns):
            inside = [
                replace(each, start=each.start - part.start, end=each.end - part.start)
                for each in self._mentions
                if part.start <= each.start and each.end <= part.end
            ]
            for hit in names.hits(self.text[part.start : part.end], mentions=inside):
                yield Span(part.start + hit.mention.start, part.start + hit.mention.end), hit

    def put(self, step: StepWriter, source: Source, names: Naming) -> None:
        """Make the text without names the source's current version, if there is anything to replace."""
        hits = self.hits(names)
        labels = self._labels(hits, names)
        edits = [*self._label_edits(labels)]
        edits += [(span, hit.replacement) for span, hit in hits if not any(span.overlaps(edit) for edit, _new in edits)]
        if not edits and all(old == new for old, new in labels.items()):
            return
        text, alignment = replaced(self.text, edits)
        places = _Places(edits)
        turns = [
            ParsedTurn(
                number=turn.number,
                label=labels[turn.label],
                start=places.now(turn.start),
                speech_start=places.now(turn.speech_start),
                end=places.now(turn.end),
                time_ms=turn.time_ms,
            )
            for turn in self.turns
        ]
        put_version(step, source, text, turns, alignment, PSEUDONYMS, labels)

    def _labels(self, hits: Sequence[tuple[Span, Hit]], names: Naming) -> dict[str, str]:
        """What each label becomes. Two names of one person become one label; what is only alike stays apart."""
        labels: dict[str, str] = {}
        for turn in self.turns:
            if turn.label in labels:
                continue
            place = self._place_of_label(turn)
            inside = [(span, hit) for span, hit in hits if place is not None and span.clip(place) == span]
            new = names.replaced(turn.label) if place is None else _within(turn.label, place, inside)
            if any(hit.decision.kind != PERSON for _span, hit in inside):
                new = _apart(new, labels.values())
            labels[turn.label] = new
        return labels

    def _label_edits(self, labels: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
        for turn in self.turns:
            place = self._place_of_label(turn)
            if place is not None and labels[turn.label] != turn.label:
                yield place, labels[turn.label]

    def _place_of_label(self, turn: Turn) -> Span | None:
        start = self.text.find(turn.label, turn.start, turn.speech_start) if turn.label else -1
        return Span(start, start + len(turn.label)) if start >= 0 else None


def _within(label: str, place: Span, hits: Iterable[tuple[Span, Hit]]) -> str:
    """A label with the hits in it replaced; their offsets are the text's."""
    edits = [(Span(span.start - place.start, span.end - place.start), hit.replacement) for span, hit in hits]
    return replaced(label, edits)[0]


def _apart(label: str, taken: Collection[str]) -> str:
    """A label nobody has yet: itself, or with a number."""
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label} {number}"
    return free


class _Places:
    """Where offsets outside of edits are after them."""

    def __init__(self, edits: Sequence[tuple[Span, str]]) -> None:
        self._edits = sorted(edits, key=lambda edit: edit[0])

    def now(self, offset: int) -> int:
        return offset + sum(len(text) - len(span) for span, text in self._edits if span.end <= offset)


def segments(length: int, turns: Sequence[Turn]) -> list[Span]:
    """A text cut at the edges of labels and speech, so that no name reaches over them."""
    edges = {0, length, *(edge for turn in turns for edge in (turn.start, turn.speech_start, turn.end))}
    return [Span(start, end) for start, end in pairwise(sorted(edges))]
