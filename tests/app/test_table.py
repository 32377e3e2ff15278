"""The table kit: sorted, typed in, copied; what is selected and what is open stay when rows change."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable

Key = Qt.Key


@dataclass(frozen=True)
class Pupil:
    id: int
    name: str
    words: int
    here: bool = False


PUPILS = [Pupil(1, "Zoë", 1200), Pupil(2, "Ärmel 10", 80), Pupil(3, "armel 2", 950)]


class Pupils(RowsTable[Pupil]):
    """Pupils, whose names can be changed and who can be ticked."""

    def __init__(self) -> None:
        columns: list[TableColumn[Pupil]] = [
            TableColumn("Name", lambda row: row.name, self._rename),
            TableColumn("Words", lambda row: f"{row.words:,}", is_number=True),
            TableColumn("Here", lambda _row: "", ticked=lambda row: row.here, tick=self._tick),
        ]
        super().__init__(TableModel(columns, lambda row: row.id), "Pupils")
        self.renamed: list[tuple[int, str]] = []
        self.ticked: list[tuple[list[int], bool]] = []

    def _rename(self, row: Pupil, text: str) -> None:
        self.renamed.append((row.id, text))

    def _tick(self, row: Pupil, here: bool) -> None:  # noqa: FBT001
        self.ticked.append(([each.id for each in self.meant(row)], here))


@pytest.fixture
def table(qtbot: QtBot) -> Pupils:
    table = Pupils()
    qtbot.addWidget(table)
    table.show_rows(PUPILS)
    with qtbot.waitExposed(table):
        table.show()
    table.setFocus()
    return table


def ids(table: Pupils) -> list[int]:
    return [row.id for row in table.rows_model.rows]


def test_a_heading_sorts_as_people_do_and_the_third_time_not_at_all(table: Pupils) -> None:
    header = table.horizontalHeader()
    orders: list[list[int]] = []
    for _click in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
        orders.append(ids(table))
    assert orders == [[3, 2, 1], [1, 2, 3], [1, 2, 3]]
    table.show_rows(PUPILS[::-1])
    assert ids(table) == [3, 2, 1]


def test_numbers_are_sorted_by_value_also_when_rows_come(table: Pupils) -> None:
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.show_rows([*PUPILS, Pupil(4, "Ida", 10_000)])
    assert ids(table) == [4, 1, 3, 2]


def test_a_field_stays_open_while_rows_come_and_go(table: Pupils) -> None:
    table.setCurrentIndex(table.rows_model.index_of(2))
    QTest.keyClick(table, Key.Key_Return)
    table.show_rows([Pupil(5, "Ida", 1), PUPILS[2], PUPILS[1]])
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "Ärmel")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    assert table.renamed == [(2, "Ärmel")]


@pytest.mark.parametrize("others", [3, 300], ids=["a few", "very many"])
def test_the_selected_rows_stay_selected_when_others_come(table: Pupils, others: int) -> None:
    table.selectAll()
    table.show_rows([*(Pupil(n, "x", n) for n in range(10, 10 + others)), *PUPILS])
    assert [row.id for row in table.selected()] == [1, 2, 3]


def test_the_cursor_goes_to_the_next_row_when_its_own_is_gone(table: Pupils) -> None:
    table.selectRow(1)
    table.show_rows([PUPILS[0], PUPILS[2]])
    assert [row.id for row in table.selected()] == [3]


def test_what_is_selected_is_copied_for_a_spreadsheet(table: Pupils) -> None:
    table.selectRow(0)
    table.selectionModel().select(table.rows_model.index(2, 0), table.selectionModel().SelectionFlag.Select)
    QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Zoë\t1,200\t\narmel 2"


def test_enter_opens_what_cannot_be_typed_in_and_delete_asks_to_remove(table: Pupils, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.rows_model.index(0, 1))
    opened: list[Pupil] = []
    table.opened.connect(opened.append)
    QTest.keyClick(table, Key.Key_Return)
    assert opened == [PUPILS[0]]
    with qtbot.waitSignal(table.remove_pressed):
        QTest.keyClick(table, Key.Key_Delete)


def test_space_ticks_all_selected_rows(table: Pupils) -> None:
    table.selectAll()
    QTest.keyClick(table, Key.Key_Space)
    table.show_rows([Pupil(row.id, row.name, row.words, here=True) for row in PUPILS])
    QTest.keyClick(table, Key.Key_Space)
    assert table.ticked == [([1, 2, 3], True), ([1, 2, 3], False)]


def test_a_screen_reader_hears_the_heading_with_the_text(table: Pupils) -> None:
    spoken = [table.rows_model.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert spoken == ["Name: Zoë", "Words: 1,200", "Here: empty"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_field_has_a_menu_of_what_its_keys_do(table: Pupils) -> None:
    table.setCurrentIndex(table.rows_model.index(0, 0))
    without = table.menu_of(table.currentIndex())
    assert [action.text() for action in without.actions()] == ["Edit\tEnter", "Copy\tCtrl+C"]
    table.remove_pressed.connect(table.clearSelection)
    here = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), table.mapToGlobal(QPoint()))
    QApplication.sendEvent(table, here)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [a.text() for a in menu.actions() if a.text()] == ["Edit\tEnter", "Copy\tCtrl+C", "Remove\tDel"]
    menu.actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == "Zoë\t1,200\t"
    menu.close()
