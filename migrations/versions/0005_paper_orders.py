"""Papers that take longer than a request may wait."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_order",
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "for_approval",
                "approved",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("approval", sa.Text(), nullable=False),
        sa.Column(
            "file_format",
            sa.Enum(
                "docx",
                "pdf",
                name="file_format",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("style_version_id", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_paper_order_attempts_count_from_zero")),
        sa.ForeignKeyConstraint(
            ["style_version_id"],
            ["house_style_version.id"],
            name=op.f("fk_paper_order_style_version_id_house_style_version"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_paper_order")),
    )
    with op.batch_alter_table("paper_order", schema=None) as batch_op:
        batch_op.create_index("ix_paper_order_next_attempt_at", ["next_attempt_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("paper_order", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_order_next_attempt_at")

    op.drop_table("paper_order")
