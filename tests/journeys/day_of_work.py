"""A day of work in the whole window, run in a process of its own by test_traces.py."""

import sys
import traceback
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from app.intake.page import ImportPage
from app.shell import log, settings
from app.shell.jobs import Job
from app.shell.notices import Notices
from app.shell.places import Place
from app.window.application import make_window
from app.window.pages import LATER_PAGES
from app.window.window import MainWindow


class FaultError(Exception):
    """What nobody catches."""


def main(home: Path, work: Path, texts: Path) -> None:
    """Open the study in ``work``, look at every page, export all there, read ``texts``, and meet a fault.

    Settings and log are kept in ``home``, on systems too where they would be kept elsewhere.
    """
    settings.keep_in(home / "settings.ini")
    log.log_file = lambda: home / "strandline.log"
    application = QApplication(["strandline"])
    application.setOrganizationName("Strandline")
    log.start()
    QMessageBox.exec = lambda _box: 0  # pyright: ignore[reportAttributeAccessIssue]
    window = make_window(application)
    window.show()
    window.take_files([work / "study.strandline"])
    settle(window)
    for page in LATER_PAGES:
        window.go(Place(page.page_id, detail="dumpl" if page.page_id == "find" else ""))
        settle(window)
    window.go(Place("code", 1, 12, 25))
    export(window, work)
    window.study_commands.import_paths([texts])
    settle(window)
    (page,) = window.findChildren(ImportPage)
    assert len(page.plan.rows) == 3
    fail(window, texts)
    window.go(Place("find", detail="dumpl"))
    settle(window)
    window.close()
    settings.settings().sync()
    assert "FaultError" in log.log_file().read_text()


def settle(window: MainWindow) -> None:
    """Let everything that was begun come to its end."""
    QApplication.processEvents()
    while window.open_study.jobs.running:
        QApplication.processEvents()
    QApplication.processEvents()


def export(window: MainWindow, work: Path) -> None:
    """Write every kind of file."""

    def target(self: Notices, title: str, suggestion: str, kinds: str) -> Path:
        return work / f"out{Path(suggestion).suffix}"

    Notices.ask_target = target
    commands = window.study_commands.handlers()
    for name in ("export_word", "export_csv", "export_png", "export_svg"):
        assert isinstance(commands[name](), Job)
        settle(window)


def fail(window: MainWindow, texts: Path) -> None:
    """Meet a fault whose words quote a name and a transcript."""
    name = window.open_study.reader.exec_driver_sql("SELECT name FROM person").scalar()
    said = (texts / "a.txt").read_text("utf-8")
    try:
        try:
            {}[name]
        except KeyError as error:
            raise FaultError(said) from error
    except FaultError as error:
        sys.excepthook(FaultError, error, error.__traceback__)


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except BaseException:
        traceback.print_exc()  # the hook would only log it, without what it says
        raise
