"""Whether the database answers and is up to date."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from amt24web.config import ROOT
from amt24web.domain.errors import Unavailable
from amt24web.storage.database import reading


def is_ready() -> bool:
    """True if the database can be reached and every migration has been run."""
    newest = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    try:
        with reading() as session:
            current = MigrationContext.configure(session.connection()).get_current_revision()
    except (SQLAlchemyError, Unavailable):
        return False
    return current == newest
