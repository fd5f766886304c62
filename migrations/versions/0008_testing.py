"""Test cases, rounds, results, defects and declarations."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "final_approval",
                "contractor_acceptance",
                "production_approval",
                "live_acceptance",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "given",
                "on_condition",
                "refused",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "konto",
                "mail",
                "gespraech",
                "papier",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("evidence_name", sa.String(length=300), nullable=False),
        sa.Column("evidence_sha256", sa.String(length=300), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason = '')",
            name=op.f("ck_declaration_withdrawn_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_declaration_evidence_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_declaration_onlinedienst_id_onlinedienst"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_declaration_recorded_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.create_index("ix_declaration_onlinedienst_id", ["onlinedienst_id"], unique=False)

    op.create_table(
        "test_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("fingerprint", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("edited", sa.Text(), nullable=False),
        sa.Column("tester_uid", sa.String(length=300), nullable=False),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_test_case_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user.id"], name=op.f("fk_test_case_changed_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_test_case_onlinedienst_id_onlinedienst"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_case")),
        sa.UniqueConstraint(
            "onlinedienst_id", "number", name=op.f("uq_test_case_onlinedienst_id_number")
        ),
    )
    op.create_table(
        "test_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "full",
                "core",
                "retest",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("environment", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_test_round_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["user.id"], name=op.f("fk_test_round_begun_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_test_round_onlinedienst_id_onlinedienst"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_round")),
        sa.UniqueConstraint(
            "onlinedienst_id", "number", name=op.f("uq_test_round_onlinedienst_id_number")
        ),
    )
    op.create_table(
        "defect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("onlinedienst_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "weight",
            sa.Enum(
                "prevents",
                "hinders",
                "minor",
                name="weight",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "mended",
                "retested",
                "accepted",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("workaround", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=300), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("fixed_in", sa.String(length=300), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_defect_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["test_case.id"], name=op.f("fk_defect_case_id_test_case")
        ),
        sa.ForeignKeyConstraint(
            ["onlinedienst_id"],
            ["onlinedienst.id"],
            name=op.f("fk_defect_onlinedienst_id_onlinedienst"),
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["user.id"], name=op.f("fk_defect_reported_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defect")),
        sa.UniqueConstraint(
            "onlinedienst_id", "number", name=op.f("uq_defect_onlinedienst_id_number")
        ),
    )
    with op.batch_alter_table("defect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_defect_case_id"), ["case_id"], unique=False)

    op.create_table(
        "test_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "passed",
                "failed",
                "blocked",
                "not_run",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("tester", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tested_on", sa.String(length=300), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("evidence_name", sa.String(length=300), nullable=False),
        sa.Column("evidence_sha256", sa.String(length=300), nullable=True),
        sa.Column("page_id", sa.String(length=300), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["test_case.id"], name=op.f("fk_test_result_case_id_test_case")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_test_result_evidence_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_test_result_recorded_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["test_round.id"], name=op.f("fk_test_result_round_id_test_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_result")),
        sa.UniqueConstraint(
            "round_id",
            "case_id",
            "page_id",
            "sequence",
            name=op.f("uq_test_result_round_id_case_id_page_id_sequence"),
        ),
    )
    with op.batch_alter_table("test_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_test_result_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_test_result_round_id"), ["round_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("test_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_test_result_round_id"))
        batch_op.drop_index(batch_op.f("ix_test_result_case_id"))

    op.drop_table("test_result")
    with op.batch_alter_table("defect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_defect_case_id"))

    op.drop_table("defect")
    op.drop_table("test_round")
    op.drop_table("test_case")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_index("ix_declaration_onlinedienst_id")

    op.drop_table("declaration")
