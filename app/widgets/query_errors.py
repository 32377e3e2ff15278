"""What is wrong with a query that was typed, where, and what could stand there."""

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from app.shell.plain_text import on_a_button
from app.shell.spoken import announce
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import column_of, hint, with_role
from coding.language import _
from coding.query.errors import QueryError

_SHOWN = 3  # errors
_OFFERS = 6  # of one


class QueryErrors(QFrame):
    """Hidden while nothing is wrong."""

    offer_chosen = Signal(object, str)  # QueryError, what is to stand in its place

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing wrong."""
        super().__init__(parent)
        with_role(self, "notice")
        self.setAccessibleName(_("What is wrong with the query"))
        self._column = column_of(on=self, margins=(16, 6, 16, 6), spacing=4)
        self.hide()

    def show_errors(self, text: str, errors: Sequence[QueryError]) -> None:
        """Say what is wrong with a text; nothing where there are no errors."""
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for error in errors[:_SHOWN]:
            self._column.addWidget(_Line(text, error, self))
        self.setVisible(bool(errors))
        if errors:
            announce(self, " ".join(error.message for error in errors[:_SHOWN]))


class _Line(QWidget):
    """One error: the words around it, it itself underlined, the message, and offers as buttons."""

    def __init__(self, text: str, error: QueryError, errors: QueryErrors) -> None:
        super().__init__(errors)
        row = FlowLayout(self, across=6)
        words = hint(role="")
        words.setWordWrap(False)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setText(f"{_marked(text, error)} — {escape(error.message)}")
        words.setAccessibleName(error.message)
        row.addWidget(words)
        for offer in error.offers[:_OFFERS]:
            button = with_role(QToolButton(), "chip")
            button.setText(on_a_button(offer))
            button.setAccessibleName(_("Put {offer} there").format(offer=offer))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(errors.offer_chosen.emit, error, offer))
            row.addWidget(button)


def _marked(text: str, error: QueryError) -> str:
    before, wrong, after = text[: error.start], text[error.start : error.end], text[error.end :]
    return f"{escape(before)}<u><b>{escape(wrong) or '␣'}</b></u>{escape(after)}"
