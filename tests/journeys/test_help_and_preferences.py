"""The manual in the program, preferences, and the whole screen."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from app.shell import settings, theme
from app.window.manual import ManualDialog
from app.window.preferences import PreferencesDialog
from app.window.window import MainWindow
from storage.resources import manual

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


def test_the_manual_has_its_headings_and_pictures(help_text: ManualDialog) -> None:
    headings = [help_text.headings.item(row).text().strip() for row in range(help_text.headings.count())]
    assert "Reading and coding" in headings
    assert "Counting rules" in headings
    assert help_text.text.document().idealWidth() < 1000
    assert (manual().parent / "pictures" / "code.png").is_file()


def test_it_is_one_window_however_often_it_is_asked_for(window: MainWindow, help_text: ManualDialog) -> None:
    window.actions_["manual"].trigger()
    assert window.findChildren(ManualDialog) == [help_text]


def test_words_are_found_in_it_from_the_beginning_again(help_text: ManualDialog) -> None:
    QTest.keyClicks(help_text.field, "Guttman")
    assert help_text.said.text() == "The manual does not have these words."
    help_text.field.clear()
    QTest.keyClicks(help_text.field, "restore points")
    first = help_text.text.textCursor().selectionStart()
    assert help_text.text.textCursor().selectedText().lower() == "restore points"
    QTest.keyClick(help_text.field, Key.Key_Return)
    assert help_text.text.textCursor().selectionStart() > first
    QTest.keyClick(help_text.field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(help_text.field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert help_text.text.textCursor().selectionStart() > first  # from the first on to the last


def test_a_link_leads_to_its_heading(help_text: ManualDialog) -> None:
    help_text.text.anchorClicked.emit(QUrl("#the-questions-of-a-round"))
    assert help_text.text.textCursor().block().text() == "The questions of a round"


def test_every_link_in_it_has_its_heading(help_text: ManualDialog) -> None:
    for link in {part.split(")")[0] for part in manual().read_text("utf-8").split("](#")[1:]}:
        help_text.text.moveCursor(help_text.text.textCursor().MoveOperation.Start)
        help_text.text.anchorClicked.emit(QUrl(f"#{link}"))
        assert help_text.text.textCursor().position() > 0, link


def test_an_installed_program_has_it_too() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    assert "docs" in project["packages"]["find"]["include"]
    assert {"manual.md", "pictures/*.png"} <= set(project["package-data"]["docs"])


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
