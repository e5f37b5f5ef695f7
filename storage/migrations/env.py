"""Alembic's entry: run migrations on the connection it was handed, all in that connection's transaction."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter much: a table is written anew and the old one dropped.
    render_as_batch=True,
)
context.run_migrations()
