"""A turn of the transcript, opened in its place to be corrected: what was said, and who said it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.shell import theme
from app.shell.deferred_call import DeferredCall
from app.widgets.forms import STRETCH, column_of, described, hint, named
from app.widgets.offsets import Offsets
from coding.language import _
from coding.model.study import Speaker

_FEWEST = 2  # lines shown at once
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class TurnText(QPlainTextEdit):
    """The words of the turn. All keys are its own but those that say what is to be done with the turn."""

    asked = Signal(str)  # store, split, join, leave, next, previous

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the study where nothing was typed."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.document().isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or say what is to be done."""
        wanted = _asked_by(event)
        if wanted:
            self.asked.emit(wanted)
        else:
            super().keyPressEvent(event)


def _asked_by(event: QKeyEvent) -> str:
    """Return what a key asks to be done with the turn, or an empty string."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return {
        (Qt.Key.Key_Return, _CTRL): "store",
        (Qt.Key.Key_Enter, _CTRL): "store",
        (Qt.Key.Key_Return, _CTRL | _SHIFT): "split",
        (Qt.Key.Key_Enter, _CTRL | _SHIFT): "split",
        (Qt.Key.Key_Backspace, _CTRL | _SHIFT): "join",
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier): "leave",
        (Qt.Key.Key_Down, _CTRL): "next",
        (Qt.Key.Key_Up, _CTRL): "previous",
    }.get((Qt.Key(event.key()), modifiers), "")


class TurnEditor(QFrame):
    """The words and the speaker of one turn, what storing would do to codings, and the buttons."""

    asked = Signal(str)  # store, split, join, leave, next, previous, empty
    typed = Signal()  # shortly after the words or the speaker changed
    resized = Signal()  # it wants another height

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("turn_editor")
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.speaker = named(QComboBox(), _("Who speaks"))
        self.text = TurnText()
        self.effect = described(hint(role=""), _("What becomes of the codings"))
        self._speakers: tuple[Speaker, ...] = ()
        self._look = (0, 0)
        self._shown: tuple[str, str, int | None] = ("", "", None)  # words, label, its speaker
        self._typing = DeferredCall(self.typed.emit, self)
        self._lay_out()
        self.text.asked.connect(self.asked)
        self.text.textChanged.connect(self._note_typing)
        self.speaker.editTextChanged.connect(self._typing.start)
        self.hide()

    def _lay_out(self) -> None:
        self.speaker.setEditable(True)
        self.speaker.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.speaker.view().setMinimumWidth(180)
        self.speaker.setToolTip(_("Who speaks: choose, or type a new label. Empty where nobody knows."))
        self.text.setProperty("role", "field")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The words of the turn"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addLayout(column_of(self.speaker, STRETCH), 0, 0)
        self._grid.addWidget(self.text, 0, 1)
        self._grid.addWidget(self.effect, 1, 1)
        self._grid.addLayout(self._buttons(), 2, 0, 1, 2)

    def _buttons(self) -> QHBoxLayout:
        wanted = (
            ("join", _("Join"), _("Join with the turn before"), "Ctrl+Shift+Backspace", "flat"),
            ("split", _("Split"), _("Split the turn at the cursor"), "Ctrl+Shift+Return", "flat"),
            ("empty", _("Remove"), _("Empty the turn: stored without words, it goes"), "", "flat"),
            (
                "leave",
                _("Cancel"),
                _("Cancel; what was typed is kept until the turn is opened again"),
                "Esc",
                "flat",
            ),
            ("store", _("Save"), _("Save what was typed"), "Ctrl+Return", "primary"),
        )
        row = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for name, text, meaning, keys, role in wanted:
            button = QPushButton(text)
            button.setProperty("role", role)
            button.setAccessibleName(meaning)
            button.setAutoDefault(False)
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{meaning} ({shown})" if shown else meaning)
            button.clicked.connect(lambda _on=False, name=name: self.asked.emit(name))
            self.buttons[name] = button
            row.addWidget(button)
            if name == "empty":
                row.addStretch(1)
        return row

    # --- what is shown -----------------------------------------------------------------------

    def open_turn(self, text: str, speaker_id: int | None, speakers: Sequence[Speaker], at: int) -> None:
        """Show a turn with the cursor at a code point of its text."""
        self._speakers = tuple(speakers)
        self.speaker.clear()
        self.speaker.addItems([speaker.label for speaker in speakers])
        label = next((speaker.label for speaker in speakers if speaker.id == speaker_id), "")
        self._show_label(label)
        self.text.setPlainText(text)
        cursor = self.text.textCursor()
        cursor.setPosition(Offsets(text).to_qt(min(max(at, 0), len(text))))
        self.text.setTextCursor(cursor)
        self._shown = (text, label, speaker_id)
        self._typing.stop()
        self.show()
        self._note_typing()

    def put_back(self, text: str, who: int | str | None) -> None:
        """Show what was typed before in place of what is stored."""
        label = next((speaker.label for speaker in self._speakers if speaker.id == who), who)
        self._show_label(str(label or ""))
        self.text.setPlainText(text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def _show_label(self, label: str) -> None:
        """Show a label from its beginning: the column is narrow."""
        self.speaker.setEditText(label)
        field = self.speaker.lineEdit()
        if field is not None:
            field.setCursorPosition(0)

    def show_effect(self, words: str, *, is_loss: bool) -> None:
        """Say what storing would do to codings; nothing to say leaves room for the keys."""
        self.effect.setText(words or _("Ctrl+Enter stores, Esc leaves, Ctrl+Down goes on to the next turn."))
        role = "warning" if is_loss else "dim"
        if self.effect.property("role") != role:
            self.effect.setProperty("role", role)
            self.effect.style().unpolish(self.effect)
            self.effect.style().polish(self.effect)
        self.resized.emit()

    def set_look(self, pixels: int, speakers_width: int) -> None:
        """Write in the face of the transcript; the words begin where they stand in it."""
        if self._look == (pixels, speakers_width):
            return
        self._look = (pixels, speakers_width)
        self.text.setStyleSheet(f"font-family: {_families(pixels)}; font-size: {pixels}px;")
        self._grid.setColumnMinimumWidth(0, speakers_width - 16)
        self.speaker.setFixedWidth(speakers_width - 16)

    def fit(self, least: int, most: int) -> int:
        """Give the words the height they need; return the height of all, within these bounds."""
        line, whole = self.text.fontMetrics().lineSpacing(), self.layout()
        assert whole is not None
        self.text.setFixedHeight(_FEWEST * line)
        whole.activate()
        rest = self._height() - _FEWEST * line
        wanted = max(_FEWEST, int(self.text.document().size().height())) * line + 20
        self.text.setFixedHeight(max(_FEWEST * line, min(max(wanted, least - rest), most - rest)))
        whole.activate()
        return self._height()

    def _height(self) -> int:
        whole = self.layout()
        assert whole is not None
        wraps = whole.hasHeightForWidth()
        return whole.totalHeightForWidth(self.width()) if wraps else whole.totalSizeHint().height()

    def _note_typing(self) -> None:
        self.resized.emit()
        self._typing.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the same keys while the speaker or a button has the keyboard."""
        wanted = _asked_by(event)
        if wanted:
            self.asked.emit(wanted)
        else:
            super().keyPressEvent(event)

    # --- what was typed ----------------------------------------------------------------------

    @property
    def words(self) -> str:
        """The words as typed."""
        return self.text.toPlainText()

    @property
    def who(self) -> int | str | None:
        """Who speaks: a speaker's id, a new label, or None."""
        label = self.speaker.currentText().strip()
        _words, shown, speaker_id = self._shown
        if label == shown:
            return speaker_id  # two speakers may have one label
        known = next((speaker.id for speaker in self._speakers if speaker.label == label), None)
        return (label or None) if known is None else known

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not stored."""
        words, _label, speaker_id = self._shown
        return (self.words, self.who) != (words, speaker_id)

    def halves(self) -> tuple[str, str]:
        """Return the words before the cursor and behind it."""
        words = self.words
        at = Offsets(words).to_code_points(self.text.textCursor().position())
        return words[:at], words[at:]


def _families(pixels: int) -> str:
    return ", ".join(f'"{family}"' for family in theme.reading_font(pixels).families())
