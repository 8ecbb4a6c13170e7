"""What white spots are made from: who was interviewed where and asked what, what is said, and what people decided."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, select

from coder.model import Coder, RegisterEntry, SourceText, WhiteSpot
from coder.queries.codes import code_tree
from coder.queries.counted import CountedCoding, CountedSource, CountedTurn, count
from coder.queries.guide import Guide, Question
from coder.queries.model_questions import codes_shown_as, model_questions, with_those_under
from coder.queries.registers import Entry, register_entries
from coder.queries.selection import DEFAULT, Scope, Selection
from coder.spans import folded

SHOWN_AS = "whitespots"
"""How a question of the model is shown whose codes say that something is missing."""
PLACE, ACTOR = "place", "actor"
STATES = ("not_asked", "nothing_said", "missing", "contested", "exists")
NOT_ASKED, NOTHING_SAID, MISSING, CONTESTED, EXISTS = STATES
_OF_WHAT_IS_DONE = ("constellations", "projects", "roles")
"""Questions shown so are about what is done: their codes tell of support that is there."""


@dataclass(frozen=True)
class Said:
    """A counted coding about target groups: what it says of them, and of which places or actors."""

    quote: str
    cases: tuple[str, ...]
    groups: tuple[str, ...]
    across: tuple[str, ...]
    """Keys of places or actors that it is about; with voice *self* and none named, the speakers' own."""
    says: str
    """``missing``, ``exists``, or "" for neither."""


@dataclass(frozen=True)
class Heard:
    """Somebody who was interviewed at a place or for an actor, and the groups that were asked about there."""

    across: str
    case: str
    groups: frozenset[str]


@dataclass(frozen=True)
class Decided:
    """What a person settled of a cell."""

    group: str
    across: str
    state: str
    why: str
    decided_by: str


@dataclass(frozen=True)
class Material:
    """All that white spots are derived from."""

    groups: tuple[Entry, ...]
    across: tuple[Entry, ...]
    """The places, or the actors."""
    said: tuple[Said, ...]
    heard: tuple[Heard, ...]
    decided: tuple[Decided, ...]
    questions: tuple[str, ...]
    """The questions of the guide (their keys) that ask about white spots."""
    proposed: int
    """How many of the turns that ask them nobody has confirmed."""
    scope: Scope


def material(session: Session, guide: Guide, across: str = PLACE, selection: Selection = DEFAULT) -> Material:
    """What is known for white spots across places or actors. ``guide`` says what was asked (``Project.guide``)."""
    groups = _entries(session, "group")
    counted = count(session, selection)
    missing, existing = codes_shown_as(session, SHOWN_AS), _existing(session)
    asking = asking_questions(session, guide)
    return Material(
        groups=groups,
        across=_entries(session, across),
        said=tuple(_said(coding, across, missing, existing) for coding in counted.codings if _groups(coding)),
        heard=tuple(_heard(session, counted.sources, guide, asking, groups, across)),
        decided=decided(session),
        questions=asking,
        proposed=sum(guide.of_question(key).proposed for key in asking),
        scope=counted.scope,
    )


def decided(session: Session) -> tuple[Decided, ...]:
    """The cells that people have settled."""
    keys = {row.id: row.key for row in session.exec(select(RegisterEntry)).all()}
    coders = {row.id: row.name for row in session.exec(select(Coder)).all()}
    return tuple(
        Decided(keys[row.group_id], keys[row.across_id], row.state, row.why, coders[row.decided_by])
        for row in session.exec(select(WhiteSpot)).all()
    )


def asking_questions(session: Session, guide: Guide) -> tuple[str, ...]:
    """The guide's questions that ask about white spots: those that the model's question names under ``guide``, else
    those in whose words a keyword of its codes stands."""
    named = {folded(key) for key in _listed(session, "guide")}
    if named:
        return tuple(question.key for question in guide.questions if folded(question.key) in named)
    codes = codes_shown_as(session, SHOWN_AS)
    keywords = [word for code in code_tree(session) if code.key in codes for word in code.keywords]
    return tuple(question.key for question in guide.questions if _asks(question, keywords))


def _asks(question: Question, keywords: Iterable[str]) -> bool:
    return any(_stands_in(word, question.text) for word in keywords)


def _existing(session: Session) -> frozenset[str]:
    """The codes that tell of support: those that the model's question names under ``exists``, else those of the
    questions about what is done."""
    named = _listed(session, "exists")
    found = with_those_under(session, named) if named else codes_shown_as(session, *_OF_WHAT_IS_DONE)
    return found - codes_shown_as(session, SHOWN_AS)


def _listed(session: Session, field: str) -> list[str]:
    """What the questions shown as white spots list under a field of theirs."""
    return [value for each in model_questions(session) if SHOWN_AS in each.show for value in each.listed(field)]


def _entries(session: Session, kind: str) -> tuple[Entry, ...]:
    """Those of a register that belong to the study: an example from elsewhere (``outside``) can have no white spot."""
    return tuple(
        entry for entry in register_entries(session, kind) if not entry.retired and not entry.data.get("outside")
    )


def _groups(coding: CountedCoding) -> tuple[str, ...]:
    return tuple(key for kind, key in coding.about if kind == "group")


def _said(coding: CountedCoding, across: str, missing: frozenset[str], existing: frozenset[str]) -> Said:
    named = tuple(key for kind, key in coding.about if kind == across)
    if not named and coding.voice == "self":
        named = tuple(dict.fromkeys(own for turn in coding.turns if (own := _own(turn, across))))
    says = ""
    if coding.code in missing or coding.mode == "missing":
        says = MISSING
    elif coding.code in existing and coding.mode == "now":
        says = EXISTS
    return Said(coding.quote, tuple(coding.cases) or (coding.source.name,), _groups(coding), named, says)


def _own(turn: CountedTurn, across: str) -> str:
    return (turn.place if across == PLACE else turn.actor) or ""


def _heard(
    session: Session,
    sources: Iterable[CountedSource],
    guide: Guide,
    asking: tuple[str, ...],
    groups: tuple[Entry, ...],
    across: str,
) -> Iterable[Heard]:
    """A line for each interviewee's place (or actor) and case in a source: the question is put to all in the room."""
    put = {match.source for match in guide.matches if match.question in asking}
    for source in sources:
        asked = (
            frozenset(group.key for group in groups)
            if source.name in put
            else _named_by_interviewer(session, source, groups)
        )
        present = dict.fromkeys((_own(turn, across), turn.case or "") for turn in source.turns if not turn.interviewer)
        for own, case in present:
            if own:
                yield Heard(own, case or source.name, asked)


def _named_by_interviewer(session: Session, source: CountedSource, groups: tuple[Entry, ...]) -> frozenset[str]:
    """The groups that the interviewer names in any turn, by their names and keywords."""
    text = session.get_one(SourceText, source.source_text_id).text
    asked = "\n".join(text[turn.speech.start : turn.speech.end] for turn in source.turns if turn.interviewer)
    found: dict[str, bool] = defaultdict(bool)
    for group in groups:
        words = group.data.get("keywords") or ()
        for word in (group.name, *(words if isinstance(words, list | tuple) else (words,))):
            found[group.key] |= _stands_in(str(word), asked)
    return frozenset(key for key, there in found.items() if there)


def _stands_in(word: str, text: str) -> bool:
    """Whether a word or phrase stands in a text as such, in any case."""
    return re.search(rf"(?<!\w){re.escape(folded(word))}(?!\w)", folded(text)) is not None
