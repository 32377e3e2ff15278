"""An open study to try widgets on, settings of its own, and notices that answer by themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.shell import settings
from app.shell.jobs import Jobs
from app.shell.notices import Notices, Offer, Prompt
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.storing import Storing
from app.shell.unlocking import Typed
from app.transcript.page import CodePage
from coding.errors import UserError
from storage.operations.studies import set_up_study
from storage.resources import resource
from storage.study.study_file import StudyFile
from tests.storage.dumps import fill


class RecordedNotices(Notices):
    """Keeps what is said and asked; a question without an answer laid ready fails the test."""

    def __init__(self) -> None:
        super().__init__(None)
        self.lines: list[str] = []
        self.errors: list[UserError] = []
        self.offers: list[Offer] = []
        self.answers: list[object] = []
        self.said.connect(self.lines.append)
        self.warned.connect(self.errors.append)
        self.offered.connect(self.offers.append)

    def _answer(self, asked: str) -> object:
        assert self.answers, f"nobody answers: {asked}"
        return self.answers.pop(0)

    def ask(self, question: Prompt) -> str | None:
        return self._answer(question.text)  # pyright: ignore[reportReturnType]

    def ask_password(self, study: Path, wrong: str) -> Typed | None:
        return self._answer(wrong or study.stem)  # pyright: ignore[reportReturnType]

    def ask_new_password(self, file: Path) -> str | None:
        return self._answer(file.name)  # pyright: ignore[reportReturnType]

    def ask_files(self, title: str, kinds: str) -> list[Path]:
        return self._answer(title)  # pyright: ignore[reportReturnType]

    def ask_file(self, title: str, kinds: str) -> Path | None:
        return self._answer(title)  # pyright: ignore[reportReturnType]

    def ask_folder(self, title: str) -> Path | None:
        return self._answer(title)  # pyright: ignore[reportReturnType]

    def ask_target(self, title: str, suggestion: str, kinds: str) -> Path | None:
        return self._answer(title)  # pyright: ignore[reportReturnType]


@pytest.fixture
def computer() -> Iterator[Callable[[str], None]]:
    """Let this be a computer of a country, or of none (C)."""
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    """Keep what the program remembers out of the user's own settings."""
    settings.keep_in(tmp_path / "settings.ini")


@pytest.fixture(autouse=True, scope="session")
def quick_disk() -> None:
    """Let no event by while a busy computer stores: what is deleted later would go within an act."""
    Storing.said_after = 60.0


@pytest.fixture(autouse=True, scope="session")
def emptied_clipboard() -> Iterator[None]:
    """Leave nothing that Python made on the clipboard: Qt deletes it, without a screen, after Python."""
    yield
    if isinstance(QGuiApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()


@pytest.fixture
def sample(qtbot: QtBot, tmp_path: Path, notices: RecordedNotices) -> Iterator[OpenStudy]:
    """Yield a copy of the sample study, open."""
    jobs = Jobs()
    study = OpenStudy(notices, jobs)
    source = resource("sample_study", "Saltmere Partnership.strandline")
    assert study.open(Path(copyfile(source, tmp_path / "sample.strandline")))
    yield study
    study.close()
    jobs.stop_all()


@pytest.fixture(scope="session")
def filled_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of the small study of tests/storage/dumps.py; copy it, leave it as it is."""
    path = tmp_path_factory.mktemp("filled") / "filled.strandline"
    with StudyFile.create(path, set_up_study("Saltmere Partnership", "Me")) as study:
        study.perform(fill())
    return path


@pytest.fixture
def notices() -> RecordedNotices:
    """Return notices that record."""
    return RecordedNotices()


@pytest.fixture
def open_study(
    qtbot: QtBot, filled_study: Path, tmp_path: Path, notices: RecordedNotices
) -> Iterator[OpenStudy]:
    """Yield the small study, open."""
    jobs = Jobs()
    study = OpenStudy(notices, jobs)
    assert study.open(Path(copyfile(filled_study, tmp_path / "study.strandline")))
    yield study
    study.close()
    jobs.stop_all()


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """Return what a dialog stands over that deletes itself when it is left."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def code_page(qtbot: QtBot, open_study: OpenStudy) -> Iterator[CodePage]:
    """Yield the Code page on the small study's interview."""
    page = CodePage(open_study)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    page.go(Place("code", 1))
    yield page
    page.close()
