"""A project's tables as plain rows, for comparing two states of it exactly."""

import sqlite3
from pathlib import Path
from typing import Any

from coder.model import UNRECORDED, Row, table_of

UNRECORDED_NAMES = {table_of(model).name for model in UNRECORDED}
RECORDED = sorted(set(Row.metadata.tables) - UNRECORDED_NAMES)
"""The tables whose rows undo gives back."""

Rows = dict[str, set[tuple[Any, ...]]]


def rows_of(path: Path, table: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
    finally:
        connection.close()


def recorded(path: Path) -> Rows:
    """Every row of every recorded table."""
    connection = sqlite3.connect(path)
    try:
        return {table: set(connection.execute(f'SELECT * FROM "{table}"')) for table in RECORDED}
    finally:
        connection.close()


def size(path: Path, table: str) -> int:
    return len(rows_of(path, table))


def unwhole(path: Path) -> list[str]:
    """What is wrong with a project: SQLite's own checks, and references that no foreign key guards."""
    connection = sqlite3.connect(path)
    try:
        faults = [str(row) for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)]
        faults += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
        for kind, table in (("coding", "coding"), ("source", "source"), ("code", "code"), ("passage", "source_text")):
            lost = f"SELECT id FROM note WHERE target_kind = ? AND target_id NOT IN (SELECT id FROM {table})"
            faults += [f"note on no {kind}: {row}" for row in connection.execute(lost, (kind,))]
        stale = """SELECT coding.id FROM coding JOIN source ON source.id = coding.source_id
                   WHERE coding.source_text_id <> source.source_text_id"""
        faults += [f"coding on an older text: {row}" for row in connection.execute(stale)]
        return faults
    finally:
        connection.close()
