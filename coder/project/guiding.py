"""The interview guide: what the program proposes was asked, and what a person makes of it."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import GuideMatch, SourceText
from coder.project.base import ProjectBase, coder_id
from coder.queries import going
from coder.queries.counted import CountedSource, CountedTurn, counted_sources
from coder.queries.guide import (
    CONFIRMED,
    PROPOSED,
    REFUTED,
    Guide,
    Match,
    Question,
    decisions,
    guide_of,
    guide_questions,
    no_guide,
)
from coder.queries.sources import find_source
from coder.spans import folded
from coder.suggest.guide import AskedTurn, GuideMatcher, GuideQuestion, Proposal, reason_in_words

_Known = tuple[tuple[Question, ...], tuple[int, ...]]
"""What proposals for a version depend on besides its text: the guide, and which turns are the interviewer's."""


class GuideUseCases(ProjectBase):
    """Matching interviewers' turns to the guide's questions; only people confirm a match."""

    _proposed: dict[str, tuple[_Known, tuple[Proposal, ...]]] | None = None
    """What was computed, by version: texts never change, and the same guide proposes the same."""

    def guide(self, sources: Sequence[str] = ()) -> Guide:
        """The guide with the turns that ask its questions, in some sources (all by default).

        The first time in a process it takes a second or two. ``CoderError`` for an unknown source.
        """
        with self.store.reading() as session:
            names = {find_source(session, name).name for name in sources}
            questions = guide_questions(session)
            counted = counted_sources(session, names)
            proposals: list[Match] = []
            for done, source in enumerate(counted):
                going.tell(done, len(counted))
                proposals += self._matches(session, source, questions)
            return guide_of(questions, counted, decisions(session), proposals)

    def open_guide_proposals(
        self, sources: Sequence[str] = (), question: str | None = None, least: float = 0.0
    ) -> list[Match]:
        """What nobody has confirmed or refuted, in order of source and turn: of a question, from a score on."""
        key = self.guide_question(question).key if question else None
        return [
            match
            for match in self.guide(sources).matches
            if match.state == PROPOSED and (key is None or match.question == key) and (match.score or 0.0) >= least
        ]

    def guide_question(self, name: str) -> Question:
        """A question by its id, or by a unique beginning of id or text. ``CoderError`` names the candidates."""
        return self.ask(_question, name)

    def confirm_guide(self, source: str, turn: int, question: str) -> None:
        """Say that an interviewer's turn (its number) asks a question, whether it was proposed or not."""
        self._decide(source, turn, question, CONFIRMED)

    def refute_guide(self, source: str, turn: int, question: str) -> None:
        """Say that a turn does not ask a question."""
        self._decide(source, turn, question, REFUTED)

    def reopen_guide(self, source: str, turn: int, question: str) -> None:
        """Take away what was decided about a turn and a question; what is proposed is only proposed again."""
        self._decide(source, turn, question, None)

    def confirm_guide_above(self, least: float, sources: Sequence[str] = (), question: str | None = None) -> int:
        """Confirm all that is proposed from a score on, as one step; returns how many there were."""
        wanted = self.open_guide_proposals(sources, question, least)
        with self.history.step("confirm_guides", count=len(wanted)) as step:
            ids = {found.key: found.id for found in guide_questions(step.session)}
            source_ids = {source.source_text_id: source.id for source in counted_sources(step.session)}
            me = coder_id(step, self.coder) if wanted else ""
            known = {(row.source_text_id, row.start, row.register_entry_id) for row in _rows(step.session)}
            rows = [
                GuideMatch(
                    id=fresh(),
                    source_id=source_ids[match.source_text_id],
                    source_text_id=match.source_text_id,
                    start=match.start,
                    register_entry_id=ids[match.question],
                    state=CONFIRMED,
                    decided_by=me,
                    created_at=now(),
                )
                for match in wanted
                if match.source_text_id in source_ids
                and match.question in ids
                and (match.source_text_id, match.start, ids[match.question]) not in known
            ]
            step.insert_many(rows)
        return len(rows)

    def _decide(self, source: str, turn: int, question: str, state: str | None) -> None:
        with self.store.reading() as session:
            name = find_source(session, source).name
            key = _question(session, question).key
        kinds = {CONFIRMED: "confirm_guide", REFUTED: "refute_guide", None: "reopen_guide"}
        with self.history.step(kinds[state], source=name, turn=turn, question=key) as step:
            found = counted_sources(step.session, [name])[0]
            asking = _interviewers_turn(found, turn)
            _write(step, found, asking, _question(step.session, key), state, self.coder)

    def _matches(self, session: Session, source: CountedSource, questions: tuple[Question, ...]) -> Iterable[Match]:
        turns = {turn.number: turn for turn in source.turns if turn.interviewer}
        for proposal in self._proposals(session, source, questions, tuple(turns)):
            yield Match(
                source=source.name,
                source_text_id=source.source_text_id,
                turn=proposal.turn,
                start=turns[proposal.turn].start,
                question=proposal.question,
                state=PROPOSED,
                score=proposal.score,
                reason=reason_in_words(proposal),
            )

    def _proposals(
        self, session: Session, source: CountedSource, questions: tuple[Question, ...], numbers: tuple[int, ...]
    ) -> tuple[Proposal, ...]:
        if not questions or not numbers:
            return ()
        kept = self._proposed = {} if self._proposed is None else self._proposed
        known = kept.get(source.source_text_id)
        if known is None or known[0] != (questions, numbers):
            row = session.get(SourceText, source.source_text_id)
            assert row is not None
            wanted = [GuideQuestion(question.key, question.text, question.keywords) for question in questions]
            asked = [
                AskedTurn(turn.number, row.text[turn.speech.start : turn.speech.end])
                for turn in source.turns
                if turn.interviewer
            ]
            known = ((questions, numbers), tuple(GuideMatcher(wanted).proposals(asked)))
            kept[source.source_text_id] = known
        return known[1]


