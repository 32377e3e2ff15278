"""What the matrix offers by right click: of a cell, and of the head of a row or a column."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from app.matrix.grid import MatrixGrid
from app.matrix.settings import MatrixSettings, fill_head_menu
from coding.language import _


class MatrixMenus(QObject):
    """Shows the menus of a grid; each signal says with which cell (row, column) something is to be done."""

    passages_wanted = Signal(int, int)
    news_wanted = Signal(int, int)
    page_wanted = Signal(int, int)  # the page Passages

    def __init__(self, grid: MatrixGrid, settings: MatrixSettings) -> None:
        """Offer them in this grid; what is hidden is noted in the settings."""
        super().__init__(grid)
        self._grid, self._settings = grid, settings
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._show_of_cell)
        for header, show in (
            (grid.horizontalHeader(), self._show_of_code),
            (grid.verticalHeader(), self._show_of_case),
        ):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(show)

    def _show_of_code(self, at: QPoint) -> None:
        header = self._grid.horizontalHeader()
        section = header.logicalIndexAt(at)
        if section >= 0 and self._grid.grid.columnCount():
            menu, of_code = QMenu(self._grid), self._grid.grid.column(section)
            fill_head_menu(menu, of_code.label, partial(self._settings.hide_column, of_code.code_id))
            _show(menu, header.mapToGlobal(at))

    def _show_of_case(self, at: QPoint) -> None:
        header = self._grid.verticalHeader()
        section = header.logicalIndexAt(at)
        if section >= 0 and self._grid.grid.rowCount():
            menu, case = QMenu(self._grid), self._grid.grid.row(section)
            fill_head_menu(menu, case.name, partial(self._settings.hide_row, case.place))
            _show(menu, header.mapToGlobal(at))

    def _show_of_cell(self, _at: QPoint) -> None:
        """Offer what can be done with the cell that the keyboard is on, its row and its column."""
        grid, settings, at = self._grid, self._settings, self._grid.at()
        if at is None:
            return
        case, of_code = grid.grid.row(at[0]), grid.grid.column(at[1])
        menu = QMenu(grid)
        menu.addAction(_("Write"), partial(grid.write_in, grid.currentIndex()))
        menu.addAction(_("Passages beside"), partial(self.passages_wanted.emit, *at))
        menu.addAction(_("On the page Passages"), partial(self.page_wanted.emit, *at))
        if grid.grid.cell(*at).since:
            menu.addAction(_("Passages since"), partial(self.news_wanted.emit, *at))
        menu.addSeparator()
        fill_head_menu(menu, case.name, partial(settings.hide_row, case.place))
        fill_head_menu(menu, of_code.label, partial(settings.hide_column, of_code.code_id))
        _show(menu, grid.viewport().mapToGlobal(grid.visualRect(grid.currentIndex()).center()))


def _show(menu: QMenu, at: QPoint) -> None:
    menu.exec(at)
    menu.deleteLater()
