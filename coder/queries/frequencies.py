"""How often each code and theme occurs: cases first, then sources, codings, characters."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from coder.errors import CoderError
from coder.i18n import _
from coder.queries.codes import CodeView, code_tree
from coder.queries.counted import Counted, CountedCoding, CountedSource, CountedTurn, count
from coder.queries.selection import DEFAULT, Scope, Selection
from coder.spans import Span, union_length


@dataclass(frozen=True)
class Frequency:
    """A code's row (or, by theme, a theme's with all its codes)."""

    theme: str
    code: str
    """"" in a theme's row."""
    cases: int
    sources: int
    codings: int
    characters: int
    """Characters of counted speech that are covered at least once."""
    values: tuple[int, ...] = ()
    """Codings for each of the table's values."""


@dataclass(frozen=True)
class FrequencyTable:
    rows: tuple[Frequency, ...]
    values: tuple[str, ...]
    """The values that ``--by`` adds a column for each."""
    all_cases: int
    all_sources: int
    scope: Scope


def frequencies(session: Session, by: str = "", selection: Selection = DEFAULT) -> FrequencyTable:
    """Counts per code, in the codebook's order; ``by`` is "", theme, case, source or a variable.

    Raises ``CoderError`` for a variable that no source or case has.
    """
    counted = count(session, selection)
    codes = code_tree(session)
    values, value_of = _breakdown(counted, by)
    by_code: dict[str, list[CountedCoding]] = defaultdict(list)
    for coding in counted.codings:
        by_code[coding.code].append(coding)
    rows = _theme_rows(codes, by_code) if by == "theme" else _code_rows(codes, by_code, values, value_of)
    return FrequencyTable(
        rows=tuple(rows),
        values=tuple(values),
        all_cases=len(counted.cases),
        all_sources=len(counted.sources),
        scope=counted.scope,
    )


ValueOf = Callable[[CountedCoding], Iterable[str]]


def _theme_rows(codes: Sequence[CodeView], by_code: dict[str, list[CountedCoding]]) -> Iterable[Frequency]:
    for theme in (code for code in codes if code.depth == 0):
        codings = [c for code in codes if code.theme == theme.key for c in by_code[code.key]]
        yield _frequency(theme.key, "", codings)


def _code_rows(
    codes: Sequence[CodeView], by_code: dict[str, list[CountedCoding]], values: Sequence[str], value_of: ValueOf
) -> Iterable[Frequency]:
    for code in codes:
        codings = by_code[code.key]
        totals = dict.fromkeys(values, 0)
        for coding in codings:
            for value in set(value_of(coding)):
                totals[value] += 1
        yield _frequency(code.theme, code.key, codings, tuple(totals.values()))


def _frequency(theme: str, code: str, codings: Sequence[CountedCoding], values: tuple[int, ...] = ()) -> Frequency:
    covered: dict[str, list[Span]] = defaultdict(list)
    for coding in codings:
        covered[coding.source.id].extend(coding.spoken)
    return Frequency(
        theme=theme,
        code=code,
        cases=len({case for coding in codings for case in coding.cases}),
        sources=len(covered),
        codings=len(codings),
        characters=sum(union_length(spans) for spans in covered.values()),
        values=values,
    )


def _breakdown(counted: Counted, by: str) -> tuple[list[str], ValueOf]:
    """The values to break codings down by, and which of them a coding has."""
    if by in ("", "theme"):
        return [], lambda coding: ()
    if by == "guide":
        raise CoderError(_("Interviewers' turns have not been matched to the guide, so nothing can be counted by it."))
    if by == "case":
        return counted.cases, lambda coding: coding.cases
    if by == "source":
        return [source.name for source in counted.sources], lambda coding: [coding.source.name]
    variable = _variable(by)
    found = {value for source in counted.sources for turn in source.turns for value in variable(source, turn)}
    if not found:
        raise CoderError(
            _("{by}: no source has such a variable; choose theme, case, source or one of: {names}.").format(
                by=by, names=", ".join(_variables(counted))
            )
        )
    return sorted(found), lambda coding: [v for turn in coding.turns for v in variable(coding.source, turn)]


def _variable(name: str) -> Callable[[CountedSource, CountedTurn], list[str]]:
    """A variable's value for a turn: actor, kind and place follow the speaker, the others the source."""

    def value(source: CountedSource, turn: CountedTurn) -> list[str]:
        if name in ("actor", "kind", "place"):
            own = None if turn.interviewer else getattr(turn, name)
            return [own] if own else []
        return [source.variables[name]] if source.variables.get(name) else []

    return value


def _variables(counted: Counted) -> list[str]:
    return sorted({"actor", "kind", "place"} | {name for source in counted.sources for name in source.variables})
