"""The right side: what a memo is on, with its words; which memos link to it, and what it links."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.memos.memo_list import kind_in_words
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.plain_text import on_a_button
from app.widgets.forms import STRETCH, Form, Part, button, hint, line, row_of, with_role
from app.widgets.kept_views_menu import place_detail
from coding.language import _
from coding.text.names import shortened
from storage.queries.kept_views import kept_views
from storage.queries.links import LinkTarget, MemoLink, Mention, links_from, links_to, unlinked_mentions
from storage.queries.memos import WrittenMemo
from storage.queries.texts import transcript
from storage.study.connection import Connection

_LONGEST, _ON_A_BUTTON = 600, 26  # code points of a passage, of a button
_MOST = 20  # mentions that are shown


class MemoSide(Form):
    """Says what the memo in hand is on and what it is linked with, and leads there."""

    place_chosen = Signal(Place)
    mention_chosen = Signal(object)  # Mention, that is to become a link

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(_("What the memo is on"), parent=parent)
        self._study = open_study
        self._shown: object = None
        self.setMinimumWidth(280)

    def show_memo(
        self, memo: WrittenMemo | None, written: Mapping[int, WrittenMemo], headings: Mapping[int, str]
    ) -> int:
        """Show what a memo is on, and its links; return how many there are, both ways."""
        if memo is None:
            self._shown = None
            self.show_parts(STRETCH)
            return 0
        links = links_from(self._study.reader, memo, headings)
        back = links_to(self._study.reader, memo, written.values())
        about = self._about(memo)
        mentioned = unlinked_mentions(memo, written.values(), {each.id for each in back})
        shown = (about, links, [(each.id, each.heading) for each in back], mentioned)
        if shown != self._shown:
            self._shown = shown
            self.show_parts(
                line(_("WHAT IT IS ON"), "section"),
                *(hint(words, role) for words, role in about),
                *self._back(back),
                *self._links(links),
                *self._mentions(mentioned),
                STRETCH,
            )
        return len(links) + len(back)

    def _about(self, memo: WrittenMemo) -> list[tuple[str, str]]:
        if memo.about == "free":
            return [(_("Nothing: it is a free memo."), "dim")]
        if memo.about == "journal":
            return [(_("The day: it is an entry of the journal."), "dim")]
        parts = [(kind_in_words(memo), "strong")]
        if memo.span is not None and memo.interview_id is not None:
            found = transcript(self._study.reader, memo.interview_id)
            said = " ".join(found.text[memo.span.start : memo.span.end].split()) if found is not None else ""
            parts.append((f"“{shortened(said, _LONGEST)}”" if said else _("These words were removed."), ""))
        return parts

    def _back(self, back: list[WrittenMemo]) -> list[QWidget]:
        if not back:
            return []
        heading = line(_("LINKS TO THIS MEMO · {n}").format(n=len(back)), "section")
        return [heading, *(self._button(each.heading, _place(each)) for each in back)]

    def _links(self, links: list[MemoLink]) -> list[QWidget]:
        if not links:
            return []
        parts: list[QWidget] = [line(_("IT LINKS TO · {n}").format(n=len(links)), "section")]
        for each in links:
            place = None if each.target is None else place_of_target(each.target, self._study.reader)
            words = each.words or each.gone
            parts.append(hint(words) if place is None else self._button(words, place))
        return parts

    def _mentions(self, found: list[Mention]) -> list[Part]:
        if not found:
            return []
        parts: list[Part] = [line(_("MENTIONS WITHOUT A LINK · {n}").format(n=len(found)), "section")]
        for each in found[:_MOST]:
            make = button(_("Link"), partial(self.mention_chosen.emit, each), "flat")
            make.setAccessibleName(_("Link the mention in {memo}").format(memo=each.memo.heading))
            make.setEnabled(self._study.can_write and each.memo.coder_id == self._study.coder_id)
            parts.append(row_of(self._button(each.memo.heading, _place(each.memo)), STRETCH, make))
        return parts

    def _button(self, words: str, place: Place) -> QToolButton:
        made = with_role(QToolButton(), "word")
        made.setText(on_a_button(shortened(words, _ON_A_BUTTON)))
        made.setToolTip(words)
        made.setAccessibleName(_("Go to {place}").format(place=words))
        made.clicked.connect(self._leading(place))
        return made

    def _leading(self, place: Place) -> Callable[[], None]:
        return lambda: self.place_chosen.emit(place)


def _place(memo: WrittenMemo) -> Place:
    return Place("memos", detail=str(memo.id))


def place_of_memo(memo: WrittenMemo) -> Place | None:
    """Return where what a memo is on can be seen."""
    if memo.interview_id is not None:
        return place_of_target(LinkTarget("interview_id", memo.interview_id, memo.span))
    if memo.about in {"school", "case"}:
        return Place("cases", detail=f"{memo.about}:{memo.on_id}")
    return None if memo.code_id is None else place_of_target(LinkTarget("code_id", memo.code_id))


def place_of_target(target: LinkTarget, reader: Connection | None = None) -> Place | None:
    """Return where what a link leads to can be seen; the page of a kept view is asked of ``reader``."""
    match target.on:
        case "interview_id":
            start, end = target.span or (None, None)
            return Place("code", target.id, start, end)
        case "code_id":
            return Place("codebook", detail=str(target.id))
        case "memo_id":
            return Place("memos", detail=str(target.id))
        case "kept_id" if reader is not None:
            there = (row.view for row in kept_views(reader) if row.id == target.id)
            view = next(there, None)
            return None if view is None else Place(view.page.value, detail=place_detail(target.id))
        case _:
            return None
