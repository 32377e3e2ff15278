"""Tables that say who is who: what each column means, and how rows and files met."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from coding.model.document import Table


class ColumnUse(StrEnum):
    """What a column says. Of the attributes and the group the header is the name.

    Only attributes may be the use of several columns.
    """

    FILE = "file"
    KEY = "key"
    SCHOOL = "school"
    ROUND = "round"
    PERSON = "person"
    ROLE = "role"
    DATE = "date"
    GROUP = "group"  # kept as an attribute of the person
    OF_INTERVIEW = "attribute of the interview"
    OF_PERSON = "attribute of the person"
    LEAVE_OUT = "leave out"


class TableCell(NamedTuple):
    """A place in a table: positions of row and column."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A table's value that is not what the file's name says; the table wins.

    ``index`` is the position of the arrival; ``named`` is what the name (or another row of the table)
    says and ``source`` where it stood: the Source's value.
    """

    index: int
    use: ColumnUse
    named: str
    taken: str
    source: str


@dataclass(frozen=True, slots=True)
class TableMatch:
    """How rows and files met: for each row the positions of its arrivals (several: all are meant).

    ``without_file`` are rows that fit no file, ``unclear`` rows that fit several of which one must be meant
    (nothing of them was taken), ``without_row`` arrivals that no row is about, ``not_understood`` cells that
    say nothing a date, role or key could be. ``two_days`` are cells whose date could be two days (none was
    taken), ``assumed`` those that were read as this computer writes dates. ``school_names`` are what the
    table calls schools, by letter.
    """

    rows: tuple[tuple[int, ...], ...] = ()
    without_file: tuple[int, ...] = ()
    unclear: tuple[int, ...] = ()
    without_row: tuple[int, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    not_understood: tuple[TableCell, ...] = ()
    two_days: tuple[TableCell, ...] = ()
    assumed: tuple[TableCell, ...] = ()
    school_names: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def matched(self) -> int:
        """How many rows were taken."""
        return sum(map(bool, self.rows))


@dataclass(frozen=True, slots=True)
class TakenTable:
    """A table that a plan was filled from, a use for each of its columns, and what came of it."""

    table: Table
    uses: tuple[ColumnUse, ...]
    match: TableMatch = TableMatch()
