"""The file ``codebook.yaml``: what it says, what of it is remembered, and what is written into it."""

import os
from codecs import BOM_UTF8
from dataclasses import dataclass

from sqlalchemy import delete, insert, update
from sqlmodel import Session, select

from coder.codebook.book import Codebook
from coder.errors import CoderError
from coder.history import StepWriter
from coder.i18n import _
from coder.model import CodebookFile, SuggestionRun, ViewState, table_of
from coder.project.base import ProjectBase
from coder.project.codebook_rows import book_of
from coder.project.files import write_whole

_TEXTS = "codebook.yaml"
_KEPT_TEXTS = 12


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
        written = self._kept(text, before, after) or self._as_it_was(text, _with_changes(text, before, after))
        remembered = written if last == text else last and _with_changes(last, before, after)
        return Writing(text, written, remembered)

    def _write_file(self, writing: Writing) -> None:
        if writing.new is not None and writing.new != writing.old:
            self._keep_texts(writing)
            # Notepad's byte order mark is kept, like everything else that nobody changed.
            mark = BOM_UTF8 if self.codebook_path.read_bytes().startswith(BOM_UTF8) else b""
            write_whole(self.codebook_path, mark + writing.new.encode())
        if writing.remembered:
            with self.store.writing() as connection:
                connection.execute(update(table_of(CodebookFile)).values(text=writing.remembered))

    def _kept(self, text: str, before: Codebook, after: Codebook) -> str:
        """The text from before or after the last changes, if it says just what is to be written; "" if none does.

        So that taking back hundreds of codes need not edit them out one by one.
        """
        from coder.codebook.merge import merge
        from coder.codebook.parse import parse_codebook

        neighbours = [other for pair in self._kept_texts() if text in pair for other in pair if other != text]
        if not neighbours:
            return ""
        wanted = merge(before, parse_codebook(text), after).merged
        return next((other for other in reversed(neighbours) if other and parse_codebook(other) == wanted), "")

    def _as_it_was(self, text: str, written: str) -> str:
        """What is to be written, or the text that was there before, letter for letter, where that says the same.

        A code that comes back by an undo comes back with its comments, if nobody changed the file since.
        """
        from coder.codebook.parse import parse_codebook

        if written == text:
            return written
        neighbours = [(old, new) for old, new in self._kept_texts() if text in (old, new)]
        for old, new in reversed(neighbours):
            other = old if text == new else new
            if parse_codebook(other) == parse_codebook(written):
                return other
        return written

    def _keep_texts(self, writing: Writing) -> None:
        """Keep how the file read before and after the last changes: view state, no part of the history."""
        pair = [writing.old, writing.new]
        kept = self._kept_texts()
        pairs = kept if pair in kept or pair[::-1] in kept else [*kept, pair][-_KEPT_TEXTS:]
        table = table_of(ViewState)
        with self.store.writing() as connection:
            connection.execute(delete(table).where(table.c.coder_name == self.coder, table.c.key == _TEXTS))
            connection.execute(insert(table).values(coder_name=self.coder, key=_TEXTS, value={"pairs": pairs}))

    def _forget_texts(self) -> None:
        """Keep none of them: they hold names that were replaced, or are to be replaced again."""
        table = table_of(ViewState)
        with self.store.writing() as connection:
            connection.execute(delete(table).where(table.c.key == _TEXTS))

    def _kept_texts(self) -> list[list[str]]:
        with self.store.reading() as session:
            row = session.get(ViewState, (self.coder, _TEXTS))
            return list(row.value["pairs"]) if row else []


def _with_changes(text: str, before: Codebook, after: Codebook) -> str:
    """A codebook's text with what leads from one state of the project to the next; other differences stay."""
    from coder.codebook.align import align
    from coder.codebook.merge import merge
    from coder.codebook.parse import parse_codebook

    return align(text, merge(before, parse_codebook(text), after).merged)
