"""The file that proves a certification."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=300), nullable=False),
        sa.Column("attached_by_id", sa.Integer(), nullable=False),
        sa.Column("attached_at", sa.DateTime(), nullable=False),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(removed_by_id IS NULL) = (removed_at IS NULL)",
            name=op.f("ck_certificate_removed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["attached_by_id"], ["user.id"], name=op.f("fk_certificate_attached_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_certificate_onlinedienst_id_onlinedienst"),
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["user.id"], name=op.f("fk_certificate_removed_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_certificate_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    op.create_index("ix_certificate_onlinedienst_id", "certificate", ["onlinedienst_id"])


def downgrade() -> None:
    op.drop_table("certificate")
