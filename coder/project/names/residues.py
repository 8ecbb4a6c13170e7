"""The last search: what still stands of names after they were replaced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from coder.i18n import N_, _
from coder.model import Change, CodebookFile, Step
from coder.personal.base import KINDS, POSSIBLE, SHOWN_ONLY, PersonalMention
from coder.personal.reasons import kind_in_words
from coder.project.base import Progress, keep_going
from coder.project.names.naming import Naming, naming
from coder.project.names.pseudonyms import PseudonymUseCases
from coder.project.names.searching import IN_CLEAR
from coder.project.names.text_columns import HELD_IN_HISTORY, project_texts, texts_in

DECIDED, NUMBER, UNDECIDED = "decided", "number", "undecided"

_WHAT = {
    DECIDED: N_("still stands"),
    NUMBER: N_("in clear"),
    UNDECIDED: N_("not decided"),
}
_ELSEWHERE = {
    "source": N_("what is known of a source"),
    "speaker": N_("what is known of a speaker"),
    "case": N_("the name of a case"),
    "case_variable": N_("what is known of a case"),
    "code": N_("a code"),
    "register_entry": N_("a register"),
    "note": N_("a note"),
    "decision": N_("why something was decided between coders"),
    "role_text": N_("what is written on a role"),
    "project": N_("the project's name"),
    "codebook_file": N_("codebook.yaml"),
    "history": N_("the history"),
}


@dataclass(frozen=True)
class Residue:
    """A place that needs a look."""

    source: str
    """"" outside the transcripts."""
    start: int
    end: int
    kind: str
    what: str
    """``decided`` (to be replaced, but still stands), ``number`` (stands in clear) or ``undecided``."""
    text: str
    """The words as they stand."""
    elsewhere: str = ""
    """Where, outside the transcripts: a table's name, ``codebook_file`` or ``history``."""

    def where_in_words(self) -> str:
        return self.source or _(_ELSEWHERE.get(self.elsewhere, self.elsewhere))

    def what_in_words(self) -> str:
        return f"{kind_in_words(self.kind)}: {_(_WHAT[self.what])}"

    def in_words(self) -> str:
        """One line for people."""
        place = _("characters {start}–{end}").format(start=self.start, end=self.end) if self.source else ""
        where = ", ".join(part for part in (self.where_in_words(), place) if part)
        return f"{where}: {' '.join(self.text.split())} ({self.what_in_words()})"


class ResidueUseCases(PseudonymUseCases):
    """Looking once more."""

    def residues(self, sources: Sequence[str] = (), progress: Progress = keep_going) -> tuple[Residue, ...]:
        """What still stands: names that are to be replaced, numbers in clear, and likely names nobody decided about.

        In sources (all by default) and, where all are searched, in everything else the project keeps, its history
        too; the gravest first. What was decided to be kept is none. Slow the first time in a process.
        """
        found: list[Residue] = []
        with self.store.reading() as session:
            names = naming(session)
            chosen = self.chosen(session, sources)
            for number, source in enumerate(chosen):
                if not progress(number, len(chosen), source.name):
                    return tuple(found)
                text, mentions = self.mentions_with_compounds(session, source.source_text_id, names)
                found += _in_text(source.name, text, names, mentions)
            if not sources:
                found += _elsewhere(session, names)
        progress(len(chosen), len(chosen), "")
        return tuple(sorted(found, key=_gravest))


def _gravest(residue: Residue) -> tuple[int, int]:
    """What was to go comes first, then numbers, people, and last the places, of which there may be hundreds."""
    return (DECIDED, NUMBER, UNDECIDED).index(residue.what), KINDS.index(residue.kind)


def _in_text(source: str, text: str, names: Naming, mentions: Sequence[PersonalMention]) -> Iterator[Residue]:
    found = [
        Residue(source, hit.mention.start, hit.mention.end, hit.decision.kind, DECIDED, hit.mention.text)
        for hit in names.hits(text, mentions=mentions)
    ]
    taken = [(each.start, each.end) for each in found]
    for each in mentions:
        if each.kind in SHOWN_ONLY or each.certainty == POSSIBLE or names.decision_on(each) is not None:
            continue
        if all(each.end <= start or end <= each.start for start, end in taken):
            what = NUMBER if each.kind in IN_CLEAR else UNDECIDED
            found.append(Residue(source, each.start, each.end, each.kind, what, each.text))
    yield from sorted(found, key=lambda each: (each.start, each.end))


def _elsewhere(session: Session, names: Naming) -> Iterator[Residue]:
    for piece in project_texts(session):
        yield from _decided_in(piece.text, names, not piece.free, piece.table)
    yield from _decided_in(session.exec(select(CodebookFile.text)).one(), names, True, "codebook_file")
    for detail in session.exec(select(Step.detail)).all():
        for text in texts_in(detail):
            yield from _decided_in(text, names, True, "history")
    query = select(Change.before, Change.after).where(Change.table_name.in_(HELD_IN_HISTORY))  # type: ignore[attr-defined]
    for sides in session.exec(query).all():
        for side in sides:
            for text in texts_in(side):
                yield from _decided_in(text, names, True, "history")


def _decided_in(text: str, names: Naming, vocabulary: bool, where: str) -> Iterator[Residue]:
    for hit in names.hits(text, vocabulary):
        mention = hit.mention
        yield Residue("", mention.start, mention.end, hit.decision.kind, DECIDED, mention.text, where)
    for each in names.with_compounds(text, ()):
        if names.decision_on(each) is None:
            yield Residue("", each.start, each.end, each.kind, UNDECIDED, each.text, where)
