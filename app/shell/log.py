"""The log file, and the last resort for what is our bug."""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from coding.errors import UserError
from coding.language import _

log = logging.getLogger("strandline")


def log_file() -> Path:
    """Return where the log is kept."""
    return user_log_path("strandline", appauthor=False) / "strandline.log"


def start() -> None:
    """Log to the file, and report what nobody caught instead of vanishing."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(), maxBytes=500_000, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    sys.excepthook = report


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an error nobody caught and show the report window; a UserError is only said."""
    text = "".join(traceback.format_exception(kind, error, trace))
    log.error(text)
    box = QMessageBox()
    box.setWindowTitle("Strandline")
    if isinstance(error, UserError):
        box.setText(str(error))
        box.exec()
        return
    box.setText(_("Something went wrong that is our fault."))
    box.setInformativeText(
        _("Your study is intact: nothing is ever half-saved. A report was written to {file}.").format(
            file=log_file()
        )
    )
    box.setDetailedText(text)
    copy = box.addButton(_("Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(text)
