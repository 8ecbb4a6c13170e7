"""Searching the project for personal data that nobody has decided about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, select

from coder.language.pipeline import Pipeline, load_pipeline
from coder.model import Source, SourceText, Turn
from coder.personal.base import EMAIL, NUMBER_KINDS, PERSON, POSSIBLE, SURE, KnownNames, PersonalMention
from coder.project.base import Progress, keep_going
from coder.project.names.naming import Naming, known_to, naming
from coder.project.names.text_columns import project_texts
from coder.project.suggestions.mentions import MentionUseCases
from coder.queries.pseudonyms import REPLACE, Decision, known_names, salt
from coder.queries.sources import find_source

IN_CLEAR = NUMBER_KINDS | {EMAIL}
"""Kinds that are found without knowing anything of the study, and stand for somebody wherever they stand."""
OWN_LIST = "own-list"


@dataclass(frozen=True)
class Found:
    """A mention in one of the project's texts."""

    source: str
    """"" for a text outside the transcripts."""
    text: str
    """The whole text, in which the offsets lie."""
    mention: PersonalMention


@dataclass(frozen=True)
class _Speech:
    """A turn's speech, as the finders take it."""

    start: int
    text: str


def numbers_in_clear(text: str) -> Iterator[PersonalMention]:
    """Identity and telephone numbers and e-mail addresses that are at least likely to be some."""
    from coder.personal.numbers import find_numbers

    return (each for each in find_numbers(text) if each.kind in IN_CLEAR and each.certainty != POSSIBLE)


class SearchUseCases(MentionUseCases):
    """What the finders find in the current texts; looked up once for each version of a text."""

    pipeline_spec: str | None = None

    @staticmethod
    def chosen(session: Session, names: Sequence[str]) -> list[Source]:
        """The sources of these names, all by default, in order of name."""
        if names:
            return [find_source(session, name) for name in names]
        return list(session.exec(select(Source).order_by(col(Source.name))))

    def undecided(self, sources: Sequence[str] = (), progress: Progress = keep_going) -> list[Found]:
        """Personal data that was not decided about, in sources (all by default) and in what people wrote.

        Slow the first time in a process. What is stopped by ``progress`` gives what was found so far.
        """
        with self.store.reading() as session:
            names = [each.name for each in self.chosen(session, sources)]
            decided = naming(session)
        found: list[Found] = []
        for number, name in enumerate(names):
            if not progress(number, len(names), name):
                break
            text, mentions = self.ask(self._in_source, name, decided)
            found += (Found(name, text, each) for each in mentions if decided.decision_on(each) is None)
        else:
            progress(len(names), len(names), "")
            elsewhere = self.ask(self._elsewhere, decided)
            found += (each for each in elsewhere if decided.decision_on(each.mention) is None)
        return found

    def _in_source(self, session: Session, name: str, decided: Naming) -> tuple[str, tuple[PersonalMention, ...]]:
        """A source's current text, and all that is found in it."""
        source = find_source(session, name)
        return self.mentions_with_compounds(session, source.source_text_id, decided)

    def mentions_with_compounds(
        self, session: Session, text_id: str, decided: Naming
    ) -> tuple[str, tuple[PersonalMention, ...]]:
        """As ``mentions_of``, with the compounds of names that are decided to be replaced."""
        text, mentions = self.mentions_of(session, text_id)
        return text, decided.with_compounds(text, mentions)

    def mentions_of(self, session: Session, text_id: str) -> tuple[str, tuple[PersonalMention, ...]]:
        """A version's text, and all that is found in it, decided or not."""
        text = session.get_one(SourceText, text_id).text
        known, listed, mix = known_to(session), known_names(session), salt(session)
        key = (text_id, repr(known), listed)
        if key not in self._searched:
            pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
            mentions = _mentions(session, text_id, text, pipeline, known)
            self._searched[key] = _with_listed(text, mentions, known, mix, listed)
        return text, self._searched[key]

    def _elsewhere(self, session: Session, decided: Naming) -> list[Found]:
        """Names and numbers in notes and in examples of codes."""
        from coder.personal.numbers import find_numbers

        known = known_to(session)
        reader = Naming(salt(session), (), known)
        found: list[Found] = []
        for text in {piece.text: None for piece in project_texts(session) if piece.free}:
            key = (text, repr(known))
            if key not in self._searched:
                numbers = list(find_numbers(text))
                self._searched[key] = (*numbers, *_apart(reader.read(text), numbers))
            found += (Found("", text, each) for each in decided.with_compounds(text, self._searched[key]))
        return found

    @cached_property
    def _searched(self) -> dict[Any, tuple[PersonalMention, ...]]:
        return {}


def _mentions(
    session: Session, text_id: str, text: str, pipeline: Pipeline, known: KnownNames
) -> list[PersonalMention]:
    from coder.personal.finding import find_mentions

    turns = session.exec(select(Turn).where(Turn.source_text_id == text_id).order_by(col(Turn.number))).all()
    speeches = [_Speech(turn.speech_start, text[turn.speech_start : turn.end]) for turn in turns]
    return list(find_mentions(text, speeches, pipeline, known))


def _with_listed(
    text: str, mentions: Sequence[PersonalMention], known: KnownNames, mix: str, listed: Sequence[str]
) -> tuple[PersonalMention, ...]:
    """With the names on the project's own list. What was found around one (*Eden Berg* around *Eden*) stays, and is
    sure; else the listed name counts before what was guessed at the same place.
    """
    if not listed:
        return tuple(mentions)
    names = Naming(mix, (Decision(mark, PERSON, REPLACE, "") for mark in listed), known)
    own = [
        *(replace(hit.mention, certainty=SURE, reason=OWN_LIST) for hit in names.hits(text, mentions=mentions)),
        *(replace(each, certainty=POSSIBLE, reason=OWN_LIST) for each in names.perhaps(text)),
    ]
    wider = {id(each): any(_inside(one, each) for one in own) for each in mentions}
    longer = [replace(each, certainty=SURE, reason=OWN_LIST) for each in mentions if wider[id(each)]]
    own = [*longer, *_apart(own, longer)]
    return tuple(sorted([*own, *_apart(mentions, own)], key=lambda each: (each.start, each.end)))


def _inside(one: PersonalMention, other: PersonalMention) -> bool:
    """One is a part of the other, which is a longer name."""
    shorter = one.end - one.start < other.end - other.start
    return shorter and other.kind == PERSON and other.start <= one.start and one.end <= other.end


def _apart(mentions: Iterable[PersonalMention], others: Sequence[PersonalMention]) -> Iterator[PersonalMention]:
    """The mentions that share no character with others."""
    for each in mentions:
        if all(each.end <= other.start or other.end <= each.start for other in others):
            yield each
