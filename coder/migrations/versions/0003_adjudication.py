"""Deciding between coders: which codings are kept where two coded one interview differently."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "adjudication",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("coders", sa.JSON(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_adjudication_source_id")),
        sa.ForeignKeyConstraint(["begun_by"], ["coder.id"], name=op.f("fk_adjudication_begun_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudication")),
        sa.UniqueConstraint("source_id", name=op.f("uq_adjudication_source_id")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("chosen", sa.String(), nullable=True),
        sa.Column("codings", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_decision_order")),
        sa.CheckConstraint("verdict IN ('coder', 'both', 'other', 'neither')", name=op.f("ck_decision_verdict")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_decision_source_id")),
        sa.ForeignKeyConstraint(["source_text_id"], ["source_text.id"], name=op.f("fk_decision_source_text_id")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_decision_code_id")),
        sa.ForeignKeyConstraint(["chosen"], ["coder.id"], name=op.f("fk_decision_chosen")),
        sa.ForeignKeyConstraint(["decided_by"], ["coder.id"], name=op.f("fk_decision_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("source_text_id", "start", "end", "code_id", name=op.f("uq_decision_source_text_id")),
    )
    op.create_index(op.f("ix_decision_source_id"), "decision", ["source_id"])
    op.create_index(op.f("ix_decision_source_text_id"), "decision", ["source_text_id"])
