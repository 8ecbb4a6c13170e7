"""The current versions of all texts, kept between questions: a version never changes, so it is read once."""

from bisect import bisect_right
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from coder.language.finding import WordForms
from coder.model import Source, SourceText, Turn
from coder.spans import Span


@dataclass
class KeptText:
    """One version with where its turns begin and, once somebody has asked, its words by their forms."""

    text: str
    starts: tuple[int, ...]
    turns: tuple[tuple[int, str, int, int], ...]
    """Number, label, and where the speech begins and ends."""
    forms: WordForms | None = field(default=None, repr=False)

    def turn_of(self, span: Span) -> tuple[int, str] | None:
        """Number and label of the first turn whose speech a passage reaches into; None for a label or a gap."""
        for number, label, start, end in self.turns[max(bisect_right(self.starts, span.start) - 1, 0) :]:
            if start >= span.end:
                break
            if span.start < end:
                return number, label
        return None

    def with_forms(self) -> WordForms:
        """The words by their forms: about a second for 200,000 words that are new to the process."""
        if self.forms is None:
            self.forms = WordForms(self.text)
        return self.forms


class Texts:
    """What has been read, by version."""

    def __init__(self) -> None:
        self._kept: dict[str, KeptText] = {}

    def current(self, session: Session) -> dict[str, KeptText]:
        """Every source's current text, by the source's name in order; other versions are let go."""
        sources = sorted(session.exec(select(Source.name, Source.source_text_id)).all())
        kept = {text_id: self._kept.get(text_id) or _read(session, text_id) for _name, text_id in sources}
        self._kept = kept
        return {name: kept[text_id] for name, text_id in sources}


def _read(session: Session, source_text_id: str) -> KeptText:
    row = session.get(SourceText, source_text_id)
    assert row is not None
    columns = (Turn.start, Turn.number, Turn.label, Turn.speech_start, Turn.end)
    rows = session.exec(
        select(*columns).where(Turn.source_text_id == source_text_id).order_by(col(Turn.number))  # type: ignore[call-overload]
    ).all()
    return KeptText(row.text, tuple(start for start, *_rest in rows), tuple(tuple(rest) for _start, *rest in rows))
