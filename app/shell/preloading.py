"""Loading what the other pages need while nobody waits for it, so that they are there when first wanted.

Start-up loads nothing of it. What knows no Qt comes on a thread; what does is loaded here, in steps too
short to be noticed: Qt's types may not be made on two threads at once.
"""

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from app.shell.open_study import OpenStudy
from coding.progress import Progress

if TYPE_CHECKING:
    from storage.queries.study_data import Ahead

_CALM: Final = 800  # milliseconds after a study was opened
_BETWEEN: Final = 60
_WITHOUT_QT: Final = (
    "coding.analysis.answers",
    "coding.analysis.by_question",
    "coding.analysis.charting",
    "coding.analysis.codes_in_order",
    "coding.analysis.codes_together",
    "coding.analysis.lenses",
    "coding.analysis.matrix",
    "coding.analysis.network",
    "markdown_it",
    "storage.intake.import_batch",
    "storage.operations.imports",
    "storage.operations.withdrawing",
    "multiprocessing.connection",
    "pydoc",
    "xml.etree.ElementTree",
)
# pyqtgraph takes each of Qt's types in hand: they are made before it, a module at a time.
_TYPES: Final = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")
_WITH_QT: Final = (
    "PySide6.QtSvg",
    "PySide6.QtTest",
    "PySide6.QtOpenGLWidgets",
    "pyqtgraph",
    "app.compare.page",
    "app.passages.page",
    "app.codebook.editor",
    "app.search.results",
    "app.search.page",
    "app.memos.page",
    "app.matrix.page",
    "app.meeting.page",
    "app.cases.page",
    "app.outcomes.page",
    "app.questions.page",
    "app.agreement.page",
    "app.chapter.page",
    "app.sorting.page",
    "app.intake.page",
    "app.details.study_dialog",
    "app.privacy.withdraw_dialog",
)


class Preloading(QObject):
    """Begins a while after a study was opened, and reads the study ahead for its analyses."""

    def __init__(
        self, open_study: OpenStudy, parent: QObject | None = None, more: Iterable[object] = ()
    ) -> None:
        """Wait for a study; once all is loaded, each of ``more`` is asked for in a step of its own."""
        super().__init__(parent)
        self._study = open_study
        self._steps = chain(_steps(), more)
        self._next = QTimer(self)
        self._next.setInterval(_BETWEEN)
        self._next.timeout.connect(self._step)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self.begin)
        open_study.opened.connect(self._calm.start)
        open_study.closing.connect(self._calm.stop)

    def begin(self) -> None:
        """Load and read ahead."""
        study = self._study
        if study.is_open:
            path, state = study.file.path, study.file.state()
            study.jobs.start_quietly(partial(_load_and_read, path), done=partial(self._take, path, state))

    def _take(self, path: Path, state: int, ahead: "Ahead") -> None:
        """Keep what was read, unless the study is another by now; load what is left."""
        study = self._study
        if study.is_open and study.file.path == path and study.file.state() == state:
            study.data.take_over(ahead)
        self._next.start()

    def _step(self) -> None:
        if next(self._steps, None) is None:
            self._next.stop()


def _load_and_read(path: Path, _progress: Progress) -> "Ahead":
    new = [name for name in _WITHOUT_QT if name not in sys.modules]
    for name in new:
        import_module(name)
    if new:  # once: modules are never garbage, but what a study that was closed left may be
        gc.freeze()
    from storage.queries.study_data import read_ahead

    return read_ahead(path)


def _steps() -> Iterator[str]:
    """Load something with each step, and say what."""
    for name in _TYPES:
        module = import_module(name)
        for attribute in dir(module):
            getattr(module, attribute)
        yield name
    for name in _WITH_QT:
        with suppress(ImportError):  # whoever needs it says so
            import_module(name)
        yield name
