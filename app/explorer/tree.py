"""The left panel of the Code page: the interviews by round and school."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QWidget

from app.explorer.delegate import InterviewDelegate
from app.explorer.model import BRANCH, InterviewModel
from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.widgets.forms import STRETCH, column_of, hint, line, named, wide, with_role
from app.widgets.tree import TreeView
from coding.language import _
from coding.model.study import State
from storage.operations.interviews import remove_interview
from storage.operations.reading import set_state
from storage.queries.tree import InterviewRow, interview_row, interview_tree
from storage.study.journal import Changes
from storage.study.tables import CODING, INTERVIEW, PARTICIPATION, POST, READING, ROLE, ROUND, SCHOOL

_MANY = 24  # interviews from which a filter field helps and schools begin folded
_TABLES = (PARTICIPATION, POST, ROLE, SCHOOL, ROUND)


class InterviewTree(QFrame):
    """Shows all interviews and which is open; says which one is chosen."""

    interview_chosen = Signal(int)
    edit_wanted = Signal(int)  # the facts of an interview
    facts_wanted = Signal()  # schools, rounds, roles and people
    import_wanted = Signal()

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.open_study = open_study
        self.model = InterviewModel()
        self.view = TreeView(self.model, _("Interviews"), self)
        self.view.setSelectionMode(TreeView.SelectionMode.NoSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate = InterviewDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.filter = named(QLineEdit(placeholderText=_("Filter interviews")), _("Filter interviews"))
        self.empty = _Empty()
        self._coded: set[int] = set()
        self._counting = DeferredCall(self._count_again, self)
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        heading = line(_("INTERVIEWS"), "section")
        heading.setContentsMargins(14, 14, 14, 4)
        self.filter.setClearButtonEnabled(True)
        column_of(
            heading,
            column_of(self.filter, margins=(12, 2, 12, 6)),
            wide(self.view),
            wide(self.empty),
            on=self,
            spacing=0,
        )

    def _connect(self) -> None:
        self.view.clicked.connect(self._click)
        self.view.enter_pressed.connect(self._click)
        self.view.edit_pressed.connect(partial(self._act_on, self.edit_wanted.emit))
        self.view.remove_pressed.connect(partial(self._act_on, self.remove))
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self.view.setFocus)
        self.empty.import_wanted.connect(self.import_wanted)
        self.empty.facts_wanted.connect(self.facts_wanted)
        self.open_study.opened.connect(self._begin)
        self.open_study.closed.connect(self._begin)
        self.open_study.study_changed.connect(self._on_study_changed)

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
        index = self.model.index_of(("interview", interview_id))
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)  # opens what hides it
        self.view.viewport().update()

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
        return len(known) == len(rows) and self.model.update_rows(known)

    # --- what is done ------------------------------------------------------------------------

    def _click(self, index: QModelIndex) -> None:
        """Open an interview; fold or unfold anything else."""
        branch = index.data(BRANCH)
        if isinstance(branch, InterviewRow):
            self.interview_chosen.emit(branch.id)
        else:
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

    def _show_menu(self, at: QPoint) -> None:
        branch = self.view.indexAt(at).data(BRANCH)
        menu = self.menu_for(branch) if isinstance(branch, InterviewRow) else QMenu(self)
        menu.addAction(_("Study details…"), self.facts_wanted.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

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
