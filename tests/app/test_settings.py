"""What the program remembers: in one file, which tests put elsewhere."""

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.shell import settings
from app.window import recent


def test_tests_leave_the_persons_own_settings_alone(tmp_path: Path) -> None:
    assert Path(settings.settings().fileName()).is_relative_to(tmp_path)


def test_what_is_remembered_is_written_when_the_window_is_idle(qtbot: QtBot, tmp_path: Path) -> None:
    settings.remember("text_size", 21)
    assert settings.number("text_size", 16) == 21
    file = tmp_path / "settings.ini"
    qtbot.waitUntil(lambda: file.exists() and "text_size=21" in file.read_text())


def test_studies_opened_in_two_windows_are_all_remembered(tmp_path: Path) -> None:
    one, two = tmp_path / "one.strandline", tmp_path / "two.strandline"
    for study in (one, two):
        study.touch()
    recent.remember(one)
    settings.settings().sync()
    _change_from_elsewhere(tmp_path / "settings.ini", f"{two}\n{one}")
    recent.remember(one)
    assert recent.studies() == [one, two]


def _change_from_elsewhere(file: Path, value: str) -> None:
    """Write the list as another process would: Qt lets all settings of one process see one another."""
    other = QSettings(str(file.with_name("other.ini")), QSettings.Format.IniFormat)
    other.setValue("recent_studies", value)
    other.sync()
    file.write_bytes(Path(other.fileName()).read_bytes())
