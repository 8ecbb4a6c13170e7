"""The project's health, and that of the place it is used in: a line for each thing that was looked at."""

import locale
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder import __version__
from coder.cli.grammar import CARING, command, commands
from coder.cli.options import chosen
from coder.cli.output import is_terminal, put, width
from coder.cli.session import exists, opened, study_folder
from coder.errors import CoderError
from coder.i18n import _, current_language

if TYPE_CHECKING:
    from coder.project import Project

group = commands()

OK, NOTE, WRONG = "ok", "note", "wrong"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    status: str
    """``ok``, ``note`` (worth knowing) or ``wrong``: never translated."""
    check: str
    """What was looked at: one word, never translated."""
    said: str


@command(group, "doctor", CARING, _("Look after the project's health: a line for each thing, 1 if something is wrong."))
def doctor() -> int:
    lines = [*_program(), *_codebook_file(), *_project(), *_pipeline(), *_surroundings()]
    for line in lines:
        put(f"{line.status:<6} {line.check:<11} {line.said}")
    return 1 if any(line.status == WRONG for line in lines) else 0


def _program() -> Iterator[Line]:
    from coder import plugins

    yield Line(OK, "program", f"coder {__version__}, Python {platform.python_version()}, {platform.system()}")
    try:
        readers, exporters = plugins.reader_endings(), plugins.exporter_formats()
        for ending in readers:
            plugins.reader_for(ending)
        for format in exporters:
            plugins.exporter_for(format)
    except CoderError as error:
        yield Line(WRONG, "plug-ins", str(error))
        return
    said = _("reads {readers}; writes {exporters}").format(readers=", ".join(readers), exporters=", ".join(exporters))
    yield Line(OK if readers and exporters else WRONG, "plug-ins", said)


def _project() -> Iterator[Line]:
    location = chosen().project
    if not exists(location):
        said = _("{path}: there is no project here yet; begin with 'coder init' or 'coder load'.")
        yield Line(NOTE, "project", said.format(path=location))
        return
    try:
        with opened(read=False) as project:
            yield from _inside(project)
    except CoderError as error:
        yield Line(WRONG, "project", str(error))
    except Exception as error:  # a broken project may break anything, and saying so is what a doctor is for
        said = _("{path}: cannot be looked into ({name}: {reason}); go on from a copy of it.")
        reason = (str(error).splitlines() or [""])[0]
        yield Line(WRONG, "project", said.format(path=location, name=type(error).__name__, reason=reason))


def _inside(project: "Project") -> Iterator[Line]:
    from coder.queries.codes import code_tree
    from coder.queries.health import CHECKS, faults
    from coder.queries.sources import source_rows

    found = project.ask(faults)
    damaged = any(fault.check == "database" for fault in found)
    if not found:  # otherwise counting itself may fail
        said = _("{path}: “{name}”; sources: {sources}, codings: {codings}").format(
            path=project.store.location,
            name=project.info().name,
            sources=len(project.ask(source_rows)),
            codings=sum(code.codings for code in project.ask(code_tree)),
        )
        yield Line(OK, "project", said)
    for check in CHECKS:
        wrong = [Line(WRONG, check, fault.what) for fault in found if fault.check == check]
        if wrong or not damaged:
            yield from wrong or [Line(OK, check, _in_order(check))]
    if not damaged:
        yield from _codebook_state(project)


def _in_order(check: str) -> str:
    return {
        "database": _("the database is whole"),
        "references": _("every row's partners are there"),
        "texts": _("every text is the one that was loaded"),
        "turns": _("turns follow one another inside their texts"),
        "codings": _("every coding stands inside its text"),
    }[check]


def _codebook_file() -> Iterator[Line]:
    from coder.codebook.parse import complaints_of

    path = study_folder() / "codebook.yaml"
    try:
        complaints = complaints_of(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        yield Line(NOTE, "codebook", _("there is no codebook.yaml in {folder}").format(folder=path.parent))
        return
    except UnicodeDecodeError:
        yield Line(WRONG, "codebook", _("{path}: is not UTF-8 text; save it as UTF-8.").format(path=path))
        return
    except OSError as error:
        said = _("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)
        yield Line(WRONG, "codebook", said)
        return
    for complaint in complaints:
        yield Line(WRONG, "codebook", f"{path.name}:{complaint.line}:{complaint.column}: {complaint.message}")
    if not complaints:
        yield Line(OK, "codebook", _("codebook.yaml can be read"))


def _codebook_state(project: "Project") -> Iterator[Line]:
    """Whether the file says what the project knows."""
    from coder.queries.health import codebook_last_read

    with suppress(OSError, UnicodeDecodeError):
        text = project.codebook_path.read_bytes().decode("utf-8-sig")
        if text == project.ask(codebook_last_read):
            yield Line(OK, "codebook", _("the project has read it as it stands"))
        else:
            yield Line(NOTE, "codebook", _("it has been changed since; the next command reads it"))


def _pipeline() -> Iterator[Line]:
    from coder.language.pipeline import available, load_pipeline

    try:
        found = available(chosen().pipeline or None)
        # Whether a trained one works is known when it is loaded.
        pipeline = load_pipeline(chosen().pipeline or None) if found.trained else None
    except CoderError as error:
        yield Line(WRONG, "pipeline", str(error))
        return
    if pipeline is not None:
        yield Line(OK if pipeline.trained else WRONG, "pipeline", pipeline.description())
    else:
        said = _("{name}; the trained one finds more: 'coder pipeline install'").format(name=found.description())
        yield Line(NOTE, "pipeline", said)


def _surroundings() -> Iterator[Line]:
    from coder.device import data_folder

    folder = study_folder()
    if "://" not in chosen().project:
        may = os.access(folder, os.W_OK)
        said = (
            _("{folder} can be written") if may else _("{folder} cannot be written; choose a folder you may write in")
        )
        yield Line(OK if may else WRONG, "folder", said.format(folder=folder))
    data = data_folder()
    kept = next(parent for parent in (data, *data.parents) if parent.exists())
    if os.access(kept, os.W_OK):
        yield Line(OK, "data", str(data))
    else:
        yield Line(NOTE, "data", _("{folder} cannot be written: no pipeline can be kept there").format(folder=data))
    yield _terminal()
    try:
        yield Line(OK, "coder", chosen().coder_name())
    except CoderError as error:
        yield Line(WRONG, "coder", str(error))


def _terminal() -> Line:
    encoding = locale.getpreferredencoding(False)
    facts = [
        _("language {name}").format(name=current_language()),
        _("encoding {name}").format(name=encoding),
        _("{number} columns").format(number=width()) if is_terminal(sys.stdout) else _("no terminal"),
        os.environ.get("TERM", ""),
        "NO_COLOR" if os.environ.get("NO_COLOR") else "",
    ]
    said = ", ".join(fact for fact in facts if fact)
    if encoding.lower().replace("-", "") not in ("utf8", "ascii", "ansi_x3.41968"):
        said += ". " + _("It speaks no UTF-8, which is what this program writes: å, ä, ö may look wrong.")
        return Line(NOTE, "terminal", said)
    return Line(OK, "terminal", said)
