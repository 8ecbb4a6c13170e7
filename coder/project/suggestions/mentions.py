"""Whom talk names: the registers' actors, groups and places, times, and *vi* – settled by case and turn, or open."""

from collections.abc import Sequence
from dataclasses import dataclass

from coder.i18n import _
from coder.language.entities import EntityFinder, Mention, RegisterName
from coder.language.lemmas import plain
from coder.language.pipeline import Pipeline, load_pipeline
from coder.language.resolve import (
    ACTOR,
    BY_SPEAKER,
    BY_WORDS,
    NO_READINGS,
    Known,
    Resolved,
    Speaking,
    resolve_turn,
)
from coder.language.times import times
from coder.model import SourceText
from coder.project.base import ProjectBase
from coder.queries import going
from coder.queries.counted import CountedSource, CountedTurn, counted_sources
from coder.queries.name_readings import readings
from coder.queries.registers import Entry, register_entries
from coder.queries.sources import find_source
from coder.queries.transcript import TranscriptView
from coder.spans import Span
from coder.terms import ABOUT_REGISTERS

TIME = "time"
BY_DATE = "date"
"""A time that the day of the interview settles."""


@dataclass(frozen=True)
class MentionRow:
    """Somebody, some place or some time named in an interview."""

    source: str
    turn: int
    speaker: str
    start: int
    end: int
    """Offsets in the source's text."""
    text: str
    register: str
    """``actor``, ``group``, ``place`` or ``time``."""
    id: str
    """The register's entry, or the time; "" where it is open, or a person said that it is none of them."""
    settled_by: str
    """``name``, ``words``, ``turn``, ``speaker``, ``place``, ``date``, ``person``; "" where it is open."""
    candidates: tuple[str, ...]
    """All that it could mean."""
    case: str = ""
    """Whose words these are; the source's name where no case is known."""
    speaking_for: str = ""
    """The speaker's own actor."""

    @property
    def is_we(self) -> bool:
        """True of *vi*, *hos oss*, *vi på AF*: nobody is named by that."""
        return self.register == ACTOR and (
            (not self.settled_by and not self.candidates)
            or self.settled_by == BY_WORDS
            or (self.settled_by == BY_SPEAKER and len(self.candidates) == 1)
        )


@dataclass(frozen=True)
class Meant:
    """An entry of a register that a passage or its turn names, or may name."""

    key: str
    settled: bool
    settled_by: str
    surface: str
    """The words that name it."""
    rests_on: str
    here: bool
    """In the passage itself, not only in its turn."""


class MentionUseCases(ProjectBase):
    """Recognising who is named; what a coding is about is always a person's decision."""

    pipeline: Pipeline | None = None
    """The pipeline at work, once something slow has loaded it."""
    pipeline_spec: str | None = None
    """The pipeline asked for (``--pipeline``), else whichever is installed."""
    _finder: tuple[object, EntityFinder, Known] | None = None
    _read: tuple[EntityFinder, dict[str, tuple[list[str], list[list[Mention]]]]] | None = None
    """What a finder found, by version of a text, with the turns that it read."""

    def mentioned(self, text: str) -> tuple[str, ...]:
        """The ids of those named in a text, in its order; of an ambiguous name, all that could be meant.

        Quick enough for a keypress: before a pipeline is loaded it finds nobody rather than load one.
        """
        if self.pipeline is None:
            return ()
        found = self._names_finder(self.pipeline)[0].find(text)
        return tuple(dict.fromkeys(key for mention in found for key in mention.candidates))

    def meant(self, view: TranscriptView, start: int, end: int) -> tuple[Meant, ...] | None:
        """Whom a passage and its turns mean: each once, the passage before the turn, what is settled before what is
        open. None before a pipeline is loaded: it is to be quick enough for a keypress.
        """
        if self.pipeline is None:
            return None
        finder, known = self._names_finder(self.pipeline)
        settled = self.ask(readings).get(view.name, NO_READINGS)
        found = []
        for item in view.turns:
            turn = item.turn
            if turn.speech.end <= start or turn.start >= end:
                continue
            text = view.text[turn.speech.start : turn.speech.end]
            for resolved in resolve_turn(text, finder.find(text), _speaking(turn), known, settled):
                here = Span(resolved.start, resolved.end).overlaps(
                    Span(start - turn.speech.start, end - turn.speech.start)
                )
                found += _meant(resolved, here)
        once: dict[str, Meant] = {}
        for each in sorted(found, key=lambda each: (not each.here, not each.settled, each.settled_by == BY_SPEAKER)):
            once.setdefault(each.key, each)
        return tuple(once.values())

    def mention_rows(self, source: str = "", with_times: bool = True) -> list[MentionRow]:
        """All that interviewees name in a source, or in all of them, in order; ``with_times``: dates among it, which
        take half of the time. Slow the first time: loads spaCy."""
        self.pipeline = load_pipeline(self.pipeline_spec)
        with self.store.reading() as session:
            names = (find_source(session, source).name,) if source else ()
            sources = counted_sources(session, names)
            texts = {each.id: session.get(SourceText, each.source_text_id) for each in sources}
            settled = readings(session)
        finder, known = self._names_finder(self.pipeline)
        rows: list[MentionRow] = []
        for done, each in enumerate(sources):
            going.tell(done, len(sources))
            row = texts[each.id]
            assert row is not None
            turns = [turn for turn in each.turns if not turn.interviewer]
            spoken = [row.text[turn.speech.start : turn.speech.end] for turn in turns]
            here = settled.get(each.name, NO_READINGS)
            for turn, text, found in zip(turns, spoken, self._found_in(finder, each, spoken), strict=True):
                rows += _rows(each, turn, resolve_turn(text, found, _speaking(turn), known, here))
                rows += _time_rows(each, turn, text) if with_times else []
        return sorted(rows, key=lambda item: (item.source, item.start, item.end, item.register))

    def _found_in(self, finder: EntityFinder, source: CountedSource, spoken: list[str]) -> list[list[Mention]]:
        """What is named in the turns of a version of a text: read once for a codebook, since reading takes long."""
        if self._read is None or self._read[0] is not finder:
            self._read = finder, {}
        known = self._read[1]
        kept = known.get(source.source_text_id)
        if kept is None or kept[0] != spoken:
            kept = known[source.source_text_id] = spoken, finder.find_all(spoken)
        return kept[1]

    def _names_finder(self, pipeline: Pipeline) -> tuple[EntityFinder, Known]:
        """The registers' names ready to be looked for; made once for a codebook and a pipeline."""
        entries = self.ask(register_entries, *ABOUT_REGISTERS)
        of = (entries, id(pipeline))
        if self._finder is None or self._finder[0] != of:
            self._finder = of, EntityFinder(_names(entries), pipeline), _known(entries)
        return self._finder[1:]


