"""Passages quoted in a memo: painted in the words that they have now, with who says them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextLayout,
)

from app.shell import theme
from app.widgets.passage_cards import Block, laid_out, small_font
from coding.language import _
from storage.queries.links import LinkedPassage

KIND: Final = QTextFormat.ObjectTypes.UserObject.value + 1
_GUID: Final = QTextFormat.Property.UserProperty.value + 1
OBJECT: Final = "\ufffc"  # the letter that stands for a quotation
_SIZE, _LEADING, _STRIP, _INSIDE, _AROUND, _LEAST = 15, 1.4, 4, 12, 4, 120  # pixels, but for the leading


def quotation_look(guid: str) -> QTextCharFormat:
    """Return the format of the letter that stands for a quotation."""
    look = QTextCharFormat()
    look.setObjectType(KIND)
    look.setProperty(_GUID, guid)
    look.setToolTip(_("A passage; its words follow corrections"))
    return look


def quoted_by(look: QTextCharFormat) -> str:
    """Return the GUID of the link to the passage that a letter stands for, if it is one."""
    return look.stringProperty(_GUID) if look.objectType() == KIND else ""


class QuotationObject(QPyTextObject):
    """Lays quotations out in the width of their text and paints them."""

    def __init__(self, document: QTextDocument, passage: Callable[[str], LinkedPassage]) -> None:
        """Take part in laying out a document; ``passage`` says what a link quotes."""
        super().__init__(document)
        self._passage = passage
        document.documentLayout().registerHandler(KIND, self)

    def intrinsicSize(self, doc: QTextDocument, _position: int, look: QTextFormat) -> QSizeF:
        """Return the room that a quotation takes."""
        width = _width(doc)
        words, who = self._laid_out(look, width)
        return QSizeF(width, words.height + who.height + 3 * _AROUND)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _doc: QTextDocument, _position: int, look: QTextFormat
    ) -> None:
        """Paint a quotation, with a strip at its left."""
        colours, rect = theme.current(), QRectF(rect)
        words, who = self._laid_out(look, rect.width())
        strip = QRectF(rect.left(), rect.top(), _STRIP, rect.height() - _AROUND)
        painter.fillRect(strip, QColor(colours.quiet))
        at = rect.topLeft() + QPointF(_STRIP + _INSIDE, _AROUND)
        painter.setPen(QColor(colours.text))
        words.layout.draw(painter, at)
        painter.setPen(QColor(colours.dim))
        who.layout.draw(painter, at + QPointF(0, words.height + _AROUND))

    def _laid_out(self, look: QTextFormat, width: float) -> tuple[Block, Block]:
        said = self._passage(quoted_by(look.toCharFormat()))
        inner = max(int(width) - _STRIP - 2 * _INSIDE, _LEAST // 2)
        words = QTextLayout(said.words or f"[{said.gone}]", theme.reading_font(_SIZE))
        return laid_out(words, inner, _LEADING), laid_out(QTextLayout(said.who, small_font()), inner, 1.25)


def _width(document: QTextDocument) -> float:
    wide = document.textWidth() - 2 * document.documentMargin()
    return max(wide - 1, _LEAST)
