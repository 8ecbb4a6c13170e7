"""What a file says of its source, and taking it over without taking back what was settled since.

Three sides are told apart, field by field: what the file said when it was read last, what it says now, and what the
project holds. What the file says newly counts; what it says no longer goes, unless somebody has settled something else;
all else stays. What was said last is kept as digests: a name that was replaced by a pseudonym must not stand there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import select

from coder.history import StepWriter
from coder.identity import derived, sha256
from coder.model import Case, Coder, Source, Speaker, Turn
from coder.project.base import coder_id
from coder.project.sources.cases import case_named, drop_unused_cases, set_case_variable
from coder.readers.base import ParsedSpeaker, ParsedTranscript
from coder.spans import folded
from coder.terms import INTERVIEWEE

OF_THE_SOURCE = ("case", "actor", "kind", "place", "date", "interviewer", "coder", "consent", "speakers")
"""Variables that say something of the source or its speakers; all others describe its case."""

_FIELDS = ("role", "case", "actor", "kind", "place", "consent")
_COLUMNS = {"case": "case_id"}
_DIGITS = 16

Said = Mapping[str, str]
"""Digests of what was said, by digests of what it was said of (revision 0002 makes the same ones)."""


def file_columns(parsed: ParsedTranscript) -> dict[str, Any]:
    """The columns of a ``Source`` that keep how its file was when it was read last."""
    return {
        "file_sha256": parsed.file_sha256,
        "file_text_sha256": parsed.wording.text_sha256,
        "said": said_in(parsed),
    }


def said_in(parsed: ParsedTranscript) -> dict[str, str]:
    """What a file says: of its variables, of each speaker, and where its turns are."""
    said = {_digest("variable", name): _digest(value) for name, value in parsed.variables.items()}
    for speaker in parsed.speakers:
        for field in _FIELDS:
            if value := _value(field, getattr(speaker, field)):
                said[_digest("speaker", speaker.label, field)] = _digest(value)
    said[turns_key()] = _digest(parsed.wording.shape)
    return said


def turns_key() -> str:
    """What the digest of the turns stands under."""
    return _digest("turns")


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode())[:_DIGITS]


def _value(field: str, value: str | None) -> str | None:
    """A value as it is compared: however a case's name is written, it is the same case."""
    return folded(value) if field == "case" and value else value


def _merged(held: str | None, now: str | None, last: str | None, field: str = "") -> str | None:
    """What holds from here on; ``last`` is a digest, None where nothing was said."""
    if (_digest(_value(field, now) or "") if now else None) == last:
        return held
    if now:
        return now
    return None if held and _digest(_value(field, held) or "") == last else held


def take_what_it_says(step: StepWriter, source: Source, parsed: ParsedTranscript) -> None:
    """Take over what a file newly says of its source: variables, main coder, speakers. Turns are left alone."""
    last = source.said
    step.update(
        source,
        variables=_variables(source.variables, parsed.variables, last),
        assigned_to=_assigned(step, source, parsed, last),
    )
    write_speakers(step, source, parsed, last)
    step.update(source, **file_columns(parsed))


def _variables(held: Mapping[str, str], now: Mapping[str, str], last: Said) -> dict[str, str]:
    names = dict.fromkeys([*now, *held])
    merged = {name: _merged(held.get(name), now.get(name), last.get(_digest("variable", name))) for name in names}
    return {name: value for name, value in merged.items() if value is not None}


def assigned(step: StepWriter, parsed: ParsedTranscript) -> str | None:
    """The id of the main coder whom a file names."""
    name = parsed.variables.get("coder", "").strip()
    return coder_id(step, name) if name else None


def _assigned(step: StepWriter, source: Source, parsed: ParsedTranscript, last: Said) -> str | None:
    said = last.get(_digest("variable", "coder"))
    now = parsed.variables.get("coder", "")
    if (_digest(now) if now else None) == said:
        return source.assigned_to
    if now:
        return assigned(step, parsed)
    held = step.session.get(Coder, source.assigned_to) if source.assigned_to else None
    return None if held and _digest(held.name) == said else source.assigned_to


