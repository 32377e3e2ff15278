"""What stands beside the interviews: a survey, its answers, outcomes of schools, documents and notes.

Times are in milliseconds, so that sound can follow later; a link says who made it and when.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add tables and columns; times that were in seconds are in milliseconds too."""
    run = op.get_bind().exec_driver_sql
    _survey()
    _outcomes()
    _times(run)
    _texts(run)
    _pointing(run)
    op.create_index("survey_round_place", "survey_round", ["survey_id", "round_id"])
    run("UPDATE study SET reads_from = 7")


def _survey() -> None:
    _table("survey", _name(), _to("framework"), _number("position"), _flag("hides_stages"), _text("notes"))
    _table("bank", _to("survey", required=True), _name(), _text("short"), _to("code"), _number("position"))
    _table(
        "item",
        _to("bank", required=True),
        _keyword("kind", 9, "statement"),
        _keyword("direction", 8, "strength"),
        _to("stage"),
        *(_number("number"), _number("position"), _text("text"), _text("options")),
        _to("item", "previous_id"),
    )
    _table(
        "survey_round",
        *(_to("survey", required=True), _to("round", required=True)),
        *(_text(name) for name in ("version", "columns", "asked", "returned", "date")),
    )
    _table(
        "respondent",
        *(_to("survey_round", required=True), _number("number"), _to("school"), _to("role")),
        *(_text("role_group"), _text("answers"), _to("respondent", "second_of_id")),
    )
    _index("bank", "survey_id", "code_id")
    _index("item", "bank_id", "previous_id")
    _index("survey_round", "survey_id", "round_id")
    _index("respondent", "survey_round_id", "second_of_id")


def _outcomes() -> None:
    _table(
        "measure",
        *(_name(), _keyword("kind", 6, "number"), _text("unit"), _keyword("better", 7, "higher")),
        *(_to("code"), _text("levels"), _text("source"), _number("position"), _text("settings")),
    )
    _table(
        "outcome",
        *(_to("measure", required=True), _to("school"), _text("label"), _text("year"), _to("round")),
        *(_text("value"), sa.Column("pupils", sa.Integer), _text("note")),
    )
    _index("outcome", "measure_id", "school_id")


def _times(run: Any) -> None:
    for table, seconds, column in (
        ("turn", "time", "ms"),
        ("mark", "time", "ms"),
        ("interview", "duration", "duration_ms"),
    ):
        run(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER")
        run(f"UPDATE {table} SET {column} = {seconds} * 1000")  # noqa: S608 - names of our own


def _texts(run: Any) -> None:
    run("ALTER TABLE interview ADD COLUMN kind VARCHAR(9) DEFAULT 'interview' NOT NULL")
    run("ALTER TABLE interview ADD COLUMN author TEXT DEFAULT '' NOT NULL")


def _pointing(run: Any) -> None:
    for table, target in (
        ("interview", "item"),
        ("speaker", "respondent"),
        ("memo", "item"),
        ("link", "item"),
    ):
        run(f"ALTER TABLE {table} ADD COLUMN {target}_id INTEGER REFERENCES {target} (id)")
        _index(table, f"{target}_id")
    run("ALTER TABLE link ADD COLUMN coder_id INTEGER REFERENCES coder (id)")
    run("ALTER TABLE link ADD COLUMN created TEXT DEFAULT '' NOT NULL")


def _table(name: str, *columns: sa.Column[Any]) -> None:
    guid = sa.Column("guid", sa.String(36), nullable=False)
    op.create_table(
        name, sa.Column("id", sa.Integer, primary_key=True), guid, *columns, sqlite_autoincrement=True
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _name() -> sa.Column[Any]:
    return _text("name")


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default="0")


def _keyword(name: str, length: int, default: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=default)


def _to(target: str, name: str = "", *, required: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{target}.id")
    return sa.Column(name or f"{target}_id", sa.Integer, key, nullable=not required)
