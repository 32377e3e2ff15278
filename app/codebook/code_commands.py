"""What can be done to a code: the menu of the panel and of the codebook page."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.codebook.overlay import Overlay
from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.shell.theme import hue_in_words
from app.widgets.forms import column_of, hint
from app.widgets.painting import hue_icon
from coding.language import _, plural
from coding.model.framework import HUES, KEYS, Code, Framework
from coding.text.names import clean_name
from storage.operations.arranging import add_group, group_codes, move_code
from storage.operations.codebook import add_code, delete_code, recolour_code, rename_code, set_key
from storage.operations.second_look import ask_second_look
from storage.queries.codings import count_codings
from storage.study.operation import Operation


class CodeCommands(QObject):
    """Edits the codebook through OpenStudy; names are typed in place, nothing is asked twice."""

    entry_requested = Signal(int)
    sorting_requested = Signal(int)  # go through the passages of a code
    added = Signal(int)

    def __init__(self, open_study: OpenStudy, over: QWidget) -> None:
        """Act on this study; ``over`` is the widget the menu and the name field stand on."""
        super().__init__(over)
        self._study = open_study
        self._over = over
        self._dialog: Callable[[], None] | None = None  # asked for in the menu that is open

    def show_menu(self, code: Code, at: QPoint, row: QRect) -> None:
        """Show the menu of a code at a global point; names are typed over the row (global pixels)."""
        menu = self.menu(code, row)
        menu.exec(at)
        menu.deleteLater()
        dialog, self._dialog = self._dialog, None
        if dialog is not None:  # not from within the menu
            dialog()

    def menu(self, code: Code, row: QRect) -> QMenu:
        """Return the menu of a code."""
        framework = self._study.framework_of(code.id)
        menu = QMenu(self._over)
        self._entry(menu, _("Open entry"), lambda: self.entry_requested.emit(code.id), writes=False)
        menu.addSeparator()
        menu.addMenu(self.keys_menu(menu, framework, code))
        self._entry(menu, _("Rename…"), lambda: self.rename(code, row))
        menu.addMenu(self.colours_menu(menu, framework, code))
        menu.addMenu(self._places_menu(menu, framework, code))
        self._entry(menu, _("Merge into…"), lambda: self._note_dialog(lambda: self.merge(code.id)))
        self._entry(menu, _("Go through the passages…"), lambda: self.sorting_requested.emit(code.id))
        self._entry(
            menu, _("Look again at its codings"), lambda: self._study.perform(ask_second_look(code.id))
        )
        self._entry(
            menu,
            _("Earlier versions…"),
            lambda: self._note_dialog(lambda: self.compare(code.id)),
            writes=False,
        )
        menu.addSeparator()
        for parent_id in dict.fromkeys((code.parent_id, code.id, None)):  # beside it, below it, at the top
            self._new_entry(menu, framework, parent_id, row)
        groups = [group.id for group in framework.path(code.id) if framework.is_group(group.id)]
        for parent_id in (None, *groups[-1:]):
            self._new_entry(menu, framework, parent_id, row, is_group=True)
        menu.addSeparator()
        self._entry(menu, self._delete_text(framework, code), lambda: self.delete(code))
        return menu

    def empty_menu(self, framework: Framework, row: QRect) -> QMenu:
        """Return the menu of a place without a code."""
        menu = QMenu(self._over)
        self._new_entry(menu, framework, None, row)
        self._new_entry(menu, framework, None, row, is_group=True)
        return menu

    def _new_entry(
        self, menu: QMenu, framework: Framework, parent_id: int | None, row: QRect, *, is_group: bool = False
    ) -> None:
        words = _new(framework, parent_id, is_group=is_group)
        self._entry(menu, words, lambda: self.add(framework, parent_id, row, is_group=is_group))

    def _entry(self, menu: QMenu, text: str, act: Callable[[], object], *, writes: bool = True) -> None:
        action = menu.addAction(on_a_button(text))
        action.triggered.connect(lambda _checked=False: act())
        action.setEnabled(self._study.can_write or not writes)

    def keys_menu(self, parent: QWidget, framework: Framework, code: Code) -> QMenu:
        """Return the keys to give to a code, with the codes that have them."""
        menu = QMenu(_("Give key"), parent)
        menu.setEnabled(self._study.can_write)
        for key in KEYS:
            holder = framework.with_key(key)
            text = f"{key}   {holder.short}" if holder else key
            self._choice(menu, text, code.key == key, lambda key=key: set_key(code.id, key))
        menu.addSeparator()
        self._choice(menu, _("No key"), not code.key, lambda: set_key(code.id, ""))
        return menu

    def colours_menu(self, parent: QWidget, framework: Framework, code: Code) -> QMenu:
        """Return the colours to give to a code's dimension."""
        top = framework.top(code.id)
        title = _("Colour") if top.id == code.id else _("Colour of {name}").format(name=top.short)
        menu = QMenu(on_a_button(title), parent)
        menu.setEnabled(self._study.can_write)
        for hue in HUES:
            action = self._choice(
                menu,
                hue_in_words(hue),
                framework.hue(code.id) == hue,
                lambda hue=hue: recolour_code(top.id, hue),
            )
            action.setIcon(hue_icon(hue))
        return menu

    def _places_menu(self, parent: QWidget, framework: Framework, code: Code) -> QMenu:
        """Return where a code can be moved: up, down, and below others."""
        menu = QMenu(_("Move"), parent)
        menu.setEnabled(self._study.can_write)
        beside = [other.id for other in framework.children(code.parent_id)]
        at = beside.index(code.id)
        self._move(menu, _("Up"), code, code.parent_id, at - 1).setEnabled(at > 0)
        self._move(menu, _("Down"), code, code.parent_id, at + 1).setEnabled(at + 1 < len(beside))
        menu.addSeparator()
        for parent_id in _other_parents(framework, code):
            name = framework.by_id[parent_id].name if parent_id is not None else _("the top")
            text = _("To {name}").format(name=name)
            self._move(menu, text, code, parent_id, len(framework.children(parent_id)))
        return menu

    def _move(self, menu: QMenu, text: str, code: Code, parent_id: int | None, position: int) -> QAction:
        action = menu.addAction(on_a_button(text))
        action.triggered.connect(
            lambda _checked=False: self._study.perform(move_code(code.id, parent_id, position))
        )
        return action

    def _choice(self, menu: QMenu, text: str, checked: bool, make: Callable[[], Operation[None]]) -> QAction:  # noqa: FBT001
        action = menu.addAction(on_a_button(text))
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda _checked=False: self._study.perform(make()))
        return action

    @staticmethod
    def _delete_text(framework: Framework, code: Code) -> str:
        below = len(list(framework.below(code.id))) - 1
        if not below:
            return _("Delete {name}").format(name=code.short)
        words = plural(
            "Delete {{name}} and {n} code below it", "Delete {{name}} and {n} codes below it", below
        )
        return words.format(name=code.short)

    def delete(self, code: Code) -> None:
        """Delete a code with all that hangs on it; undo brings it back."""
        before = self._study.frameworks
        below = [each.id for each in self._study.framework_of(code.id).below(code.id)]
        n = count_codings(self._study.reader, below)
        self._study.perform(delete_code(code.id))
        if self._study.frameworks != before:
            words = plural(
                "Deleted {{name}} with {n} coding; undo brings it back.",
                "Deleted {{name}} with {n} codings; undo brings it back.",
                n,
            )
            self._study.notices.say(words.format(name=code.name))

    def _note_dialog(self, show: Callable[[], None]) -> None:
        self._dialog = show

    def merge(self, code_id: int | None = None, into_id: int | None = None) -> None:
        """Show what comes of merging a code into another, which may still have to be chosen."""
        if self._study.is_open and self._study.can_write:
            from app.codebook.merge_dialog import MergeCodesDialog

            MergeCodesDialog(self._study, code_id, into_id, self._over.window()).exec()

    def compare(self, code_id: int | None = None) -> None:
        """Show two versions of the codebook side by side, of one code or of all."""
        if self._study.is_open:
            from app.codebook.versions_dialog import VersionsDialog

            VersionsDialog(self._study, code_id, self._over.window()).exec()

    # --- names typed in place --------------------------------------------------------------------

    def rename(self, code: Code, row: QRect) -> None:
        """Let a new name be typed over the row."""
        self._ask(
            _("New name of {name}").format(name=code.name),
            code.name,
            row,
            lambda name: self._rename(code, name),
        )

    def _rename(self, code: Code, name: str) -> None:
        self._study.perform(rename_code(code.id, name))

    def add(self, framework: Framework, parent_id: int | None, row: QRect, *, is_group: bool = False) -> None:
        """Let the name of a new code, or of a new group, be typed over the row."""
        make = add_group if is_group else add_code
        question = _new(framework, parent_id, is_group=is_group)
        self._ask(question, "", row, lambda name: self._add(make(framework.id, parent_id, name)))

    def _add(self, act: Operation[int]) -> None:
        code_id = self._study.perform(act)
        if code_id is not None:
            self.added.emit(code_id)

    def group(self, code_ids: Collection[int], row: QRect) -> None:
        """Let the name of a new group of these codes be typed over the row."""
        self._ask(
            _of_these(self._study.framework, code_ids),
            "",
            row,
            lambda name: self._add(group_codes(code_ids, name)),
        )

    def menu_of_several(self, code_ids: Collection[int], row: QRect) -> QMenu:
        """Return the menu of several selected codes."""
        menu = QMenu(self._over)
        words = _of_these(self._study.framework, code_ids)
        self._entry(menu, words, lambda: self.group(code_ids, row))
        return menu

    def _ask(self, question: str, text: str, row: QRect, act: Callable[[str], object]) -> None:
        field = NameField(question, text, self._over)
        field.named.connect(act)
        field.open_over(row)


