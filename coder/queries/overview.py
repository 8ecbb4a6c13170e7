"""How the study stands, in one answer: how far it is, what stands out, where coders differ, what is new, what to do."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Change, Code, Coder, Coding, Finished, Note, Source, Step
from coder.queries.agreement import ALL, Agreement, CodeAgreement, agreement
from coder.queries.codes import CodeView
from coder.queries.filters import EVERYTHING
from coder.queries.frequencies import frequencies_of
from coder.queries.log import log
from coder.queries.method import is_reflexive
from coder.queries.selection import DEFAULT
from coder.queries.sources import SourceRow, source_rows_of
from coder.queries.undecided import undecided
from coder.queries.versions import unplaced
from coder.spans import folded
from coder.terms import ADJUDICATED

DAYS = 7
"""What is new is new since so many days, unless another date is named."""
MOST = 5
"""So many themes, codes and disagreements; the other screens have them all."""


@dataclass(frozen=True)
class Progress:
    """How far the study is, in sources."""

    sources: int
    prepared: int
    coded: int
    finished: int
    coded_share: float
    """Of the speech that counts in all sources together, 0 to 1."""
    codings: int


@dataclass(frozen=True)
class Strong:
    """A theme with all its codes."""

    key: str
    name: str
    cases: int


@dataclass(frozen=True)
class Grown:
    """A code that was applied since the date, by whomever."""

    key: str
    name: str
    new: int
    all: int


@dataclass(frozen=True)
class NewWork:
    """What somebody did since the date and is still there."""

    coder: str
    codings: int
    notes: int
    codes: tuple[str, ...]
    """Names of codes made since."""
    finished: tuple[str, ...]
    """Sources called finished since."""


@dataclass(frozen=True)
class Differing:
    """A source with disagreements that nobody has decided."""

    source: str
    coders: tuple[str, ...]
    left: int


@dataclass(frozen=True)
class ToDo:
    """Sources, or things, that wait for somebody."""

    unplaced: int
    """Codings and notes whose words were corrected away."""
    names: tuple[str, ...]
    """Sources whose names are not called replaced."""
    speakers: tuple[str, ...]
    """Sources whose speakers are not called settled."""
    uncoded: tuple[str, ...]
    unfinished: tuple[str, ...]
    """Coded, and finished by nobody."""


@dataclass(frozen=True)
class Overview:
    since: str
    """The day (ISO 8601) since which something is new."""
    progress: Progress
    all_cases: int
    strongest: tuple[Strong, ...]
    """Most cases first."""
    grown: tuple[Grown, ...]
    """Most new codings first."""
    reflexive: bool
    """Then coders are not compared."""
    pooled: CodeAgreement | None
    """Over all codes; None where no two have coded one source."""
    lowest: tuple[tuple[str, CodeAgreement], ...]
    """Codes by name with enough applications, the lowest alpha first."""
    differing: tuple[Differing, ...]
    new: tuple[NewWork, ...]
    to_do: ToDo


def week_ago(today: date) -> str:
    """The day since which something is new unless another is named."""
    return (today - timedelta(days=DAYS)).isoformat()


def overview(session: Session, since: str) -> Overview:
    """How the study stands; ``since`` is a day as written in ISO 8601, at its beginning here.

    Counts of codings since then are of all coders' codings; those of themes are of the coding sets, as in all figures.
    ``CoderError`` for what is no day.
    """
    from coder.queries.dimensions import read_for

    begin = instant(since)
    parts = read_for(session, ["themes"], DEFAULT, EVERYTHING, None)
    codes = {code.key: code for code in parts.columns.codes}
    rows = source_rows_of(session, parts)
    reflexive = is_reflexive(session)
    themes = frequencies_of(parts, "theme")
    strongest = sorted((row for row in themes.rows if row.cases), key=lambda row: -row.cases)[:MOST]
    compared = None if reflexive else agreement(session)
    return Overview(
        since=since,
        progress=_progress(rows),
        all_cases=themes.all_cases,
        strongest=tuple(Strong(row.theme, codes[row.theme].name, row.cases) for row in strongest),
        grown=_grown(session, begin, codes),
        reflexive=reflexive,
        pooled=next((row for row in compared.rows if row.code == ALL), None) if compared else None,
        lowest=_lowest(compared, codes) if compared else (),
        differing=() if reflexive else _differing(session),
        new=_new(session, begin),
        to_do=_to_do(session, rows),
    )


def instant(since: str) -> str:
    """The beginning of a day here, as steps and codings have it: UTC, ISO 8601."""

    try:
        day = date.fromisoformat(since.strip())
    except ValueError as error:
        raise CoderError(_("{day}: write a day as 2014-03-24.").format(day=since)) from error
    return datetime.combine(day, time()).astimezone(UTC).isoformat(timespec="seconds")


def _progress(rows: Sequence[SourceRow]) -> Progress:
    speech = sum(row.speech for row in rows)
    return Progress(
        sources=len(rows),
        prepared=sum(row.prepared for row in rows),
        coded=sum(row.codings > 0 for row in rows),
        finished=sum(bool(row.finished_by) for row in rows),
        coded_share=sum(row.coded_share * row.speech for row in rows) / speech if speech else 0.0,
        codings=sum(row.codings for row in rows),
    )


def _grown(session: Session, begin: str, codes: dict[str, CodeView]) -> tuple[Grown, ...]:
    query = select(Code.key, func.count()).join(Coding, col(Coding.code_id) == Code.id)
    people = query.join(Coder, col(Coder.id) == Coding.coded_by).where(func.lower(Coder.name) != ADJUDICATED)
    new = session.exec(people.where(col(Coding.created_at) >= begin).group_by(Code.key)).all()
    ranked = sorted(new, key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return tuple(Grown(key, codes[key].name, number, codes[key].codings) for key, number in ranked)


def _lowest(compared: Agreement, codes: dict[str, CodeView]) -> tuple[tuple[str, CodeAgreement], ...]:
    known = [row for row in compared.rows if row.code != ALL and not row.too_few and row.alpha.value is not None]
    ranked = sorted(known, key=lambda row: row.alpha.value or 0.0)[:MOST]
    return tuple((codes[row.code].name, row) for row in ranked)


def _differing(session: Session) -> tuple[Differing, ...]:
    open_ones = [Differing(each.source, each.coders, left) for each, left in undecided(session) if left]
    return tuple(sorted(open_ones, key=lambda each: (-each.left, each.source)))


def _new(session: Session, begin: str) -> tuple[NewWork, ...]:
    """By coder: of codings, notes and finished sources what is there now, of codes what steps that hold have made."""
    names = dict(session.exec(select(Coder.id, Coder.name)).all())
    codings: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    codes: dict[str, list[str]] = defaultdict(list)
    finished: dict[str, list[str]] = defaultdict(list)
    coded = select(Coding.coded_by, func.count()).where(col(Coding.created_at) >= begin).group_by(Coding.coded_by)
    for coder, number in session.exec(coded).all():
        codings[names[coder]] += number
    written = select(Note.written_by, func.count()).where(col(Note.created_at) >= begin).group_by(Note.written_by)
    for coder, number in session.exec(written).all():
        notes[names[coder]] += number
    marks = select(Finished.coder_id, Source.name).join(Source, col(Source.id) == Finished.source_id)
    for coder, source in session.exec(marks.where(col(Finished.created_at) >= begin).order_by(Source.name)).all():
        finished[names[coder]].append(source)
    for coder, name in _codes_made(session, begin):
        codes[coder].append(name)
    who = {*codings, *notes, *codes, *finished}
    return tuple(
        NewWork(coder, codings[coder], notes[coder], tuple(codes[coder]), tuple(finished[coder]))
        for coder in sorted(who, key=lambda coder: (-codings[coder], folded(coder)))
    )


def _codes_made(session: Session, begin: str) -> list[tuple[str, str]]:
    """Who made which codes (their names), in order; those of the codebook as it was first read are not new."""
    query = (
        select(Step.id, Step.coder, Code.name)
        .join(Change, col(Change.step_id) == Step.id)
        .join(Code, col(Code.id) == Change.row_id)
        .where(Change.table_name == "code", Change.action == "insert", col(Step.at) >= begin)
        .order_by(col(Step.id), col(Change.id))
    )
    made = session.exec(query).all()
    if not made:
        return []
    undone = {line.step for line in log(session) if line.undone}
    first = session.exec(select(func.min(Change.step_id)).where(Change.table_name == "code")).one()
    found = [(coder, name) for step, coder, name in made if step not in undone and step != first]
    return list(dict.fromkeys(found))


def _to_do(session: Session, rows: Sequence[SourceRow]) -> ToDo:
    return ToDo(
        unplaced=len(unplaced(session)),
        names=tuple(row.source for row in rows if not row.pseudonymised),
        speakers=tuple(row.source for row in rows if not row.speakers_settled),
        uncoded=tuple(row.source for row in rows if not row.codings),
        unfinished=tuple(row.source for row in rows if row.codings and not row.finished_by),
    )
