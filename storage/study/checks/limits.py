"""How large what is in a study may be for the window to show it; no study of interviews comes near."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from coding.errors import UserError
from coding.language import _
from coding.model.document import LONGEST_LINE
from coding.model.framework import MOST_CODES
from storage.study import schema
from storage.study.column_kinds import Holds, holds
from storage.study.connection import raw

_MOST_CODINGS: Final = 200_000  # on an interview


def too_large(connection: Connection) -> Iterator[str]:
    """Say what is larger than the window can show."""
    yield from _long_pieces(connection)
    yield from _long_lines(connection)
    most = (
        raw(connection).execute("SELECT count(*) FROM code GROUP BY framework_id ORDER BY 1 DESC").fetchone()
    )
    if most is not None and most[0] > MOST_CODES:
        yield _("A framework has {n} codes.").format(n=most[0])
    most = (
        raw(connection)
        .execute("SELECT count(*) FROM coding GROUP BY transcript_id ORDER BY 1 DESC LIMIT 1")
        .fetchone()
    )
    if most is not None and most[0] > _MOST_CODINGS:
        yield _("An interview has {n} codings.").format(n=most[0])


def refuse_what_is_too_large(connection: Connection, path: Path) -> None:
    """Raise UserError if something in a study is larger than the window can show."""
    for large in too_large(connection):
        raise UserError(
            _("“{name}” holds more than Strandline can show.").format(name=path.name),
            _("It was not opened: {reason}").format(reason=large),
            _("Ask whoever made it to divide it."),
        )


def _long_pieces(connection: Connection) -> Iterator[str]:
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            if holds(column) in {Holds.PROSE, Holds.NAME, Holds.REFERENCE}:
                query = f'SELECT max(length("{column.name}")) FROM "{table.name}"'  # noqa: S608 - our own names
                (n,) = raw(connection).execute(query).fetchone()
                if n is not None and n > LONGEST_LINE:
                    words = _("“{column}” of a “{table}” has {n} characters.")
                    yield words.format(column=column.name, table=table.name, n=n)


def _long_lines(connection: Connection) -> Iterator[str]:
    query = "SELECT text FROM transcript WHERE length > ?"
    for (text,) in raw(connection).execute(query, (LONGEST_LINE,)):
        n = max(map(len, text.split("\n")))
        if n > LONGEST_LINE:
            yield _("A transcript has a line of {n} characters.").format(n=n)
