"""The codebook's use cases: reading a changed file, and changing codes here and in the file."""

import os
from dataclasses import replace

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from coder.codebook.book import Codebook, CodeEntry, id_from_name, in_tree_order, is_id
from coder.errors import CoderError
from coder.history import StepWriter, TakenBack
from coder.i18n import _, ngettext
from coder.model import Code, CodebookFile, Coding, ProjectInfo, RegisterEntry, SuggestionRun, Verdict, table_of
from coder.project.base import ProjectBase, code_by_name
from coder.project.codebook_rows import book_of, write_book
from coder.project.coding import move_to_code
from coder.project.files import write_whole
from coder.spans import folded

EDITS = {"add_code", "rename_code", "move_code", "merge_codes", "remove_code"}
"""Steps that are also written into codebook.yaml, and out of it again when they are taken back."""

KEEP = ("file", "project")


class CodebookUseCases(ProjectBase):
    """Codes and registers: the database rules, ``codebook.yaml`` is its editable face."""

    def write_first_info(self, info: ProjectInfo) -> None:
        """The study's row in a new project."""
        with self.store.writing() as connection:
            connection.execute(insert(table_of(ProjectInfo)).values(**info.model_dump()))
            connection.execute(insert(table_of(CodebookFile)).values(id=info.id, text=""))

    def read_codebook(self, keep: str | None = None) -> list[str]:
        """Take over what has changed in ``codebook.yaml`` since it was last read or written, as one step.

        Returns the conflicts (the same thing changed differently here and there), a translated line each; then
        nothing is taken until ``keep`` says which side wins: ``file`` or ``project``. Raises ``CodebookError`` for
        a faulty file.
        """
        text = self._file_text()
        with self.store.reading() as session:
            last = session.exec(select(CodebookFile.text)).one()
            ours = book_of(session) if text is not None and text != last else None
        if text is None or ours is None:
            return []
        from coder.codebook.align import conflict_in_words
        from coder.codebook.changes import apply_changes, take_theirs
        from coder.codebook.merge import merge
        from coder.codebook.parse import parse_codebook

        theirs = parse_codebook(text, self.codebook_path.name)
        # A new project's own settings are only placeholders: whatever the file says differs from them on purpose.
        base = parse_codebook(last) if last else Codebook(ours.project, ours.language, ours.method)
        merged = merge(base, ours, theirs)
        if merged.conflicts and keep not in KEEP:
            return [conflict_in_words(conflict) for conflict in merged.conflicts]
        book = merged.merged
        if keep == "file":
            for conflict in merged.conflicts:
                book = apply_changes(book, take_theirs(conflict, book))
        with self.history.step("read_codebook") as step:
            write_book(step, book)
            self._remember_file(step, text)
        return []

    def add_code(self, name: str, parent: str | None = None, key: str | None = None, definition: str = "") -> str:
        """A new code (a theme without a parent); returns its id, made from the name unless given."""
        if not name.strip():
            raise CoderError(_("A code needs a name."))
        self.read_codebook()
        with self.store.reading() as session:
            above = code_by_name(session, parent, applicable=True).key if parent else None
            taken = _taken_ids(session)
        if key is not None and (not is_id(key) or folded(key) in taken):
            reason = _("is taken") if folded(key) in taken else _("is no id: letters, digits, hyphens and underscores")
            raise CoderError(_("{key}: {reason}; choose another id.").format(key=key, reason=reason))
        chosen = key or id_from_name(name, taken)
        with self.history.step("add_code", code=chosen) as step:
            book = book_of(step.session)
            entry = CodeEntry(chosen, name.strip(), above, definition=definition)
            write_book(step, replace(book, codes=_inserted(book, entry)))
            row = step.session.exec(select(Code).where(Code.key == chosen)).one()
            step.update(row, origin="coding")
        self._write_file()
        return chosen

    def rename_code(self, code: str, name: str) -> None:
        """Another name for a code; its id and its codings stay."""
        if not name.strip():
            raise CoderError(_("A code needs a name."))
        self.read_codebook()
        key = self._key(code)
        with self.history.step("rename_code", code=key, name=name.strip()) as step:
            step.update(code_by_name(step.session, key), name=name.strip())
        self._write_file()

    def move_code(self, code: str, parent: str | None) -> None:
        """Put a code under another, last among its children; without a parent it becomes a theme."""
        self.read_codebook()
        key = self._key(code)
        above = self._key(parent) if parent else None
        with self.history.step("move_code", code=key) as step:
            row = code_by_name(step.session, key)
            target = code_by_name(step.session, above) if above else None
            if target is not None and _is_under(step.session, target, row):
                raise CoderError(
                    _("{code} cannot be moved under {parent}, which stands under it.").format(code=key, parent=above)
                )
            siblings = step.session.exec(select(Code).where(Code.parent_id == (target.id if target else None))).all()
            position = max((sibling.position + 1 for sibling in siblings), default=0)
            step.update(row, parent_id=target.id if target else None, position=position)
        self._write_file()

    def merge_codes(self, code: str, into: str) -> int:
        """Give all of a code's codings to another and remove the code; returns how many codings went."""
        self.read_codebook()
        return self._take_away(code, into, "merge_codes")

    def remove_code(self, code: str, into: str | None = None) -> int:
        """Remove a code; ``into`` says where its codings go. Without it a code with codings is refused."""
        self.read_codebook()
        return self._take_away(code, into, "remove_code")

    def undo(self) -> list[TakenBack]:
        return self._with_file(super().undo())

    def redo(self) -> list[TakenBack]:
        return self._with_file(super().redo())

    def _with_file(self, taken: list[TakenBack]) -> list[TakenBack]:
        if any(step.kind in EDITS for step in taken):
            self._write_file()
        return taken

    def _key(self, code: str) -> str:
        with self.store.reading() as session:
            return code_by_name(session, code).key

    def _take_away(self, code: str, into: str | None, kind: str) -> int:
        key = self._key(code)
        target = self._key(into) if into else None
        if target == key:
            raise CoderError(_("{code} cannot be merged into itself.").format(code=key))
        with self.history.step(kind, code=key, into=target or "") as step:
            row = code_by_name(step.session, key)
            if step.session.exec(select(Code).where(Code.parent_id == row.id, col(Code.retired).is_(False))).first():
                raise CoderError(_("{code} has codes under it; move or remove those first.").format(code=key))
            codings = step.session.exec(select(Coding).where(Coding.code_id == row.id)).all()
            if codings and target is None:
                raise CoderError(_has_codings(key, len(codings)))
            for coding in codings:
                move_to_code(step, coding, code_by_name(step.session, str(target)))
            _delete_code(step, row)
            _forget_in_registers(step, key)
        self._write_file()
        return len(codings)

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

    def _write_file(self) -> None:
        """Write what the database says into ``codebook.yaml``, changing only the lines that differ."""
        from coder.codebook.align import align

        text = self._file_text()
        if text is None:
            return
        with self.store.reading() as session:
            book = book_of(session)
        aligned = align(text, book)
        if aligned != text:
            write_whole(self.codebook_path, aligned.encode())
        with self.store.writing() as connection:
            connection.execute(update(table_of(CodebookFile)).values(text=aligned))


