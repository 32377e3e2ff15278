"""What a screen reader is made to say."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something that just happened in a widget."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
