"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "case",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("name", name=op.f("uq_case_name")),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("use_when", sa.Text(), nullable=False),
        sa.Column("not_when", sa.Text(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("key", name=op.f("uq_code_key")),
    )
    op.create_table(
        "codebook_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_file")),
    )
    op.create_table(
        "coder",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_register_entry_kind")),
    )
    op.create_table(
        "source_text",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_text")),
    )
    op.create_index(op.f("ix_source_text_source_id"), "source_text", ["source_id"], unique=False)
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("device_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("uuid", name=op.f("uq_step_uuid")),
    )
    op.create_index(op.f("ix_step_command"), "step", ["command"], unique=False)
    op.create_index(op.f("ix_step_undoes"), "step", ["undoes"], unique=False)
    op.create_table(
        "suggestion_cache",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_cache")),
    )
    op.create_index(op.f("ix_suggestion_cache_source_text_id"), "suggestion_cache", ["source_text_id"], unique=False)
    op.create_table(
        "suggestion_run",
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("source_text_id", name=op.f("pk_suggestion_run")),
    )
    op.create_table(
        "view_state",
        sa.Column("coder_name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("coder_name", "key", name=op.f("pk_view_state")),
    )
    op.create_table(
        "case_variable",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_variable_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_variable")),
        sa.UniqueConstraint("case_id", "name", name=op.f("uq_case_variable_case_id")),
    )
    op.create_index(op.f("ix_case_variable_case_id"), "case_variable", ["case_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_change_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_row_id"), "change", ["row_id"], unique=False)
    op.create_index(op.f("ix_change_step_id"), "change", ["step_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint(
            "target_kind IN ('coding', 'passage', 'source', 'code', 'project')", name=op.f("ck_note_target_kind")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["coder.id"], name=op.f("fk_note_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_target_id"), "note", ["target_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.Column("assigned_to", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["assigned_to"], ["coder.id"], name=op.f("fk_source_assigned_to")),
        sa.ForeignKeyConstraint(["source_text_id"], ["source_text.id"], name=op.f("fk_source_source_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("speech_start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("time_ms", sa.Integer(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            'start >= 0 AND start <= speech_start AND speech_start <= "end"', name=op.f("ck_turn_order")
        ),
        sa.ForeignKeyConstraint(["source_text_id"], ["source_text.id"], name=op.f("fk_turn_source_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("source_text_id", "number", name=op.f("uq_turn_source_text_id")),
    )
    op.create_index(op.f("ix_turn_source_text_id"), "turn", ["source_text_id"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("verdict IN ('accepted', 'rejected')", name=op.f("ck_verdict_verdict")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_verdict_code_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["coder.id"], name=op.f("fk_verdict_decided_by")),
        sa.ForeignKeyConstraint(["source_text_id"], ["source_text.id"], name=op.f("fk_verdict_source_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint(
            "source_text_id", "start", "end", "code_id", "decided_by", name=op.f("uq_verdict_source_text_id")
        ),
    )
    op.create_index(op.f("ix_verdict_source_text_id"), "verdict", ["source_text_id"], unique=False)
    op.create_table(
        "coding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("quote_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.String(), nullable=False),
        sa.Column("coded_by", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=True),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("mode IN ('now', 'wanted', 'missing')", name=op.f("ck_coding_mode")),
        sa.CheckConstraint("voice IN ('self', 'other')", name=op.f("ck_coding_voice")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_coding_order")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id")),
        sa.ForeignKeyConstraint(["coded_by"], ["coder.id"], name=op.f("fk_coding_coded_by")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_coding_source_id")),
        sa.ForeignKeyConstraint(["source_text_id"], ["source_text.id"], name=op.f("fk_coding_source_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("quote_id", name=op.f("uq_coding_quote_id")),
        sa.UniqueConstraint(
            "source_text_id", "start", "end", "code_id", "coded_by", name=op.f("uq_coding_source_text_id")
        ),
    )
    op.create_index(op.f("ix_coding_code_id"), "coding", ["code_id"], unique=False)
    op.create_index(op.f("ix_coding_coded_by"), "coding", ["coded_by"], unique=False)
    op.create_index(op.f("ix_coding_source_id"), "coding", ["source_id"], unique=False)
    op.create_index(op.f("ix_coding_source_text_id"), "coding", ["source_text_id"], unique=False)
    op.create_table(
        "finished",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("coder_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_finished_coder_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_finished_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finished")),
        sa.UniqueConstraint("source_id", "coder_id", name=op.f("uq_finished_source_id")),
    )
    op.create_index(op.f("ix_finished_source_id"), "finished", ["source_id"], unique=False)
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("consent", sa.String(), nullable=True),
        sa.CheckConstraint("consent IN ('named', 'organisation', 'anonymous')", name=op.f("ck_speaker_consent")),
        sa.CheckConstraint("role IN ('interviewer', 'interviewee')", name=op.f("ck_speaker_role")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_speaker_case_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_speaker_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("source_id", "label", name=op.f("uq_speaker_source_id")),
    )
    op.create_index(op.f("ix_speaker_source_id"), "speaker", ["source_id"], unique=False)
    op.create_table(
        "coding_about",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("coding_id", sa.String(), nullable=False),
        sa.Column("register_entry_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_coding_about_coding_id")),
        sa.ForeignKeyConstraint(
            ["register_entry_id"], ["register_entry.id"], name=op.f("fk_coding_about_register_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_about")),
        sa.UniqueConstraint("coding_id", "register_entry_id", name=op.f("uq_coding_about_coding_id")),
    )
    op.create_index(op.f("ix_coding_about_coding_id"), "coding_about", ["coding_id"], unique=False)
    op.create_index(op.f("ix_coding_about_register_entry_id"), "coding_about", ["register_entry_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("A project is never taken back to an older schema; restore a backup.")
