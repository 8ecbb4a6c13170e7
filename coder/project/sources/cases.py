"""Cases: the interviewed organisations and persons, their names and what is known of them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select as sa_select
from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.standing import references
from coder.i18n import _
from coder.identity import derived, fresh
from coder.model import Case, CaseVariable, Speaker, table_of
from coder.project.base import ProjectBase
from coder.project.summary_rows import move_to_case
from coder.spans import folded

_FOR_ALL = ""
"""A case's name may be a person's: the history keeps old ones aside, for the whole project."""


class CaseUseCases(ProjectBase):
    """What can be done to cases."""

    def rename_case(self, case: str, name: str) -> None:
        """Give a case another name, for all its speakers. ``CoderError`` where another case is called so."""
        name = " ".join(name.split())
        if not name:
            raise CoderError(_("The case needs a name."))
        with self.history.step("rename_case") as step:
            row = find_case(step.session, case)
            other = _same_case(step.session, name)
            if other is not None and other.id != row.id:
                raise CoderError(
                    _("{name}: another case is called so; merge the two if they are one.").format(name=other.name)
                )
            step.update(row, withhold=_FOR_ALL, name=name)

    def merge_cases(self, case: str, into: str) -> None:
        """Let all speakers of a case speak for another one, which keeps what it says itself; the first one goes."""
        with self.history.step("merge_cases") as step:
            gone, stays = find_case(step.session, case), find_case(step.session, into)
            if gone.id == stays.id:
                raise CoderError(_("{name}: a case cannot be merged into itself.").format(name=gone.name))
            for speaker in step.session.exec(select(Speaker).where(Speaker.case_id == gone.id)).all():
                step.update(speaker, case_id=stays.id)
            known = set(_variables_of(step.session, stays.id))
            for name, value in _variables_of(step.session, gone.id).items():
                if name not in known:
                    set_case_variable(step, stays.id, name, value)
            move_to_case(step, gone.id, stays.id)
            drop_unused_cases(step, [gone.id])

    def set_case(self, case: str, variables: Mapping[str, str]) -> None:
        """Say what is known of a case, by variable; an empty value takes the variable away."""
        with self.history.step("set_case") as step:
            row = find_case(step.session, case)
            for name, value in variables.items():
                if not name.strip():
                    raise CoderError(_("A variable of a case needs a name: NAME=VALUE."))
                set_case_variable(step, row.id, name.strip(), value.strip())


def find_case(session: Session, name: str) -> Case:
    """A case by name: exact beats a unique beginning. ``CoderError`` names the candidates."""
    rows = session.exec(select(Case)).all()
    wanted = folded(name)
    found = [row for row in rows if folded(row.name) == wanted]
    found = found or [row for row in rows if wanted and folded(row.name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        candidates = ", ".join(sorted(row.name for row in found))
        raise CoderError(_("{name}: several cases begin so: {candidates}.").format(name=name, candidates=candidates))
    raise CoderError(_("{name}: no case is called so; 'coder cases' lists them.").format(name=name))


def _same_case(session: Session, name: str) -> Case | None:
    found = _by_name(session).get(folded(name))
    return session.get(Case, found) if found is not None else None


def _by_name(session: Session) -> dict[str, str]:
    """All cases' ids by their folded names; rows, not objects, since loading asks for every speaker."""
    table = table_of(Case)
    rows = session.connection().execute(sa_select(table.c.id, table.c.name)).all()
    return {folded(name): identity for identity, name in reversed(rows)}


def case_named(step: StepWriter, name: str) -> str:
    """The id of the case of this name, however it is written; made if new."""
    wanted, table = folded(name), table_of(Case).name
    known: dict[str, str] = step.kept.get(table) or _by_name(step.session)
    if wanted not in known:
        identity = derived("case", wanted)
        # A case that was renamed keeps the identity its first name gave it.
        identity = fresh() if identity in known.values() else identity
        step.insert_values(Case, [{"id": identity, "name": name.strip()}])
        known[wanted] = identity
    step.kept[table] = known
    return known[wanted]


def _variables_of(session: Session, case_id: str) -> dict[str, str]:
    return {
        row.name: row.value for row in session.exec(select(CaseVariable).where(CaseVariable.case_id == case_id)).all()
    }


def set_case_variable(step: StepWriter, case_id: str, name: str, value: str) -> None:
    """Say one thing of a case; an empty value takes it away."""
    row = step.session.exec(
        select(CaseVariable).where(CaseVariable.case_id == case_id, CaseVariable.name == name)
    ).first()
    if row is None and value:
        identity = derived("case_variable", case_id, name)
        step.insert(CaseVariable(id=identity, case_id=case_id, name=name, value=value))
    elif row is not None and value:
        step.update(row, value=value)
    elif row is not None:
        step.delete(row)


def drop_unused_cases(step: StepWriter, case_ids: Iterable[str | None]) -> None:
    """Take away those of these cases that nobody speaks for any more, with what was known of them."""
    variables = table_of(CaseVariable)
    for case_id in sorted({case_id for case_id in case_ids if case_id}):
        row = step.session.get(Case, case_id)
        used = any(
            step.connection.execute(sa_select(table.c.id).where(table.c[column] == case_id).limit(1)).first()
            for table, column in references(table_of(Case))
            if table is not variables
        )
        if row is not None and not used:
            for variable in step.session.exec(select(CaseVariable).where(CaseVariable.case_id == case_id)).all():
                step.delete(variable)
            step.delete(row, withhold=_FOR_ALL)
