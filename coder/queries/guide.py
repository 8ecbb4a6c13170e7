"""The interview guide: which question was asked where, and what was answered.

From an interviewer's turn that asks questions of the guide, all that is said belongs to the answer to these questions,
until the next interviewer's turn that asks others. Turns that ask none are follow-ups and belong to the answer, and
what is said before the first question asked belongs to none. A turn asks a question if a person has confirmed it, or
if the program proposes it and nobody has refuted it; what is only proposed is told apart wherever it is shown.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from sqlmodel import Session, select

from coder.i18n import _
from coder.model import Coder, GuideMatch, RegisterEntry, SourceText
from coder.queries.counted import CountedSource, CountedTurn, counted_sources
from coder.spans import word_count

GUIDE = "guide"
"""The guide's register."""
CONFIRMED = "confirmed"
REFUTED = "refuted"
PROPOSED = "proposed"
ASKED = "asked"
NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Question:
    """A question of the guide."""

    id: str
    key: str
    text: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """What a person decided about a turn and a question."""

    source_text_id: str
    start: int
    """Where the turn begins."""
    question: str
    """The question's key."""
    state: str
    coder: str


@dataclass(frozen=True)
class Match:
    """A turn that asks a question: confirmed by a person, or only proposed."""

    source: str
    source_text_id: str
    turn: int
    start: int
    """Where the turn begins."""
    question: str
    """The question's key."""
    state: str
    """``confirmed`` or ``proposed``."""
    score: float | None = None
    """0 to 1; None where the program does not propose it."""
    reason: str = ""
    """Why it is proposed, in the interface's language."""


@dataclass(frozen=True)
class Guide:
    """The guide with the turns that ask its questions, in order of source, turn, question."""

    questions: tuple[Question, ...]
    matches: tuple[Match, ...]

    @property
    def proposed(self) -> int:
        """How many matches nobody has confirmed."""
        return sum(match.state == PROPOSED for match in self.matches)

    @property
    def matched(self) -> tuple[int, int]:
        """How many matches there are, and how many nobody has confirmed: what captions say of figures by the guide."""
        return len(self.matches), self.proposed

    def confirmed_only(self) -> "Guide":
        """The guide without what is only proposed."""
        return replace(self, matches=tuple(match for match in self.matches if match.state == CONFIRMED))

    def of_question(self, key: str) -> "Guide":
        """The guide with the matches of one question only."""
        return replace(self, matches=tuple(match for match in self.matches if match.question == key))

    def asked_at(self, source_text_id: str, offset: int) -> tuple[str, ...]:
        """The questions in whose answer a character of a version lies; () before the first question."""
        turns = self._turns.get(source_text_id, ())
        place = bisect_right(turns, offset, key=lambda turn: turn[0]) - 1
        return turns[place][1] if place >= 0 else ()

    @cached_property
    def _turns(self) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
        """By version, the beginnings of turns that ask something, with what they ask."""
        found: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for (text_id, start), matches in groupby(self.matches, key=lambda match: (match.source_text_id, match.start)):
            found[text_id].append((start, tuple(match.question for match in matches)))
        return found


@dataclass(frozen=True)
class AnswerTurn:
    """An interviewee's turn in an answer."""

    turn: int
    speaker: str
    case: str
    start: int
    end: int
    text: str
    """The speech, without the label."""


@dataclass(frozen=True)
class Answer:
    """What followed when a question was asked in an interview."""

    source: str
    state: str
    """``confirmed`` if any turn that asks it is, else ``proposed``."""
    asked: tuple[int, ...]
    """The numbers of the turns that ask it."""
    turns: tuple[AnswerTurn, ...]

    @property
    def words(self) -> int:
        return sum(word_count(turn.text) for turn in self.turns)


@dataclass(frozen=True)
class Coverage:
    """A question, and the interviews (sources) by what is known of their asking it."""

    question: Question
    asked: tuple[str, ...]
    proposed: tuple[str, ...]
    not_asked: tuple[str, ...]
    words: int
    """Of all answers, those to turns that are only proposed too."""

    def state_in(self, source: str) -> str:
        """``asked``, ``proposed`` or ``not asked``."""
        return ASKED if source in self.asked else PROPOSED if source in self.proposed else NOT_ASKED


def no_guide() -> str:
    """What to do where the codebook has no guide, in one line."""
    return _(
        "The codebook has no interview guide; write it into codebook.yaml: a line 'guide:', then a line "
        "'  - {id: f1, text: What do you do?}' for each question."
    )


