"""Every page and every dialog: whatever takes a press has a name, and the keyboard gets there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.codebook.frameworks_dialog import FrameworksDialog
from app.codebook.merge_dialog import MergeCodesDialog
from app.codebook.suggestion_list import SuggestionList
from app.details.coder_dialog import NewCoderDialog
from app.details.interview_dialog import InterviewDetailsDialog
from app.details.memo_dialog import InterviewMemoDialog
from app.details.new_study import NewStudyDialog
from app.details.questions_dialog import QuestionsDialog
from app.details.study_dialog import StudyDetailsDialog
from app.history.changes import HistoryDialog
from app.history.past_dialog import PastDialog
from app.history.repaired import RepairedDialog
from app.history.restore_points import RestorePointsDialog
from app.intake.page import ImportPage
from app.privacy.mask_dialog import MaskDialog
from app.privacy.password_dialog import PasswordDialog
from app.privacy.share_dialog import ShareDialog
from app.privacy.withdraw_dialog import WithdrawDialog
from app.search.code_all_dialog import CodeAllDialog
from app.shell.places import Place
from app.survey.differences_dialog import DifferencesDialog
from app.survey.forms_dialog import FormsDialog
from app.survey.page import SurveyPage
from app.widgets.name_dialog import NameDialog
from app.window.keys_dialog import KeysDialog
from app.window.manual import ManualDialog
from app.window.pages import LATER_PAGES
from app.window.preferences import PreferencesDialog
from app.window.transcripts_dialog import TranscriptsDialog
from app.window.window import MainWindow
from coding.errors import UserError
from coding.survey.filled_forms import Doubt, FilledForm
from coding.survey.forms_sheet import forms_sheet
from coding.survey.plan import SurveyPlan
from storage.intake.import_batch import known_study
from storage.intake.survey_files import planned
from storage.operations.surveys import add_survey
from storage.shipped_surveys import partnership_survey
from storage.study.repair.made_whole import Losses
from storage.study.repair.repairing import Repaired
from tests.journeys.drawer import fill

CONTROLS = (
    QAbstractButton
    | QAbstractItemView
    | QAbstractSpinBox
    | QComboBox
    | QLineEdit
    | QPlainTextEdit
    | QTabBar
    | QTextEdit
)
# What another control is made of is no control of its own.
# The picker's offers are walked with the arrows of its field.
PARTS = QComboBox | QAbstractSpinBox | QLineEdit | QTabBar
NO_CONTROLS = QHeaderView | SuggestionList
PAGES = ("code", *(spec.page_id for spec in LATER_PAGES))
DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "code all results": lambda window: CodeAllDialog(window.open_study, "each other", window),
    "new study": lambda window: NewStudyDialog(window.open_study, window),
    "facts": lambda window: StudyDetailsDialog(window.open_study, window),
    "interview": lambda window: InterviewDetailsDialog(window.open_study, 1, window),
    "name of a view": lambda window: NameDialog("Keep this view", "Name", "HSC", "Keep", window),
    "interview memo": lambda window: InterviewMemoDialog(window.open_study, 1, "B2", window),
    "history": lambda window: HistoryDialog(window.open_study, window),
    "restore points": lambda window: RestorePointsDialog(
        window.open_study, window.open_study.file.path, window
    ),
    "repaired": lambda window: RepairedDialog(
        window.open_study.file.path,
        Repaired({"interview": 1, "coding": 3}, Losses(changed=["Lost."])),
        window,
    ),
    "keys": KeysDialog,
    "mask names": lambda window: MaskDialog(window.open_study, 1, window),
    "questions": lambda window: QuestionsDialog(window.open_study, window),
    "withdraw": lambda window: WithdrawDialog(window.open_study, window),
    "share": lambda window: ShareDialog(window.open_study, window),
    "past": lambda window: PastDialog(window.open_study, window),
    "transcripts": lambda window: TranscriptsDialog(window.open_study, window),
    "password": lambda window: PasswordDialog(window.open_study, window),
    "another coder": lambda window: NewCoderDialog(window.open_study, window),
    "manual": ManualDialog,
    "preferences": lambda window: PreferencesDialog(window.actions_, window.code.page, window.hints, window),
    "frameworks": lambda window: FrameworksDialog(window.open_study, window),
    "merge codes": lambda window: MergeCodesDialog(window.open_study, 7, 9, window),
    "filled-in forms": lambda window: FormsDialog(window.open_study, unclear_form(window), 0, window),
    "forms entered twice": lambda window: DifferencesDialog(
        window.open_study, partnership_survey(), "2015", window
    ),
}


def unclear_form(window: MainWindow) -> SurveyPlan:
    """Return what is understood of a form of which one statement is unclear."""
    doubt = Doubt("JPD A1", "its words", "only a part of the words is highlighted")
    answers = dict.fromkeys(partnership_survey().by_name, "0") | {"JPD A1": ""}
    form = FilledForm("form.docx", "A", answers=answers, doubts=(doubt,))
    reader = window.open_study.reader
    return planned([forms_sheet([form], partnership_survey())], known_study(reader), reader, "2015")


def controls(top: QWidget) -> Iterator[QWidget]:
    """Yield what a person can press or type into now."""
    for widget in top.findChildren(QWidget):
        is_part = isinstance(widget.parent(), PARTS) or widget.objectName().startswith("qt_")
        if isinstance(widget, CONTROLS) and not isinstance(widget, NO_CONTROLS) and not is_part:
            yield from [widget] if widget.isVisible() else []


def name_of(control: QWidget) -> str:
    """Return what a screen reader says: the accessible name, the text, or the label beside it."""
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name).strip()


def is_reached(control: QWidget) -> bool:
    """Tell whether Tab stops at a control, or at the one button of its group that is on."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    stops = group.buttons() if group is not None and group.exclusive() else [control]
    return any(stop.focusPolicy() & Qt.FocusPolicy.TabFocus for stop in stops)


