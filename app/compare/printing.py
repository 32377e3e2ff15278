"""The Compare page on paper: the chart in the colours of paper, the table, and what is said of both."""

from collections.abc import Iterator, Sequence
from functools import cache

from app.compare.numbers import Numbers
from app.shell.printed import PrintedImage, PrintedPart, PrintedTable, PrintedWords, PrintStyle


def parts_of_comparison(shown: Numbers, notes: Sequence[str]) -> Iterator[PrintedPart]:
    """Yield chart, table and notes."""
    from coding.analysis.chart_words import described
    from storage.writers.chart_pictures import png

    yield PrintedImage(cache(lambda: png(shown.chart)), described(shown.chart))
    head = (shown.chart.axis_title, *(column.label for column in shown.columns))
    rows = [
        (row.label, *(shown.entry_of(row, column).text for column in shown.columns)) for row in shown.rows
    ]
    yield PrintedTable(head, rows, frozenset(at for at, row in enumerate(shown.rows) if row.total))
    for note in notes:
        yield PrintedWords(note, PrintStyle.SMALL)
