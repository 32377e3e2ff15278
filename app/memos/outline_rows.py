"""A row of the outline's tree: its words in as many lines as they need, and below them what hangs on it."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.shell import theme
from app.widgets.painting import bold, fill, fill_ground, smoothly, write
from app.widgets.passage_cards import small_font
from app.widgets.table import Index
from coding.language import _, plural
from coding.model.memos import ClaimSource
from storage.queries.outline import OutlineEntry

if TYPE_CHECKING:
    from app.memos.outline_tree import OutlineTree

ENTRY = Qt.ItemDataRole.UserRole
_AROUND, _BETWEEN = 6, 2  # pixels
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class OutlineRows(QStyledItemDelegate):
    """Paints the parts of the outline, and edits what was typed without letter and counts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how high a row is in the width of the tree."""
        entry: OutlineEntry = index.data(ENTRY)
        width = max(self._tree().viewport().width() - self._tree().indentation() * (entry.depth + 1), 60)
        font = self._font(entry)
        words = QFontMetrics(font).boundingRect(QRect(0, 0, width - 12, 9999), _WRAPPED, said(entry))
        below = QFontMetrics(small_font()).height() + _BETWEEN if hung_in_words(entry) else 0
        return QSize(width, words.height() + below + 2 * _AROUND)

    def _tree(self) -> "OutlineTree":
        return cast("OutlineTree", self.parent())

    def _font(self, entry: OutlineEntry) -> QFont:
        return bold(self._tree().font()) if entry.is_heading else QFont(self._tree().font())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint words and counts; that nobody looked for what is against it stands out."""
        entry, colours, rect = index.data(ENTRY), theme.current(), QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        with smoothly(painter):
            if entry.is_question and not chosen:
                fill(painter, rect, colours.hover)
            fill_ground(painter, option, chosen=chosen)
            fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.line)
            inner = rect.adjusted(4, _AROUND, -8, -_AROUND)
            painter.setFont(self._font(entry))
            painter.setPen(QColor(colours.text))
            used = painter.boundingRect(inner, _WRAPPED, said(entry))
            painter.drawText(inner, _WRAPPED, said(entry))
            below = QRect(inner)
            below.setTop(used.bottom() + _BETWEEN)
            for words, is_warning in hung_in_words(entry):
                colour = colours.warning if is_warning else colours.dim
                below.setLeft(below.left() + write(painter, below, words, colour, small_font()))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Edit what was typed."""
        entry = index.data(ENTRY)
        if isinstance(editor, QLineEdit) and isinstance(entry, OutlineEntry):
            editor.setText(entry.text)

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Say what is to stand there instead."""
        entry, tree = index.data(ENTRY), self._tree()
        if isinstance(editor, QLineEdit) and isinstance(entry, OutlineEntry):
            text = editor.text().strip()
            if text and text != entry.text:
                QTimer.singleShot(0, tree, lambda: tree.rewritten.emit(entry.id, text))


def said(entry: OutlineEntry) -> str:
    """Return the words of a part, with its number or letter, and its source if that is literature."""
    source = _("(literature)") if entry.source is ClaimSource.LITERATURE else ""
    return " ".join(filter(None, (entry.letter, entry.words, source)))


def hung_in_words(entry: OutlineEntry) -> list[tuple[str, bool]]:
    """Return what stands below the words, in parts; those that are a warning are told."""
    counts = entry.counts
    if entry.is_claim:
        return [
            (_("{n} for · {m} qualify").format(n=counts["for"], m=counts["qualifies"]) + " · ", False),
            (_("against: not looked for"), True)
            if entry.lacks_look
            else (_("{n} against").format(n=counts["against"]), False),
        ]
    n = len(entry.hung)
    return [(plural("{n} hangs on it", "{n} hang on it", n), False)] if n else []
