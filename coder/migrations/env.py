"""Alembic's entry: migrations run on the connection that ``upgrade`` hands over, inside its transaction."""

from alembic import context

from coder.model import Row

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Row.metadata, transactional_ddl=False)
context.run_migrations()
