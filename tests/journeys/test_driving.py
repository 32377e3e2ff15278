"""Everything in every page and dialog is pressed, by keys and by mouse: the program survives it."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest
import shiboken6
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMenuBar, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.details.questions_dialog import QuestionsDialog
from app.details.study_dialog import StudyDetailsDialog
from app.history.past_dialog import PastDialog
from app.intake.page import ImportPage
from app.privacy.mask_dialog import MaskDialog
from app.privacy.share_dialog import ShareDialog
from app.privacy.withdraw_dialog import WithdrawDialog
from app.shell import settings
from app.shell.places import Place
from app.widgets.filter_menu import FilterMenu
from app.window.transcripts_dialog import TranscriptsDialog
from app.window.window import MainWindow
from coding.model.agreement import Measuring
from storage.operations.agreement import fix_agreement
from storage.operations.claims import add_question, explain_otherwise
from storage.operations.hanging import hang_passage
from storage.operations.outlining import add_entry
from tests.journeys.drawer import fill
from tests.journeys.hand import Hand, deleted_now
from tests.journeys.ready_notices import ReadyNotices
from tests.journeys.test_reach import DIALOGS, PAGES
from tests.journeys.test_two_coders import read_by_two
from tests.locks import descriptors, is_locked

OTHERS: dict[str, Callable[[MainWindow], QDialog]] = {
    "questions": lambda window: QuestionsDialog(window.open_study, window),
    "mask": lambda window: MaskDialog(window.open_study, 1, window),
    "share": lambda window: ShareDialog(window.open_study, window),
    "past": lambda window: PastDialog(window.open_study, window),
    "transcripts": lambda window: TranscriptsDialog(window.open_study, window),
    "withdraw": lambda window: WithdrawDialog(window.open_study, window),
}
ALL_DIALOGS = DIALOGS | OTHERS
IMPORT_TABS = range(10)
_FEW = 8  # descriptors

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard


@contextmanager
def _open_window(study: Path, folder: Path) -> Generator[MainWindow]:
    """Yield the window on a copy of a study; nothing in it waits for a person."""
    settings.keep_in(folder / "settings.ini")
    window = MainWindow(ReadyNotices(folder))
    window.resize(1440, 900)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    assert window.open_study.open(Path(copyfile(study, folder / "study.strandline")))
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(1)  # a box takes no click for so long after it opened
    yield window
    QApplication.setDoubleClickInterval(before)
    _look_at_lock(window)
    window.close()


def _look_at_lock(window: MainWindow) -> None:
    """Whatever else opened the study and closed it again would have dropped SQLite's lock."""
    if window.open_study.is_open:
        window.jobs.stop_all()
        study = window.open_study.file.path
        assert is_locked(study)
        # The writer's, the reader's, and what SQLite keeps of connections that jobs closed meanwhile.
        assert 2 <= descriptors(study) <= _FEW


def settle(window: MainWindow) -> None:
    """Wait for jobs and let everything be shown."""
    too_long = QDeadlineTimer(60_000)
    while window.jobs.running:
        assert not too_long.hasExpired()
        QTest.qWait(5)
    for _again in range(2):  # what is shown now may have something else deleted
        QApplication.processEvents()
        deleted_now()


def as_it_was(window: MainWindow, study: Path, last: int) -> None:
    """Open the study again if it was left, and undo what was done since an operation."""
    window.show()
    if not window.open_study.is_open or window.open_study.file.path != study:
        assert window.open_study.open(study)
    while _last(window) > last:
        window.open_study.undo()
    while _last(window) < last:
        window.open_study.redo()


def _last(window: MainWindow) -> int:
    """Return the operation that would be undone."""
    entry = window.open_study.file.undoable()
    return entry.id if entry is not None else 0


def _is_qts_own(menu: QWidget) -> bool:
    """Tell whether a menu is the one that Qt makes, once, for what does not fit into a menu bar."""
    return isinstance(menu, QMenu) and isinstance(menu.parent(), QMenuBar) and not menu.title()


