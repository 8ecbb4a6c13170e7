"""The codebook's use cases: reading a changed file, and changing codes here and in the file."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from coder.codebook.book import (
    CODE_LISTS,
    COLOURS,
    LIST_FIELDS,
    Codebook,
    CodeEntry,
    RegisterItem,
    id_from_name,
    in_tree_order,
    is_id,
)
from coder.codebook.changes import in_register_order
from coder.errors import CoderError
from coder.history import StepWriter, TakenBack
from coder.history.step import Check
from coder.i18n import _, ngettext
from coder.model import (
    Code,
    CodebookFile,
    Coding,
    Decision,
    FrameworkSummary,
    ItemSet,
    Note,
    ProjectInfo,
    RegisterEntry,
    Verdict,
    table_of,
)
from coder.project.base import code_by_name
from coder.project.codebook_file import CodebookFileAccess, Writing
from coder.project.codebook_rows import book_of, write_book
from coder.project.coding_rows import move_to_code
from coder.project.summary_rows import move_to_code as move_summaries
from coder.project.synthesis.roles import move_role_texts
from coder.spans import folded

NAMES_REPLACED = "pseudonymise_project"
EXCHANGED = "import_exchange"
EDITS = {
    "add_code",
    "add_actor",
    "rename_code",
    "recolour_code",
    "describe_code",
    "move_code",
    "merge_codes",
    "remove_code",
} | {NAMES_REPLACED, EXCHANGED}
"""Steps that are also written into codebook.yaml, and out of it again when they are taken back."""

KEEP = ("file", "project")


class CodebookUseCases(CodebookFileAccess):
    """Codes and registers: the database rules, ``codebook.yaml`` is its editable face."""

    def write_first_info(self, info: ProjectInfo) -> None:
        """The study's row in a new project."""
        with self.store.writing() as connection:
            table = table_of(ProjectInfo)
            if connection.execute(select(table.c.id)).first() is not None:
                return  # another process opens the new project at the same moment
            connection.execute(insert(table).values(**info.model_dump()))
            connection.execute(insert(table_of(CodebookFile)).values(id=info.id, text=""))

    def read_codebook(self, keep: str | None = None) -> list[str]:
        """Take over what has changed in ``codebook.yaml`` since it was last read or written, as one step.

        Returns the conflicts (the same thing changed differently here and there), a translated line each; then
        nothing is taken until ``keep`` says which side wins: ``file`` or ``project``. An unchanged file whose reading
        was taken back is read again with ``file``. Raises ``CodebookError`` for a faulty file.
        """
        # What is shown as of a date is not compared with the file of today.
        text = None if self.past else self._file_text()
        with self.store.reading() as session:
            last = session.exec(select(CodebookFile.text)).one()
            again = text == last and keep == "file"
            ours = book_of(session) if text is not None and (again or text != last) else None
        if text is None or ours is None:
            return []
        from coder.codebook.align import conflict_in_words
        from coder.codebook.changes import apply_changes, take_theirs
        from coder.codebook.merge import merge
        from coder.codebook.parse import parse_codebook

        theirs = parse_codebook(text, self.codebook_path.name)
        # A new project's own settings are only placeholders: whatever the file says differs from them on purpose.
        base = parse_codebook(last) if last else Codebook(ours.project, ours.language, ours.method)
        merged = merge(ours if again else base, ours, theirs)
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

    def add_code(
        self,
        name: str,
        parent: str | None = None,
        key: str | None = None,
        definition: str = "",
        keywords: Sequence[str] = (),
    ) -> str:
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
        with self._edit("add_code", code=chosen) as step:
            book = book_of(step.session)
            words = tuple(_clean_field("keywords", keywords))
            entry = CodeEntry(chosen, name.strip(), above, definition=definition, keywords=words)
            write_book(step, replace(book, codes=_inserted(book, entry)))
            row = step.session.exec(select(Code).where(Code.key == chosen)).one()
            step.update(row, origin="coding")
        return chosen

    def add_actor(self, name: str, key: str | None = None, other_names: Sequence[str] = (), kind: str = "") -> str:
        """A new actor in the register, here and in codebook.yaml; returns its id, made from the name unless given."""
        clean = " ".join(name.split())
        if not clean:
            raise CoderError(_("An actor needs a name."))
        self.read_codebook()
        with self.store.reading() as session:
            taken = _taken_ids(session)
        if key is not None and (not is_id(key) or folded(key) in taken):
            reason = _("is taken") if folded(key) in taken else _("is no id: letters, digits, hyphens and underscores")
            raise CoderError(_("{key}: {reason}; choose another id.").format(key=key, reason=reason))
        chosen = key or id_from_name(clean, taken)
        data: dict[str, object] = {"kind": kind} if kind else {}
        others = _clean_field("other_names", other_names)
        data |= {"other_names": others} if others else {}
        with self._edit("add_actor", name=clean) as step:
            book = book_of(step.session)
            write_book(step, with_item(book, RegisterItem("actor", chosen, clean, data)))
        return chosen

    def rename_code(self, code: str, name: str) -> None:
        """Another name for a code; its id and its codings stay."""
        if not name.strip():
            raise CoderError(_("A code needs a name."))
        self.read_codebook()
        key = self._key(code)
        with self._edit("rename_code", code=key, name=name.strip()) as step:
            step.update(code_by_name(step.session, key), name=name.strip())

    def recolour_code(self, code: str, colour: str) -> None:
        """Another colour for a code, one of ``COLOURS``; "" gives it that of the code above it."""
        if colour and colour not in COLOURS:
            message = _("“{colour}” is no colour here; choose one of: {allowed}.")
            raise CoderError(message.format(colour=colour, allowed=", ".join(COLOURS)))
        self.read_codebook()
        key = self._key(code)
        with self._edit("recolour_code", code=key, colour=colour or "–") as step:
            step.update(code_by_name(step.session, key), colour=colour)

    def describe_code(self, code: str, **fields: str | Sequence[str]) -> None:
        """Say what a code means: ``definition, use_when, not_when`` (texts), ``keywords, examples`` (lists of texts).

        Only the fields given change; an empty one is taken away.
        """
        self.read_codebook()
        key = self._key(code)
        values: dict[str, Any] = {name: _clean_field(name, value) for name, value in fields.items()}
        with self._edit("describe_code", code=key) as step:
            step.update(code_by_name(step.session, key), **values)

    def move_code(self, code: str, parent: str | None) -> None:
        """Put a code under another, last among its children; without a parent it becomes a theme."""
        self.read_codebook()
        key = self._key(code)
        above = self._key(parent, applicable=True) if parent else None
        with self._edit("move_code", code=key) as step:
            row = code_by_name(step.session, key)
            target = code_by_name(step.session, above) if above else None
            if target is not None and _is_under(step.session, target, row):
                raise CoderError(
                    _("{code} cannot be moved under {parent}, which stands under it.").format(code=key, parent=above)
                )
            siblings = step.session.exec(select(Code).where(Code.parent_id == (target.id if target else None))).all()
            last = max((sibling.position + 1 for sibling in siblings if sibling.id != row.id), default=0)
            if row not in siblings or row.position < last:
                step.update(row, parent_id=target.id if target else None, position=last)

    def merge_codes(self, code: str, into: str) -> int:
        """Give all of a code's codings to another and remove the code; returns how many codings went."""
        self.read_codebook()
        return self._take_away(code, into, "merge_codes")

    def remove_code(self, code: str, into: str | None = None) -> int:
        """Remove a code; ``into`` says where its codings go. Without it a code with codings is refused."""
        self.read_codebook()
        return self._take_away(code, into, "remove_code")

    def undo(self) -> list[TakenBack]:
        return self._with_file(self.history.undo)

    def redo(self) -> list[TakenBack]:
        return self._with_file(self.history.redo)

    def _with_file(self, take_back: Callable[[Check], list[TakenBack]]) -> list[TakenBack]:
        before = self.ask(book_of)
        writes: list[Writing] = []

        def plan(session: Session, taken: list[TakenBack]) -> None:
            if any(step.kind in EDITS for step in taken):
                writes.append(self._planned(session, before))

        taken = take_back(plan)
        for writing in writes:
            self._write_file(writing)
        if any(step.kind == NAMES_REPLACED for step in taken):
            self._forget_texts()
        return taken

    @contextmanager
    def _edit(self, kind: str, **detail: Any) -> Iterator[StepWriter]:
        """A step that changes codes: refused whole if the file cannot take it, written there when it is committed."""
        with self.history.step(kind, **detail) as step:
            before = book_of(step.session)
            yield step
            writing = self._planned(step.session, before)
        self._write_file(writing)

    def _key(self, code: str, applicable: bool = False) -> str:
        with self.store.reading() as session:
            return code_by_name(session, code, applicable).key

    def _take_away(self, code: str, into: str | None, kind: str) -> int:
        key = self._key(code)
        target = self._key(into, applicable=True) if into else None
        if target == key:
            raise CoderError(_("{code} cannot be merged into itself.").format(code=key))
        with self._edit(kind, code=key, into=target or "") as step:
            row = code_by_name(step.session, key)
            if step.session.exec(select(Code).where(Code.parent_id == row.id, col(Code.retired).is_(False))).first():
                raise CoderError(_("{code} has codes under it; move or remove those first.").format(code=key))
            codings = step.session.exec(select(Coding).where(Coding.code_id == row.id)).all()
            if codings and target is None:
                raise CoderError(_has_codings(key, len(codings)))
            if target is None:
                _refuse_if_summed_up(step, row)
            other = code_by_name(step.session, target) if target else None
            for coding in codings:
                assert other is not None
                move_to_code(step, coding, other)
            if other is not None:
                move_summaries(step, row.id, other.id)
            _delete_code(step, row, other)
            _forget_in_registers(step, key)
        return len(codings)


