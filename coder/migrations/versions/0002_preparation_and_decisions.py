"""Preparing transcripts (versions, guide, pseudonyms) and remembering what was suggested when something was coded."""

import hashlib
import secrets
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _columns()
    _tables()
    _fill()


def _columns() -> None:
    for table, column in (
        ("project", "salt"),
        ("source", "file_text_sha256"),
        ("source", "turn_pattern"),
        ("coding", "prompted"),
        ("verdict", "suggester"),
        ("suggestion_cache", "suggester"),
    ):
        op.add_column(table, sa.Column(column, sa.String(), nullable=False, server_default=sa.text("''")))
    op.add_column("source", sa.Column("said", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("source_text", sa.Column("origin", sa.String(), nullable=False, server_default=sa.text("'file'")))
    for name in ("chosen_start", "chosen_end"):
        op.add_column("verdict", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("verdict", sa.Column("chosen_code", sa.String(), nullable=True))
    op.add_column("verdict", sa.Column("score", sa.Float(), nullable=True))
    op.add_column("verdict", sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("suggestion_cache", sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))


def _fill() -> None:
    """A source of a project from before is as its file was when it was read last."""
    op.execute(
        "UPDATE source SET file_text_sha256 = "
        "(SELECT sha256 FROM source_text WHERE source_text.id = source.source_text_id)"
    )
    _fill_said()
    project = sa.table("project", sa.column("salt", sa.String()))
    op.execute(project.update().values(salt=secrets.token_hex(16)))


def _fill_said() -> None:
    """What each file said when it was read last: nothing could be settled otherwise, so it is what the rows hold."""
    connection = op.get_bind()
    source = sa.table(
        "source",
        *(sa.column(name) for name in ("id", "name", "source_text_id")),
        *(sa.column(name, sa.JSON()) for name in ("variables", "said")),
    )
    columns = [source.c[name] for name in ("id", "name", "source_text_id", "variables")]
    for row in connection.execute(sa.select(*columns)).all():
        said = {_digest("variable", name): _digest(value) for name, value in row.variables.items()}
        speakers = connection.execute(
            sa.text(
                "SELECT speaker.label, speaker.role, name, actor, kind, place, consent FROM speaker "
                'LEFT JOIN "case" ON "case".id = speaker.case_id WHERE source_id = :source'
            ),
            {"source": row.id},
        )
        for label, role, case, actor, kind, place, consent in speakers:
            case = _folded(case or "")
            if case == _folded(row.name) and "case" not in row.variables:
                case = ""  # nobody named one: the interview is its own
            fields = {"role": role, "case": case, "actor": actor, "kind": kind, "place": place, "consent": consent}
            said |= {_digest("speaker", label, name): _digest(value) for name, value in fields.items() if value}
        turns = connection.execute(
            sa.text(
                'SELECT label, start, speech_start, "end", time_ms FROM turn WHERE source_text_id = :text '
                "ORDER BY number"
            ),
            {"text": row.source_text_id},
        )
        said[_digest("turns")] = _digest(repr([tuple(turn) for turn in turns]))
        connection.execute(source.update().where(source.c.id == row.id).values(said=said))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()).casefold()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _tables() -> None:
    op.create_table(
        "preparation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("coder_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("part IN ('corrected', 'speakers', 'pseudonyms')", name=op.f("ck_preparation_part")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_preparation_source_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_preparation_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparation")),
        sa.UniqueConstraint("source_id", "part", name=op.f("uq_preparation_source_id")),
    )
    op.create_index(op.f("ix_preparation_source_id"), "preparation", ["source_id"])
    op.create_table(
        "guide_match",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("source_text_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("register_entry_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('confirmed', 'refuted')", name=op.f("ck_guide_match_state")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_guide_match_source_id")),
        sa.ForeignKeyConstraint(["source_text_id"], ["source_text.id"], name=op.f("fk_guide_match_source_text_id")),
        sa.ForeignKeyConstraint(
            ["register_entry_id"], ["register_entry.id"], name=op.f("fk_guide_match_register_entry_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["coder.id"], name=op.f("fk_guide_match_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_match")),
        sa.UniqueConstraint("source_text_id", "start", "register_entry_id", name=op.f("uq_guide_match_source_text_id")),
    )
    op.create_index(op.f("ix_guide_match_source_id"), "guide_match", ["source_id"])
    op.create_index(op.f("ix_guide_match_source_text_id"), "guide_match", ["source_text_id"])
    op.create_table(
        "pseudonym",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("replacement", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("decision IN ('replace', 'keep')", name=op.f("ck_pseudonym_decision")),
        sa.ForeignKeyConstraint(["decided_by"], ["coder.id"], name=op.f("fk_pseudonym_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonym")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_pseudonym_fingerprint")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "double_coding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("coder_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_double_coding_source_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_double_coding_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_double_coding")),
        sa.UniqueConstraint("source_id", "coder_id", name=op.f("uq_double_coding_source_id")),
    )
    op.create_index(op.f("ix_double_coding_source_id"), "double_coding", ["source_id"])
    op.create_table(
        "old_value",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_value")),
    )