def guide_questions(session: Session) -> tuple[Question, ...]:
    """The guide's questions in the codebook's order; those that are gone from it are left out."""
    rows = session.exec(select(RegisterEntry).where(RegisterEntry.kind == GUIDE)).all()
    return tuple(
        Question(row.id, row.key, row.name, tuple(map(str, row.data.get("keywords") or ())))
        for row in sorted(rows, key=lambda row: (row.position, row.key))
        if not row.retired
    )


def decisions(session: Session) -> tuple[Decision, ...]:
    """What people decided about the current versions of texts."""
    keys = {question.id: question.key for question in guide_questions(session)}
    coders = {row.id: row.name for row in session.exec(select(Coder)).all()}
    return tuple(
        Decision(row.source_text_id, row.start, keys[row.register_entry_id], row.state, coders[row.decided_by])
        for row in session.exec(select(GuideMatch)).all()
        if row.register_entry_id in keys
    )


def confirmed_guide(session: Session) -> Guide:
    """The guide with what people have confirmed; proposals are computed by ``Project.guide``."""
    return guide_of(guide_questions(session), counted_sources(session), decisions(session), ())


def guide_of(
    questions: Sequence[Question],
    sources: Iterable[CountedSource],
    decided: Iterable[Decision],
    proposals: Iterable[Match],
) -> Guide:
    """The guide from what is proposed and what was decided, which wins."""
    found = {(match.source_text_id, match.start, match.question): match for match in proposals}
    turns = {(source.source_text_id, turn.start): (source, turn) for source in sources for turn in source.turns}
    for decision in decided:
        key = (decision.source_text_id, decision.start, decision.question)
        proposal = found.pop(key, None)
        if decision.state == CONFIRMED and key[:2] in turns:
            source, turn = turns[key[:2]]
            by_hand = Match(source.name, source.source_text_id, turn.number, turn.start, decision.question, CONFIRMED)
            found[key] = replace(proposal or by_hand, state=CONFIRMED)
    order = {question.key: place for place, question in enumerate(questions)}
    matches = sorted(found.values(), key=lambda match: (match.source, match.start, order[match.question]))
    return Guide(tuple(questions), tuple(matches))


def answers(session: Session, guide: Guide, question: str) -> tuple[Answer, ...]:
    """The answers to a question (its key), in order of interview and place."""
    return _answers(session, counted_sources(session), guide, question)


def _answers(session: Session, sources: Iterable[CountedSource], guide: Guide, question: str) -> tuple[Answer, ...]:
    found = []
    for source in sources:
        own = [match for match in guide.matches if match.source == source.name and match.question == question]
        if own:
            row = session.get(SourceText, source.source_text_id)
            assert row is not None
            found += _answers_in(source, row.text, guide, own)
    return tuple(found)


def _answers_in(source: CountedSource, text: str, guide: Guide, asked: Sequence[Match]) -> list[Answer]:
    """An interview's answers: runs of turns to which the question applies."""
    question = asked[0].question
    states = {match.start: match.state for match in asked}
    found = []
    for applies, run in groupby(
        source.turns, key=lambda turn: question in guide.asked_at(source.source_text_id, turn.start)
    ):
        if not applies:
            continue
        turns = list(run)
        asking = [turn for turn in turns if turn.start in states]
        state = CONFIRMED if any(states[turn.start] == CONFIRMED for turn in asking) else PROPOSED
        spoken = tuple(_spoken(turn, text) for turn in turns if not turn.interviewer)
        found.append(Answer(source.name, state, tuple(turn.number for turn in asking), spoken))
    return found


def _spoken(turn: CountedTurn, text: str) -> AnswerTurn:
    start, end = turn.speech.start, turn.speech.end
    return AnswerTurn(turn.number, turn.label, turn.case or "", start, end, text[start:end])


def coverage(session: Session, guide: Guide) -> tuple[Coverage, ...]:
    """For each question, where it was asked, is only proposed to have been, and was not."""
    sources = counted_sources(session)
    names = [source.name for source in sources]
    found = []
    for question in guide.questions:
        states = dict.fromkeys(names, NOT_ASKED)
        for match in guide.matches:
            if match.question == question.key and states[match.source] != ASKED:
                states[match.source] = ASKED if match.state == CONFIRMED else PROPOSED
        by_state = {state: tuple(n for n in names if states[n] == state) for state in (ASKED, PROPOSED, NOT_ASKED)}
        words = sum(answer.words for answer in _answers(session, sources, guide, question.key))
        found.append(Coverage(question, by_state[ASKED], by_state[PROPOSED], by_state[NOT_ASKED], words))
    return tuple(found)
