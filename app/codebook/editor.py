"""The codebook page: the tree of codes on the left, the entry of the selected one on the right."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from app.codebook.code_commands import CodeCommands
from app.codebook.counts import LiveCounts
from app.codebook.editor_tree import EditorTree
from app.codebook.entry_form import EntryForm
from app.codebook.model import CodesModel, SortKey
from app.codebook.orders import CodeOrder, orders, sort_key
from app.codebook.printing import parts_of_codebook
from app.codebook.second_look import SecondLookLink
from app.codebook.uses import UsesPanel
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, button, column_of, hint, row_of, show_in, wide, with_role
from coding.language import _
from coding.model.framework import Code
from coding.notation.picker_completion import usual_parent
from storage.operations.arranging import move_codes, topmost
from storage.queries.counts import times_of_use
from storage.study.tables import ABOUT_INTERVIEWS, CODE, CODING, FRAMEWORK, MEMO, READING, SAID, STAGE

_WIDEST = 860
_USES = 346  # pixels, as wide as what stands beside an entry
_WITH_USES = 1150  # of the page, from which on there is room for it


class CodebookPage(Page):
    """Edits the codebook of the current framework; F8 turns to the next one."""

    page_id = "codebook"
    tables = (CODE, FRAMEWORK, STAGE, CODING, MEMO, READING, *SAID, *ABOUT_INTERVIEWS)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self._counts = LiveCounts(open_study)
        self.model = CodesModel()
        self.tree = EditorTree(self.model)
        self.commands = CodeCommands(open_study, self)
        self.form = EntryForm(open_study, self.commands)
        self._title = hint(role="heading")
        self._source = hint()
        self.order = ChoiceMenu(_("CodeOrder of the codes"), orders())
        self.new_code = QPushButton()
        self.new_group = QPushButton()
        self.merge = button(_("Merge into…"), self._merge)
        self.versions = button(_("Versions…"), self._compare)
        self.second_look = SecondLookLink(open_study)
        self.uses = UsesPanel(open_study)
        self._right = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left_side())
        self._right.addWidget(_nothing_selected())
        self._right.addWidget(_scrolling(self.form))
        splitter.addWidget(self._right)
        splitter.addWidget(self.uses)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([320, 700, _USES])
        splitter.setChildrenCollapsible(False)
        column_of(splitter, on=self)

    def _left_side(self) -> QWidget:
        left = with_role(QFrame(), "panel")
        left.setMinimumWidth(230)
        column_of(
            column_of(self._title, self._source, margins=(14, 12, 14, 0), spacing=4),
            row_of(self.second_look, STRETCH, margins=(2, 2, 8, 0)),
            row_of(word_button(self.order), STRETCH, margins=(8, 4, 8, 4)),
            wide(self.tree),
            row_of(self.new_code, self.merge, STRETCH, margins=(10, 6, 10, 0), spacing=8),
            row_of(self.new_group, self.versions, STRETCH, margins=(10, 6, 10, 10), spacing=8),
            on=left,
            spacing=0,
        )
        return left

    def _connect(self) -> None:
        self.tree.selected.connect(self._show_entry)
        self.tree.menu_wanted.connect(self._show_menu)
        self.tree.moved.connect(self._move)
        self.tree.stepped.connect(self._step)
        self.tree.nested.connect(self._nest)
        self.tree.unnested.connect(self._unnest)
        self.tree.several_selected.connect(self._show_buttons)
        self.order.changed.connect(self.refresh)
        self.tree.merge_wanted.connect(self.commands.merge)
        self.commands.added.connect(self._go_to_new)
        self.commands.entry_requested.connect(self.select)
        self.commands.sorting_requested.connect(self._ask_to_sort)
        self.uses.place_chosen.connect(self.place_chosen)
        for link in (self.second_look, self.form.second_look.link):
            link.place_wanted.connect(self.place_chosen)
        self.new_code.clicked.connect(self._add_code)
        self.new_group.clicked.connect(self._add_group)
        self.open_study.closing.connect(self.form.keep)
        self.open_study.coders.leaving.connect(self.form.keep)
        self.open_study.framework_changed.connect(self._counts.forget)
        self.open_study.opened.connect(self._counts.forget)

    # --- what is shown -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the framework anew, the selected code kept."""
        framework = self.open_study.framework
        self._counts.forget()
        self.model.show_counts(self._counts.of_study(), _("in the whole study"))
        self.tree.in_order = not self.order.departs
        self.model.show_framework(framework, self._sort_key())
        for code in framework.codes:
            self.tree.expand(self.model.index_of(code.id))
        self._title.setText(framework.name)
        self._source.setText(framework.source)
        self._source.setVisible(bool(framework.source))
        self.second_look.follow(framework)
        self._show_buttons()
        if not self.tree.currentIndex().isValid() and framework.codes:
            self.tree.setCurrentIndex(self.model.index(0, 0))
        self._show_entry(self.code_id)

    def _sort_key(self) -> Callable[[Code], SortKey] | None:
        study, order = self.open_study, self.order.value
        in_time = order in {CodeOrder.FIRST, CodeOrder.LAST}
        used = times_of_use(study.reader, study.coder_ids) if in_time else {}
        return sort_key(order, study.framework, self._counts.of_study(), used)

    def _show_buttons(self) -> None:
        framework = self.open_study.framework
        level, group = framework.level_below(None), framework.level_below(None, is_group=True)
        self.new_code.setText(_("New {level}…").format(level=level))
        several = len(topmost(framework, self.tree.code_ids))
        self.new_group.setText(
            (_("New {level} of these {n}…") if several > 1 else _("New {level}…")).format(
                level=group, n=several
            )
        )
        for each in (self.new_code, self.new_group):
            each.setEnabled(self.open_study.can_write)
        self.merge.setEnabled(self.open_study.can_write and len(framework.codes) > 1)

    @property
    def code_id(self) -> int | None:
        """The selected code."""
        code = self.model.item_at(self.tree.currentIndex())
        return code.id if code else None

    def _show_entry(self, code_id: int | None) -> None:
        framework = self.model.framework
        code = framework.by_id.get(code_id) if code_id is not None else None
        if code is None:
            self.form.forget()
            self.uses.clear()
            self._right.setCurrentIndex(0)
            return
        self.form.show_code(framework, code, self._counts.of_study()[code.id])
        self.uses.show_code(code)
        self._right.setCurrentIndex(1)

    def select(self, code_id: int) -> None:
        """Show the entry of a code."""
        index = self.model.index_of(code_id)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def place(self) -> Place:
        """Return the code whose entry is shown."""
        return Place(self.page_id, detail=str(self.code_id or ""))

    def go(self, place: Place) -> None:
        """Show the entry of a code, named by its id."""
        if place.detail.isdigit():
            self.select(int(place.detail))
        self.tree.setFocus()

    def context(self) -> str:
        """Return which codebook this is, and its version."""
        framework = self.model.framework
        return _("{name}, codebook v{version}").format(name=framework.name, version=framework.revision)

    def printed(self) -> PrintOut | None:
        """Return the whole codebook, in the order of the tree."""
        framework = self.open_study.framework
        codes = tuple(self.model.items())
        return PrintOut(framework.name, lambda _connection: parts_of_codebook(framework, codes))

    def regions(self) -> list[QWidget]:
        """Return the tree, the entry, and what stands beside it where there is room."""
        return [self.tree, self.form, *([self.uses.list] if self.uses.isVisible() else [])]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let what stands beside the entry fold away where the entry needs the room."""
        super().resizeEvent(event)
        self.uses.setVisible(self.width() >= _WITH_USES)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed."""
        super().hideEvent(event)
        self.form.keep()

    # --- what is done ----------------------------------------------------------------------------------

    def _add_code(self) -> None:
        framework, selected = self.open_study.framework, self.code_id
        recent = () if selected is None else (selected,)
        place = _place_of(self.new_code)
        self.commands.add(framework, usual_parent(framework, recent), place)

    def _add_group(self) -> None:
        framework, place = self.open_study.framework, _place_of(self.new_group)
        codes = [code.id for code in topmost(framework, self.tree.code_ids)]
        if len(codes) > 1:
            self.commands.group(codes, place)
            return
        self.commands.add(framework, None, place, is_group=True)

    def _go_to_new(self, code_id: int) -> None:
        self.select(code_id)
        self.form.lines["abbreviation"].setFocus()

    def _move(self, code_ids: Collection[int], parent_id: int | None, position: int) -> None:
        self.open_study.perform(move_codes(code_ids, parent_id, position))

    def _ask_to_sort(self, code_id: int) -> None:
        self.place_chosen.emit(Place("sort", detail=str(code_id)))

    def _compare(self) -> None:
        self.commands.compare()

    def _merge(self) -> None:
        self.commands.merge(self.code_id)

    def _step(self, by: int) -> None:
        """Move what is selected up or down among the codes beside it."""
        if not self.tree.in_order:
            self.open_study.notices.say(_("Codes are moved in the codebook’s order: choose it above them."))
            return
        codes, others, at = self._selected_beside()
        if codes and 0 <= at + by <= len(others):
            self._move([code.id for code in codes], codes[0].parent_id, at + by)

    def _nest(self) -> None:
        """Put what is selected below the code before it, as shown."""
        codes, others, _at = self._selected_beside()
        index = self.model.index_of(codes[0].id) if codes else QModelIndex()
        before = [self.model.item_at(index.siblingAtRow(row)) for row in range(index.row())]
        above = next((code for code in reversed(before) if code in others), None)
        if above is not None:
            self._move([code.id for code in codes], above.id, len(self.model.framework.children(above.id)))

    def _unnest(self) -> None:
        """Put what is selected beside the code above it, right after that."""
        codes, _others, _at = self._selected_beside()
        framework = self.model.framework
        above = framework.by_id.get(codes[0].parent_id or 0) if codes else None
        if above is not None:
            at = framework.children(above.parent_id).index(above) + 1
            self._move([code.id for code in codes], above.parent_id, at)

    def _selected_beside(self) -> tuple[list[Code], list[Code], int]:
        """Return what is selected beside the first of it, the others there, and how many come before."""
        framework = self.model.framework
        chosen = topmost(framework, self.tree.code_ids)
        beside = framework.children(chosen[0].parent_id) if chosen else ()
        others = [code for code in beside if code not in chosen]
        at = sum(code in others for code in beside[: beside.index(chosen[0])]) if chosen else 0
        return [code for code in beside if code in chosen], others, at

    def _show_menu(self, code: Code | None, at: QPoint, row: QRect) -> None:
        several = [each.id for each in topmost(self.model.framework, self.tree.code_ids)]
        if code is not None and len(several) > 1 and code.id in several:
            menu = self.commands.menu_of_several(several, row)
            menu.exec(at)
            menu.deleteLater()
        elif code is not None:
            self.commands.show_menu(code, at, row)


def _place_of(button: QWidget) -> QRect:
    return QRect(button.mapToGlobal(QPoint(0, 0)), button.size())


def _nothing_selected() -> QWidget:
    said = hint(_("No codes yet. Make the first one on the left, or type one into the picker."))
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return said


def _scrolling(form: EntryForm) -> QScrollArea:
    form.setMaximumWidth(_WIDEST)
    area = QScrollArea()
    show_in(area, form)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
