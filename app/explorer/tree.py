"""The left panel of the Code page: the interviews by round and school."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from app.explorer.delegate import InterviewDelegate
from app.explorer.model import BRANCH, InterviewModel, round_name, school_name
from app.explorer.rail import WIDTH as RAIL_WIDTH
from app.explorer.rail import RailView
from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.transcript.header import state_in_words
from app.widgets.forms import STRETCH, column_of, hint, line, named, row_of, wide, with_role
from app.widgets.tree import TreeView
from coding.language import _
from coding.model.study import State
from storage.operations.interviews import remove_interview
from storage.operations.reading import set_state
from storage.queries.tree import InterviewRow, interview_row, interview_tree
from storage.study.journal import Changes
from storage.study.tables import CODING, INTERVIEW, PARTICIPATION, POST, READING, ROLE, ROUND, SCHOOL

_MANY = 24  # interviews from which a filter field helps and schools begin folded
_NARROWEST, _WIDEST = 140, 420  # pixels, unfolded
_TABLES = (PARTICIPATION, POST, ROLE, SCHOOL, ROUND)


class InterviewTree(QFrame):
    """Shows all interviews and which is open; says which one is chosen."""

    interview_chosen = Signal(int)
    edit_wanted = Signal(int)  # the facts of an interview
    facts_wanted = Signal()  # schools, rounds, roles and people
    import_wanted = Signal()
    fold_wanted = Signal()  # to a rail, or back

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.open_study = open_study
        self.model = InterviewModel()
        self.view = TreeView(self.model, _("Interviews"), self)
        self.view.setSelectionMode(TreeView.SelectionMode.NoSelection)
        self._delegate = InterviewDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.filter = named(QLineEdit(placeholderText=_("Filter interviews")), _("Filter interviews"))
        self.empty = _Empty()
        self._whole = QWidget()
        self.rail = RailView()
        self._folded = QWidget()
        self._coded: set[int] = set()
        self._counting = DeferredCall(self._count_again, self)
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        heading = line(_("INTERVIEWS"), "section")
        self.filter.setClearButtonEnabled(True)
        column_of(
            row_of(wide(heading), self._fold_button("«"), margins=(14, 8, 8, 2)),
            column_of(self.filter, margins=(12, 2, 12, 6)),
            wide(self.view),
            wide(self.empty),
            on=self._whole,
            spacing=0,
        )
        unfold = row_of(self._fold_button("»"), margins=(8, 8, 8, 2))
        column_of(unfold, wide(self.rail), on=self._folded, spacing=0)
        column_of(self._whole, self._folded, on=self)
        self.fold(False)  # noqa: FBT003

    def _fold_button(self, sign: str) -> QToolButton:
        button = named(with_role(QToolButton(), "flat"), _("Fold or unfold the interviews"))
        button.setText(sign)
        button.setToolTip(_("Fold or unfold the interviews (Ctrl+B)"))
        button.clicked.connect(self.fold_wanted)
        return button

    def fold(self, on: bool) -> None:  # noqa: FBT001 - as a signal says it
        """Show a rail of keys, or all there is to say."""
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        self._folded.setVisible(on)
        self._whole.setVisible(not on)
        self.setFixedWidth(RAIL_WIDTH) if on else self._let_it_be_wide()
        if on:
            self.rail.rail.show_branches(self.model.branches)
            self.show_interview(self._delegate.open_id)
        if had_keyboard:
            (self.rail if on else self.view).setFocus()

    def _let_it_be_wide(self) -> None:
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDEST)

    def _connect(self) -> None:
        for view in (self.view, self.rail):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.clicked.connect(self._click)
            view.enter_pressed.connect(self._click)
            view.edit_pressed.connect(partial(self._act_on, self.edit_wanted.emit))
            view.remove_pressed.connect(partial(self._act_on, self.remove))
            view.customContextMenuRequested.connect(partial(self._show_menu, view))
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self.view.setFocus)
        self.empty.import_wanted.connect(self.import_wanted)
        self.empty.facts_wanted.connect(self.facts_wanted)
        self.open_study.opened.connect(self._begin)
        self.open_study.closed.connect(self._begin)
        self.open_study.study_changed.connect(self._on_study_changed)
        self.open_study.coders.changed.connect(self.reload)

    # --- what is shown -----------------------------------------------------------------------

    def _begin(self) -> None:
        """Show another study: everything unfolded, or only the rounds where there are many interviews."""
        self._delegate.open_id = None
        self.filter.clear()
        self.reload()
        few = len(self.model.interviews()) < _MANY
        self.view.open_only({key for key in self.model.all_keys() if few or key[0] == "round"})

    def reload(self) -> None:
        """Read the tree again."""
        study = self.open_study
        branches = interview_tree(study.reader, study.coder_ids) if study.is_open else ()
        rows = [row for branch in branches for row in branch.interviews]
        self._delegate.measure_keys({row.keys for row in rows}, self.view.font())
        self.model.show_branches(branches)
        if self._folded.isVisibleTo(self):
            self.rail.rail.show_branches(branches)
        if study.is_open:
            self._follow(study.read_blind)
        self.filter.setVisible(len(rows) >= _MANY)
        self.empty.setVisible(study.is_open and not rows)
        self.view.setVisible(bool(rows))

    def _filter(self, text: str) -> None:
        self.view.all_open = bool(text.strip())
        self.model.filter_by(text)

    def show_interview(self, interview_id: int | None) -> None:
        """Mark the interview that is on view, and bring it into sight."""
        self._delegate.open_id = interview_id
        self.rail.delegate.open_id = interview_id
        for view, model in ((self.view, self.model), (self.rail, self.rail.rail)):
            index = model.index_of(("interview", interview_id))
            if index.isValid():
                view.setCurrentIndex(index)
                view.scrollTo(index)  # opens what hides it
            view.viewport().update()

    def list_in(self, menu: QMenu) -> None:
        """List all interviews in a menu, in menus of their own by round and school where they are many."""
        many = len(self.model.interviews()) > _MANY
        for branch in self.model.branches:
            if not many:
                menu.addSection(on_a_button(round_name(branch)))
                self._list_rows(menu, branch.interviews)
                continue
            of_round = menu.addMenu(on_a_button(round_name(branch)))
            for school in branch.schools:
                of_school = of_round.addMenu(on_a_button(school_name(school)))
                of_school.aboutToShow.connect(partial(self._list_anew, of_school, school.interviews))

    def _list_anew(self, menu: QMenu, rows: Iterable[InterviewRow]) -> None:
        menu.clear()
        self._list_rows(menu, rows)

    def _list_rows(self, menu: QMenu, rows: Iterable[InterviewRow]) -> None:
        for row in rows:
            words = f"{on_a_button(row.heading)}\t{state_in_words(row.state)}"
            action = menu.addAction(words, partial(self.interview_chosen.emit, row.id))
            action.setCheckable(True)
            action.setChecked(row.id == self._delegate.open_id)

    def step(self, by: int) -> None:
        """Choose the next (1) or previous (-1) interview in the order shown."""
        ids = self.model.interviews()
        if not ids:
            return
        here = self._delegate.open_id
        at = ids.index(here) + by if here in ids else 0
        if 0 <= at < len(ids):
            self.interview_chosen.emit(ids[at])

    def _on_study_changed(self, changes: Changes) -> None:
        """Follow single interviews; whatever else changed, read the tree again."""
        touched = changes.rows.get(INTERVIEW, frozenset())
        if changes.touches(READING):
            touched |= changes.transcripts
        elif changes.touches(CODING):
            self._coded |= changes.transcripts
            self._counting.start()
        if changes.touches(*_TABLES) or len(touched) > _MANY or not self._follow(touched):
            self.reload()

    def _count_again(self) -> None:
        """Show how many codings the interviews have that were coded just now."""
        coded, self._coded = self._coded, set()
        if self.open_study.is_open and (len(coded) > _MANY or not self._follow(coded)):
            self.reload()

    def _follow(self, interview_ids: Iterable[int]) -> bool:
        """Show interviews as they now are; False if one has come, gone or moved."""
        study = self.open_study
        rows = [
            interview_row(study.reader, interview_id, study.shown_in(interview_id))
            for interview_id in interview_ids
        ]
        known = [row for row in rows if row is not None]
        if self._folded.isVisibleTo(self):
            self.rail.rail.update_rows(known)
        return len(known) == len(rows) and self.model.update_rows(known)

    # --- what is done ------------------------------------------------------------------------

    def _click(self, index: QModelIndex) -> None:
        """Open an interview; fold or unfold anything else."""
        branch = index.data(BRANCH)
        if isinstance(branch, InterviewRow):
            self.interview_chosen.emit(branch.id)
        elif index.model() is self.model:
            self.view.setExpanded(index, not self.view.isExpanded(index))

    @staticmethod
    def _act_on(act: Callable[[int], object], index: QModelIndex) -> None:
        branch = index.data(BRANCH)
        if isinstance(branch, InterviewRow):
            act(branch.id)

    def set_state(self, interview_id: int, state: State) -> None:
        """Say how far an interview has been read."""
        self.open_study.perform(set_state(interview_id, state))

    def remove(self, interview_id: int) -> None:
        """Remove an interview with all that is its own; undo brings it back, and is offered."""
        index = self.model.index_of(("interview", interview_id))
        row = index.data(BRANCH)
        if not isinstance(row, InterviewRow) or not self.open_study.can_write:
            return
        self.open_study.perform(remove_interview(interview_id))
        words = _("Removed “{interview}” with its codings.").format(interview=row.heading)
        self.open_study.notices.offer(words, _("Undo"), self.open_study.undo)

    def _show_menu(self, view: TreeView, at: QPoint) -> None:
        branch = view.indexAt(at).data(BRANCH)
        menu = self.menu_for(branch) if isinstance(branch, InterviewRow) else QMenu(self)
        menu.addAction(_("Study details…"), self.facts_wanted.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(view.viewport().mapToGlobal(at))

    def menu_for(self, row: InterviewRow) -> QMenu:
        """Return the menu of an interview."""
        menu = QMenu(self)
        menu.addAction(_("Open"), lambda: self.interview_chosen.emit(row.id))
        menu.addSeparator()
        wordings = (
            (State.DONE, _("Done")),
            (State.BEING_READ, _("Being read")),
            (State.NOT_STARTED, _("Not started")),
        )
        for state, words in wordings:
            action = menu.addAction(words, lambda state=state: self.set_state(row.id, state))
            action.setCheckable(True)
            action.setChecked(row.state is state)
            action.setEnabled(self.open_study.can_write)
        menu.addSeparator()
        menu.addAction(_("Interview details…") + "\tF2", lambda: self.edit_wanted.emit(row.id))
        remove = menu.addAction(_("Remove the interview") + "\t" + _("Del"), lambda: self.remove(row.id))
        remove.setEnabled(self.open_study.can_write)
        return menu


class _Empty(QWidget):
    """What stands there before the first interview."""

    import_wanted = Signal()
    facts_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        bring = with_role(QPushButton(_("Import transcripts…")), "primary")
        bring.clicked.connect(self.import_wanted)
        facts = with_role(QPushButton(_("Study details…")), "flat")
        facts.clicked.connect(self.facts_wanted)
        column_of(
            hint(_("No interviews yet. Import transcripts, or drop files on the window.")),
            bring,
            facts,
            STRETCH,
            on=self,
            margins=(14, 8, 14, 14),
            spacing=8,
        )
