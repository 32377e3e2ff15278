"""What the matrix is asked for: rows, columns, a filter, what is hidden; chips take each off."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.matrix.cells import CellMode
from app.matrix.shown import ColumnsWanted, RowsWanted
from app.shell.plain_text import on_a_button
from app.widgets.asking import Asking
from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.choice_menu import ChoiceMenu
from app.widgets.filter_menu import FilterMenu
from app.widgets.menus import give_menu, menu_button
from app.widgets.query_field import QueryField
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.matrix import COLUMNS_IN_WORDS, ColumnsOf
from coding.analysis.matrix_rows import ROWS_IN_WORDS, RowsOf, rows_in_words
from coding.language import _, plural
from coding.model.cells import RowPlace
from coding.query.chips import chips

_LONGEST_FIELD: Final = 220  # pixels
_USUAL: Final = ColumnsWanted(ColumnsOf.KEY_STRANDS)


class MatrixSettings(QObject):
    """The menus of the bar; ``changed`` goes out when something else is wanted."""

    changed = Signal()
    hidden_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Offer what every study has."""
        super().__init__(parent)
        usual: dict[RowsWanted, str] = {RowsWanted(each): _(words) for each, words in ROWS_IN_WORDS.items()}
        self.rows = ChoiceMenu(_("Rows"), usual)
        self.columns = ChoiceMenu(_("Columns"), {_USUAL: _(COLUMNS_IN_WORDS[_USUAL.columns])})
        self.mode: SegmentedControl[CellMode] = SegmentedControl(
            _("Cells show"),
            {
                CellMode.SUMMARIES: _("Summaries"),
                CellMode.PASSAGES: _("Passages"),
                CellMode.COUNTS: _("Counts"),
            },
            caption=False,
        )
        self.asking = Asking(self)
        self.field = QueryField(self.asking)
        self.field.setMaximumWidth(_LONGEST_FIELD)
        self.field.hide()
        self.add = menu_button(_("Add a filter"), "add")
        self.add.setText("+ " + _("Filter"))
        self.filter = FilterMenu(self.asking, self.add)
        give_menu(self.add, self.filter)
        self.chips = ChipBar(_("What is asked for"))
        self.hidden_rows, self.hidden_columns = set[RowPlace](), set[int]()
        self.filter.key_wanted.connect(self._type)
        for choice in (self.rows, self.columns, self.asking):
            choice.changed.connect(self.changed)
        self.asking.changed.connect(self.field.hide)

    def _type(self, key: str) -> None:
        """Show the field for what cannot be chosen."""
        self.field.show()
        self.field.begin(key)

    def offer(self, data: AnalysisData, key_strands: frozenset[int]) -> None:
        """Offer what this study has: attributes, cases, key strands."""
        rows = {RowsWanted(each): _(words) for each, words in ROWS_IN_WORDS.items()}
        if not data.cases:
            del rows[RowsWanted(RowsOf.CASE)], rows[RowsWanted(RowsOf.CASE_BY_ROUND)]
        for attribute in data.attributes:
            wanted = RowsWanted(RowsOf.ATTRIBUTE, attribute.name)
            rows[wanted] = rows_in_words(*wanted)
        self.rows.offer(rows)
        columns: dict[ColumnsWanted, str] = {}
        if key_strands:
            columns[_USUAL] = _("key strands")
        columns[ColumnsWanted(ColumnsOf.STRANDS)] = _("all strands")
        has_below = any(
            data.framework.strand_of(code.id) not in {code, None} for code in data.framework.codes
        )
        if has_below:
            columns[ColumnsWanted(ColumnsOf.STRANDS, (), apart=True)] = _("all strands, sub-strands apart")
        columns[ColumnsWanted(ColumnsOf.DIMENSIONS)] = _("dimensions")
        self.columns.offer(columns)

    # --- what is hidden -------------------------------------------------------------------------

    def hide_row(self, place: RowPlace) -> None:
        """Hide a case, whatever else is shown."""
        self.hidden_rows.add(place)
        self.hidden_changed.emit()

    def hide_column(self, code_id: int) -> None:
        """Hide a code."""
        self.hidden_columns.add(code_id)
        self.hidden_changed.emit()

    def show_hidden(self, hidden: set[RowPlace] | set[int]) -> None:
        """Show again what was hidden."""
        hidden.clear()
        self.hidden_changed.emit()

    def show_chips(self) -> None:
        """Show a chip for each filter, and for what is hidden."""
        found = [
            Chip(chip.words, chip.words, partial(self.asking.ask, chip.without))
            for chip in chips(self.asking.query)
        ]
        if self.hidden_rows:
            words = plural("{n} row hidden", "{n} rows hidden", len(self.hidden_rows))
            found.append(Chip(words, words, partial(self.show_hidden, self.hidden_rows)))
        if self.hidden_columns:
            words = plural("{n} column hidden", "{n} columns hidden", len(self.hidden_columns))
            found.append(Chip(words, words, partial(self.show_hidden, self.hidden_columns)))
        self.chips.show_chips(found)


def fill_head_menu(menu: QMenu, called: str, hide: Callable[[], object]) -> None:
    """Offer what can be done with a row or a column by its head."""
    menu.addAction(on_a_button(_("Hide {what}").format(what=called)), hide)