class Session:
    """The window, and the way back to a place in it after each press."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.settle = window, partial(settle, window)
        self.settle()
        self.study = window.open_study.file.path
        for page in PAGES:  # each is made when it is first shown
            window.go(Place(page))
        self.last = _last(window)

    def back(self) -> None:
        as_it_was(self.window, self.study, self.last)

    def drive(self, place: Callable[[], QWidget]) -> Hand:
        """Press everything at a place that ``place`` finds again."""

        def restore() -> QWidget:
            self.back()
            top = place()
            self.settle()
            return top

        hand = Hand(self.settle, restore)
        before = self.standing()
        hand.press_all()
        assert hand.died == []
        self.close_beside(before)
        assert self.standing() <= before  # what an earlier test left may go meanwhile
        return hand

    def close_beside(self, before: Counter[str]) -> None:
        """Close what has been opened beside the window since, as the manual is."""
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible() and not dialog.isModal() and type(dialog).__name__ not in before:
                dialog.close()
        self.settle()

    def standing(self) -> Counter[str]:
        """Return the menus and dialogs that are there, by kind: one that was left is to go."""
        for menu in self.window.findChildren(FilterMenu):
            menu.aboutToShow.emit()  # it is filled when it is first shown
        self.settle()
        standing = [each for each in self.window.findChildren(QWidget) if isinstance(each, QMenu | QDialog)]
        return Counter(type(each).__name__ for each in standing if not _is_qts_own(each))


@pytest.fixture(scope="module")
def one_window(
    qapp: QApplication, filled_study: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """Yield a session for all tests that leave the study as it was."""
    with _open_window(filled_study, tmp_path_factory.mktemp("driving")) as window:
        yield Session(window)


@pytest.fixture
def session(one_window: Session) -> Iterator[Session]:
    """Yield the session; the study is put back as it was, and is locked as it should be."""
    yield one_window
    one_window.back()
    _look_at_lock(one_window.window)


@pytest.fixture
def session_of_its_own(qapp: QApplication, filled_study: Path, tmp_path: Path) -> Iterator[Session]:
    """Yield a session in which more is in the study."""
    with _open_window(filled_study, tmp_path) as window:
        yield Session(window)


def test_the_hand_notices_what_dies_while_it_is_pressed(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    button = QPushButton("Die")
    column.addWidget(button)
    top.show()
    button.clicked.connect(lambda: shiboken6.delete(button))
    hand = Hand(lambda: None, lambda: top)
    hand.press_all()
    assert hand.died == ["('QPushButton', 'Die', 0)"]


def _coded(window: MainWindow) -> QWidget:
    window.go(Place("code", 1, 48, 71))
    return window


def _with_picker(window: MainWindow) -> QWidget:
    window.go(Place("code", 1, 48, 71))
    window.code.page.commands.want_picker("h")
    return window.code.picker


def _finding(window: MainWindow) -> QWidget:
    window.go(Place("code", 1))
    window.code.page.open_find()
    window.code.page.find_bar.field.setText("we")
    return window.code.page.find_bar


def _correcting(window: MainWindow) -> QWidget:
    window.go(Place("code", 1, 48, 71))
    window.code.page.correcting.correct()
    return window.code.page.correcting.editor


def _on_page(page: str) -> Callable[[MainWindow], QWidget]:
    def go(window: MainWindow) -> QWidget:
        if window.page is None or window.page.page_id != page:
            window.go(Place(page, detail="trust" if page == "find" else ""))
        assert window.page is not None
        return window.page

    return go


ALL_PLACES: dict[str, Callable[[MainWindow], QWidget]] = {
    "a coded passage and the bars": _coded,
    "quick picker": _with_picker,
    "finding in the interview": _finding,
    "correcting a turn": _correcting,
    **{page: _on_page(page) for page in PAGES if page != "code"},
}


@pytest.mark.parametrize("where", ALL_PLACES)
def test_a_page(session: Session, where: str) -> None:
    hand = session.drive(lambda: ALL_PLACES[where](session.window))
    assert hand.pressed >= 4  # a page with nothing to show has little to press


def test_an_outline(session_of_its_own: Session) -> None:
    session = session_of_its_own
    study = session.window.open_study
    question = study.perform(add_question("In what order?", None, 0))
    assert question is not None
    claim = study.perform(add_entry("Trust comes first.", question, 0))
    assert claim is not None
    study.perform(hang_passage(claim, 1, 20, 80, "for"))
    study.perform(explain_otherwise(claim, "It is habit."))
    session.last = _last(session.window)

    def place() -> QWidget:
        page = session.window.page
        if page is None or page.place() != Place("memos", detail="outline"):
            session.window.go(Place("memos", detail="outline"))
        assert session.window.page is not None
        return session.window.page

    assert session.drive(place).pressed > 15


def test_two_readings_side_by_side(session_of_its_own: Session) -> None:
    session = session_of_its_own
    read_by_two(session.window)
    session.window.open_study.perform(fix_agreement(Measuring()))
    session.last = _last(session.window)
    hand = session.drive(lambda: _on_page("coders")(session.window))
    assert hand.pressed > 15


@pytest.mark.parametrize("dialog", ALL_DIALOGS)
def test_a_dialog(session: Session, dialog: str) -> None:
    shown: list[QDialog] = []

    def place() -> QWidget:
        if not shown or not _is_there(shown[-1]):
            shown.append(ALL_DIALOGS[dialog](session.window))
            shown[-1].show()
        return shown[-1]

    assert session.drive(place).pressed > 2
    shown[-1].close()


def test_the_tabs_of_the_study_details(session: Session) -> None:
    shown: list[StudyDetailsDialog] = []

    def place(tab: int) -> QWidget:
        if not shown or not _is_there(shown[-1]):
            shown.append(StudyDetailsDialog(session.window.open_study, session.window))
            shown[-1].show()
        shown[-1].tabs.setCurrentIndex(tab)
        return shown[-1].tabs

    place(0)
    for tab in range(1, shown[-1].tabs.count()):
        assert session.drive(partial(place, tab)).pressed > 10
    shown[-1].close()


def _is_there(dialog: QDialog) -> bool:
    return shiboken6.isValid(dialog) and dialog.isVisible()


@pytest.mark.parametrize("tab", IMPORT_TABS)
def test_a_tab_of_the_import_page(session: Session, tmp_path: Path, tab: int) -> None:
    window = session.window
    drawer = fill(tmp_path / "drawer")

    def place() -> QWidget:
        if not isinstance(window.page, ImportPage) or not window.page.plan.rows:
            window.go(Place("import"))
            window.take_files([drawer])
            session.settle()
        page = window.page
        assert isinstance(page, ImportPage)
        page.tabs.tabs.setCurrentIndex(tab)
        return page.tabs if tab else page  # the buttons around them once

    assert session.drive(place).pressed > 10


def test_the_menus_of_the_window(session: Session) -> None:
    window = session.window

    def place() -> QWidget:
        session.back()
        window.go(Place("code", 1))
        session.settle()
        return window

    hand = Hand(session.settle, place)
    before = session.standing()
    of_bar = window.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    hand.press_menus([*of_bar, window.menus.study, window.menus.framework, window.menus.coder])
    assert hand.pressed > 50
    session.close_beside(before)
    assert session.standing() <= before  # pages of a study that was opened anew fill theirs when shown
