"""Attributes from a table, for a study that has its interviews already."""

from pathlib import Path

from PySide6.QtCore import QObject

from app.shell.open_study import OpenStudy
from coding.language import _, plural
from coding.model.document import Table
from storage.intake.attribute_import import AttributeFill, fill_from
from storage.readers.kinds import TABLES, patterns
from storage.readers.tables import read_tables

_NAMED = 3


class AttributeImport(QObject):
    """Asks for a table, reads it, and writes what it says of people and interviews."""

    def __init__(self, open_study: OpenStudy, parent: QObject) -> None:
        """Fill in this study."""
        super().__init__(parent)
        self._study = open_study

    def choose(self) -> None:
        """Ask for the file and read it on a thread."""
        path = self._study.notices.ask_file(
            _("Attributes from a table"), _("Tables ({endings})").format(endings=patterns(TABLES))
        )
        if path is not None:
            self._study.jobs.start(
                _("Reading {file}").format(file=path.name),
                lambda _progress: read_tables(Path(path)),
                done=self._fill_in,
                failed=self._study.report,
            )

    def _fill_in(self, tables: tuple[Table, ...]) -> None:
        """Write each table as one step, and say what of it was taken."""
        said: list[str] = []
        for table in tables:
            fill = fill_from(self._study.reader, table)
            if fill.taken:
                self._study.perform(fill.operation)
            said.append(_in_words(table, fill))
        self._study.notices.say(" ".join(said))


def _in_words(table: Table, fill: AttributeFill) -> str:
    """Return how many rows were taken, and which fit nothing."""
    taken = _("{table}: {rows} taken.").format(
        table=table.name, rows=plural("{n} row", "{n} rows", fill.taken)
    )
    if not fill.lost:
        return taken
    first = [next(filter(None, table.rows[at]), "") for at in fill.lost[:_NAMED]]
    more = ["…"] if len(fill.lost) > _NAMED else []
    lost = plural("{n} row fits nobody", "{n} rows fit nobody", len(fill.lost))
    return f"{taken} {lost}: {', '.join([*first, *more])}."
