"""The manual in the program, preferences, and the whole screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.shell import settings, theme
from app.shell.places import Place
from app.window import dialog_commands
from app.window.help_topics import OF_PAGES, OF_PARTS, show_manual, topic_of
from app.window.manual import ManualDialog
from app.window.pages import LATER_PAGES
from app.window.preferences import PreferencesDialog
from app.window.window import MainWindow
from storage.manual import target
from storage.resources import version

Key = Qt.Key


@pytest.fixture
def help_text(window: MainWindow) -> ManualDialog:
    window.actions_["manual"].trigger()
    found = window.findChild(ManualDialog)
    assert found is not None
    return found


@pytest.fixture
def preferences(on_study: MainWindow) -> PreferencesDialog:
    return PreferencesDialog(on_study.actions_, on_study.code.page, on_study.hints, on_study)


def listed(manual: ManualDialog) -> list[str]:
    return [manual.headings.item(row).text().strip() for row in range(manual.headings.count())]


def heading_on_top(manual: ManualDialog) -> str:
    return manual.text.textCursor().block().text()


def test_the_manual_has_its_pages_and_pictures(help_text: ManualDialog) -> None:
    assert {"Install Strandline", "Reading and coding", "Counting rules"} <= set(listed(help_text))
    help_text.show_topic("manual.md#comparing-rounds")
    assert help_text.text.document().idealWidth() < 1000
    assert help_text.text.loadResource(2, QUrl("pictures/compare.png"))


def test_it_is_one_window_however_often_it_is_asked_for(window: MainWindow, help_text: ManualDialog) -> None:
    window.actions_["manual"].trigger()
    assert window.findChildren(ManualDialog) == [help_text]


def test_it_opens_where_it_tells_of_what_has_the_keyboard(on_study: MainWindow) -> None:
    on_study.go(Place("compare"))
    on_study.actions_["manual"].trigger()
    found = on_study.findChild(ManualDialog)
    assert found is not None and heading_on_top(found) == "Comparing rounds"
    on_study.go(Place("code"))
    on_study.finder.setFocus()
    show_manual(on_study, topic_of(on_study.finder, "code"))
    assert heading_on_top(found) == "Finding"
    found.close()


def test_a_dialog_has_its_page_by_the_same_key(on_study: MainWindow, qtbot: QtBot) -> None:
    dialog = PreferencesDialog(on_study.actions_, on_study.code.page, on_study.hints, on_study)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.findChild(QShortcut, "manual") is not None)
    QTest.keyClick(dialog, Key.Key_F1)
    assert dialog.findChild(ManualDialog) is not None
    dialog.close()


def test_every_page_and_every_part_has_a_page_of_the_manual() -> None:
    assert {"", "code", *(spec.page_id for spec in LATER_PAGES)} - set(OF_PAGES) == set()
    assert [topic for topic in (*OF_PAGES.values(), *OF_PARTS.values()) if target(topic, "") is None] == []
    house = "".join(path.read_text("utf-8") for path in Path("app").rglob("*.py"))
    assert [name for name in OF_PARTS if f"class {name}(" not in house] == []


def test_a_question_is_answered_by_its_places(help_text: ManualDialog) -> None:
    QTest.keyClicks(help_text.field, "Guttman")
    assert help_text.said.text() == "The manual does not have these words."
    help_text.field.clear()
    QTest.keyClicks(help_text.field, "Where are restore points kept?")
    first = heading_on_top(help_text)
    assert first in listed(help_text)[0]
    QTest.keyClick(help_text.field, Key.Key_Return)
    assert heading_on_top(help_text) in listed(help_text)[1]
    QTest.keyClick(help_text.field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heading_on_top(help_text) == first
    help_text.field.clear()
    assert "Glossary" in listed(help_text)


def test_a_link_leads_to_its_heading_on_another_page(help_text: ManualDialog) -> None:
    help_text.show_topic("manual.md#reading-and-coding")
    help_text.text.anchorClicked.emit(QUrl("data-protection.md#what-is-kept-where"))
    assert heading_on_top(help_text) == "What is kept where"


def test_only_a_person_looks_for_a_newer_version(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    said: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)

    def say(_parent: object, _title: str, text: str) -> None:
        said.append(text)

    monkeypatch.setattr(QMessageBox, "information", say)
    monkeypatch.setattr(dialog_commands, "RELEASES", "https://example.org/releases")
    window.actions_["newer"].trigger()
    assert opened == [QUrl("https://example.org/releases")] and not said
    monkeypatch.setattr(dialog_commands, "RELEASES", "")
    window.actions_["newer"].trigger()
    assert len(opened) == 1 and f"Strandline {version()}. There is no page" in said[0]


def test_an_appearance_holds_at_once(on_study: MainWindow, preferences: PreferencesDialog) -> None:
    preferences.appearance.button("dark").click()
    assert theme.current().dark
    assert on_study.actions_["appearance_dark"].isChecked()
    preferences.appearance.button("light").click()
    assert not theme.current().dark


def test_size_of_text_and_menu_bar(on_study: MainWindow, preferences: PreferencesDialog) -> None:
    preferences.text_size.setValue(22)
    assert on_study.code.page.view.document().defaultFont().pixelSize() == 22
    preferences.menu_bar.click()
    assert on_study.menus.bar_is_shown()
    assert settings.text("menu_bar") == "shown"
    preferences.menu_bar.click()
    assert not on_study.menus.bar_is_shown()


def test_keys_are_suggested_again(on_study: MainWindow) -> None:
    whole = on_study.hints.left()
    for _time in range(3):
        on_study.hints.note("move")
    assert on_study.hints.left() != whole
    on_study.hints.begin_again()
    assert on_study.hints.left() == whole


def test_the_whole_screen_and_back(on_study: MainWindow) -> None:
    QTest.keyClick(on_study, Key.Key_F11)
    assert on_study.isFullScreen()
    QTest.keyClick(on_study, Key.Key_F11)
    assert not on_study.isFullScreen()
