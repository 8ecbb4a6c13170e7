"""Beside codes: candidates for new codes, unequal codings, actors that no register has; taken or left aside."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.i18n import _
from coder.identity import derived
from coder.language.organisations import base_name, only_a_beginning, organisations
from coder.language.pipeline import load_pipeline
from coder.model import Setting, SourceText
from coder.project.codebook import CodebookUseCases
from coder.project.suggestions.double_coding import closed_to_suggestions
from coder.project.suggestions.suggesting import code_profiles
from coder.project.suggestions.walks import WalkUseCases
from coder.queries.counted import counted_sources
from coder.queries.passages import SaidSentence, coded_passages, said_sentences
from coder.queries.registers import register_entries
from coder.spans import Span, folded
from coder.suggest.identity import lasting_id
from coder.terms import ABOUT_REGISTERS

if TYPE_CHECKING:
    from coder.suggest.inconsistent import Coded

P = TypeVar("P", "CodeProposal", "ActorProposal")

_KEY = "dismissed"
_CODE, _PAIR, _ACTOR = "N", "P", "O"
_AROUND = 60
"""Characters shown around a name."""
_MOST_CONTEXTS = 5


@dataclass(frozen=True)
class CodeProposal:
    """Terms that might be a code."""

    proposal: str
    """Its identifier, ``N-4T8WQ2``."""
    name: str
    keywords: tuple[str, ...]
    interviews: int
    passages: tuple[SaidSentence, ...]
    """Uncoded sentences with these terms."""


@dataclass(frozen=True)
class PairProposal:
    """Two passages that say nearly the same and are coded differently."""

    proposal: str
    similarity: float
    one: "Coded"
    other: "Coded"


@dataclass(frozen=True)
class Context:
    """A name where it was said."""

    source: str
    turn: int
    start: int
    end: int
    before: str
    name: str
    after: str


@dataclass(frozen=True)
class ActorProposal:
    """An organisation that is named and stands in no register."""

    proposal: str
    name: str
    forms: tuple[str, ...]
    """As it is said, the commonest first."""
    mentions: int
    interviews: int
    contexts: tuple[Context, ...]


class ProposalUseCases(WalkUseCases, CodebookUseCases):
    """What the program noticed beside codes; nothing of it is done unless somebody takes it."""

    def code_proposals(self) -> list[CodeProposal]:
        """Candidates for new codes in what no coding touches, the strongest first. Slow: loads spaCy."""
        from coder.suggest.newcodes import Sentence, candidates

        pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
        with self.store.reading() as session:
            said = said_sentences(session, closed_to_suggestions(session))
            profiles = code_profiles(session)
            entries = register_entries(session, *ABOUT_REGISTERS)
            left = _dismissed(session)
        names = [entry.name for entry in entries]
        names += [
            str(name)
            for entry in entries
            for field in ("other_names", "keywords")
            for name in _texts(entry.data, field)
        ]
        known = {word for name in names for word in name.split()}
        rows = {(each.source, each.start): each for each in said}
        given = [Sentence(each.source, each.turn, each.start, each.end, each.text, each.coded) for each in said]
        found = []
        for each in candidates(given, profiles, pipeline, known):
            proposal = lasting_id(_CODE, folded(each.keywords[0]))
            if proposal in left:
                continue
            passages = tuple(rows[sentence.source, sentence.start] for sentence in each.passages)
            found.append(CodeProposal(proposal, each.name, each.keywords, each.interviews, passages))
        return found

    def pair_proposals(self) -> list[PairProposal]:
        """Passages that say nearly the same and are coded differently, the most alike first. Slow: loads spaCy."""
        from coder.suggest.inconsistent import Coded, inconsistent

        pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
        with self.store.reading() as session:
            passages = coded_passages(session, closed_to_suggestions(session))
            left = _dismissed(session)
        given = [Coded(p.quote, p.source, p.start, p.end, p.text, p.coder, p.codes) for p in passages]
        found = []
        for pair in inconsistent(given, pipeline):
            proposal = lasting_id(_PAIR, pair.one.quote, pair.other.quote)
            if proposal not in left:
                found.append(PairProposal(proposal, pair.similarity, pair.one, pair.other))
        return found

    def actor_proposals(self) -> list[ActorProposal]:
        """Organisations that interviewees name and no register has, the most widely named first. Slow: loads spaCy.

        Where a trained pipeline is at work, also those that only it recognises.
        """
        pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
        finder, _known = self._names_finder(pipeline)
        with self.store.reading() as session:
            sources = counted_sources(session)
            texts = {row.id: row.text for row in session.exec(select(SourceText)).all()}
            left = _dismissed(session)
        found: dict[str, list[Context]] = defaultdict(list)
        sure: set[str] = set()
        for source in sources:
            text = texts[source.source_text_id]
            turns = [turn for turn in source.turns if not turn.interviewer and turn.speech]
            spoken = [text[turn.speech.start : turn.speech.end] for turn in turns]
            recognised = zip(turns, spoken, finder.find_all(spoken), pipeline.entities(spoken), strict=True)
            for turn, said, mentions, entities in recognised:
                taken = [Span(mention.start, mention.end) for mention in mentions]
                for span in organisations(said, entities, taken):
                    start, end = turn.speech.start + span.start, turn.speech.start + span.end
                    name = said[span.start : span.end]
                    before = said[max(0, span.start - _AROUND) : span.start]
                    context = Context(
                        source.name, turn.number, start, end, before, name, said[span.end : span.end + _AROUND]
                    )
                    found[folded(base_name(name))].append(context)
                    if not only_a_beginning(said, span):
                        sure.add(folded(base_name(name)))
        wanted = [name for name in found if name in sure and lasting_id(_ACTOR, name) not in left]
        proposed = [_actor(found[name]) for name in wanted]
        return sorted(proposed, key=lambda each: (-each.interviews, -each.mentions, each.name))

    def accept_code_proposal(self, proposal: str, parent: str | None = None, name: str = "") -> str:
        """Make a candidate a code with its terms as keywords, under a theme; returns the code's id."""
        found = self._one_proposed(proposal, self.code_proposals())
        return self.add_code(name.strip() or found.name, parent, keywords=found.keywords)

    def accept_actor_proposal(self, proposal: str, name: str = "", key: str | None = None) -> str:
        """Put an organisation on the register of actors, here and in codebook.yaml; returns its id."""
        found = self._one_proposed(proposal, self.actor_proposals())
        chosen = name.strip() or found.name
        return self.add_actor(chosen, key, [form for form in found.forms if folded(form) != folded(chosen)])

    def dismiss(self, proposals: Sequence[str]) -> int:
        """Never offer these candidates, pairs or organisations again, to anybody; returns how many are new."""
        ids = {_proper(proposal) for proposal in proposals}
        with self.history.step("dismiss", number=len(ids)) as step:
            row = step.session.exec(select(Setting).where(Setting.key == _KEY)).first()
            known = _dismissed(step.session)
            value = {"proposals": sorted(known | ids)}
            if row is not None:
                step.update(row, value=value)
            else:
                step.insert(Setting(id=derived("setting", _KEY), key=_KEY, value=value))
        return len(ids - known)

    def _one_proposed(self, proposal: str, among: Sequence[P]) -> P:
        wanted = _proper(proposal)
        found = next((each for each in among if each.proposal == wanted), None)
        if found is None:
            message = _("{proposal}: nothing with this identifier is proposed now; 'coder proposals' lists what is.")
            raise CoderError(message.format(proposal=proposal))
        return found


def _proper(proposal: str) -> str:
    clean = proposal.strip().upper()
    if clean[:2] not in (f"{_CODE}-", f"{_PAIR}-", f"{_ACTOR}-") or len(clean) != 8:
        raise CoderError(
            _("{proposal}: is no proposal's identifier, such as N-4T8WQ2; 'coder proposals' lists them.").format(
                proposal=proposal
            )
        )
    return clean


def _actor(contexts: Sequence[Context]) -> ActorProposal:
    forms = Counter(base_name(context.name) for context in contexts)
    ordered = tuple(sorted(forms, key=lambda form: (-forms[form], form)))
    interviews = len({context.source for context in contexts})
    identity = lasting_id(_ACTOR, folded(ordered[0]))
    return ActorProposal(identity, ordered[0], ordered, len(contexts), interviews, tuple(contexts[:_MOST_CONTEXTS]))


def _dismissed(session: Session) -> set[str]:
    row = session.exec(select(Setting).where(Setting.key == _KEY)).first()
    return set(row.value.get("proposals", ())) if row is not None else set()


def _texts(data: dict[str, object], field: str) -> Sequence[object]:
    said = data.get(field)
    return said if isinstance(said, list | tuple) else ()
