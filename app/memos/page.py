"""The Memos page: all that was written on anything, the journal, and the field to write in."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from app.memos.drafts import Draft, facts_of
from app.memos.folding_side import FoldingSide
from app.memos.format_bar import FormatBar
from app.memos.link_dialog import LinkDialog
from app.memos.linking import MemoLinking
from app.memos.listing import ListHeadOfMemos, MemosPart, part_switch
from app.memos.memo_list import MemoList
from app.memos.outline_view import OutlineView
from app.memos.right_side import RightSide
from app.memos.shelf import SHOWN, MemoShelf
from app.memos.side import MemoSide, place_of_memo
from app.memos.tag_row import TagRow
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.forms import STRETCH, EmptyPage, button, column_of, hint, row_of, wide
from app.widgets.memo_editor import MemoEditor
from app.widgets.menus import give_menu, menu_button
from coding.language import _, plural
from coding.model.study import TranscriptSpan
from storage.operations.memos import remove_memo, tag_memo, write_memo
from storage.queries.links import LinkChoice, LinkChoices
from storage.queries.memos import WrittenMemo, words_of
from storage.study.journal import Changes

_LIST, _SIDE, _WIDEST = 318, 270, 690  # pixels
_PAUSE = 80  # milliseconds without a key before memos are searched


class MemosPage(Page):
    """Lists all memos; the one in hand is written in the middle."""

    page_id = "memos"
    tables = SHOWN

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.shelf = MemoShelf(open_study)
        self._in_hand: int | Draft | None = None
        self._is_outline = False
        self.head, self.list = ListHeadOfMemos(), MemoList()
        self.editor, self.tags, self.side = MemoEditor(), TagRow(), MemoSide(open_study)
        self.beside = RightSide(open_study, self.side)
        self.more = menu_button(_("More to do with memos"))
        self.more.setText("⋯")
        menu = QMenu(self.more)
        self.there = menu.addAction(_("Go there"), self._go_there)
        self.remove = menu.addAction(_("Delete"), self.remove_in_hand)
        self.export = menu.addAction(_("Export…"), self._export)
        give_menu(self.more, menu)
        self.link = button(_("Link"), lambda: self._ask_for_link(""))
        self.link.setToolTip(_("Link a code, a passage, an interview, a memo (Ctrl+L)"))
        self.links = button(_("Links"), lambda: None)
        self.format = FormatBar(self.editor, self.link, self.links, self.more)
        self.exports, self.linking = Exports(open_study, self), MemoLinking(open_study, self.editor)
        self.to_memos = part_switch()
        self.outline = OutlineView(open_study, self.to_memos)
        self.facts, self.nothing, self.none_found = hint(), EmptyPage(_("Write the first")), EmptyPage()
        self.stack, self.middle = QStackedWidget(), QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left, text, written = QWidget(), QWidget(), QWidget()
        column_of(self.head, wide(self.list), on=left, spacing=0)
        text.setMaximumWidth(_WIDEST)
        column_of(self.facts, self.tags, wide(self.editor), on=text, margins=(30, 12, 16, 0), spacing=6)
        column_of(self.format, row_of(wide(text, 9), STRETCH), on=written, spacing=0)
        self.nothing.say(
            _("Nothing is written yet"), _("A memo keeps a thought: on its own, on a code, on a passage.")
        )
        self.none_found.say(_("No memo is chosen"), _("Choose one in the list, or begin a new one."))
        self.none_found.button.setText(_("New memo"))
        for part in (self.none_found, written):
            self.middle.addWidget(part)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, self.middle):
            self.splitter.addWidget(part)
        left.setMinimumWidth(_LIST - 60)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.folding = FoldingSide(self.splitter, self.beside, self.links, _("Links"))
        self.splitter.setSizes([_LIST, 778, _SIDE])
        self.nothing.add_below(button(_("Write an outline"), lambda: self._show_outline(on=True)))
        for part in (self.nothing, self.folding, self.outline):
            self.stack.addWidget(part)
        column_of(wide(self.stack), on=self, spacing=0)

    def _connect(self) -> None:
        self.head.changed.connect(self._soon.start)
        self._soon.timeout.connect(self._list)
        self.head.new_wanted.connect(self.begin)
        self.head.journal_wanted.connect(self.open_journal)
        self.head.on_wanted.connect(self.begin_on)
        self.head.outline_wanted.connect(lambda: self._show_outline(on=True))
        self.to_memos.changed.connect(lambda: self._show_outline(on=False))
        self.outline.place_chosen.connect(self.place_chosen)
        self.nothing.button.clicked.connect(self.begin)
        self.none_found.button.clicked.connect(self.begin)
        self.list.memo_shown.connect(self._choose)
        self.list.text_wanted.connect(self.editor.setFocus)
        self.editor.written.connect(self._write)
        self.editor.left.connect(self.list.setFocus)
        self.editor.link_wanted.connect(self._ask_for_link)
        self.editor.passages_dropped.connect(self._quote)
        self.linking.place_chosen.connect(self._leave_for)
        self.side.place_chosen.connect(self._leave_for)
        self.beside.place_chosen.connect(self._leave_for)
        self.beside.quote_wanted.connect(self._quote)
        self.side.mention_chosen.connect(self.linking.link_mention)
        self.tags.changed.connect(self._tag)
        self.tags.left.connect(self.editor.setFocus)
        self.open_study.closing.connect(self._close)
        self.open_study.coders.leaving.connect(self.editor.keep)
        self.open_study.busy_changed.connect(self._show_memo)
        tag = QShortcut(QKeySequence("Ctrl+T"), self, self.tags.start)
        tag.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _close(self) -> None:
        """Keep what is typed, and let go of a study that is being closed."""
        self.editor.keep()
        self.shelf.clear()
        self._in_hand = None
        self.outline.clear()
        self.list.show_rows((), None)
        self.side.show_memo(None, {}, {})

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read all memos again; the one in hand stays."""
        self.shelf.read()
        self._tags = self.head.offer_tags(self.shelf.all)
        if isinstance(self._in_hand, int) and self.memo is None:
            self._in_hand = None
        if self._is_outline:
            self.outline.refresh()
        self._show_part()
        self.nothing.button.setEnabled(self.open_study.can_write)
        self.beside.refresh()
        self.editor.look_up_again()
        self._list()

    def _show_part(self) -> None:
        is_empty = not self.shelf.all and not isinstance(self._in_hand, Draft)
        memos_part = self.nothing if is_empty else self.folding
        self.stack.setCurrentWidget(self.outline if self._is_outline else memos_part)

    def _show_outline(self, *, on: bool) -> None:
        """Turn to the outline, or back to the memos."""
        self.editor.keep()
        self._is_outline = on
        self.to_memos.choose(MemosPart.OUTLINE)
        self.head.part.choose(MemosPart.MEMOS)
        if on:
            self.outline.refresh()
        self._show_part()
        self.context_changed.emit()
        (self.outline.field if on else self.list).setFocus()

    def on_study_changed(self, changes: Changes) -> None:
        """Note what of the memos is to be read again."""
        self.shelf.note(changes)
        super().on_study_changed(changes)

    def _list(self) -> None:
        """List what fits; where nothing is in hand, the first is."""
        self._soon.stop()
        words = words_of(self.head.field.text())
        self.list.mark(words)
        self.editor.mark(words)
        self.list.show_rows(
            self.head.rows(self.shelf.search), self.memo.id if self.memo is not None else None
        )
        first = self.list.first()
        if self._in_hand is None and first is not None:
            self._in_hand = first.id
            self.list.show_rows(self.list.memos.rows, first.id)
            self._show_memo(anew=True)
        else:
            self._show_memo()

    @property
    def memo(self) -> WrittenMemo | None:
        """The memo in hand, if it is stored."""
        return self.shelf.with_id(self._in_hand)

    def _choose(self, memo: WrittenMemo) -> None:
        self.editor.keep()
        self._in_hand = memo.id
        self._show_memo(anew=True)

    def _show_memo(self, _busy: object = None, *, anew: bool = False) -> None:
        memo, draft = self.memo, self._in_hand if isinstance(self._in_hand, Draft) else None
        self.middle.setCurrentIndex(0 if memo is None and draft is None else 1)
        is_mine = memo is None or memo.coder_id == self.open_study.coder_id
        can_write = self.open_study.can_write and is_mine
        self.editor.setReadOnly(not can_write)
        self.format.allow(can_write=can_write)
        self.remove.setEnabled(can_write and memo is not None)
        self.there.setEnabled(memo is not None and place_of_memo(memo) is not None)
        if memo is not None or anew:  # of a draft the text stands here alone
            self.editor.show_text(memo.text if memo is not None else "", anew=anew)
        self.facts.setText(facts_of(memo, draft) + ("" if is_mine else " · " + _("only to be read")))
        self.tags.show_tags(memo.tags if memo else (), self._tags, can_write=can_write and memo is not None)
        self.link.setEnabled(can_write and (memo is not None or draft is not None))
        written = {each.id: each for each in self.shelf.all}
        n = self.side.show_memo(memo, written, self.shelf.headings)
        self.links.setText(_("Links {n}").format(n=n) if n else _("Links"))
        self.none_found.button.setEnabled(self.open_study.can_write)
        self.context_changed.emit()

    # --- what is done ------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a free memo; it is stored with its first words."""
        self._begin(Draft())

    def _begin(self, draft: Draft) -> None:
        if not self.open_study.can_write:
            return
        self.editor.keep()
        self._in_hand = draft
        self.stack.setCurrentWidget(self.folding)
        self.list.show_rows(self.list.memos.rows, None)
        self._show_memo(anew=True)
        self.editor.setFocus()

    def begin_on(self) -> None:
        """Ask what a memo is to be on, and begin it; of a code or an interview there is one a coder."""
        self.editor.keep()
        dialog = LinkDialog(self._choices(()).on_which, "", self)
        dialog.setWindowTitle(_("Memo on…"))
        dialog.quote_button.hide()
        dialog.chosen.connect(self._begin_on)
        dialog.open()

    def _begin_on(self, choice: LinkChoice) -> None:
        on, on_id = choice.target.on, choice.target.id
        is_one = on in {"code_id", "interview_id"}
        found = self.shelf.mine(on.removesuffix("_id"), on_id) if is_one else None
        if found is None:
            self._begin(Draft(on=on, on_id=on_id, words=choice.words))
        else:
            self.show_memo(found.id)
            self.editor.setFocus()

    def _choices(self, others: Sequence[WrittenMemo]) -> LinkChoices:
        return LinkChoices(self.open_study.reader, self.shelf.headings, others)

    def open_journal(self) -> None:
        """Go to the journal's entry of today, or begin it."""
        today = date.today().isoformat()  # noqa: DTZ011 - the day here
        found = self.shelf.journal_of(today)
        if found is None:
            self._begin(Draft(today))
        else:
            self.show_memo(found.id)
            self.editor.setFocus()

    def show_memo(self, memo_id: int) -> None:
        """Show a memo; where it is not listed now, all are."""
        self.editor.keep()
        self._in_hand = memo_id
        if self.head.is_narrowed and self.memo not in self.list.memos.rows:
            self.head.show_all()
        self.list.show_rows(self.list.memos.rows, memo_id)
        self._show_memo(anew=True)

    def _write(self, text: str) -> None:
        """Store what is typed; a memo without words stays as it was."""
        in_hand = self._in_hand
        if not text or not self.open_study.can_write:
            return
        if isinstance(in_hand, int):
            self.open_study.perform(write_memo(in_hand, text))
        elif in_hand is not None:
            act = in_hand.operation(text)
            self._in_hand = self.open_study.perform(act) or in_hand
            self._show_stored()

    def _show_stored(self) -> None:
        """Show what has come of a draft: the list was read before its number was known."""
        memo_id = self.memo.id if self.memo is not None else None
        self.list.show_rows(self.list.memos.rows, memo_id)
        self._show_memo()

    def _tag(self, tags: tuple[str, ...]) -> None:
        if isinstance(self._in_hand, int):
            self.editor.keep()
            self.open_study.perform(tag_memo(self._in_hand, tags))

    def _go_there(self) -> None:
        place = place_of_memo(self.memo) if self.memo is not None else None
        if place is not None:
            self._leave_for(place)

    def _leave_for(self, place: Place) -> None:
        self.editor.keep()
        self.place_chosen.emit(place)

    def _ask_for_link(self, typed: str) -> None:
        """Ask what the memo in hand is to link; it has to be stored for that."""
        self.editor.keep()
        memo = self.memo
        if memo is None or not self.link.isEnabled():
            self.open_study.notices.say(_("Write something first: then it can be linked."))
            return
        others = [each for each in self.shelf.all if each.id != memo.id]
        self.linking.ask(self._choices(others), memo.id, typed)

    def _quote(self, places: Sequence[TranscriptSpan], words: str) -> None:
        """Quote passages in the memo in hand; one that is not stored yet takes their words."""
        self.editor.keep()
        if self.memo is None:
            self.editor.insert_words(words)
        else:
            self.linking.quote(self.memo.id, places)

    def _export(self) -> None:
        """Export what is listed."""
        self.editor.keep()
        self.exports.memos(self._listed())

    def _listed(self) -> list[int]:
        return [row.id for row in self.list.memos.rows if isinstance(row, WrittenMemo)]

    def remove_in_hand(self) -> None:
        """Delete the memo in hand; undo brings it back."""
        memo = self.memo
        if memo is not None:
            self.editor.document().setModified(False)
            self.open_study.perform(remove_memo(memo.id))
            self.open_study.notices.offer(
                _("Deleted: {memo}").format(memo=memo.title), _("Undo"), self.open_study.undo
            )

    # --- events ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the right side where there is no room for it."""
        super().resizeEvent(event)
        self.folding.fit(self.width())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "editor"):
            self.editor.refresh_look()

    # --- as a page ---------------------------------------------------------------------------

    def place(self) -> Place:
        """Return the memo in hand."""
        in_hand = str(self._in_hand) if isinstance(self._in_hand, int) else ""
        return Place(self.page_id, detail="outline" if self._is_outline else in_hand)

    def go(self, place: Place) -> None:
        """Show a memo, named by its id; or begin a ``new`` one, or the ``journal``."""
        if place.detail:
            self._is_outline = False
            self._show_part()
        match place.detail:
            case "outline":
                self._show_outline(on=True)
            case "new":
                self.begin()
            case "journal":
                self.open_journal()
            case detail if detail.isdigit() and self.shelf.with_id(int(detail)):
                if self._in_hand != int(detail):
                    self.show_memo(int(detail))
                self.list.setFocus()
            case _:
                is_empty = self.stack.currentWidget() is self.nothing
                memos = self.nothing.button if is_empty else self.list
                (self.outline.tree if self._is_outline else memos).setFocus()

    def context(self) -> str:
        """Say how long the memo in hand is."""
        if self._is_outline:
            return self.outline.in_words
        memo = self.memo
        return plural("{n} word", "{n} words", len(memo.text.split())) if memo is not None else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do here."""
        if self._is_outline:
            return (
                (_("Move"), "Alt+↑↓"),
                (_("In, out"), "Alt+→←"),
                (_("Edit"), "F2"),
                (_("Hang on, off"), "F Q A"),
            )
        return ((_("New memo"), "Ctrl+Shift+N"), (_("Tag"), "Ctrl+T"), (_("To the text"), "Enter"))

    def copied(self) -> str:
        """Return what is selected in the text, or the whole memo."""
        selected = self.editor.textCursor().selection().toPlainText()
        return selected or (self.memo.text if self.memo is not None else "")

    def printed(self) -> PrintOut | None:
        """Return the memos that are listed, or the outline."""
        from app.memos.printing import parts_of_memos, parts_of_outline  # of no use before

        self.editor.keep()
        if self._is_outline:
            return PrintOut(_("Outline"), parts_of_outline) if self.outline.tree.topLevelItemCount() else None
        listed = self._listed()
        if not listed:
            return None
        reader_id = self.open_study.coder_id
        return PrintOut(_("Memos"), lambda connection: parts_of_memos(connection, listed, reader_id))

    def regions(self) -> list[QWidget]:
        """Return search, list, text and what the memo is on."""
        if self._is_outline:
            return self.outline.regions()
        if self.stack.currentWidget() is self.nothing:
            return [self.nothing.button]
        return [self.head.field, self.list, self.editor, self.beside.kind]
