"""The first study in three steps, on the page without a study; once they are done they never come back."""

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.shell import settings
from app.shell.open_study import OpenStudy
from app.widgets.forms import PANEL, button, column_of, hint, line, row_of, wide, with_role
from coding.language import N_, _
from storage.queries.people import study_details
from storage.study.journal import Changes
from storage.study.tables import CODING, INTERVIEW

_KEY: Final = "first_study"
# What is remembered of it, and how many of the steps are done then.
_DONE: Final = {"": 0, "imported": 2, "coded": 3}
_STEPS: Final = (
    (
        N_("Drop files"),
        N_("Drop a transcript, or a folder of them, on this window. The study is made with them."),
    ),
    (N_("Review"), N_("See who speaks, who asks and which round it is; put right what was guessed; import.")),
    (
        N_("Code"),
        N_("Select a sentence, press a code’s key; or Enter, then its name. Ctrl+Enter makes a new code."),
    ),
)


class FirstSteps(QFrame):
    """The three steps, those that are done with a tick."""

    files_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with none done."""
        super().__init__(parent)
        with_role(self, "card")
        self.setAccessibleName(_("Your first study"))
        self.marks = [line(role="strong") for _step in _STEPS]
        self.choose = button(_("Choose files…"), self.files_wanted.emit)
        rows = [self._row(*step) for step in zip(self.marks, _STEPS, strict=True)]
        heading = line(_("YOUR FIRST STUDY"), "section")
        column_of(row_of(wide(heading), self.choose), *rows, on=self, margins=PANEL, spacing=10)

    @staticmethod
    def _row(mark: QLabel, step: tuple[str, str]) -> QWidget:
        name, what = step
        row = QWidget()
        mark.setFixedWidth(mark.fontMetrics().horizontalAdvance("00"))
        words = column_of(line(_(name), "strong"), hint(_(what)), spacing=0)
        row_of(mark, wide(words), on=row, spacing=6)
        return row

    def refresh(self) -> None:
        """Show how far one is; nothing at all when all is done."""
        done = _DONE.get(settings.text(_KEY), 0)
        self.setVisible(done < len(_STEPS))
        for at, mark in enumerate(self.marks):
            mark.setText("✓" if at < done else str(at + 1))
            mark.setAccessibleDescription(_("done") if at < done else "")


class FirstStudy(QObject):
    """Notes in a study of one's own that interviews came in, and that a passage was coded."""

    def __init__(self, open_study: OpenStudy) -> None:
        """Listen, until both have happened."""
        super().__init__(open_study)
        self._study = open_study
        if settings.text(_KEY) != "coded":
            open_study.study_changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        came = next(
            (word for table, word in ((CODING, "coded"), (INTERVIEW, "imported")) if changes.touches(table)),
            "",
        )
        if not came or study_details(self._study.reader).sample:
            return
        if _DONE[came] > _DONE.get(settings.text(_KEY), 0):
            settings.remember(_KEY, came)
        if came == "coded":
            self._study.study_changed.disconnect(self._follow)