def _has_codings(key: str, number: int) -> str:
    return ngettext(
        "{code} has {number} coding; say with --into which code takes it.",
        "{code} has {number} codings; say with --into which code takes them.",
        number,
    ).format(code=key, number=number)


def _taken_ids(session: Session) -> set[str]:
    codes = session.exec(select(Code.key)).all()
    entries = session.exec(select(RegisterEntry.key)).all()
    return {folded(key) for key in (*codes, *entries)}


def _inserted(book: Codebook, entry: CodeEntry) -> tuple[CodeEntry, ...]:
    """The codes with a new one, last among its parent's children."""
    return in_tree_order([*book.codes, entry])


def _is_under(session: Session, row: Code, ancestor: Code) -> bool:
    while row.id != ancestor.id:
        if row.parent_id is None:
            return False
        parent = session.get(Code, row.parent_id)
        assert parent is not None
        row = parent
    return True


def _forget_in_registers(step: StepWriter, key: str) -> None:
    """Take a code out of the questions that show it."""
    for entry in step.session.exec(select(RegisterEntry)).all():
        codes = entry.data.get("codes")
        if isinstance(codes, list) and key in codes:
            step.update(entry, data=entry.data | {"codes": [other for other in codes if other != key]})


def _delete_code(step: StepWriter, row: Code) -> None:
    """Delete a code without codings, with the verdicts on its suggestions; retired children go one level up."""
    for verdict in step.session.exec(select(Verdict).where(Verdict.code_id == row.id)).all():
        step.delete(verdict)
    for child in step.session.exec(select(Code).where(Code.parent_id == row.id)).all():
        step.update(child, parent_id=row.parent_id)
    step.delete(row)
