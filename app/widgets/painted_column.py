"""What is only painted, for a screen reader: columns as lists of items with names, charts by their role.

Qt knows nothing of what a widget paints by itself. ``QAccessible.installFactory`` lets it ask here.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

_Role = QAccessible.Role
_NAME = QAccessible.Text.Name


class PaintedRow(NamedTuple):
    """What one painted thing is called, where it stands in the column, and whether it is the current one."""

    name: str
    place: QRect
    is_current: bool = False


class PaintedColumn(QWidget):
    """A widget that paints rows, and can say which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have a screen reader ask for the rows."""
        super().__init__(parent)
        _answer_readers()

    def painted_rows(self) -> Sequence[PaintedRow]:
        """Return what is on view, from the top."""
        raise NotImplementedError

    def rows_have_changed(self) -> None:
        """Tell a screen reader, if one listens, that there are other rows now."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectReorder))


class PaintedPicture(QWidget):
    """A widget that paints one thing, which has a role of its own; its accessible name says which."""

    painted_role = _Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have a screen reader told the role."""
        super().__init__(parent)
        _answer_readers()


# What Qt's cache holds: it deletes a widget's own after the widget, when nothing of the widget's is left in
# Python. Whatever Python let go of first would be deleted twice, at the latest as the program ends.
_kept: list["QAccessibleWidget | _RowReader"] = []
_Reader = TypeVar("_Reader", bound="QAccessibleWidget | _RowReader")


def _keep(reader: _Reader) -> _Reader:
    """Keep what a screen reader is given until Qt has deleted it, and have it delete rows of columns gone."""
    for each in _kept:
        if isinstance(each, _RowReader) and isValid(each) and each.is_left_over():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))
    _kept[:] = [each for each in _kept if isValid(each)]
    _kept.append(reader)
    return reader


@cache
def _answer_readers() -> None:
    QAccessible.installFactory(_reader_of)


def _reader_of(_name: str, asked: QObject) -> QAccessibleInterface | None:
    """Return the list of a column, or a widget that paints something else in its role."""
    if isinstance(asked, PaintedColumn):
        return _keep(_RowsReader(asked))
    if isinstance(asked, PaintedPicture):
        return _keep(QAccessibleWidget(asked, asked.painted_role))
    return None


class _RowsReader(QAccessibleWidget):
    """The list."""

    def __init__(self, column: PaintedColumn) -> None:
        super().__init__(column, _Role.List)
        self._column = column
        self._readers: list[_RowReader] = []

    def childCount(self) -> int:
        return len(self._column.painted_rows())

    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        while len(self._readers) < self.childCount():
            reader = _keep(_RowReader(self._column, len(self._readers)))
            QAccessible.registerAccessibleInterface(reader)
            self._readers.append(reader)
        return self._readers[index] if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._readers.index(child) if isinstance(child, _RowReader) and child in self._readers else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        point = self._column.mapFromGlobal(QPoint(x, y))
        rows = enumerate(self._column.painted_rows())
        return next((self.child(at) for at, row in rows if row.place.contains(point)), None)


class _RowReader(QAccessibleInterface):
    """One item; it is whatever row stands at its place when it is asked."""

    def __init__(self, column: PaintedColumn, at: int) -> None:
        super().__init__()
        self._column, self._at = column, at

    def is_left_over(self) -> bool:
        """Tell whether the column is gone."""
        return not isValid(self._column)

    def _row(self) -> PaintedRow | None:
        rows = self._column.painted_rows() if isValid(self._column) else ()
        return rows[self._at] if self._at < len(rows) else None

    def isValid(self) -> bool:
        return self._row() is not None

    def object(self) -> QObject | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        return None

    def parent(self) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        return QAccessible.queryAccessibleInterface(self._column) if isValid(self._column) else None

    def window(self) -> QWindow | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        return self._column.window().windowHandle() if isValid(self._column) else None

    def role(self) -> QAccessible.Role:
        return _Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        row = self._row()
        return row.name if row is not None and kind is _NAME else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass  # what a coding is called is not said here

    def rect(self) -> QRect:
        row = self._row()
        return row.place.translated(self._column.mapToGlobal(QPoint())) if row is not None else QRect()

    def state(self) -> QAccessible.State:
        state, row = QAccessible.State(), self._row()
        state.selectable = state.readOnly = 1
        state.selected = int(row is not None and row.is_current)
        state.invalid = int(row is None)
        return state

    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def backgroundColor(self) -> QColor:
        return QColor()

    def foregroundColor(self) -> QColor:
        return QColor()
