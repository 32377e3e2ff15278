"""Showing every page once, for ``strandline self-test``: in a process of its own, on no screen."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.shell import settings
from app.shell.places import Place
from app.window.application import make_window
from app.window.manual import ManualDialog
from app.window.pages import LATER_PAGES
from app.window.window import MainWindow

_MOST: Final = 60_000  # milliseconds for one page
_STEP: Final = 20
_SIZE: Final = (1366, 768)
_FAULTS: Final = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_HARMLESS: Final = ("This plugin does not support", "Could not register app ID")


class Walk:
    """Goes through the window on a study; notes what Qt or Python complains about."""

    def __init__(self, study: Path) -> None:
        """Make the window."""
        self.complaints: list[str] = []
        self._here = "the start"
        sys.excepthook = lambda _kind, error, _trace: self._note(repr(error))
        qInstallMessageHandler(self._hear)
        settings.keep_in(study.with_name("settings.ini"))
        application = QApplication(sys.argv[:1])
        self._window = make_window(application)
        self._window.notices.warned.connect(self._note)
        self._study = study

    def go(self) -> list[str]:
        """Show the page without a study, every page with it, and the manual; return all complaints."""
        window = self._window
        window.resize(*_SIZE)
        self._show("welcome", window.show)
        self._show("opening", lambda: window.take_files([self._study]))
        if not window.open_study.is_open:
            self._note("the study did not open")
            return self.complaints
        for page_id in ("code", *(spec.page_id for spec in LATER_PAGES)):
            self._show(page_id, lambda page_id=page_id: window.go(Place(page_id)))
        self._show("manual", lambda: _read_manual(window))
        self._show("closing", window.close)
        return self.complaints

    def _show(self, name: str, act: Callable[[], object]) -> None:
        """Do something, wait until nothing is under way, and paint."""
        self._here = name
        act()
        deadline = QDeadlineTimer(_MOST)
        QCoreApplication.processEvents()
        while self._window.jobs.running and not deadline.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _STEP)
        if self._window.jobs.running:
            self._note("still at work after a minute")
        if self._window.isVisible() and self._window.grab().isNull():
            self._note("nothing is painted")

    def _hear(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind in _FAULTS and not message.startswith(_HARMLESS):
            self._note(message)

    def _note(self, complaint: object) -> None:
        self.complaints.append(f"{self._here}: {complaint}")


def _read_manual(window: MainWindow) -> None:
    dialog = ManualDialog(window)
    dialog.show()
    dialog.close()


def walk(study: Path) -> int:
    """Show every page on this study, which is a copy; print complaints on stderr; return the exit status."""
    complaints = Walk(study.resolve()).go()
    print(*complaints, sep="\n", file=sys.stderr)  # noqa: T201 - for whoever started the test
    return int(bool(complaints))
