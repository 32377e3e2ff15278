"""The pages of a report as PDF, painted by Qt: for computers without LibreOffice."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.report.paper_document import EDGE, MM, PaperPages
from coding.language import _
from storage.study.atomic_write import replacing

_DPI: Final = 1200
_LINE: Final = 6 * MM


def write_pdf(pages: PaperPages, target: Path, title: str, *, like: Path | None = None) -> None:
    """Write pages to a PDF, the title above, numbers below; it is replaced only when complete."""
    with replacing(target, like=like) as part:
        writer = QPdfWriter(str(part))
        writer.setTitle(title)
        writer.setResolution(_DPI)
        painter = QPainter()
        for number in range(pages.n):
            writer.setPageLayout(_layout(pages, number))
            if number == 0:
                painter.begin(writer)
            else:
                writer.newPage()
            painter.save()
            painter.scale(_DPI / 96, _DPI / 96)
            pages.paint(painter, number)
            _paint_edges(painter, pages, number, title)
            painter.restore()
        painter.end()


def _layout(pages: PaperPages, number: int) -> QPageLayout:
    size = pages.size(number)
    sides = QPageLayout.Orientation
    side = sides.Landscape if size.width() > size.height() else sides.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), side, QMarginsF())


def _paint_edges(painter: QPainter, pages: PaperPages, number: int, title: str) -> None:
    size = pages.size(number)
    font = QFont("Arial")
    font.setPixelSize(11)
    painter.setFont(font)
    room = size.width() - 2 * EDGE
    above = QRectF(EDGE, EDGE / 2, room, _LINE)
    below = QRectF(EDGE, size.height() - EDGE / 2 - _LINE, room, _LINE)
    said = _("Page {page} of {pages}").format(page=number + 1, pages=pages.n)
    painter.drawText(above, Qt.AlignmentFlag.AlignLeft, title)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, said)