def with_item(book: Codebook, item: RegisterItem) -> Codebook:
    """The codebook with an item more, last in its register."""
    return replace(book, items=in_register_order((*book.items, item)))


def _clean_field(name: str, value: str | Sequence[str]) -> str | list[str]:
    """A field as it will be read back from the file."""
    from coder.codebook.values import on_one_line

    if name in ("definition", "use_when", "not_when") and isinstance(value, str):
        return value.strip()
    if name in (*LIST_FIELDS, "other_names") and not isinstance(value, str):
        return list(dict.fromkeys(clean for text in value if (clean := on_one_line(text))))
    raise TypeError(name)


def _has_codings(key: str, number: int) -> str:
    return ngettext(
        "{code} has {number} coding; say with --into which code takes it.",
        "{code} has {number} codings; say with --into which code takes them.",
        number,
    ).format(code=key, number=number)


def _refuse_if_summed_up(step: StepWriter, row: Code) -> None:
    """What was written in a framework matrix never goes with a code."""
    query = select(FrameworkSummary.id).where(FrameworkSummary.code_id == row.id)
    number = len(step.session.exec(query).all())
    if number:
        raise CoderError(
            ngettext(
                "{code} has {number} summary in its framework matrix; say with --into which code takes it.",
                "{code} has {number} summaries in its framework matrix; say with --into which code takes them.",
                number,
            ).format(code=row.key, number=number)
        )


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
        lists = {name: entry.data[name] for name in CODE_LISTS if key in entry.data.get(name, ())}
        if lists:
            left = {name: [other for other in codes if other != key] for name, codes in lists.items()}
            step.update(entry, data=entry.data | left)


