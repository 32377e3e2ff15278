"""The field on top (Ctrl+K): what is typed is looked for everywhere, Enter goes there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.search.suggestions import FinderSuggestions, SearchResult
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.spoken import announce
from app.widgets.code_menus import CodeMenu
from app.widgets.painting import paint_key, smoothly
from coding.language import _
from storage.study.journal import Changes
from storage.study.tables import INTERVIEW, MEMO, PARTICIPATION, POST, ROLE, ROUND, SCHOOL

if TYPE_CHECKING:
    from app.search.results import SearchSource

_WIDE = 520  # pixels, so that a passage can be read
_CAP_RIGHT = 8  # pixels right of the keys that lead here
_PAUSE = 60  # milliseconds without a key before the study is searched


class FinderField(QLineEdit):
    """Shows findings below itself; the keyboard stays in the field while one walks through them."""

    place_chosen = Signal(Place)
    code_chosen = Signal(int)

    def __init__(
        self, open_study: OpenStudy, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        """Find in this study and among these actions."""
        super().__init__(parent)
        self.open_study = open_study
        self._actions = actions
        self._source: SearchSource | None = None
        self._came_from: QWidget | None = None
        self.suggestions = FinderSuggestions()
        self.suggestions.chosen.connect(self._choose)
        listed = self.suggestions
        CodeMenu(open_study, listed.list, listed.code_at, field=self, in_hand=self._code_in_hand)
        self.setAccessibleName(_("Find a passage, strand or command"))
        keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self._keys = keys.replace("+", " ")
        self.setTextMargins(0, 0, self._cap_width() + _CAP_RIGHT, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(self._look_soon)
        self.suggestions.current_changed.connect(self._announce)
        changes = (open_study.framework_changed, open_study.coders.changed)
        for signal in (open_study.opened, open_study.closed, *changes):
            signal.connect(self._forget)
        open_study.study_changed.connect(self._on_study_changed)

    def _code_in_hand(self) -> int | None:
        current = self.suggestions.current if self.suggestions.isVisible() else None
        return None if current is None else current.code_id

    def _cap_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._keys) + 8

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say shortly what the field is for where it is narrow."""
        super().resizeEvent(event)
        whole = _("Find a passage, strand or command…")
        room = self.width() - self._cap_width() - _CAP_RIGHT - 20
        self.setPlaceholderText(whole if self.fontMetrics().horizontalAdvance(whole) <= room else _("Find…"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keys that lead here at the end of an empty field."""
        super().paintEvent(event)
        if not self.text():
            cap = QRect(0, 0, self._cap_width(), 18)
            cap.moveCenter(QPoint(self.width() - _CAP_RIGHT - cap.width() // 2, self.height() // 2))
            with QPainter(self) as painter, smoothly(painter):
                paint_key(painter, cap, self._keys, self.font())

    def start(self, text: str = "") -> None:
        """Take the keyboard, with this text in the field."""
        focus = QApplication.focusWidget()
        if focus is not self:
            self._came_from = focus
        self.setText(text)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.look()

    def look(self) -> None:
        """Look for what stands in the field and show what is found."""
        self._pause.stop()
        found = self._source_now().find(self.text())
        nothing = (
            _("Nothing found.")
            if self.text().strip()
            else _("Part of a passage, a strand, an interview, a command")
        )
        window = self.window()
        self.suggestions.setParent(window)
        self.suggestions.show_findings(found, nothing, wide=max(self.width(), _WIDE))
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        x = max(
            8,
            min(
                corner.x() + self.width() - self.suggestions.width(),
                window.width() - self.suggestions.width() - 8,
            ),
        )
        self.suggestions.move(x, corner.y())
        self.suggestions.show()
        self.suggestions.raise_()

    def leave(self) -> None:
        """Close the findings and give the keyboard back."""
        self._pause.stop()
        self.suggestions.hide()
        self.clear()
        if self._came_from is not None:
            self._came_from.setFocus()

    def _look_soon(self, _text: str) -> None:
        self._pause.start()

    def _on_study_changed(self, changes: Changes) -> None:
        if changes.touches(INTERVIEW, PARTICIPATION, POST, ROLE, SCHOOL, ROUND, MEMO):
            self._forget()

    def _forget(self) -> None:
        self._source = None

    def _source_now(self) -> "SearchSource":
        if self._source is None:
            from app.search.results import SearchSource  # reads all that can be found

            self._source = SearchSource(self.open_study, self._actions)
        return self._source

    def _choose(self, finding: SearchResult) -> None:
        self.leave()
        if finding.code_id is not None:
            self.code_chosen.emit(finding.code_id)
        elif finding.place is not None:
            self.place_chosen.emit(finding.place)
        elif finding.action is not None:
            finding.action.trigger()

    def _announce(self, finding: SearchResult) -> None:
        words = f"{finding.title}, {finding.detail}" if finding.detail else finding.title
        announce(self, words)

    def event(self, event: QEvent) -> bool:
        """Keep Escape and Tab for the findings while they are shown."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the findings, choose one, or leave."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        key = event.key()
        if key in steps:
            self.suggestions.step(steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._pause.isActive():
                self.look()
            self.suggestions.choose_current()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the findings when the person goes elsewhere."""
        super().focusOutEvent(event)
        self._pause.stop()
        self.suggestions.hide()
