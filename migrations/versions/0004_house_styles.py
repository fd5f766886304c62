"""House styles: what authorities bring along, which one an Onlinedienst and its papers use."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house_style",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_style")),
        sa.UniqueConstraint("name", name=op.f("uq_house_style_name")),
    )
    op.create_table(
        "house_style_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("style_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("template_name", sa.String(length=300), nullable=False),
        sa.Column("template_sha256", sa.String(length=300), nullable=True),
        sa.Column(
            "logo_kind",
            sa.Enum(
                "svg",
                "png",
                name="logo_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("logo_sha256", sa.String(length=300), nullable=True),
        sa.Column("accent", sa.String(length=300), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "version > 0", name=op.f("ck_house_style_version_version_counts_from_one")
        ),
        sa.CheckConstraint(
            "(logo_kind IS NULL) = (logo_sha256 IS NULL)",
            name=op.f("ck_house_style_version_logo_has_a_kind"),
        ),
        sa.CheckConstraint(
            "template_sha256 IS NOT NULL OR logo_sha256 IS NOT NULL OR accent != ''",
            name=op.f("ck_house_style_version_brings_something"),
        ),
        sa.ForeignKeyConstraint(
            ["logo_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_house_style_version_logo_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["style_id"],
            ["house_style.id"],
            name=op.f("fk_house_style_version_style_id_house_style"),
        ),
        sa.ForeignKeyConstraint(
            ["template_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_house_style_version_template_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"],
            ["user.id"],
            name=op.f("fk_house_style_version_uploaded_by_id_user"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_style_version")),
        sa.UniqueConstraint(
            "style_id", "version", name=op.f("uq_house_style_version_style_id_version")
        ),
    )
    op.create_table(
        "chosen_style",
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_chosen_style_onlinedienst_id_onlinedienst"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["house_style_version.id"],
            name=op.f("fk_chosen_style_version_id_house_style_version"),
        ),
        sa.PrimaryKeyConstraint("onlinedienst_id", name=op.f("pk_chosen_style")),
    )
    op.create_table(
        "issued_style",
        sa.Column("issued_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issued_id"],
            ["issued_document.id"],
            name=op.f("fk_issued_style_issued_id_issued_document"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["house_style_version.id"],
            name=op.f("fk_issued_style_version_id_house_style_version"),
        ),
        sa.PrimaryKeyConstraint("issued_id", name=op.f("pk_issued_style")),
    )


def downgrade() -> None:
    op.drop_table("issued_style")
    op.drop_table("chosen_style")
    op.drop_table("house_style_version")
    op.drop_table("house_style")