def wanting(top: QWidget) -> list[str]:
    """Return the controls that have no name or that the keyboard does not get to."""
    return [
        f"{type(control).__name__} “{name_of(control)}” in {type(control.parent()).__name__}"
        for control in controls(top)
        if not name_of(control) or not is_reached(control)
    ]


def labels_without_their_words(top: QWidget) -> list[str]:
    """Return the labels of which a screen reader says something else than what stands there."""
    return [
        label.text()
        for label in top.findChildren(QLabel)
        if (words := _plain(label)) and words.casefold() not in name_of(label).replace("&", "").casefold()
    ]


def combos_without_label(top: QWidget) -> list[str]:
    """Return the lists to choose from that no label belongs to.

    Who a speaker is, and who speaks a turn, stand beside what they are about, without room for a label.
    """
    labelled = {label.buddy() for label in top.findChildren(QLabel)}
    return [
        box.accessibleName()
        for box in controls(top)
        if isinstance(box, QComboBox) and box not in labelled and not box.accessibleName().startswith("Who ")
    ]


def _plain(label: QLabel) -> str:
    document = QTextDocument()
    document.setHtml(label.text() if label.textFormat() is Qt.TextFormat.RichText else "")
    return (document.toPlainText() or label.text()).replace("&", "").strip()


def test_the_walk_finds_what_is_wanting(window: MainWindow) -> None:
    button = QToolButton(window)
    button.show()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    assert wanting(window) == ["QToolButton “” in MainWindow"]
    button.setText("Press")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert wanting(window) == ["QToolButton “Press” in MainWindow"]


def test_without_a_study(window: MainWindow) -> None:
    assert wanting(window) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page(on_study: MainWindow, page: str) -> None:
    on_study.go(Place(page))
    assert on_study.page is not None
    assert on_study.page.page_id == page
    assert wanting(on_study) == []
    assert labels_without_their_words(on_study) == []
    assert combos_without_label(on_study) == []


