"""A colleague's project file (``coder.db``): everything in it, as a whole project is taken over from JSON.

It is read from a copy that is gone afterwards, so that nothing happens to the file itself: a copy may be brought up to
this version's tables, and names that were replaced stay behind as in an export.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from coder.errors import CoderError, Refused
from coder.i18n import _
from coder.readers.programs.database import opened_tables
from coder.readers.whole import WholeFile, read_whole

_NEEDED = ("project", "source_text", "coding", "step")


def read_colleague(path: Path, left_out: Callable[[str], None]) -> WholeFile:
    """What a project holds; ``left_out`` is told a line on what stays behind. Raises ``Refused``, ``OSError``."""
    from coder.project.opening import Project

    none = _("This is no project of coder, or it is damaged.")
    with TemporaryDirectory() as folder:
        copy, whole = Path(folder) / "coder.db", Path(folder) / "project.json"
        with opened_tables(path, none) as tables:
            if not all(table in tables for table in _NEEDED):
                raise Refused(none)
            _copy(path, copy)
        try:
            with closing(Project.open(copy, "–")) as project:
                project.write_whole_project(whole, refused=lambda said: left_out(_about(said, path)))
        except CoderError as reason:
            raise Refused(_about(reason, path)) from None
        return read_whole(whole)


def _copy(path: Path, copy: Path) -> None:
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there,
        closing(sqlite3.connect(copy)) as here,
    ):
        there.backup(here)


def _about(said: CoderError, path: Path) -> str:
    """A line on the copy, said of the file itself."""
    return str(said).replace("project.json", path.name)
