"""Printing what the page shows: set on sheets on a thread, looked at, then sent to a printer or a PDF."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from app.shell.open_study import OpenStudy
from app.window.navigator import Navigator
from coding.language import _
from coding.progress import Progress, silent
from storage.queries.people import study_details
from storage.study.history import Written
from storage.study.keeping.snapshot import snapshot

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter  # loaded when somebody prints

    from app.shell.printed import PrintedPart
    from app.window.paper import Paper

_PREVIEWED: Final = 200  # sheets: Qt paints all of them before it shows the first
_POINTS: Final = 72  # to the inch


class Printing(QObject):
    """What the menu's Print does."""

    def __init__(self, open_study: OpenStudy, navigator: Navigator, window: QWidget) -> None:
        """Print pages of this window."""
        super().__init__(window)
        self._study = open_study
        self._navigator = navigator
        self._window = window
        self._printer: QPrinter | None = None

    def print_page(self) -> None:
        """Print what the page shows, after a look at it."""
        page = self._navigator.page
        printed = page.printed() if page is not None else None
        if printed is None:
            if page is not None:
                self._study.notices.say(page.why_not_printed())
            return
        printer = self._printer = _printer(printed.title)  # Qt's dialogs keep no printer alive
        size, study = _size_of(printer), self._study.file.path
        name = study_details(self._study.reader).name

        def make(progress: Progress) -> "tuple[list[PrintedPart], Paper]":
            from app.window.paper import set_on_paper

            with snapshot(study) as connection:
                parts = list(printed.parts(connection))
            return parts, set_on_paper(name, printed.title, parts, size, progress)

        done = partial(self._show, printer)
        self._study.jobs.start(_("Preparing to print"), make, done=done, failed=self._study.report)

    def _show(self, printer: "QPrinter", made: "tuple[Sequence[PrintedPart], Paper]") -> None:
        """Let the person look at it; what is too long for that goes to the printer as it is."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrintPreviewDialog

        parts, paper = made
        if len(paper.sheets) > _PREVIEWED:
            dialog: QDialog = QPrintDialog(printer, self._window)
            dialog.accepted.connect(partial(self._print_long, parts, paper))
        else:
            preview = QPrintPreviewDialog(printer, self._window)
            preview.paintRequested.connect(partial(_print_parts, parts, paper))
            preview.accepted.connect(partial(self._note, printer))
            preview.resize(960, min(800, self._window.height()))  # so wide that all its buttons are there
            dialog = preview
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Print {title}").format(title=paper.title))
        QDialog.open(dialog)

    def _print_long(self, parts: "Sequence[PrintedPart]", paper: "Paper", printer: "QPrinter") -> None:
        """Print on a thread of its own, with progress."""

        def print_all(progress: Progress) -> None:
            _print_parts(parts, paper, printer, progress)

        done = partial(self._note, printer)
        self._study.jobs.start(_("Printing"), print_all, done=done, failed=self._study.report)

    def _note(self, printer: "QPrinter", _result: object = None) -> None:
        """Say that it was printed; a PDF is a file that went out, which the history has."""
        target = printer.outputFileName()
        if target and self._study.is_open:
            self._study.note_file(Written.EXPORT, Path(target))
        self._study.notices.say(_("Printed {name}.").format(name=Path(target).name or printer.docName()))


def _printer(title: str) -> "QPrinter":
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)  # the edges are our own
    return printer


def _size_of(printer: "QPrinter") -> QSizeF:
    return printer.pageLayout().fullRect(QPageLayout.Unit.Point).size()


def _print_parts(
    parts: "Sequence[PrintedPart]", paper: "Paper", printer: "QPrinter", progress: Progress = silent
) -> None:
    """Paint all sheets that are wanted; on paper of another size they are set anew."""
    from app.window.paper import set_on_paper

    size = _size_of(printer)
    if size != paper.size:
        paper = set_on_paper(paper.study, paper.title, parts, size)
    painter = QPainter(printer)
    wanted = _wanted(printer, len(paper.sheets))
    for at, number in enumerate(wanted):
        progress(at, len(wanted), paper.title)
        if at:
            printer.newPage()
        paper.paint(painter, number, printer.resolution() / _POINTS)
    painter.end()


def _wanted(printer: "QPrinter", n_sheets: int) -> range:
    """Return the sheets that were asked for."""
    first, last = printer.fromPage(), printer.toPage()
    return range(first - 1, min(last, n_sheets)) if first else range(n_sheets)
