"""The pages beside each other; those that do not fit stand in a menu at their end."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QRadioButton,
    QWidget,
)

from app.shell.actions import keys_of
from app.widgets.fitting_row import FittingRow
from app.widgets.forms import with_role
from app.widgets.menus import menu_button
from coding.language import _

_BETWEEN = 2


class PageTabs(FittingRow):
    """A button a page, in their order. Where it is narrow the last go first, the one on view never.

    One of several is chosen: they are radio buttons, whatever they look like.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without pages."""
        more = with_role(menu_button(_("More pages")), "page")
        more.setText(_("More") + " ▾")
        super().__init__(more, _BETWEEN, parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self._withheld: set[str] = set()  # pages that there is no use for yet

    def add(self, page_id: str, title: str) -> None:
        """Add a page at the end."""
        button = with_role(QRadioButton(title), "page")
        button.setAccessibleName(_("{page} page").format(page=title))
        button.setToolTip(keys_of(f"page_{page_id}"))
        button.clicked.connect(lambda: self.wanted.emit(page_id))
        self._group.addButton(button)
        self._row.insertWidget(len(self._buttons), button)
        self._buttons[page_id] = button

    def offer(self, page_id: str, *, on: bool) -> None:
        """Offer a page, or keep it back as long as there is no use for it."""
        if on == (page_id in self._withheld):
            self._withheld ^= {page_id}
            self.updateGeometry()
            self._share_out()

    @property
    def _offered(self) -> list[QRadioButton]:
        return [button for page_id, button in self._buttons.items() if page_id not in self._withheld]

    def mark(self, page_id: str) -> None:
        """Mark the page on view, and bring its button into sight; none where it has no button."""
        self._group.setExclusive(page_id in self._buttons)
        for id_, button in self._buttons.items():
            button.setChecked(id_ == page_id)
        self._share_out()

    def stops(self) -> list[QAbstractButton]:
        """Return the buttons in the order in which Tab goes through them."""
        return [*self._buttons.values(), self.more]

    # --- what fits ---------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Ask for room for all."""
        widths = [button.sizeHint().width() for button in self._offered]
        return QSize(sum(widths) + _BETWEEN * len(widths), self.more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with the widest page and the menu."""
        widest = max((button.sizeHint().width() for button in self._offered), default=0)
        return QSize(widest + _BETWEEN + self.more.sizeHint().width(), self.more.sizeHint().height())

    def _show_only(self, shown: Sequence[QAbstractButton]) -> None:
        for button in self._buttons.values():
            button.setVisible(button in shown)
        self.more.setVisible(len(shown) < len(self._offered))

    def _fitting(self) -> Sequence[QAbstractButton]:
        """Return the buttons that there is room for beside the menu of the others."""
        shown = self._offered
        if self.sizeHint().width() <= self.width():
            return shown
        room = self.width() - self.more.sizeHint().width()
        while len(shown) > 1 and sum(each.sizeHint().width() + _BETWEEN for each in shown) > room:
            shown.remove(next(each for each in reversed(shown) if not each.isChecked()))
        return shown

    def _fill_menu(self) -> None:
        self._menu.clear()
        for page_id, button in self._buttons.items():
            if button.isHidden() and button in self._offered:
                words = f"{button.text()}\t{button.toolTip()}"
                self._menu.addAction(words, lambda page_id=page_id: self.wanted.emit(page_id))
