"""Which question of the interview guide an interviewer's turn asks: proposals, each with a score and its reason.

Interviewers ask in their own words, several questions in one breath, and most of what they say is no question of the
guide at all but a follow-up. So what counts is what a question is *about*: its content words, compared by lemma and,
for words of one family (*hindra, hinder*), by spelling. A word that several questions of the guide have says less of
each; a word in a sentence that asks says more than one in a sentence that only leads up to it. A follow-up inherits
nothing: each turn is judged by its own words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from coder.i18n import _
from coder.language.lemmas import keys, plain
from coder.spans import Span, folded, sentences, words

MARGIN = 0.5
"""Below this score nothing is proposed."""
_ALIKE = 88.0
"""Of 100: from here on two lemmas are taken for one family."""
_BEGINNING = 4
"""Letters that words of one family begin with."""
_LONGEST_ENDING = 3
"""Words of one family differ by an ending (*region, regional*); what is longer is a compound, about something else."""
_FAMILY = 0.8
"""What a word of the same family counts beside the word itself."""
_LEADING_UP = 0.6
"""What a word counts in a sentence that asks nothing."""
_SAID_ALIKE = 85.0
"""Of 100: from here on a sentence is taken for the question itself, whatever its words weigh."""
_STRENGTH = 1.1

_ASKING = ("?", "berätt", "beskriv")

# Words that any question may have: question words, persons, auxiliaries, verbs of saying and seeing, particles, praise.
_WORDS = """
    jag du han hon den det vi ni de dom man en ett och eller men som att om på i av till från för med vid hos under över
    mellan efter innan utan mot kring ur inom genom så då nu här där hit dit ju väl nog också bara även inte ej icke
    sig sin sitt sina er ert era vår vårt våra min mitt mina din ditt dina dess deras honom henne dem oss mig dig
    vad vilken vilket vilka vem vems hur var vart varför när varifrån någon något några nån nåt nåra ingen inget inga
    all allt alla mycket mer mest lite ännu än ens själv annan annat andra sådan sån sånt sådant denna detta dessa
    vara bli ha göra kunna skola vilja böra måste få ta ge gå komma se säga tycka tänka tro veta berätta beskriva menar
    mena finna finnas låta börja fråga svara prata tala höra heta dag tid sak del sätt exempel år gång ja nej jo mm okej
    jaha hm tack gärna kanske egentligen alltså liksom typ ungefär idag redan sedan sen ändå annars
    in ut upp ner fram bort hem bra bättre bäst dålig god människa person folk
"""
_EMPTY = frozenset(_WORDS.split())


@dataclass(frozen=True)
class GuideQuestion:
    """A question of the guide; ``keywords`` are other words for what it asks about, from the codebook."""

    key: str
    text: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedTurn:
    """An interviewer's turn: its number and its speech without the label."""

    number: int
    text: str


@dataclass(frozen=True)
class Proposal:
    """A turn that seems to ask a question; nobody has confirmed it."""

    turn: int
    question: str
    score: float
    """0 to 1."""
    shared: tuple[str, ...]
    """The turn's words that speak for it, as they stand."""
    nearly: bool = False
    """It is asked nearly word for word."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A content word of a question with what it counts."""

    keys: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A content word of a turn."""

    surface: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence of a turn."""

    words: tuple[_Word, ...]
    asks: bool
    plain: str


