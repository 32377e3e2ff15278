"""A transcript with two coders' readings: the first's in the left margin, the second's in the right."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.shell.open_study import OpenStudy
from app.transcript.brackets import BRACKET_WIDTH, Bracket, BracketMargin
from app.transcript.coding_style import CodingStyles
from app.transcript.outlined_view import OutlinedView
from app.transcript.scroll_bar import FollowingScrollBar
from app.transcript.speakers import SpeakerColumn
from app.transcript.view import TranscriptView
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import STRETCH, column_of, line, named, row_of, wide
from coding.analysis.disagreements import ComparedCodings
from coding.language import _
from coding.model.framework import Framework
from coding.model.study import Coding, Span, Transcript
from coding.text.codings_on_text import CodingsOnText
from storage.queries.agreement_pairs import CoderPair
from storage.queries.codings import coding_places, codings_by_id
from storage.queries.texts import transcript
from storage.queries.tree import interview_row

_CHARACTERS: Final = 64  # of a line, at most
_SPEAKERS: Final = 94  # pixels
_MARGIN: Final = (96, 190)  # pixels, least where there is room, and most
_BAR: Final = 12
_TEXT: Final = 200  # pixels, at the least


class PairStyles(CodingStyles):
    """Labels of two coders' codings: with = where the other has the same, with ≠ where they differ."""

    def __init__(self, frameworks: tuple[Framework, ...], current: Framework, first_id: int) -> None:
        """Mark nothing yet; ``first_id`` is who stands on the left."""
        super().__init__(frameworks, current)
        self._first_id = first_id
        self.same: Collection[int] = frozenset()

    def label(self, coding: Coding) -> str:
        """Return what stands on a chip, the sign towards the text."""
        sign, text = "=" if coding.id in self.same else "≠", super().label(coding)
        return f"{text} {sign}" if coding.coder_id == self._first_id else f"{sign} {text}"


