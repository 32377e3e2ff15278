"""What a workbook is made of: sheets with typed columns, and charts of them that Excel draws itself.

Headings stay in sight and can be filtered. Text is text whatever it begins with.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from storage.writers.sheet_stream import CellLook, CutCell, SheetRows, Value, write_sheets
from storage.writers.word_stream import printable

_LONGEST_NAME: Final = 31
_IN_NO_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_CHART_ROWS: Final = 22  # of a sheet, that a chart covers


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters; long text is wrapped or cut off by its neighbour."""

    title: str
    width: float = 14
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class BarSeries:
    """Bars of one colour: a name, the column that holds their heights, as a position; ``#2B6CB0``."""

    name: str
    column: int
    colour: str


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart of rows of a sheet (from 1, the last one too): names from a column, one series a column.

    ``highest`` is the end of its scale, so that charts that belong together have the same.
    """

    title: str
    names: int
    rows: tuple[int, int]
    series: tuple[BarSeries, ...]
    axis: str
    highest: float
    description: str


class WorkbookFile:
    """A workbook under way. The rows of its sheets are asked for when it is saved."""

    def __init__(self, title: str, subject: str) -> None:
        """Begin a workbook; its properties say what it is, and nobody's name."""
        from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

        self._made = BytesIO()
        self._book: Any = Workbook(self._made, {"in_memory": True, "strings_to_formulas": False})
        facts = {"title": printable(title), "subject": subject, "author": "", "created": datetime.now(UTC)}
        self._book.set_properties(facts)
        self._sheets: list[SheetRows] = []
        self._formats = [
            [self._format(look, wrapped=wrapped) for look in CellLook] for wrapped in (False, True)
        ]
        self._heading: Any = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF1F4"}
        )

    @property
    def cut(self) -> list[CutCell]:
        """The cells that were cut so far."""
        return [cell for sheet in self._sheets for cell in sheet.cut]

    def sheet(
        self,
        name: str,
        columns: Sequence[SheetColumn],
        rows: Callable[[], Iterable[Sequence[Value]]],
        n: int,
        *,
        frozen: int = 0,
        charts: Sequence[SheetChart] = (),
        is_last: bool = False,
    ) -> None:
        """Add a sheet of n rows; so many of its columns stay in sight with the heading."""
        called = self._free_name(name)
        sheet: Any = self._book.add_worksheet(called)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(n, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, printable(column.title), self._heading)
        for row, formats in enumerate(self._formats, 1):
            for at, made in enumerate(formats):
                sheet.write_blank(row, at, None, made)
        for at, chart in enumerate(charts):
            self._draw(sheet, called, chart, (n + 3 + at * _CHART_ROWS, 0))
        self._sheets.append(SheetRows(called, [column.wrapped for column in columns], rows, is_last))

    def save(self, path: Path) -> None:
        """Write the workbook; only now are the rows of its sheets asked for."""
        self._book.close()
        write_sheets(self._made, self._sheets, path)

    def _free_name(self, name: str) -> str:
        """Return what a sheet may be called, that no other is."""
        usual = " ".join(printable(name).translate(_IN_NO_NAME).split())[:_LONGEST_NAME] or "-"
        taken = {sheet.name.casefold() for sheet in self._sheets}
        called, number = usual, 1
        while called.casefold() in taken:
            number += 1
            called = f"{usual[: _LONGEST_NAME - 4]} {number}"
        return called

    def _format(self, look: CellLook, *, wrapped: bool) -> Any:
        guarded = look is CellLook.GUARDED
        shown = (CellLook.TEXT if guarded else look).value
        usual = {"num_format": shown, "valign": "top", "text_wrap": wrapped}
        return self._book.add_format({**usual, "quote_prefix": guarded})

    def _draw(self, sheet: Any, name: str, chart: SheetChart, place: tuple[int, int]) -> None:
        """Put a chart beneath the rows of its sheet."""
        drawn: Any = self._book.add_chart({"type": "column"})
        first, last = chart.rows
        for each in chart.series:
            drawn.add_series(
                {
                    "name": printable(each.name),
                    "categories": [name, first, chart.names, last, chart.names],
                    "values": [name, first, each.column, last, each.column],
                    "fill": {"color": each.colour},
                    "border": {"color": "#444444", "width": 0.5},
                    "gap": 60,
                }
            )
        drawn.set_title({"name": printable(chart.title), "overlay": False, "name_font": {"size": 12}})
        drawn.set_y_axis({"name": chart.axis, "min": 0, "max": chart.highest, "major_gridlines": _GRID})
        drawn.set_legend({"position": "bottom"})
        drawn.set_size({"width": 1080, "height": 20 * (_CHART_ROWS - 1)})
        sheet.insert_chart(*place, drawn, {"description": printable(chart.description)})


_GRID: Final = {"visible": True, "line": {"color": "#DDDDDD", "width": 0.5}}
