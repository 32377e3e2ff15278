"""What kept views show, and what has changed in them, asked on a job: they are counted anew."""

from collections.abc import Callable, Collection
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.language import _
from coding.progress import Progress
from storage.queries.kept_views import ViewReader
from storage.study.connection import connect

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData

T = TypeVar("T")


def ask_views(study: OpenStudy, ask: Callable[[ViewReader], T], done: Callable[[T], object]) -> Job:
    """Hand on what is asked of kept views, unless the study is closed by then; a UserError is said."""
    file = study.file

    def finish(answer: T) -> None:
        if study.is_open and study.file is file:
            done(answer)

    function = partial(_on_thread, file.path, study.coder_id, ask)
    return study.jobs.start(_("Counting"), function, done=finish, failed=study.report)


def _on_thread(path: Path, reader_id: int | None, ask: Callable[[ViewReader], T], _progress: Progress) -> T:
    """Ask on a connection of its own; pandas loads when something is counted."""
    with closing(connect(path, read_only=True)) as connection:

        def read(framework_id: int, coder_ids: Collection[int]) -> "AnalysisData":
            from storage.queries.study_data import analysis_data

            return analysis_data(connection, framework_id, coder_ids, reader_id)

        return ask(ViewReader(connection, read))
