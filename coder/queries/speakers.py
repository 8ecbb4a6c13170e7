"""Who speaks: each label of each source, whom it speaks for, and what is missing or doubtful about it."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from coder.i18n import N_, _
from coder.model import Case, CaseVariable, Preparation, RegisterEntry, Source, SourceText, Speaker, Turn, table_of
from coder.spans import folded
from coder.terms import INTERVIEWER

DOUBTS = {
    "case": N_("no case is named"),
    "consent": N_("nothing is said of consent"),
    "actor": N_("the actor is not in the register"),
    "place": N_("the place is not in the register"),
    "kind": N_("others of the same actor are of another kind"),
    "label": N_("spoke once, and the label looks like speech"),
    "spelling": N_("another label here is spelled almost alike"),
}
"""What can be missing or doubtful about a speaker, by the word that scripts read."""

_FIRST_WORDS = 120
"""Characters of the first words that are shown."""


@dataclass(frozen=True)
class SpeakerRow:
    """One label in one source."""

    source: str
    label: str
    """Empty where nobody is named."""
    role: str
    case: str
    actor: str
    kind: str
    place: str
    consent: str
    turns: int
    words: int
    first: str
    """The first words said, on one line."""
    settled: bool
    """Whether somebody has called the source's speakers settled."""
    doubts: tuple[str, ...] = ()
    """Keys of ``DOUBTS``."""

    @property
    def missing(self) -> str:
        """The doubts as scripts read them."""
        return ";".join(self.doubts)


@dataclass(frozen=True)
class CaseRow:
    """One case with who speaks for it."""

    case: str
    sources: tuple[str, ...]
    speakers: int
    variables: dict[str, str]


def doubt_in_words(doubt: str) -> str:
    return _(DOUBTS[doubt])


def speaker_rows(session: Session, sources: Collection[str] = ()) -> tuple[SpeakerRow, ...]:
    """Every label of every source (of those named, by their exact names), in order of source, then of first speech."""
    rows = _rows(session)
    kinds = _kinds_by_actor(rows)
    registers = _registers(session)
    alone = _without_case(session)
    doubted = [replace(row, doubts=tuple(_doubts(row, rows, kinds, registers, alone))) for row in rows]
    return tuple(row for row in doubted if not sources or row.source in sources)


def _rows(session: Session) -> list[SpeakerRow]:
    cases = dict(session.exec(select(Case.id, Case.name)).all())
    settled = set(session.exec(select(Preparation.source_id).where(Preparation.part == "speakers")).all())
    speakers: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in session.exec(select(Speaker)).all():
        speakers[speaker.source_id].append(speaker)
    said = _said(session)
    rows = []
    for source in session.exec(select(Source).order_by(col(Source.name))).all():
        spoken = [(said.get((source.source_text_id, row.label), _SILENT), row) for row in speakers[source.id]]
        for (_first, turns, words, first), row in sorted(spoken, key=lambda each: (each[0][0], each[1].label)):
            rows.append(
                SpeakerRow(
                    source=source.name,
                    label=row.label,
                    role=row.role,
                    case=cases.get(row.case_id or "", ""),
                    actor=row.actor or "",
                    kind=row.kind or "",
                    place=row.place or "",
                    consent=row.consent or "",
                    turns=turns,
                    words=words,
                    first=first,
                    settled=source.id in settled,
                )
            )
    return rows


_Said = tuple[int, int, int, str]
"""First turn's number, turns, words, first words."""
_SILENT: _Said = (1 << 30, 0, 0, "")


