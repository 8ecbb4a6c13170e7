"""Bring a database to the newest schema, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from coder.errors import CoderError
from coder.i18n import _


def upgrade(engine: Engine) -> None:
    """Run the missing migrations; foreign keys are off meanwhile and checked before the commit (SQLite)."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(coder_write="FULL") as connection:
        if sqlite:
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise CoderError(_("The project could not be brought up to date; nothing was changed."))
        finally:
            if sqlite:
                _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    """Inside a transaction the pragma does nothing: switch it on the bare connection."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()