def _meant(resolved: Resolved, here: bool) -> list[Meant]:
    if resolved.key is not None:
        return [Meant(resolved.key, True, resolved.settled_by, resolved.surface, resolved.rests_on, here)]
    return [Meant(key, False, "", resolved.surface, "", here) for key in resolved.candidates]


def _speaking(turn: CountedTurn) -> Speaking:
    return Speaking(turn.actor, turn.place)


def _rows(source: CountedSource, turn: CountedTurn, found: Sequence[Resolved]) -> list[MentionRow]:
    return [
        MentionRow(
            source=source.name,
            turn=turn.number,
            speaker=turn.label,
            start=turn.speech.start + item.start,
            end=turn.speech.start + item.end,
            text=item.surface,
            register=item.register,
            id=item.key or "",
            settled_by=item.settled_by,
            candidates=item.candidates,
            case=turn.case or source.name,
            speaking_for=turn.actor or "",
        )
        for item in found
    ]


def _time_rows(source: CountedSource, turn: CountedTurn, text: str) -> list[MentionRow]:
    rows = []
    for item in times(text, source.variables.get("date", "")):
        settled_by = "" if item.key is None else BY_DATE if item.relative else "name"
        place = turn.speech.start + item.start, turn.speech.start + item.end
        rows.append(
            MentionRow(source.name, turn.number, turn.label, *place, item.surface, TIME, item.key or "", settled_by, ())
        )
    return rows


def _names(entries: Sequence[Entry]) -> list[RegisterName]:
    return [
        RegisterName(entry.kind, entry.key, (entry.name, *_listed(entry, "other_names"), *_listed(entry, "keywords")))
        for entry in entries
        if not entry.retired
    ]


def _known(entries: Sequence[Entry]) -> Known:
    """Where actors are: as their entry says (``place``, ``places``), else by a place's name in one of theirs."""
    places = {entry.key: plain(entry.name) for entry in entries if entry.kind == "place"}
    found = {}
    for entry in entries:
        if entry.kind != "actor":
            continue
        said = (*_listed(entry, "places"), *([str(entry.data["place"])] if entry.data.get("place") else []))
        words = [plain(word) for name in (entry.name, *_listed(entry, "other_names")) for word in name.split()]
        named = [key for key, name in places.items() if name and any(word.startswith(name) for word in words)]
        found[entry.key] = said or tuple(named)
    return Known(found)


def _listed(entry: Entry, field: str) -> tuple[str, ...]:
    said = entry.data.get(field) or ()
    return tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said),)


def settled_in_words(settled_by: str) -> str:
    """What settled whom a name means, in the interface's language."""
    return {
        "name": _("by name"),
        "words": _("by the words beside it"),
        "turn": _("named before in the turn"),
        "speaker": _("the speaker's own"),
        "place": _("the one at the speaker's place"),
        "date": _("by the day of the interview"),
        "person": _("by a person"),
    }.get(settled_by, settled_by)
