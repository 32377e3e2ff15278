"""The log file, and the last resort for what is our bug."""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from platformdirs import user_log_path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QMessageBox, QPlainTextEdit

from coding.errors import UserError
from coding.language import _

log = logging.getLogger("strandline")
# Where Qt asks what to paint: what fails there fails again as soon as the window over it is closed.
_PAINTING = frozenset({"paintEvent", "paint", "drawRow", "initStyleOption", "sizeHint", "data"})
_DEEPEST = 10  # errors behind errors
_REPORT_SIZE = (600, 240)


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
    sys.excepthook = Reports().take


class _Report(NamedTuple):
    """What is shown of an error; the error itself would keep alive what was at work, a painter too."""

    words: str  # of a UserError; else empty
    trace: str


class Reports:
    """Collects what nobody caught and shows it together, later: nothing may open while Qt paints.

    The same trace is taken once a run, whatever it says of its values; a UserError again where a person may
    have asked for it again.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._taken: set[tuple[object, ...]] = set()
        self._waiting: list[_Report] = []
        self._is_showing = False

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error nobody caught and have it shown."""
        places = [(frame.filename, frame.lineno, frame.name) for frame in traceback.extract_tb(trace)]
        asked_for = isinstance(error, UserError) and not _PAINTING & {name for *_place, name in places}
        is_known = (kind, *places) in self._taken
        self._taken.add((kind, *places))
        application = QCoreApplication.instance()
        report = _Report(str(error) if isinstance(error, UserError) else "", trace_of(error))
        if is_known and (not asked_for or report in self._waiting or self._is_showing):
            return
        log.error(report.trace)
        self._waiting.append(report)
        if application is not None:  # errors come from any thread, windows from one
            QTimer.singleShot(0, application, self._show)

    def _show(self) -> None:
        """Show what has come, and what comes while that is read, one window after the other."""
        if self._is_showing:
            return
        self._is_showing = True
        while self._waiting:
            reports, self._waiting = self._waiting, []
            said = [report.words for report in reports if report.words]
            bugs = [report.trace for report in reports if not report.words]
            if said:
                _box("\n\n".join(dict.fromkeys(said))).exec()
            if bugs:
                _show_bugs("\n".join(bugs))
        self._is_showing = False


def trace_of(error: BaseException) -> str:
    """Say where in the program an error came from, without what it says: that may quote an interview.

    KeyError('Jane') is a KeyError; a number that the system gives an error is kept. Errors behind it stand
    before it.
    """
    parts: list[str] = []
    behind: BaseException | None = error
    while behind is not None and len(parts) < _DEEPEST:
        number = getattr(behind, "sqlite_errorcode", None) or getattr(behind, "errno", None)
        name = f"{type(behind).__module__}.{type(behind).__qualname__}"
        said = f"{name} ({number})\n" if isinstance(number, int | str) else f"{name}\n"
        parts.append("".join((*traceback.format_tb(behind.__traceback__), said)))
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)
    return "\n".join(reversed(parts))


def _box(text: str) -> QMessageBox:
    box = QMessageBox()
    box.setWindowTitle("Strandline")
    box.setText(text)
    return box


def _show_bugs(text: str) -> None:
    box = _box(_("Something went wrong that is our fault."))
    box.setOption(QMessageBox.Option.DontUseNativeDialog)  # which would not show the report
    box.setInformativeText(
        _(
            "Your study is intact: nothing is ever half-saved. This report was written to {file}. It says "
            "where in the program it happened, and nothing of your study; what you see is what is copied."
        ).format(file=log_file())
    )
    copy = box.addButton(_("Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    _show_whole(text, box)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(text)


def _show_whole(text: str, box: QMessageBox) -> None:
    """Show a text under the words of a box, whose layout is made anew by whatever is set after this."""
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setAccessibleName(_("The report"))
    shown.setMinimumSize(*_REPORT_SIZE)
    layout = box.layout()
    assert isinstance(layout, QGridLayout)
    layout.addWidget(shown, layout.rowCount(), 0, 1, layout.columnCount())
