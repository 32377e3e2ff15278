"""The field in which a memo is written: plain formatting by keys, stored as one types."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.shell import theme
from app.shell.dragged_passages import passages_in
from app.widgets.documents import (
    blocks_of,
    found_look,
    kind_of,
    level_of,
    link_look,
    plain_look,
    show_blocks,
    style,
)
from app.widgets.forms import named, with_role
from app.widgets.quotations import OBJECT, QuotationObject, quotation_look, quoted_by
from coding.language import _
from coding.text.blocks import DEEPEST, LISTS, BlockKind, read, write
from storage.queries.links import LinkedPassage

_MOST_MARKED = 200
_PAUSE = 800  # milliseconds without a key, after which the text is stored
# What is typed at the beginning of a paragraph, and a blank: what the paragraph becomes.
_TYPED: Final = {
    "#": (BlockKind.HEADING, 1),
    "##": (BlockKind.HEADING, 2),
    "###": (BlockKind.HEADING, 3),
    "-": (BlockKind.BULLET, 0),
    "*": (BlockKind.BULLET, 0),
    "1.": (BlockKind.NUMBER, 0),
    "[]": (BlockKind.CHECK, 0),
    "[ ]": (BlockKind.CHECK, 0),
    ">": (BlockKind.QUOTE, 0),
}
STYLE_KEYS: Final = {
    "Ctrl+1": (BlockKind.HEADING, 1),
    "Ctrl+2": (BlockKind.HEADING, 2),
    "Ctrl+3": (BlockKind.PARAGRAPH, 0),
    "Ctrl+Shift+8": (BlockKind.BULLET, 0),
    "Ctrl+Shift+7": (BlockKind.NUMBER, 0),
    "Ctrl+Shift+9": (BlockKind.CHECK, 0),
    "Ctrl+Shift+.": (BlockKind.QUOTE, 0),
}


class MemoEditor(QTextEdit):
    """Says ``written`` when a changed text is to be stored, ``left`` when Escape is pressed."""

    written = Signal(str)
    left = Signal()
    link_wanted = Signal(str)  # what was typed to ask for it: @, # or nothing
    link_opened = Signal(str)  # where it leads
    passages_dropped = Signal(object, str)  # list[TranscriptSpan], and their words

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        with_role(named(self, _("Text of the memo")), "paragraph")
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self._marked: Sequence[str] = ()
        self._quotations: dict[str, LinkedPassage] = {}
        self.look_up: Callable[[str], LinkedPassage] = _unknown  # what a link quotes, by its GUID
        self._object = QuotationObject(self.document(), self._quoted)
        self._shown: str | None = None  # the text as it is stored
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.keep)
        self.textChanged.connect(self._note_change)
        self.set_text_size(15)

    def set_text_size(self, pixels: int) -> None:
        """Write in letters of this size."""
        font = theme.interface_font()
        font.setPixelSize(pixels)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(2)
        self.document().setModified(False)

    # --- what is shown and stored ----------------------------------------------------------------

    def show_text(self, text: str, *, anew: bool = False) -> None:
        """Show a stored text, unless it is being changed here; ``anew`` if it is another memo's."""
        if not anew and (self.document().isModified() or text == self._shown):
            return
        self._pause.stop()
        self._shown = text
        show_blocks(self.document(), read(text))
        self.mark(self._marked)

    def text(self) -> str:
        """Return what is written."""
        return write(blocks_of(self.document()))

    def _quoted(self, guid: str) -> LinkedPassage:
        if guid not in self._quotations:
            self._quotations[guid] = self.look_up(guid)
        return self._quotations[guid]

    def mark(self, words: Sequence[str]) -> None:
        """Mark these words, which were looked for."""
        self._marked = words
        found: list[QTextEdit.ExtraSelection] = []
        for word in words:
            at = self.document().find(word)
            while not at.isNull() and len(found) < _MOST_MARKED:
                selection: Any = QTextEdit.ExtraSelection()
                selection.format, selection.cursor = found_look(), at
                found.append(selection)
                at = self.document().find(word, at)
        self.setExtraSelections(found)

    def look_up_again(self) -> None:
        """Show passages in the words that they have now."""
        if self._quotations:
            self._quotations.clear()
            self.document().markContentsDirty(0, self.document().characterCount())

    def insert_passage(self, guid: str) -> None:
        """Quote a passage here, as a paragraph of its own."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if not cursor.atBlockStart():
            cursor.insertBlock()
        style(cursor, BlockKind.PASSAGE)
        cursor.insertText(OBJECT, quotation_look(guid))
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        style(cursor, BlockKind.PARAGRAPH)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.keep()

    def keep(self) -> None:
        """Say what was written, if anything changed."""
        self._pause.stop()
        if not self.document().isModified():
            return
        self.document().setModified(False)
        text = self.text()
        if text != self._shown:
            self._shown = text
            self.written.emit(text)

    def _note_change(self) -> None:
        if self.document().isModified():
            self._pause.start()

    def refresh_look(self) -> None:
        """Show the text in the colours of now."""
        self.keep()
        if self._shown is not None:
            show_blocks(self.document(), read(self._shown))

    # --- formatting -------------------------------------------------------------------------------

    def make(self, kind: BlockKind, level: int = 0) -> None:
        """Make paragraphs in the selection headings, items, quotations; the same again makes them plain."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        places = _blocks_in(cursor)
        doc = self.document()
        is_on = all(
            kind_of(doc.findBlockByNumber(n)) is kind
            and (kind is not BlockKind.HEADING or level_of(doc.findBlockByNumber(n)) == level)
            for n in places
        )
        for number in places:
            block = doc.findBlockByNumber(number)
            depth = level_of(block) if kind in LISTS and kind_of(block) in LISTS else level
            style(QTextCursor(block), BlockKind.PARAGRAPH if is_on else kind, 0 if is_on else depth)
        cursor.endEditBlock()
        self.cursorPositionChanged.emit()

    def toggle_bold(self) -> None:
        """Make the selected words bold, or no longer."""
        look = QTextCharFormat()
        heavy = self.fontWeight() >= QFont.Weight.DemiBold
        look.setFontWeight(QFont.Weight.Normal if heavy else QFont.Weight.DemiBold)
        self._merge(look)

    def toggle_italic(self) -> None:
        """Slant the selected words, or no longer."""
        look = QTextCharFormat()
        look.setFontItalic(not self.fontItalic())
        self._merge(look)

    def _merge(self, look: QTextCharFormat) -> None:
        if not self.isReadOnly():
            self.mergeCurrentCharFormat(look)
            self.cursorPositionChanged.emit()

    def indent(self, by: int) -> None:
        """Move an item of a list in, or out."""
        cursor = self.textCursor()
        kind = kind_of(cursor.block())
        if kind in LISTS:
            level = min(max(level_of(cursor.block()) + by, 0), DEEPEST)
            cursor.beginEditBlock()
            style(cursor, kind, level)
            cursor.endEditBlock()

    def open_or_tick(self) -> None:
        """Open the link at the cursor, or tick the box of its line."""
        href = self.textCursor().charFormat().anchorHref()
        if href:
            self.link_opened.emit(href)
        elif kind_of(self.textCursor().block()) is BlockKind.CHECK and not self.isReadOnly():
            cursor = self.textCursor()
            shape = cursor.blockFormat()
            on = shape.MarkerType
            shape.setMarker(on.Unchecked if shape.marker() == on.Checked else on.Checked)
            cursor.setBlockFormat(shape)

    # --- keys -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the keys of formatting for the text; leave Ctrl+Z to the study where nothing was typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
                event.ignore()
                return False
            if _pressed(event) in _KEYS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Format, or type."""
        pressed = _pressed(event)
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
            self.left.emit()
        elif pressed in _KEYS:
            _KEYS[pressed](self)
        elif event.text() == " " and self._is_begun():
            return
        elif event.text() in {"@", "#"} and self._asks_for_link(event.text()):
            self.want_link(event.text())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._break()
        elif event.key() == Qt.Key.Key_Backspace and self._is_at_beginning():
            self.make(BlockKind.PARAGRAPH)
        else:
            self._leave_quotation()
            super().keyPressEvent(event)
            self._leave_link()

    def _is_begun(self) -> bool:
        """Turn a mark that begins a plain paragraph into what it stands for; tell whether it was one."""
        cursor = self.textCursor()
        typed = cursor.block().text()[: cursor.positionInBlock()]
        if self.isReadOnly() or typed not in _TYPED or kind_of(cursor.block()) is not BlockKind.PARAGRAPH:
            return False
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        style(cursor, *_TYPED[typed])
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        return True

    def _asks_for_link(self, sign: str) -> bool:
        """Tell whether a sign asks for a link: not within a word, nor as the mark of a heading."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        is_mark = sign == "#" and not before.strip("#")
        return not self.isReadOnly() and not is_mark and (not before or before[-1].isspace())

    def want_link(self, typed: str) -> None:
        """Ask what is to be linked here."""
        if not self.isReadOnly():
            self.link_wanted.emit(typed)

    def insert_link(self, words: str, href: str) -> None:
        """Let the selected words, or these, lead somewhere."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        look = cursor.charFormat()
        look.merge(link_look(href))
        cursor.insertText(cursor.selectedText() or words, look)
        cursor.insertText(" ", plain_look(cursor))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(plain_look(cursor))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a link that is clicked with Ctrl, or in a text that is only read."""
        super().mouseReleaseEvent(event)
        href = self.anchorAt(event.position().toPoint())
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if href and (with_ctrl or self.isReadOnly()):
            self.link_opened.emit(href)

    def _break(self) -> None:
        """Begin a new paragraph: an item after an item, plain words after a heading or an empty item."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        kind, level = kind_of(cursor.block()), level_of(cursor.block())
        is_empty = not cursor.block().text().strip()
        if kind in (*LISTS, BlockKind.QUOTE) and is_empty:
            style(cursor, BlockKind.PARAGRAPH)
        else:
            cursor.insertBlock()
            after = BlockKind.PARAGRAPH if kind is BlockKind.HEADING else kind
            style(cursor, after, level if after in LISTS else 0)
            if kind is BlockKind.HEADING:
                look = QTextCharFormat()
                look.setFontWeight(QFont.Weight.Normal)
                cursor.mergeBlockCharFormat(look)
                cursor.mergeCharFormat(look)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _is_at_beginning(self) -> bool:
        cursor = self.textCursor()
        is_marked = kind_of(cursor.block()) is not BlockKind.PARAGRAPH
        return is_marked and cursor.atBlockStart() and not cursor.hasSelection()

    def _leave_quotation(self) -> None:
        """Let what is typed beside a quotation look as words do."""
        if quoted_by(self.currentCharFormat()):
            self.setCurrentCharFormat(QTextCharFormat())

    def _leave_link(self) -> None:
        """Let what is typed after a link be no part of it."""
        cursor = self.textCursor()
        if cursor.hasSelection() or not cursor.charFormat().isAnchor():
            return
        after = QTextCursor(cursor)
        is_at_end = cursor.atBlockEnd() or not (
            after.movePosition(QTextCursor.MoveOperation.NextCharacter) and after.charFormat().isAnchor()
        )
        if is_at_end:
            self.setCurrentCharFormat(plain_look(cursor))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take passages as quotations, of all else words alone."""
        places = passages_in(source)
        if places and not self.isReadOnly():
            self.passages_dropped.emit(places, source.text())
            return
        self.insert_words(source.text())

    def insert_words(self, text: str) -> None:
        """Put words here, line by line."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for at, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if at:
                cursor.insertBlock()
            cursor.insertText(line)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take only words."""
        return source.hasText()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written."""
        super().focusOutEvent(event)
        self.keep()


def _unknown(_guid: str) -> LinkedPassage:
    return LinkedPassage("", "", None)


def _pressed(event: QKeyEvent) -> str:
    """Return the keys that are down, as they are written."""
    key = Qt.Key(event.key())
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    if shift and (by_sign := _SHIFTED.get(key)):
        key = by_sign
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = QKeySequence(QKeyCombination(modifiers, key))
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


# What the number row gives with Shift where that is an American keyboard.
_SHIFTED: Final = {
    Qt.Key.Key_Ampersand: Qt.Key.Key_7,
    Qt.Key.Key_Asterisk: Qt.Key.Key_8,
    Qt.Key.Key_ParenLeft: Qt.Key.Key_9,
    Qt.Key.Key_Greater: Qt.Key.Key_Period,
}


def _blocks_in(cursor: QTextCursor) -> range:
    doc = cursor.document()
    first = doc.findBlock(cursor.selectionStart()).blockNumber()
    return range(first, doc.findBlock(cursor.selectionEnd()).blockNumber() + 1)


def _making(kind: BlockKind, level: int) -> Callable[[MemoEditor], None]:
    return lambda editor: editor.make(kind, level)


_KEYS: Final[dict[str, Callable[[MemoEditor], None]]] = {
    "Ctrl+B": MemoEditor.toggle_bold,
    "Ctrl+I": MemoEditor.toggle_italic,
    "Ctrl+]": lambda editor: editor.indent(1),
    "Ctrl+[": lambda editor: editor.indent(-1),
    "Ctrl+Return": MemoEditor.open_or_tick,
    "Ctrl+L": lambda editor: editor.want_link(""),
    **{keys: _making(*what) for keys, what in STYLE_KEYS.items()},
}
