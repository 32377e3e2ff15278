"""The steps of an import at the left of its page: which there are, and what is to be reviewed in each."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QToolButton, QWidget

from app.intake.panel import ImportPanel
from app.shell import theme
from app.widgets.forms import column_of, named, wide, with_role
from coding.intake.plan import ImportPlan
from coding.language import _

_NARROWEST = 176
_ROW = 30  # pixels


class StepList(QWidget):
    """A row a step, always in the same place; those that an import can do without fold away."""

    chosen = Signal(int)  # the position of the panel

    def __init__(self, panels: Sequence[ImportPanel], parent: QWidget | None = None) -> None:
        """List these panels, the optional ones folded."""
        super().__init__(parent)
        self._panels = panels
        self.list = named(QListWidget(), _("Steps of the import"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for panel in panels:
            QListWidgetItem(_(panel.step), self.list).setSizeHint(QSize(_NARROWEST, _ROW))
        self.more = with_role(QToolButton(), "flat")
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.toggled.connect(self._fold)
        self.list.currentRowChanged.connect(self._choose)
        self.setMinimumWidth(_NARROWEST)
        column_of(wide(self.list), self.more, on=self, margins=(8, 8, 4, 8))
        self._fold(self.more.isChecked())

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what there is in each step: a tick where nothing is to be reviewed, else how much is."""
        colours = theme.current()
        for at, panel in enumerate(self._panels):
            title, needed = panel.title(plan), panel.to_review(plan)
            item = self.list.item(at)
            is_done = bool(title) and not needed and panel.can_be_done and not panel.is_optional
            item.setText(f"{title or _(panel.step)} ✓" if is_done else title or _(panel.step))
            item.setToolTip(item.text())
            usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(usable if title else Qt.ItemFlag.NoItemFlags)
            colour = colours.warning if needed else colours.text if title else colours.quiet
            item.setForeground(QBrush(QColor(colour)))

    def choose(self, at: int) -> None:
        """Mark the step on view; one that was folded away is shown."""
        if self._panels[at].is_optional and not self.more.isChecked():
            self.more.setChecked(True)
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _choose(self, at: int) -> None:
        if at >= 0:
            self.chosen.emit(at)

    def _fold(self, unfolded: bool) -> None:  # noqa: FBT001 - what was pressed
        self.more.setText(_("Fewer steps") if unfolded else _("More steps"))
        for at, panel in enumerate(self._panels):
            self.list.setRowHidden(at, panel.is_optional and not unfolded)
