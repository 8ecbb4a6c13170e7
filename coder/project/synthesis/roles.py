"""The distribution of roles, and what people write in its cells."""

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import Code, RegisterEntry, RoleText
from coder.project.base import ProjectBase, code_by_name, coder_id, entries_by_key
from coder.queries.claims import claims
from coder.queries.functions import functions
from coder.queries.registers import register_entries
from coder.queries.role_texts import role_texts
from coder.queries.selection import DEFAULT, Selection
from coder.spans import folded
from coder.synthesis.roles import VIEWS, Distribution, distribution, wanted_codes


class RoleUseCases(ProjectBase):
    """Who leads, decides, pays, coordinates, carries out and follows up: gathered from codings, written by people."""

    def roles(self, selection: Selection = DEFAULT) -> Distribution:
        """The distribution of roles as it is now; without functions where the codebook names none."""
        with self.store.reading() as session:
            chosen = functions(session)
            codes = wanted_codes(chosen)
            found = claims(session, codes or ("",), selection)
            return distribution(found, chosen, register_entries(session), role_texts(session))

    def write_role(self, function: str, actor: str, mode: str, text: str) -> None:
        """Write what an actor does (``now``) or should do (``wanted``) in a function; an empty text takes it away.

        ``CoderError`` for a code that is no function, an unknown actor or mode.
        """
        if mode not in VIEWS:
            message = _("{option} {value}: choose one of {allowed}.")
            raise CoderError(message.format(option="--mode", value=mode, allowed=", ".join(VIEWS)))
        with self.store.reading() as session:
            code, entry = _function(session, function), _actor(session, actor)
        clean = text.strip()
        kind = "write_role" if clean else "remove_role"
        with self.history.step(kind, function=code.key, actor=entry.key) as step:
            here = (RoleText.function_id == code.id, RoleText.actor_id == entry.id, RoleText.mode == mode)
            row = step.session.exec(select(RoleText).where(*here)).first()
            if row is not None and not clean:
                step.delete(row)
            elif row is not None and row.text != clean:
                step.update(row, text=clean, written_by=coder_id(step, self.coder), created_at=now("microseconds"))
            elif row is None and clean:
                step.insert(
                    RoleText(
                        id=fresh(),
                        function_id=code.id,
                        actor_id=entry.id,
                        mode=mode,
                        text=clean,
                        written_by=coder_id(step, self.coder),
                        created_at=now("microseconds"),
                    )
                )


def move_role_texts(step: StepWriter, code: Code, into: Code | None) -> None:
    """Give the texts on a function to the code that takes its place, below what stands there; else take them away."""
    for row in step.session.exec(select(RoleText).where(RoleText.function_id == code.id)).all():
        if into is None:
            step.delete(row)
            continue
        same = (RoleText.function_id == into.id, RoleText.actor_id == row.actor_id, RoleText.mode == row.mode)
        there = step.session.exec(select(RoleText).where(*same)).first()
        if there is None:
            step.update(row, function_id=into.id)
        else:
            step.update(there, text=f"{there.text}\n\n{row.text}")
            step.delete(row)


def _function(session: Session, typed: str) -> Code:
    code = code_by_name(session, typed)
    known = [each.key for each in functions(session).codes]
    if code.key not in known:
        message = _("{code}: is no function of the distribution of roles; the codebook names: {names}.")
        raise CoderError(message.format(code=code.key, names=", ".join(known) or "–"))
    return code


def _actor(session: Session, typed: str) -> RegisterEntry:
    entries = entries_by_key(session, ("actor",))
    found = entries.get(folded(typed)) or next((e for e in entries.values() if folded(e.name) == folded(typed)), None)
    if found is None:
        message = _("{actor}: no actor has this id; they stand under “actors:” in codebook.yaml.")
        raise CoderError(message.format(actor=typed))
    return found
