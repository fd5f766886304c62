"""Where an Onlinedienst came from, and the Go-Live-Pakete that were made of it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_origin",
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("origin_uid", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=300), nullable=False),
        sa.Column("guest_uid", sa.String(length=300), nullable=False),
        sa.Column("imported_by_id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by_id"], ["user.id"], name=op.f("fk_import_origin_imported_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_import_origin_onlinedienst_id_onlinedienst"),
        ),
        sa.PrimaryKeyConstraint("onlinedienst_id", name=op.f("pk_import_origin")),
    )
    with op.batch_alter_table("import_origin", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_origin_origin_uid"), ["origin_uid"], unique=False
        )
    op.create_table(
        "go_live_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=300), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_go_live_package_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["file_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_go_live_package_file_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user.id"], name=op.f("fk_go_live_package_made_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_go_live_package_onlinedienst_id_onlinedienst"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_go_live_package")),
        sa.UniqueConstraint(
            "onlinedienst_id",
            "version",
            name=op.f("uq_go_live_package_onlinedienst_id_version"),
        ),
    )
    with op.batch_alter_table("go_live_package", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_go_live_package_onlinedienst_id"), ["onlinedienst_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("go_live_package")
    op.drop_table("import_origin")
