"""The tree of 1,000 interviews: read and shown; and one interview of it followed."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.explorer.tree import InterviewTree
from app.shell.jobs import Jobs
from app.shell.open_study import OpenStudy
from coding.model.study import State
from storage.operations.reading import set_state
from storage.queries.tree import interview_tree
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices


@pytest.fixture
def open_study(qapp: QApplication, large_study_path: Path, tmp_path: Path) -> Iterator[OpenStudy]:
    jobs = Jobs()
    study = OpenStudy(RecordedNotices(), jobs)
    assert qapp
    assert study.open(Path(copyfile(large_study_path, tmp_path / "large.strandline")))
    yield study
    study.close()


@pytest.fixture
def tree(open_study: OpenStudy, qtbot: Any) -> InterviewTree:
    widget = InterviewTree(open_study)
    qtbot.addWidget(widget)
    widget.resize(240, 850)
    widget.show()
    return widget


@pytest.mark.figure("tree of 1,000 interviews with 66,000 codings, read", 150)
def test_the_tree_is_read(benchmark: Any, large_study_path: Path) -> None:
    with StudyFile.open_for_reading(large_study_path) as study:
        branches = benchmark.pedantic(
            interview_tree, (study.reader, [study.coder_id]), rounds=11, warmup_rounds=1
        )
    assert sum(len(branch.interviews) for branch in branches) == 1000


@pytest.mark.figure("tree of 1,000 interviews, all unfolded, to shown", 300)
def test_the_tree_is_shown(benchmark: Any, tree: InterviewTree) -> None:
    tree.view.expandAll()

    def show() -> None:
        tree.reload()
        tree.grab()

    benchmark.pedantic(show, rounds=9, warmup_rounds=1)


@pytest.mark.figure("an interview marked as done, the tree of 1,000 following", 50)
def test_an_interview_is_followed(benchmark: Any, tree: InterviewTree) -> None:
    states = [State.DONE, State.BEING_READ]

    def mark() -> None:
        states.reverse()
        tree.open_study.perform(set_state(500, states[0]))
        tree.grab()

    benchmark.pedantic(mark, rounds=9, warmup_rounds=1)
