"""What stands around every page: the row on top, its menus, the pages that do not fit."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.passages.page import PassagesPage
from app.shell import settings, theme
from app.shell.places import Place
from app.widgets.bar import SettingsBar
from app.window.coder_avatar import CoderAvatar
from app.window.page_tabs import PageTabs
from app.window.pages import LATER_PAGES
from app.window.window import MainWindow
from coding.model.study import Coder
from storage.operations.interviews import InterviewDetails, add_interview

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard

Key = Qt.Key
ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


def texts(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


@pytest.fixture
def opened(on_study: MainWindow) -> list[str]:
    """Return what is opened: each menu closes itself again."""
    seen: list[str] = []

    def note(menu: QMenu, name: str) -> None:
        seen.append(name)
        QTimer.singleShot(0, menu.close)

    for name in ("main", "study", "coder"):
        menu: QMenu = getattr(on_study.menus, name)
        menu.aboutToShow.connect(lambda menu=menu, name=name: note(menu, name))
    return seen


# --- the menu ---------------------------------------------------------------------------------------


def test_the_menus_stand_in_one_button(on_study: MainWindow) -> None:
    assert on_study.menuBar().isHidden()
    assert texts(on_study.menus.main) == ["File", "Edit", "Code", "Interview", "View", "Help"]


@pytest.mark.parametrize("where", ["text", "codes", "interviews"])
def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(on_study: MainWindow, where: str) -> None:
    code = on_study.code
    widget = {"text": code.page.view, "codes": code.panel.view, "interviews": code.tree.view}[where]
    widget.setFocus()
    if widget is not code.page.view:
        QTest.keyClick(widget, Key.Key_Home)
    seen: list[list[str]] = []

    def read() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.append(texts(menu))
        menu.close()

    QTimer.singleShot(0, read)
    QTest.keyClick(widget, Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    expected = {"text": "Copy\tCtrl+C", "codes": "Open entry", "interviews": "Study details…"}
    assert expected[where] in seen[0]


WAYS: dict[str, Callable[[MainWindow], object]] = {
    "F10": lambda window: QTest.keyClick(window.code.page.view, Key.Key_F10),
    "Alt": lambda window: QTest.keyClick(window.code.page.view, Key.Key_Alt),
    "Space": lambda window: QTest.keyClick(window.top_bar.menu, Key.Key_Space),
    "click": lambda window: QTest.mouseClick(window.top_bar.menu, LEFT),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_opened_by_keys_and_by_mouse(on_study: MainWindow, opened: list[str], way: str) -> None:
    on_study.activateWindow()
    WAYS[way](on_study)
    assert opened == ["main"]


def test_alt_with_another_key_does_not_open_it(on_study: MainWindow, opened: list[str]) -> None:
    view = on_study.code.page.view
    QTest.keyPress(view, Key.Key_Alt)
    QTest.keyClick(view, Key.Key_Down, ALT)
    QTest.keyRelease(view, Key.Key_Alt)
    QTest.keyPress(view, Key.Key_Alt)
    QTest.mouseClick(view.viewport(), LEFT)
    QTest.keyRelease(view, Key.Key_Alt)
    assert opened == []


def test_the_menu_bar_comes_back_and_is_remembered(on_study: MainWindow) -> None:
    on_study.actions_["menu_bar"].trigger()
    assert on_study.menuBar().isVisible()
    assert on_study.actions_["menu_bar"].isChecked()
    assert settings.text("menu_bar") == "shown"
    on_study.open_menu()
    assert on_study.menuBar().activeAction() is on_study.menuBar().actions()[0]
    on_study.actions_["menu_bar"].trigger()
    assert on_study.menuBar().isHidden()


def test_the_study_menu_leads_to_what_concerns_it(on_study: MainWindow) -> None:
    assert texts(on_study.menus.study) == [
        "Open recent",
        "Open study…",
        "Study details…",
        "History of changes…",
        "Share a masked copy…",
    ]


# --- the pages --------------------------------------------------------------------------------------


@pytest.fixture
def tabs(qtbot: QtBot) -> PageTabs:
    made = PageTabs()
    qtbot.addWidget(made)
    for name in ("code", "compare", "passages", "codebook"):
        made.add(name, name.capitalize())
    made.mark("code")
    made.resize(made.sizeHint())
    made.show()
    return made


def shown(tabs: PageTabs) -> list[str]:
    return [name for name, button in tabs._buttons.items() if button.isVisible()]


def test_all_pages_are_shown_where_there_is_room(tabs: PageTabs) -> None:
    assert shown(tabs) == ["code", "compare", "passages", "codebook"]
    assert not tabs.more.isVisible()


def test_the_last_go_first_and_the_one_on_view_never(tabs: PageTabs) -> None:
    tabs.resize(tabs.sizeHint().width() - 10, 30)
    assert shown(tabs) == ["code", "compare", "passages"][: len(shown(tabs))]
    assert tabs.more.isVisible()
    tabs.mark("codebook")
    assert shown(tabs)[-1] == "codebook"
    tabs.resize(tabs.minimumSizeHint())
    assert shown(tabs) == ["codebook"]


def test_what_does_not_fit_is_chosen_from_the_menu(tabs: PageTabs) -> None:
    wanted: list[str] = []
    tabs.wanted.connect(wanted.append)
    tabs.resize(tabs.minimumSizeHint())
    tabs.more.menu().aboutToShow.emit()
    assert texts(tabs.more.menu()) == ["Compare\tAlt+2", "Passages\tAlt+3", "Codebook\tAlt+4"]
    tabs.more.menu().actions()[1].trigger()
    assert wanted == ["passages"]


# --- who codes --------------------------------------------------------------------------------------


def test_the_avatar_opens_the_coders_menu(on_study: MainWindow, opened: list[str]) -> None:
    avatar = on_study.top_bar.avatar
    assert avatar.isVisible()
    assert avatar.accessibleName().startswith("Coding as ")
    QTest.mouseClick(avatar, LEFT)
    assert opened == ["coder"]


def test_the_avatar_has_the_coders_colour_and_a_dot_with_words(qtbot: QtBot) -> None:
    avatar = CoderAvatar()
    qtbot.addWidget(avatar)
    avatar.resize(avatar.sizeHint())
    avatar.show_coder(Coder(1, "Jo Nolan", hue="teal"), dot="Reading blind")
    picture = avatar.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 5).name() == theme.current().hue("teal").mark
    assert avatar.accessibleName() == "Coding as Jo Nolan. Reading blind"


def test_the_appearance_chosen_has_its_mark(on_study: MainWindow) -> None:
    on_study.actions_["appearance_dark"].trigger()
    QApplication.processEvents()
    assert theme.current().dark
    marked = [name for name, action in on_study.actions_.items() if action.isChecked()]
    assert marked == ["appearance_dark"]
    on_study.actions_["appearance_system"].trigger()


# --- from control to control ------------------------------------------------------------------------


def stops_of_tab(top: QWidget) -> list[str]:
    """Return the names of what Tab stops at in a widget, in their order."""
    found: list[str] = []
    at = top.window().nextInFocusChain()
    while at is not None and at is not top.window():
        stops = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if stops and at.isVisible() and at.isEnabled() and top.isAncestorOf(at):
            found.append(at.accessibleName() or getattr(at, "text", str)())
        at = at.nextInFocusChain()
    return found


def test_tab_goes_from_left_to_right(on_study: MainWindow) -> None:
    assert stops_of_tab(on_study.top_bar) == [
        "Menu",
        "Study Saltmere Partnership",
        *("Code page", "Compare page", "Passages page", "Codebook page", "Matrix page", "Memos page"),
        "Report page",
        "Framework: Maturity model of inter-school partnerships",
        *("Find a passage, strand or command", "Undo"),
        on_study.top_bar.avatar.accessibleName(),
    ]


def test_tab_comes_to_chips_where_they_stand(on_study: MainWindow) -> None:
    on_study.go(Place("passages"))
    page = on_study.page
    assert isinstance(page, PassagesPage)
    page.asking.read("unsure:yes in:2014")
    QApplication.processEvents()
    assert stops_of_tab(page.query_bar) == [
        *("Which passages, as text", "Add a filter"),
        "unsure, Delete takes it off, Down changes it",
        "round 2014, Delete takes it off, Down changes it",
        "Clear",
    ]


# --- the interviews folded --------------------------------------------------------------------------


def is_folded(window: MainWindow, width: int) -> bool:
    window.resize(width, 700)
    QApplication.processEvents()
    return window.code.tree.rail.isVisible()


def test_the_interviews_fold_where_it_is_narrow_and_come_back(on_study: MainWindow) -> None:
    assert [is_folded(on_study, width) for width in (1366, 1149, 1024, 1150)] == [False, True, True, False]


def test_by_hand_they_fold_for_good_and_unfold_until_it_is_wide_again(on_study: MainWindow) -> None:
    fold = on_study.actions_["fold_interviews"]
    is_folded(on_study, 1024)
    fold.trigger()
    assert not is_folded(on_study, 1000)
    assert [is_folded(on_study, 1366), is_folded(on_study, 1024)] == [False, True]
    is_folded(on_study, 1366)
    fold.trigger()
    assert is_folded(on_study, 1200)
    assert settings.text("interviews_folded") == "yes"


def test_their_width_is_kept(on_study: MainWindow) -> None:
    panes = on_study.code.page.panes
    is_folded(on_study, 1366)
    panes.setSizes([300, 766, 300])
    panes.splitterMoved.emit(300, 1)
    is_folded(on_study, 1024)
    assert panes.sizes()[0] == 56
    is_folded(on_study, 1366)
    assert panes.sizes()[0] == pytest.approx(300, abs=2)


def test_the_heading_leads_to_the_other_interviews_while_they_are_folded(on_study: MainWindow) -> None:
    header, study = on_study.code.page.header, on_study.open_study
    study.perform(add_interview(InterviewDetails("B5", 2, 2)))
    is_folded(on_study, 1366)
    assert not header.after.isVisible()
    is_folded(on_study, 1024)
    QTest.mouseClick(header.after, LEFT)
    assert on_study.code.page.interview_id == 2
    QTest.mouseClick(header.before, LEFT)
    assert on_study.code.page.interview_id == 1
    menu = header.others.menu()
    menu.aboutToShow.emit()
    assert [text.split("\t")[0] for text in texts(menu)] == ["B2 · Headteacher and deputy, School B", "B5"]
    menu.actions()[-1].trigger()
    assert on_study.code.page.interview_id == 2


# --- the lines above and below ----------------------------------------------------------------------


@pytest.mark.parametrize("page", ["code", *(spec.page_id for spec in LATER_PAGES)])
@pytest.mark.parametrize("size", [(1366, 690), (1024, 640)])
def test_bars_keep_their_height_and_no_page_asks_for_more_room(
    on_study: MainWindow, page: str, size: tuple[int, int]
) -> None:
    on_study.go(Place(page))
    on_study.resize(*size)
    QApplication.processEvents()
    assert (on_study.width(), on_study.height()) == size
    assert (on_study.top_bar.height(), on_study.status.height()) == (44, 28)
    bars = on_study.navigator.stack.currentWidget().findChildren(SettingsBar)
    assert all(bar.height() == 44 for bar in bars)
    assert all(bar.geometry().right() < on_study.width() for bar in bars)


def test_the_status_line_follows_what_the_page_shows(on_study: MainWindow) -> None:
    on_study.go(Place("passages"))
    page = on_study.page
    assert isinstance(page, PassagesPage)
    before = on_study.status._context.text()
    assert before == page.context()
    page.asking.read("unsure:yes")
    assert before != on_study.status._context.text() == page.context()


def test_a_page_says_its_keys(on_study: MainWindow) -> None:
    on_study.go(Place("compare"))
    assert "Enter" in on_study.status._hints.text()
    on_study.go(Place("import"))
    assert on_study.status._hints.text() == ""