def _of_these(framework: Framework, code_ids: Collection[int]) -> str:
    """Return "New category of these 3…" in the framework's own words."""
    level = framework.level_below(None, is_group=True)
    return _("New {level} of these {n}…").format(level=level, n=len(code_ids))


def _other_parents(framework: Framework, code: Code) -> list[int | None]:
    """Return where else a code could stand: at the top, in groups, and below codes with codes below them."""
    own = {below.id for below in framework.below(code.id)}
    parents = [
        other.id
        for other in framework.codes
        if framework.is_group(other.id) or (not code.is_group and framework.children(other.id))
    ]
    found = [None, *(parent_id for parent_id in parents if parent_id not in own)]
    return [parent_id for parent_id in found if parent_id != code.parent_id]


def _new(framework: Framework, parent_id: int | None, *, is_group: bool = False) -> str:
    """Return "New strand in Partnership Competence…" in the framework's own words."""
    level = framework.level_below(parent_id, is_group=is_group)
    if parent_id is None:
        return _("New {level}…").format(level=level)
    return _("New {level} in {name}…").format(level=level, name=framework.by_id[parent_id].name)


class NameField(Overlay):
    """Asks for a name without standing in the way; deletes itself once it is gone."""

    named = Signal(str)

    def __init__(self, question: str, text: str, parent: QWidget) -> None:
        """Ask a question with a text to begin from."""
        super().__init__(parent)
        self.field.setText(text)
        self.field.setAccessibleName(question)
        self.field.setPlaceholderText(_("Name"))
        self.field.selectAll()
        self.field.returnPressed.connect(self._take)
        column_of(hint(question), self.field, on=self, margins=(8, 6, 8, 8), spacing=4)
        self.closed.connect(self._go)
        self._acting = False

    def open_over(self, row: QRect) -> None:
        """Stand over a row (global pixels)."""
        self.setFixedWidth(max(row.width(), 240))
        self.open_near(QRect(row.topLeft(), QSize()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn away with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        name = clean_name(self.field.text())
        self._acting = True  # what follows may take a while: the field, whose key this is, goes after it
        self.close()
        if name:
            self.named.emit(name)
        self.deleteLater()

    def _go(self) -> None:
        if not self._acting:
            self.deleteLater()
