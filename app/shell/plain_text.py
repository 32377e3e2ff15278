"""The style of all widgets: what people write is shown as they wrote it, and dialogs fit the screen.

Never is a text taken for HTML, nor a sign in it for a mark of the letter to press.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QProxyStyle, QStyle, QWidget

_LONGEST = 120


class PlainStyle(QProxyStyle):
    """Makes every label plain that does not ask for rich text; Qt would guess from the first "<".

    Tooltips and message boxes show their text in labels too. A dialog that wants more room than there is
    on its screen, as where everything is twice as large, is made as large as that.
    """

    def polish(  # pyright: ignore[reportIncompatibleMethodOverride] - one of Qt's three is meant, all come here
        self, target: QWidget | QPalette | QApplication, /
    ) -> None:
        """Dress a widget before it is first shown (Qt's name)."""
        if isinstance(target, QLabel) and target.textFormat() is Qt.TextFormat.AutoText:
            target.setTextFormat(Qt.TextFormat.PlainText)
        elif isinstance(target, QDialog) and target.testAttribute(Qt.WidgetAttribute.WA_Resized):
            title = self.pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
            target.resize(target.size().boundedTo(target.screen().availableSize() - QSize(0, title)))
        super().polish(target)  # pyright: ignore[reportArgumentType, reportCallIssue]


def on_a_button(text: str) -> str:
    """Return a text for a menu or a button: one line, E&C with its sign, no longer than can be read."""
    line = text[: 2 * _LONGEST].replace("\n", " ").replace("\t", " ")
    shown = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return shown.replace("&", "&&")
