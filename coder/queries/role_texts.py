"""What people have written in the cells of the distribution of roles."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.model import Code, Coder, RegisterEntry, RoleText


@dataclass(frozen=True)
class WrittenRole:
    function: str
    """The code's key."""
    actor: str
    """The entry's key."""
    mode: str
    text: str
    written_by: str
    """Who wrote it last."""


def role_texts(session: Session) -> tuple[WrittenRole, ...]:
    """All of them, in order of function, actor and mode."""
    query = (
        select(RoleText, Code, RegisterEntry, Coder)
        .join(Code, col(Code.id) == RoleText.function_id)
        .join(RegisterEntry, col(RegisterEntry.id) == RoleText.actor_id)
        .join(Coder, col(Coder.id) == RoleText.written_by)
    )
    found = session.exec(query).all()
    written = (
        WrittenRole(function.key, actor.key, text.mode, text.text, coder.name) for text, function, actor, coder in found
    )
    return tuple(sorted(written, key=_place))


def _place(row: WrittenRole) -> tuple[str, str, str]:
    return row.function, row.actor, row.mode
