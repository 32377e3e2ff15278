"""What stands beside the transcript where the selection carries no code: its words, and how it gets one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.shell.actions import keys_of
from app.transcript.selection import SelectionState
from app.widgets.forms import STRETCH, column_of, described, hint, line, row_of
from coding.language import _


class UncodedHelp(QWidget):
    """Says what to press, with two buttons that do it; a click keeps the keyboard in the transcript."""

    code_wanted = Signal()
    in_vivo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say how to code."""
        super().__init__(parent)
        self._words = described(line(), _("Words selected"))
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        how = hint(_("Not coded yet. Press a code’s key, or any letter for a code by name."))
        how.setMinimumHeight(2 * how.fontMetrics().lineSpacing())  # a splitter forgets that words wrap
        self.code = _button(_("+ Code"), _("Code the passage…"), "picker")
        self.in_vivo = _button(_("In vivo"), _("Code in vivo…"), "in_vivo")
        self.code.clicked.connect(self.code_wanted)
        self.in_vivo.clicked.connect(self.in_vivo_wanted)
        column_of(self._words, how, row_of(self.code, self.in_vivo, STRETCH, spacing=8), on=self, spacing=6)

    def show_words(self, state: SelectionState, *, can_write: bool) -> None:
        """Show the words selected, and offer to code them where that is allowed."""
        self._words.setText(f"“{state.quotation}”")
        self._words.setVisible(bool(state.quotation))
        self.code.setEnabled(can_write)
        self.in_vivo.setEnabled(can_write)


def _button(words: str, spoken: str, like: str) -> QPushButton:
    button = described(QPushButton(words), spoken)
    button.setToolTip(f"{spoken.removesuffix('…')} ({keys_of(like)})")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
