"""The cell that is written in: a few buttons, the text, and how far it is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget

from app.widgets.forms import STRETCH, column_of, line, named, row_of, wide, with_role
from app.widgets.memo_editor import MemoEditor
from coding.language import _, plural
from coding.text.blocks import BlockKind

LEAST = 188  # pixels that a cell is high while it is written in
_BUTTON = 26
_AROUND = 74  # pixels of buttons and the line below


class CellEditor(QFrame):
    """Stands in the place of a cell; stored as one types."""

    written = Signal(str)
    left = Signal()  # Escape
    next_wanted = Signal(int)  # 1: the next cell, -1: the one before
    count_pressed = Signal()
    height_wanted = Signal(int)

    def __init__(self, name: str, count: str, parent: QWidget | None = None) -> None:
        """Write in the cell of this name."""
        super().__init__(parent)
        with_role(self, "cell-editor")
        self.setAccessibleName(name)
        self.setAutoFillBackground(True)
        self.text = named(MemoEditor(), _("Summary of {cell}").format(cell=name))
        self.text.set_text_size(13)
        self.text.setMinimumHeight(40)
        self.count = with_role(QToolButton(), "link")
        self.count.setText(count)
        self.count.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.count.clicked.connect(self.count_pressed)
        self.words = line()
        self._lay_out()
        self.text.written.connect(self.written)
        self.text.left.connect(self.left)
        self.text.textChanged.connect(self._follow)
        self.text.installEventFilter(self)
        self.setFocusProxy(self.text)

    def _lay_out(self) -> None:
        bar = row_of(
            self._button("B", _("Bold"), self.text.toggle_bold),
            self._button("I", _("Italic"), self.text.toggle_italic),
            self._button("•", _("List"), lambda: self.text.make(BlockKind.BULLET)),
            self._button("“ ”", _("Quotation"), lambda: self.text.make(BlockKind.QUOTE)),
            STRETCH,
            self.count,
            margins=(4, 2, 8, 2),
            spacing=2,
        )
        done = QLabel(_("Esc: done, Tab: next"))
        with_role(done, "dim")
        foot = row_of(self.words, STRETCH, done, margins=(10, 0, 10, 4))
        body = row_of(wide(self.text), margins=(7, 2, 2, 0))
        column_of(bar, wide(body), foot, on=self, margins=(2, 2, 2, 2), spacing=0)

    def _button(self, sign: str, name: str, act: Callable[[], object]) -> QToolButton:
        made = named(with_role(QToolButton(), "format"), name)
        made.setText(sign)
        made.setToolTip(name)
        made.setFixedSize(_BUTTON, _BUTTON)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(act)
        made.clicked.connect(self.text.setFocus)
        font = made.font()
        font.setBold(sign == "B")
        font.setItalic(sign == "I")
        made.setFont(font)
        return made

    def show_text(self, text: str, *, anew: bool = False) -> None:
        """Show what is stored."""
        self.text.show_text(text, anew=anew)
        self._follow()

    def _follow(self) -> None:
        n = len(self.text.toPlainText().split())
        self.words.setText(plural("{n} word", "{n} words", n))
        self.height_wanted.emit(max(LEAST, int(self.text.document().size().height()) + _AROUND))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next cell with Tab; leave Escape to no drawer."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_asked and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.next_wanted.emit(step)
                return True
        return super().eventFilter(watched, event)
