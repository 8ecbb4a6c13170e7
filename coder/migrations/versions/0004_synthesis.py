"""What the project team and the report writers write, decide and choose: summaries, roles, constellations, picks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _synthesis()
    _reporting()


def _synthesis() -> None:
    op.create_table(
        "framework_summary",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("code_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_framework_summary_case_id")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_framework_summary_code_id")),
        sa.ForeignKeyConstraint(["written_by"], ["coder.id"], name=op.f("fk_framework_summary_written_by")),
        sa.UniqueConstraint("case_id", "code_id", name=op.f("uq_framework_summary_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_summary")),
    )
    op.create_index(op.f("ix_framework_summary_case_id"), "framework_summary", ["case_id"])
    op.create_index(op.f("ix_framework_summary_code_id"), "framework_summary", ["code_id"])
    op.create_table(
        "role_text",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("function_id", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("mode IN ('now', 'wanted')", name=op.f("ck_role_text_mode")),
        sa.ForeignKeyConstraint(["actor_id"], ["register_entry.id"], name=op.f("fk_role_text_actor_id")),
        sa.ForeignKeyConstraint(["function_id"], ["code.id"], name=op.f("fk_role_text_function_id")),
        sa.ForeignKeyConstraint(["written_by"], ["coder.id"], name=op.f("fk_role_text_written_by")),
        sa.UniqueConstraint("function_id", "actor_id", "mode", name=op.f("uq_role_text_function_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_text")),
    )
    op.create_index(op.f("ix_role_text_actor_id"), "role_text", ["actor_id"])
    op.create_index(op.f("ix_role_text_function_id"), "role_text", ["function_id"])
    op.create_table(
        "constellation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("decision IN ('confirmed', 'refuted', 'open')", name=op.f("ck_constellation_decision")),
        sa.CheckConstraint("state IN ('running', 'ended', 'planned', 'unknown')", name=op.f("ck_constellation_state")),
        sa.ForeignKeyConstraint(["decided_by"], ["coder.id"], name=op.f("fk_constellation_decided_by")),
        sa.UniqueConstraint("key", name=op.f("uq_constellation_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_constellation")),
    )
    op.create_table(
        "white_spot",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("across_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('not_asked', 'nothing_said', 'missing', 'contested', 'exists')", name=op.f("ck_white_spot_state")
        ),
        sa.ForeignKeyConstraint(["across_id"], ["register_entry.id"], name=op.f("fk_white_spot_across_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["coder.id"], name=op.f("fk_white_spot_decided_by")),
        sa.ForeignKeyConstraint(["group_id"], ["register_entry.id"], name=op.f("fk_white_spot_group_id")),
        sa.UniqueConstraint("group_id", "across_id", name=op.f("uq_white_spot_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_white_spot")),
    )
    op.create_index(op.f("ix_white_spot_across_id"), "white_spot", ["across_id"])
    op.create_index(op.f("ix_white_spot_group_id"), "white_spot", ["group_id"])
    op.create_table(
        "statistic",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_key", sa.String(), nullable=False),
        sa.Column("place_key", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("age", sa.String(), nullable=False),
        sa.Column("year", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("count", sa.Float(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.UniqueConstraint(
            "group_key", "place_key", "sex", "age", "year", "measure", "source", name=op.f("uq_statistic_group_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistic")),
    )
    op.create_table(
        "name_reading",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("register_entry_id", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["coder.id"], name=op.f("fk_name_reading_decided_by")),
        sa.ForeignKeyConstraint(
            ["register_entry_id"], ["register_entry.id"], name=op.f("fk_name_reading_register_entry_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_name_reading_source_id")),
        sa.UniqueConstraint("source_id", "name", name=op.f("uq_name_reading_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_reading")),
    )
    op.create_index(op.f("ix_name_reading_source_id"), "name_reading", ["source_id"])


def _reporting() -> None:
    op.create_table(
        "picked_quote",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("coding_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("edited", sa.Text(), nullable=False),
        sa.Column("picked_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_picked_quote_coding_id")),
        sa.ForeignKeyConstraint(["picked_by"], ["coder.id"], name=op.f("fk_picked_quote_picked_by")),
        sa.UniqueConstraint("coding_id", name=op.f("uq_picked_quote_coding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picked_quote")),
    )
    op.create_table(
        "saved_query",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("expression", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["coder.id"], name=op.f("fk_saved_query_saved_by")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_query_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_query")),
    )
    op.create_table(
        "item_set",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IN ('source', 'code')", name=op.f("ck_item_set_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_set")),
    )
    op.create_table(
        "export_record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_record")),
    )