class ReadingMargin(BracketMargin):
    """One coder's brackets; they are only looked at."""

    def __init__(self, view: TranscriptView, *, is_left: bool) -> None:
        """Stand on this side of the text."""
        super().__init__(view)
        self._view_of = view
        self._is_left = is_left
        self.coder_id = 0

    def on_view(self) -> list[Coding]:
        """Return this coder's codings in the framework in hand."""
        looks = self._view_of.looks
        return [c for c in super().on_view() if c.coder_id == self.coder_id and not looks.of(c).faint]

    def _place(self) -> list[Bracket]:
        placed = super()._place()
        if self._is_left:
            for bracket in placed:
                bracket.x = self.width() - bracket.x - BRACKET_WIDTH
                bracket.chip = QRectF(bracket.chip)
                bracket.chip.moveRight(self.width() - bracket.chip.left())
        return placed

    def corners(self, bracket: Bracket) -> list[QPointF]:
        """Return the corners, opening to the right where it stands on the left."""
        corners = super().corners(bracket)
        if not self._is_left:
            return corners
        left, right = bracket.x, bracket.x + BRACKET_WIDTH
        return [QPointF(right if point.x() == left else left, point.y()) for point in corners]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bracket."""
        bracket = self.bracket_at(event.position())
        if bracket is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(bracket.coding)


class ReadingsPane(QWidget):
    """What both coders made of an interview, side by side."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._open_study = open_study
        self._shown: tuple[object, ...] = ()
        self.interview_id: int | None = None
        self.title, self.counts = ElidedLabel("heading"), line(role="dim")
        self._first, self._second = line(role="strong"), line(role="strong")
        self._legend = line(_("= the same words, strand, stage and direction   ≠ differs"))
        self.view = named(OutlinedView(), _("Transcript with both readings"))
        self.view.setAcceptDrops(False)
        self.speakers = SpeakerColumn(self.view)
        self.left = named(ReadingMargin(self.view, is_left=True), _("Codes of the first coder"))
        self.right = named(ReadingMargin(self.view, is_left=False), _("Codes of the second coder"))
        for margin in (self.left, self.right):
            margin.chosen.connect(self._choose)
        self._columns = QWidget()
        bar = FollowingScrollBar(self.view)
        row_of(self.speakers, self.left, self.view, self.right, STRETCH, bar, on=self._columns, spacing=0)
        names = row_of(self._first, wide(self._legend), self._second, margins=(16, 4, 16, 4), spacing=12)
        self._legend.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column_of(
            row_of(wide(self.title), self.counts, margins=(16, 8, 16, 6), spacing=12),
            names,
            wide(self._columns),
            on=self,
            spacing=0,
        )

    def set_text_size(self, pixels: int) -> None:
        """Set the size of the text in pixels."""
        self.view.set_text_size(pixels)
        self._set_widths()

    def refresh_look(self) -> None:
        """Follow the theme."""
        self.view.refresh_look()

    # --- what is shown -----------------------------------------------------------------------

    def show_interview(self, interview_id: int, pair: CoderPair, compared: ComparedCodings) -> None:
        """Show an interview with the readings of a pair; the place stays where it is shown already."""
        study, here = self._open_study, compared.within(interview_id)
        looks = PairStyles(study.frameworks, study.framework, pair.first.id)
        looks.same = {id_ for each in here.same for reading in each for id_ in reading.ids}
        self.left.coder_id, self.right.coder_id = pair.ids
        places = coding_places(study.reader, interview_id, pair.ids)
        codings = CodingsOnText(places, partial(codings_by_id, study.reader))
        stored = transcript(study.reader, interview_id) or Transcript(interview_id, "", (), (), ())
        if self._shown == (interview_id, stored):
            self.view.codings, self.view.looks = codings, looks
            self.view.codings_changed()
        else:
            self._shown, self.interview_id = (interview_id, stored), interview_id
            self.view.show_transcript(stored, codings, looks)
            self.speakers.show_transcript(stored)
        self._show_heading(interview_id, pair, here)

    def _show_heading(self, interview_id: int, pair: CoderPair, here: ComparedCodings) -> None:
        row = interview_row(self._open_study.reader, interview_id, pair.ids)
        self.title.setText("" if row is None else row.heading)
        counts = _("{first} {n} codings · {second} {m} · {same} the same")
        first, second = pair.initials
        self.counts.setText(
            counts.format(
                first=first, n=len(here.first), second=second, m=len(here.second), same=len(here.same)
            )
        )
        self._first.setText(first)
        self._second.setText(second)
        for label, coder in ((self._first, pair.first), (self._second, pair.second)):
            label.setToolTip(coder.name)

    def show_span(self, span: Span) -> None:
        """Outline these words and bring them into view."""
        self.view.select_span(span)

    def clear(self) -> None:
        """Show nothing."""
        self._shown, self.interview_id = (), None
        looks = CodingStyles((), None)
        self.view.show_transcript(Transcript(0, "", (), (), ()), CodingsOnText(), looks)

    def labels(self) -> Mapping[str, list[str]]:
        """Return what stands on the chips on view, left and right."""
        margins = {"left": self.left, "right": self.right}
        return {
            side: [self.view.looks.label(c) for c in margin.on_view()] for side, margin in margins.items()
        }

    def _choose(self, coding: Coding) -> None:
        self.view.make_current(coding.id)

    # --- how wide ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text its measure and the margins the rest."""
        super().resizeEvent(event)
        self._set_widths()

    def _set_widths(self) -> None:
        room = self.width() - _SPEAKERS - _BAR
        measure = int(self.view.fontMetrics().averageCharWidth() * _CHARACTERS)
        margin = min(_MARGIN[1], max(_MARGIN[0], (room - measure) // 2), max(0, room - _TEXT) // 2)
        self.speakers.setFixedWidth(_SPEAKERS)
        self.left.setFixedWidth(margin)
        self.right.setFixedWidth(margin)
        self.view.setFixedWidth(max(_TEXT, min(measure, room - 2 * margin)))
