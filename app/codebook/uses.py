"""Beside the entry of a code: how often it was used in each round, and the passages it was given last."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import column_of, hint, line, named, row_of, wide, with_role
from app.widgets.passage_list import PassageList
from coding.language import _, plural
from coding.model.framework import Code
from storage.queries.codings import newest_codings

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData  # pandas comes with it
    from coding.analysis.frequencies import Cell
    from coding.analysis.passages import Passages

_NEWEST: Final = 5  # passages
_LOOKED_AT: Final = 200  # codings among which they are: several can stand on one passage, or be hidden
_WAIT: Final = 100  # milliseconds between two looks whether the study was read for analyses
_MOST_WAITS: Final = 30


class UsesPanel(QFrame):
    """Reads nothing before it is on view; every number opens its passages in the list below."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        with_role(self, "panel")
        self.setAccessibleName(_("Uses of the code"))
        self._study = open_study
        self._code: Code | None = None
        self._all: Passages | None = None
        self._waits = 0
        self._later = DeferredCall(self._read, self)
        self._then = DeferredCall(self._read_passages, self)  # the table is painted before
        self.table = QWidget()
        self._below = hint()
        self.listed = line(role="section")
        self.newest = named(with_role(QToolButton(), "word"), _("Show the newest passages"))
        self.newest.setText(_("Newest"))
        self.newest.clicked.connect(self._show_newest)
        self.newest.hide()  # until others are shown
        self.list = PassageList()
        self.list.place_chosen.connect(self.place_chosen)
        self._column = column_of(
            line(_("Uses").upper(), "section"),
            self.table,
            row_of(wide(self.listed), self.newest),
            on=self,
            margins=(14, 16, 14, 6),
            spacing=6,
        )
        self._column.addWidget(self._below)
        self._column.addWidget(self.list, 1)
        open_study.closing.connect(self.clear)

    def show_code(self, code: Code) -> None:
        """Show the uses of a code, as soon as the entry is there."""
        self._code, self._waits = code, 0
        self._later.start()

    def clear(self) -> None:
        """Show nothing, and read nothing any more."""
        self._later.stop()
        self._then.stop()
        self._code = self._all = None
        self._show_table(())
        self.list.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was not read while it was out of sight."""
        super().showEvent(event)
        self._later.start()

    # --- what is read ------------------------------------------------------------------------

    def _read(self) -> None:
        study = self._study
        if self._code is None or not self.isVisible() or not study.is_open:
            return
        if not study.has_data and self._waits < _MOST_WAITS:  # it is being read, on another thread
            self._waits += 1
            QTimer.singleShot(_WAIT, self, self._later.start)
            return
        if self._code.id in study.framework.by_id:
            from coding.analysis.uses import uses_by_round

            uses = uses_by_round(self._data, self._code.id)
            self._show_table([(use.label, use.codings, use.interviews) for use in uses])
            self._then.start()

    @property
    def _data(self) -> "AnalysisData":
        study = self._study
        return study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)

    def _read_passages(self) -> None:
        from coding.analysis.passages import find_passages

        study = self._study
        if self._code is None or not study.is_open or self._code.id not in study.framework.by_id:
            return
        if self._all is None or self._all.analysis_data is not self._data:
            self._all = find_passages(self._data)
        self._show_newest()

    def _show_newest(self) -> None:
        from coding.analysis.uses import known

        study, code, found = self._study, self._code, self._all
        if code is None or found is None:
            return
        framework = study.framework
        codes = [code] if framework.is_group(code.id) else framework.below(code.id)
        ids = newest_codings(study.reader, [each.id for each in codes], study.coder_ids, _LOOKED_AT)
        newest = found.in_order_of(known(found.analysis_data, ids)).first(_NEWEST)
        self._show_passages(newest, _("Newest passages"))
        self.newest.hide()

    def _show_cell(self, label: str, cell: "Cell") -> None:
        if self._all is not None:
            codings = plural("{n} coding", "{n} codings", len(cell.coding_ids))
            self._show_passages(self._all.with_codings(cell.coding_ids), f"{label} · {codings}")
            self.newest.show()
            self.list.start()

    def _show_passages(self, passages: "Passages", words: str) -> None:
        study, code = self._study, self._code
        assert code is not None
        self.listed.setText(words.upper())
        self.list.setAccessibleName(words)
        self._below.setText("" if len(passages) else _("Nothing is coded with it yet."))
        self._below.setVisible(not len(passages))
        self.list.show_passages(passages, self._texts, hue=study.framework.hue(code.id))

    def _texts(self, interview_ids: list[int]) -> dict[int, str]:
        from storage.queries.frames import texts

        return texts(self._study.reader, interview_ids)

    # --- the table ---------------------------------------------------------------------------

    def _show_table(self, rows: "Sequence[tuple[str, Cell, Cell]]") -> None:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(3, 1)
        heads = (_("codings"), _("interviews with any"))
        for at, words in enumerate(heads if rows else (), 1):
            grid.addWidget(line(words), 0, at, Qt.AlignmentFlag.AlignRight)
        for at, (label, *cells) in enumerate(rows, 1):
            grid.addWidget(line(label, ""), at, 0)
            for place, (cell, words) in enumerate(zip(cells, heads, strict=True), 1):
                grid.addWidget(self._number(cell, label, words), at, place, Qt.AlignmentFlag.AlignRight)
        self._column.replaceWidget(self.table, table)
        self.table.hide()
        self.table.deleteLater()
        self.table = table

    def _number(self, cell: "Cell", label: str, words: str) -> QToolButton:
        number = with_role(QToolButton(), "word")
        number.setText(cell.text)
        number.setToolTip(cell.why)
        number.setAccessibleName(f"{label}: {cell.text} {words}")
        number.clicked.connect(partial(self._show_cell, label, cell))
        return number
