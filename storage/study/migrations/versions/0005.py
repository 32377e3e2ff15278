"""A codebook that grows, directions of codings, passages cleared for quotation.

What a later part of this format adds goes in here, a function a table, until the format is given away.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# What a version of a code holds of the code as it stood.
_ENTRY = (
    "position, name, abbreviation, label, aliases, is_group, short_definition, definition, when_to_use,"
    " when_not_to_use, example, notes"
)


def upgrade() -> None:
    """Add columns and tables; what was taken for a dimension by where it stood is a group."""
    run = op.get_bind().exec_driver_sql
    _code(run)
    run("ALTER TABLE coding ADD COLUMN direction TEXT DEFAULT '' NOT NULL")
    run("ALTER TABLE person ADD COLUMN quoting TEXT DEFAULT '' NOT NULL")
    _clearance()
    _code_version(run)
    run("UPDATE study SET reads_from = 5")


def _code(run: Any) -> None:
    run("ALTER TABLE code ADD COLUMN is_group BOOLEAN DEFAULT '0' NOT NULL")
    run("ALTER TABLE code ADD COLUMN also TEXT DEFAULT '' NOT NULL")
    run("ALTER TABLE code ADD COLUMN look_from INTEGER DEFAULT '0' NOT NULL")
    _tell_groups(run)


def _tell_groups(run: Any) -> None:
    """Let the top level of a framework of two or more levels be groups: codes below counted there already."""
    run(
        "UPDATE code SET is_group = 1 WHERE parent_id IS NULL AND framework_id IN"
        " (SELECT id FROM framework WHERE instr(levels, char(10)) > 0)"
    )


def _clearance() -> None:
    op.create_table(
        "clearance",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("guid", sa.String(36), nullable=False),
        _to("interview"),
        _number("start"),
        _number("end"),
        sa.Column("state", sa.String(8), nullable=False),
        _text("note"),
        _to("coder"),
        _text("created"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clearance_interview_id", "clearance", ["interview_id"])


def _code_version(run: Any) -> None:
    names = ("short_definition", "definition", "when_to_use", "when_not_to_use", "example", "notes")
    op.create_table(
        "code_version",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("framework"),
        _text("code_guid"),
        _text("parent_guid"),
        _number("revision", 1),
        sa.Column("what", sa.String(8), nullable=False),
        _number("position"),
        *(_text(name) for name in ("name", "abbreviation", "label", "aliases")),
        sa.Column("is_group", sa.Boolean, nullable=False, server_default="0"),
        *(_text(name) for name in names),
        _to("coder", required=False),
        _text("created"),
        sqlite_autoincrement=True,
    )
    op.create_index("code_version_place", "code_version", ["framework_id", "revision"])
    entry = ", ".join(f"code.{name.strip()}" for name in _ENTRY.split(","))
    run(
        f"INSERT INTO code_version (framework_id, code_guid, parent_guid, revision, what, {_ENTRY})"  # noqa: S608
        f" SELECT code.framework_id, code.guid, coalesce(above.guid, ''), framework.revision, 'new', {entry}"
        " FROM code JOIN framework ON framework.id = code.framework_id"
        " LEFT JOIN code AS above ON above.id = code.parent_id ORDER BY code.id"
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str, default: int = 0) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(default))


def _to(target: str, *, required: bool = True) -> sa.Column[Any]:
    return sa.Column(f"{target}_id", sa.Integer, sa.ForeignKey(f"{target}.id"), nullable=not required)
