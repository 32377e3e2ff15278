"""What is asked of the person, in the box itself."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.shell.notices import Notices, Prompt
from storage.operations.frameworks import shipped


def test_no_choice_is_cut(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    seen: list[tuple[str, int, int]] = []

    def look_and_leave() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        buttons = box.findChildren(QPushButton)
        seen.extend((b.text(), b.width(), b.fontMetrics().horizontalAdvance(b.text())) for b in buttons)
        box.reject()

    QTimer.singleShot(0, look_and_leave)
    names = tuple(shipped().values())
    assert Notices(window).ask(Prompt("Add a framework", "Which one?", names)) is None
    assert len(seen) == len(names) + 1
    assert all(width > needed for _text, width, needed in seen)
