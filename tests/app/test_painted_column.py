"""What is only painted, as a screen reader has it."""

import gc
from collections.abc import Sequence
from weakref import ref

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.widgets.painted_column import PaintedColumn, PaintedRow

_Text = QAccessible.Text


class _Two(PaintedColumn):
    def painted_rows(self) -> Sequence[PaintedRow]:
        return [PaintedRow("HSC", QRect(0, 0, 9, 9)), PaintedRow("JPD", QRect(0, 9, 9, 9), is_current=True)]


def test_rows_are_given_by_name_and_deleted_by_qt_alone(qtbot: QtBot) -> None:
    """Deleted by Python too, they would end the program with an error as it closes."""
    column = _Two()
    column.setAccessibleName("Codings")
    reader = QAccessible.queryAccessibleInterface(column)
    rows = [reader.child(at) for at in range(reader.childCount())]
    assert [row.text(_Text.Name) for row in rows] == ["HSC", "JPD"]
    assert reader.child(2) is None
    known = [QAccessible.uniqueId(row) for row in rows]
    delete(column)
    assert not isValid(reader)
    other = _Two()
    qtbot.addWidget(other)
    QAccessible.queryAccessibleInterface(other)
    assert not any(isValid(row) for row in rows)
    assert not any(QAccessible.accessibleInterface(id_) for id_ in known)


def test_whoever_read_a_window_does_not_keep_it(qtbot: QtBot) -> None:
    window = QWidget()
    column = _Two(window)
    vars(column)["of"] = window  # as the columns of the transcript know theirs
    row = QAccessible.queryAccessibleInterface(column).child(0)
    assert row.text(_Text.Name) == "HSC"
    gone = ref(window)
    del window, column
    gc.collect()
    assert gone() is None
    assert not row.isValid()
    assert row.text(_Text.Name) == ""
    assert row.rect().isNull()
    assert row.parent() is None
