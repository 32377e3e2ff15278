"""The right side: what a memo is on, with its words."""

from PySide6.QtWidgets import QWidget

from app.memos.memo_list import kind_in_words
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import STRETCH, Form, hint, line
from coding.language import _
from coding.text.names import shortened
from storage.queries.memos import WrittenMemo
from storage.queries.texts import transcript

_LONGEST = 600  # code points of a passage


class MemoSide(Form):
    """Says what the memo in hand is on, and leads there."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(_("What the memo is on"), parent=parent)
        self._study = open_study
        self.setMinimumWidth(220)

    def show_memo(self, memo: WrittenMemo | None) -> None:
        """Show what a memo is on."""
        if memo is None:
            self.show_parts(STRETCH)
            return
        self.show_parts(line(_("WHAT IT IS ON"), "section"), *self._about(memo), STRETCH)

    def _about(self, memo: WrittenMemo) -> list[QWidget]:
        if memo.about == "free":
            return [hint(_("Nothing: it is a free memo."))]
        if memo.about == "journal":
            return [hint(_("The day: it is an entry of the journal."))]
        parts: list[QWidget] = []
        parts.append(hint(kind_in_words(memo), "strong"))
        if memo.span is not None and memo.interview_id is not None:
            found = transcript(self._study.reader, memo.interview_id)
            said = " ".join(found.text[memo.span.start : memo.span.end].split()) if found is not None else ""
            parts.append(
                hint(f"“{shortened(said, _LONGEST)}”" if said else _("These words were removed."), "")
            )
        return parts


def place_of_memo(memo: WrittenMemo) -> Place | None:
    """Return where what a memo is on can be seen."""
    if memo.interview_id is not None:
        start, end = memo.span or (None, None)
        return Place("code", memo.interview_id, start, end)
    return Place("codebook", detail=str(memo.code_id)) if memo.code_id is not None else None
