"""The full-text index: one entry a turn, kept by perform, undo and redo from the journal.

FTS5 is the one thing in the study file with a named twin elsewhere; no trigger keeps it, because
a study file has none.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection

from coding.language import _
from storage.study.connection import raw
from storage.study.journal import Changes
from storage.study.tables import TRANSCRIPT, TURN

INDEX: Final = "search"
CREATE: Final = f'CREATE VIRTUAL TABLE {INDEX} USING fts5(words, tokenize = "unicode61 remove_diacritics 2")'


def create(connection: Connection) -> None:
    """Make the empty index in a new study."""
    connection.exec_driver_sql(CREATE)


def follow(connection: Connection, changes: Changes) -> None:
    """Bring the index up to date after an operation, its undo or its redo."""
    if not changes.touches(TURN, TRANSCRIPT):
        return
    touched = "SELECT value FROM json_each(?)"
    gone = f"DELETE FROM {INDEX} WHERE rowid IN ({touched}) AND rowid NOT IN (SELECT id FROM turn)"  # noqa: S608
    raw(connection).execute(gone, (json.dumps([*changes.rows.get(TURN, ())]),))
    for transcript_id in changes.transcripts | changes.rows.get(TRANSCRIPT, frozenset()):
        _index_transcript(connection, transcript_id)


def rebuild(connection: Connection) -> None:
    """Write the index anew, so that no word stays in it that no turn holds any more."""
    connection.exec_driver_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")  # noqa: S608


def entries_astray(connection: Connection) -> Iterator[str]:
    """Say how many turns are not found by the words that are said in them."""
    run = raw(connection).execute
    turns = run(
        f'SELECT turn.transcript_id, turn.start, turn."end", held.words FROM turn LEFT JOIN {INDEX} AS held'  # noqa: S608
        " ON held.rowid = turn.id ORDER BY turn.transcript_id"
    )
    n, text = 0, ""
    for transcript_id, group in groupby(turns, key=itemgetter(0)):
        (text,) = run("SELECT text FROM transcript WHERE id = ?", (transcript_id,)).fetchone() or ("",)
        n += sum(words != text[start:end] for _id, start, end, words in group)
    n += run(f"SELECT count(*) FROM {INDEX} WHERE rowid NOT IN (SELECT id FROM turn)").fetchone()[0]  # noqa: S608
    if n:
        yield _("{n} turns are not in the index for searching as they are said.").format(n=n)


def _index_transcript(connection: Connection, transcript_id: int) -> None:
    """Write the turns whose words are others than those held: most of a corrected text has only moved."""
    run = raw(connection)
    found = run.execute("SELECT text FROM transcript WHERE id = ?", (transcript_id,)).fetchone()
    if found is None:
        return
    mine = "SELECT id FROM turn WHERE transcript_id = ?"
    held = dict(run.execute(f"SELECT rowid, words FROM {INDEX} WHERE rowid IN ({mine})", (transcript_id,)))  # noqa: S608
    turns = run.execute('SELECT id, start, "end" FROM turn WHERE transcript_id = ?', (transcript_id,))
    entries = ((turn_id, found[0][start:end]) for turn_id, start, end in turns)
    new = [(turn_id, said) for turn_id, said in entries if held.get(turn_id) != said]
    run.executemany(f"DELETE FROM {INDEX} WHERE rowid = ?", ((id_,) for id_, _said in new if id_ in held))  # noqa: S608
    run.executemany(f"INSERT INTO {INDEX} (rowid, words) VALUES (?, ?)", new)  # noqa: S608


def quoted(words: str) -> str:
    """Return an FTS5 query for what a person typed: every word, the last one as a beginning.

    Each word is quoted, because bare ``E&C`` and ``don't`` are syntax errors. Words without a
    letter or digit are left out; an empty result means nothing can be found.
    """
    wanted = [
        word
        for word in words.replace('"', " ").replace("\0", " ").split()
        if any(ch.isalnum() for ch in word)
    ]
    return " ".join(f'"{word}"' for word in wanted) + ("*" if wanted else "")
