"""How Alembic reaches the database: through the application that runs it."""

from alembic import context
from flask import current_app

from amt24web.storage import (
    audit,
    declarations,
    defects,
    onlinedienste,
    open_points,
    outgoing_mail,
    records,
    renditions,
    test_cases,
    test_rounds,
    users,
)
from amt24web.storage.database import Base, db

TABLES = (
    audit, declarations, defects, onlinedienste, open_points, outgoing_mail, records, renditions,
    test_cases, test_rounds, users,
)  # fmt: skip


def run_migrations() -> None:
    """Run what is missing, all in one transaction."""
    with current_app.app_context(), db.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, render_as_batch=True
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
