"""Linking from the text of a memo: what is linked is chosen, stored, and stands in the text."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.memos.link_dialog import LinkDialog
from app.memos.side import place_of_target
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.memo_editor import MemoEditor
from coding.language import _
from coding.model.study import TranscriptSpan
from storage.operations.memos import link_memo, link_mention
from storage.queries.links import (
    SCHEME,
    LinkChoice,
    LinkChoices,
    LinkedPassage,
    Mention,
    linked_passage,
    target_of,
)


class MemoLinking(QObject):
    """Links the memo that is written, and follows its links."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy, editor: MemoEditor) -> None:
        """Link in this text."""
        super().__init__(editor)
        self._study, self._editor = open_study, editor
        editor.look_up = self._look_up
        editor.link_opened.connect(self.open)

    def ask(self, choices: LinkChoices, memo_id: int, typed: str) -> None:
        """Ask what is to be linked; what was typed to ask for it stays where nothing is chosen."""
        dialog = LinkDialog(choices.fitting, typed, self._editor.window())
        linked, quoted = list[LinkChoice](), list[LinkChoice]()
        dialog.chosen.connect(linked.append)
        dialog.quoted.connect(quoted.append)
        dialog.exec()
        if linked:
            self._link(memo_id, linked[0])
        elif quoted:
            place = quoted[0].target
            self.quote(memo_id, [TranscriptSpan(place.id, *(place.span or (0, 0)))])
        elif typed:
            self._editor.insertPlainText(typed)
        self._editor.setFocus()

    def _link(self, memo_id: int, choice: LinkChoice) -> None:
        target = choice.target
        start, end = target.span or (None, None)
        guid = self._study.perform(link_memo(memo_id, target.on, target.id, start, end))
        if guid is not None:
            self._editor.insert_link(choice.words, SCHEME + guid)
            self._editor.keep()

    def quote(self, memo_id: int, places: Sequence[TranscriptSpan]) -> None:
        """Quote passages in the memo."""
        for interview_id, start, end in places:
            guid = self._study.perform(link_memo(memo_id, "interview_id", interview_id, start, end))
            if guid is not None:
                self._editor.insert_passage(guid)

    def link_mention(self, mention: Mention) -> None:
        """Make a link of what another memo mentions."""
        self._editor.keep()
        on, id_ = mention.target.on, mention.target.id
        self._study.perform(link_mention(mention.memo.id, on, id_, mention.words))

    def _look_up(self, guid: str) -> LinkedPassage:
        return linked_passage(self._study.reader, guid)

    def open(self, href: str) -> None:
        """Go where a link leads."""
        if not href.startswith(SCHEME):
            QGuiApplication.clipboard().setText(href)
            self._study.notices.say(_("The address is on the clipboard: Strandline opens nothing outside."))
            return
        target = target_of(self._study.reader, href.removeprefix(SCHEME))
        place = None if target is None else place_of_target(target, self._study.reader)
        if place is None:
            self._study.notices.say(_("This link leads nowhere that can be shown."))
        else:
            self.place_chosen.emit(place)
