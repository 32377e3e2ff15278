"""The field in which a query is typed: it completes names, and Enter asks."""

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from app.widgets.asking import Asking
from app.widgets.offsets import Offsets
from coding.language import _
from coding.query.completion import Completion, completions
from coding.query.errors import QueryError, WrongQueryError

_SHOWN = 10  # completions on view


class QueryField(QLineEdit):
    """Says ``went_wrong`` with all that is wrong, or with nothing once it is right."""

    went_wrong = Signal(object)  # tuple[QueryError, ...]
    left = Signal()  # Escape, with nothing to take back

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        """Show what is asked."""
        super().__init__(parent)
        self._asking = asking
        self._offered: list[Completion] = []
        self._labels = QStringListModel(self)
        self._completer = QCompleter(self._labels, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        self.setAccessibleName(_("Which passages, as text"))
        self.setPlaceholderText(_('hsc and e&c not jpd in:2015 "each other"'))
        self.setToolTip(_("Codes, words in quotes, and fields such as in:2015; Enter asks"))
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._offer)
        self.returnPressed.connect(self.apply)
        chosen = self._completer.activated[QModelIndex]  # pyright: ignore[reportIndexIssue, reportUnknownMemberType, reportUnknownVariableType]
        chosen.connect(self._complete)  # pyright: ignore[reportUnknownMemberType]
        asking.changed.connect(self.show_query)

    def show_query(self) -> None:
        """Show what is asked now, in place of what was typed."""
        self.setText(str(self._asking.query))
        self.went_wrong.emit(())

    def apply(self) -> None:
        """Ask what is typed; where it is wrong, select the place, and ask as before."""
        popup = self.completions
        if popup.isVisible() and popup.currentIndex().isValid():
            return  # Enter took a completion
        popup.hide()
        try:
            self._asking.read(self.text())
        except WrongQueryError as error:
            self.went_wrong.emit(error.errors)
            self._mark(error.errors[0])
        else:
            self.show_query()

    def _mark(self, error: QueryError) -> None:
        offsets = Offsets(self.text())
        start, end = offsets.to_qt(error.start), offsets.to_qt(error.end)
        self.setSelection(start, max(end - start, 1))

    def replace_part(self, error: QueryError, offer: str) -> None:
        """Put what is offered in place of what is wrong, and ask."""
        text = self.text()
        self.setText(text[: error.start] + offer + text[error.end :])
        self.setFocus()
        self.apply()

    def begin(self, key: str) -> None:
        """Take the keyboard with the beginning of a field: ``interview:``."""
        self.setText(" ".join(filter(None, (self.text().strip(), key))))
        self.setFocus()
        self.setCursorPosition(len(self.text()))
        self._offer()

    # --- completing --------------------------------------------------------------------------

    @property
    def completions(self) -> QAbstractItemView:
        """The list of what is offered while somebody types."""
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def _offer(self) -> None:
        """Offer what can be meant by what stands before the cursor."""
        names = self._asking.names
        at = Offsets(self.text()).to_code_points(self.cursorPosition())
        found = completions(self.text(), at, names) if names is not None else []
        typed = {self.text()[each.start : at].casefold() for each in found}
        is_whole = typed == {each.text.casefold() for each in found}  # then Enter asks at once
        self._offered = [] if is_whole else found
        self._labels.setStringList([each.label for each in self._offered])
        if self._offered and self.hasFocus():
            self._completer.complete()
        else:
            self.completions.hide()

    def _complete(self, index: QModelIndex) -> None:
        offsets, text = Offsets(self.text()), self.text()
        at = offsets.to_code_points(self.cursorPosition())
        chosen = self._offered[index.row()]
        self.setText(text[: chosen.start] + chosen.text + text[at:])
        self.setCursorPosition(Offsets(self.text()).to_qt(chosen.start + len(chosen.text)))
        if chosen.text.endswith(":"):
            self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back with Escape what was typed since the last question."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text() != str(self._asking.query):
            self.show_query()
        else:
            self.left.emit()
