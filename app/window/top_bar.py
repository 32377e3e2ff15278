"""The bar on top: the study's name, the pages, the finder, undo and redo, who codes."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

from app.widgets.forms import line, with_role
from coding.language import _


class TopBar(QFrame):
    """Says which page is wanted; knows nothing of the pages."""

    page_wanted = Signal(str)

    def __init__(
        self, actions: Mapping[str, QAction], finder: QWidget, parent: QWidget | None = None
    ) -> None:
        """Put the bar together around a finder field."""
        super().__init__(parent)
        self.setProperty("role", "topbar")
        self._name = line(role="heading")
        self._pages = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 5, 14, 5)
        self._row.setSpacing(6)
        program = line("strandline")
        self._row.addWidget(self._name)
        self._row.addWidget(program)
        self._row.addSpacing(18)
        self._pages_end = self._row.count()
        self._row.addStretch(1)
        finder.setMinimumWidth(180)
        finder.setMaximumWidth(340)
        self._row.addWidget(finder, 2)
        for name, sign in (("undo", "↶"), ("redo", "↷")):
            self._row.addWidget(_tool(actions[name], sign))
        self._coder = line(role="coder")
        self._coder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row.addWidget(self._coder)

    def add_page(self, page_id: str, title: str) -> None:
        """Add a page's button."""
        button = with_role(QToolButton(), "page")
        button.setText(title)
        button.setCheckable(True)
        button.setAccessibleName(_("{page} page").format(page=title))
        button.clicked.connect(lambda: self.page_wanted.emit(page_id))
        self._pages.addButton(button)
        self._buttons[page_id] = button
        self._row.insertWidget(self._pages_end, button)
        self._pages_end += 1

    def show_page(self, page_id: str) -> None:
        """Mark the page that is shown; none where it has no button."""
        self._pages.setExclusive(page_id in self._buttons)
        for id_, button in self._buttons.items():
            button.setChecked(id_ == page_id)

    def show_study(self, name: str, coder: str) -> None:
        """Show whose study is open; empty names when none is."""
        shown = self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 260)
        self._name.setText(shown)
        self._name.setToolTip(name)
        self._coder.setText(_initials(coder))
        self._coder.setToolTip(_("Coding as {coder}").format(coder=coder) if coder else "")
        self._coder.setAccessibleName(self._coder.toolTip())
        self._coder.setVisible(bool(coder))
        for button in self._buttons.values():
            button.setVisible(bool(name))


def _tool(action: QAction, sign: str) -> QToolButton:
    button = with_role(QToolButton(), "flat")
    button.setText(sign)
    button.setAccessibleName(action.text().replace("&", ""))
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return button


def _initials(name: str) -> str:
    parts = name.split()
    return "".join(part[0].upper() for part in parts[:2]) if len(parts) > 1 else name[:2].capitalize()
