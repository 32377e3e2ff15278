"""The format studies began with; nothing comes before it.

A later step says ``down_revision = "0001"`` and changes tables through ``alembic.op``: added columns
with server defaults, and ``op.batch_alter_table(..., table_kwargs={"sqlite_autoincrement": True})``
where SQLite has to make a table anew. It keeps ids, leaves ``operation`` and ``change`` as they
are, and rebuilds ``search`` where it touches what is said.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing: this is where it begins."""
