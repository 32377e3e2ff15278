"""Settings that somebody else wrote, or that were damaged: what cannot be used is passed over."""

from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from app.details.new_study import NewStudyDialog
from app.shell import settings
from app.shell.places import Place
from app.window import recent
from app.window.pages import LATER_PAGES
from app.window.window import MainWindow
from tests.app.conftest import RecordedNotices

# Every setting that the program reads; the place is that of one study.
NAMES = (
    "appearance", "code_left", "code_right", "interviews_folded", "menu_bar",
    "compare_by", "compare_measure", "drawer_width", "folder", "hint/undo",
    "open_study", "panel_scope", "recent_studies", "text_size", "window", "coder",
)  # fmt: skip
LONG = "x" * 5_000
STRANGE = (
    "", "\0", "@Invalid()", "@Variant(\0\0)", "²", "-1", "9" * 5_000, "1e99", f"/{LONG}/{LONG}.strandline",
    "\n".join(f"/nowhere/{number}.strandline" for number in range(50_000)), "\n" * 50_000 + "x",
    7, 2.5, True, ["a", "b"], {"a": 1}, b"\xff\xfe", QByteArray(b"\x01\xd9\xd0\xcb" + b"\xff" * 60),
    QByteArray(b"\0" * 10_000),
)  # fmt: skip


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: repr(value)[:24])
def test_a_window_opens_on_any_settings(
    qtbot: QtBot, notices: RecordedNotices, filled_study: Path, tmp_path: Path, value: object
) -> None:
    for name in NAMES:
        settings.settings().setValue(name, value)
    window = MainWindow(notices)
    qtbot.addWidget(window)
    window.show()
    window.study_commands.open_last()
    qtbot.addWidget(dialog := NewStudyDialog(window.open_study))
    assert dialog.path.parent.is_dir()
    assert recent.studies() == []
    assert window.open_study.open(Path(copyfile(filled_study, tmp_path / "study.strandline")))
    for page in LATER_PAGES:
        window.go(Place(page.page_id))
    assert recent.studies() == [tmp_path / "study.strandline"]
    window.close()


def test_a_settings_file_that_is_none_is_passed_over(
    qtbot: QtBot, notices: RecordedNotices, tmp_path: Path
) -> None:
    (tmp_path / "damaged.ini").write_bytes(
        b"\xff\0[General\ntext_size=\x07\n=\n[[[" + bytes(range(256)) * 2_000
    )
    settings.keep_in(tmp_path / "damaged.ini")
    window = MainWindow(notices)
    qtbot.addWidget(window)
    window.show()
    assert window.isVisible()
    window.close()
