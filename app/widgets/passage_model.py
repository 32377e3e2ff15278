"""Passages as a list: what is not shown is not read."""

from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QAbstractListModel, Qt

from app.widgets.card_stack import Ints
from app.widgets.table import NOWHERE, Index
from coding.analysis.passages import Passage, Passages
from coding.errors import DamagedError
from coding.language import _
from coding.model.quoting import not_cleared

ReadTexts = Callable[[list[int]], Mapping[int, str]]

_TEXTS = 8  # transcripts kept at a time: one view seldom shows more
_RECORDS = 200


class PassageRole(IntEnum):
    """What the list's items hold besides their words."""

    PASSAGE = Qt.ItemDataRole.UserRole + 1


class PassageModel(QAbstractListModel):
    """Holds passages; a transcript is read when one of its passages is shown, and let go of soon after."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.show(None, lambda _ids: {})

    def show(self, passages: Passages | None, read: ReadTexts) -> None:
        """Show these passages; ``read`` returns the texts of interviews by id."""
        self.beginResetModel()
        self._passages = passages

        def text(interview_id: int) -> str:
            try:
                return read([interview_id]).get(interview_id, "")
            except DamagedError:  # said when the interview is opened; here somebody is painting
                return ""

        self._text = lru_cache(_TEXTS)(text)
        self.passage = lru_cache(_RECORDS)(self._record)
        self.endResetModel()

    def lengths(self) -> Ints:
        """Return how many code points each passage has."""
        return np.empty(0, dtype=np.int64) if self._passages is None else self._passages.lengths

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many passages there are."""
        return 0 if parent.isValid() or self._passages is None else len(self._passages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a passage, its words, or what a screen reader says of it."""
        if not index.isValid():
            return None
        match role:
            case PassageRole.PASSAGE:
                return self.passage(index.row())
            case Qt.ItemDataRole.DisplayRole:
                return self.passage(index.row()).quoted
            case Qt.ItemDataRole.AccessibleTextRole:
                passage = self.passage(index.row())
                return _("{quotation} {source}").format(quotation=passage.quoted, source=source_of(passage))
            case _:
                return None

    def _record(self, row: int) -> Passage:
        assert self._passages is not None
        interview_id = int(self._passages.interview_ids[row])
        return self._passages.record(row, self._text(interview_id))


def source_of(passage: Passage) -> str:
    """Return the line under a quotation: who says it, its codes, whose they are, whether it may be quoted."""
    strands = ", ".join(strand.label.replace(" ", "\u00a0") for strand in passage.strands)
    return " · ".join(filter(None, (passage.attribution, strands, passage.coder, passage.may_quote.line)))


def quotation(passage: Passage) -> str:
    """Return a passage whole, with its attribution, as it is copied into a chapter.

    Where it may not be quoted, it says so.
    """
    words = _("“{text}” ({attribution})").format(text=passage.quoted, attribution=passage.attribution)
    return words if passage.may_quote.state.is_free else f"{words} {not_cleared()}"
