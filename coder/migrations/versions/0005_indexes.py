"""Indexes that say what a unique constraint's own index says already go: each turn was written into both. One comes by
which a step finds its device's latest number without reading all steps."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_index(op.f("ix_turn_source_text_id"), "turn")
    op.drop_index(op.f("ix_speaker_source_id"), "speaker")
    op.create_index(op.f("ix_step_device"), "step", ["device", "device_number"])
