"""A finding beside its places: the chapter with its words selected, and the passage of the study."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSplitter, QTextBrowser, QWidget

from app.shell.places import Place
from app.widgets.compared_words import in_html
from app.widgets.forms import STRETCH, button, column_of, hint, line, named, row_of, wide
from app.widgets.offsets import Offsets
from coding.chapter.chapter import Chapter
from coding.chapter.chapter_check import ChapterCheck
from coding.chapter.checking import CheckedQuotation
from coding.chapter.findings import Finding
from coding.chapter.shown import ChapterText, quotation_of, side_by_side
from coding.language import _
from coding.model.study import Span

_ABOVE = 4  # lines over the words that are selected


class ChapterPane(QSplitter):
    """The chapter above, the study below; both are only read."""

    place_chosen = Signal(Place)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self.text = named(QPlainTextEdit(), _("The chapter"))
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.says = hint(role="")
        self.who = hint()
        self.words = named(QTextBrowser(), _("The passage of the study"))
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.open_passage = button(_("Open the passage"), self._go_to_passage)
        self.open_number = button(_("Open what the study counts"), self._go_to_number)
        self._whole, self._offsets = ChapterText(Chapter(())), Offsets("")
        self._finding: Finding | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        above, below = QWidget(), QWidget()
        column_of(
            line(_("In the chapter"), role="strong"),
            wide(self.text),
            on=above,
            margins=(12, 10, 12, 6),
            spacing=6,
        )
        column_of(
            line(_("In the study"), role="strong"),
            self.says,
            self.who,
            wide(self.words),
            row_of(self.open_passage, self.open_number, STRETCH, spacing=8),
            on=below,
            margins=(12, 8, 12, 10),
            spacing=6,
        )
        for part in (above, below):
            self.addWidget(part)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setChildrenCollapsible(False)

    # --- what is shown ---------------------------------------------------------------------------

    def show_chapter(self, checked: ChapterCheck) -> None:
        """Show the text of a chapter from its beginning."""
        self._whole = ChapterText(checked.chapter)
        self._offsets = Offsets(self._whole.text)
        self.text.setPlainText(self._whole.text)
        self._finding = None
        self._say("", "", "")

    def clear(self) -> None:
        """Let go of all words."""
        self.text.clear()
        self._finding = None
        self._say("", "", "")

    def show_finding(self, checked: ChapterCheck, finding: Finding, passage: str) -> None:
        """Select a finding's words and show what the study has; ``passage`` are the words there."""
        self._finding = finding
        self._select(self._whole.span(finding.place))
        about = quotation_of(checked, finding)
        who = about.facts.attribution if about is not None and about.facts is not None else ""
        self._say(finding.says, who, _in_html(about, passage))

    def _say(self, says: str, who: str, words: str) -> None:
        self.says.setText(says)
        self.who.setText(who)
        self.words.setHtml(words)
        self.open_passage.setEnabled(self._finding is not None and self._finding.passage is not None)
        self.open_number.setEnabled(self._finding is not None and bool(self._finding.query))

    def _select(self, span: Span) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(self._offsets.to_qt(span.start))
        self.text.setTextCursor(cursor)
        self._scroll_to(cursor)
        cursor.setPosition(self._offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def _scroll_to(self, cursor: QTextCursor) -> None:
        """Let the words stand a few lines below the upper edge."""
        bar = self.text.verticalScrollBar()
        lines = self.text.cursorRect(cursor).top() // max(self.text.fontMetrics().lineSpacing(), 1)
        bar.setValue(bar.value() + lines - _ABOVE)

    # --- where it leads --------------------------------------------------------------------------

    def _go_to_passage(self) -> None:
        if self._finding is not None and self._finding.passage is not None:
            interview_id, start, end = self._finding.passage
            self.place_chosen.emit(Place("code", interview_id, start, end))

    def _go_to_number(self) -> None:
        if self._finding is not None and self._finding.query:
            self.place_chosen.emit(Place("passages", detail=self._finding.query))


def _in_html(about: CheckedQuotation | None, passage: str) -> str:
    """Return the words of a quotation with what became of those said; else the nearest passage."""
    if about is not None and about.at is not None and about.at.alignment.differences:
        return in_html(side_by_side(about))
    return escape(passage).replace("\n", "<br>")
