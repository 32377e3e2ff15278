"""Codes that meet on paper: the picture, or the table, with what is counted."""

from collections.abc import Iterator

from app.meeting.shown import ShownTable
from app.shell.printed import PrintedImage, PrintedPart, PrintedTable, PrintedWords, PrintStyle
from coding.analysis.network import Network
from storage.study.connection import Connection


def parts_of_meeting(
    title: str, shown: ShownTable, picture: Network | None, said: str, _connection: Connection
) -> Iterator[PrintedPart]:
    """Yield what is printed."""
    yield PrintedWords(title, PrintStyle.TITLE)
    if picture is not None:

        def make() -> bytes:
            from storage.writers.network_pictures import network_png

            return network_png(picture, title, said)

        yield PrintedImage(make, title)
        return
    head = ("", *(shown.columns[j].label for j in shown.used_columns))
    rows = [(shown.rows[i].label, *(shown.text(i, j) for j in shown.used_columns)) for i in shown.used_rows]
    yield PrintedTable(head, rows)
    yield PrintedWords(said, PrintStyle.SMALL)
