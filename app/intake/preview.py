"""The text of the selected file as it will come in: its speakers, and its passages with their codes."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.intake.mark_words import as_written, code_label
from app.shell import theme
from app.transcript.coding_style import CodingStyle, CodingStyles
from app.transcript.painting import outline, paint_codings, selection_pen
from app.transcript.row import VisibleRow
from app.widgets.offsets import Offsets
from coding.intake.plan import ImportRow
from coding.language import _, plural
from coding.model.framework import Framework
from coding.model.study import Span, SpeakerKind, Turn
from coding.notation.hand_marks import HandMark, MarkSource, MarkState
from coding.text.times import clock

# What is shown of a text at once, from a little before what was asked for.
_CHARACTERS = 40_000
_BEFORE = 8_000
_MARGIN = 14


class _Piece(NamedTuple):
    """A stretch of the stored text and where it begins in the document (Qt's positions)."""

    span: Span
    at: int


class Preview(QTextEdit):
    """Turns with their labels, the interviewer's dimmed; coded passages tinted, with their codes at the end.

    Long texts are cut and say so.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(_("Text of the selected file"))
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(_MARGIN)
        self.setTabChangesFocus(True)
        self._shown: tuple[ImportRow | None, int] = (None, 0)
        self._framework: Framework | None = None
        self._pieces: list[_Piece] = []
        self._offsets = Offsets("")
        self._passages: list[tuple[Span, CodingStyle]] = []  # in the document
        self._chosen: list[Span] = []

    def show_arrival(
        self, import_row: ImportRow | None, framework: Framework | None = None, span: Span | None = None
    ) -> None:
        """Show a file's text and go to a passage of it, or nothing."""
        begin = self._first_turn(import_row, span)
        if (import_row, begin) != self._shown:
            self._framework = framework
            self._write_all(import_row, begin)
            self._shown = (import_row, begin)
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self._choose(span)

    def forget(self) -> None:
        """Write the text anew when it is next shown: the colours in it are others."""
        self._shown = (None, -1)

    @staticmethod
    def _first_turn(import_row: ImportRow | None, span: Span | None) -> int:
        if import_row is None or import_row.segmented is None or span is None or span.end < _CHARACTERS:
            return 0
        turns = import_row.segmented.transcript.turns
        return next((at for at, turn in enumerate(turns) if turn.end > span.start - _BEFORE), 0)

    # --- writing -------------------------------------------------------------------------------

    def _write_all(self, import_row: ImportRow | None, begin: int) -> None:
        self.clear()
        self._pieces, self._passages, self._chosen = [], [], []
        if import_row is None or import_row.segmented is None:
            return
        self._offsets = Offsets(import_row.segmented.transcript.text)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for heading in import_row.segmented.headings if import_row.speaker_labels and not begin else ():
            self._write(cursor, heading, theme.current().quiet)
        turns = import_row.segmented.transcript.turns
        if begin:
            before = plural("… {n} turn before", "… {n} turns before", begin)
            self._write(cursor, before, theme.current().quiet)
        stop = turns[begin].start + _CHARACTERS if turns else 0
        for number, turn in enumerate(turns[begin:], begin):
            if turn.start > stop:
                more = plural("… and {n} more turn", "… and {n} more turns", len(turns) - number)
                self._write(cursor, more, theme.current().quiet)
                break
            self._write_turn(cursor, import_row, turn)
        cursor.endEditBlock()
        self._passages = list(self._tinted(import_row.marks))

    def _write_turn(self, cursor: QTextCursor, import_row: ImportRow, turn: Turn) -> None:
        assert import_row.segmented is not None
        colours = theme.current()
        speaker_label = None if turn.speaker_id is None else import_row.speaker_labels[turn.speaker_id]
        self._begin(cursor)
        stamp = f" {clock(turn.time)}" if turn.time is not None else ""
        if speaker_label is not None:
            cursor.insertText(_line(f"{speaker_label.label}{stamp}\n"), _in(colours.quiet, pixels=12))
        asks = speaker_label is not None and speaker_label.kind is SpeakerKind.INTERVIEWER
        shown = _in(colours.dim if asks else colours.text, pixels=15)
        end = min(turn.end, turn.start + _CHARACTERS)
        text = import_row.segmented.transcript.text
        here = [mark for mark in import_row.marks if turn.start < mark.span.end <= end]
        edges = sorted({turn.start, end, *(mark.span.end for mark in here)})
        for start, stop in pairwise(edges):
            self._pieces.append(_Piece(Span(start, stop), cursor.position()))
            cursor.insertText(_line(text[start:stop]), shown)
            for mark in here:
                if mark.span.end == stop:
                    self._write_chip(cursor, mark)
        if end < turn.end:
            cursor.insertText(" …", shown)

    def _write_chip(self, cursor: QTextCursor, mark: HandMark) -> None:
        """Write the codes of a mark behind its passage, as one does by hand."""
        colours = theme.current()
        if mark.state is MarkState.NOT_UNDERSTOOD:
            # Letters that were not understood still stand in the text.
            written = "" if mark.mark_source is MarkSource.LETTERS else f"{as_written(mark)} "
            cursor.insertText(_line(f"  {written}??"), _chip(colours.warning))
        elif mark.state is MarkState.REMARK:
            cursor.insertText("  ✎", _chip(colours.dim))
        for code in mark.codes if self._framework is not None else ():
            hue = colours.hue(self._framework.hue(code.code_id)) if self._framework else None
            if hue is not None and self._framework is not None:
                cursor.insertText(f"  {code_label(code, self._framework)}", _chip(hue.ink))

    def _write(self, cursor: QTextCursor, text: str, colour: str) -> None:
        self._begin(cursor)
        cursor.insertText(_line(text), _in(colour, pixels=12))

    def _begin(self, cursor: QTextCursor) -> None:
        spacing = QTextBlockFormat()
        spacing.setBottomMargin(8)
        if self.document().isEmpty():
            cursor.setBlockFormat(spacing)
        else:
            cursor.insertBlock(spacing)

    # --- painting ------------------------------------------------------------------------------

    def _tinted(self, marks: Iterable[HandMark]) -> Iterator[tuple[Span, CodingStyle]]:
        """Yield the stretches of the document that carry codes, each with the look of one."""
        if self._framework is None:
            return
        looks = CodingStyles([self._framework], self._framework)
        for mark in marks:
            for code in mark.codes:
                for stretch in self._in_document(mark.span):
                    yield stretch, looks.of_code(code.code_id)

    def _in_document(self, span: Span) -> Iterator[Span]:
        """Yield where a stretch of the stored text stands in the document, turn by turn."""
        to_qt = self._offsets.to_qt
        for piece in self._pieces:
            start, end = max(span.start, piece.span.start), min(span.end, piece.span.end)
            if start < end:
                begin = piece.at - to_qt(piece.span.start)
                yield Span(begin + to_qt(start), begin + to_qt(end))

    def _choose(self, span: Span | None) -> None:
        """Outline a passage and bring it into view."""
        self._chosen = list(self._in_document(span)) if span is not None else []
        if self._chosen:
            cursor = QTextCursor(self.document())
            for at in (self._chosen[-1].end, self._chosen[0].start):
                cursor.setPosition(at)
                self.setTextCursor(cursor)
                self.ensureCursorVisible()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the passages behind the text, and a box around the chosen one."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARGIN - self.horizontalScrollBar().value(), 0)
        rows = list(self._rows())
        seen = Span(rows[0].start, rows[-1].end) if rows else Span(0, 0)
        paint_codings(painter, rows, [each for each in self._passages if each[0].overlaps(seen)])
        for stretch in self._chosen:
            outline(painter, rows, stretch, selection_pen(coded=True, focused=True))
        painter.end()
        super().paintEvent(event)

    def _rows(self) -> Iterator[VisibleRow]:
        """Yield the lines on view."""
        scrolled = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid():
            layout = block.layout()
            top = layout.position().y() - scrolled
            if top > self.viewport().height():
                return
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                start = block.position() + line.textStart()
                yield VisibleRow(
                    start, start + line.textLength(), top + line.y(), line.height(), line, block.position()
                )
            block = block.next()


def _line(text: str) -> str:
    """Return a text without paragraphs of its own."""
    return text.replace("\n", "\u2028")


def _in(colour: str, *, pixels: int) -> QTextCharFormat:
    """Return the format of a text in this colour, in the book face from 15 pixels on."""
    shown = QTextCharFormat()
    shown.setFont(theme.reading_font(pixels) if pixels >= 15 else theme.interface_font())
    shown.setForeground(QColor(colour))
    return shown


def _chip(colour: str) -> QTextCharFormat:
    """Return the format of codes behind a passage."""
    shown = _in(colour, pixels=12)
    font = theme.interface_font()
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.Bold)
    shown.setFont(font)
    return shown
