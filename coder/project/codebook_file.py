"""The file ``codebook.yaml``: what it says, what of it is remembered, and what is written into it."""

import os
from codecs import BOM_UTF8
from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlmodel import Session, select

from coder.codebook.book import Codebook
from coder.errors import CoderError
from coder.history import StepWriter
from coder.i18n import _
from coder.model import CodebookFile, SuggestionRun, table_of
from coder.project.base import ProjectBase
from coder.project.codebook_rows import book_of
from coder.project.files import write_whole


@dataclass(frozen=True)
class Writing:
    """What becomes of ``codebook.yaml``; ``new`` is None where there is no file."""

    old: str | None
    new: str | None
    remembered: str
    """What is then compared with a changed file: what was read last, with the same changes; "" if nothing was."""


class CodebookFileAccess(ProjectBase):
    """The codebook's editable face."""

    def _file_text(self) -> str | None:
        """What ``codebook.yaml`` says; None where there is none."""
        try:
            data = self.codebook_path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CoderError(
                _("{path}: cannot be read: {reason}.").format(path=self.codebook_path, reason=error.strerror)
            ) from error
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CoderError(
                _("{path}: is not UTF-8 text; save it as UTF-8.").format(path=self.codebook_path)
            ) from error

    def _remember_file(self, step: StepWriter, text: str) -> None:
        """What was read is no part of the history: an undo does not make the file unread."""
        beside = self.store.path.absolute().parent if self.store.path else self.folder
        folder = os.path.relpath(self.folder, beside) if self.folder.drive == beside.drive else str(self.folder)
        step.connection.execute(update(table_of(CodebookFile)).values(text=text, folder=folder))
        step.connection.execute(delete(table_of(SuggestionRun)))

    def _planned(self, session: Session, before: Codebook) -> Writing:
        """What is to be written: what has changed since ``before``, and nothing else.

        What else the file says differently stays: it may not have been read yet, or its reading was taken back.
        Raises ``CoderError`` where the file is faulty or cannot be changed safely.
        """
        text = self._file_text()
        if text is None:
            return Writing(None, None, "")
        last = session.exec(select(CodebookFile.text)).one()
        after = book_of(session)
        written = _with_changes(text, before, after)
        remembered = written if last == text else last and _with_changes(last, before, after)
        return Writing(text, written, remembered)

    def _write_file(self, writing: Writing) -> None:
        if writing.new is not None and writing.new != writing.old:
            # Notepad's byte order mark is kept, like everything else that nobody changed.
            mark = BOM_UTF8 if self.codebook_path.read_bytes().startswith(BOM_UTF8) else b""
            write_whole(self.codebook_path, mark + writing.new.encode())
        if writing.remembered:
            with self.store.writing() as connection:
                connection.execute(update(table_of(CodebookFile)).values(text=writing.remembered))


def _with_changes(text: str, before: Codebook, after: Codebook) -> str:
    """A codebook's text with what leads from one state of the project to the next; other differences stay."""
    from coder.codebook.align import align
    from coder.codebook.merge import merge
    from coder.codebook.parse import parse_codebook

    return align(text, merge(before, parse_codebook(text), after).merged)
