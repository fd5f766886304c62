"""Issued papers: frozen facts, the files made of them, and what was decided about them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
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
            nullable=False,
        ),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by", sa.String(length=300), nullable=False),
        sa.Column("approved_function", sa.String(length=300), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column(
            "approved_way",
            sa.Enum(
                "konto",
                "mail",
                "gespraech",
                "papier",
                name="approved_way",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("evidence_name", sa.String(length=300), nullable=False),
        sa.Column("evidence_sha256", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_issued_document_withdrawn_has_a_time"),
        ),
        sa.CheckConstraint(
            "state != 'approved' OR approved_at IS NOT NULL",
            name=op.f("ck_issued_document_approved_by_somebody"),
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_on IS NULL)",
            name=op.f("ck_issued_document_approval_has_time_and_day"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_issued_document_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["user.id"], name=op.f("fk_issued_document_approved_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_issued_document_evidence_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["user.id"], name=op.f("fk_issued_document_issued_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_issued_document_onlinedienst_id_onlinedienst"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_issued_document_withdrawn_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
        sa.UniqueConstraint(
            "onlinedienst_id",
            "kind",
            "subject",
            "version",
            name=op.f("uq_issued_document_onlinedienst_id_kind_subject_version"),
        ),
    )
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_document_onlinedienst_id"), ["onlinedienst_id"], unique=False
        )

    op.create_table(
        "issued_file",
        sa.Column("issued_id", sa.Integer(), nullable=False),
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
            nullable=False,
        ),
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
        sa.Column("file_sha256", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_issued_file_file_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_id"],
            ["issued_document.id"],
            name=op.f("fk_issued_file_issued_id_issued_document"),
        ),
        sa.PrimaryKeyConstraint("issued_id", "state", "file_format", name=op.f("pk_issued_file")),
    )


def downgrade() -> None:
    op.drop_table("issued_file")
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issued_document_onlinedienst_id"))

    op.drop_table("issued_document")
