"""The outline: headings and sentences at the left, the passages hung on the one in hand at the right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from app.memos.link_dialog import LinkDialog
from app.memos.outline_tree import OutlineTree
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import STRETCH, Form, Part, button, column_of, hint, line, named, row_of, wide
from coding.language import _, plural
from storage.operations.memos import write_memo
from storage.operations.outlining import (
    add_entry,
    hang_passage,
    move_entry,
    remove_entry,
    take_off_passage,
)
from storage.queries.links import LinkChoice, LinkChoices
from storage.queries.outline import HungPassage, OutlineEntry, outline, quoted_passage
from storage.study.operation import Operation
from storage.writers.outline import roles_in_words


class OutlineView(QWidget):
    """Writes the outline; ``choices`` gives what passages can be hung on it."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy, choices: Callable[[], LinkChoices], *head: QWidget) -> None:
        """Begin empty; ``head`` stands over it."""
        super().__init__()
        self._study, self._choices = open_study, choices
        self._entries: list[OutlineEntry] = []
        self.tree, self.hung = OutlineTree(), Form(_("Passages hung on it"))
        self.field = named(QLineEdit(), _("New sentence or heading"))
        self.field.setPlaceholderText(_("A sentence, then Enter; # before it makes a heading"))
        self.exports = Exports(open_study, self)
        self.export = button(_("Export…"), self.exports.outline)
        left, bar = QWidget(), row_of(*head, STRETCH, self.export, spacing=6)
        column_of(bar, self.field, wide(self.tree), on=left, margins=(12, 8, 12, 8), spacing=6)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.hung)
        self.hung.setMinimumWidth(280)
        splitter.setSizes([600, 500])
        splitter.setChildrenCollapsible(False)
        column_of(wide(splitter), on=self, spacing=0)
        self.field.returnPressed.connect(self._add)
        self.tree.shown.connect(self._show_hung)
        self.tree.moved.connect(self._move)
        self.tree.rewritten.connect(self._rewrite)
        self.tree.remove_wanted.connect(self._remove)

    def refresh(self) -> None:
        """Read the outline again; the part in hand stays."""
        chosen = self.tree.entry
        self._entries = outline(self._study.reader)
        self.tree.show_entries(self._entries, chosen.id if chosen is not None else None)
        self.field.setEnabled(self._study.can_write)
        self.export.setEnabled(bool(self._entries))

    def clear(self) -> None:
        """Let go of a study that is being closed."""
        self._entries = []
        self.tree.show_entries((), None)

    @property
    def in_words(self) -> str:
        """How much there is."""
        n = sum(len(entry.hung) for entry in self._entries)
        return " · ".join(
            (
                plural("{n} heading or sentence", "{n} headings and sentences", len(self._entries)),
                plural("{n} passage", "{n} passages", n),
            )
        )

    def _perform(self, act: Operation[Any]) -> Any:
        return self._study.perform(act) if self._study.can_write else None

    def _add(self) -> None:
        """Put what was typed after the part in hand; a sentence goes below a heading."""
        text, entry = self.field.text().strip(), self.tree.entry
        if not text:
            return
        parent_id, position = None, len(self._entries)
        by_id = {each.id: each for each in self._entries}
        if text.startswith("#") and entry is not None and not entry.is_heading:
            entry = by_id.get(entry.parent_id or 0)  # after the heading in hand, not among its sentences
        if entry is not None and entry.is_heading and not text.startswith("#"):
            parent_id = entry.id
        elif entry is not None:
            parent_id, position = entry.parent_id, entry.position + 1
        id_ = self._perform(add_entry(text, parent_id, position))
        if id_ is not None:
            self.field.clear()
            self.tree.show_entries(self._entries, id_)

    def _move(self, memo_id: int, parent_id: int | None, position: int) -> None:
        self._perform(move_entry(memo_id, parent_id, position))

    def _remove(self, memo_id: int) -> None:
        self._perform(remove_entry(memo_id))

    def _rewrite(self, memo_id: int, text: str) -> None:
        self._perform(write_memo(memo_id, text))

    def _show_hung(self, entry: OutlineEntry | None) -> None:
        if entry is None:
            said = hint(_("Write the first heading or sentence at the left, then hang passages on it."))
            self.hung.show_parts(said, STRETCH)
            return
        parts: list[Part] = [hint(entry.words, "strong")]
        for role, words in roles_in_words().items():
            hung = [each for each in entry.hung if each.role == role]
            more = button(_("Hang on…"), partial(self.ask_passage, entry.id, role))
            more.setAccessibleName(_("{role}: hang a passage on").format(role=words))
            more.setEnabled(self._study.can_write)
            parts.append(row_of(line(f"{words}  {len(hung)}", "strong"), STRETCH, more))
            parts += [each for passage in hung for each in self._passage(passage)]
            parts += [] if hung else [hint(_("Nothing hung on yet."))]
        self.hung.show_parts(*parts, STRETCH)

    def _passage(self, passage: HungPassage) -> list[Part]:
        place = Place("code", passage.interview_id, passage.span.start, passage.span.end)
        off = button(_("Take off"), lambda: self._perform(take_off_passage(passage.link_id)))
        off.setEnabled(self._study.can_write)
        go = button(_("Go there"), lambda: self.place_chosen.emit(place))
        quoted = quoted_passage(self._study.reader, passage)
        return [
            hint(quoted.words or _("These words were removed."), ""),
            row_of(wide(hint(quoted.who)), go, off, spacing=6),
        ]

    def ask_passage(self, memo_id: int, role: str) -> None:
        """Ask which passage is to be hung on a part, as what."""
        dialog = LinkDialog(self._choices().passages, "", self)
        dialog.setWindowTitle(_("Hang a passage on"))
        dialog.field.setPlaceholderText(_("Words of the passage"))

        def hang(choice: LinkChoice) -> None:
            span = choice.target.span
            if span is not None:
                self._perform(hang_passage(memo_id, choice.target.id, span.start, span.end, role))

        dialog.chosen.connect(hang)
        dialog.open()
