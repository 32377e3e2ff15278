"""A memo that holds nothing yet, and the line that says what a memo is."""

from typing import NamedTuple

from app.memos.memo_list import day_of, kind_in_words
from coding.language import _
from storage.operations.memos import add_memo, write_journal
from storage.queries.memos import WrittenMemo
from storage.study.operation import Operation


class Draft(NamedTuple):
    """A memo that holds nothing yet; ``day`` is the journal's, ``on`` a column of what it is on."""

    day: str = ""
    on: str = ""
    on_id: int = 0
    words: str = ""

    def operation(self, text: str) -> Operation[int]:
        """Return what stores it."""
        return write_journal(self.day, text) if self.day else add_memo(text, self.on, self.on_id)


def facts_of(memo: WrittenMemo | None, draft: Draft | None) -> str:
    """Return what a memo is on, whose it is and when it was written."""
    if memo is None:
        said = _("Journal of {day}").format(day=draft.day) if draft and draft.day else _("New memo")
        return " · ".join(filter(None, (said, draft.words if draft else "")))
    changed = _("changed {day}").format(day=day_of(memo)) if memo.changed else ""
    return " · ".join(filter(None, (kind_in_words(memo), memo.day, memo.coder, changed)))
