"""Where text stands in a project's rows beside the transcripts, and replacing something in all of it.

Only current rows: versions of transcripts never change, and what the history holds is put aside (``history.withheld``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlmodel import Session
from sqlmodel import select as select_rows

from coder.codebook.book import CODE_LISTS, id_from_name
from coder.history import StepWriter
from coder.model import (
    Case,
    CaseVariable,
    Code,
    Constellation,
    Decision,
    FrameworkSummary,
    ItemSet,
    Note,
    PickedQuote,
    ProjectInfo,
    RegisterEntry,
    RoleText,
    Row,
    SavedQuery,
    Source,
    Speaker,
    Step,
    SuggestionCache,
    SuggestionRun,
    Verdict,
    ViewState,
    WhiteSpot,
    table_of,
)
from coder.queries.expression_reading import with_other_code
from coder.spans import folded

Replace = Callable[[str], str]
"""Gives a text with something replaced in it; the same text where there is nothing."""


@dataclass(frozen=True)
class Replacing:
    """What is replaced where: the study's own words (registers, cases, codes) name places and organisations on
    purpose, and exports need them; what people said and wrote may have to lose them."""

    free: Replace
    vocabulary: Replace

    def of(self, model: type[Row], column: str) -> Replace:
        return self.free if (model, column) in _FREE else self.vocabulary


OF_A_SOURCE: dict[type[Row], tuple[str, ...]] = {
    Source: ("name", "file_name", "variables"),
    Speaker: ("label", "actor", "kind", "place"),
}
OF_THE_PROJECT: dict[type[Row], tuple[str, ...]] = {
    Case: ("name",),
    CaseVariable: ("value",),
    Code: ("name", "definition", "use_when", "not_when", "keywords", "examples"),
    RegisterEntry: ("name", "data"),
    Note: ("text",),
    Decision: ("why",),
    FrameworkSummary: ("text",),
    PickedQuote: ("heading", "edited"),
    SavedQuery: ("name", "expression"),
    Constellation: ("name", "purpose"),
    WhiteSpot: ("why",),
    RoleText: ("text",),
    ItemSet: ("name", "description"),
    Verdict: ("evidence",),
    ProjectInfo: ("name",),
}
_OUR_OWN = frozenset({"interviewer", "coder"})
"""Variables that name those who do the study, whoever else is called so."""

_FREE: set[tuple[type[Row], str]] = {
    (Note, "text"),
    (Decision, "why"),
    (FrameworkSummary, "text"),
    (PickedQuote, "edited"),
    (Code, "examples"),
    (Constellation, "purpose"),
    (WhiteSpot, "why"),
    (RoleText, "text"),
}

FREE_IN_HISTORY = tuple(sorted({table_of(model).name for model, _column in _FREE}))
VOCABULARY_IN_HISTORY = tuple(
    table_of(model).name for model in (*OF_A_SOURCE, *OF_THE_PROJECT) if table_of(model).name not in FREE_IN_HISTORY
)
"""The tables whose Changes may hold words of people, and those whose may hold the study's own."""
HELD_IN_HISTORY = (*FREE_IN_HISTORY, *VOCABULARY_IN_HISTORY)

_UNIQUE = {(Source, "name"), (Case, "name"), (SavedQuery, "name")}


def in_value(value: Any, replace: Replace) -> Any:
    """A column's value with every text in it replaced, down through lists and objects (their keys stay)."""
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, list):
        return [in_value(each, replace) for each in value]
    if isinstance(value, dict):
        return {name: each if name in _OUR_OWN else in_value(each, replace) for name, each in value.items()}
    return value


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a column's value that ``in_value`` would replace in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        named = value.items() if isinstance(value, dict) else (("", each) for each in value)
        for name, each in named:
            if name not in _OUR_OWN:
                yield from texts_in(each)


def replace_in_source(step: StepWriter, source: Source, replacing: Replacing) -> None:
    """Replace in what is known of a source and its speakers. Names that become alike get a number."""
    _replace(step, source, OF_A_SOURCE[Source], replacing, source.id)
    for speaker in step.session.exec(select_rows(Speaker).where(Speaker.source_id == source.id)).all():
        _replace(step, speaker, tuple(name for name in OF_A_SOURCE[Speaker] if name != "label"), replacing, source.id)


