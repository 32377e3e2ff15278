"""Questions of a round, attributes, remarks on passages, and what marks on hand-coded documents mean."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add tables and columns; nothing that is there changes."""
    _table("attribute", _text("guid", 36), _text("name"), _text("kind"), _number("position"))
    _table(
        "attribute_value",
        _to("attribute"),
        _to("interview", required=False),
        _to("person", required=False),
        _text("value"),
    )
    _table("question", _text("guid", 36), _to("round"), _number("position"), _text("text"))
    _table("question_code", _to("question"), _to("code"))
    _table("meaning", _text("manner"), _text("written"), _to("code", required=False))
    run = op.get_bind().exec_driver_sql
    run("ALTER TABLE turn ADD COLUMN question_id INTEGER REFERENCES question (id)")
    run("ALTER TABLE memo ADD COLUMN start INTEGER")
    run('ALTER TABLE memo ADD COLUMN "end" INTEGER')


def _table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *columns, sqlite_autoincrement=True)
    for column in columns:
        if column.foreign_keys:
            op.create_index(f"ix_{name}_{column.name}", name, [column.name])


def _text(name: str, length: int | None = None) -> sa.Column[Any]:
    if length:
        return sa.Column(name, sa.String(length), nullable=False)
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _to(target: str, *, required: bool = True) -> sa.Column[Any]:
    return sa.Column(f"{target}_id", sa.Integer, sa.ForeignKey(f"{target}.id"), nullable=not required)
