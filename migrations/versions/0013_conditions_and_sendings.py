"""Conditions of a declaration, the cases of a round that is over, and sendings are kept.

A round that ended before is about the cases of today until it is opened and ended again. What was
written into the words of declarations „mit Auflagen“ before stays there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conditions", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.alter_column("conditions", server_default=None)
    with op.batch_alter_table("test_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cases", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("test_round", schema=None) as batch_op:
        batch_op.alter_column("cases", server_default=None)
    op.create_table(
        "sending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=300), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_sending_onlinedienst_id_onlinedienst"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending")),
        sa.UniqueConstraint(
            "onlinedienst_id", "digest", name=op.f("uq_sending_onlinedienst_id_digest")
        ),
    )


def downgrade() -> None:
    op.drop_table("sending")
    with op.batch_alter_table("test_round", schema=None) as batch_op:
        batch_op.drop_column("cases")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_column("conditions")
