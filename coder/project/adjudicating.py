"""Deciding between coders: what they agree on is taken over, what they differ on is decided one by one, with reasons.

What is kept are codings of their own, by the coder ``adjudicated``; the coders' codings stay as they are. Once nothing
is left to decide, the kept codings are the source's coding set (``coder.queries.selection``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import Adjudication, Code, Coder, Coding, Decision, Source
from coder.project.base import ProjectBase, code_by_name, coder_id
from coder.project.coding_rows import Facets, check_passage, insert_coding, remove, write_facets
from coder.queries.disagreements import Disagreements, Stretch, disagreements
from coder.queries.sources import find_source
from coder.queries.transcript import CodingView
from coder.spans import Span, folded
from coder.terms import ADJUDICATED

BOTH, NEITHER = "both", "neither"


@dataclass(frozen=True)
class Begun:
    """What came of taking over what coders agree on."""

    source: str
    taken: int
    """Adjudicated codings that were made."""
    left: int
    """Disagreements that wait for a decision."""


class AdjudicationUseCases(ProjectBase):
    """One coding set from several coders' codings of a source."""

    def begin_adjudication(self, source: str, coders: Sequence[str] = ()) -> Begun:
        """Take over what the coders of a source agree on; again, what they have come to agree on since.

        ``CoderError`` where fewer than two have coded it.
        """
        with self.store.reading() as session:
            name = disagreements(session, source, coders).source
        with self.history.step("begin_adjudication", source=name) as step:
            taken, left = _Adjudicating(step, name, coders, self.coder).settle()
        return Begun(name, taken, left)

    def decide(
        self,
        source: str,
        disagreement: str,
        keep: str = "",
        code: str = "",
        span: tuple[int, int] | None = None,
        why: str = "",
        coders: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Decide a disagreement (its identifier), or decide it anew; returns the quotes that are kept.

        ``keep`` is a coder's name, ``both`` (what overlaps becomes one coding) or ``neither``. ``code`` keeps it with
        another code, ``span`` on another passage. What the coders agree on is taken over where it was not before.
        ``CoderError`` for what is not known.
        """
        with self.store.reading() as session:
            found = disagreements(session, source, coders)
            stretch = _stretch(found, disagreement)
            key = code_by_name(session, code, applicable=True).key if code else ""
        with self.history.step("decide", source=found.source, code=stretch.code) as step:
            deciding = _Adjudicating(step, found.source, coders, self.coder)
            kept = deciding.decide(_stretch(deciding.found, disagreement), _Choice(keep, key, span, why))
            deciding.settle()
        return kept

    def decide_rest(self, source: str, keep: str, kind: str = "", why: str = "", coders: Sequence[str] = ()) -> int:
        """Decide all that is left (of one kind, ``ends`` or ``missing``) alike, in one step; how many that were."""
        with self.store.reading() as session:
            found = disagreements(session, source, coders)
        number = sum(_is_of(stretch, kind) for stretch in found.rows)
        with self.history.step("decide_rest", source=found.source, number=number) as step:
            deciding = _Adjudicating(step, found.source, coders, self.coder)
            for stretch in deciding.found.rows:
                if _is_of(stretch, kind):
                    deciding.decide(stretch, _Choice(keep, "", None, why))
            deciding.settle()
        return number

    def reopen_decision(self, source: str, disagreement: str) -> None:
        """Take a decision back, with the codings that came of it. ``CoderError`` where nothing was decided."""
        with self.store.reading() as session:
            found = disagreements(session, source)
            stretch = _stretch(found, disagreement)
            _made(stretch)
        with self.history.step("reopen_decision", source=found.source, code=stretch.code) as step:
            deciding = _Adjudicating(step, found.source, (), self.coder)
            deciding.reopen(stretch)
            deciding.settle(reopened=True)

    def explain_decision(self, source: str, disagreement: str, why: str) -> None:
        """Give another reason for a decision. ``CoderError`` where nothing was decided."""
        with self.store.reading() as session:
            found = disagreements(session, source)
            made = _made(_stretch(found, disagreement))
        with self.history.step("explain_decision", source=found.source) as step:
            decision = step.session.get(Decision, made)
            assert decision is not None
            step.update(decision, why=why.strip())

    def drop_adjudication(self, source: str) -> int:
        """Take away all that was decided in a source, and the adjudicated codings; returns how many those were."""
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step("drop_adjudication", source=name) as step:
            row = find_source(step.session, name)
            me = coder_id(step, ADJUDICATED)
            codings = step.session.exec(select(Coding).where(Coding.source_id == row.id, Coding.coded_by == me)).all()
            for coding in codings:
                remove(step, coding)
            for decision in step.session.exec(select(Decision).where(Decision.source_id == row.id)).all():
                step.delete(decision)
            begun = _begun(step.session, row)
            if begun is not None:
                step.delete(begun)
            return len(codings)


@dataclass(frozen=True)
class _Choice:
    keep: str
    code: str
    span: tuple[int, int] | None
    why: str


def _is_of(stretch: Stretch, kind: str) -> bool:
    return stretch.left and kind in ("", stretch.kind)


def _stretch(found: Disagreements, identifier: str) -> Stretch:
    wanted = "D-" + identifier.strip().upper().removeprefix("D-")
    for stretch in found.rows:
        if stretch.id == wanted:
            return stretch
    message = _("{source} has no disagreement {disagreement}; 'coder adjudicate {source}' lists them.")
    raise CoderError(message.format(source=found.source, disagreement=identifier))


def _made(stretch: Stretch) -> str:
    """The decision (its id). ``CoderError`` where there is none."""
    if stretch.decision is None:
        raise CoderError(_("{disagreement}: nothing has been decided about it.").format(disagreement=stretch.id))
    return stretch.decision.id


class _Adjudicating:
    """One source inside a step: what its coders coded, and what is kept of it so far."""

    def __init__(self, step: StepWriter, source: str, coders: Sequence[str], coder: str) -> None:
        self.step = step
        self.found = disagreements(step.session, source, coders)
        self._coders = tuple(coders)
        self._source = find_source(step.session, source)
        self._me = coder_id(step, ADJUDICATED)
        self._by = coder_id(step, coder)
        self._codes = {row.key: row for row in step.session.exec(select(Code)).all()}
        query = select(Coding).where(Coding.source_text_id == self._source.source_text_id)
        codings = step.session.exec(query).all()
        self._prompted = {row.id: row.prompted for row in codings}
        self._kept = {_place(row): row for row in codings if row.coded_by == self._me}
        """The adjudicated codings, by their places and codes."""
        on_text = select(Decision).where(Decision.source_text_id == self._source.source_text_id)
        self._decisions = {row.id: row for row in step.session.exec(on_text).all()}

    def decide(self, stretch: Stretch, choice: _Choice) -> tuple[str, ...]:
        """Keep what the choice says; the quotes."""
        code = choice.code or stretch.code
        passages = _base(self.found, stretch, choice)
        if choice.span is not None:
            check_passage(self.step.session, self._source, *choice.span)
            passages = [(Span(*choice.span), tuple(each for _span, made in passages for each in made))]
        self.reopen(stretch)
        kept = [self._keep(code, span, made)[0] for span, made in passages]
        chosen = next((name for name in self.found.coders if folded(name) == folded(choice.keep)), None)
        other = code != stretch.code or choice.span is not None
        verdict = "other" if other else "coder" if chosen else choice.keep
        decision = self.step.insert(
            Decision(
                id=fresh(),
                source_id=self._source.id,
                source_text_id=self._source.source_text_id,
                start=stretch.span.start,
                end=stretch.span.end,
                code_id=self._codes[stretch.code].id,
                verdict=verdict,
                chosen=coder_id(self.step, chosen) if chosen and verdict == "coder" else None,
                codings=[coding.id for coding in kept],
                decided_by=self._by,
                why=choice.why.strip(),
                created_at=now("microseconds"),
            )
        )
        self._decisions[decision.id] = decision
        return tuple(coding.quote_id for coding in kept)

    def reopen(self, stretch: Stretch) -> None:
        """Take away the decision on a stretch with what was kept, and adjudicated codings of its code from before."""
        decision = self._decisions.pop(stretch.decision.id, None) if stretch.decision else None
        made = set(decision.codings) if decision is not None else set()
        # Another decision may have put this code on a passage here.
        elsewhere = {each for row in self._decisions.values() for each in row.codings}
        code = self._codes[stretch.code].id
        for place, coding in list(self._kept.items()):
            here = coding.code_id == code and stretch.span.overlaps(Span(coding.start, coding.end))
            if (coding.id in made or here) and coding.id not in elsewhere:
                remove(self.step, coding)
                del self._kept[place]
        if decision is not None:
            self.step.delete(decision)

    def settle(self, reopened: bool = False) -> tuple[int, int]:
        """Take over what the coders agree on, and let what was decided count where nothing is left.

        What counted goes on counting when coders change their codings later, until a decision is taken back. Returns
        how many codings were taken over, and how many disagreements are left.
        """
        begun = self._begun()
        self.found = disagreements(self.step.session, self._source.name, self._coders)
        taken = 0
        for stretch in self.found.agreed:
            if stretch.decision is None:
                for same in zip(*stretch.sides, strict=True):
                    taken += self._keep(stretch.code, Span(same[0].start, same[0].end), same)[1]
        self.step.update(begun, complete=self.found.left == 0 or (begun.complete and not reopened))
        return taken, self.found.left

    def _begun(self) -> Adjudication:
        """The row that says between whom it is decided, made if there is none."""
        there = _begun(self.step.session, self._source)
        if there is not None:
            return there
        ids = self.step.session.exec(select(Coder.id).where(col(Coder.name).in_(self.found.coders))).all()
        return self.step.insert(
            Adjudication(
                id=fresh(),
                source_id=self._source.id,
                coders=sorted(ids),
                begun_by=self._by,
                created_at=now("microseconds"),
            )
        )

    def _keep(self, code: str, span: Span, made: Sequence[CodingView]) -> tuple[Coding, bool]:
        """An adjudicated coding from coders' codings, and whether it is new.

        It says of whom it is about all that they say; voice and mode as the first of them who says any. It began as a
        suggestion where one of theirs did.
        """
        row = self._codes[code]
        there = self._kept.get((span.start, span.end, row.id))
        if there is not None:
            return there, False
        prompted = [self._prompted[each.id] for each in made]
        hand = next((each for each in ("suggestion", "sight") if each in prompted), "")
        new = insert_coding(self.step, self._source, span.start, span.end, row, self._me, hand)
        about = tuple(dict.fromkeys(key for each in made for key in each.about))
        voice = next((each.voice for each in made if each.voice), None)
        mode = next((each.mode for each in made if each.mode), None)
        if about or voice or mode:
            write_facets(self.step, new, Facets(about, voice, mode))
        self.step.update(new, starred=any(each.starred for each in made))
        self._kept[_place(new)] = new
        return new, True


def _place(coding: Coding) -> tuple[int, int, str]:
    return coding.start, coding.end, coding.code_id


def _begun(session: Session, source: Source) -> Adjudication | None:
    return session.exec(select(Adjudication).where(Adjudication.source_id == source.id)).first()


_Passages = list[tuple[Span, tuple[CodingView, ...]]]
"""Passages, each with the coders' codings that it comes from."""


def _base(found: Disagreements, stretch: Stretch, choice: _Choice) -> _Passages:
    """What a choice keeps, before another code or passage is put in its place."""
    keep = choice.keep or (BOTH if choice.code or choice.span else "")
    if keep == NEITHER and not choice.code and choice.span is None:
        return []
    if keep == BOTH:
        return _union([each for side in stretch.sides for each in side])
    for name, side in zip(found.coders, stretch.sides, strict=True):
        if folded(name) == folded(keep):
            return [(Span(each.start, each.end), (each,)) for each in side]
    message = _("{keep}: say whose codings are kept, one of {names}; or another code or passage.")
    raise CoderError(message.format(keep=keep or "–", names=", ".join((*found.coders, BOTH, NEITHER))))


def _union(codings: list[CodingView]) -> _Passages:
    """Codings that reach into each other as one."""
    passages: _Passages = []
    for each in sorted(codings, key=lambda coding: (coding.start, coding.end)):
        if passages and each.start < passages[-1][0].end:
            span, made = passages[-1]
            passages[-1] = (Span(span.start, max(span.end, each.end)), (*made, each))
        else:
            passages.append((Span(each.start, each.end), (each,)))
    return passages
