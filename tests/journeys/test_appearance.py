"""Light and dark: every page follows a change of appearance while it is on view."""

import pytest
from PySide6.QtWidgets import QApplication

from app.shell import theme
from app.shell.places import Place
from app.window.window import MainWindow


@pytest.mark.parametrize("page", ["code", "compare", "passages", "codebook", "find", "import"])
def test_every_page_follows_from_light_to_dark_and_back(on_study: MainWindow, page: str) -> None:
    on_study.go(Place(page))
    QApplication.processEvents()
    for appearance in ("dark", "light"):
        theme.choose(appearance)
        QApplication.processEvents()
        assert on_study.page is not None
        assert on_study.palette().window().color().name() == theme.current().page
        assert not on_study.grab().isNull()
