"""Names are masked and a person is taken out while the study is on view."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.shell.places import Place
from app.window.window import MainWindow
from storage.operations.masking import mask_interviews
from storage.operations.studies import set_up_study
from storage.operations.withdrawing import withdraw_person
from storage.study.study_file import StudyFile
from tests.storage.named_study import NAMES, fill_with_names


@pytest.fixture
def on_names(window: MainWindow, tmp_path: Path) -> MainWindow:
    """Return the window with a study full of names."""
    path = tmp_path / "named.strandline"
    with StudyFile.create(path, set_up_study("Partnership", "Me")) as study:
        study.perform(fill_with_names())
    assert window.open_study.open(path)
    return window


def wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.open_study.jobs.running, timeout=10_000)


def test_a_masked_interview_is_shown_masked_and_back_again(qtbot: QtBot, on_names: MainWindow) -> None:
    page = on_names.code.page
    on_names.go(Place("code", 1))
    on_names.open_study.perform(mask_interviews([1, 2], NAMES))
    assert "Anna Brown here" in page.view.toPlainText()
    assert "Jane" not in page.heading
    on_names.open_study.undo()
    assert "Jane Hill here" in page.view.toPlainText()


def test_the_page_leaves_an_interview_that_is_gone(qtbot: QtBot, on_names: MainWindow) -> None:
    page = on_names.code.page
    on_names.go(Place("code", 2))
    assert "dumplings" in page.view.toPlainText()
    taken: list[object] = []
    job = on_names.open_study.perform_irreversibly(
        "Taking out",
        withdraw_person(1, ["Jane"], "a colleague"),
        before_commit=lambda: taken.append("its restore points"),
        done=taken.append,
    )
    assert job is not None
    wait(qtbot, on_names)
    assert len(taken) == 2
    assert page.interview_id is None
    qtbot.waitUntil(lambda: not on_names.actions_["undo"].isEnabled())
    on_names.go(Place("code", 1))
    assert "marmalade" not in page.view.toPlainText()
    for page_id in ("compare", "passages", "codebook", "code"):
        on_names.go(Place(page_id))
    on_names.navigator.back()


def test_a_study_opens_where_an_interview_was_that_is_gone(qtbot: QtBot, on_names: MainWindow) -> None:
    path = on_names.open_study.file.path
    on_names.go(Place("code", 2))
    on_names.open_study.close()
    with StudyFile.open(path) as study:
        study.perform_irreversibly(withdraw_person(1))
    assert on_names.open_study.open(path)
    assert on_names.code.page.interview_id == 1  # the first of those that are left
