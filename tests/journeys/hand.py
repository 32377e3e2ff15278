"""A hand that presses everything: each combo box, button, list, field and menu, by keys and by mouse.

What opens meanwhile (a menu, a dialog) is answered from within its own event loop, as a person does it.
"""

import sys
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
DRIVEN = (
    QAbstractButton
    | QAbstractItemView
    | QAbstractSpinBox
    | QComboBox
    | QGraphicsView
    | QLineEdit
    | QPlainTextEdit
    | QTabBar
    | QTextEdit
)
_PARTS = QComboBox | QAbstractSpinBox | QLineEdit | QTabBar | QMenuBar
_ITEMS = 3  # of a list, and of a box: more are more of the same
_CELLS = 2  # of a row
_BY_MOUSE = 3  # entries of a menu
Press = Callable[[QWidget], object]
Named = tuple[str, str, int]  # kind, name and the how-manieth of these


def driven_in(top: QWidget) -> dict[Named, QWidget]:
    """Return what can be pressed in a window now, by names that outlive the widgets."""
    found: dict[Named, QWidget] = {}
    for widget in top.findChildren(QWidget):
        is_part = isinstance(widget.parent(), _PARTS) or widget.objectName().startswith("qt_")
        is_part = is_part or isinstance(widget, QHeaderView) or opens_menu_of_window(widget)
        is_shut = not widget.isVisible() or not widget.isEnabled() or widget.window() is not top.window()
        if isinstance(widget, DRIVEN) and not is_part and not is_shut:
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            kind, name = type(widget).__name__, widget.accessibleName() or text
            at = sum(1 for known in found if known[:2] == (kind, name))
            found[kind, name, at] = widget
    return found


def opens_menu_of_window(widget: QWidget) -> bool:
    """Tell whether a button opens a menu of the window, whose entries are pressed one by one."""
    menu = widget.menu() if isinstance(widget, QToolButton) else None
    return menu is not None and isinstance(menu.parent(), QMainWindow)


class Hand(QObject):
    """Presses what is in a window. ``settle`` waits for jobs; ``restore`` puts back what a press did.

    A widget that is gone while it is still being pressed is noted in ``died``: whoever deletes a widget
    in its own signal has Qt go on in what is no longer there.
    """

    def __init__(self, settle: Callable[[], object], restore: Callable[[], QWidget]) -> None:
        """``restore`` returns the window, as it was."""
        super().__init__()
        self._settle, self._restore = settle, restore
        self.died: list[str] = []
        self.pressed = 0
        self._top: QWidget = restore()
        self._is_pressing = False
        self._entry = -1  # which entry of a menu that opens is chosen; -1: none
        self._entries = 0  # how many the last one had
        self._by_mouse = False
        self._answering = QTimer(self)
        self._answering.timeout.connect(self._answer)

    def press_all(self) -> None:
        """Press everything that is there, in every way that its kind knows."""
        for name in driven_in(self._top):
            if (widget := driven_in(self._top).get(name)) is None:
                continue
            has_menu = isinstance(widget, QToolButton) and bool(widget.menu())
            for press in [*ways(widget)]:
                self._press(name, press)
            self._choose_each(name, _click if has_menu else _ask_for_menu)

    def _press(self, name: Named, press: Press) -> None:
        """Find a widget again and press it; then all is put back."""
        widget = driven_in(self._top).get(name)
        if widget is None:
            return
        self.pressed += 1
        widget.destroyed.connect(lambda: self._note_death(name))
        widget.setFocus()
        self._is_pressing = True
        self._answering.start(0)
        press(widget)
        self._answering.stop()
        self._is_pressing = False
        self._close_popups()
        self._settle()
        self._top = self._restore()

    def _note_death(self, name: Named) -> None:
        if self._is_pressing:
            self.died.append(str(name))

    def _choose_each(self, name: Named, press: Press) -> None:
        """Open a widget's menu as often as it has entries, and choose each by keys and by mouse."""
        for _each in self._each_entry():
            self._press(name, press)

    def _each_entry(self) -> Iterator[int]:
        """Yield once for each entry of the menu that is opened meanwhile: by keys all, by mouse the first."""
        for self._by_mouse, most in ((False, sys.maxsize), (True, _BY_MOUSE)):
            self._entries, self._entry = 1, 0
            while self._entry < min(self._entries, most):
                yield self._entry
                self._entry += 1
        self._entry = -1

    def press_menus(self, menus: Iterable[QMenu]) -> None:
        """Choose every entry of menus of the window that can be chosen, by keys and by mouse."""
        for menu in menus:
            for _each in self._each_entry():
                self._choose_in(menu)

    def _choose_in(self, menu: QMenu) -> None:
        self.pressed += 1
        menu.popup(QPoint(10, 10))
        self._answering.start(0)
        self._choose(menu)
        self._answering.stop()
        self._close_popups()
        self._settle()
        self._top = self._restore()

    # --- what opens meanwhile ------------------------------------------------------------------

    def _answer(self) -> None:
        """Choose from a menu that opened; leave any dialog."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(popup, QMenu):
            self._choose(popup)
        elif popup is not None:
            QTest.keyClick(popup, Key.Key_Escape)
        elif modal is not None and modal is not self._top:
            QTest.keyClick(modal, Key.Key_Escape)

    def _choose(self, menu: QMenu) -> None:
        entries = list(_entries(menu))
        self._entries = max(len(entries), 1)
        if not 0 <= self._entry < len(entries):
            QTest.keyClick(menu, Key.Key_Escape)
            return
        way = entries[self._entry]
        for within, action in way[:-1]:
            within.setActiveAction(action)
            QTest.keyClick(within, Key.Key_Right)
        last, action = way[-1]
        last.setActiveAction(action)
        if self._by_mouse:
            QTest.mouseClick(last, LEFT, pos=last.actionGeometry(action).center())
        else:
            QTest.keyClick(last, Key.Key_Return)

    def _close_popups(self) -> None:
        """Leave what is still open: menus, and a dialog that waits for nobody."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        modal = QApplication.activeModalWidget()
        if modal is not None and modal is not self._top:
            QTest.keyClick(modal, Key.Key_Escape)


