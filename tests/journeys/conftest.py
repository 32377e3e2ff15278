"""The whole window, with notices that answer by themselves."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from pytestqt.qtbot import QtBot

from app.window.window import MainWindow
from tests.app.conftest import (
    RecordedNotices,
    emptied_clipboard,
    filled_study,
    notices,
    own_settings,
    quick_disk,
)

__all__ = ["emptied_clipboard", "filled_study", "notices", "own_settings", "quick_disk"]


@pytest.fixture
def window(qtbot: QtBot, notices: RecordedNotices) -> Iterator[MainWindow]:
    """Yield the window with no study open."""
    window = MainWindow(notices)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def on_study(window: MainWindow, filled_study: Path, tmp_path: Path) -> MainWindow:
    """Return the window with a copy of the small study open."""
    assert window.open_study.open(Path(copyfile(filled_study, tmp_path / "study.strandline")))
    return window
