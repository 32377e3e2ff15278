"""The table of agreement: a row a strand; every figure opens the passages that it counts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from app.shell import theme
from app.widgets.forms import with_role
from app.widgets.painting import bold
from app.widgets.table import TableColumn, TableModel
from coding.analysis.agreement import Part
from coding.analysis.pair_agreement import AgreementRow
from coding.language import _
from coding.model.agreement import CoefficientName

_ROW: Final = 20  # pixels
_OPENED: Final = (Part.BOTH, Part.FIRST_ONLY, Part.SECOND_ONLY)


class FiguresTable(QTableView):
    """Figures of two coders; arrows move, Enter or a click opens a figure."""

    opened = Signal(object, object)  # AgreementRow, Part

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        with_role(self, "plain")
        self.figures: TableModel[AgreementRow] = TableModel(key=lambda row: row.label)
        self.figures.setParent(self)
        self.setModel(self.figures)
        self.setAccessibleName(_("Agreement"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.horizontalHeader().setMinimumSectionSize(30)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        )
        self.clicked.connect(self._open)
        self.setMouseTracking(True)

    def show_rows(self, columns: Sequence[TableColumn[AgreementRow]], rows: Sequence[AgreementRow]) -> None:
        """Show these rows by these columns, the first as wide as there is room."""
        self.figures.show_anew(columns, rows)
        header = self.horizontalHeader()
        for at in range(len(columns)):
            mode = QHeaderView.ResizeMode.ResizeToContents if at else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, mode)
        self.updateGeometry()

    def wanted_width(self) -> int:
        """Return the pixels that all columns take so that nothing in them is cut."""
        header = self.horizontalHeader()
        figures = sum(header.sectionSize(at) for at in range(1, header.count()))
        return max(self.sizeHintForColumn(0), header.sectionSizeHint(0)) + figures

    def sizeHint(self) -> QSize:
        """Ask for room for all rows."""
        height = self.horizontalHeader().sizeHint().height() + _ROW * self.figures.rowCount() + 4
        return QSize(280, height)

    def minimumSizeHint(self) -> QSize:
        """Be content with a few rows."""
        return QSize(180, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a figure with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = self.figures.row_at(index)
        if row is not None and 1 <= index.column() <= len(_OPENED):
            self.opened.emit(row, _OPENED[index.column() - 1])


def counts(what: str, unit: str, initials: tuple[str, str]) -> list[TableColumn[AgreementRow]]:
    """Return the columns of what and of how many units carry it: both, only the one, only the other."""
    headings = (
        _("{units}\nboth").format(units=unit),
        _("only\n{coder}").format(coder=initials[0]),
        _("only\n{coder}").format(coder=initials[1]),
    )
    return [_names(what), *(_count(heading, part) for heading, part in zip(headings, _OPENED, strict=True))]


def coefficient(name: CoefficientName) -> TableColumn[AgreementRow]:
    """Return the column of the coefficient that was fixed; a dash has its reason as its tooltip."""
    return replace(_coefficient(name), font=_always_bold)


def all_coefficients() -> list[TableColumn[AgreementRow]]:
    """Return a column for each coefficient, and one for the percentage."""
    return [*map(_coefficient, CoefficientName), _per_cent()]


def _per_cent() -> TableColumn[AgreementRow]:
    """Return the column of the share of units on which both are alike."""
    about = _("Of all units, those that both coded or neither did. For a rare code nearly all are neither’s.")
    return TableColumn(_("%"), _share, is_number=True, about=about, tool_tip=_share_in_words)


def names(what: str) -> TableColumn[AgreementRow]:
    """Return the column of what the rows are about."""
    return _names(what)


def _names(what: str) -> TableColumn[AgreementRow]:
    return TableColumn(
        what[:1].upper() + what[1:],
        lambda row: row.label,
        is_wide=True,
        icon=_mark,
        font=_font,
        tool_tip=lambda row: row.name or row.label,
    )


def _count(heading: str, part: Part) -> TableColumn[AgreementRow]:
    def text(row: AgreementRow) -> str:
        count = row.count(part)
        return "–" if count is None else f"{count:,}"

    return TableColumn(heading, text, is_number=True)


def _coefficient(name: CoefficientName) -> TableColumn[AgreementRow]:
    return TableColumn(
        name.short,
        lambda row: row.figures.of(name).text,
        is_number=True,
        about=f"{name.label}. {name.hides}",
        tool_tip=lambda row: row.figures.of(name).why_not or row.figures.of(name).text,
    )


def _share(row: AgreementRow) -> str:
    table = row.figures.table
    if table is None or table.neither is None or not table.units:
        return "–"
    k, n = table.agreed, table.units
    rounded = (200 * k + n) // (2 * n)  # half away from zero
    if rounded in {0, 100} and k not in {0, n}:
        return "<1" if rounded == 0 else ">99"
    return str(rounded)


def _share_in_words(row: AgreementRow) -> str:
    table = row.figures.table
    if table is None or table.neither is None:
        return _("How many passages neither found cannot be counted; F1 does without them.")
    return _("{k} of {n}").format(k=f"{table.agreed:,}", n=f"{table.units:,}")


def _mark(row: AgreementRow) -> QIcon:
    if not row.hue:
        return QIcon()
    pixmap = QPixmap(10, 10)
    pixmap.fill(QColor(theme.current().hue(row.hue).mark))
    return QIcon(pixmap)


def _font(row: AgreementRow) -> QFont | None:
    return _bold_font() if row.hue else None


def _always_bold(_row: AgreementRow) -> QFont:
    return _bold_font()


def _bold_font() -> QFont:
    return bold(theme.interface_font())
