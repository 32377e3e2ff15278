"""Pictures of the real window on the sample study, light and dark: ``make screenshots``."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import theme
from app.main_window import MainWindow
from app.places import Place
from storage.sample_study import open_copy

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
# The joint interview of School B in 2015: two speakers, and a passage that carries two strands.
PAGES = {"code": Place("code", 13, 1832, 2043), "compare": Place("compare")}


def main() -> None:
    """Write ``<page>.png`` and ``<page>-dark.png``."""
    application = QApplication(sys.argv[:1])
    with TemporaryDirectory() as home:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, home)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
        theme.apply(application)
        window = MainWindow()
        window.resize(1440, 900)
        window.show()
        window.open_study.open(open_copy(Path(home)))
        FOLDER.mkdir(exist_ok=True)
        for appearance, ending in (("light", ""), ("dark", "-dark")):
            theme.choose(appearance)
            _take_all(window, ending)
        window.close()


def _take_all(window: MainWindow, ending: str) -> None:
    for name, place in PAGES.items():
        window.go(place)
        QTest.qWait(500)  # jobs and what they paint
        path = FOLDER / f"{name}{ending}.png"
        window.grab().save(str(path))
        print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
