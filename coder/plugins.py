"""Readers, suggesters and exporters, our own and other people's: found by entry points, loaded when asked for.

An entry point's name is what it serves: a file's ending (``coder.readers``), a format (``coder.exporters``), a
suggester's name (``coder.suggesters``). Looking entry points up costs some 30 ms, so nothing here runs at import.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from coder.errors import CoderError
from coder.exporters.document import Exporter
from coder.i18n import N_, _
from coder.readers.base import Reader
from coder.suggest.base import Suggester

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OWN = "coder."


def reader_endings() -> tuple[str, ...]:
    """The endings of files that can be read, without the dot, sorted."""
    return tuple(_entry_points("coder.readers"))


def reader_for(ending: str) -> Reader:
    """The reader of files with this ending ("docx", ".DOCX"); ``CoderError`` names those there are."""
    unknown = N_("Files ending in “{name}” cannot be read; choose one of these: {choices}.")
    return cast(Reader, _plugin("coder.readers", ending.lstrip(".").lower(), "read", unknown))


def exporter_formats() -> tuple[str, ...]:
    """The formats that can be written, sorted."""
    return tuple(_entry_points("coder.exporters"))


def exporter_for(format: str) -> Exporter:
    """The exporter of a format ("docx"); ``CoderError`` names those there are."""
    unknown = N_("There is no format “{name}”; choose one of these: {choices}.")
    return cast(Exporter, _plugin("coder.exporters", format.lower(), "export", unknown))


def suggester(name: str = "keywords") -> Suggester:
    """The suggester of this name; ``CoderError`` names those there are."""
    unknown = N_("There is no suggester “{name}”; choose one of these: {choices}.")
    return cast(Suggester, _plugin("coder.suggesters", name, "suggest", unknown))


@cache
def _entry_points(group: str) -> "dict[str, EntryPoint]":
    """A group's entry points by name. One of our own names cannot be taken over by another package."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=group), key=lambda point: (not point.value.startswith(_OWN), point.value)):
        found.setdefault(point.name, point)
    return dict(sorted(found.items()))


def _plugin(group: str, name: str, method: str, unknown: str) -> Any:
    """An instance of what a name stands for; ``unknown`` is the message if nothing does."""
    points = _entry_points(group)
    if not points:
        raise CoderError(_("The program is not installed completely: install it again (pip install intervju-coder)."))
    if name not in points:
        raise CoderError(_(unknown).format(name=name, choices=", ".join(points)))
    return _loaded(points[name], method)


@cache
def _loaded(point: "EntryPoint", method: str) -> Any:
    try:
        plugin = point.load()()
    except Exception as error:  # other people's code may fail in any way
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise CoderError(_broken(point, reason)) from error
    if not callable(getattr(plugin, method, None)):
        raise CoderError(_broken(point, _("it has no method “{method}”").format(method=method)))
    return plugin


def _broken(point: "EntryPoint", reason: str) -> str:
    package = point.dist.name if point.dist else point.value
    message = _("The plug-in {value} for “{name}” cannot be used: {reason}; update or remove the package {package}.")
    return message.format(value=point.value, name=point.name, reason=reason, package=package)
