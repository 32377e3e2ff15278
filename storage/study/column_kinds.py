"""What the columns of a study's tables are: what a text holds, what becomes of a row whose target goes.

Nothing that masks, searches, hands on, withdraws, removes or checks has a list of tables of its own: it asks
the columns.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table, Text

from storage.study.tables import TableName

metadata: Final = MetaData()


class Holds(StrEnum):
    """What a text column holds; the first three can hold a name."""

    SPEECH = "speech"  # what was said, with what stands in it
    PROSE = "prose"  # what a researcher wrote
    NAME = "name"  # what something is called
    REFERENCE = "reference"  # a published work: its authors are no people of the study
    JSON = "json"
    WORD = "word"  # a keyword, letter, GUID, time or hash


CAN_NAME: Final = (Holds.SPEECH, Holds.PROSE, Holds.NAME)


class Gone(StrEnum):
    """What becomes of a row when the row that its foreign key points at goes."""

    GO = "go"
    NULL = "null"
    REFUSE = "refuse"  # what it points at cannot go as long as it is there


def holds(column: Column[Any]) -> Holds | None:
    """Return what a text column holds; None for a column of numbers."""
    return column.info.get("holds")


def allowed(column: Column[Any]) -> tuple[str, ...]:
    """Return the words of which a column holds one; none where any will do."""
    return column.info.get("allowed", ())


def is_moment(column: Column[Any]) -> bool:
    """Tell whether a text column holds a time."""
    return column.info.get("moment", False)


def when_gone(key: Column[Any]) -> Gone:
    """Return what becomes of a row when what this column of it points at goes."""
    return key.info["gone"]


def interview_of(table: Table) -> Column[Any] | None:
    """Return the column that says which interview a row belongs to; None for what belongs to none."""
    names = ("transcript_id", "interview_id")
    return next((table.c[name] for name in names if name in table.c), None)


def id_() -> Column[int]:
    """Hold the number of a row."""
    return Column("id", Integer, primary_key=True)


def table(called: TableName, *columns: Column[Any]) -> Table:
    """Make a table whose rows have numbers that are never used twice."""
    return Table(called, metadata, id_(), *columns, sqlite_autoincrement=True)


def guid() -> Column[str]:
    """Hold what tells a row from all others, in every copy of the study."""
    return Column(
        "guid", String(36), nullable=False, default=lambda: str(uuid4()), info={"holds": Holds.WORD}
    )


def _text(name: str, what: Holds) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", info={"holds": what})


def speech(name: str) -> Column[str]:
    """Hold what was said."""
    return _text(name, Holds.SPEECH)


def prose(name: str) -> Column[str]:
    """Hold what a researcher wrote."""
    return _text(name, Holds.PROSE)


def name(called: str = "name") -> Column[str]:
    """Hold what something is called."""
    return _text(called, Holds.NAME)


def reference(called: str) -> Column[str]:
    """Hold a published work."""
    return _text(called, Holds.REFERENCE)


def json(name: str) -> Column[str]:
    """Hold what is written and read whole."""
    return _text(name, Holds.JSON)


def word(name: str, words: Iterable[str] = ()) -> Column[str]:
    """Hold a word, one of those allowed if there are any."""
    column = _text(name, Holds.WORD)
    column.info["allowed"] = (*words,)
    return column


def moment(name: str) -> Column[str]:
    """Hold a time that is always there, as operations have it; see storage/study/operation.py."""
    column = _text(name, Holds.WORD)
    column.info["moment"] = True
    return column


def keyword(name: str, length: int, words: Iterable[str], default: str | None = None) -> Column[str]:
    """Hold one of a few words of our own."""
    info = {"holds": Holds.WORD, "allowed": (*words,)}
    return Column(name, String(length), nullable=False, server_default=default, info=info)


def number(name: str, default: int = 0) -> Column[int]:
    """Hold a whole number."""
    return Column(name, Integer, nullable=False, server_default=str(default))


def flag(name: str) -> Column[bool]:
    """Hold whether something is so."""
    return Column(name, Boolean, nullable=False, server_default="0")


def to(
    target: TableName, gone: Gone, *, required: bool = True, name: str = "", index: bool = True
) -> Column[Any]:
    """Point at another table; without an index where hardly anything is ever deleted over there."""
    key = ForeignKey(f"{target}.id")
    return Column(name or f"{target}_id", key, nullable=not required, index=index, info={"gone": gone})
