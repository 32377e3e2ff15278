"""Light, dark and high contrast: every page follows a change of appearance while it is on view."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.shell import theme
from app.shell.places import Place
from app.window.keys_dialog import KeysDialog
from app.window.window import MainWindow


@pytest.mark.parametrize("page", ["code", "compare", "passages", "codebook", "find", "import"])
def test_every_page_follows_a_change_of_appearance(on_study: MainWindow, page: str) -> None:
    on_study.go(Place(page))
    QApplication.processEvents()
    for appearance in ("dark", "contrast", "light"):
        theme.choose(appearance)
        QApplication.processEvents()
        assert on_study.page is not None
        assert on_study.palette().window().color().name() == theme.current().page
        assert not on_study.grab().isNull()


def test_the_sheet_is_worn_in_the_window_and_its_dialogs_but_not_before(
    on_study: MainWindow, qtbot: QtBot
) -> None:
    theme.current_again()
    button = QPushButton("Apart", None)
    qtbot.addWidget(button)
    apart = button.sizeHint()
    dialog = KeysDialog(on_study)
    button.setParent(dialog)
    in_the_dialog = button.sizeHint()
    button.setParent(on_study)
    assert button.sizeHint() == in_the_dialog != apart