class GuideMatcher:
    """The questions of one guide, ready to be looked for in turns."""

    def __init__(self, questions: Sequence[GuideQuestion]) -> None:
        self._questions = tuple(questions)
        about = [_content(" ".join((question.text, *question.keywords))) for question in questions]
        self._wanted = [self._weighted(own, about) for own in about]
        self._plain = [_plain(question.text) for question in questions]

    def proposals(self, turns: Iterable[AskedTurn]) -> list[Proposal]:
        """The questions that turns seem to ask, in order of the turns, then of the guide."""
        return [proposal for turn in turns for proposal in self._of(turn)]

    def _weighted(
        self, own: dict[str, tuple[str, ...]], all_of_them: Sequence[dict[str, tuple[str, ...]]]
    ) -> list[_Wanted]:
        """A word in one of n questions counts 1, in k of them less: log(1 + n/k) / log(1 + n) (Spärck Jones 1972)."""
        number = len(all_of_them)
        found = []
        for base, forms in own.items():
            holding = sum(1 for other in all_of_them if any(_alike(base, theirs) for theirs in other))
            found.append(_Wanted(forms, log(1 + number / max(1, holding)) / log(1 + number)))
        return found

    def _of(self, turn: AskedTurn) -> list[Proposal]:
        parts = [_part(turn.text, sentence) for sentence in sentences(turn.text)]
        found = []
        for question, wanted, wording in zip(self._questions, self._wanted, self._plain, strict=True):
            score, shared, whole = _score(wanted, parts)
            if whole and any(_nearly(wording, part.plain) for part in parts):
                found.append(Proposal(turn.number, question.key, 1.0, shared, nearly=True))
            elif score >= MARGIN:
                found.append(Proposal(turn.number, question.key, score, shared))
        return [one for one in found if not any(_explains(other, one) for other in found)]


def _score(wanted: Sequence[_Wanted], parts: Sequence[_Part]) -> tuple[float, tuple[str, ...], bool]:
    """1 − e^(−strength · sum), the words that count, and whether the turn has all of the question's.

    Each of the question's words counts once, by its strongest place in the turn.
    """
    total = 0.0
    whole = True
    shared: list[str] = []
    for word in wanted:
        strongest, surface = 0.0, ""
        for part in parts:
            for found in part.words:
                likeness = _likeness(word.keys, found.keys) * (1.0 if part.asks else _LEADING_UP)
                if likeness > strongest:
                    strongest, surface = likeness, found.surface
        if strongest:
            total += word.weight * strongest
            shared.append(surface)
        whole = whole and strongest > 0
    if not any(part.asks for part in parts):
        total *= _LEADING_UP
    return round(1 - exp(-_STRENGTH * total), 4), tuple(dict.fromkeys(shared)), whole


def _explains(other: Proposal, one: Proposal) -> bool:
    """True where another question has all the words that speak for this one, and more of them or better ones."""
    return other.score > one.score and bool(one.shared) and set(one.shared) <= set(other.shared)


def _likeness(wanted: Sequence[str], forms: Sequence[str]) -> float:
    if any(form in wanted for form in forms):
        return 1.0
    return _FAMILY if any(_alike(one, other) for one in wanted for other in forms) else 0.0


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import JaroWinkler

    if one == other:
        return True
    if one[:_BEGINNING] != other[:_BEGINNING] or min(len(one), len(other)) <= _BEGINNING:
        return False
    if abs(len(one) - len(other)) > _LONGEST_ENDING:
        return False
    return JaroWinkler.similarity(one, other) * 100 >= _ALIKE


def _nearly(question: str, sentence: str) -> bool:
    """True where a sentence says the question nearly word for word."""
    from rapidfuzz import fuzz

    return len(sentence) > 8 and fuzz.ratio(question, sentence) >= _SAID_ALIKE


def _content(text: str) -> dict[str, tuple[str, ...]]:
    """The content words of a question: lemma → all its keys."""
    return {found.keys[-1]: found.keys for found in _content_words(text, Span(0, len(text)))}


def _content_words(text: str, span: Span) -> tuple[_Word, ...]:
    found = []
    for word in words(text, span.start, span.end):
        surface = text[word.start : word.end]
        forms = keys(surface)
        if forms and len(forms[0]) > 1 and not _EMPTY & {plain(surface), *forms}:
            found.append(_Word(surface, forms))
    return tuple(found)


def reason_in_words(proposal: Proposal) -> str:
    """What speaks for a proposal, in the interface's language."""
    if proposal.nearly:
        return _("nearly the question's own words")
    return _("has the question's words: {words}").format(words=", ".join(f'"{word}"' for word in proposal.shared))


def _part(text: str, span: Span) -> _Part:
    return _Part(_content_words(text, span), _asks(text, span), _plain(text[span.start : span.end]))


def _asks(text: str, span: Span) -> bool:
    """True for a sentence that asks: with a question mark, or bidding somebody to tell."""
    said = folded(text[span.start : span.end])
    return any(sign in said for sign in _ASKING)


def _plain(text: str) -> str:
    return " ".join(plain(text[word.start : word.end]) for word in words(text))
