"""The list of answers, rounds side by side: painted, however many there are; opened and filed by keys."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.questions.answer_model import AnswerModel, AnswerRole, AnswerRow
from app.shell import theme
from app.shell.spoken import announce
from app.widgets.card_stack import Ints
from app.widgets.card_view import CardView
from app.widgets.offsets import Offsets
from app.widgets.painting import bold, fill, focus_pen, smoothly, width_of, write
from app.widgets.passage_cards import READING_SIZE, Block, laid_out, small_font
from app.widgets.table import Index
from coding.analysis.by_question import Answer
from coding.language import _

WIDEST: Final = 720  # pixels of a column: longer lines are hard to read
_AROUND: Final = 14  # pixels between cards and the edge of the list
_BETWEEN: Final = 10  # columns
_INSIDE: Final = 12
_BELOW: Final = 10
_STRIP: Final = 4
_HEADING: Final = 34
_LEADING: Final = 1.42
_SMALL_LEADING: Final = 1.25
_GAP: Final = 4
_EDGES: Final = 2 * _INSIDE + _BELOW + 2 * _GAP
_RADIUS: Final = 6.0
_SAMPLE: Final = "we have to trust each other and the children "
_LONGEST: Final = 6000  # code points shown; more would be taller than any screen


@dataclass(frozen=True, slots=True)
class _Laid:
    """An answer laid out: who says it, the words, what it carries."""

    who: Block
    words: Block
    source: Block

    @property
    def height(self) -> int:
        return round(self.who.height + self.words.height + self.source.height) + _EDGES


class AnswerDelegate(QStyledItemDelegate):
    """Lays answers out in columns and paints them; ``column`` is the one that the keyboard is in."""

    def __init__(self, model: AnswerModel) -> None:
        """Paint what this model holds."""
        super().__init__()
        self._model = model
        self.column = 0
        self.columns = 1

    def width(self, room: int) -> int:
        """Return how wide a column is in a list of this width."""
        share = (room - 2 * _AROUND - (self.columns - 1) * _BETWEEN) // self.columns
        return min(max(share, 60), WIDEST)

    def column_at(self, x: int, room: int) -> int:
        """Return the column at a place across."""
        at = (x - _AROUND + _BETWEEN // 2) // (self.width(room) + _BETWEEN)
        return min(max(at, 0), self.columns - 1)

    def guessed_heights(self, lengths: Ints, room: int) -> Ints:
        """Return about how high rows are whose longest answers have so many code points."""
        metrics = QFontMetricsF(theme.reading_font(READING_SIZE))
        a_line = _inner(self.width(room)) / (metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE))
        lines = np.ceil((np.minimum(lengths, _LONGEST) + 4) / a_line)
        small = 2 * QFontMetricsF(small_font()).height() * _SMALL_LEADING
        heights = np.rint(lines * metrics.height() * _LEADING + small + _EDGES).astype(np.int64)
        return np.where(lengths > 0, heights, _HEADING)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width of the list, and how high the longest answer of the row is."""
        row: AnswerRow = index.data(AnswerRole.ROW)
        room = width_of(option)
        if row.heading:
            return QSize(room, _HEADING)
        inner = _inner(self.width(room))
        return QSize(room, max(self._laid(each, inner).height for each in row.answers if each is not None))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: AnswerRow = index.data(AnswerRole.ROW)
        room = option.rect
        with smoothly(painter):
            if row.heading:
                words = room.adjusted(_AROUND, 6, -_AROUND, 0)
                write(painter, words, row.heading, theme.current().text, bold(theme.interface_font()))
                return
            width = self.width(room.width())
            for at, answer in enumerate(row.answers):
                if answer is not None:
                    left = room.left() + _AROUND + at * (width + _BETWEEN)
                    card = QRectF(left + 0.5, room.top() + 0.5, width - 1, room.height() - _BELOW - 1)
                    here = at == self.column
                    self._paint_answer(painter, card, answer, option.state if here else _NO_STATE)

    def _paint_answer(self, painter: QPainter, card: QRectF, answer: Answer, state: QStyle.StateFlag) -> None:
        colours = theme.current()
        laid = self._laid(answer, _inner(round(card.width()) + 1))
        card.setHeight(laid.height - _BELOW - 1)
        selected, focused = (
            bool(state & flag) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus)
        )
        edge = QPen(QColor(colours.accent if selected else colours.line), 1)
        if answer.filed_id:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(focus_pen() if focused else edge)
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        hues = list(dict.fromkeys(strand.hue for strand in answer.strands))
        for at, hue in enumerate(hues):
            height = (card.height() - 2 * _RADIUS) / len(hues)
            band = QRectF(card.left() + 1, card.top() + _RADIUS + at * height, _STRIP, height)
            fill(painter, band, colours.hue(hue).mark)
        at = QPointF(card.left() + _STRIP + _INSIDE, card.top() + _INSIDE - 2)
        for block, colour in (
            (laid.who, colours.text),
            (laid.source, colours.dim),
            (laid.words, colours.text),
        ):
            painter.setPen(QColor(colour))
            block.layout.draw(painter, at)
            at += QPointF(0, block.height + _GAP)

    def _laid(self, answer: Answer, inner: int) -> _Laid:
        who = QTextLayout(_who(answer), bold(small_font()))
        said = QTextLayout("", theme.reading_font(READING_SIZE))
        text, formats = self._formatted(answer)
        said.setText(text.replace("\n", "\u2028"))
        said.setFormats(formats)
        source = QTextLayout(self._model.source_line(answer), small_font())
        return _Laid(
            laid_out(who, inner, _SMALL_LEADING),
            laid_out(said, inner, _LEADING),
            laid_out(source, inner, _SMALL_LEADING),
        )

    def _formatted(self, answer: Answer) -> tuple[str, list[QTextLayout.FormatRange]]:
        """Return an answer's words, of several speakers with their names; what is filed elsewhere is dim."""
        assert self._model.words is not None
        lines: list[str] = []
        looks: list[tuple[int, int, QTextCharFormat]] = []
        place = 0
        for each, words, elsewhere in self._model.words.parts(answer, self._model.source(answer)):
            speaker = f"{each.speaker}: " if answer.is_joint else ""
            said = f"[{elsewhere}: {words}]" if elsewhere else words
            looks.append((place, len(speaker), _look(strong=True)))
            if elsewhere:
                looks.append((place + len(speaker), len(said), _look(strong=False)))
            lines.append(speaker + said)
            place += len(lines[-1]) + 1
        text = "\n".join(lines)
        if len(text) > _LONGEST:
            text = text[:_LONGEST].rstrip() + " […]"
        return text, _ranges(text, looks)


