"""Tables of who is who: .xlsx and .csv, whatever separates the cells and however they are encoded."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from coding.language import _, plural
from coding.model.document import Table
from coding.text.names import clean_text
from storage.readers.encodings import text_and_notes
from storage.readers.files import file_bytes
from storage.readers.kinds import DAMAGED, TABLES, damaged, protected, refuse_bombs, unreadable

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

T = TypeVar("T")
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 200
_LONGEST_CELL: Final = 10_000
_MOST_SHEETS: Final = 20
_MOST_TITLES: Final = 3  # rows at the top, the header among them
_SEPARATORS: Final = ",;\t"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_tables(path: Path) -> tuple[Table, ...]:
    """Read a table, of a workbook each sheet that holds one; raises UnreadableError with the reason."""
    return tables_in(file_bytes(path), path.name)


def tables_in(data: bytes, name: str) -> tuple[Table, ...]:
    """Read the tables of a file that is called so; the first row behind a title, if any, is the header."""
    filled = [table for table in _sheets(data, name, _table) if table.rows]
    if not filled:
        raise unreadable(_("There is no table in it: it needs a row of headings and rows below."))
    if len(filled) == 1:
        return (Table(name, filled[0].header, filled[0].rows),)
    return tuple(Table(f"{name}: {table.name}", table.header, table.rows) for table in filled)


def cells_in(data: bytes, name: str) -> list[list[Sequence[str]]]:
    """Read the cells of a file as they stand, sheet by sheet: none is shortened, no header is looked for."""
    return _sheets(data, name, _cells)


def _cells(_title: str, rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    cells = list(islice(rows, _MOST_ROWS + 1))
    if len(cells) > _MOST_ROWS:
        raise unreadable(plural("It has more than {n} row.", "It has more than {n} rows.", _MOST_ROWS))
    return cells


def is_workbook(data: bytes) -> bool:
    """Tell a workbook from a text file."""
    return data.startswith(b"PK\x03\x04")


def _sheets(data: bytes, name: str, make: Callable[[str, Iterable[Sequence[str]]], T]) -> list[T]:
    """Return what is made of the title and the rows of a text file, or of each sheet of a workbook."""
    if data.startswith(_OLE):
        raise _old_or_locked(data)
    return _of_workbook(data, make) if is_workbook(data) else [make(name, _of_text(data))]


def _old_or_locked(data: bytes) -> Exception:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return protected()
    return unreadable(
        _("It is a workbook of the old kind (.xls)."),
        _("Open it and save it as {ending}.").format(ending=TABLES[0]),
    )


def _of_text(data: bytes) -> Iterator[Sequence[str]]:
    """Yield the rows of a text file, its cells separated by whatever is most often in its first lines."""
    text, _notes = text_and_notes(data)
    lines = [line for line in islice(io.StringIO(text), 20) if line.strip()]
    separator = max(_SEPARATORS, key=lambda sign: _evenness(lines, sign))
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise damaged() from error


def _evenness(lines: Sequence[str], sign: str) -> tuple[int, int]:
    """Return how many lines have as many of a sign as the first, and how many that has."""
    first = lines[0].count(sign) if lines else 0
    return (sum(line.count(sign) == first for line in lines) if first else 0, first)


def _of_workbook(data: bytes, make: Callable[[str, Iterable[Sequence[str]]], T]) -> list[T]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bombs(package, len(data))
            if "xl/workbook.xml" not in package.namelist():
                raise unreadable(_("It is no spreadsheet, whatever its ending says."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = cast("list[ReadOnlyWorksheet]", book.worksheets[:_MOST_SHEETS])
            return [make(sheet.title, _of_sheet(sheet)) for sheet in sheets]
        finally:
            book.close()
    except (*DAMAGED, TypeError, AttributeError, IndexError, SyntaxError, ArithmeticError) as error:
        raise damaged() from error


def _of_sheet(sheet: "ReadOnlyWorksheet") -> Iterator[Sequence[str]]:
    """Yield the rows of a sheet as text; what it says of its own size is often wrong and not asked."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
        yield [_as_text(value) for value in row]


def _as_text(value: object) -> str:
    """Return a cell as a person would write it: whole numbers without a point, dates in ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case _:
            return clean_text(str(value))


def _table(name: str, rows: Iterable[Sequence[str]]) -> Table:
    """Make a table: cells without blanks around them, no empty rows and columns, all rows of one length.

    A column without a name gets its number; of two with one name the second gets a number behind it.
    """
    cells = [[" ".join(cell[:_LONGEST_CELL].split()) for cell in row] for row in _cells(name, rows)]
    filled = _from_header([row for row in cells if any(row)])
    width = min(max((len(row) for row in filled), default=0), _MOST_COLUMNS)
    full = [(*row[:width], *[""] * (width - len(row))) for row in filled]
    used = [at for at in range(width) if any(row[at] for row in full)]
    header, *body = [tuple(row[at] for at in used) for row in full] or [()]
    return Table(name, _named(header), tuple(body))


def _from_header(rows: list[list[str]]) -> list[list[str]]:
    """Return rows without a title above their header: one cell alone, over several without any number."""
    for at, row in enumerate(rows[: min(_MOST_TITLES, len(rows) - 1)]):
        if sum(map(bool, row)) > 1:
            return rows if any(char.isdigit() for cell in row for char in cell) else rows[at:]
    return rows


def _named(header: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for at, name in enumerate(header, 1):
        wanted = name or str(at)
        names.append(wanted if wanted not in names else f"{wanted} ({at})")
    return tuple(names)
