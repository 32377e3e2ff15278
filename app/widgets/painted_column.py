"""What is only painted, for a screen reader: columns as lists of items with names, charts by their role.

Qt knows nothing of what a widget paints by itself. ``QAccessible.installFactory`` lets it ask here.
"""

import atexit
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple
from weakref import ref

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


# Qt deletes a reader with its widget, and asks it for its object then. What Python threw away before that
# would crash the program, at its end at the latest: each is held until Qt has deleted it.
_held: Final[list[QAccessibleInterface]] = []


@cache
def _answer_readers() -> None:
    QAccessible.installFactory(_reader_of)
    atexit.register(_take_back, _held)


def _reader_of(_name: str, asked: QObject) -> QAccessibleInterface | None:
    """Return the list of a column, or a widget that paints something else in its role."""
    if isinstance(asked, PaintedColumn):
        reader = _RowsReader(asked)
    elif isinstance(asked, PaintedPicture):
        reader = QAccessibleWidget(asked, asked.painted_role)
    else:
        return None
    _held[:] = [*_still_there(), reader]
    return reader


def _still_there() -> Iterator[QAccessibleInterface]:
    for reader in _held:
        if isValid(reader):
            yield reader
        elif isinstance(reader, _RowsReader):
            _take_back(reader.rows)


def _take_back(readers: Sequence[QAccessibleInterface]) -> None:
    """Have Qt forget and delete them, and the rows of lists."""
    for reader in readers:
        if isinstance(reader, _RowsReader):
            _take_back(reader.rows)
        if isValid(reader):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(reader))


def _painted(column: ref[PaintedColumn]) -> PaintedColumn | None:
    """Return a column, to be held for a moment only: what Qt holds must not keep a window alive."""
    found = column()
    return found if found is not None and isValid(found) else None


class _RowsReader(QAccessibleWidget):
    """The list."""

    def __init__(self, column: PaintedColumn) -> None:
        super().__init__(column, _Role.List)
        self._column = ref(column)
        self.rows: list[_RowReader] = []  # those that were asked for

    def _painted_rows(self) -> Sequence[PaintedRow]:
        column = _painted(self._column)
        return column.painted_rows() if column is not None else ()

    def childCount(self) -> int:
        return len(self._painted_rows())

    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        while len(self.rows) < self.childCount():
            reader = _RowReader(self._column, len(self.rows))
            QAccessible.registerAccessibleInterface(reader)
            self.rows.append(reader)
        return self.rows[index] if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.rows.index(child) if isinstance(child, _RowReader) and child in self.rows else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        column = _painted(self._column)
        if column is None:
            return None
        point = column.mapFromGlobal(QPoint(x, y))
        rows = enumerate(column.painted_rows())
        return next((self.child(at) for at, row in rows if row.place.contains(point)), None)


class _RowReader(QAccessibleInterface):
    """One item; it is whatever row stands at its place when it is asked."""

    def __init__(self, column: ref[PaintedColumn], at: int) -> None:
        super().__init__()
        self._column, self._at = column, at

    def _row(self) -> PaintedRow | None:
        column = _painted(self._column)
        rows = column.painted_rows() if column is not None else ()
        return rows[self._at] if self._at < len(rows) else None

    def isValid(self) -> bool:
        return self._row() is not None

    def object(self) -> QObject | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        return None

    def parent(self) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        column = _painted(self._column)
        return QAccessible.queryAccessibleInterface(column) if column is not None else None

    def window(self) -> QWindow | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt takes none
        column = _painted(self._column)
        return column.window().windowHandle() if column is not None else None

    def role(self) -> QAccessible.Role:
        return _Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        row = self._row()
        return row.name if row is not None and kind is _NAME else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass  # what a coding is called is not said here

    def rect(self) -> QRect:
        column, row = _painted(self._column), self._row()
        if column is None or row is None:
            return QRect()
        return row.place.translated(column.mapToGlobal(QPoint()))

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
