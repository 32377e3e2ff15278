"""Speakers, text, brackets, map and scroll bar side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.transcript.brackets import BracketMargin
from app.transcript.coding_style import CodingStyles
from app.transcript.memo_margin import MemoMargin
from app.transcript.minimap import Minimap
from app.transcript.remark_column import RemarkColumn
from app.transcript.scroll_bar import FollowingScrollBar
from app.transcript.speakers import SpeakerColumn
from app.transcript.view import TranscriptView
from app.widgets.forms import STRETCH, row_of
from coding.model.study import Transcript
from coding.text.codings_on_text import CodingsOnText
from storage.queries.remarks import WrittenRemark

_CHARACTERS = 70  # the measure of a line of a book
_SPEAKERS, _BRACKETS, _TEXT = (88, 134), (96, 230), 160  # pixels: least and most, least
_MORE_LANES = 110  # pixels that brackets take of what is left over
_MEMOS = (180, 280)  # pixels that must be left over for excerpts of memos, and the most they take


class TranscriptPane(QWidget):
    """The transcript with everything that stands beside its lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the columns out."""
        super().__init__(parent)
        self.view = TranscriptView()
        self.speakers = SpeakerColumn(self.view)
        self.remarks = RemarkColumn(self.view)
        self.brackets = BracketMargin(self.view)
        self.memos = MemoMargin(self.view)
        self._left = QWidget()  # as much is left on the left as on the right
        self.map = Minimap(self.view)
        self.bar = FollowingScrollBar(self.view)
        row_of(
            self._left,
            self.speakers,
            self.view,
            self.remarks,
            self.brackets,
            self.memos,
            STRETCH,
            self.map,
            self.bar,
            on=self,
            margins=(0, 8, 0, 0),
            spacing=0,
        )
        self.map.place_chosen.connect(self._scroll_to)
        self.map.entered.connect(self._select_on_view)
        self.map.left.connect(self.view.setFocus)
        for widget in (self.speakers, self.map):
            widget.installEventFilter(self)
        self._length = 0

    def show_transcript(self, transcript: Transcript, codings: CodingsOnText, looks: CodingStyles) -> None:
        """Show a transcript from its beginning."""
        self._length = len(transcript.text)
        self.map.set_length(self._length)
        self.map.refresh()
        self.view.show_transcript(transcript, codings, looks)
        self.speakers.show_transcript(transcript)

    def show_written(self, remarks: Sequence[WrittenRemark], memos: Sequence[WrittenRemark]) -> None:
        """Show remarks by a pencil, and where there is room, they and memos on codings in their words."""
        self.remarks.show_remarks(remarks)
        self.memos.show_remarks(sorted((*remarks, *memos), key=lambda each: (each.span, each.id)))
        self._set_widths()

    def codings_changed(self) -> None:
        """Repaint after the codings did."""
        self.map.refresh()
        self.view.codings_changed()

    def set_text_size(self, pixels: int) -> None:
        """Set the size of the text in pixels; the measure follows."""
        self.view.set_text_size(pixels)
        self._set_widths()

    def _scroll_to(self, share: float) -> None:
        block = self.view.document().findBlock(int(share * self.view.document().characterCount()))
        self.view.verticalScrollBar().setValue(block.firstLineNumber())

    def _select_on_view(self) -> None:
        """Select the first sentence on view, and give the text the keyboard."""
        if self.view.moves is not None and self._length:
            self.view.select_span(self.view.moves.sentence_at(self.view.visible_span().start))
            self.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text its measure and the brackets the rest."""
        super().resizeEvent(event)
        self._set_widths()

    def minimumSizeHint(self) -> QSize:
        """Let the window and the sides be made as wide as one likes: the text breaks its lines anew."""
        height = super().minimumSizeHint().height()
        return QSize(_SPEAKERS[0] + _TEXT + _BRACKETS[0] + self._edge(), height)

    def _edge(self) -> int:
        return self.map.width() + self.bar.sizeHint().width()

    def _set_widths(self) -> None:
        """Give the text its measure, what stands beside it its room, and the rest to both sides alike."""
        width = self.width() - self._edge()
        measure = int(self.view.fontMetrics().averageCharWidth() * _CHARACTERS)
        speakers = min(_SPEAKERS[1], max(_SPEAKERS[0], int(width * 0.15)))
        brackets = min(_BRACKETS[1], max(_BRACKETS[0], int(width * 0.22)))
        text = max(_TEXT, min(measure, width - speakers - brackets))
        left_over = width - speakers - text - brackets
        memos = min(_MEMOS[1], left_over) if left_over >= _MEMOS[0] and self.memos.has_any else 0
        more_lanes = max(0, min(_MORE_LANES, left_over - memos))
        self.memos.setFixedWidth(memos)
        self.memos.setVisible(memos > 0)
        self.remarks.setVisible(self.remarks.has_any and memos == 0)
        pencils = 0 if self.remarks.isHidden() else self.remarks.width()
        beside = min(brackets + more_lanes, width - speakers - text - pencils)
        self._left.setFixedWidth(max(0, (left_over - memos - more_lanes) // 2))
        self.speakers.setFixedWidth(speakers)
        self.view.setFixedWidth(text)
        self.brackets.setFixedWidth(max(_BRACKETS[0], beside))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the text wherever it turns."""
        if event.type() == QEvent.Type.Wheel:
            QApplication.sendEvent(self.view.viewport(), event)
            return True
        return super().eventFilter(watched, event)
