"""The rows of the Passages page: headings and passages; what is not shown is not read."""

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QAbstractListModel, Qt

from app.passages.row_details import RowDetails, ShownPassage
from app.widgets.card_stack import Ints
from app.widgets.table import NOWHERE, Index
from coding.analysis.analysis_data import Bools
from coding.analysis.passage_listing import GroupHeading, PassageListing
from coding.analysis.passages import Passages
from coding.language import _, plural

_RECORDS = 200
_NOTHING = PassageListing(np.empty(0, dtype=np.int64))


class RowRole(IntEnum):
    """What rows hold besides their words."""

    HEADING = Qt.ItemDataRole.UserRole + 1  # GroupHeading or None
    PASSAGE = Qt.ItemDataRole.UserRole + 2  # ShownPassage or None


class RowModel(QAbstractListModel):
    """Passages by their position among all that were found; ``chosen`` tells which are selected."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.chosen: Bools = np.empty(0, dtype=np.bool_)
        self.show(None, _NOTHING, None)

    def show(self, found: Passages | None, listing: PassageListing, details: RowDetails | None) -> None:
        """Show these, with nothing selected and no context."""
        self.beginResetModel()
        self.found, self.listing, self.details = found, listing, details
        self.chosen = np.zeros(0 if found is None else len(found), dtype=np.bool_)
        self._steps: dict[int, int] = {}
        self.record: Callable[[int, int], ShownPassage] = lru_cache(_RECORDS)(self._record)
        self.endResetModel()

    def relist(self, listing: PassageListing) -> None:
        """Show the same passages in other rows; what is selected stays."""
        self.beginResetModel()
        self.listing = listing
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.listing)

    # --- what a row is -----------------------------------------------------------------------

    def position(self, row: int) -> int:
        """Return the passage of a row among all; -1 for a heading and nowhere."""
        return max(int(self.listing.rows[row]), -1) if 0 <= row < len(self.listing) else -1

    def heading(self, row: int) -> GroupHeading | None:
        """Return the heading in a row, if it is one."""
        number = int(self.listing.rows[row]) if 0 <= row < len(self.listing) else 0
        return self.listing.headings[-1 - number] if number < 0 else None

    def lengths(self) -> Ints:
        """Return how many code points the passage of each row has; -1 for outer headings, -2 for inner."""
        rows = self.listing.rows
        if self.found is None or not len(rows):
            return np.zeros(len(rows), dtype=np.int64)
        depth = np.array([0, *(heading.depth for heading in self.listing.headings)], dtype=np.int64)
        is_heading = rows < 0
        lengths = self.found.lengths[np.where(is_heading, 0, rows)] if len(self.found) else rows
        return np.where(is_heading, -1 - depth[np.where(is_heading, -rows, 0)], lengths)

    def shown(self, position: int) -> ShownPassage:
        """Return a passage with all that its row says."""
        return self.record(position, self._steps.get(position, 0))

    def _record(self, position: int, steps: int) -> ShownPassage:
        assert self.found is not None
        assert self.details is not None
        text = self.details.text(int(self.found.interview_ids[position]))
        return self.details.shown(self.found.record(position, text), steps)

    def steps(self, position: int) -> int:
        """Return how many turns of context are shown on each side of a passage."""
        return self._steps.get(position, 0)

    def set_steps(self, position: int, steps: int) -> None:
        """Show so many turns on each side."""
        self._steps[position] = steps

    # --- what is selected --------------------------------------------------------------------

    def choose(self, positions: Ints, *, chosen: bool) -> None:
        """Select passages or no more."""
        self.chosen[positions] = chosen
        self._say_chosen()

    def choose_only(self, positions: Ints) -> None:
        """Select these and no others."""
        self.chosen[:] = False
        self.choose(positions, chosen=True)

    def _say_chosen(self) -> None:
        if len(self.listing):
            role = Qt.ItemDataRole.CheckStateRole
            self.dataChanged.emit(self.index(0), self.index(len(self.listing) - 1), [role])

    # --- what Qt asks ------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that passages can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.position(index.row()) >= 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading or a passage, its words, whether it is selected, what a screen reader says."""
        heading, position = self.heading(index.row()), self.position(index.row())
        if heading is not None:
            return _of_heading(heading, role)
        return self._of_passage(position, role) if position >= 0 else None

    def _of_passage(self, position: int, role: int) -> object:
        match role:
            case RowRole.PASSAGE:
                return self.shown(position)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self.chosen[position] else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DisplayRole:
                return self.shown(position).words
            case Qt.ItemDataRole.AccessibleTextRole:
                return _aloud(self.shown(position))
            case _:
                return None


def _of_heading(heading: GroupHeading, role: int) -> object:
    match role:
        case RowRole.HEADING:
            return heading
        case Qt.ItemDataRole.DisplayRole:
            return heading.label
        case Qt.ItemDataRole.AccessibleTextRole:
            state = _("folded") if heading.is_folded else ""
            n = plural("{n} passage", "{n} passages", heading.passages)
            return ", ".join(filter(None, (heading.label, n, state)))
        case _:
            return None


def _aloud(shown: ShownPassage) -> str:
    strands = ", ".join(strand.label for strand in shown.passage.strands) or _("no code")
    memo = _("memo: {words}").format(words=shown.memo) if shown.memo else ""
    parts = (shown.words, shown.place, strands, shown.passage.coder, shown.passage.may_quote.words, memo)
    return " ".join(filter(None, parts))
