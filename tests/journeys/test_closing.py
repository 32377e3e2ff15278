"""What is left of a study after it was closed."""

import gc
import threading
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.shell.places import Place
from app.window.pages import LATER_PAGES
from app.window.window import MainWindow
from coding.analysis.analysis_data import AnalysisData
from coding.model.study import Transcript
from coding.progress import Progress
from storage.study.operation import Operation
from storage.study.study_file import StudyFile


def held() -> list[object]:
    """Return what holds what people said or what was coded."""
    gc.collect()
    holders = [each for each in gc.get_objects() if isinstance(each, AnalysisData | Transcript | StudyFile)]
    return [each for each in holders if not isinstance(each, Transcript) or each.text]


@pytest.fixture
def others() -> list[object]:
    """Return what other tests hold, before the study is opened."""
    return held()


@pytest.mark.parametrize("page_id", ["code", *(spec.page_id for spec in LATER_PAGES)])
def test_no_page_keeps_anything_of_a_closed_study(
    others: list[object], qtbot: QtBot, on_study: MainWindow, page_id: str
) -> None:
    on_study.go(Place(page_id, detail="trust" if page_id == "find" else ""))
    on_study.open_study.close()
    qtbot.waitUntil(lambda: not on_study.jobs.running)
    known = {id(each) for each in others}
    assert [each for each in held() if id(each) not in known] == []


def test_the_window_closes_with_two_jobs_at_work(qtbot: QtBot, on_study: MainWindow, tmp_path: Path) -> None:
    """Both are stopped and waited for; what was not stored whole is not there, and nobody is in the way."""
    path, begun = on_study.open_study.file.path, [threading.Event(), threading.Event()]

    def work(progress: Progress, mine: threading.Event) -> Operation[Any]:
        mine.set()
        while not threading.Event().wait(0.01):
            progress(1, 2, "")
        raise AssertionError

    def look(progress: Progress) -> object:
        return work(progress, begun[1])

    ended: list[str] = []
    for job in (
        on_study.open_study.perform_in_background("Writing", lambda progress: work(progress, begun[0])),
        on_study.jobs.start("Looking", look),
    ):
        assert job is not None
        job.ended.connect(lambda: ended.append("ended"))
    assert all(each.wait(10) for each in begun)
    on_study.close()
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert on_study.jobs.running == ()
    with StudyFile.open(path) as study:
        assert study.check() == []
    assert [each.name for each in tmp_path.glob("*.lock")] == []