def new_speakers(step: StepWriter, source: Source, parsed: ParsedTranscript) -> None:
    """Write the speakers of a new source."""
    _write_speakers(step, source, parsed, {}, [], {turn.label for turn in parsed.turns})


def write_speakers(step: StepWriter, source: Source, parsed: ParsedTranscript, last: Said) -> None:
    """Make the source's speakers what the file says of them; ``last`` is what it said before."""
    rows = step.session.exec(select(Speaker).where(Speaker.source_id == source.id)).all()
    spoken = set(step.session.exec(select(Turn.label).where(Turn.source_text_id == source.source_text_id)).all())
    _write_speakers(step, source, parsed, last, rows, spoken)


def _write_speakers(
    step: StepWriter,
    source: Source,
    parsed: ParsedTranscript,
    last: Said,
    rows: Sequence[Speaker],
    spoken: Collection[str],
) -> None:
    """A speaker who was renamed in the project is known by its row's identity, which comes from the file's label."""
    by_id, by_label = {row.id: row for row in rows}, {row.label: row for row in rows}
    only = _only_case(parsed)
    for speaker in parsed.speakers:
        identity = derived("speaker", source.id, speaker.label)
        row = by_id.get(identity) or by_label.get(speaker.label)
        case_id = None
        if row is not None:
            _update_speaker(step, row, speaker, parsed, last)
            case_id = row.case_id
        elif speaker.label in spoken:
            case = _case_of(speaker, parsed)
            case_id = case_named(step, case) if case else None
            values = {field: getattr(speaker, field) for field in _FIELDS} | {"case": case_id}
            names = {"id": identity, "source_id": source.id, "label": speaker.label}
            step.insert_values(
                Speaker, [names | {_COLUMNS.get(field, field): value for field, value in values.items()}]
            )
        if case_id:
            _write_case(step, case_id, speaker, parsed, last, only)
    for row in rows:
        if row.label not in spoken:
            step.delete(row, withhold=source.id)  # the label may be a person's name
    drop_unused_cases(step, {row.case_id for row in rows})


def _update_speaker(
    step: StepWriter, row: Speaker, speaker: ParsedSpeaker, parsed: ParsedTranscript, last: Said
) -> None:
    case = step.session.get(Case, row.case_id) if row.case_id else None
    held = {field: getattr(row, field) for field in _FIELDS if field != "case"} | {"case": case.name if case else None}
    merged = {
        field: _merged(held[field], getattr(speaker, field), last.get(_digest("speaker", speaker.label, field)), field)
        for field in _FIELDS
    }
    name = merged.pop("case")
    if not name and merged["role"] == INTERVIEWEE:
        name = parsed.name
    same = case is not None and name is not None and folded(name) == folded(case.name)
    case_id = row.case_id if same else case_named(step, name) if name else None
    step.update(row, case_id=case_id, **merged)


def _case_of(speaker: ParsedSpeaker, parsed: ParsedTranscript) -> str | None:
    """Whom a speaker speaks for: where an interviewee's case is not named, the interview is its own."""
    return speaker.case or (parsed.name if speaker.role == INTERVIEWEE else None)


def _only_case(parsed: ParsedTranscript) -> bool:
    cases: Iterable[str | None] = (_case_of(speaker, parsed) for speaker in parsed.speakers)
    return len({folded(case) for case in cases if case}) == 1


def _write_case(
    step: StepWriter, case_id: str, speaker: ParsedSpeaker, parsed: ParsedTranscript, last: Said, only: bool
) -> None:
    """What the file newly says of a speaker's case. The last file that says something counts."""
    for field in ("actor", "kind", "place"):
        value = getattr(speaker, field)
        if value and _digest(value) != last.get(_digest("speaker", speaker.label, field)):
            set_case_variable(step, case_id, field, value)
    if only:
        for name, value in parsed.variables.items():
            if name not in OF_THE_SOURCE and _digest(value) != last.get(_digest("variable", name)):
                set_case_variable(step, case_id, name, value)