def replace_in_project(step: StepWriter, replacing: Replacing) -> None:
    """Replace in everything that belongs to no single source: cases, codes, registers, notes."""
    for model, names in OF_THE_PROJECT.items():
        for row in step.session.exec(select_rows(model)).all():
            _replace(step, row, names, replacing, "")
    _replace_in_ids(step, replacing.vocabulary)


def _replace(step: StepWriter, row: Row, names: tuple[str, ...], replacing: Replacing, source: str) -> None:
    found = {name: in_value(getattr(row, name), replacing.of(type(row), name)) for name in names}
    changed = {name: value for name, value in found.items() if value != getattr(row, name)}
    for name in changed:
        if (type(row), name) in _UNIQUE:
            changed[name] = _free(step.session, row, name, changed[name])
    if changed:
        step.update(row, withhold=source, **changed)


def _free(session: Session, row: Row, name: str, wanted: str) -> str:
    others = session.exec(select_rows(type(row))).all()
    taken = {folded(getattr(other, name)) for other in others if getattr(other, "id", "") != getattr(row, "id", "")}
    number, free = 1, wanted
    while folded(free) in taken:
        number += 1
        free = f"{wanted} ({number})"
    return free


def _replace_in_ids(step: StepWriter, replace: Replace) -> None:
    """Give codes whose id is made of a name another one. An id is for life, but not for a person's."""
    codes = step.session.exec(select_rows(Code)).all()
    taken = {folded(row.key) for row in codes} | {
        folded(key) for key in step.session.exec(select_rows(RegisterEntry.key)).all()
    }
    for row in codes:
        spoken = row.key.replace("-", " ").replace("_", " ")
        if replace(spoken) == spoken:
            continue
        old, new = row.key, id_from_name(replace(spoken), taken)
        taken.add(folded(new))
        step.update(row, withhold="", key=new)
        for entry in step.session.exec(select_rows(RegisterEntry)).all():
            lists = {name: entry.data[name] for name in CODE_LISTS if old in entry.data.get(name, ())}
            if lists:
                renamed = {name: [new if key == old else key for key in codes] for name, codes in lists.items()}
                step.update(entry, data=entry.data | renamed)
        for verdict in step.session.exec(select_rows(Verdict).where(Verdict.chosen_code == old)).all():
            step.update(verdict, chosen_code=new)
        for query in step.session.exec(select_rows(SavedQuery)).all():
            step.update(query, withhold="", expression=with_other_code(query.expression, old, new))


@dataclass(frozen=True)
class ProjectText:
    """A text outside the transcripts."""

    table: str
    text: str
    free: bool
    """True for what people said or wrote, False for the study's own words."""


def project_texts(session: Session) -> Iterator[ProjectText]:
    """Every text outside the transcripts that replacing reaches."""
    for model, names in {**OF_A_SOURCE, **OF_THE_PROJECT}.items():
        for row in session.exec(select_rows(model)).all():
            for name in names:
                for text in texts_in(getattr(row, name)):
                    yield ProjectText(table_of(model).name, text, (model, name) in _FREE)
    for key in session.exec(select_rows(Code.key)).all():
        yield ProjectText(table_of(Code).name, key.replace("-", " ").replace("_", " "), False)


def replace_unrecorded(connection: Connection, replace: Replace) -> None:
    """Replace in what the history does not record: its own sentences, view state; caches are emptied."""
    for model, column, keys in ((Step, "detail", ("id",)), (ViewState, "value", ("coder_name", "key"))):
        table = table_of(model)
        for row in connection.execute(select(table)).all():
            old = row._mapping[column]
            new = in_value(old, replace)
            if new != old:
                same = [table.c[key] == row._mapping[key] for key in keys]
                connection.execute(update(table).where(*same).values({column: new}))
    for cache in (SuggestionCache, SuggestionRun):
        connection.execute(delete(table_of(cache)))
