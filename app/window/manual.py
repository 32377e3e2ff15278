"""The manual, in a window of its own beside the study: read and searched without a network."""

from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QWidget,
)

from app.widgets.edge_keys import EdgeKeys
from app.widgets.forms import button, column_of, line, named, row_of, wide, with_role
from coding.language import _
from storage.resources import manual

_WIDEST = 640  # pixels of a picture
_PLACE = Qt.ItemDataRole.UserRole
_MARGIN = 20
_POINTS = 11  # Qt sets paragraphs apart by the size of the font in points, and knows none of ours in pixels
_LEAST_LEVEL = 3  # of headings that are listed


class ManualDialog(QDialog):
    """Headings on the left, the text on the right, a field above that finds words in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the manual from its beginning."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Manual"))
        self.resize(980, 700)
        self.text = _ManualText()
        self.headings = named(with_role(QListWidget(), "plain"), _("Headings of the manual"))
        self.field = QLineEdit(placeholderText=_("Find in the manual"), clearButtonEnabled=True)
        self.field.setAccessibleName(_("Find in the manual"))
        self.said = line()
        self._lay_out()
        self._list_headings()
        self.field.textEdited.connect(self._find_anew)
        self.headings.currentItemChanged.connect(self._go_to_item)
        self.text.anchorClicked.connect(self._follow)
        self.field.setFocus()

    def _lay_out(self) -> None:
        halves = QSplitter()
        halves.addWidget(self.headings)
        halves.addWidget(self.text)
        halves.setSizes([240, 740])
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        EdgeKeys(self)
        after = button(_("Next"), self.find_next)
        before = button(_("Previous"), partial(self.find_next, backwards=True))
        top = row_of(wide(self.field), before, after, wide(self.said))
        column_of(top, wide(halves), on=self, margins=(12, 12, 12, 12), spacing=10)

    def _list_headings(self) -> None:
        for block in self.text.headings():
            indent = "    " * (block.blockFormat().headingLevel() - 2)
            item = QListWidgetItem(indent + block.text())
            item.setData(_PLACE, block.position())
            self.headings.addItem(item)

    # --- finding -----------------------------------------------------------------------------

    def _find_anew(self) -> None:
        """Find what is being typed from where the last finding begins: it may go on there."""
        cursor = self.text.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.text.setTextCursor(cursor)
        self.find_next()

    def find_next(self, *, backwards: bool = False) -> None:
        """Go to the next place of the words in the field, from the end on at the beginning."""
        words = self.field.text().strip()
        how = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        found = bool(words) and (self.text.find(words, how) or self._find_from_the_edge(words, how))
        self.said.setText("" if found or not words else _("The manual does not have these words."))

    def _find_from_the_edge(self, words: str, how: QTextDocument.FindFlag) -> bool:
        here = self.text.textCursor()
        self.text.moveCursor(
            QTextCursor.MoveOperation.End
            if how is QTextDocument.FindFlag.FindBackward
            else QTextCursor.MoveOperation.Start
        )
        found = self.text.find(words, how)
        if not found:
            self.text.setTextCursor(here)
        return found

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Find the next place with Enter or F3, the one before with Shift."""
        if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3}:
            self.find_next(backwards=bool(arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(arg__1)

    # --- going about -------------------------------------------------------------------------

    def _go_to_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.show_from(item.data(_PLACE))

    def _follow(self, link: QUrl) -> None:
        """Go to the heading that a link names; links out of the manual lead nowhere."""
        for row, block in enumerate(self.text.headings()):
            if _as_in_links(block.text()) == link.fragment():
                self.headings.setCurrentRow(row)
                self.text.show_from(block.position())


class _ManualText(QTextBrowser):
    """The manual's text, its pictures no wider than a column of text."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the manual"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        font = self.font()
        font.setPointSize(_POINTS)
        self.document().setDefaultFont(font)
        self.setMarkdown(manual().read_text("utf-8"))

    def headings(self) -> list[QTextBlock]:
        """Return the headings that are listed, from the top."""
        found: list[QTextBlock] = []
        block = self.document().begin()
        while block.isValid():
            if 2 <= block.blockFormat().headingLevel() <= _LEAST_LEVEL:
                found.append(block)
            block = block.next()
        return found

    def show_from(self, position: int) -> None:
        """Scroll so that a place of the text is on top."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(
            self.verticalScrollBar().value() + self.cursorRect().top() - _MARGIN
        )

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002 - Qt's name
        """Return a picture of the manual."""
        if type != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(type, name)
        picture = QImage(str(manual().parent / QUrl(name).path()))
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(_WIDEST, smooth) if picture.width() > _WIDEST else picture


def _as_in_links(heading: str) -> str:
    """Return a heading as links name it: small letters, hyphens, no punctuation."""
    kept = (letter for letter in heading.lower() if letter.isalnum() or letter in " -")
    return "".join(kept).replace(" ", "-")