def test_forms_that_are_typed_in(qtbot: QtBot, on_study: MainWindow) -> None:
    on_study.open_study.perform(add_survey(partnership_survey()))
    on_study.go(Place("survey"))
    page = on_study.page
    assert isinstance(page, SurveyPage)
    page.enter_forms()
    on_study.activateWindow()
    qtbot.waitUntil(on_study.isActiveWindow)
    assert (wanting(page), labels_without_their_words(page), combos_without_label(page)) == ([], [], [])
    assert not_reached(on_study) == []
    page.entry.table.setFocus()
    QTest.keyClick(page.entry.table, Qt.Key.Key_1)
    QTest.keyClick(page.entry.table, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    page.enter_forms()
    assert len(page.entry.table.answers) == 1  # what was typed is there still


@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_dialog(on_study: MainWindow, dialog: str) -> None:
    shown = DIALOGS[dialog](on_study)
    shown.show()
    assert wanting(shown) == []
    assert labels_without_their_words(shown) == []
    assert combos_without_label(shown) == []
    shown.close()


def test_every_tab_of_the_facts(on_study: MainWindow) -> None:
    facts = StudyDetailsDialog(on_study.open_study, on_study)
    facts.show()
    for tab in range(facts.tabs.count()):
        facts.tabs.setCurrentIndex(tab)
        assert wanting(facts) == []
        assert labels_without_their_words(facts) == []
    facts.close()


def test_what_opens_over_the_transcript(on_study: MainWindow) -> None:
    on_study.actions_["find"].trigger()
    assert wanting(on_study) == []
    QTest.keyClick(on_study.code.page.view, Qt.Key.Key_J)
    assert on_study.code.picker.isVisible()
    assert wanting(on_study) == []


def test_what_the_notice_bar_and_the_status_line_say(on_study: MainWindow) -> None:
    on_study.notices.warn(UserError("The disk is full.", "Nothing was stored.", "Make room."))
    on_study.notices.say("Copied.")
    assert on_study.notice_bar.isVisible()
    assert wanting(on_study) == []
    assert labels_without_their_words(on_study) == []


def test_a_turn_that_is_corrected(on_study: MainWindow) -> None:
    on_study.actions_["correct"].trigger()
    assert on_study.code.page.correcting.editor.isVisible()
    assert wanting(on_study) == []


def test_a_coded_passage(on_study: MainWindow) -> None:
    QTest.keyClick(on_study.code.page.view, Qt.Key.Key_1)
    assert wanting(on_study) == []


def test_the_import_page_with_its_table(qtbot: QtBot, on_study: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "2015 B2.txt"
    file.write_text("Interviewer: How was it?\nHead: Long.\nInterviewer: And now?\nHead: Better.\n")
    on_study.take_files([file])
    qtbot.waitUntil(lambda: not on_study.jobs.running)
    assert len(list(controls(on_study))) > 10
    assert wanting(on_study) == []


def test_every_tab_of_the_import_page(qtbot: QtBot, on_study: MainWindow, tmp_path: Path) -> None:
    on_study.take_files([fill(tmp_path / "drawer")])
    qtbot.waitUntil(lambda: not on_study.jobs.running, timeout=20_000)
    page = on_study.page
    assert isinstance(page, ImportPage)
    shown = 0
    for at in range(page.tabs.tabs.count()):
        if page.tabs.tabs.isTabVisible(at):
            page.tabs.tabs.setCurrentIndex(at)
            assert wanting(on_study) == []
            assert labels_without_their_words(on_study) == []
            assert combos_without_label(on_study) == []
            shown += 1
    assert shown == 10


def test_the_hits_of_a_search(on_study: MainWindow) -> None:
    on_study.go(Place("find", detail="trust"))
    assert wanting(on_study) == []


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a screen reader is made to say; none runs here that could be asked."""
    said: list[str] = []

    class Listening:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            said.append(event.message())

    monkeypatch.setattr("app.shell.spoken.QAccessible", Listening)
    return said


def test_what_the_status_line_says_is_announced_once(on_study: MainWindow, spoken: list[str]) -> None:
    QTest.keyClick(on_study.code.page.view, Qt.Key.Key_1)
    assert spoken.count("Coded JPD.") == 1
    on_study.notices.say("Copied.")
    assert spoken.count("Copied.") == 1


def test_pages_are_one_choice_of_several_for_a_screen_reader(on_study: MainWindow) -> None:
    pages = [each for each in on_study.top_bar.pages.stops() if each.isVisible()]
    readers = [QAccessible.queryAccessibleInterface(page) for page in pages]
    assert {reader.role() for reader in readers} == {QAccessible.Role.RadioButton}
    assert [reader.state().checked for reader in readers].count(1) == 1


def tab_round(top: QWidget, most: int = 300) -> list[QWidget]:
    """Press Tab in a dialog until it comes round; return where it stopped, in order."""
    stops: list[QWidget] = []
    for _press in range(most):
        focus = QApplication.focusWidget()
        if focus is None or focus in stops:
            return stops
        stops.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return stops


def not_reached(top: QWidget) -> list[str]:
    """Return the controls that Tab does not come to from where the keyboard is."""
    first = next(each for each in controls(top) if each.isEnabled() and is_reached(each))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops = tab_round(top)
    return [
        f"{type(each).__name__} “{name_of(each)}”"
        for each in controls(top)
        if each.isEnabled()
        and not any(stop in {each, each.focusProxy()} for stop in stops)
        and not _is_in_group(each)
    ]


def _is_in_group(control: QWidget) -> bool:
    """Tell whether arrows lead to a control, from another of its group."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return isinstance(control, QRadioButton) or (group is not None and group.exclusive())


@pytest.mark.parametrize("page", PAGES)
def test_tab_comes_to_every_control_of_a_page_and_round_again(
    qtbot: QtBot, on_study: MainWindow, page: str
) -> None:
    on_study.go(Place(page))
    on_study.activateWindow()
    qtbot.waitUntil(on_study.isActiveWindow)
    assert not_reached(on_study) == []


@pytest.mark.parametrize("dialog", DIALOGS)
def test_tab_comes_to_every_control_of_a_dialog_and_round_again(
    qtbot: QtBot, on_study: MainWindow, dialog: str
) -> None:
    shown = DIALOGS[dialog](on_study)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    assert not_reached(shown) == []
    shown.close()


def test_tab_leaves_every_table_of_the_study_details(qtbot: QtBot, on_study: MainWindow) -> None:
    facts = StudyDetailsDialog(on_study.open_study, on_study)
    facts.show()
    facts.activateWindow()
    qtbot.waitUntil(facts.isActiveWindow)
    for tab in range(facts.tabs.count()):
        facts.tabs.setCurrentIndex(tab)
        assert not_reached(facts) == []
    facts.close()


def test_tab_leaves_the_files_of_an_import(qtbot: QtBot, on_study: MainWindow, tmp_path: Path) -> None:
    on_study.take_files([fill(tmp_path / "drawer")])
    qtbot.waitUntil(lambda: not on_study.jobs.running, timeout=20_000)
    page = on_study.page
    assert isinstance(page, ImportPage)
    on_study.activateWindow()
    qtbot.waitUntil(on_study.isActiveWindow)
    page.tabs.files.table.setFocus()
    assert page.store in tab_round(page)
