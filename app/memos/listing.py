"""Which memos are listed, and in which groups."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.memos.memo_list import MemoHeading, Row, day_of
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, button, column_of, line, named, row_of, wide
from app.widgets.segmented_control import SegmentedControl
from coding.language import N_, _, plural
from storage.queries.memos import MemoSearch, WrittenMemo, kinds_of_memos


class MemoGroups(StrEnum):
    """In which groups memos stand; within each the last changed is first."""

    DATE = "date"
    KIND = "kind"
    CODE = "code"
    CODER = "coder"


_GROUPED = {
    MemoGroups.DATE: N_("date"),
    MemoGroups.KIND: N_("kind"),
    MemoGroups.CODE: N_("code"),
    MemoGroups.CODER: N_("coder"),
}


class MemosPart(StrEnum):
    """What the page shows."""

    MEMOS = "memos"
    OUTLINE = "outline"


def part_switch() -> SegmentedControl[MemosPart]:
    """Return what turns from the memos to the outline and back."""
    words = {MemosPart.MEMOS: _("Memos"), MemosPart.OUTLINE: _("Outline")}
    return SegmentedControl(_("Show"), words, caption=False)


class ListHeadOfMemos(QWidget):
    """Search, a new memo, and what is listed how."""

    changed = Signal()
    new_wanted = Signal()
    journal_wanted = Signal()
    on_wanted = Signal()
    outline_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with all, by date."""
        super().__init__(parent)
        self.field = named(QLineEdit(), _("Search all memos"))
        self.field.setPlaceholderText(_("Search all"))
        self.field.setClearButtonEnabled(True)
        self.new: QPushButton = button(_("New"), self.new_wanted.emit, "primary")
        self.new.setToolTip(_("New memo (Ctrl+Shift+N)"))
        self.journal: QPushButton = button(_("Journal"), self.journal_wanted.emit)
        self.journal.setToolTip(_("The journal’s entry of today"))
        self.on: QPushButton = button(_("On…"), self.on_wanted.emit)
        self.on.setToolTip(_("Memo on a code, an interview, somebody, a school, a question"))
        self.on.setAccessibleName(_("Memo on…"))
        self.part = part_switch()
        self.part.changed.connect(self.outline_wanted)
        self.counted = line()
        kinds = {"": _("all"), **kinds_of_memos()}
        self.kind: ChoiceMenu[str] = ChoiceMenu(_("Show"), kinds)
        self.tag: ChoiceMenu[str] = ChoiceMenu(_("Tag"), {"": _("any")})
        self.groups: ChoiceMenu[MemoGroups] = ChoiceMenu(_("By"), {k: _(w) for k, w in _GROUPED.items()})
        for menu in (self.kind, self.tag, self.groups):
            menu.changed.connect(self.changed)
        self.field.textChanged.connect(self.changed)
        column_of(
            row_of(self.part, STRETCH, self.counted),
            wide(self.field),
            row_of(self.new, self.on, self.journal, STRETCH, spacing=6),
            row_of(
                *(line(_("Show"), "dim"), word_button(self.kind)),
                *(line(_("Tag"), "dim"), word_button(self.tag), STRETCH),
                *(line(_("By"), "dim"), word_button(self.groups)),
                spacing=0,
            ),
            on=self,
            margins=(12, 8, 12, 4),
            spacing=4,
        )

    def offer_tags(self, memos: Sequence[WrittenMemo]) -> list[str]:
        """Offer the tags of all memos; return them."""
        self.counted.setText(plural("{n} memo", "{n} memos", len(memos)))
        tags = sorted({tag for memo in memos for tag in memo.tags}, key=str.casefold)
        self.tag.offer({"": _("any"), **{tag: tag for tag in tags}})
        return tags

    @property
    def is_narrowed(self) -> bool:
        """Whether some memos are not listed."""
        return bool(self.field.text().strip()) or self.kind.departs or self.tag.departs

    def show_all(self) -> None:
        """List all again."""
        self.field.clear()
        for menu in (self.kind, self.tag):
            menu.choose("")
        self.changed.emit()

    def rows(self, search: MemoSearch) -> list[Row]:
        """Return what is listed, with the headings of groups."""
        kind, tag = self.kind.value, self.tag.value
        found = [
            memo
            for memo in search.with_words(self.field.text())
            if kind in ("", memo.about) and (not tag or tag in memo.tags)
        ]
        named_by = {memo.id: self._group(memo) for memo in found}
        if self.groups.value is not MemoGroups.DATE:
            found.sort(key=lambda memo: named_by[memo.id].casefold())
        rows: list[Row] = []
        for group, members in groupby(found, key=lambda memo: named_by[memo.id]):
            in_group = [*members]
            rows += [MemoHeading(group, len(in_group)), *in_group]
        return rows

    def _group(self, memo: WrittenMemo) -> str:
        match self.groups.value:
            case MemoGroups.KIND:
                return kinds_of_memos()[memo.about]
            case MemoGroups.CODE:
                return memo.code or _("No code")
            case MemoGroups.CODER:
                return memo.coder
            case _:
                return day_of(memo)[:7] or _("No date")