def _question(session: Session, name: str) -> Question:
    questions = guide_questions(session)
    if not questions:
        raise CoderError(no_guide())
    wanted = folded(name)
    found = [each for each in questions if wanted in (folded(each.key), folded(each.text))]
    if wanted and not found:
        found = [each for each in questions if any(folded(said).startswith(wanted) for said in (each.key, each.text))]
    if len(found) == 1:
        return found[0]
    keys = ", ".join(each.key for each in found or questions)
    if found:
        raise CoderError(_("{name}: several questions of the guide begin so: {keys}.").format(name=name, keys=keys))
    raise CoderError(_("{name}: the guide has no such question; there are: {keys}.").format(name=name, keys=keys))


def _interviewers_turn(source: CountedSource, number: int) -> CountedTurn:
    turn = next((turn for turn in source.turns if turn.number == number), None)
    if turn is None:
        told = _("{source}: there is no turn {turn}; it has turns 1 to {last}.")
        raise CoderError(told.format(source=source.name, turn=number, last=len(source.turns)))
    if not turn.interviewer:
        told = _("{source}: turn {turn} is {speaker}'s, not an interviewer's, so it asks nothing of the guide.")
        raise CoderError(told.format(source=source.name, turn=number, speaker=turn.label or "–"))
    return turn


def _rows(session: Session) -> Sequence[GuideMatch]:
    return session.exec(select(GuideMatch)).all()


def _write(
    step: StepWriter, source: CountedSource, turn: CountedTurn, question: Question, state: str | None, coder: str
) -> None:
    """Keep what was decided; people may change their minds, and each other's."""
    place = (source.source_text_id, turn.start, question.id)
    row = next(
        (row for row in _rows(step.session) if (row.source_text_id, row.start, row.register_entry_id) == place), None
    )
    if state is None:
        if row is not None:
            step.delete(row)
    elif row is None:
        step.insert(
            GuideMatch(
                id=fresh(),
                source_id=source.id,
                source_text_id=source.source_text_id,
                start=turn.start,
                register_entry_id=question.id,
                state=state,
                decided_by=coder_id(step, coder),
                created_at=now(),
            )
        )
    elif row.state != state:
        step.update(row, state=state, decided_by=coder_id(step, coder))
