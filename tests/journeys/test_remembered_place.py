"""Where one was is remembered in the settings, which anybody can write into: the window opens."""

from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtWidgets import QApplication

from app.shell import settings
from app.shell.places import Place
from app.window.window import MainWindow


@pytest.fixture
def study(filled_study: Path, tmp_path: Path) -> Path:
    return Path(copyfile(filled_study, tmp_path / "study.strandline"))


def remembered_at(window: MainWindow, study: Path) -> str:
    """Return the name under which the place in a study is remembered."""
    assert window.open_study.open(study)
    window.go(Place("codebook"))
    window.go(Place("code", 1))
    window.open_study.close()
    settings.settings().sync()
    (key,) = (key for key in settings.settings().allKeys() if key.startswith("place/"))
    settings.settings().remove(key.replace("place/", "reading/"))
    return key


@pytest.mark.parametrize(
    "kept",
    [
        "a page that is no more\n1\n-\n-",
        "\n1\n-\n-",
        "code\n²\n-\n-",
        "code\n" + "9" * 30 + "\n1\n2",
        "code\n1\n999999\n5",
        "code\n7\n1\n2",
        "codebook",
    ],
)
def test_a_study_opens_wherever_it_is_said_to_have_been(window: MainWindow, study: Path, kept: str) -> None:
    key = remembered_at(window, study)
    settings.remember(key, kept)
    assert window.open_study.open(study)
    assert window.page is window.code.page


def page_on_view(window: MainWindow) -> str:
    """Return the page on view once the window has gone there."""
    QApplication.processEvents()
    assert window.page is not None
    return window.page.page_id


def test_it_opens_where_one_was(window: MainWindow, study: Path) -> None:
    key = remembered_at(window, study)
    settings.remember(key, ["codebook", "-", "-", "-"])
    assert window.open_study.open(study)
    assert page_on_view(window) == "codebook"


def test_nobody_is_taken_to_a_page_of_a_study_that_was_closed(window: MainWindow, study: Path) -> None:
    key = remembered_at(window, study)
    settings.remember(key, ["compare", "-", "-", "-"])
    assert window.open_study.open(study)
    window.open_study.close()
    QApplication.processEvents()
    assert window.page is None


@pytest.mark.parametrize("page", ["code", "compare", "passages", "codebook", "find", "import"])
def test_the_interview_and_the_place_come_back_whatever_page_was_open(
    window: MainWindow, study: Path, page: str
) -> None:
    assert window.open_study.open(study)
    interview_id = window.code.tree.model.interviews()[-1]
    window.go(Place("code", interview_id))
    window.code.page.view.select(window.code.page.view.moves.last())  # type: ignore[union-attr]
    before = window.code.page.place()
    window.go(Place(page))
    window.open_study.close()
    assert window.open_study.open(study)
    assert page_on_view(window) == ("code" if page in {"find", "import"} else page)
    window.go(Place("code"))
    assert window.code.page.place() == before


def test_an_interview_that_is_no_more_gives_way_to_the_first(window: MainWindow, study: Path) -> None:
    key = remembered_at(window, study).replace("place/", "reading/")
    settings.remember(key, ["code", "7", "1", "2"])
    assert window.open_study.open(study)
    assert window.code.page.interview_id == window.code.tree.model.interviews()[0]
