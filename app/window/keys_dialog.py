"""All keys and gestures in a window, made from the table of actions."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from app.shell import theme
from app.shell.actions import ACTIONS, GESTURES, shown_keys
from app.widgets.forms import named
from coding.language import _


class KeysDialog(QDialog):
    """Two lists: gestures in the transcript, and the actions that have keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Write the lists."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("All keys"))
        self.resize(720, 640)
        text = named(QTextBrowser(), _("All keys"))
        text.setHtml(_page())
        QVBoxLayout(self).addWidget(text)


def _page() -> str:
    actions = [(shown_keys(spec), _(spec.text).replace("&", "")) for spec in ACTIONS if spec.keys]
    gestures = [(_(keys), _(effect)) for keys, effect in GESTURES]
    return "".join(
        f"<h3>{escape(title)}</h3><table cellspacing='6'>{_rows(rows)}</table>"
        for title, rows in ((_("In the transcript"), gestures), (_("Everywhere"), actions))
    )


def _rows(rows: list[tuple[str, str]]) -> str:
    colour = theme.current().accent
    return "".join(
        f"<tr><td style='color:{colour}'><b>{escape(keys)}</b>&nbsp;&nbsp;</td><td>{escape(effect)}</td></tr>"
        for keys, effect in rows
    )