def _said(session: Session) -> dict[tuple[str, str], _Said]:
    """What each label says in each source's current text; the database counts and cuts out the first words."""
    turn, text, source = table_of(Turn), table_of(SourceText), table_of(Source)
    connection = session.connection()
    current = sa_select(source.c.source_text_id)
    totals = (
        sa_select(
            turn.c.source_text_id,
            turn.c.label,
            func.min(turn.c.number).label("first"),
            func.count().label("turns"),
            func.sum(turn.c.words).label("words"),
        )
        .where(turn.c.source_text_id.in_(current))
        .group_by(turn.c.source_text_id, turn.c.label)
        .subquery()
    )
    length = turn.c.end - turn.c.speech_start
    first = sa_select(totals, func.substr(text.c.text, turn.c.speech_start + 1, length)).where(
        turn.c.source_text_id == totals.c.source_text_id,
        turn.c.number == totals.c.first,
        text.c.id == totals.c.source_text_id,
    )
    return {
        (text_id, label): (number, turns, words or 0, " ".join(words_[: 2 * _FIRST_WORDS].split())[:_FIRST_WORDS])
        for text_id, label, number, turns, words, words_ in connection.execute(first)
    }


def _doubts(
    row: SpeakerRow,
    rows: Sequence[SpeakerRow],
    kinds: Mapping[str, Counter[str]],
    registers: Mapping[str, set[str]],
    alone: Collection[str],
) -> Iterable[str]:
    others = [each.label for each in rows if each.source == row.source and each is not row]
    if row.role != INTERVIEWER:
        if not row.case or (row.source in alone and folded(row.case) == folded(row.source)):
            yield "case"
        if not row.consent:
            yield "consent"
        for register in ("actor", "place"):
            if registers[register] and getattr(row, register) and getattr(row, register) not in registers[register]:
                yield register
        among = kinds.get(row.actor, Counter[str]())
        if any(kind != row.kind and number >= among[row.kind] for kind, number in among.items()):
            yield "kind"
    if row.turns == 1 and looks_like_speech(row.label):
        yield "label"
    if any(spelled_alike(row.label, other) for other in others):
        yield "spelling"


def _kinds_by_actor(rows: Iterable[SpeakerRow]) -> dict[str, Counter[str]]:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.actor and row.kind and row.role != INTERVIEWER:
            kinds[row.actor][row.kind] += 1
    return kinds


def _registers(session: Session) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"actor": set(), "place": set()}
    for entry in session.exec(select(RegisterEntry)).all():
        if entry.kind in found and not entry.retired:
            found[entry.kind].add(entry.key)
    return found


def _without_case(session: Session) -> set[str]:
    """Sources whose files name no case: each is its own."""
    return {
        name
        for name, variables in session.exec(select(Source.name, Source.variables)).all()
        if not variables.get("case")
    }


def looks_like_speech(label: str) -> bool:
    """Whether a label reads like the beginning of a sentence: *Problemet är*."""
    return any(word[:1].islower() for word in label.split()[1:])


def spelled_alike(label: str, other: str) -> bool:
    """Whether two labels may be one, misspelled: the same but for blanks, marks and accents, or one letter apart.

    Labels that differ in their numbers are different people (*IP1*, *IP2*), and so are short ones.
    """
    first, second = _bare(label), _bare(other)
    if not first or not second or label == other:
        return False
    if first == second:
        return True
    if min(len(first), len(second)) < _LEAST_LETTERS or _digits(first) != _digits(second):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(first, second, score_cutoff=1) <= 1


_LEAST_LETTERS = 5


def _bare(label: str) -> str:
    plain = unicodedata.normalize("NFD", folded(label))
    return "".join(letter for letter in plain if letter.isalnum())


def _digits(label: str) -> str:
    return "".join(letter for letter in label if letter.isdigit())


def case_rows(session: Session) -> tuple[CaseRow, ...]:
    """Every case, in order of name."""
    variables: dict[str, dict[str, str]] = defaultdict(dict)
    for row in session.exec(select(CaseVariable).order_by(col(CaseVariable.name))).all():
        variables[row.case_id][row.name] = row.value
    spoken: dict[str, list[str]] = defaultdict(list)
    for case_id, source in session.exec(
        select(Speaker.case_id, Source.name)
        .join(Source, col(Source.id) == Speaker.source_id)
        .order_by(col(Source.name))
    ).all():
        spoken[case_id or ""].append(source)
    return tuple(
        CaseRow(case.name, tuple(dict.fromkeys(spoken[case.id])), len(spoken[case.id]), variables[case.id])
        for case in session.exec(select(Case).order_by(col(Case.name))).all()
    )
