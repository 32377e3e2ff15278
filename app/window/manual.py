"""The manual, in a window of its own beside the study: read and searched without a network."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextBlock, QTextDocument
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
from coding.language import _, plural
from storage.manual import ManualPage, anchor, find, headings, page_called, pages, target
from storage.resources import manual

_WIDEST: Final = 600  # pixels of a picture: what the text leaves it as the manual opens
_PLACE: Final = Qt.ItemDataRole.UserRole
_MARGIN: Final = 20
_POINTS: Final = 11  # Qt sets paragraphs apart by the size of the font in points, and knows none in pixels
_LISTED: Final = 2  # levels of headings
_MOST_FOUND: Final = 12


class ManualDialog(QDialog):
    """Pages on the left, or the places that answer a question; one page on the right."""

    def __init__(self, parent: QWidget | None = None, topic: str = "") -> None:
        """Show the page that a link such as ``manual.md#asking`` leads to; the first one for none."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Manual"))
        self.resize(980, 700)
        self.text = _ManualText()
        self.headings = named(with_role(QListWidget(), "plain"), _("Pages of the manual"))
        self.field = QLineEdit(placeholderText=_("Ask the manual"), clearButtonEnabled=True)
        self.field.setAccessibleName(_("Ask the manual: words or a question"))
        self.said = line()
        self._lay_out()
        self._list_pages()
        self.field.textChanged.connect(self._find)
        self.headings.currentItemChanged.connect(self._go_to_item)
        self.text.anchorClicked.connect(self._follow)
        self.show_topic(topic)
        self.field.setFocus()

    def _lay_out(self) -> None:
        self.headings.setWordWrap(True)
        self.headings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        halves = QSplitter()
        halves.addWidget(self.headings)
        halves.addWidget(self.text)
        halves.setSizes([280, 700])
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        EdgeKeys(self)
        after = button(_("Next"), self.find_next)
        before = button(_("Previous"), partial(self.find_next, -1))
        top = row_of(wide(self.field), before, after, wide(self.said))
        column_of(top, wide(halves), on=self, margins=(12, 12, 12, 12), spacing=10)

    def _list_pages(self) -> None:
        self.headings.clear()
        for page in pages():
            for level, words in headings(page):
                if level <= _LISTED:
                    indent = "    " * (level - 1)
                    self._list(indent + words, page, anchor(words) if level > 1 else "")

    def _list(self, text: str, page: ManualPage, heading: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_PLACE, (page.name, heading))
        self.headings.addItem(item)

    # --- finding -----------------------------------------------------------------------------

    def _find(self, question: str) -> None:
        """List what answers a question, the best first; all pages again when there is none."""
        if not question.strip():
            self.said.clear()
            self._list_pages()
            return
        found = find(question)[:_MOST_FOUND]
        self.headings.blockSignals(True)  # noqa: FBT003 - Qt's; the page on view stays until one is chosen
        self.headings.clear()
        for section in found:
            words = section.heading if section.heading == section.page.title else ""
            shown = words or f"{section.heading} – {section.page.title}"
            self._list(shown, section.page, anchor(section.heading))
        self.headings.blockSignals(False)  # noqa: FBT003
        nothing = _("The manual does not have these words.")
        self.said.setText(plural("{n} place", "{n} places", len(found)) if found else nothing)
        self.headings.setCurrentRow(0 if found else -1)

    def find_next(self, by: int = 1) -> None:
        """Show the next place that was found, from the last on the first again."""
        rows = self.headings.count()
        if rows:
            self.headings.setCurrentRow((self.headings.currentRow() + by) % rows)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Show the next place with Enter or F3, the one before with Shift."""
        if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3}:
            self.find_next(-1 if arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(arg__1)

    # --- going about -------------------------------------------------------------------------

    def show_topic(self, topic: str) -> None:
        """Show what a link leads to, and mark it in the list; the first page for none."""
        found = target(topic, "") if topic else (pages()[0], "")
        if found is not None:
            self._show(*found)

    def _show(self, page: ManualPage, heading: str) -> None:
        place = (page.name, "" if heading == anchor(page.title) else heading)
        rows = range(self.headings.count())
        row = next((row for row in rows if self.headings.item(row).data(_PLACE) == place), -1)
        if row != -1 and row != self.headings.currentRow():
            self.headings.setCurrentRow(row)  # which shows it
        else:
            self.text.show_page(page, heading)

    def _go_to_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            name, heading = item.data(_PLACE)
            self.text.show_page(page_called(name), heading)

    def _follow(self, link: QUrl) -> None:
        """Go where a link leads; links out of the manual lead nowhere."""
        found = target(link.toString(), self.text.file)
        if found is not None:
            self._show(*found)


class _ManualText(QTextBrowser):
    """A page of the manual, its pictures no wider than a column of text."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the manual"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        font = self.font()
        font.setPointSize(_POINTS)
        self.document().setDefaultFont(font)
        self._page: ManualPage | None = None

    @property
    def file(self) -> str:
        """The file that the page on view stands in."""
        return self._page.source if self._page is not None else ""

    def show_page(self, page: ManualPage, heading: str) -> None:
        """Show a page from one of its headings on; from the top for none."""
        if page != self._page:
            self._page = page
            self.setMarkdown(page.text)
        block = self.document().begin()
        while block.isValid() and not _is_heading(block, heading):
            block = block.next()
        self._show_from(block if block.isValid() else self.document().begin())

    def _show_from(self, block: QTextBlock) -> None:
        """Scroll so that a block of the text is on top."""
        cursor = self.textCursor()
        cursor.setPosition(block.position())
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


def _is_heading(block: QTextBlock, heading: str) -> bool:
    return block.blockFormat().headingLevel() > 0 and heading in {"", anchor(block.text())}