def _entries(
    menu: QMenu, above: tuple[tuple[QMenu, QAction], ...] = ()
) -> Iterator[tuple[tuple[QMenu, QAction], ...]]:
    """Yield the way to each entry that can be chosen; of a menu within the menu to the first and the last."""
    for action in menu.actions():
        within = action.menu()
        if action.isSeparator() or not action.isEnabled() or not action.isVisible():
            continue
        if isinstance(within, QMenu):
            every = list(_entries(within, (*above, (menu, action))))
            yield from (every[0], every[-1]) if every else ()
        else:
            yield (*above, (menu, action))


def _ask_for_menu(widget: QWidget) -> None:
    """Ask for a context menu, on the first item of a list."""
    target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    at = target.rect().center()
    if isinstance(widget, QAbstractItemView) and widget.model():
        at = widget.visualRect(widget.model().index(0, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, target.mapToGlobal(at))
    QCoreApplication.sendEvent(target, event)


# --- how each kind is pressed ---------------------------------------------------------------------


def ways(widget: QWidget) -> Iterator[Press]:
    """Yield the ways in which a widget is pressed; each gets the widget as it is by then."""
    match widget:
        case QComboBox():
            yield from _ways_of_box(widget)
        case QTabBar():
            yield from (_click_tab(at) for at in range(widget.count()))
            yield from (_keys(key) for key in (Key.Key_Right, Key.Key_Left))
        case QAbstractItemView():
            yield from _ways_of_list(widget)
        case QAbstractButton():
            yield from (_keys(Key.Key_Space), _click)
        case QAbstractSpinBox():
            yield from (_keys(Key.Key_Up), _keys(Key.Key_Down), _type)
        case _:
            yield from (_type, _keys(Key.Key_Down), _keys(Key.Key_1), _keys(Key.Key_Escape), _click)


def _ways_of_box(box: QComboBox) -> Iterator[Press]:
    for key in (Key.Key_Down, Key.Key_Up, Key.Key_End, Key.Key_Home, Key.Key_Return):
        yield _keys(key)
    for at in range(min(box.count(), _ITEMS)):
        yield _from_list(at, by_mouse=False)
        yield _from_list(at, by_mouse=True)
    if box.isEditable():
        yield _type


def _ways_of_list(view: QAbstractItemView) -> Iterator[Press]:
    for key in (Key.Key_Down, Key.Key_Space, Key.Key_Return, Key.Key_F2, Key.Key_Left, Key.Key_Delete):
        yield _keys(key)
    model = view.model()
    for row in range(_ITEMS):
        for column in (at for at in range(_CELLS) if model.index(row, at).isValid()):
            yield _click_cell(row, column)
            yield _edit_cell(row, column)


def _keys(key: Qt.Key) -> Press:
    return lambda widget: QTest.keyClick(widget, key)


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget, LEFT)


def _click_tab(at: int) -> Press:
    def press(widget: QWidget) -> None:
        assert isinstance(widget, QTabBar)
        QTest.mouseClick(widget, LEFT, pos=widget.tabRect(at).center())

    return press


def _type(widget: QWidget) -> None:
    QTest.keyClicks(widget, "ab")
    QTest.keyClick(widget, Key.Key_Return)


def _from_list(at: int, *, by_mouse: bool) -> Press:
    """Open a box and choose an item of its list."""

    def press(box: QWidget) -> None:
        assert isinstance(box, QComboBox)
        box.showPopup()
        view = box.view()
        index = box.model().index(at, 0)
        view.setCurrentIndex(index)
        if by_mouse:
            QTest.mouseMove(view.viewport(), view.visualRect(index).center())
            QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
        else:
            QTest.keyClick(view, Key.Key_Return)

    return press


def _click_cell(row: int, column: int) -> Press:
    def press(view: QWidget) -> None:
        assert isinstance(view, QAbstractItemView)
        where = view.visualRect(view.model().index(row, column)).center()
        QTest.mouseClick(view.viewport(), LEFT, pos=where)

    return press


def _edit_cell(row: int, column: int) -> Press:
    """Click twice; where that opens a field, type into it or choose from its list."""

    def press(view: QWidget) -> None:
        assert isinstance(view, QAbstractItemView)
        where = view.visualRect(view.model().index(row, column)).center()
        QTest.mouseClick(view.viewport(), LEFT, pos=where)
        QTest.mouseDClick(view.viewport(), LEFT, pos=where)
        for field in view.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if isinstance(field, QComboBox) and field.count():
                _from_list(field.count() - 1, by_mouse=True)(field)
            elif isinstance(field, QLineEdit):
                _type(field)

    return press


def deleted_now() -> None:
    """Let go of what is to be deleted later."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
