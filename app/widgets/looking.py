"""Looking passages up: at once where that is quick, on a job where texts have to be searched."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.analysis.selection import Asked, Look, Selection
from coding.analysis.words_said import WordSearch, WordsSaid
from coding.language import _
from coding.model.query import Query
from coding.progress import Progress
from storage.queries.frames import texts
from storage.study.connection import connect

_FEW: Final = 40  # interviews: in more than these words are looked for on a job


class Looking(QObject):
    """Answers one query at a time; an earlier one that is still being answered is dropped."""

    found = Signal(object)  # Selection
    begun = Signal()  # what takes longer
    given_up = Signal()  # an expression took too long, which is said

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Look in this study."""
        super().__init__(parent)
        self._study = open_study
        self._job: Job | None = None

    def drop(self) -> None:
        """Do not answer what is still being looked for."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def look(self, asked: Asked, query: Query) -> None:
        """Answer a query: ``found`` goes out, now or when a job has ended."""
        look = Look(asked, query)
        self.search(look.words, asked, lambda said: self.found.emit(look.selection(said)))

    def search(self, words: WordSearch | None, asked: Asked, done: Callable[[WordsSaid], None]) -> None:
        """Look words up, if there are any, and hand on where they are said, now or when a job has ended."""
        self.drop()
        if words is None:
            done({})
        elif is_quick(words):
            done(words.found_in(asked.read_texts))
        else:
            self.begun.emit()
            self._job = self._study.jobs.start(
                _("Looking for passages"),
                partial(words.found_in, asked.read_texts)
                if asked.is_held
                else partial(search_on_thread, self._study.file.path, words),
                done=partial(self._finish, done),
                failed=self._fail,
            )

    def _fail(self, error: Exception) -> None:
        self._job = None
        self.given_up.emit()
        self._study.report(error)

    def _finish(self, done: Callable[[WordsSaid], None], said: WordsSaid) -> None:
        self._job = None
        done(said)


def is_quick(words: WordSearch) -> bool:
    """Tell whether words can be looked for while somebody waits."""
    return not words.has_pattern and len(words.wanted) <= _FEW


def how_many(asked: Asked, query: Query) -> Selection | None:
    """Return what a query would find, if that is quick to tell."""
    look = Look(asked, query)
    if look.words is None:
        return look.selection({})
    return look.selection(look.words.found_in(asked.read_texts)) if is_quick(look.words) else None


def search_on_thread(path: Path, words: WordSearch, progress: Progress) -> WordsSaid:
    """Search texts on a connection of its own."""
    with closing(connect(path, read_only=True)) as connection:
        return words.found_in(lambda ids: texts(connection, ids), progress)
