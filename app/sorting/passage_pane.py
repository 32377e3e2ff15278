"""One passage in its context: the transcript with the words in question outlined, and what else is coded."""

from functools import partial
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.shell.open_study import OpenStudy
from app.transcript.brackets import BracketMargin
from app.transcript.coding_style import CodingStyles
from app.transcript.outlined_view import OutlinedView
from app.transcript.scroll_bar import FollowingScrollBar
from app.transcript.speakers import SpeakerColumn
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import STRETCH, column_of, named, row_of, wide
from coding.language import _
from coding.model.study import Coding, Transcript
from coding.text.codings_on_text import CodingsOnText
from storage.queries.codings import coding_places, codings_by_id
from storage.queries.texts import transcript
from storage.queries.tree import interview_row

_CHARACTERS: Final = 64  # of a line, at most
_SPEAKERS: Final = 94  # pixels
_MARGIN: Final = (96, 190)  # pixels, least and most
_BAR: Final = 12
_TEXT: Final = 200  # pixels, at the least


class PassagePane(QWidget):
    """Shows where a coding stands; nothing is coded here."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._open_study = open_study
        self._shown: Transcript | None = None
        self.title = ElidedLabel("heading")
        self.view = named(OutlinedView(), _("The passage in its context"))
        self.view.setAcceptDrops(False)
        self.speakers = SpeakerColumn(self.view)
        self.margin = named(BracketMargin(self.view), _("Codes of the transcript"))
        self.margin.setEnabled(False)
        # The parts are given their widths from the room there is: it must not follow from them.
        self.setMinimumWidth(_SPEAKERS + _TEXT + _MARGIN[0] + _BAR)
        columns = QWidget()
        bar = FollowingScrollBar(self.view)
        row_of(STRETCH, self.speakers, self.view, self.margin, STRETCH, bar, on=columns, spacing=0)
        column_of(
            row_of(wide(self.title), margins=(16, 8, 16, 6), spacing=12), wide(columns), on=self, spacing=0
        )

    def set_text_size(self, pixels: int) -> None:
        """Set the size of the text in pixels."""
        self.view.set_text_size(pixels)
        self._set_widths()

    def refresh_look(self) -> None:
        """Follow the theme."""
        self.view.refresh_look()

    def show_passage(self, coding: Coding) -> None:
        """Show a coding's words in their transcript."""
        study, interview_id = self._open_study, coding.transcript_id
        looks = CodingStyles(study.frameworks, study.framework, study.coders.initials_of_others)
        places = coding_places(study.reader, interview_id, study.shown_in(interview_id))
        codings = CodingsOnText(places, partial(codings_by_id, study.reader))
        stored = transcript(study.reader, interview_id) or Transcript(interview_id, "", (), (), ())
        if self._shown == stored:
            self.view.codings, self.view.looks = codings, looks
            self.view.codings_changed()
        else:
            self._shown = stored
            self.view.show_transcript(stored, codings, looks)
            self.speakers.show_transcript(stored)
        row = interview_row(study.reader, interview_id, study.coder_ids)
        self.title.setText("" if row is None else row.heading)
        self.view.select(coding.span, coding.id)

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.title.setText("")
        self.view.show_transcript(Transcript(0, "", (), (), ()), CodingsOnText(), CodingStyles((), None))

    # --- how wide ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text its measure and the margin the rest."""
        super().resizeEvent(event)
        self._set_widths()

    def _set_widths(self) -> None:
        room = self.width() - _SPEAKERS - _BAR
        measure = int(self.view.fontMetrics().averageCharWidth() * _CHARACTERS)
        margin = min(_MARGIN[1], max(_MARGIN[0], room - measure))
        self.speakers.setFixedWidth(_SPEAKERS)
        self.margin.setFixedWidth(margin)
        self.view.setFixedWidth(max(_TEXT, min(measure, room - margin)))
