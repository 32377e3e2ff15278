"""All that a researcher writes has one table: memos on anything, a journal, an outline.

What a later part of this format adds goes in here, a function a table, until the format is given away.
"""

from typing import Any

from alembic import op

revision = "0006"
down_revision = "0005"

_POINTS_AT = ("person", "school", "round", "question")


def upgrade() -> None:
    """Add columns; what was a memo is one."""
    _memo(op.get_bind().exec_driver_sql)
    _question(op.get_bind().exec_driver_sql)


def _memo(run: Any) -> None:
    run("ALTER TABLE memo ADD COLUMN kind VARCHAR(8) DEFAULT 'memo' NOT NULL")
    for name in ("state", "tags", "day", "about", "seen"):
        run(f"ALTER TABLE memo ADD COLUMN {name} TEXT DEFAULT '' NOT NULL")
    run("ALTER TABLE memo ADD COLUMN position INTEGER DEFAULT '0' NOT NULL")
    run("ALTER TABLE memo ADD COLUMN parent_id INTEGER REFERENCES memo (id)")
    for target in _POINTS_AT:
        run(f"ALTER TABLE memo ADD COLUMN {target}_id INTEGER REFERENCES {target} (id)")
    for target in ("parent", *_POINTS_AT):
        op.create_index(f"ix_memo_{target}_id", "memo", [f"{target}_id"])


def _question(run: Any) -> None:
    run("ALTER TABLE question ADD COLUMN heading TEXT DEFAULT '' NOT NULL")
