"""The drawer of the compare page: what a number counts, and the passages behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.shell.places import Place
from app.widgets.drawer import Drawer
from app.widgets.forms import hint
from app.widgets.passage_list import PassageList
from app.widgets.passage_model import ReadTexts
from coding.analysis.directions import directions_of
from coding.analysis.frequencies import Cell
from coding.analysis.groups import Grouping
from coding.analysis.notes import measured, stage_of, summary, unsure_of
from coding.analysis.passages import Passages, find_passages
from coding.language import _


class DrillDownPanel(Drawer):
    """Shows one number, or a change between two."""

    place_chosen = Signal(Place)

    def __init__(self, read: ReadTexts, parent: QWidget | None = None) -> None:
        """Begin empty; ``read`` returns the texts of interviews."""
        super().__init__(_("What a number counts"), parent)
        self._read = read
        self._all: Passages | None = None
        self._number = _label("")
        self._number.setTextFormat(Qt.TextFormat.RichText)
        self._beside = _label("dim")
        self.list = PassageList()
        self.list.place_chosen.connect(self.place_chosen)
        self.column.addWidget(self._number)
        self.column.addWidget(self._beside)
        self.column.addSpacing(6)
        self.column.addWidget(self.list, 1)

    def clear(self) -> None:
        """Show nothing."""
        for label in (self.heading, self._number, self._beside):
            label.setText("")
        self.list.clear()
        self._all = None

    def show_cells(self, cells: tuple[Cell, ...], text: str, beside: str = "") -> None:
        """Show what a number counts; two cells are a change, the later last, of which more is said beside."""
        cell = cells[-1]
        self.heading.setText(" · ".join(_place(cells)).upper())
        self._number.setText(_number(cells, text))
        self._beside.setText(" · ".join((*_beside(cells), *filter(None, (beside,)))))
        ids = [coding_id for each in cells if each.value is not None for coding_id in each.coding_ids]
        if self._all is None or self._all.analysis_data is not cell.found.analysis_data:
            self._all = find_passages(cell.found.analysis_data)
        self.list.show_passages(self._all.with_codings(ids), self._read, hue=cell.column.hue)
        self.list.setAccessibleName(
            _("Passages behind {number}").format(number=f"{text}, {cell.column.name}")
        )


def _label(role: str) -> QLabel:
    label = hint(role=role)
    label.setContentsMargins(16, 0, 16, 0)
    return label


def _place(cells: tuple[Cell, ...]) -> list[str]:
    """Return the strand, the school, the round: ``HSC``, ``all schools``, ``2015``."""
    members = cells[-1].group.members
    others = [member.label for member in members if member.by is not Grouping.ROUND]
    rounds = [member.label for cell in cells for member in cell.group.members if member.by is Grouping.ROUND]
    if len(rounds) > 1:
        rounds = [_("Change {earlier} to {later}").format(earlier=rounds[0], later=rounds[-1])]
    return [cells[-1].column.label, *others, *rounds, *filter(None, (stage_of(cells[-1]),))]


def _number(cells: tuple[Cell, ...], text: str) -> str:
    """Return the number large, and what it counts beside it."""
    cell = cells[-1]
    if len(cells) > 1:
        return _large(text)
    if cell.value is None:
        return f"{_large(text)}&nbsp; {cell.why}"
    if text == str(cell.count):
        return summary(cell).replace(text, _large(text), 1)
    said = measured(cell.found, cell.found.measure, _large(text))
    return f"{said}<br>{summary(cell)}"


def _large(text: str) -> str:
    return f'<span style="font-size:22px; font-weight:600">{text}</span>'


def _beside(cells: tuple[Cell, ...]) -> list[str]:
    """Return the same number in the other rounds, how much of it is unsure, and what it says."""
    last = cells[-1]
    others = list(cells) if len(cells) > 1 else _elsewhere(last)
    figures = [
        _("{n} in {round}").format(n=cell.text, round=cell.group.member(Grouping.ROUND).label)
        for cell in others
    ]
    return [*figures, *filter(None, (*map(unsure_of, cells), *map(directions_of, cells)))]


def _elsewhere(cell: Cell) -> list[Cell]:
    """Return the same number of the other rounds."""
    found, group = cell.found, cell.group
    return [
        found.cell(other, cell.column)
        for other in (*found.groups, *found.totals)
        if other.members[1:] == group.members[1:] and other.position != group.position
    ]
