"""The tabs of the import page: a list on top, what is said of the selected line below, the text beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget

from app.intake.panel import ImportPanel, PanelContext
from app.intake.preview import Preview
from app.intake.steps import StepList
from app.shell.plain_text import on_a_button
from app.widgets.forms import column_of, show_in
from coding.intake.plan import ImportPlan

_WIDTHS = [176, 700, 490]
_HEIGHTS = [440, 250]
_NARROWEST = 260  # pixels of the text


def _scrolling(inner: QWidget) -> QScrollArea:
    """Return a widget that scrolls where it has less room than it needs, as with large letters."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    show_in(area, inner)
    return area


class ImportTabs(QSplitter):
    """Shows one panel at a time; those with nothing to show are hidden."""

    corrected = Signal(object)  # a Correction that is quick
    read_anew = Signal(object)  # a Correction that all files may have to be read anew for

    def __init__(self, panels: Sequence[ImportPanel], parent: QWidget | None = None) -> None:
        """Show these panels, the first of them always."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.panels = panels
        self.steps = StepList(panels)
        self.preview = Preview()
        self.preview.setMinimumWidth(_NARROWEST)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().hide()  # the steps at the left choose
        self._details = QStackedWidget()
        self._plan = ImportPlan()
        self._stale: set[ImportPanel] = set()
        for panel in panels:
            self.tabs.addTab(_scrolling(panel), "")
            self._details.addWidget(
                panel.detail if isinstance(panel.detail, QScrollArea) else _scrolling(panel.detail)
            )
            panel.corrected.connect(self.corrected)
            panel.read_anew.connect(self.read_anew)
            panel.shown_changed.connect(self.show_text)
        self.tabs.currentChanged.connect(self._follow_tab)
        self.steps.chosen.connect(self.tabs.setCurrentIndex)
        for part in (self.steps, self._middle(), self.preview):
            self.addWidget(part)
        self.setSizes(_WIDTHS)
        self.setStretchFactor(0, 0)
        self.setChildrenCollapsible(False)

    def _middle(self) -> QWidget:
        """Return the list of the step on view, and below it what is said of the selected line."""
        below = QWidget()
        column_of(self._details, on=below)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.tabs)
        middle.addWidget(below)
        middle.setSizes(_HEIGHTS)
        middle.setChildrenCollapsible(False)
        return middle

    @property
    def panel(self) -> ImportPanel:
        """The panel on view."""
        return self.panels[max(self.tabs.currentIndex(), 0)]

    def choose(self, panel: ImportPanel) -> None:
        """Show this panel."""
        self.tabs.setCurrentIndex(self.panels.index(panel))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan: the panel on view now, the others when they are looked at."""
        self._plan = plan
        self._stale = set(self.panels)
        for at, panel in enumerate(self.panels):
            title = panel.title(plan)
            self.tabs.setTabText(at, on_a_button(title))
            self.tabs.setTabVisible(at, bool(title))
        self.steps.show_plan(plan)
        self._follow_tab(self.tabs.currentIndex())

    def _follow_tab(self, at: int) -> None:
        panel = self.panels[max(at, 0)]
        self.steps.choose(max(at, 0))
        self._details.setCurrentIndex(max(at, 0))
        if panel in self._stale:
            self._stale.discard(panel)
            panel.show_plan(self._plan)
        self.show_text()

    def show_text(self) -> None:
        """Show the text that the panel on view is about."""
        shown = self.panel.shown() or self.panels[0].shown() or PanelContext()
        rows = self._plan.rows
        known = shown.row is not None and shown.row < len(rows)
        row = rows[shown.row] if known and shown.row is not None else None
        self.preview.show_arrival(row, self._plan.known.framework, shown.span)
