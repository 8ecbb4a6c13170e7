"""Where a coder was when the app closed: view state, outside the history."""

from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session

from coder.model import ViewState, table_of
from coder.project.base import ProjectBase


class ViewUseCases(ProjectBase):
    """Remembering where a coder was."""

    def remember(self, key: str, value: dict[str, Any]) -> None:
        """Keep a piece of view state for this coder.

        It does not wait for the disk: a power failure may take the latest of it, nothing else can.
        """
        table = table_of(ViewState)
        with self.store.writing(at_once=False) as connection:
            connection.execute(delete(table).where(table.c.coder_name == self.coder, table.c.key == key))
            connection.execute(insert(table).values(coder_name=self.coder, key=key, value=value))

    def remembered(self, key: str) -> dict[str, Any]:
        """A piece of this coder's view state; {} if nothing was kept."""

        def read(session: Session) -> dict[str, Any]:
            row = session.get(ViewState, (self.coder, key))
            return dict(row.value) if row else {}

        return self.ask(read)
