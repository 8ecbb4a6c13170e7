"""What every reader gives: a transcript as text with its turns, speakers and variables. No database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol, runtime_checkable

from coder.errors import Refused
from coder.identity import sha256
from coder.spans import Span, word_counts
from coder.terms import INTERVIEWEE


@dataclass(frozen=True)
class Comment:
    """What somebody wrote in the margin of a document: about ``[start, end)`` of the text, all of it where empty."""

    start: int
    end: int
    text: str
    initials: str = ""
    """Whose words they are. Names stay in the document: a note needs to tell hands apart, no more."""
    written_at: str = ""
    """ISO 8601, as the document says; empty where it does not."""


@dataclass(frozen=True)
class RawTranscript:
    """A file decoded: what a format knows before anyone looks for turns.

    ``text`` has ``\\n`` newlines, no byte order mark, no YAML head, and is otherwise unchanged; offsets count in it.
    ``times`` maps the offset at which a turn's line begins to its start in milliseconds, where the format itself
    carries time (subtitles); plain text carries time stamps in its lines instead. ``labels`` are the speakers that
    the format itself names, as they stand at the beginnings of lines: they need neither be declared nor recur.
    ``headings`` are lines that nobody says. ``starts`` are the only offsets at which a turn may begin, where the format
    itself divides speech into turns; None where the text is to be searched.
    """

    text: str
    format: str
    encoding: str
    head: dict[str, object] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    headings: tuple[Span, ...] = ()
    starts: frozenset[int] | None = None
    comments: tuple[Comment, ...] = ()


class ParsedTurn(NamedTuple):
    """One speaker's uninterrupted speech: ``[start, end)`` with the label, ``[speech_start, end)`` without it."""

    number: int
    """From 1."""
    label: str
    """The speaker's label as written, "" where nobody is named."""
    start: int
    speech_start: int
    end: int
    time_ms: int | None = None


@dataclass(frozen=True)
class Wording:
    """A text and its turns, with what tells them from others: worked out once, and by whoever reads the file."""

    text: str
    turns: tuple[ParsedTurn, ...]

    @cached_property
    def text_sha256(self) -> str:
        return sha256(self.text.encode())

    @cached_property
    def shape(self) -> str:
        """Where the turns are and whose, numbers and labels written out."""
        return repr([(t.label, t.start, t.speech_start, t.end, t.time_ms) for t in self.turns])

    @cached_property
    def words(self) -> tuple[int, ...]:
        """How many words are said in each turn."""
        return tuple(word_counts(self.text, [(turn.speech_start, turn.end) for turn in self.turns]))


@dataclass(frozen=True)
class ParsedSpeaker:
    """Who a label is: interviewer or interviewee, and whom an interviewee speaks for."""

    label: str
    role: str = INTERVIEWEE
    case: str | None = None
    actor: str | None = None
    kind: str | None = None
    place: str | None = None
    consent: str | None = None
    """``named``, ``organisation`` or ``anonymous``; None where nothing is said."""


@dataclass(frozen=True)
class ParsedTranscript:
    """One transcript, ready to be stored."""

    name: str
    """The file's name without its ending, NFC: the source's name."""
    file_name: str
    file_sha256: str
    format: str
    encoding: str
    text: str
    turns: tuple[ParsedTurn, ...]
    speakers: tuple[ParsedSpeaker, ...]
    """Every label that occurs, in order of first appearance."""
    variables: dict[str, str]
    """What the head or ``cases.csv`` says of the whole source: case, actor, kind, place, date, interviewer, others."""
    remarks: tuple[str, ...] = ()
    """Translated lines about what was left out or guessed."""
    passed_over: tuple[tuple[int, str], ...] = ()
    """Lines of the text (from 1) that begin like a turn and were not taken for one, with what stands for a label."""
    comments: tuple[Comment, ...] = ()

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.text, self.turns)

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: thousands of turns as plain tuples, which takes a fifth of the time, and each only once."""
        worked_out = {name: value for name, value in vars(self.wording).items() if name not in ("text", "turns")}
        return {**vars(self), "turns": [tuple(turn) for turn in self.turns], "wording": worked_out}

    def __setstate__(self, state: dict[str, Any]) -> None:
        turns = tuple(map(ParsedTurn._make, state["turns"]))
        wording = Wording(state["text"], turns)
        vars(wording).update(state["wording"])
        vars(self).update({**state, "turns": turns, "wording": wording})


@dataclass(frozen=True)
class Told:
    """What is known of a file's encoding beside its bytes."""

    encoding: str = ""
    """Named by a person: it counts whatever the bytes look like."""
    before: str = ""
    """As the file was read when it was loaded last: it counts where the bytes alone do not settle it."""


NOTHING_TOLD = Told()


class Reader(Protocol):
    """A reader of one file format; the entry point's name in ``coder.readers`` is the file's ending."""

    def read(self, path: Path) -> RawTranscript:
        """The file's text, or ``coder.errors.Refused`` with a translated reason (path not repeated in it)."""
        ...


@runtime_checkable
class TableReader(Protocol):
    """A reader whose files may hold several sources, a survey's answers for example."""

    def read(self, path: Path, told: Told = NOTHING_TOLD) -> RawTranscript:
        """The one source of a file that holds no more, else ``Refused``."""
        ...

    def read_all(self, path: Path, told: Told = NOTHING_TOLD) -> Sequence[tuple[str, RawTranscript | Refused]]:
        """Each source's name within the file and what it says, or why it is left out.

        A name of "" is the file itself, which then holds one source; the others are called ``FILE-NAME``.
        """
        ...
