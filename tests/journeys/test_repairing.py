"""A damaged study in the window: what is offered, and what comes of a repair."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.history.repaired import RepairedDialog
from app.window.window import MainWindow
from storage.queries.codings import codings
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
