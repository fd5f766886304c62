"""Files of issued papers may be drawn after the paper was issued."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("issued_file", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("rendition_key", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.alter_column("file_sha256", existing_type=sa.String(length=300), nullable=True)
        batch_op.create_check_constraint(
            batch_op.f("ck_issued_file_there_or_ordered"),
            "file_sha256 IS NOT NULL OR rendition_key != ''",
        )
        batch_op.create_index(
            batch_op.f("ix_issued_file_rendition_key"), ["rendition_key"], unique=False
        )
    with op.batch_alter_table("issued_file", schema=None) as batch_op:
        batch_op.alter_column("rendition_key", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM issued_file WHERE file_sha256 IS NULL")
    with op.batch_alter_table("issued_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issued_file_rendition_key"))
        batch_op.drop_constraint(batch_op.f("ck_issued_file_there_or_ordered"), type_="check")
        batch_op.alter_column("file_sha256", existing_type=sa.String(length=300), nullable=False)
        batch_op.drop_column("rendition_key")
