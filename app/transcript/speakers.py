"""The quiet column on the left: who speaks, and at what time."""

from bisect import bisect_left
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.shell import theme
from app.transcript.row import VisibleRow
from app.transcript.view import TranscriptView
from app.widgets.painted_column import PaintedColumn, PaintedRow
from coding.language import _
from coding.model.study import Mark, Transcript
from coding.text.stamps import MarkKind
from coding.text.times import clock

_PADDING = 14


class SpeakerColumn(PaintedColumn):
    """Paints label, time and question of every turn that begins on view, and times noted inside turns."""

    menu_wanted = Signal(int, QPoint)  # where the turn begins, and where on the screen

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        """Stand beside this view."""
        super().__init__(parent)
        self._view = view
        self._labels: dict[int, str] = {}
        self._times: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._starts: list[int] = []
        self._inside: list[Mark] = []
        self._questions: dict[int, tuple[str, str]] = {}
        self._quoting: dict[int, tuple[str, str]] = {}
        self.setAccessibleName(_("Speakers"))
        view.rows_changed.connect(self.update)

    def show_transcript(self, transcript: Transcript) -> None:
        """Show the speakers of this transcript."""
        labels = {speaker.id: speaker.label for speaker in transcript.speakers}
        self._labels = {
            turn.start: labels.get(turn.speaker_id, "")
            for turn in transcript.turns
            if turn.speaker_id is not None
        }
        self._ends = {turn.start: turn.end for turn in transcript.turns}
        self._starts = [turn.start for turn in transcript.turns]
        self._times = {turn.start: turn.ms for turn in transcript.turns if turn.ms is not None}
        beside = (mark for mark in transcript.marks if mark.kind == MarkKind.TIME and mark.start == mark.end)
        self._inside = sorted(
            (mark for mark in beside if mark.start not in self._ends and mark.ms is not None),
            key=lambda mark: mark.start,
        )
        self.update()

    def show_questions(self, questions: Mapping[int, tuple[str, str]]) -> None:
        """Show beside turns, by where they begin, which question they ask: its number and its words."""
        self._questions = dict(questions)
        self.rows_have_changed()
        self.update()

    def show_quoting(self, quoting: Mapping[int, tuple[str, str]]) -> None:
        """Show at turns, by where they begin, that who speaks may not simply be quoted: a sign and words."""
        self._quoting = dict(quoting)
        self.rows_have_changed()

    def question_at(self, position: int) -> tuple[str, str]:
        """Return number and words of the question asked last before a place; empty where there is none."""
        asked = [start for start in self._questions if start <= position]
        return self._questions[max(asked)] if asked else ("", "")

    def painted_rows(self) -> list[PaintedRow]:
        """Return the turns that begin on view: who speaks, from what time, and which question it asks."""
        rows, span = self._view.rows(), self._view.visible_span()
        first, last = (bisect_left(self._starts, at) for at in span)
        found: list[PaintedRow] = []
        for start in self._starts[first:last]:
            row = self._view.row_of(start, rows)
            if row is not None:
                place = QRect(0, int(row.top), self.width(), int(row.height))
                found.append(PaintedRow(self._in_words(start), place))
        return found

    def _in_words(self, start: int) -> str:
        question = ": ".join(filter(None, self._questions.get(start, ())))
        label = self._labels.get(start) or _("nobody named")
        quoting = self._quoting.get(start, ("", ""))[1]
        return ", ".join(filter(None, (label, quoting, clock(self._times.get(start)), question)))

    def turn_at(self, y: int) -> int | None:
        """Return where the turn begins that stands at this height, or None where there is none."""
        rows = self._view.rows()
        first, last = (bisect_left(self._starts, at) for at in self._view.visible_span())
        found = self._starts[first - 1] if first else None
        for start in self._starts[first:last]:
            row = self._view.row_of(start, rows)
            if row is not None and row.top <= y:
                found = start
        return found

    def place_of(self, start: int) -> QPoint:
        """Return where on the screen a turn begins; the top of the column where it is not on view."""
        row = self._view.row_of(start, self._view.rows())
        return self.mapToGlobal(QPoint(self.width() - _PADDING, round(row.top + row.height) if row else 0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Say on which turn a menu is wanted."""
        start = self.turn_at(event.pos().y())
        if start is not None:
            self.menu_wanted.emit(start, event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Show what a turn asks, or whether who speaks may be quoted, as its tooltip."""
        if isinstance(event, QHelpEvent):
            start = self.turn_at(event.pos().y())
            told = (each.get(-1 if start is None else start, ("", ""))[1] for each in self._told())
            words = "\n".join(filter(None, told))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _told(self) -> tuple[Mapping[int, tuple[str, str]], ...]:
        return self._questions, self._quoting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is on view."""
        rows = self._view.rows()
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().quiet))
        span = self._view.visible_span()
        first, last = (bisect_left(self._starts, at) for at in span)
        for start in self._starts[first:last]:
            row = self._view.row_of(start, rows)
            if row is not None:
                last_of_first = self._first_paragraph_end(start) - 1
                self._paint_turn(painter, start, row, single=self._view.row_of(last_of_first, rows) == row)
        painter.setFont(_sized(painter, 11))
        first, last = (bisect_left(self._inside, at, key=_start) for at in span)
        for mark in self._inside[first:last]:
            row = self._view.row_of(mark.start, rows)
            if row is not None and mark.ms is not None:
                self._paint_time(painter, row.top, row, clock(mark.ms))

    def _first_paragraph_end(self, start: int) -> int:
        """Return where the turn that begins here ends, or its next paragraph with a time begins."""
        at = bisect_left(self._inside, start, key=_start)
        end = self._ends[start]
        return min(end, self._inside[at].start) if at < len(self._inside) else end

    def _paint_time(self, painter: QPainter, top: float, row: VisibleRow, time: str) -> None:
        room = QRectF(4, top, self.width() - _PADDING - 4, row.height)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time)

    def _paint_turn(self, painter: QPainter, start: int, row: VisibleRow, *, single: bool) -> None:
        """Paint the label on the turn's first line, the time below it, or before it on a single line."""
        label = " ".join(filter(None, (self._quoting.get(start, ("",))[0], self._labels.get(start, ""))))
        time = clock(self._times.get(start))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        room = QRectF(4, row.top, self.width() - _PADDING - 4, row.height)
        before = f"{time}  " if single and label and time else ""
        if time and not before:
            painter.setFont(_sized(painter, 11))
            self._paint_time(painter, row.top + (row.height - 4 if label else 0), row, time)
        painter.setFont(_sized(painter, 12))
        room = self._paint_question(painter, start, room)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(before + label) <= room.width():  # else the name alone
            label = before + label
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, right, shown)

    def _paint_question(self, painter: QPainter, start: int, room: QRectF) -> QRectF:
        """Paint the number of the question that a turn asks; return the room that is left for the label."""
        if start not in self._questions:
            return room
        number = self._questions[start][0]
        painter.setPen(QColor(theme.current().accent))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, number)
        painter.setPen(QColor(theme.current().quiet))
        return room.adjusted(painter.fontMetrics().horizontalAdvance(f"{number} "), 0, 0, 0)


def _start(mark: Mark) -> int:
    return mark.start


def _sized(painter: QPainter, pixels: int) -> QFont:
    font = painter.font()
    font.setPixelSize(pixels)
    return font
