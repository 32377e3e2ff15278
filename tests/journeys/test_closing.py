"""What is left of a study after it was closed."""

import gc

import pytest
from pytestqt.qtbot import QtBot

from app.shell.places import Place
from app.window.pages import LATER_PAGES
from app.window.window import MainWindow
from coding.analysis.analysis_data import AnalysisData
from coding.model.study import Transcript
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
