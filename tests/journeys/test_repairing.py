"""A damaged study in the window: what is offered, and what comes of a repair."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.history.repaired import RepairedDialog
from app.shell.unlocking import Typed
from app.window.window import MainWindow
from storage.queries.codings import codings
from storage.study.keys import has_password
from storage.study.passwords import set_password
from tests.app.conftest import RecordedNotices


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the dialog after a repair says, and the list that it lets one copy."""
    seen: list[str] = []

    def act(dialog: RepairedDialog) -> int:
        seen.append(dialog.said.text())
        next(each for each in dialog.findChildren(QPushButton) if "Copy" in each.text()).click()
        seen.extend(QGuiApplication.clipboard().text().splitlines())
        return 1

    monkeypatch.setattr(RepairedDialog, "exec", act)
    return seen


def test_a_study_that_does_not_open_is_repaired(
    on_study: MainWindow, notices: RecordedNotices, qtbot: QtBot, lists: list[str], tmp_path: Path
) -> None:
    path = on_study.open_study.file.path
    on_study.open_study.close()
    data = bytearray(path.read_bytes())
    at = data.index(b"Echoes A2.") // 4096 * 4096
    data[at : at + 4096] = bytes(4096)
    data[100:4096] = bytes(3996)
    path.write_bytes(data)
    assert not on_study.open_study.open(path)
    notices.answers = [tmp_path / "whole"]
    offered = [each.text() for each in on_study.notice_bar.findChildren(QPushButton)]
    assert offered == ["Restore points…", "Repair…"]
    next(each for each in on_study.notice_bar.findChildren(QPushButton) if "Repair" in each.text()).click()
    qtbot.waitUntil(lambda: bool(lists))
    assert on_study.open_study.file.path == tmp_path / "whole.strandline"
    assert len(codings(on_study.open_study.reader, 1)) == 3
    assert lists[0].startswith("“whole.strandline” is open now, with 1 interview and 3 codings.")
    assert "Lost from “B2 head”: memos (1)." in lists
    assert path.read_bytes() == data


def test_a_repair_that_is_impossible_opens_the_study_again(
    on_study: MainWindow, notices: RecordedNotices, qtbot: QtBot, tmp_path: Path
) -> None:
    path = on_study.open_study.file.path
    (tmp_path / "taken.strandline").write_text("mine")
    notices.answers = [path, tmp_path / "taken.strandline"]
    on_study.actions_["repair"].trigger()
    qtbot.waitUntil(lambda: not on_study.jobs.running and on_study.open_study.is_open)
    assert on_study.open_study.file.path == path
    assert "already there" in str(notices.errors[-1])


def test_one_with_a_password_asks_for_it_and_opens_repaired(
    on_study: MainWindow, notices: RecordedNotices, qtbot: QtBot, lists: list[str], tmp_path: Path
) -> None:
    path = on_study.open_study.file.path
    on_study.open_study.close()
    set_password(path, None, "Zwölf Äpfel")
    data = path.read_bytes()
    path.write_bytes(data[:16] + bytes(4080) + data[4096:])
    notices.answers = [path, tmp_path / "whole", Typed("another"), Typed("Zwölf Äpfel")]
    on_study.actions_["repair"].trigger()
    qtbot.waitUntil(lambda: bool(lists))
    assert on_study.open_study.file.path == tmp_path / "whole.strandline"
    assert has_password(tmp_path / "whole.strandline")
    assert len(codings(on_study.open_study.reader, 1)) == 3
    assert notices.answers == []


def test_who_does_not_know_its_password_repairs_nothing(
    on_study: MainWindow, notices: RecordedNotices, tmp_path: Path
) -> None:
    path = on_study.open_study.file.path
    on_study.open_study.close()
    set_password(path, None, "Zwölf Äpfel")
    notices.answers = [path, tmp_path / "whole", *map(Typed, ("a", "b", "c"))]
    on_study.actions_["repair"].trigger()
    assert str(notices.errors[-1]) == f"This is not the password of “{path.name}”."
    assert not (tmp_path / "whole.strandline").exists()


def test_an_open_one_is_repaired_without_asking(
    on_study: MainWindow, notices: RecordedNotices, qtbot: QtBot, lists: list[str], tmp_path: Path
) -> None:
    path = on_study.open_study.file.path
    on_study.open_study.close()
    set_password(path, None, "Zwölf Äpfel")
    assert on_study.open_study.open(path, "Zwölf Äpfel")
    notices.answers = [path, tmp_path / "whole"]
    on_study.actions_["repair"].trigger()
    qtbot.waitUntil(lambda: bool(lists))
    assert lists[0].endswith(
        "Nothing is lost. The damaged file is as it was. What was done before the repair cannot be undone."
    )
    assert on_study.open_study.file.path == tmp_path / "whole.strandline"
