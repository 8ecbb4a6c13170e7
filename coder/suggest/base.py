"""What every suggester takes and gives. No database: passages and codes in, suggestions out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline


@dataclass(frozen=True)
class CodeProfile:
    """A code as a suggester sees it."""

    key: str
    name: str
    keywords: tuple[str, ...]
    definition: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnText:
    """One interviewee turn: its speech without the label, and where that begins in the source's text."""

    source_text_id: str
    number: int
    start: int
    text: str


@dataclass(frozen=True)
class Evidence:
    """One thing in the text that speaks for a code."""

    kind: str
    """``word``, ``phrase``, ``compound`` (keyword is a part of the word), ``similar`` (spelled alike), or ``term`` (a
    word that weighs because of what has been coded)."""
    keyword: str
    """The codebook's keyword; of a ``term``, its lemma."""
    surface: str
    """The text as it stands."""
    start: int
    end: int
    """Offsets in the source's text."""
    negated: bool = False
    role: str = ""
    """Of a ``compound``: whether the keyword is its ``head`` or ``modifier``."""
    hedged: bool = False
    """Said with a reservation (*kanske, tror jag*)."""
    weight: float = 0.0
    """How much it counts for the code; comparable within a suggestion."""


@dataclass(frozen=True)
class Alike:
    """The passage already coded with the same code that is most like the one suggested for."""

    quote: str
    """Its identifier."""
    similarity: float
    """Cosine, 0 to 1."""


@dataclass(frozen=True)
class Details:
    """What a suggestion rests on, beside its evidence in the text."""

    basis: str = "keywords"
    """The learner that was chosen by replay: ``keywords`` (codebook alone), ``bayes`` or ``apart``."""
    codings: int = 0
    """How many passages with this code it has learnt from."""
    rejections: int = 0
    """How many rejections of this code it has learnt from."""
    alike: Alike | None = None
    margin: float = 0.0
    """The score from which on something is suggested."""
    precision: float | None = None
    """The share of suggestions that were right at this margin, in the replay of the project's own past; None where
    nothing could be replayed."""


NO_DETAILS = Details()


@dataclass(frozen=True)
class Suggestion:
    """A code proposed for a passage, with what speaks for it; never a coding until a person accepts it."""

    source_text_id: str
    start: int
    end: int
    code: str
    """The code's key."""
    score: float
    """0 to 1; ranks across codes."""
    evidence: tuple[Evidence, ...]
    details: Details = NO_DETAILS


@dataclass(frozen=True)
class Judged:
    """A passage that people have judged, or could have: what a learner learns from.

    A code in neither tuple says nothing, except when a whole source counts as coded (``CodedSource``).
    """

    text: str
    codes: tuple[str, ...] = ()
    """Keys of the codes applied to it (by hand, or by accepting a suggestion, also on a changed span)."""
    rejected: tuple[str, ...] = ()
    """Keys of the codes that a person rejected here: negatives for these codes only."""
    quote: str = ""
    """The coding's identifier, to be named in reasons; of several, the first one's."""
    source_text_id: str = ""
    start: int = 0
    end: int = 0
    """Where it stands in the source's text."""


@dataclass(frozen=True)
class CodedSource:
    """A source that was coded through: its passages in order of the text, also those that got no code.

    For replay and margins; ``codes`` of a passage are those made with no suggestion in sight (the caller's choice).
    """

    name: str
    passages: tuple[Judged, ...]


@dataclass(frozen=True)
class Past:
    """What a suggester may learn from. Two equal pasts give the same suggestions everywhere."""

    judged: tuple[Judged, ...] = ()
    """Passages with a code or a rejection, of one coder or of several pooled."""
    coded: tuple[CodedSource, ...] = ()
    """Sources coded through, in the order they were coded: what is replayed to choose learner and margin."""
    pool: tuple[TurnText, ...] = ()
    """The project's talk, coded or not: which words are common, and which go together. It should hold all that is to
    be suggested for; of words met only later, little is known."""
    precision: float = 0.7
    """The share of suggestions that should be right; what cannot be suggested that surely is left out."""
    basis: str = ""
    """The learner that an earlier replay chose (``Details.basis``), to save replaying again; "" to choose anew."""


class Suggester(Protocol):
    """A suggester of codes; entry points in ``coder.suggesters``."""

    def suggest(
        self, turns: Iterable[TurnText], codes: Sequence[CodeProfile], pipeline: "Pipeline"
    ) -> Iterator[Suggestion]:
        """Suggestions turn by turn, so that the caller can show progress and stop between turns."""
        ...


class TeachableSuggester(Suggester, Protocol):
    """A suggester that learns. The method is optional: a plug-in without it is asked as it is."""

    def learnt(self, codes: Sequence[CodeProfile], past: Past, pipeline: "Pipeline") -> Suggester:
        """A suggester that has learnt from ``past``: a pure function of its arguments, callable on any thread."""
        ...


class AskedSuggester(Suggester, Protocol):
    """A suggester that can be asked for one code. The method is optional: of a plug-in without it, the ordinary
    suggestions of the code are taken."""

    def likeliest(self, turns: Iterable[TurnText], code: str, pipeline: "Pipeline") -> Iterator[Suggestion]:
        """What most likely belongs to the code with this key, also what would not be suggested unasked."""
        ...


def taught(suggester: Suggester, codes: Sequence[CodeProfile], past: Past, pipeline: "Pipeline") -> Suggester:
    """The suggester after it has learnt what it can from ``past``; one that cannot learn is returned as it is."""
    learn = getattr(suggester, "learnt", None)
    return suggester if learn is None else cast(Suggester, learn(codes, past, pipeline))
