"""Choosing codes: from a list, or by writing them as one does at the end of a passage."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QWidget

from app.intake.mark_words import code_name
from coding.language import _
from coding.model.framework import Framework
from coding.notation.annotations import read_annotation
from coding.notation.code_names import Names


class CodeChoice(QComboBox):
    """A field for one or several codes: ``hsc/e&c``, or picked from the list; Enter takes what is written.

    What is no code, or more codes than can be meant, is said and not taken.
    """

    chosen = Signal(object)  # a tuple of code ids
    refused = Signal(str)  # why what is written was not taken

    def __init__(self, name: str, parent: QWidget | None = None, *, most: int = 1) -> None:
        """Begin without codes to choose from; ``most`` is how many can be meant at once."""
        super().__init__(parent)
        self._most = most
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._names: Names | None = None
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("a code, or several: hsc/e&c") if most > 1 else _("a code"))
            line.setAccessibleName(name)
        self.activated.connect(self._take_chosen)

    def offer(self, names: Names | None) -> None:
        """Offer the codes of this framework."""
        if names is self._names:
            return
        self._names = names
        self.clear()
        for code in names.framework.codes if names else ():
            self.addItem(code_name(code.id, names.framework) if names else "", code.id)
        self.setCurrentIndex(-1)

    def show_codes(self, code_ids: tuple[int, ...], framework: Framework | None) -> None:
        """Show what is meant so far."""
        if len(code_ids) == 1:
            self.setCurrentIndex(self.findData(code_ids[0]))
            return
        self.setCurrentIndex(-1)
        shorts = [framework.by_id[code_id].short for code_id in code_ids] if framework else []
        self.setEditText("/".join(shorts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is written on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take_written()
            completer = self.completer()
            if completer is not None:
                _popup_of(completer).hide()  # Qt leaves it open, and the next click only closes it
            return
        super().keyPressEvent(event)

    def take_written(self) -> None:
        """Read what is written; what means no code is marked and not taken."""
        at = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if at >= 0:
            self._take_chosen(at)
        elif self._names is not None and self.currentText().strip():
            read = read_annotation(self.currentText(), self._names)
            ids = tuple(code.code_id for code in read.codes)
            if ids and not read.not_understood and len(ids) <= self._most:
                self.chosen.emit(ids)
            else:
                self._refuse(several=not read.not_understood)

    def _refuse(self, *, several: bool) -> None:
        name = self.currentText().strip()
        self.refused.emit(
            _("Only one code can be meant here.")
            if several
            else _("The framework has no code called “{name}”.").format(name=name)
        )

    def _take_chosen(self, at: int) -> None:
        code_id = self.itemData(at)
        if code_id is not None:
            self.chosen.emit((code_id,))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Do not change what was said by scrolling past it."""
        event.ignore()


def _popup_of(completer: QCompleter) -> QAbstractItemView:
    popup = completer.popup()
    assert popup is not None  # Qt makes one for this way of completing
    return popup
