"""What the menu of a code offers wherever one stands: to merge it into another."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QWidget

from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from coding.language import _
from coding.model.framework import Code


def offer_merging(menu: QMenu, study: OpenStudy, code_id: int, words: str = "") -> None:
    """Offer to merge a whole code into another, in a menu that pops up; the dialog follows once it closed."""
    action = merging_entry(menu, study, code_id, words)
    if action is not None:
        ask = partial(study.merge_wanted.emit, code_id)  # the menu is gone by then
        action.triggered.connect(lambda _checked=False: QTimer.singleShot(0, study, ask))


def merging_entry(menu: QMenu, study: OpenStudy, code_id: int, words: str = "") -> QAction | None:
    """Add the entry alone, where the code is of the framework in hand and not alone there."""
    if not has_another(study, code_id):
        return None
    action = menu.addAction(words or _("Merge into…"))
    action.setData(code_id)
    action.setEnabled(study.can_write)
    return action


def merge_chosen(study: OpenStudy, chosen: QAction | None) -> None:
    """Ask to merge, if that is what was chosen in a menu that has closed."""
    code_id = None if chosen is None else chosen.data()
    if isinstance(code_id, int):
        study.merge_wanted.emit(code_id)


def has_another(study: OpenStudy, code_id: int) -> bool:
    """Tell whether a code is of the framework in hand, and there is another that it could become."""
    return code_id in study.framework.by_id and len(study.framework.codes) > 1


def merging_in_words(code: Code) -> str:
    """Return the entry for menus that are about more than this code."""
    return on_a_button(_("Merge the code {code} into…").format(code=code.short))


class CodeMenu(QObject):
    """The menu of the codes in a list, by right click, the menu key and Shift+F10."""

    def __init__(
        self,
        study: OpenStudy,
        view: QWidget,
        code_at: Callable[[QPoint], int | None],
        *,
        field: QWidget | None = None,
        in_hand: Callable[[], int | None] = lambda: None,
    ) -> None:
        """Ask which code is at a point of the view, or in hand while a field keeps the keyboard."""
        super().__init__(view)
        self._study, self._view, self._code_at = study, view, code_at
        self._field, self._in_hand = field, in_hand
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show)
        if field is not None:
            field.installEventFilter(self)

    def _show(self, at: QPoint) -> None:
        inside = self._view.viewport() if isinstance(self._view, QAbstractScrollArea) else self._view
        menu = self.menu(self._code_at(at))
        if menu is not None:
            menu.popup(inside.mapToGlobal(at))

    def menu(self, code_id: int | None) -> QMenu | None:
        """Return the menu of a code, or None for what is none that can be merged."""
        if code_id is None or not self._study.is_open or not has_another(self._study, code_id):
            return None
        code = self._study.framework.by_id[code_id]
        menu = QMenu(self._view.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(code.short)
        menu.addAction(on_a_button(code.short)).setEnabled(
            False
        )  # the style sheet paints no words on sections
        offer_merging(menu, self._study, code.id)
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the menu of the code in hand, where a key asks the field for one."""
        if (
            watched is self._field
            and isinstance(event, QContextMenuEvent)
            and event.reason() == QContextMenuEvent.Reason.Keyboard
        ):
            menu = self.menu(self._in_hand())
            if menu is not None:
                menu.popup(event.globalPos())
                return True
        return super().eventFilter(watched, event)
