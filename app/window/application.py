"""Starting the window: language, theme, last resort, and what to open."""

import gc
import gettext
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app.shell import log, memory, theme
from app.shell.preloading import Preloading
from app.window.screens import keep_on_screen
from app.window.window import MainWindow
from coding import language
from storage.resources import resource


class Application(QApplication):
    """Hears of the files that macOS hands over for a double click: they are no arguments there."""

    files_opened = Signal(list)

    def event(self, arg__1: QEvent) -> bool:
        """Tell of a file, as a list of one."""
        if isinstance(arg__1, QFileOpenEvent) and arg__1.file():
            self.files_opened.emit([Path(arg__1.file())])
            return True
        return super().event(arg__1)


def run(study: Path | None = None, *, sample: bool = False) -> int:
    """Open the window on a study, on the sample study, or where the person left off; return the exit code."""
    application = Application(sys.argv[:1])
    application.setApplicationName("Strandline")
    application.setOrganizationName("Strandline")
    QGuiApplication.setDesktopFileName("org.strandline.Strandline")  # by which a desktop knows the window
    memory.share_one_heap()
    log.start()
    speak_the_systems_language()
    window = make_window(application)
    Preloading(window.open_study, window, window.navigator.make_ahead())
    application.files_opened.connect(window.take_files)
    window.show()
    gc.freeze()  # modules and window are never garbage: no collection looks at them again
    gc.enable()
    # The window is there before a large study is read.
    QTimer.singleShot(0, lambda: _open(window, study, sample=sample))
    return application.exec()


def make_window(application: QApplication) -> MainWindow:
    """Make the window and dress it."""
    theme.apply(application)
    application.setWindowIcon(QIcon(str(resource("icons", "strandline.svg"))))
    window = MainWindow()
    theme.current_again()
    keep_on_screen(window)
    return window


def _open(window: MainWindow, study: Path | None, *, sample: bool) -> None:
    if sample:
        window.study_commands.open_sample()
    elif study is not None:
        window.take_files([study])
    else:
        window.study_commands.open_last()


def speak_the_systems_language() -> None:
    """Use the translation for the system's language where the program has one."""
    names = [name.replace("-", "_") for name in QLocale.system().uiLanguages()]
    language.use(
        gettext.translation("strandline", str(resource("translations")), languages=names, fallback=True)
    )
