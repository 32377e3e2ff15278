"""The list widget that shows passages as cards and opens their places."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.shell.places import Place
from app.widgets.card_stack import Ints
from app.widgets.card_view import CardView
from app.widgets.passage_cards import CardDelegate
from app.widgets.passage_model import PassageModel, ReadTexts, quotation
from coding.analysis.passages import Passage, Passages
from coding.language import _


class PassageList(CardView):
    """Cards, from the top; a click or Enter on one says ``place_chosen``."""

    place_chosen = Signal(Place)
    quotation_wanted = Signal(str)  # with its attribution, to be copied

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self.cards = CardDelegate()
        self.passages = PassageModel()
        super().__init__(parent)
        self.cards.setParent(self)
        self.passages.setParent(self)
        self.setItemDelegate(self.cards)
        self.setModel(self.passages)
        self.setAccessibleName(_("Passages"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._open)

    def show_passages(
        self, passages: Passages | None, read: ReadTexts, hue: str = "", words: str = ""
    ) -> None:
        """Show passages; ``hue`` is the dimension asked for, ``words`` are marked in the quotations."""
        self.cards.hue = hue
        self.cards.words = words
        self.passages.show(passages, read)
        self.start_over()

    def guessed_heights(self) -> Ints:
        """Return about how high each card is: as its quotation is long."""
        return self.cards.guessed_heights(self.passages.lengths(), self.viewport().width())

    def clear(self) -> None:
        """Show nothing, and read nothing any more."""
        self.show_passages(None, lambda _ids: {})

    def current(self) -> Passage | None:
        """Return the passage the keyboard is on, or None."""
        index = self.currentIndex()
        return self.passages.passage(index.row()) if index.isValid() else None

    def start(self) -> None:
        """Take the keyboard, on the first passage."""
        self.setFocus()
        if not self.currentIndex().isValid() and self.passages.rowCount():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.passages.index(0), select)

    def _open(self, index: QModelIndex) -> None:
        passage = self.passages.passage(index.row())
        self.place_chosen.emit(Place("code", passage.interview_id, passage.start, passage.end))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the place of a passage with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _show_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        passage = self.passages.passage(index.row())
        menu = QMenu(self)
        menu.addAction(_("Open its place"), lambda: self._open(index))
        menu.addAction(_("Copy"), _copier(passage.quoted))
        copy = partial(self.quotation_wanted.emit, quotation(passage))
        menu.addAction(_("Copy with attribution"), copy)
        menu.exec(self.viewport().mapToGlobal(at))
        menu.deleteLater()


def _copier(text: str) -> Callable[[], None]:
    return lambda: QGuiApplication.clipboard().setText(text)
