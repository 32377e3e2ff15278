"""The rows of a workbook's sheets as a stream: they go into the file one by one.

A workbook is made with XlsxWriter, its sheets without rows; ``write_sheets`` writes it and puts the rows in
as they come. Through XlsxWriter the cells of 66,000 codings take five times as long, and lie in temporary
files meanwhile.
What a cell has no room for is cut, marked, and counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from coding.errors import UserError
from coding.language import _
from storage.writers.table_csv import harmless
from storage.writers.word_stream import printable

MOST_IN_A_CELL: Final = 32_767  # UTF-16 units: so Excel counts
MOST_ROWS: Final = 1_048_575  # below the heading
Value = str | int | float | date | datetime | None

_SHEET: Final = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_STYLES: Final = re.compile(r'<c r="[A-Z]+[23]" s="(\d+)"')
_SIZE: Final = re.compile(rb"<dimension [^>]*/>")  # of the sheet before it had rows
_ROWS: Final = re.compile(rb"<sheetData/>|<sheetData>.*</sheetData>", re.DOTALL)
_LIKE_AN_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what Excel reads as the number of a character
_QUICK: Final = 3  # of 1 to 9: half the time for a tenth more of the file
_DAY_0: Final = date(1899, 12, 30).toordinal()


class CutCell(NamedTuple):
    """A cell that had no room for all of a text: ``place`` as Excel names it (``R12``), characters in all."""

    sheet: str
    place: str
    characters: int


class CellLook(StrEnum):
    """How a value is shown, by what it is, as Excel writes it; guarded is text that looks like a formula."""

    TEXT = "@"
    GUARDED = "@@"
    WHOLE = "General"
    RATE = '[=0]0;[<0.01]"<0.01";0.00'
    DAY = "yyyy-mm-dd"
    MOMENT = "yyyy-mm-dd hh:mm"


_Styles = Mapping[CellLook, str]  # the attribute by which a cell names its format


@dataclass(slots=True)
class SheetRows:
    """What goes into a sheet: its rows, a value a column; in ``wrapped`` columns over several lines.

    What was cut is in ``cut`` then. Rows that say what happened to the others are taken last: ``is_last``.
    """

    name: str
    wrapped: Sequence[bool]
    rows: Callable[[], Iterable[Sequence[Value]]]
    is_last: bool = False
    cut: list[CutCell] = field(default_factory=list[CutCell])


def write_sheets(made: BytesIO, sheets: Sequence[SheetRows], path: Path) -> None:
    """Write a workbook to a file, its sheets with their rows.

    ``made`` is what XlsxWriter made: in each sheet the first row is the heading, the second has a cell in
    each CellLook, the third the same for wrapped columns. Raises OSError where there is no room, and whatever
    the rows raise; the file is of no use then.
    """
    with ZipFile(made) as source, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_QUICK) as package:
        waiting: list[tuple[SheetRows, str]] = []
        for part in source.namelist():
            found = _SHEET.fullmatch(part)
            if found is None:
                package.writestr(part, source.read(part))
                continue
            waiting.append((sheets[int(found[1]) - 1], part))
        for sheet, part in sorted(waiting, key=lambda each: each[0].is_last):
            with package.open(part, "w", force_zip64=True) as file:
                for piece in _with_rows(source.read(part), sheet):
                    file.write(piece)


def _with_rows(xml: bytes, sheet: SheetRows) -> Iterator[bytes]:
    held = _ROWS.search(xml)
    assert held is not None
    yield _SIZE.sub(b"", xml[: held.start()]) + b"<sheetData>"
    heading = re.search(rb'<row r="1".*?</row>', held[0], re.DOTALL)
    yield b"" if heading is None else heading[0]
    plain, wrapped = _styles_of(held[0].decode())
    styles = [wrapped if is_wrapped else plain for is_wrapped in sheet.wrapped]
    columns = [column_name(at) for at in range(len(styles))]
    for number, row in enumerate(sheet.rows(), 2):
        if number > MOST_ROWS:
            raise _too_many_rows(sheet.name)
        cells = [
            _cell(sheet, f"{column}{number}", style, value)
            for column, style, value in zip(columns, styles, row, strict=True)
            if value is not None and value != ""
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'.encode()
    yield b"</sheetData>" + xml[held.end() :]


def _styles_of(rows: str) -> tuple[_Styles, _Styles]:
    """Return the formats of what is not wrapped, and of what is."""
    found = [f' s="{number}"' for number in _STYLES.findall(rows)]
    n = len(CellLook)
    return dict(zip(CellLook, found[:n], strict=True)), dict(zip(CellLook, found[n:], strict=True))


def column_name(at: int) -> str:
    """Return what Excel calls a column: A, B, … Z, AA."""
    name = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _cell(sheet: SheetRows, place: str, styles: _Styles, value: Value) -> str:
    match value:
        case bool():
            return f'<c r="{place}"{styles[CellLook.WHOLE]} t="b"><v>{int(value)}</v></c>'
        case int():
            return f'<c r="{place}"{styles[CellLook.WHOLE]}><v>{value}</v></c>'
        case float():
            return f'<c r="{place}"{styles[CellLook.RATE]}><v>{value!r}</v></c>'
        case datetime():
            since = value.replace(microsecond=0) - datetime.combine(value.date(), time(), value.tzinfo)
            days = value.toordinal() - _DAY_0 + since / timedelta(days=1)
            return f'<c r="{place}"{styles[CellLook.MOMENT]}><v>{days!r}</v></c>'
        case date():
            return f'<c r="{place}"{styles[CellLook.DAY]}><v>{value.toordinal() - _DAY_0}</v></c>'
        case _:
            return _text_cell(sheet, place, styles, value or "")


def _text_cell(sheet: SheetRows, place: str, styles: _Styles, value: str) -> str:
    text = printable(value)
    if len(text) > MOST_IN_A_CELL // 2:
        text = _cut(sheet, place, text)
    style = styles[CellLook.TEXT if harmless(text) == text else CellLook.GUARDED]
    if "_x" in text:
        text = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _cut(sheet: SheetRows, place: str, text: str) -> str:
    """Return what a cell has room for, with a mark at its end where that is not all."""
    units = text.encode("utf-16-le")
    if len(units) // 2 <= MOST_IN_A_CELL:
        return text
    sheet.cut.append(CutCell(sheet.name, place, len(text)))
    mark = " " + _("[cut here: {n} characters in all]").format(n=f"{len(text):,}")
    return units[: 2 * (MOST_IN_A_CELL - len(mark))].decode("utf-16-le", "ignore") + mark


def _too_many_rows(name: str) -> UserError:
    return UserError(
        _("Excel has no room for so many rows ({sheet}).").format(sheet=name),
        _("Nothing was written."),
        _("Export the codings as CSV."),
    )
