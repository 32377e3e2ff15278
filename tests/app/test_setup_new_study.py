"""Making a new study, and the list of recent ones."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.details.new_study import NewStudyDialog
from app.shell.open_study import OpenStudy
from app.window import recent
from storage.queries.coders import coders
from storage.queries.people import study_details
from tests.app.conftest import RecordedNotices


@pytest.fixture
def dialog(open_study: OpenStudy, over: QWidget, tmp_path: Path) -> NewStudyDialog:
    widget = NewStudyDialog(open_study, over)
    widget.coder.setText("Ann")
    widget.place.setText(str(tmp_path / "elsewhere"))
    widget.show()
    return widget


def test_four_fields_and_a_button_make_a_study(dialog: NewStudyDialog, tmp_path: Path) -> None:
    QTest.keyClicks(dialog.name, "Ash: Group")
    dialog.place.setText(str(tmp_path / "ash"))
    QTest.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    study = dialog.open_study
    assert study.file.path == tmp_path / "ash.strandline"
    assert study_details(study.reader).name == "Ash: Group"
    assert [coder.name for coder in coders(study.reader)] == ["Ann"]
    assert study.framework.name.startswith("Maturity model")


def test_the_place_follows_the_name_until_one_is_chosen(
    dialog: NewStudyDialog, notices: RecordedNotices, tmp_path: Path
) -> None:
    dialog.name.setText("Ash: Group")
    assert dialog.path.name == "Ash Group.strandline"
    notices.answers = [tmp_path / "mine"]
    dialog._choose_place()
    dialog.name.setText("Oak")
    assert dialog.path == tmp_path / "mine.strandline"


@pytest.mark.parametrize(
    ("place", "coder", "wrong"),
    [("study", "Ann", "already there"), ("no/folder/x", "Ann", "no folder"), ("x", " ", "who coded")],
)
def test_what_is_in_the_way_is_said_beside_the_fields(
    dialog: NewStudyDialog, tmp_path: Path, place: str, coder: str, wrong: str
) -> None:
    dialog.name.setText("Oak")
    dialog.place.setText(str(tmp_path / place))
    dialog.coder.setText(coder)
    dialog.make()
    assert wrong in dialog.wrong.text()
    assert dialog.isVisible()


def test_recent_studies_are_those_still_there_the_newest_first(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.strandline" for name in "abc"]
    for path in paths:
        path.touch()
        recent.remember(path)
    recent.remember(paths[0])
    paths[1].unlink()
    assert recent.studies() == [paths[0], paths[2]]


@pytest.mark.parametrize("place", ["x" * 300, "x" * 300 + "/study"])
def test_a_place_that_no_system_has_is_said_in_words(
    dialog: NewStudyDialog, notices: RecordedNotices, tmp_path: Path, place: str
) -> None:
    dialog.name.setText("Ash")
    dialog.place.setText(str(tmp_path / place))
    before = dialog.open_study.file.path
    dialog.make()
    assert dialog.wrong.text() or notices.errors
    assert dialog.open_study.file.path == before
