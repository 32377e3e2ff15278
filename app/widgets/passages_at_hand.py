"""A narrow column of passages, asked for as on the Passages page, to be taken from: by keys, or dragged."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.shell.dragged_passages import as_mime
from app.shell.open_study import OpenStudy
from app.widgets.asking import Asking
from app.widgets.forms import Margins, column_of, line, row_of, wide
from app.widgets.looking import Looking
from app.widgets.passage_list import PassageList
from app.widgets.passage_model import PassageModel, quotation
from app.widgets.query_errors import QueryErrors
from app.widgets.query_field import QueryField
from app.widgets.table import Index
from coding.analysis.analysis_data import Bools
from coding.analysis.passages import Passage, Passages, find_passages
from coding.analysis.selection import Asked, Selection
from coding.language import plural
from coding.model.study import KINDS, TranscriptSpan
from coding.query.errors import QueryError
from storage.queries.frames import texts
from storage.queries.selecting import asked_of

_EDGES: Margins = (14, 8, 14, 4)
Mark = Callable[[Passage], str]


class _DraggedModel(PassageModel):
    """Passages that can be dragged: as words with attribution, and as their place."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let each be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the first that is dragged."""
        passage = self.passage(indexes[0].row())
        place = TranscriptSpan(passage.interview_id, passage.start, passage.end)
        return as_mime(quotation(passage), [place])


class TakingList(PassageList):
    """Cards that are chosen by a click and opened by Enter or a double click; other keys say ``pressed``."""

    pressed = Signal(str)
    taking_keys: frozenset[str] = frozenset()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.clicked.disconnect(self._open)
        self.doubleClicked.connect(self._open)
        self.passages = _DraggedModel()
        self.passages.setParent(self)
        self.setModel(self.passages)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say which of the letters that are listened to was pressed."""
        letter = event.text().upper()
        if letter in self.taking_keys and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.pressed.emit(letter)
        else:
            super().keyPressEvent(event)


class PassagesAtHand(QWidget):
    """The field that asks, how many were found, and the passages; those without a mark come first."""

    def __init__(
        self, open_study: OpenStudy, mark: Mark | None = None, parent: QWidget | None = None
    ) -> None:
        """Show nothing yet; ``mark`` says of a passage what it is used for already, in a word."""
        super().__init__()
        self._study = open_study
        self.asking, self.looking = Asking(self), Looking(open_study, self)
        self.field, self.errors = QueryField(self.asking), QueryErrors()
        self.count, self.list = line(), TakingList()
        if mark is not None:
            self.list.cards.note = mark
        self._asked: Asked | None = None
        self._all: Passages | None = None
        self._found: Bools | None = None
        self._used: Collection[TranscriptSpan] = ()
        column_of(
            row_of(wide(self.field), self.count, margins=_EDGES, spacing=8),
            self.errors,
            wide(self.list),
            on=self,
            spacing=2,
        )
        self.field.went_wrong.connect(self._say_what_is_wrong)
        self.errors.offer_chosen.connect(self.field.replace_part)
        self.field.left.connect(self.list.setFocus)
        self.asking.changed.connect(self._look)
        self.looking.found.connect(self._show)
        open_study.closing.connect(self.clear)

    def clear(self) -> None:
        """Let go of a study that is being closed."""
        self.looking.drop()
        self._asked = self._all = self._found = None
        self.asking.know(None)
        self.list.clear()
        self.count.clear()

    def refresh(self) -> None:
        """Read the study again, and ask the same."""
        study = self._study
        data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id, KINDS)
        if self._asked is None or self._asked.analysis_data is not data:
            self._asked = asked_of(study.reader, data)
            self._all, self._found = find_passages(data), None
            self.asking.know(self._asked.names)
        self._look()

    def _look(self) -> None:
        if self._asked is not None:
            self.looking.look(self._asked, self.asking.query)

    def _show(self, selection: Selection) -> None:
        self._found = selection.codings
        self.show_again()

    def use(self, used: Collection[TranscriptSpan]) -> None:
        """Let what is used already come after the rest, when it is listed next."""
        self._used = used

    def show_again(self) -> None:
        """List what was found."""
        if self._all is None or self._found is None:
            return
        found = self._all.of_codings(self._found)
        is_used, places = np.zeros(len(found), dtype=np.bool_), found.places
        for interview_id, start, end in self._used:
            here = (places.interview_id == interview_id) & (places.start == start)
            is_used |= here & (places.end == end)
        ordered = found.in_order(np.argsort(is_used, kind="stable"))
        here, reader = self.list.current(), self._study.reader
        at = self.list.currentIndex().row()
        self.list.show_passages(ordered, lambda ids: texts(reader, ids))
        self._choose_again(here, at)
        self.count.setText(str(len(found)))
        self.count.setAccessibleName(plural("{n} passage", "{n} passages", len(found)))

    def _say_what_is_wrong(self, errors: tuple[QueryError, ...]) -> None:
        self.errors.show_errors(self.field.text(), errors)

    def _choose_again(self, here: Passage | None, at: int) -> None:
        """Stay where the keyboard was: with the passage after the one that went to the end."""
        n = self.list.passages.rowCount()
        if here is not None and n:
            self.list.setCurrentIndex(self.list.passages.index(min(max(at, 0), n - 1)))

    def current(self) -> Passage | None:
        """Return the passage in hand."""
        return self.list.current()

    def regions(self) -> list[QWidget]:
        """Return the field and the list."""
        return [self.field, self.list]
