"""What hangs on a claim as cards, in parts that passages can be dropped on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.shell import theme
from app.shell.dragged_passages import passages_in
from app.widgets.forms import STRETCH, column_of, hint, line, row_of, wide, with_role
from coding.language import _

_READING = 14  # pixels


class EvidenceCard(QFrame):
    """Words, what stands below them, lines of why, and buttons."""

    def __init__(self, words: str, below: str, why: Sequence[str]) -> None:
        """Show these; buttons are added."""
        super().__init__()
        with_role(self, "card")
        self._why = why
        self._words, self._below = hint("", ""), hint("")
        self._words.setFont(theme.reading_font(_READING))
        self._foot = row_of(wide(self._below), spacing=2)
        lines = [hint(f"✎ {each}") for each in why]
        column_of(self._words, *lines, self._foot, on=self, margins=(14, 8, 8, 6), spacing=4)
        self.say(words, below)

    def say(self, words: str, below: str) -> None:
        """Show other words, with other ones below them."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._below.setText(below)
        self.setAccessibleName(". ".join(filter(None, (words, below, *self._why))))

    def add(self, button: QWidget) -> None:
        """Put a button at the end of the lowest line."""
        self._foot.addWidget(button)


class EvidencePart(QWidget):
    """What is for a claim, qualifies it or is against it; says ``dropped`` with passages."""

    dropped = Signal(object)  # list[TranscriptSpan]

    def __init__(self, words: str, n: int, more: QWidget, cards: Sequence[EvidenceCard]) -> None:
        """Show cards under their heading, or that there are none."""
        super().__init__()
        self.setAccessibleName(f"{words}, {n}")
        heading = row_of(line(words, "strong"), line(str(n)), STRETCH, more, spacing=6)
        nothing = [] if cards else [hint(_("Nothing hung on yet."))]
        column_of(heading, *nothing, *cards, on=self, margins=(0, 4, 0, 0), spacing=6)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take passages."""
        if passages_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which passages were dropped."""
        places = passages_in(event.mimeData())
        if places:
            event.acceptProposedAction()
            self.dropped.emit(places)
