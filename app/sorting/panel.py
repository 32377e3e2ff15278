"""Beside the passage: the codes that it may be sorted into, and the other ways to go on."""

from collections.abc import Iterable
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QTextBrowser, QWidget

from app.shell.plain_text import on_a_button
from app.sorting.target_list import TargetList
from app.widgets.forms import STRETCH, button, caption, column_of, hint, named, row_of, wide, with_role
from app.widgets.menus import give_menu, menu_button
from coding.language import _
from coding.model.framework import Code, Framework
from coding.model.study import Coding
from storage.queries.going_through import CodePass

if TYPE_CHECKING:
    from coding.analysis.codebook_changes import FieldComparison  # what compares texts comes with it

_WIDTH = 300  # pixels
_CHANGED = 190  # as high as what changed may be


class SortingPanel(QFrame):
    """Says what is to be done with the passage in hand, and which codes there are for it."""

    sorted_into = Signal(object)  # the ids of the codes
    left_as_it_is = Signal()
    taken_off = Signal()
    skipped = Signal(int)  # by
    target_named = Signal(str)  # a new code
    targets_chosen = Signal(object)  # the ids of all codes that passages are sorted into
    place_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        with_role(self, "panel")
        self.setFixedWidth(_WIDTH)
        self.targets = TargetList()
        self.new_code = named(QLineEdit(), _("New code to sort into"))
        self.new_code.setPlaceholderText(_("New code: type its name"))
        self.another = menu_button(_("Sort into another code of the codebook"), "")
        self.another.setText(_("Add a code of the codebook") + " ▾")
        self.both = button("", self._sort_into_all)
        self.leave = button("", self.left_as_it_is.emit)
        self.remove = button("", self.taken_off.emit)
        self._heading = caption(_("Sort into"), self.targets, "section")
        self.skip = button("", partial(self.skipped.emit, 1))
        self.back = button("", partial(self.skipped.emit, -1))
        self.memo, self.meaning = hint(role=""), hint()
        self.changed = named(QTextBrowser(), _("What the code means otherwise now"))
        self.changed.setMaximumHeight(_CHANGED)
        self.changed.hide()
        for label in (self.memo, self.meaning):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column_of(
            self._heading,
            wide(self.targets),
            self.new_code,
            row_of(self.another, STRETCH),
            row_of(wide(self.both), wide(self.leave), spacing=6),
            row_of(wide(self.remove)),
            row_of(wide(self.back), wide(self.skip), spacing=6),
            button(_("Open in the transcript"), self.place_wanted.emit),
            self.memo,
            self.meaning,
            self.changed,
            on=self,
            margins=(14, 12, 14, 12),
            spacing=8,
        )

    def _connect(self) -> None:
        self.targets.sorted_into.connect(self.sorted_into)
        self.targets.both_wanted.connect(self._sort_into_all)
        self.targets.skipped.connect(self.skipped)
        self.targets.left_as_it_is.connect(self.left_as_it_is)
        self.targets.taken_off.connect(self.taken_off)
        self.targets.removed.connect(self._remove)
        self.new_code.returnPressed.connect(self._name)

    @property
    def code_ids(self) -> list[int]:
        """The codes that passages are sorted into, in the order of their keys."""
        return [code.id for code in self.targets.codes]

    # --- what is shown -----------------------------------------------------------------------

    def show_pass(
        self, framework: Framework, found: CodePass, coding: Coding | None, *, is_again: bool
    ) -> None:
        """Show what a passage of a code can be sorted into, or changed to where it is looked at again."""
        self.targets.show_codes([framework.by_id[id_] for id_ in found.target_ids])
        self._heading.setText(_("Change to") if is_again else _("Sort into"))
        self.remove.setVisible(is_again)
        self.both.setVisible(not is_again)
        self._name_buttons(_("Stands") if is_again else _("Leave as it is"))
        self._offer_another(framework, found)
        self.meaning.setText(framework.by_id[found.code_id].short_definition)
        self.memo.setText(coding.memo if coding is not None else "")
        self.memo.setVisible(bool(self.memo.text()))

    def show_change(self, fields: "Iterable[FieldComparison]") -> None:
        """Show what the code means otherwise than when its passages were coded."""
        from app.widgets.compared_words import in_html

        html = "".join(f"<p><b>{escape(each.title)}</b><br>{in_html(each.pieces)}</p>" for each in fields)
        self.changed.setHtml(html)
        self.changed.setVisible(bool(html))
        self.meaning.setVisible(not html)

    def _name_buttons(self, leave: str) -> None:
        n = len(self.targets.codes)
        words = {
            self.both: (_("Both") if n <= 2 else _("All {n}").format(n=n), "B"),
            self.leave: (leave, "L"),
            self.remove: (_("Remove coding"), "R"),
            self.skip: (_("Skip"), "S"),
            self.back: (_("Back"), "←"),
        }
        for each, (text, key) in words.items():
            each.setText(f"{text}  {key}")
            each.setAccessibleName(text)

    def _offer_another(self, framework: Framework, found: CodePass) -> None:
        menu = QMenu(self.another)
        for code in framework.codes:
            if code.id not in {found.code_id, *found.target_ids}:
                action = menu.addAction("   " * framework.depth(code.id) + on_a_button(called(code)))
                action.triggered.connect(partial(self._add, code.id))
        give_menu(self.another, menu)

    def allow(self, *, can_write: bool) -> None:
        """Let the passage in hand be sorted or not."""
        for each in (self.leave, self.remove, self.new_code, self.another):
            each.setEnabled(can_write)
        self.both.setEnabled(can_write and len(self.targets.codes) > 1)

    # --- what is wanted ----------------------------------------------------------------------

    def _sort_into_all(self) -> None:
        if len(self.code_ids) > 1 and not self.both.isHidden():
            self.sorted_into.emit(self.code_ids)

    def _name(self) -> None:
        name = self.new_code.text().strip()
        if name:
            self.target_named.emit(name)

    def _add(self, code_id: int, _checked: object = None) -> None:
        self.targets_chosen.emit([*self.code_ids, code_id])

    def _remove(self, code_id: int) -> None:
        self.targets_chosen.emit([id_ for id_ in self.code_ids if id_ != code_id])


def called(code: Code) -> str:
    """Return what a list of codes says of one."""
    return f"{code.abbreviation} · {code.name}" if code.abbreviation else code.name
