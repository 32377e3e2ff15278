"""The tabs of the import page: a list on top, what is said of the selected line below, the text beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QWidget

from app.intake.panel import ImportPanel, PanelContext
from app.intake.preview import Preview
from app.shell.plain_text import on_a_button
from app.widgets.forms import column_of
from coding.intake.plan import ImportPlan


class ImportTabs(QSplitter):
    """Shows one panel at a time; those with nothing to show are hidden."""

    corrected = Signal(object)  # a Correction that is quick
    read_anew = Signal(object)  # a Correction that all files may have to be read anew for

    def __init__(self, panels: Sequence[ImportPanel], parent: QWidget | None = None) -> None:
        """Show these panels, the first of them always."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self.panels = panels
        self.preview = Preview()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._details = QStackedWidget()
        self._plan = ImportPlan()
        self._stale: set[ImportPanel] = set()
        for panel in panels:
            self.tabs.addTab(panel, "")
            self._details.addWidget(panel.detail)
            panel.corrected.connect(self.corrected)
            panel.read_anew.connect(self.read_anew)
            panel.shown_changed.connect(self.show_text)
        self.tabs.currentChanged.connect(self._follow_tab)
        self.addWidget(self.tabs)
        self.addWidget(self._lower_half())
        self.setSizes([440, 330])
        self.setChildrenCollapsible(False)

    def _lower_half(self) -> QWidget:
        panel = QWidget()
        column_of(self._details, on=panel)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(panel)
        halves.addWidget(self.preview)
        halves.setSizes([560, 780])
        halves.setChildrenCollapsible(False)
        return halves

    @property
    def panel(self) -> ImportPanel:
        """The panel on view."""
        return self.panels[max(self.tabs.currentIndex(), 0)]

    def choose(self, panel: ImportPanel) -> None:
        """Show this panel."""
        self.tabs.setCurrentWidget(panel)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan: the panel on view now, the others when they are looked at."""
        self._plan = plan
        self._stale = set(self.panels)
        for at, panel in enumerate(self.panels):
            title = panel.title(plan)
            self.tabs.setTabText(at, on_a_button(title))
            self.tabs.setTabVisible(at, bool(title))
        self._follow_tab(self.tabs.currentIndex())

    def _follow_tab(self, at: int) -> None:
        panel = self.panels[max(at, 0)]
        self._details.setCurrentWidget(panel.detail)
        if panel in self._stale:
            self._stale.discard(panel)
            panel.show_plan(self._plan)
        self.show_text()

    def show_text(self) -> None:
        """Show the text that the panel on view is about."""
        shown = self.panel.shown() or self.panels[0].shown() or PanelContext()
        import_rows = self._plan.rows
        known = shown.row is not None and shown.row < len(import_rows)
        import_row = import_rows[shown.row] if known and shown.row is not None else None
        self.preview.show_arrival(import_row, self._plan.known.framework, shown.span)
