"""How a transcript would be read, before it is loaded: its first turns, its speakers, and what looks doubtful."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coder.errors import Refused
from coder.i18n import _, ngettext
from coder.project.sources.found import FoundSource, TurnPatterns, as_before, check_wishes, sources_in
from coder.project.sources.known import KnownSources
from coder.project.sources.loading import NO_LABELS, REFUSED, LoadUseCases, status_of
from coder.queries.speakers import looks_like_speech, spelled_alike
from coder.readers import transcript_files
from coder.readers.base import ParsedTranscript
from coder.readers.cases import case_rows
from coder.readers.patterns import likely_pattern
from coder.terms import INTERVIEWER

_FIRST_SOURCES = 3
_FIRST_TURNS = 12
_FIRST_WORDS = 120
"""Characters of a turn that are shown."""


@dataclass(frozen=True)
class PreviewTurn:
    """One of the first turns."""

    number: int
    label: str
    """Empty where nobody is named."""
    time_ms: int | None
    interviewer: bool
    first: str
    """The first words, on one line."""


@dataclass(frozen=True)
class PreviewSpeaker:
    """A label with how often it speaks and whom it speaks for."""

    label: str
    interviewer: bool
    case: str
    turns: int


@dataclass(frozen=True)
class Preview:
    """How one file would be read."""

    path: Path
    file: str
    status: str
    """What loading it would do: ``added, unchanged, updated, changed`` or ``refused``."""
    pattern: str
    """The turn pattern it was read with; empty for the usual way."""
    turns: tuple[PreviewTurn, ...] = ()
    """The first ones."""
    all_turns: int = 0
    speakers: tuple[PreviewSpeaker, ...] = ()
    """All labels, in order of first speech."""
    passed_over: tuple[tuple[int, str], ...] = ()
    """Lines of the text (from 1) that begin like a turn and were not taken for one, as they stand there."""
    doubts: tuple[str, ...] = ()
    """Translated lines; for a refused file why it is refused."""


class PreviewUseCases(LoadUseCases):
    """Looking before loading."""

    def preview(self, paths: Sequence[Path] = (), turns: TurnPatterns = as_before, encoding: str = "") -> list[Preview]:
        """How files and folders would be read; nothing is changed. Raises ``CoderError`` as ``load`` does.

        Of a file with many sources the first few are shown.
        """
        files = transcript_files(paths or [self._default_folder()])
        check_wishes(files, turns, encoding)
        tables = {folder: case_rows(folder) for folder in {path.parent for path in files}}
        known = self.ask(KnownSources)
        previews: list[Preview] = []
        for path in files:
            found = list(sources_in(path, known, tables[path.parent], turns(path), encoding))
            previews += [self._previewed(path, each) for each in found[:_FIRST_SOURCES]]
            more = len(found) - _FIRST_SOURCES
            if more > 0:
                message = ngettext(
                    "The file holds {number} more source.", "The file holds {number} more sources.", more
                )
                last = previews[-1]
                previews[-1] = replace(last, doubts=(*last.doubts, message.format(number=more)))
        return previews

    def _previewed(self, path: Path, found: FoundSource) -> Preview:
        try:
            if isinstance(found.parsed, Refused):
                raise found.parsed
            status = self.ask(status_of, found.parsed, found.pattern)
        except Refused as refusal:
            return Preview(path, found.shown, REFUSED, found.pattern, doubts=(str(refusal),))
        return _preview(path, found.shown, found.parsed, status, found.pattern)


def _preview(path: Path, shown: str, parsed: ParsedTranscript, status: str, pattern: str) -> Preview:
    counts = Counter(turn.label for turn in parsed.turns)
    interviewers = {speaker.label for speaker in parsed.speakers if speaker.role == INTERVIEWER}
    lines = parsed.text.split("\n")
    return Preview(
        path=path,
        file=shown,
        status=status,
        pattern=pattern,
        turns=tuple(
            PreviewTurn(
                number=turn.number,
                label=turn.label,
                time_ms=turn.time_ms,
                interviewer=turn.label in interviewers,
                first=_first_words(parsed.text[turn.speech_start : turn.end]),
            )
            for turn in parsed.turns[:_FIRST_TURNS]
        ),
        all_turns=len(parsed.turns),
        speakers=tuple(
            PreviewSpeaker(speaker.label, speaker.label in interviewers, speaker.case or "", counts[speaker.label])
            for speaker in parsed.speakers
        ),
        passed_over=tuple((line, _first_words(lines[line - 1])) for line, _label in parsed.passed_over),
        doubts=(*_doubts(parsed, counts, interviewers), *parsed.remarks),
    )


def _first_words(speech: str) -> str:
    return " ".join(speech[: 2 * _FIRST_WORDS].split())[:_FIRST_WORDS]


def _doubts(parsed: ParsedTranscript, counts: Counter[str], interviewers: set[str]) -> Iterator[str]:
    labels = [speaker.label for speaker in parsed.speakers if speaker.label]
    if not labels:
        yield _(NO_LABELS)
        if pattern := likely_pattern(parsed.text):
            yield _("Turns seem to begin like {pattern}: load it with --turns '{pattern}'.").format(pattern=pattern)
        return
    if not interviewers:
        yield _("Nobody is taken for an interviewer; say who is one in the head, or afterwards among the speakers.")
    for label in labels:
        if counts[label] == 1 and looks_like_speech(label):
            yield _("“{label}” speaks once, and looks like speech rather than a label.").format(label=label)
    for number, label in enumerate(labels):
        for other in labels[number + 1 :]:
            if spelled_alike(label, other):
                yield _("“{label}” and “{other}” are spelled almost alike: are they one?").format(
                    label=label, other=other
                )
