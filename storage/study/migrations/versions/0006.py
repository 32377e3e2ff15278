"""All that a researcher writes has one table: memos on anything, a journal, an outline.

Cases, made up of schools, interviews and people, and attributes of both, some of them a value a round.

What a later part of this format adds goes in here, a function a table, until the format is given away.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_POINTS_AT = ("person", "school", "round", "question")


def upgrade() -> None:
    """Add columns; what was a memo is one."""
    run = op.get_bind().exec_driver_sql
    _memo(run)
    _question(run)
    _case()
    _attribute(run)
    for table in ("memo", "link"):
        _point_at(run, table, "case_", "case_id")
    run("UPDATE study SET reads_from = 6")


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


def _case() -> None:
    op.create_table(
        "case_",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("guid", sa.String(36), nullable=False),
        sa.Column("name", sa.Text, nullable=False, server_default=""),
        sa.Column("position", sa.Integer, nullable=False, server_default="0"),
        sqlite_autoincrement=True,
    )
    members = ("school", "interview", "person")
    op.create_table(
        "case_member",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("case_.id"), nullable=False),
        *(sa.Column(f"{each}_id", sa.Integer, sa.ForeignKey(f"{each}.id")) for each in members),
        sqlite_autoincrement=True,
    )
    for each in ("case", *members):
        op.create_index(f"ix_case_member_{each}_id", "case_member", [f"{each}_id"])


def _attribute(run: Any) -> None:
    run("ALTER TABLE attribute ADD COLUMN type VARCHAR(8) DEFAULT 'text' NOT NULL")
    run("ALTER TABLE attribute ADD COLUMN choices TEXT DEFAULT '' NOT NULL")
    run("ALTER TABLE attribute ADD COLUMN per_round BOOLEAN DEFAULT '0' NOT NULL")
    for target, column in (("school", "school_id"), ("case_", "case_id"), ("round", "round_id")):
        _point_at(run, "attribute_value", target, column)


def _point_at(run: Any, table: str, target: str, column: str) -> None:
    run(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER REFERENCES {target} (id)")
    op.create_index(f"ix_{table}_{column}", table, [column])
