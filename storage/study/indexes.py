"""Both indexes of what is said, which are derived from the texts and can be written anew at any time."""

from sqlalchemy import Connection

from storage.study import full_text, text_index
from storage.study.journal import Changes


def follow(connection: Connection, changes: Changes) -> None:
    """Bring them up to date after an operation, its undo or its redo."""
    full_text.follow(connection, changes)
    text_index.follow(connection, changes)
