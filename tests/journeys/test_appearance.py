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
    on_study.dressing.finish()
    button = QPushButton("Apart", None)
    qtbot.addWidget(button)
    apart = button.sizeHint()
    dialog = KeysDialog(on_study)
    button.setParent(dialog)
    in_the_dialog = button.sizeHint()
    button.setParent(on_study)
    assert button.sizeHint() == in_the_dialog != apart


def test_a_page_that_is_wanted_while_the_window_is_dressed_comes_and_the_others_follow(
    on_study: MainWindow, qtbot: QtBot
) -> None:
    for page in ("compare", "memos", "code"):
        on_study.go(Place(page))
    stack = on_study.navigator.stack
    pages = {stack.widget(at) for at in range(stack.count())}
    theme.choose("dark")
    while stack.count() > 1:  # what nobody sees is taken out, piece by piece
        QApplication.processEvents()
    on_study.go(Place("memos"))
    assert on_study.page in pages and on_study.page is stack.currentWidget()
    theme.choose("light")  # before it has ended
    qtbot.waitUntil(lambda: not on_study.dressing.isActive())
    assert {stack.widget(at) for at in range(stack.count())} == pages
    assert on_study.page is stack.currentWidget() and on_study.updatesEnabled()
    assert on_study.styleSheet() == theme.style_sheet(theme.LIGHT)
