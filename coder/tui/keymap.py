"""Keys of one's own: every binding has a name, and a file says which keys it is on instead of the usual ones."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from textual.binding import Binding, Keymap
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from coder.errors import CoderError
from coder.i18n import _

_EVERYWHERE = ("app", "anywhere", "screens")
"""Groups whose keys work on every screen."""
_TOGETHER = {"coding": ("coding", "reader"), "reader": ("coding", "reader")}
"""Groups that are at work at the same time."""
_FIXED = "escape"
"""What stands on it cannot be moved, and nothing can be put on it: everything counts on it to lead back."""
_NAMED = {*(key.value for key in Keys), *KEY_NAME_REPLACEMENTS.values(), "space"}


def named(group: str, bindings: Iterable[Binding]) -> list[Binding]:
    """The bindings with the names they have in the key file: ``coding.code``, ``coding.recent-3``."""
    return [replace(binding, id=f"{group}.{_slug(binding.action)}") for binding in bindings]


def _slug(action: str) -> str:
    name, _bracket, argument = action.removesuffix(")").partition("(")
    name = name.rpartition(".")[2]
    argument = argument.strip("'\"")
    if name in ("move", "show", "look"):
        return argument
    return f"{name}-{argument}" if argument else name


def rebound(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[Binding]:
    """The bindings with the keys that a key map gives them."""
    return [replace(binding, key=keymap.get(binding.id or "", binding.key)) for binding in bindings]


def key_file() -> Path:
    """Where the keys of one's own stand: ``keys.yaml`` in the user's settings, or what ``CODER_KEYS`` names."""
    chosen = os.environ.get("CODER_KEYS")
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_dir

    return Path(user_config_dir("coder", appauthor=False)) / "keys.yaml"


def read_keys(path: Path, bindings: Sequence[Binding]) -> Keymap:
    """The keys that a file sets, by the names of bindings; {} if there is no file.

    ``CoderError`` with one line for a file that cannot be read, an unknown name or key, and a key given twice.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        said = YAML(typ="safe").load(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        raise CoderError(
            _("{path}: cannot be read as keys: {reason}. The usual keys hold.").format(path=path, reason=reason)
        ) from None
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise CoderError(_("{path}: write a line “name: key” for each key. The usual keys hold.").format(path=path))
    try:
        chosen = {name: _keys_of(str(name), value) for name, value in said.items() if _known(str(name), bindings)}
        _refuse_clashes(chosen, bindings)
    except CoderError as error:
        raise CoderError(_("{path}: {complaint} The usual keys hold.").format(path=path, complaint=error)) from None
    return {name: ",".join(keys) for name, keys in chosen.items()}


def _known(name: str, bindings: Sequence[Binding]) -> bool:
    names = [binding.id or "" for binding in bindings]
    if any(binding.id == name and binding.key == _FIXED for binding in bindings):
        raise CoderError(_("“{name}” stays where it is.").format(name=name))
    if name not in names:
        likely = get_close_matches(name, names, n=1)
        if likely:
            raise CoderError(_("nothing is called “{name}”; perhaps “{likely}”.").format(name=name, likely=likely[0]))
        raise CoderError(_("nothing is called “{name}”; 'coder keys' lists the names.").format(name=name))
    return True


def _keys_of(name: str, value: Any) -> list[str]:
    """Keys as they may be written: ``c``, ``ctrl+k``, ``F7``, ``?``, or a list of them."""
    typed = value if isinstance(value, list) else [value]
    return [_normal(name, str(key).strip()) for key in typed]


def _normal(name: str, typed: str) -> str:
    """A key under Textual's name for it: ``?`` is ``question_mark``."""
    *modifiers, last = typed.split("+") if len(typed) > 1 and not typed.endswith("+") else [typed]
    modifiers = [modifier.strip().casefold() for modifier in modifiers]
    last = last.strip() if len(last.strip()) == 1 else last.strip().casefold()
    last = "comma" if last == "," else last  # which Textual takes for what stands between two keys
    if last and set(modifiers) <= {"ctrl", "shift", "alt"}:
        [binding] = Binding.make_bindings([Binding(last, "")])
        if binding.key != _FIXED and (len(last) == 1 or binding.key in _NAMED or key_to_character(binding.key)):
            return "+".join([*modifiers, binding.key])
    raise CoderError(_("“{key}” for “{name}” is no key; write it as ctrl+k, f7 or ö.").format(key=typed, name=name))


def _refuse_clashes(chosen: Mapping[str, Sequence[str]], bindings: Sequence[Binding]) -> None:
    """Two things on one key, where both could be meant at once."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    groups = {str(binding.id).partition(".")[0] for binding in bindings}
    for binding in bindings:
        name = str(binding.id)
        group = name.partition(".")[0]
        if binding.key == _FIXED:
            continue
        keys = chosen.get(name) or binding.key.split(",")
        for key in (each.key for each in Binding.make_bindings([Binding(",".join(keys), "")])):
            for there in groups if group in _EVERYWHERE else _TOGETHER.get(group, (group,)):
                holders[(there, key)].add(name)
    usual = {str(binding.id): binding.key.split(",") for binding in bindings}
    moved = {name for name, keys in chosen.items() if set(keys) != set(usual[name])}
    for (_group, key), names in sorted(holders.items()):
        if len(names) > 1 and names & moved:
            one, other, *_more = sorted(names)
            raise CoderError(_("“{key}” is on both “{one}” and “{other}”.").format(key=key, one=one, other=other))


def as_file(bindings: Iterable[Binding], chosen: Mapping[str, str]) -> str:
    """A key file that says what holds now: every binding a line, the usual ones behind a ``#``."""
    lines = []
    group = ""
    for binding in bindings:
        name = binding.id or ""
        if binding.key == _FIXED:
            continue
        if name.partition(".")[0] != group:
            group = name.partition(".")[0]
            lines.append("")
        keys = chosen.get(name, binding.key).split(",")
        line = f"{name}: [{', '.join(_shown(key.strip()) for key in keys)}]"
        told = _(binding.tooltip or binding.description)
        lines.append(f"{'' if name in chosen else '# '}{line}  # {told}")
    return "\n".join(lines).strip()


def _shown(key: str) -> str:
    """A key as YAML takes it: ``"?"`` for ``question_mark``."""
    *modifiers, last = key.split("+")
    character = None if modifiers else key_to_character(last)
    if character is None or not character.isprintable() or character == " ":
        return key
    return character if character.isalnum() else f'"{character}"'
