"""What a person types, found among what there is: case and composition aside, exact beats a unique beginning."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.i18n import _
from coder.spans import folded

if TYPE_CHECKING:
    from coder.project import Project

_MOST = 12


def one_of(typed: str, names: Sequence[str], unknown: Callable[[str, str], str]) -> str:
    """The one of ``names`` that is meant. ``unknown`` makes the complaint from what was typed and what there is."""
    wanted = folded(typed)
    found = [name for name in names if folded(name) == wanted]
    found = found or [name for name in names if wanted and folded(name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CoderError(
            _("{name}: several begin so: {candidates}; write more of it.").format(name=typed, candidates=listed(found))
        )
    raise CoderError(unknown(typed, listed(names)))


def listed(names: Sequence[str]) -> str:
    """Names for a complaint: some of them, if they are many."""
    shown = sorted(names, key=folded)[:_MOST]
    return (", ".join(shown) + (", …" if len(names) > len(shown) else "")) or "–"


def code_key(project: "Project", typed: str) -> str:
    """A code's id by id or name."""
    from coder.project.base import code_by_name

    return project.ask(code_by_name, typed).key


def theme_key(project: "Project", typed: str) -> str:
    """A theme's id; ``CoderError`` for a code that is none."""
    from coder.queries.codes import code_tree

    key = code_key(project, typed)
    codes = {code.key: code for code in project.ask(code_tree)}
    if codes[key].depth:
        message = _("{code} is no theme but stands under {theme}; ask for it with --code.")
        raise CoderError(message.format(code=key, theme=codes[key].theme))
    return key


def source_name(project: "Project", typed: str) -> str:
    from coder.queries.sources import find_source

    return project.ask(find_source, typed).name


def case_name(project: "Project", typed: str) -> str:
    from coder.queries.variables import interviewed_cases

    return one_of(
        typed,
        project.ask(interviewed_cases),
        lambda name, all_of_them: _("{name}: no case is called so; there are: {names}.").format(
            name=name, names=all_of_them
        ),
    )


def about_key(project: "Project", typed: str) -> str:
    """The id of an actor, group or place, by its id or name."""
    from coder.queries.registers import register_entries
    from coder.terms import ABOUT_REGISTERS

    entries = project.ask(register_entries, *ABOUT_REGISTERS)
    by_name = {folded(entry.name): entry.key for entry in entries}
    if folded(typed) in by_name and folded(typed) not in {folded(entry.key) for entry in entries}:
        return by_name[folded(typed)]
    return one_of(
        typed,
        [entry.key for entry in entries],
        lambda name, _names: _("{name}: no actor, group or place has this id; they stand in codebook.yaml.").format(
            name=name
        ),
    )


def coder_names(project: "Project", typed: Sequence[str]) -> tuple[str, ...]:
    """Coders as the project spells them; ``all`` stays what it is."""
    from coder.queries import coders
    from coder.queries.selection import ALL_CODERS

    if not typed or tuple(typed) == (ALL_CODERS,):
        return tuple(typed)
    there = project.ask(coders.coder_names)
    return tuple(
        one_of(
            name,
            there,
            lambda name, names: _("{name}: no coder is called so; there are: {names}.").format(name=name, names=names),
        )
        for name in typed
    )


def variable_and_value(project: "Project", typed: str) -> tuple[str, str]:
    """A condition ``VARIABLE=VALUE`` as the sources spell it."""
    name, equals, value = typed.partition("=")
    if not equals or not name.strip():
        raise CoderError(_("--where {typed}: write VARIABLE=VALUE, for example place=lycksele.").format(typed=typed))
    from coder.queries.variables import known_values

    values = project.ask(known_values)
    variable = one_of(
        name,
        list(values),
        lambda name, names: _("{name}: no source has such a variable; there are: {names}.").format(
            name=name, names=names
        ),
    )
    found = one_of(
        value,
        sorted(values[variable]),
        lambda value, names: _("{variable}={value}: no source has this value; there are: {names}.").format(
            variable=variable, value=value, names=names
        ),
    )
    return variable, found


def template(project: "Project", typed: str) -> tuple[str, ...]:
    """The variables of an attribution's template as the sources spell them."""
    from coder.queries.attribution import read_template
    from coder.queries.variables import known_values

    known = sorted({*project.ask(known_values), "case", "actor", "kind", "place"})

    def unknown(name: str, names: str) -> str:
        return _("{name}: no source has such a variable; there are: {names}.").format(name=name, names=names)

    return tuple(one_of(name, known, unknown) for name in read_template(typed))
