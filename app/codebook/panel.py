"""The panel of codes beside the transcript: keys, names and live counts."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QSizePolicy,
    QWidget,
)

from app.codebook.code_commands import CodeCommands
from app.codebook.codes_view import CodesView
from app.codebook.counts import LiveCounts
from app.codebook.model import CodesModel
from app.codebook.second_look import SecondLookLink
from app.shell import settings
from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.transcript.selection import SelectionState
from app.widgets.forms import STRETCH, column_of, hint, line, row_of, wide
from app.widgets.menus import give_menu, menu_button
from coding.language import _
from coding.model.framework import Code
from coding.notation.code_names import Names
from coding.notation.picker_completion import new_code
from storage.operations.codebook import add_code
from storage.queries.codings import last_used_codes
from storage.study.journal import Changes
from storage.study.tables import CODING

_EMPTY_HEIGHT = 120
_INTERVIEW, _STUDY = "interview", "study"


class CodebookPanel(QFrame):
    """The codes of the current framework. Choosing one is as pressing its key."""

    code_chosen = Signal(int)
    place_chosen = Signal(Place)  # a code's entry on the codebook page

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Follow the study."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._study = open_study
        self._interview_id: int | None = None
        self._current_code_id: int | None = None
        self._scope = _STUDY if settings.text("panel_scope") == _STUDY else _INTERVIEW
        self._counts = LiveCounts(open_study)
        self.model = CodesModel()
        self.view = CodesView(self.model)
        self.commands = CodeCommands(open_study, self)
        self._name = ""
        self.title = line(role="section")
        self.scope = menu_button(_("What is counted"))
        self.second_look = SecondLookLink(open_study)
        self._empty = hint()
        self._changed: set[int] = set()
        self._later = DeferredCall(self._catch_up, self)
        self._lay_out()
        self._connect()
        self._show_framework()

    def _lay_out(self) -> None:
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._empty.setContentsMargins(14, 8, 14, 8)
        column_of(
            row_of(wide(self.title), self.scope, margins=(14, 4, 6, 0)),
            row_of(self.second_look, STRETCH, margins=(2, 0, 8, 0)),
            self._empty,
            wide(self.view),
            on=self,
            margins=(0, 0, 0, 6),
            spacing=0,
        )

    def _connect(self) -> None:
        self.view.chosen.connect(self.code_chosen)
        self.second_look.place_wanted.connect(self.place_chosen)
        self.view.menu_wanted.connect(self._show_menu)
        self.view.merge_wanted.connect(self.commands.merge)
        self.commands.entry_requested.connect(self._ask_for_entry)
        self.commands.sorting_requested.connect(self._ask_to_sort)
        self.commands.added.connect(self.view.reveal)
        self.view.expanded.connect(self._fit_height)
        self.view.collapsed.connect(self._fit_height)
        self._study.opened.connect(self._show_framework)
        self._study.framework_changed.connect(self._show_framework)
        self._study.study_changed.connect(self._follow)
        self._study.closing.connect(self._clear)

    # --- what is shown ---------------------------------------------------------------------------

    def show_interview(self, interview_id: int | None) -> None:
        """Count in this interview."""
        self._interview_id = interview_id
        self._show_counts()

    def show_selection(self, state: SelectionState | None) -> None:
        """Mark the codes that the selected passage carries."""
        codings = state.codings if state is not None else ()
        picked = frozenset(coding.code_id for coding in codings)
        current = next((c for c in codings if c.id == state.current_coding_id), None) if state else None
        self._current_code_id = current.code_id if current is not None else None
        for code_id in picked & self.model.framework.by_id.keys():
            self.view.reveal(code_id)
        self.model.show_picked(picked)

    def _show_framework(self) -> None:
        self._counts.forget()
        if not self._study.is_open or not self._study.frameworks:
            return
        framework = self._study.framework
        self.model.show_framework(framework)
        self._show_title()
        self._show_scope()
        self._empty.setText(_("No codes yet. Type one into the picker, or right-click here."))
        self._empty.setVisible(not framework.codes)
        self._fit_height()
        self._show_counts()

    def _show_title(self) -> None:
        """Name the framework over its codes; the bar on top changes it."""
        framework = self._study.framework
        self._name = (framework.short_name or framework.name).upper()
        self.title.setAccessibleName(framework.name)
        self.title.setToolTip(framework.name)
        self._fit_title()

    def _fit_title(self) -> None:
        metrics, width = self.title.fontMetrics(), self.title.width()
        self.title.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the name of the framework to the room there is."""
        super().resizeEvent(event)
        self._fit_title()

    def _show_scope(self) -> None:
        words = {_INTERVIEW: _("this interview"), _STUDY: _("whole study")}
        menu = QMenu(self.scope)
        for scope, text in words.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(scope == self._scope)
            action.triggered.connect(lambda _checked=False, scope=scope: self.count_in(scope))
        give_menu(self.scope, menu)
        self.scope.setText(words[self._scope] + " ▾")

    def count_in(self, scope: str) -> None:
        """Count in the "interview" or in the whole "study", from now on."""
        self._scope = scope
        settings.remember("panel_scope", scope)
        self._show_scope()
        self._show_counts()

    def _show_counts(self) -> None:
        if not self._study.is_open:
            return
        self._show_second_look()
        if self._interview_id is not None:
            self._counts.of_interview(self._interview_id)  # the study's counts follow from it
        if self._scope == _STUDY:
            self.model.show_counts(self._counts.of_study(), _("in the whole study"))
        elif self._interview_id is not None:
            self.model.show_counts(self._counts.of_interview(self._interview_id), _("in this interview"))
        else:
            self.model.show_counts({}, "")

    def _show_second_look(self) -> None:
        before = self.second_look.isHidden()
        self.second_look.follow(self._study.framework)
        if self.second_look.isHidden() != before:
            self._fit_height()

    def _follow(self, changes: Changes) -> None:
        """Note what has to be counted again: the transcript is painted first."""
        if changes.touches(CODING):
            self._changed |= changes.transcripts
            self._later.start()

    def _catch_up(self) -> None:
        if self._study.is_open:
            changed, self._changed = self._changed, set()
            self._counts.follow(changed)
            self._show_counts()

    def _clear(self) -> None:
        self._later.stop()
        self._interview_id = None
        self._changed.clear()
        self._counts.forget()

    # --- what is done ----------------------------------------------------------------------------

    def add_code(self, text: str) -> None:
        """Make a code of what was typed into the picker and put it on the selection."""
        framework = self._study.framework
        recent = last_used_codes(self._study.reader, self._study.coder_id)
        new = new_code(text, Names(framework), recent)
        code_id = self._study.perform(add_code(framework.id, new.parent_id, new.name))
        if code_id is not None:
            self.view.reveal(code_id)
            self.code_chosen.emit(code_id)

    def merge_codes(self) -> None:
        """Merge the code of the current coding, or one that is chosen first."""
        self.commands.merge(self._current_code_id)

    def compare_versions(self) -> None:
        """Show two versions of the codebook side by side."""
        self.commands.compare()

    def go_through(self) -> None:
        """Go through the passages of the code of the current coding, or of one that is chosen there."""
        self._ask_to_sort(self._current_code_id)

    def _ask_to_sort(self, code_id: int | None) -> None:
        self.place_chosen.emit(Place("sort", detail=str(code_id or "")))

    def _ask_for_entry(self, code_id: int) -> None:
        self.place_chosen.emit(Place("codebook", detail=str(code_id)))

    def _show_menu(self, code: Code | None, at: QPoint, row: QRect) -> None:
        if code is not None:
            self.commands.show_menu(code, at, row)
        elif self._study.is_open:
            menu = self.commands.empty_menu(self._study.framework, row)
            menu.exec(at)
            menu.deleteLater()

    def sizeHint(self) -> QSize:
        """Return the height that shows every code."""
        link = 0 if self.second_look.isHidden() else self.second_look.sizeHint().height()
        return QSize(289, self.view.sizeHint().height() + 40 + link)

    def _fit_height(self) -> None:
        """Take no more room than the codes need: what is selected follows right below them."""
        needed = self.sizeHint().height() if self.model.framework.codes else _EMPTY_HEIGHT
        self.setMaximumHeight(max(needed, _EMPTY_HEIGHT))
        self.updateGeometry()
