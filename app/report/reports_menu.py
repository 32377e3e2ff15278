"""The menu of the reports that are kept: one is opened, kept under another name, renamed, removed."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.widgets.menus import give_menu, menu_button
from app.widgets.name_dialog import NameDialog
from coding.language import _
from coding.report.plan import ReportPlan, usual_report
from coding.text.names import shortened
from storage.operations.reports import keep_report, remove_report, rename_report
from storage.queries.kept_reports import ReportRow, kept_reports

_LONGEST: Final = 22


class ReportsMenu(QObject):
    """Holds the button; ``chosen`` says that another report is in hand, or the same as it is now."""

    chosen = Signal()

    def __init__(self, open_study: OpenStudy, plan: Callable[[], ReportPlan], parent: QWidget) -> None:
        """Offer the reports of a study; ``plan`` returns the one on view."""
        super().__init__(parent)
        self._study, self._plan, self._parent = open_study, plan, parent
        self._in_hand: int | None = None
        self.dialog: NameDialog | None = None
        self.button = menu_button(_("Kept reports"))
        self.menu = QMenu(self.button)
        give_menu(self.button, self.menu)
        self.menu.aboutToShow.connect(self._fill)

    def rows(self) -> list[ReportRow]:
        """Return the reports that can be shown."""
        return kept_reports(self._study.reader) if self._study.is_open else []

    def in_hand(self) -> ReportRow | None:
        """Return the report in hand: the one chosen last, else the first that is kept."""
        rows = [row for row in self.rows() if row.plan is not None]
        return next((row for row in rows if row.id == self._in_hand), rows[0] if rows else None)

    def forget(self) -> None:
        """Have none in hand."""
        self._in_hand = None
        self.follow()

    def follow(self) -> None:
        """Say which is in hand."""
        row = self.in_hand()
        name = row.name if row is not None else _("Usual report")
        self.button.setText(f"{on_a_button(shortened(name, _LONGEST))} ▾")
        self.button.setToolTip(on_a_button(name))
        self.button.setAccessibleName(_("Kept reports: {name}").format(name=name))

    def choose(self, report_id: int) -> None:
        """Take a report in hand."""
        self._in_hand = report_id
        self.follow()
        self.chosen.emit()

    def keep(self, name: str, plan: ReportPlan) -> None:
        """Keep a report under a name, and take it in hand."""
        kept = self._study.perform(keep_report(name, plan))
        if isinstance(kept, int):
            self.choose(kept)

    def _fill(self) -> None:
        menu, can_write, row = self.menu, self._study.can_write, self.in_hand()
        menu.clear()
        for each in self.rows():
            action = menu.addAction(on_a_button(each.name), partial(self.choose, each.id))
            action.setCheckable(True)
            action.setChecked(row is not None and each.id == row.id)
            action.setEnabled(each.plan is not None)
        menu.addSeparator()
        menu.addAction(_("New report…"), partial(self._ask, _("New report"), "", self._new)).setEnabled(
            can_write
        )
        copy = partial(self._ask, _("Keep a copy"), "", self._copy)
        menu.addAction(_("Keep a copy as…"), copy).setEnabled(can_write)
        if row is not None:
            rename = partial(self._ask, _("Rename the report"), row.name, partial(self._rename, row.id))
            menu.addAction(_("Rename…"), rename).setEnabled(can_write)
            remove = _("Remove “{name}”").format(name=on_a_button(row.name))
            menu.addAction(remove, partial(self._remove, row.id)).setEnabled(can_write)

    def _ask(self, title: str, name: str, then: Callable[[str], object]) -> None:
        self.dialog = dialog = NameDialog(title, _("Name of the report"), name, _("Keep"), self._parent)
        dialog.given.connect(then)
        dialog.open()

    def _new(self, name: str) -> None:
        self.keep(name, usual_report())

    def _copy(self, name: str) -> None:
        self.keep(name, self._plan())

    def _rename(self, report_id: int, name: str) -> None:
        self._study.perform(rename_report(report_id, name))
        self.choose(report_id)

    def _remove(self, report_id: int) -> None:
        self._study.perform(remove_report(report_id))
        self.forget()
        self.chosen.emit()
