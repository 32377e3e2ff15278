"""Unusual computers: large and small scales, no fonts, right to left, screens that are small or gone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.window.screens import fit_to_screen, keep_on_screen
from storage.resources import resource

WALK = """
import sys
from pathlib import Path
from shutil import copyfile
from PySide6.QtWidgets import QApplication
from app.shell import settings
from app.shell.places import Place
from app.window.application import make_window
folder = Path(sys.argv.pop(1))
application = QApplication(sys.argv)
settings.keep_in(folder / "settings.ini")
window = make_window(application)
window.show()
room = window.screen().availableSize().expandedTo(window.minimumSizeHint())
assert window.size().boundedTo(room) == window.size(), window.geometry()
assert window.open_study.open(Path(copyfile(sys.argv.pop(1), folder / "study.strandline")))
for page in ("code", "codebook", "passages", "compare", "find", "import"):
    window.go(Place(page))
    application.processEvents()
    assert not window.grab().isNull()
window.close()
print(application.layoutDirection().name, window.devicePixelRatio())
"""


@pytest.mark.parametrize(
    ("arguments", "surroundings", "said"),
    [
        ([], {"QT_SCALE_FACTOR": "2"}, "LeftToRight 2.0"),
        ([], {"QT_FONT_DPI": "192"}, "LeftToRight 2.0"),
        ([], {"QT_QPA_FONTDIR": "/nowhere", "FONTCONFIG_FILE": "/nowhere"}, "LeftToRight 1.0"),
        (["-reverse"], {}, "RightToLeft 1.0"),
    ],
    ids=["200 %", "large text", "no fonts", "right to left"],
)
def test_every_page_opens(
    tmp_path: Path, arguments: list[str], surroundings: dict[str, str], said: str
) -> None:
    (sample,) = resource("sample_study").glob("*.strandline")
    walk = [sys.executable, "-c", WALK, str(tmp_path), str(sample), *arguments]
    done = subprocess.run(walk, env=os.environ | surroundings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, said), done.stderr[-2000:]


ROOM = """
import sys
from pathlib import Path
from shutil import copyfile
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from app.shell import settings
from app.shell.places import Place
from app.window.application import make_window
from tests.journeys.test_reach import DIALOGS, PAGES
folder = Path(sys.argv.pop(1))
application = QApplication(sys.argv)
settings.keep_in(folder / "settings.ini")
window = make_window(application)
window.show()
assert window.open_study.open(Path(copyfile(sys.argv.pop(1), folder / "study.strandline")))
room = window.screen().availableSize()
too_large = {}
for name in (*PAGES, *DIALOGS):
    if name in DIALOGS:
        shown = DIALOGS[name](window)
        shown.show()
    else:
        window.go(Place(name))
        shown = window
    application.processEvents()
    if shown.size().expandedTo(shown.minimumSizeHint()).boundedTo(room) != shown.size():
        too_large[name] = shown.size()
    if shown is not window:
        shown.close()
window.close()
print(room.width(), room.height(), too_large)
"""
SCREEN = Path(__file__).parents[1] / "tools" / "screen.json"


def test_twice_as_large_every_page_and_dialog_fits_a_screen_of_1920(tmp_path: Path) -> None:
    (sample,) = resource("sample_study").glob("*.strandline")
    surroundings = {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}"}
    walk = [sys.executable, "-c", ROOM, str(tmp_path), str(sample)]
    done = subprocess.run(walk, env=os.environ | surroundings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "960 540 {}"), done.stderr[-2000:]


@pytest.mark.parametrize(
    "before",
    [
        QRect(0, 0, 5000, 4000),
        QRect(-3000, 100, 600, 400),  # on a monitor that is gone
        QRect(9000, 9000, 600, 400),
    ],
)
def test_a_window_stands_on_a_screen_that_there_is(qtbot: QtBot, before: QRect) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(before)
    window.show()
    fit_to_screen(window)
    assert QApplication.primaryScreen().availableGeometry().contains(window.frameGeometry())


def test_a_window_is_fitted_when_its_screen_has_less_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    keep_on_screen(window)
    room = QApplication.primaryScreen().availableGeometry()
    window.show()
    window.setGeometry(room.adjusted(-50, -50, 50, 50))
    QApplication.primaryScreen().availableGeometryChanged.emit(room)
    assert room.contains(window.frameGeometry())


def test_before_it_has_a_frame_room_is_left_for_its_title(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(0, 0, 5000, 4000)
    fit_to_screen(window)
    room = QApplication.primaryScreen().availableGeometry()
    assert room.width() == window.width()
    assert room.height() - 60 < window.height() < room.height()
