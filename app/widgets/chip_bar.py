"""Chips: what departs from the usual, each to be taken off again."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QToolButton, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.fitting_row import FittingRow
from app.widgets.forms import with_role
from app.widgets.menus import menu_button
from coding.language import _, plural

_BETWEEN = 6
_LONGEST = 220  # pixels of a chip's words
_OPENS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu})
_CROSS = 22  # pixels at the right end of a chip that take it off


class Chip(NamedTuple):
    """What departs from the usual, in few words and in more, and how it is taken back.

    ``fill`` fills the chip's own menu, where it has one.
    """

    text: str
    tooltip: str
    take_off: Callable[[], object]
    fill: Callable[[QMenu], object] | None = None


class ChipBar(FittingRow):
    """Chips in a row; those that do not fit stand in a menu at its end, ``+2 ▾``."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin without chips; ``name`` is what a screen reader calls the row."""
        more = with_role(menu_button(_("More of what departs from the usual")), "chip")
        super().__init__(more, _BETWEEN, parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._buttons: list[ChipButton] = []
        self._begin = QWidget()  # never seen: Qt puts a stop of Tab only behind another
        self._begin.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.insertWidget(0, self._begin)
        self._begin.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; the keyboard stays in the row where it was there and something is left."""
        if [button.chip[:2] for button in self._buttons] == [chip[:2] for chip in chips]:
            for button, chip in zip(self._buttons, chips, strict=True):
                button.chip = chip
            return
        had = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), None)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [ChipButton(chip, self) for chip in chips]
        for at, button in enumerate(self._buttons):
            self._row.insertWidget(at + 1, button)
        for before, after in pairwise(self.stops()):
            self.setTabOrder(before, after)
        self.updateGeometry()
        self._share_out()
        if had is not None and self._buttons:
            self._buttons[min(had, len(self._buttons) - 1)].setFocus()

    def stops(self) -> list[QWidget]:
        """Return the stops of Tab in their order."""
        return [self._begin, *self._buttons, self.more]

    # --- what fits ---------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Ask for room for all."""
        widths = [button.sizeHint().width() + _BETWEEN for button in self._buttons]
        return QSize(sum(widths), self.more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with the menu."""
        return QSize(self.more.sizeHint().width() if self._buttons else 0, self.more.sizeHint().height())

    def _show_only(self, shown: Sequence[QAbstractButton]) -> None:
        for button in self._buttons:
            button.setVisible(button in shown)
        beyond = len(self._buttons) - len(shown)
        self.more.setText(f"+{beyond} ▾")
        self.more.setAccessibleName(plural("{n} more", "{n} more", beyond))
        self.more.setVisible(beyond > 0)

    def _fitting(self) -> Sequence[QAbstractButton]:
        widths = [button.sizeHint().width() + _BETWEEN for button in self._buttons]
        if sum(widths) <= self.width():
            return self._buttons[:]
        room = self.width() - self.more.sizeHint().width()
        n = next((n for n in range(len(widths) - 1, 0, -1) if sum(widths[:n]) <= room), 0)
        return self._buttons[:n]

    def _fill_menu(self) -> None:
        self._menu.clear()
        for button in self._buttons:
            if button.isHidden():
                words = _("Take off: {chip}").format(chip=button.chip.text)
                self._menu.addAction(on_a_button(words), button.chip.take_off)


class ChipButton(QToolButton):
    """A chip; its cross takes it off, and so does Delete."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        """Show this."""
        super().__init__(parent)
        with_role(self, "chip")
        self.chip = chip
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = self.fontMetrics().elidedText(chip.text, Qt.TextElideMode.ElideRight, _LONGEST)
        self.setText(f"{on_a_button(words)} ▾  ×" if chip.fill is not None else f"{on_a_button(words)}  ×")
        self.setToolTip(chip.tooltip)
        said = _("{chip}, Delete takes it off")
        if chip.fill is not None:
            said = _("{chip}, Delete takes it off, Down changes it")
        self.setAccessibleName(said.format(chip=chip.text))

    def open_menu(self) -> None:
        """Show what the chip can be instead, if it can."""
        if self.chip.fill is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chip.fill(menu)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take it off with Delete, Backspace or Space."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space}:
            self.chip.take_off()
        elif event.key() in _OPENS and self.chip.fill is not None:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it off where the cross is pressed; elsewhere show its menu."""
        place, x = self.rect().contains(event.position().toPoint()), event.position().x()
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or not place:
            return
        if self.width() - _CROSS <= x:
            self.chip.take_off()
        else:
            self.open_menu()
