"""Speakers: who asks and who answers, and for which case, actor and place each speaks, with what consent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.i18n import _
from coder.model import Case, RegisterEntry, Source, Speaker
from coder.project.base import ProjectBase, coder_id
from coder.project.sources.cases import case_named, drop_unused_cases, set_case_variable
from coder.queries.sources import find_source
from coder.readers.speakers import ROLES
from coder.spans import folded
from coder.terms import CONSENTS, INTERVIEWEE, INTERVIEWER

_OF_A_CASE = ("actor", "kind", "place")
_FIELDS = (*_OF_A_CASE, "consent")
_REGISTERS = {"actor": "actor", "place": "place"}


@dataclass(frozen=True)
class SpeakerChange:
    """What is to be said of one label in one source: None leaves a field as it is, "" clears it."""

    source: str
    label: str
    role: str | None = None
    """``interviewer`` or ``interviewee``."""
    case: str | None = None
    """A name, however it is written; a case of that name is made where there is none. Cleared, the interview is its
    own case."""
    actor: str | None = None
    """An id or a name in the register of actors."""
    kind: str | None = None
    place: str | None = None
    """An id or a name in the register of places."""
    consent: str | None = None
    """``named``, ``organisation`` or ``anonymous``."""


class SpeakerUseCases(ProjectBase):
    """What is said of speakers."""

    def set_speakers(self, changes: Sequence[SpeakerChange]) -> list[str]:
        """Say who speakers are, in one source or many, as one step; returns translated remarks.

        ``CoderError`` for a label that nobody has, a word that is no role or consent, and an actor or place that its
        register does not have; where a register is empty, anything goes, with a remark.
        """
        with self.store.reading() as session:
            named = dict.fromkeys(find_source(session, change.source).name for change in changes)
        kind = "set_speakers" if len(named) == 1 else "set_speakers_of_several"
        remarks: dict[str, None] = {}
        with self.history.step(kind, source=next(iter(named), ""), count=len(named)) as step:
            left = [_set(step, change, remarks) for change in changes]
            drop_unused_cases(step, left)
        return list(remarks)

    def assign(self, source: str, coder: str) -> None:
        """Make a coder the main coder of a source, whose codings count there; "" for nobody in particular."""
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step("assign" if coder.strip() else "unassign", source=name, coder=coder.strip()) as step:
            step.update(find_source(step.session, name), assigned_to=coder_id(step, coder) if coder.strip() else None)


def speaker_of(session: Session, source: Source, label: str) -> Speaker:
    """A source's speaker by label. ``CoderError`` names the labels there are."""
    rows = session.exec(select(Speaker).where(Speaker.source_id == source.id)).all()
    found = [row for row in rows if row.label == label] or [row for row in rows if _key(row.label) == _key(label)]
    if len(found) == 1:
        return found[0]
    labels = ", ".join(sorted((row.label for row in rows if row.label), key=folded)) or "–"
    raise CoderError(
        _("{label}: nobody in {source} has this label; there are: {labels}.").format(
            label=label, source=source.name, labels=labels
        )
    )


def _key(label: str) -> str:
    return " ".join(folded(label).split())


def _set(step: StepWriter, change: SpeakerChange, remarks: dict[str, None]) -> str | None:
    """Write one change; the case that the speaker spoke for until then."""
    source = find_source(step.session, change.source)
    row = speaker_of(step.session, source, change.label)
    before = row.case_id
    values = {field: _checked(step.session, field, getattr(change, field), remarks) for field in _FIELDS}
    role = _role(change.role)
    if role == INTERVIEWER and row.role != INTERVIEWER:
        # Who asks speaks for nobody, unless the same change says so.
        values = {field: value or "" for field, value in values.items()}
    step.update(
        row, role=role or row.role, **{name: value or None for name, value in values.items() if value is not None}
    )
    step.update(row, case_id=_case_id(step, source, row, change, before, remarks))
    if row.case_id:
        _write_case(
            step, row.case_id, {field: getattr(row, field) for field in _OF_A_CASE if values[field] is not None}
        )
    return before


def _write_case(step: StepWriter, case_id: str, values: Mapping[str, str | None]) -> None:
    """What was said of a speaker holds for the case too; what is taken back goes when nobody of the case has it."""
    speakers = step.session.exec(select(Speaker).where(Speaker.case_id == case_id)).all()
    for field, value in values.items():
        if value or not any(getattr(speaker, field) for speaker in speakers):
            set_case_variable(step, case_id, field, value or "")


def _case_id(
    step: StepWriter, source: Source, row: Speaker, change: SpeakerChange, before: str | None, remarks: dict[str, None]
) -> str | None:
    name = " ".join((change.case or "").split())
    if not name and row.role == INTERVIEWER:
        return before if change.case is None and _role(change.role) is None else None
    if not name:
        if change.case is None and before is not None:
            return before
        name = source.name
    known = {folded(case) for case in step.session.exec(select(Case.name)).all()}
    if folded(name) not in known and name != source.name:
        remarks[_("{case}: no case was called so; it has been made.").format(case=name)] = None
    return case_named(step, name)


def _role(role: str | None) -> str | None:
    if role is None:
        return None
    if folded(role) not in ROLES:
        raise CoderError(
            _("{role}: this is no role; choose one of {allowed}.").format(
                role=role or '""', allowed=f"{INTERVIEWER}, {INTERVIEWEE}"
            )
        )
    return ROLES[folded(role)]


def _checked(session: Session, field: str, value: str | None, remarks: dict[str, None]) -> str | None:
    """A value as it is kept: a register's id for its name."""
    value = " ".join(value.split()) if value is not None else None
    if not value:
        return value
    if field == "consent":
        if folded(value) not in CONSENTS:
            message = _("{consent}: this is no consent; choose one of {allowed}.")
            raise CoderError(message.format(consent=value, allowed=", ".join(CONSENTS)))
        return folded(value)
    return _in_register(session, _REGISTERS[field], value, remarks) if field in _REGISTERS else value


def _in_register(session: Session, kind: str, value: str, remarks: dict[str, None]) -> str:
    rows = session.exec(select(RegisterEntry).where(RegisterEntry.kind == kind)).all()
    entries = [row for row in rows if not row.retired]
    if not entries:
        message = _("{value}: codebook.yaml has no {register}, so nothing says whether this is spelled right.")
        remarks[message.format(value=value, register="actors" if kind == "actor" else "places")] = None
        return value
    wanted = folded(value)
    for names in (_keys, _names, _other_names):
        found = [entry for entry in entries if wanted in names(entry)]
        if len(found) == 1:
            return found[0].key
    message = (
        _("{value}: no actor has this id or name; there are: {names}.")
        if kind == "actor"
        else _("{value}: no place has this id or name; there are: {names}.")
    )
    raise CoderError(message.format(value=value, names=_listed(entry.key for entry in entries)))


def _keys(entry: RegisterEntry) -> set[str]:
    return {folded(entry.key)}


def _names(entry: RegisterEntry) -> set[str]:
    return {folded(entry.name)}


def _other_names(entry: RegisterEntry) -> set[str]:
    data: Mapping[str, object] = entry.data
    others = data.get("other_names")
    return {folded(str(name)) for name in others} if isinstance(others, list) else set()


def _listed(keys: Iterable[str], most: int = 12) -> str:
    found = sorted(keys, key=folded)
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")
