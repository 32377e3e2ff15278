"""The right side of a memo: its links, or passages that can be quoted in it."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.memos.side import MemoSide
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import STRETCH, button, column_of, row_of, wide
from app.widgets.passage_model import quotation
from app.widgets.passages_at_hand import PassagesAtHand
from app.widgets.segmented_control import SegmentedControl
from coding.language import _
from coding.model.study import TranscriptSpan

_QUOTE = "Q"


class BesideMemo(StrEnum):
    """What stands beside a memo."""

    LINKS = "links"
    PASSAGES = "passages"


class RightSide(QWidget):
    """Says ``quote_wanted`` with the passage that is to be quoted; one can be dragged into the text, too."""

    quote_wanted = Signal(object, str)  # list[TranscriptSpan], and their words
    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy, links: MemoSide) -> None:
        """Begin with the links."""
        super().__init__()
        words = {BesideMemo.LINKS: _("Links"), BesideMemo.PASSAGES: _("Passages")}
        self.kind: SegmentedControl[BesideMemo] = SegmentedControl(_("Beside the memo"), words, caption=False)
        self.passages = PassagesAtHand(open_study)
        self.passages.list.taking_keys = frozenset({_QUOTE})
        self.quote = button(f"{_('Quote')}  {_QUOTE}", self._quote)
        self.quote.setAccessibleName(_("Quote the passage in the memo"))
        taking, self._stack = QWidget(), QStackedWidget()
        foot = row_of(self.quote, STRETCH, margins=(14, 8, 14, 8))
        column_of(wide(self.passages), foot, on=taking, spacing=0)
        for part in (links, taking):
            self._stack.addWidget(part)
        column_of(row_of(self.kind, margins=(14, 8, 14, 4)), wide(self._stack), on=self, spacing=0)
        self.kind.changed.connect(self.refresh)
        self.passages.list.pressed.connect(self._quote)
        self.passages.list.place_chosen.connect(self.place_chosen)

    def refresh(self) -> None:
        """Show what is chosen; passages are read only where they are shown."""
        is_passages = self.kind.value is BesideMemo.PASSAGES
        self._stack.setCurrentIndex(int(is_passages))
        if is_passages:
            self.passages.refresh()

    def _quote(self, _key: object = None) -> None:
        passage = self.passages.current()
        if passage is not None:
            place = TranscriptSpan(passage.interview_id, passage.start, passage.end)
            self.quote_wanted.emit([place], quotation(passage))
