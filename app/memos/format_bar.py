"""The bar over the text of a memo: what its keys do, as buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from app.widgets.bar import SettingsBar
from app.widgets.documents import kind_of, level_of
from app.widgets.forms import STRETCH, named, with_role
from app.widgets.memo_editor import STYLE_KEYS, MemoEditor
from coding.language import _
from coding.text.blocks import BlockKind


class FormatBar(SettingsBar):
    """Buttons for headings, bold, italic, lists, boxes and quotations."""

    def __init__(self, editor: MemoEditor, *more: QWidget, parent: QWidget | None = None) -> None:
        """Format what is written there; ``more`` stands at the end."""
        super().__init__(_("Format of the memo"), parent)
        self._editor = editor
        self._bold = self._button("B", _("Bold"), "Ctrl+B", editor.toggle_bold)
        self._italic = self._button("I", _("Italic"), "Ctrl+I", editor.toggle_italic)
        font = self._bold.font()
        font.setBold(True)
        self._bold.setFont(font)
        font = self._italic.font()
        font.setItalic(True)
        self._italic.setFont(font)
        signs = (
            ("H1", _("Heading")),
            ("H2", _("Smaller heading")),
            ("¶", _("Plain text")),
            ("•", _("List")),
            ("1.", _("Numbered list")),
            ("☑", _("Boxes to tick")),
            ("“ ”", _("Quotation")),
        )
        self._styles: dict[tuple[BlockKind, int], QToolButton] = {}
        for (keys, what), (sign, name) in zip(STYLE_KEYS.items(), signs, strict=True):
            self._styles[what] = self._button(sign, name, keys, partial(editor.make, *what))
        self.buttons = (self._bold, self._italic, *self._styles.values())
        self.fill(*self.buttons, STRETCH, *more, spacing=2)
        editor.cursorPositionChanged.connect(self._follow)
        editor.currentCharFormatChanged.connect(self._follow)

    def _button(self, sign: str, name: str, keys: str, act: Callable[[], object]) -> QToolButton:
        made = named(with_role(QToolButton(), "page"), name)
        made.setText(sign)
        made.setCheckable(True)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{name} ({shown})")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self._act(act))
        return made

    def _act(self, act: Callable[[], object]) -> None:
        act()
        self._follow()

    def allow(self, *, can_write: bool) -> None:
        """Let what is read only not be formatted."""
        for each in self.buttons:
            each.setEnabled(can_write)

    def _follow(self, _format: object = None) -> None:
        """Show what the text at the cursor is."""
        cursor = self._editor.textCursor()
        kind = kind_of(cursor.block())
        level = level_of(cursor.block()) if kind is BlockKind.HEADING else 0
        for (each, at), made in self._styles.items():
            made.setChecked((each, at) == (kind, level))
        look = self._editor.currentCharFormat()
        self._bold.setChecked(look.fontWeight() >= 600 and kind is not BlockKind.HEADING)
        self._italic.setChecked(look.fontItalic())
