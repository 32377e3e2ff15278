"""When operations were taken back, and where; who may read it; what was withdrawn; the index of words."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.study import text_index

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns and two tables; nothing that is there changes.

    When earlier operations were taken back nobody knows. Their interviews are told from the journal.
    """
    run = op.get_bind().exec_driver_sql
    for column in ("came_from", "language", "settings"):
        run(f"ALTER TABLE study ADD COLUMN {column} TEXT DEFAULT '' NOT NULL")
    run("ALTER TABLE study ADD COLUMN reads_from INTEGER DEFAULT '3' NOT NULL")
    run("ALTER TABLE operation ADD COLUMN undone TEXT DEFAULT '' NOT NULL")
    run("ALTER TABLE operation ADD COLUMN reverses_id INTEGER REFERENCES operation (id)")
    run("ALTER TABLE operation ADD COLUMN interview_id INTEGER")
    run("ALTER TABLE operation ADD COLUMN checkpointed_id INTEGER")
    op.create_index("operation_interview", "operation", ["interview_id"])
    op.create_table(
        "withdrawn",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("guid", sa.String(36), nullable=False),
        sa.Column("created", sa.Text, nullable=False, server_default=""),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "text_index",
        sa.Column("transcript_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("answers", sa.LargeBinary, nullable=False),
    )
    _tell_interviews(run)
    text_index.rebuild(op.get_bind())


def _tell_interviews(run: Any) -> None:
    """Say of each operation that coded in one interview only which it was."""
    run(
        "UPDATE operation SET interview_id = (SELECT min(coding.transcript_id) FROM change JOIN coding"
        " ON coding.id = change.row_id WHERE change.operation_id = operation.id"
        " HAVING count(DISTINCT coding.transcript_id) = 1)"
        " WHERE EXISTS (SELECT 1 FROM change WHERE operation_id = operation.id AND table_name = 'coding')"
        " AND NOT EXISTS (SELECT 1 FROM change WHERE operation_id = operation.id AND table_name <> 'coding')"
    )
