"""Tables of who is who: .xlsx and .csv, whatever separates the cells and however they are encoded."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_MOST_ANSWERS: Final = 600_000  # rows of a table with a row an answer
_MOST_COLUMNS: Final = 200
_LONGEST_CELL: Final = 10_000
_MOST_MERGED: Final = 200_000
_MOST_SHEETS: Final = 20
_MOST_TITLES: Final = 3  # rows at the top, the header among them
_SEPARATORS: Final = ",;\t|"
_SAMPLE: Final = 60_000  # letters of a text that tell what separates its cells
_SAID_SEPARATOR: Final = re.compile(r"\s*\"?sep=(.)\"?[ \t]*\n")  # what one spreadsheet writes first
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
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


def titled_cells_in(data: bytes, name: str) -> list[tuple[str, list[Sequence[str]]]]:
    """Read the cells of a file as they stand, sheet by sheet with its title; a text file has none.

    Where cells of a workbook are merged, each holds what the first of them does.
    """
    title = "" if is_workbook(data) else name
    return [("" if sheet == title else sheet, rows) for sheet, rows in _sheets(data, name, _titled)]


def _titled(title: str, rows: Iterable[Sequence[str]]) -> tuple[str, list[Sequence[str]]]:
    cells = list(islice(rows, _MOST_ANSWERS + 1))
    if len(cells) > _MOST_ANSWERS:
        raise unreadable(plural("It has more than {n} row.", "It has more than {n} rows.", _MOST_ANSWERS))
    return title, cells


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
    said = _SAID_SEPARATOR.match(text)
    if said is not None:
        text = text[said.end() :]
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    separator = said[1] if said else max(_SEPARATORS, key=lambda sign: _evenness(text[:_SAMPLE], sign))
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise damaged() from error


def _evenness(sample: str, sign: str) -> tuple[int, int]:
    """Return how many rows a sign cuts into as many cells as most rows have, and how many these are."""
    try:
        rows = [row for row in islice(csv.reader(io.StringIO(sample), delimiter=sign), 60) if any(row)]
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((times, width) for width, times in widths.items()), default=(0, 0))


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
    merged = _merged_cells(sheet)
    held: dict[tuple[int, int], str] = {}
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), 1):
        cells = [_as_text(value) for value in row]
        for at, first in merged.get(number, {}).items():
            if at < len(cells) or first in held:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = held.setdefault(first, cells[at])
        yield cells


def _merged_cells(sheet: "ReadOnlyWorksheet") -> Mapping[int, Mapping[int, tuple[int, int]]]:
    """Return by row, and by place in it, the first of the cells that one is merged with.

    What reads a sheet row by row does not say it; it stands behind the rows.
    """
    from openpyxl.utils import column_index_from_string

    package, part = getattr(sheet.parent, "_archive", None), getattr(sheet, "_worksheet_path", "")
    if package is None or not part:
        return {}
    found: dict[int, dict[int, tuple[int, int]]] = {}
    text = package.read(part)
    cells = 0
    for left, top, right, bottom in _MERGED.findall(text, max(text.rfind(b"<mergeCells"), 0)):
        columns = [column_index_from_string(side.decode()) - 1 for side in (left, right)]
        rows = range(int(top), min(int(bottom), _MOST_ROWS) + 1)
        cells += len(rows) * (min(columns[1], _MOST_COLUMNS - 1) - columns[0] + 1)
        if cells > _MOST_MERGED:
            break
        for row in rows:
            for at in range(columns[0], min(columns[1], _MOST_COLUMNS - 1) + 1):
                found.setdefault(row, {})[at] = (int(top), columns[0])
    return found


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
