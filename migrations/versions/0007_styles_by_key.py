"""House styles are told apart by a key without case, and a version can be out of the offer.

Styles whose names differ by case and spaces only become one, its versions in the order in which
they were uploaded; whoever uses a version goes on using it.
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEYOND = 1_000_000
"""Added to version numbers on their way, so that no two of a style are ever the same."""

STYLE = sa.table("house_style", sa.column("id"), sa.column("name"), sa.column("name_key"))
VERSION = sa.table(
    "house_style_version",
    sa.column("id"),
    sa.column("style_id"),
    sa.column("version"),
    sa.column("uploaded_at"),
)


def upgrade() -> None:
    # Plain columns and an index: other tables point here, so SQLite must not copy the tables.
    op.add_column(
        "house_style",
        sa.Column("name_key", sa.String(length=300), nullable=False, server_default=""),
    )
    op.add_column("house_style_version", sa.Column("retired_at", sa.DateTime(), nullable=True))
    database = op.get_bind()
    same = defaultdict(list)
    for number, name in database.execute(sa.select(STYLE.c.id, STYLE.c.name).order_by(STYLE.c.id)):
        same[" ".join(name.casefold().split())].append(number)
    for key, (kept, *others) in same.items():
        if others:
            _join(database, kept, others)
        database.execute(sa.update(STYLE).where(STYLE.c.id == kept).values(name_key=key))
    op.create_index(op.f("ix_house_style_name_key"), "house_style", ["name_key"], unique=True)


def _join(database: sa.Connection, kept: int, others: list[int]) -> None:
    every = sa.select(VERSION.c.id).where(VERSION.c.style_id.in_([kept, *others]))
    ids = database.scalars(every.order_by(VERSION.c.uploaded_at, VERSION.c.id)).all()
    for beyond in (BEYOND, 0):
        for version, number in enumerate(ids, start=1):
            values = {"style_id": kept, "version": version + beyond}
            database.execute(sa.update(VERSION).where(VERSION.c.id == number).values(**values))
    database.execute(sa.delete(STYLE).where(STYLE.c.id.in_(others)))


def downgrade() -> None:
    op.drop_column("house_style_version", "retired_at")
    op.drop_index(op.f("ix_house_style_name_key"), table_name="house_style")
    op.drop_column("house_style", "name_key")