def _delete_code(step: StepWriter, row: Code, into: Code | None) -> None:
    """Delete a code without codings, with the verdicts on its suggestions; retired children go one level up.

    Notes on it go to the code that takes its place, or with it.
    """
    for note in step.session.exec(select(Note).where(Note.target_kind == "code", Note.target_id == row.id)).all():
        if into is None:
            step.delete(note)
        else:
            step.update(note, target_id=into.id)
    for verdict in step.session.exec(select(Verdict).where(Verdict.code_id == row.id)).all():
        step.delete(verdict)
    _leave_sets(step, row, into)
    for decision in step.session.exec(select(Decision).where(Decision.code_id == row.id)).all():
        # What was kept are codings, which have moved; why it was kept stays known where the code lives on.
        if into is None or _is_decided(step.session, decision, into):
            step.delete(decision)
        else:
            step.update(decision, code_id=into.id)
    move_role_texts(step, row, into)
    for child in step.session.exec(select(Code).where(Code.parent_id == row.id)).all():
        step.update(child, parent_id=row.parent_id)
    step.delete(row)


def _leave_sets(step: StepWriter, row: Code, into: Code | None) -> None:
    """Whatever sets a code was in, the one that takes its place is in now."""
    for each in step.session.exec(select(ItemSet).where(ItemSet.kind == "code")).all():
        if row.id in each.members:
            stays = [into.id if into and member == row.id else member for member in each.members]
            step.update(each, members=list(dict.fromkeys(member for member in stays if member != row.id)))


def _is_decided(session: Session, decision: Decision, code: Code) -> bool:
    """Whether something is decided about another code on the same stretch."""
    same = select(Decision.id).where(
        Decision.source_text_id == decision.source_text_id,
        Decision.start == decision.start,
        col(Decision.end) == decision.end,
        Decision.code_id == code.id,
    )
    return session.exec(same).first() is not None
