"""What people write is shown as they wrote it: never as HTML, never as a mark of the letter to press."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QProxyStyle, QWidget

_LONGEST = 120


class PlainStyle(QProxyStyle):
    """Makes every label plain that does not ask for rich text; Qt would guess from the first "<".

    Tooltips and message boxes show their text in labels too.
    """

    def polish(  # pyright: ignore[reportIncompatibleMethodOverride] - one of Qt's three is meant, all come here
        self, target: QWidget | QPalette | QApplication, /
    ) -> None:
        """Dress a widget before it is first shown (Qt's name)."""
        if isinstance(target, QLabel) and target.textFormat() is Qt.TextFormat.AutoText:
            target.setTextFormat(Qt.TextFormat.PlainText)
        super().polish(target)  # pyright: ignore[reportArgumentType, reportCallIssue]


def on_a_button(text: str) -> str:
    """Return a text for a menu or a button: one line, E&C with its sign, no longer than can be read."""
    line = text[: 2 * _LONGEST].replace("\n", " ").replace("\t", " ")
    shown = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return shown.replace("&", "&&")
