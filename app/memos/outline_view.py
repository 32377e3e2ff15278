"""The outline: questions, claims and sentences at the left, the one in hand open, what can be hung on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QToolButton, QWidget

from app.memos.claim_pane import ClaimPane
from app.memos.folding_side import FoldingSide
from app.memos.hanging_column import HangingColumn, target_of_hung
from app.memos.outline_tree import OutlineTree
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import STRETCH, button, column_of, line, named, row_of, wide, with_role
from app.widgets.memo_dialog import MemoDialog
from coding.language import _, plural
from coding.model.memos import ClaimSource
from coding.model.study import TranscriptSpan
from storage.operations.claims import add_question, explain_otherwise, note_look, say_why, set_source
from storage.operations.hanging import hang_document, hang_figure, hang_passage, take_off_claim
from storage.operations.memos import remove_memo, write_memo
from storage.operations.outlining import add_entry, move_entry, remove_entry
from storage.queries.links import LinkTarget
from storage.queries.outline import Explanation, Hung, OutlineEntry, outline
from storage.study.operation import Operation

_TREE, _CLAIM, _SIDE = 330, 700, 330  # pixels


class OutlineView(QWidget):
    """Writes the outline; ``head`` stands over it."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy, *head: QWidget) -> None:
        """Begin empty."""
        super().__init__()
        self._study = open_study
        self._entries: list[OutlineEntry] = []
        self._asks = False  # what is typed next is a question
        self.tree, self.claim = OutlineTree(), ClaimPane(open_study)
        self.column = HangingColumn(open_study)
        self.field = named(QLineEdit(), _("New question, claim, sentence or heading"))
        self.counted = line()
        self.question = with_role(QToolButton(), "word")
        self.question.setText(_("+ Question"))
        self.exports = Exports(open_study, self)
        self.export = button(_("Export…"), self.exports.outline)
        self.hang = button(_("To hang on"), lambda: None)
        self._lay_out(head)
        self._connect()
        self._say_what_is_typed()

    def _lay_out(self, head: tuple[QWidget, ...]) -> None:
        left, middle = QWidget(), QWidget()
        column_of(
            row_of(*head, STRETCH, self.export, spacing=6),
            row_of(wide(self.counted), self.question, spacing=6),
            self.field,
            wide(self.tree),
            on=left,
            margins=(12, 8, 12, 8),
            spacing=6,
        )
        column_of(row_of(STRETCH, self.hang, margins=(0, 4, 12, 0)), wide(self.claim), on=middle, spacing=0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, middle):
            splitter.addWidget(part)
        splitter.setChildrenCollapsible(False)
        left.setMinimumWidth(280)
        self.side = FoldingSide(splitter, self.column, self.hang, _("To hang on"))
        splitter.setSizes([_TREE, _CLAIM, _SIDE])
        splitter.setStretchFactor(1, 1)
        column_of(wide(self.side), on=self, spacing=0)

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._add)
        self.question.clicked.connect(self._ask)
        tree, claim = self.tree, self.claim
        tree.shown.connect(self._show_entry)
        tree.moved.connect(self._move)
        tree.rewritten.connect(self._rewrite)
        tree.remove_wanted.connect(self._remove)
        claim.source_chosen.connect(self._set_source)
        claim.look_wanted.connect(self._ask_look)
        claim.explanation_wanted.connect(self._ask_explanation)
        claim.rewriting_wanted.connect(self._ask_rewriting)
        claim.why_wanted.connect(self._ask_why)
        claim.take_off_wanted.connect(self._take_off)
        claim.hang_wanted.connect(self._start_hanging)
        claim.dropped.connect(self._drop)
        self.column.hang_wanted.connect(self.hang_or_take_off)
        for part in (claim, self.column):
            part.place_chosen.connect(self.place_chosen)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the outline again; the part in hand stays."""
        chosen = self.tree.entry
        self._entries = outline(self._study.reader)
        self.column.refresh()
        self.tree.show_entries(self._entries, chosen.id if chosen is not None else None)
        questions = sum(each.is_question for each in self._entries)
        claims = plural("{n} claim", "{n} claims", sum(each.is_claim for each in self._entries))
        asked = plural("{n} research question", "{n} research questions", questions)
        self.counted.setText(f"{asked} · {claims}" if questions else "")
        for each in (self.field, self.question):
            each.setEnabled(self._study.can_write)
        self.export.setEnabled(bool(self._entries))

    def clear(self) -> None:
        """Let go of a study that is being closed."""
        self._entries = []
        self.tree.show_entries((), None)

    @property
    def in_words(self) -> str:
        """How much there is, and which claims nobody tried to speak against."""
        claims = [each for each in self._entries if each.is_claim]
        if claims:
            missing = sum(each.lacks_look for each in claims)
            said = plural(
                "{n} of them without a look for what speaks against",
                "{n} of them without a look for what speaks against",
                missing,
            )
            counted = plural("{n} claim", "{n} claims", len(claims))
            return f"{counted}, {said}" if missing else counted
        n = sum(len(entry.hung) for entry in self._entries)
        return " · ".join(
            (
                plural("{n} heading or sentence", "{n} headings and sentences", len(self._entries)),
                plural("{n} passage", "{n} passages", n),
            )
        )

    def _show_entry(self, entry: OutlineEntry | None) -> None:
        by_id = {each.id: each for each in self._entries}
        question = by_id.get(entry.question_id or 0) if entry is not None else None
        self.claim.show_entry(entry, question)
        self.column.show_entry(None if entry is not None and entry.is_question else entry)

    # --- writing it --------------------------------------------------------------------------

    def _perform(self, act: Operation[Any]) -> Any:
        return self._study.perform(act) if self._study.can_write else None

    def _move(self, memo_id: int, parent_id: int | None, position: int) -> None:
        self._perform(move_entry(memo_id, parent_id, position))

    def _remove(self, memo_id: int) -> None:
        self._perform(remove_entry(memo_id))

    def _rewrite(self, memo_id: int, text: str) -> None:
        self._perform(write_memo(memo_id, text))

    def _take_off(self, link_id: int) -> None:
        self._perform(take_off_claim(link_id))

    def _ask(self) -> None:
        """Let what is typed next be a question."""
        self._asks = True
        self._say_what_is_typed()
        self.field.setFocus()

    def _say_what_is_typed(self) -> None:
        asked = _("A research question, then Enter")
        other = _("A sentence, then Enter; # makes a heading, ? a question")
        self.field.setPlaceholderText(asked if self._asks else other)

    def _add(self) -> None:
        """Put what was typed after the part in hand: a question after its question, a claim below it."""
        text, entry = self.field.text().strip(), self.tree.entry
        if not text:
            return
        is_question = self._asks or text.endswith("?")
        parent_id, position = self._place_of_new(entry, is_heading=is_question or text.startswith("#"))
        make = add_question if is_question else add_entry
        id_ = self._perform(make(text, parent_id, position))
        if id_ is not None:
            self._asks = False
            self._say_what_is_typed()
            self.field.clear()
            self.tree.show_entries(self._entries, id_)

    def _place_of_new(self, entry: OutlineEntry | None, *, is_heading: bool) -> tuple[int | None, int]:
        by_id = {each.id: each for each in self._entries}
        if is_heading and entry is not None and not entry.is_heading:
            entry = by_id.get(entry.parent_id or 0)  # after the heading in hand, not among its sentences
        if entry is None:
            return None, len(self._entries)
        if entry.is_heading and not is_heading:
            return entry.id, len(self._entries)
        return entry.parent_id, entry.position + 1

    def _ask_text(self, said: str, text: str, then: Callable[[str], object]) -> None:
        """Ask for a few words in a dialog."""
        dialog = MemoDialog(said, text, self)
        dialog.written.connect(then)
        self._study.closing.connect(dialog.close)
        dialog.open()

    def _set_source(self, source: ClaimSource) -> None:
        entry = self.tree.entry
        if entry is not None:
            self._perform(set_source(entry.id, source))

    def _ask_look(self) -> None:
        entry, today = self.tree.entry, date.today().isoformat()  # noqa: DTZ011 - the day here
        if entry is not None:
            said = _("How did you look for what speaks against it? For example: all 52 passages on E&C read.")
            self._ask_text(said, "", lambda how: self._perform(note_look(entry.id, today, how)))

    def _ask_explanation(self, memo_id: int) -> None:
        said = _("What else could explain it?")
        self._ask_text(said, "", lambda text: self._perform(explain_otherwise(memo_id, text)))

    def _ask_rewriting(self, said: Explanation) -> None:
        """Change an explanation; without words it goes."""

        def rewrite(text: str) -> None:
            self._perform(write_memo(said.id, text) if text.strip() else remove_memo(said.id))

        self._ask_text(_("Without words it is deleted."), said.text, rewrite)

    def _ask_why(self, hung: Hung) -> None:
        standing = next((why.text for why in hung.why if why.coder_id == self._study.coder_id), "")
        said = _("Why does it hang here?")
        self._ask_text(said, standing, lambda text: self._perform(say_why(hung.link_id, text)))

    # --- hanging on --------------------------------------------------------------------------

    def _start_hanging(self, _role: str) -> None:
        """Go to what can be hung on."""
        self.side.open_side()
        self.column.start()

    def hang_or_take_off(self, target: LinkTarget, role: str) -> None:
        """Hang something on the part in hand; what hangs there as the same already comes off."""
        entry = self.tree.entry
        if entry is None:
            return
        standing = (each for each in entry.hung if each.role == role and target_of_hung(each) == target)
        hung = next(standing, None)
        self._perform(take_off_claim(hung.link_id) if hung is not None else _hanging(entry.id, target, role))

    def _drop(self, places: list[TranscriptSpan], role: str) -> None:
        entry = self.tree.entry
        if entry is not None:
            for place in places:
                self._perform(hang_passage(entry.id, *place, role))

    # --- events ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the right side where there is no room for it."""
        super().resizeEvent(event)
        self.side.fit(self.width())

    def regions(self) -> list[QWidget]:
        """Return what F6 goes through."""
        return [self.field, self.tree, self.claim, *self.column.regions()]


def _hanging(memo_id: int, target: LinkTarget, role: str) -> Operation[int]:
    if target.on == "kept_id":
        return hang_figure(memo_id, target.id, role)
    if target.span is None:
        return hang_document(memo_id, target.id, role)
    return hang_passage(memo_id, target.id, *target.span, role)