_NO_STATE: Final = QStyle.StateFlag.State_None


def _ranges(text: str, looks: list[tuple[int, int, QTextCharFormat]]) -> list[QTextLayout.FormatRange]:
    offsets, found = Offsets(text), list[QTextLayout.FormatRange]()
    for place, length, look in looks:
        if length and place + length <= len(text):
            mark = QTextLayout.FormatRange()
            mark.start = offsets.to_qt(place)
            mark.length = offsets.to_qt(place + length) - mark.start
            mark.format = look
            found.append(mark)
    return found


def _look(*, strong: bool) -> QTextCharFormat:
    look = QTextCharFormat()
    if strong:
        look.setFontWeight(bold(theme.interface_font()).weight())
    else:
        look.setForeground(QColor(theme.current().dim))
        look.setFontItalic(True)
    return look


def _who(answer: Answer) -> str:
    return f"{answer.who.attribution}  {answer.interview}"


def _inner(width: int) -> int:
    """Return how wide the words of a card are."""
    return max(width - _STRIP - 2 * _INSIDE, 40)


class AnswerList(CardView):
    """Answers in columns. Left and Right go from round to round, Enter opens an answer's place."""

    opened = Signal(object)  # an answer
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        self.answers = AnswerModel()
        self.cards = AnswerDelegate(self.answers)
        super().__init__(parent)
        self.answers.setParent(self)
        self.cards.setParent(self)
        self.setItemDelegate(self.cards)
        self.setModel(self.answers)
        self.setAccessibleName(_("Answers"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # heads keep its width
        self.selectionModel().currentChanged.connect(self._say_current)
        self.doubleClicked.connect(self._open)

    def guessed_heights(self) -> Ints:
        """Return about how high each row is."""
        return self.cards.guessed_heights(self.answers.lengths(), self.viewport().width())

    def current(self) -> Answer | None:
        """Return the answer that the keyboard is on, or None."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.answers.rows):
            return None
        answers = self.answers.rows[index.row()].answers
        return answers[self.cards.column] if self.cards.column < len(answers) else None

    def start(self) -> None:
        """Take the keyboard, on the first answer."""
        self.setFocus()
        if self.currentIndex().row() < 1 and len(self.answers.rows) > 1:
            self.setCurrentIndex(self.answers.index(1))

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return the row that a key leads to; headings are passed over."""
        before, found = self.currentIndex().row(), super().moveCursor(cursorAction, modifiers)
        row = found.row()
        if 0 <= row < len(self.answers.rows) and self.answers.rows[row].heading:
            row += -1 if 0 < row < before else 1
        return self.answers.index(row)

    def choose_column(self, column: int) -> None:
        """Go to the answer of another round in the same row."""
        self.cards.column = min(max(column, 0), self.cards.columns - 1)
        self.viewport().update()
        self.current_changed.emit()

    def _say_current(self) -> None:
        self.current_changed.emit()

    def _open(self) -> None:
        answer = self.current()
        if answer is not None:
            self.opened.emit(answer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the answer that is clicked."""
        self.choose_column(self.cards.column_at(round(event.position().x()), self.viewport().width()))
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go across with Left and Right, open with Enter."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                self.choose_column(self.cards.column + step)
                answer = self.current()
                announce(self, self.answers.spoken(answer) if answer is not None else _("no answer"))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case _:
                super().keyPressEvent(event)
