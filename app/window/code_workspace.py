"""Puts the Code page together with the tree, the codebook panel and the picker."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.codebook.panel import CodebookPanel
from app.codebook.passage import PassagePanel
from app.codebook.picker import QuickPicker
from app.explorer.tree import InterviewTree
from app.shell.open_study import OpenStudy
from app.transcript.page import CodePage
from app.widgets.forms import column_of


class CodeWorkspace(QObject):
    """Wires what stands around the transcript to it; holds no state of its own."""

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Make the page and its sides."""
        super().__init__(parent)
        self._study = open_study
        self.page = CodePage(open_study)
        self.tree = InterviewTree(open_study)
        self.panel = CodebookPanel(open_study)
        self.passage = PassagePanel(open_study)
        self.picker = QuickPicker(open_study, self.page)
        self.page.panes.set_sides(self.tree, self._right_side())
        self._connect()

    def _right_side(self) -> QWidget:
        side = QSplitter(Qt.Orientation.Vertical)
        side.addWidget(self.panel)
        side.addWidget(self.passage)
        side.setStretchFactor(0, 1)
        side.setChildrenCollapsible(False)
        holder = QWidget()
        column_of(side, on=holder)
        return holder

    def _connect(self) -> None:
        page, commands, view = self.page, self.page.commands, self.page.view
        page.panes.folded.connect(self.tree.fold)
        self.tree.fold_wanted.connect(page.panes.toggle_fold)
        page.header.step_wanted.connect(self.tree.step)
        page.header.list_wanted.connect(self.tree.list_in)
        page.interview_shown.connect(self.tree.show_interview)
        page.interview_shown.connect(self.panel.show_interview)
        page.selection_shown.connect(self.panel.show_selection)
        page.selection_shown.connect(self.passage.show_selection)
        commands.picker_wanted.connect(self._open_picker)
        commands.in_vivo_wanted.connect(self.picker.name_in_vivo)
        commands.memo_wanted.connect(self.passage.edit_memo)
        self._study.merge_wanted.connect(self.panel.commands.merge)
        self.panel.code_chosen.connect(commands.code_selection)
        self.passage.take_off.connect(commands.take_off)
        self.passage.stage_chosen.connect(commands.set_stage)
        self.passage.direction_chosen.connect(commands.set_direction)
        self.passage.unsure_toggled.connect(commands.set_unsure)
        self.passage.current_requested.connect(page.view.make_current)
        self.passage.picker_requested.connect(commands.want_picker)
        self.passage.in_vivo_requested.connect(commands.want_in_vivo)
        self.passage.left.connect(view.setFocus)
        self.picker.picked.connect(commands.apply_picks)
        self.picker.new_code.connect(self.panel.add_code)
        self.picker.in_vivo.connect(commands.code_in_vivo)
        self.picker.closed.connect(view.setFocus)

    def _open_picker(self, first_letter: str, line: QRect) -> None:
        self.picker.open_at(line, first_letter, self.page.view.selected_text())

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what to do by action id."""
        page, commands = self.page, self.page.commands
        return {
            "find": page.open_find,
            "find_next": page.find_bar.next,
            "find_previous": page.find_bar.previous,
            "picker": commands.want_picker,
            "in_vivo": commands.want_in_vivo,
            "unsure": commands.toggle_unsure,
            "memo": self.passage.edit_memo,
            "take_off": commands.take_off_current,
            "take_selection": commands.take_selection,
            "next_coding": lambda: page.view.step_coding(1),
            "previous_coding": lambda: page.view.step_coding(-1),
            "next_remark": lambda: page.remarks.step(1),
            "previous_remark": lambda: page.remarks.step(-1),
            "say_question": page.say_question,
            "merge_codes": self.panel.merge_codes,
            "go_through": self.panel.go_through,
            "versions": self.panel.compare_versions,
            "read_blind": page.toggle_blind,
            "done": page.toggle_done,
            "correct": page.correcting.correct,
            "next_interview": lambda: self.tree.step(1),
            "previous_interview": lambda: self.tree.step(-1),
        }
