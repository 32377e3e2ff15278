"""The codebook says of itself which codes are groups, and which became one.

What a later part of this format adds goes in here, a function a table, until the format is given away.
"""

from typing import Any

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add columns; what was taken for a dimension by where it stood is a group."""
    run = op.get_bind().exec_driver_sql
    _code(run)
    run("UPDATE study SET reads_from = 5")


def _code(run: Any) -> None:
    run("ALTER TABLE code ADD COLUMN is_group BOOLEAN DEFAULT '0' NOT NULL")
    run("ALTER TABLE code ADD COLUMN also TEXT DEFAULT '' NOT NULL")
    _tell_groups(run)


def _tell_groups(run: Any) -> None:
    """Let the top level of a framework of two or more levels be groups: codes below counted there already."""
    run(
        "UPDATE code SET is_group = 1 WHERE parent_id IS NULL AND framework_id IN"
        " (SELECT id FROM framework WHERE instr(levels, char(10)) > 0)"
    )
