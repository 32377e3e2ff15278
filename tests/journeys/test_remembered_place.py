"""Where one was is remembered in the settings, which anybody can write into: the window opens."""

from pathlib import Path
from shutil import copyfile

import pytest

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


def test_it_opens_where_one_was(window: MainWindow, study: Path) -> None:
    key = remembered_at(window, study)
    settings.remember(key, ["codebook", "-", "-", "-"])
    assert window.open_study.open(study)
    assert window.page is not None
    assert window.page.page_id == "codebook"
