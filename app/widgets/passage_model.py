"""Passages as a list: what is not shown is not read."""

from collections.abc import Callable, Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coding.analysis.passages import Passage, Passages
from coding.language import _

Index = QModelIndex | QPersistentModelIndex
ReadTexts = Callable[[list[int]], Mapping[int, str]]


class PassageRole(IntEnum):
    """What the list's items hold besides their words."""

    PASSAGE = Qt.ItemDataRole.UserRole + 1


class PassageModel(QAbstractListModel):
    """Holds passages; a transcript is read when the first of its passages is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._passages: Passages | None = None
        self._read: ReadTexts = lambda _ids: {}
        self._texts: dict[int, str] = {}
        self._records: dict[int, Passage] = {}

    def show(self, passages: Passages | None, read: ReadTexts) -> None:
        """Show these passages; ``read`` returns the texts of interviews by id."""
        self.beginResetModel()
        self._passages = passages
        self._read = read
        self._texts.clear()
        self._records.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
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
                return self.passage(index.row()).text
            case Qt.ItemDataRole.AccessibleTextRole:
                passage = self.passage(index.row())
                return _("{quotation} {source}").format(quotation=passage.text, source=source_of(passage))
            case _:
                return None

    def passage(self, row: int) -> Passage:
        """Return one passage."""
        if row not in self._records:
            assert self._passages is not None
            interview_id = int(self._passages.interview_ids[row])
            if interview_id not in self._texts:
                self._texts.update(self._read([interview_id]))
            self._records[row] = self._passages.record(row, self._texts[interview_id])
        return self._records[row]


def source_of(passage: Passage) -> str:
    """Return the line under a quotation: who says it, and what it is coded with."""
    strands = ", ".join(strand.label.replace(" ", "\u00a0") for strand in passage.strands)
    return " · ".join(filter(None, (passage.attribution, strands)))


def quotation(passage: Passage) -> str:
    """Return a passage whole, with its attribution, as it is copied into a chapter."""
    return _("“{text}” ({attribution})").format(text=passage.text, attribution=passage.attribution)
