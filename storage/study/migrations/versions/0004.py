"""Several coders: who they are, how far each has read, how codings came about, rulings, what is kept.

Words are counted anew: hyphens, points and signs follow another rule than in format 3.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.study import word_counts

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add columns and tables; who had begun to read an interview, or was done, was the first coder."""
    run = op.get_bind().exec_driver_sql
    for column in ("initials", "hue", "also"):
        run(f"ALTER TABLE coder ADD COLUMN {column} TEXT DEFAULT '' NOT NULL")
    run("ALTER TABLE coder ADD COLUMN kind VARCHAR(8) DEFAULT 'person' NOT NULL")
    run("ALTER TABLE coder ADD COLUMN of_id INTEGER REFERENCES coder (id)")
    run("ALTER TABLE coding ADD COLUMN origin TEXT DEFAULT '' NOT NULL")
    run("UPDATE study SET reads_from = 4")
    # Undo takes the last operation that stands, whoever did it.
    op.drop_index("operation_status", "operation")
    op.create_index("operation_status", "operation", ["status", "id"])
    _reading()
    _ruling()
    _kept()
    _link()
    _tell_readings(run)
    _tell_origins(run)
    word_counts.recount(op.get_bind())


def _reading() -> None:
    _table(
        "reading",
        _to("interview"),
        _to("coder"),
        sa.Column("state", sa.String(16), nullable=False, server_default="being read"),
        sa.Column("blind", sa.Boolean, nullable=False, server_default="0"),
        _text("started"),
        _text("done_on"),
    )
    op.create_index("reading_place", "reading", ["interview_id", "coder_id"])


def _ruling() -> None:
    _table(
        "ruling",
        _guid(),
        _to("interview", index=True),
        _number("start"),
        _number("end"),
        _to("coder", name="first_id"),
        _to("coder", name="second_id"),
        _to("code"),
        sa.Column("decision", sa.String(8), nullable=False),
        _text("reason"),
        _text("basis"),
        _to("coder"),
        _text("created"),
    )


def _kept() -> None:
    _table(
        "kept",
        _guid(),
        sa.Column("kind", sa.String(8), nullable=False),
        _text("name"),
        _number("position"),
        _to("coder"),
        _text("value"),
        _text("made"),
        _text("made_at"),
    )


def _link() -> None:
    _table(
        "link",
        _guid(),
        *(
            _to(target, name=f"from_{target}_id", required=False, index=True)
            for target in ("memo", "kept", "question")
        ),
        _text("role"),
        _to("interview", required=False, index=True),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        *(
            _to(target, required=False, index=True)
            for target in ("code", "person", "school", "question", "memo", "kept")
        ),
        _number("position"),
        _text("gone"),
    )


def _tell_readings(run: Any) -> None:
    """Give the first coder the readings that were said of interviews as a whole."""
    run(
        "INSERT INTO reading (interview_id, coder_id, state)"
        " SELECT id, (SELECT min(id) FROM coder), state FROM interview"
        " WHERE state <> 'not started' ORDER BY id"
    )


def _tell_origins(run: Any) -> None:
    """Say of codings that came in with files how they were written there.

    Somebody else's were comments; whether the others were letters or colours nobody knows by now.
    """
    run(
        "UPDATE coding SET origin = CASE coding.coder_id WHEN made.coder_id THEN 'letters' ELSE 'comment' END"
        " FROM (SELECT change.row_id AS id, operation.coder_id AS coder_id FROM change"
        " JOIN operation ON operation.id = change.operation_id WHERE change.table_name = 'coding'"
        " AND change.action = 'I' AND operation.kind = 'store_import') AS made WHERE made.id = coding.id"
    )


def _table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *columns, sqlite_autoincrement=True)
    for column in columns:
        if column.info.get("index"):
            op.create_index(f"ix_{name}_{column.name}", name, [column.name])


def _guid() -> sa.Column[Any]:
    return sa.Column("guid", sa.String(36), nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _to(target: str, *, required: bool = True, name: str = "", index: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{target}.id")
    return sa.Column(name or f"{target}_id", sa.Integer, key, nullable=not required, info={"index": index})
