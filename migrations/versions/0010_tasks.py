"""What waits for people is kept so that it can be listed over all Onlinedienste.

Open points that were kept before say nothing of their section until the next save, or until
``check --rebuild`` works everything out anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("open_point", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "unanswered",
                    "in_clarification",
                    "unreadable",
                    "error",
                    "warning",
                    name="kind",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="unanswered",
            )
        )
        batch_op.add_column(
            sa.Column("section", sa.String(length=300), nullable=False, server_default="")
        )
    op.execute("UPDATE open_point SET kind = severity WHERE severity IN ('error', 'warning')")
    with op.batch_alter_table("open_point", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.alter_column("section", server_default=None)
        batch_op.drop_index("ix_open_point_responsible_uid")
        batch_op.create_index(
            "ix_open_point_responsible_uid", ["responsible_uid", "onlinedienst_id"], unique=False
        )
    with op.batch_alter_table("onlinedienst_summary", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matters", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("onlinedienst_summary", schema=None) as batch_op:
        batch_op.alter_column("matters", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("onlinedienst_summary", schema=None) as batch_op:
        batch_op.drop_column("matters")
    with op.batch_alter_table("open_point", schema=None) as batch_op:
        batch_op.drop_index("ix_open_point_responsible_uid")
        batch_op.create_index("ix_open_point_responsible_uid", ["responsible_uid"], unique=False)
        batch_op.drop_constraint(batch_op.f("ck_open_point_kind"), type_="check")
        batch_op.drop_column("section")
        batch_op.drop_column("kind")
