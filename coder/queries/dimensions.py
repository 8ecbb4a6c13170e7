"""Along what codings are broken down: codes, cases, variables, facets, questions of the guide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from coder.errors import CoderError
from coder.i18n import _
from coder.queries.columns import Columns, Ints, SpeakerFacts
from coder.queries.filters import Filter
from coder.queries.guide import Guide, no_guide
from coder.queries.names import DIMENSIONS, canonical
from coder.queries.parts import Parts, case_of, places, questions_at, read_parts
from coder.queries.selection import Selection
from coder.queries.variables import OF_SPEAKERS
from coder.terms import MODES, VOICES

_REGISTERS = {"groups": "group", "about-actors": "actor", "about-places": "place"}


@dataclass(frozen=True)
class Dimension:
    """The values along one dimension, and which of them each part has: pairs of a part and a value."""

    name: str
    """As the command line names it: ``codes``, ``cases`` …, or a variable."""
    key: str
    """The name of the column that holds the values: ``code``, ``case`` …"""
    values: tuple[str, ...]
    part: Ints
    """Place among the parts, in order."""
    value: Ints
    """Place in ``values``."""


def read_for(
    session: Session, names: Sequence[str], selection: Selection, wanted: Filter, guide: Guide | None
) -> Parts:
    """The parts, with what these dimensions need to be known."""
    known = {canonical(name) for name in names}
    facets = bool(known & {*_REGISTERS, "voice", "mode"})
    return read_parts(session, selection, wanted, guide, facets, by_guide="guide" in known)


def dimension(parts: Parts, typed: str) -> Dimension:
    """A dimension by its name, in the singular or the plural, or a variable.

    ``CoderError`` for a variable that nothing has, and for the guide where there is none.
    """
    name = canonical(typed)
    columns, codings = parts.columns, parts.columns.codings
    if name == "codes":
        return _of_codes(parts)
    if name == "themes":
        themes = list(dict.fromkeys(code.theme for code in parts.listed))
        return _single(name, themes, places([code.theme for code in columns.codes], themes)[parts.code])
    if name == "sources":
        return _single(name, [source.name for source in columns.sources], parts.source)
    if name == "cases":
        return _single(name, columns.cases, parts.case)
    if name == "voice":
        return _single(name, VOICES, codings.voice[parts.coding])
    if name == "mode":
        return _single(name, MODES, codings.mode[parts.coding])
    if name == "guide":
        return _of_guide(parts)
    if name in _REGISTERS:
        return _of_register(parts, name)
    return _of_variable(parts, name)


def _single(name: str, values: Sequence[str], value: Ints) -> Dimension:
    part = np.flatnonzero(value >= 0)
    return Dimension(name, DIMENSIONS.get(name, name), tuple(values), part, value[part])


def _of_codes(parts: Parts) -> Dimension:
    """The codes that can be applied, and retired ones that are still carried."""
    codes = parts.columns.codes
    listed = [code.key for code in parts.listed if not code.retired or code.codings]
    return _single("codes", listed, places([code.key for code in codes], listed)[parts.code])


def _of_guide(parts: Parts) -> Dimension:
    guide = parts.guide
    if guide is None or not guide.questions:
        raise CoderError(no_guide())
    coding, question = questions_at(parts.columns, guide, parts.columns.codings.key)
    values = [question.key for question in guide.questions]
    return _several(parts, "guide", values, coding, question)


def _of_register(parts: Parts, name: str) -> Dimension:
    """Whom codings are about, of one register; entries that are gone are listed while codings are about them."""
    assert parts.about is not None
    entries = parts.about.entries
    values = [key for kind, key in entries if kind == _REGISTERS[name]]
    value = np.array([values.index(key) if kind == _REGISTERS[name] else -1 for kind, key in entries], np.int64)
    of_pairs = value[parts.about.entry] if len(entries) else parts.about.entry
    return _several(parts, name, values, parts.about.coding[of_pairs >= 0], of_pairs[of_pairs >= 0])


def _several(parts: Parts, name: str, values: Sequence[str], coding: Ints, value: Ints) -> Dimension:
    """Codings that have any number of values each: ``coding`` (in order) and ``value`` are pairs."""
    number = np.bincount(coding, minlength=len(parts.columns.codings.code))
    first = np.cumsum(number) - number
    each = number[parts.coding]
    part = np.repeat(np.arange(len(parts.coding)), each)
    within = np.arange(len(part)) - np.repeat(np.cumsum(each) - each, each)
    return Dimension(name, DIMENSIONS[name], tuple(values), part, value[first[parts.coding[part]] + within])


def _of_variable(parts: Parts, name: str) -> Dimension:
    variable = {"actors": "actor", "kinds": "kind", "places": "place"}.get(name, name)
    value = _value_of(parts.columns, variable)
    turns = np.unique(parts.columns.turns.speaker).tolist()
    found = sorted({value(parts.columns.speakers[n]) for n in turns} - {""})
    if not found and parts.columns.sources:  # without any source, nothing is known to be no variable
        raise CoderError(
            _("{name}: no source has such a variable; choose one of {names}, or a variable: {variables}.").format(
                name=variable,
                names=", ".join(DIMENSIONS),
                variables=", ".join(_variables(parts.columns)),
            )
        )
    return _single(name, found, parts.of_speakers(value, found))


def _value_of(columns: Columns, variable: str) -> Callable[[SpeakerFacts], str]:
    return lambda speaker: columns.value(variable, speaker)


def _variables(columns: Columns) -> list[str]:
    of_sources = {name for source in columns.sources for name in source.variables}
    of_cases = {
        name for case in {case_of(s) for s in columns.speakers} for name in columns.of_cases.get(case or "", {})
    }
    return sorted({*OF_SPEAKERS} | of_sources | of_cases)
