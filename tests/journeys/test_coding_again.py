"""One person codes a sample of the study again, and a whole round under a later rule: by keys, to print."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.agreement.page import CodersPage
from app.agreement.sample_dialog import SampleDialog
from app.cli.main import run_command
from app.window.window import MainWindow
from coding.model.sample import SampledPlace
from coding.model.study import CoderKind, Span
from storage.queries.codings import codings
from storage.queries.samples import sample_of
from storage.sample_study import SHIPPED
from tests.app.conftest import RecordedNotices
from tests.journeys.what_is_seen import settle, written

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
look: Callable[[QWidget, str], None] = lambda _widget, _name: None  # noqa: E731


@pytest.fixture
def sample(window: MainWindow, tmp_path: Path) -> MainWindow:
    """Return the window with the sample study, which one person has coded."""
    window.activateWindow()
    assert window.open_study.open(Path(copyfile(SHIPPED, tmp_path / "Saltmere.strandline")))
    return window


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def draw(window: MainWindow, n: int, round_: str = "", *, passages: bool = False) -> None:
    """Ask for a sample by the menu, type how many and the seed, and draw."""
    window.actions_["code_again"].trigger()
    (dialog,) = [each for each in window.findChildren(SampleDialog) if each.isVisible()]
    if passages:
        (button,) = [each for each in dialog.unit.findChildren(QToolButton) if each.text() == "passages"]
        QTest.keyClick(button, Key.Key_Space)
    if round_:
        QTest.keyClicks(dialog.round, round_)
    for field, typed in ((dialog.n, str(n)), (dialog.seed, "4711")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
    look(dialog, "drawing")
    QTest.keyClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Key.Key_Space)
    window.activateWindow()


def first_codes(window: MainWindow, interview_id: int) -> list[tuple[Span, str]]:
    """Return what the first reading has in an interview, with the key of each strand."""
    by_id = window.open_study.framework.by_id
    found = codings(window.open_study.reader, interview_id)
    return [(each.span, by_id[each.code_id].key) for each in found if each.coder_id == 1]


def code_again(window: MainWindow, qtbot: QtBot, turns: int) -> list[int]:
    """Code what was drawn again by keys, every third turn otherwise; return the interviews."""
    qtbot.waitUntil(window.isActiveWindow)
    again = window.open_study.coders.at_work
    assert again is not None
    drawn = sample_of(window.open_study.reader, again)
    assert drawn is not None
    for place in sorted(drawn.places):
        assert window.code.page.interview_id == place.interview_id
        row = window.code.tree.model.index_of(("interview", place.interview_id))
        assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", being read, 0 codings")
        assert len(window.code.page.view.codings) == 0  # none of the first codes is seen
        code_turns(window, first_codes(window, place.interview_id), turns)
        press(window, Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
        assert window.code.page.header.done.isChecked()
        press(window, Key.Key_F7)
    return [place.interview_id for place in drawn.places]


def code_turns(window: MainWindow, before: list[tuple[Span, str]], turns: int) -> None:
    view = window.code.page.view
    QTest.keyClick(view, Key.Key_Home, CTRL)
    for at in range(turns):
        QTest.keyClick(view, Key.Key_Down, CTRL)
        here = view.selected
        stood = [key for span, key in before if span.start < here.end and here.start < span.end]
        QTest.keyClicks(view, "4" if at % 3 == 0 else next(iter(stood), ""))


def coders_page(window: MainWindow, qtbot: QtBot) -> CodersPage:
    """Go to the Coders page by its key, and fix how agreement is measured."""
    settle(window, qtbot)
    press(window, Key.Key_8, ALT)
    page = window.page
    assert isinstance(page, CodersPage)
    qtbot.waitUntil(page.form.fix.hasFocus)
    press(window, Key.Key_Space)
    qtbot.waitUntil(page.list.hasFocus, timeout=10_000)
    return page


def test_a_sample_is_coded_again_by_the_only_coder(
    sample: MainWindow, qtbot: QtBot, notices: RecordedNotices, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(sample, 3)
    (again,) = [c for c in sample.open_study.coders.all if c.kind is CoderKind.AGAIN]
    assert (sample.open_study.coders.at_work, again.name) == (again, "Sample reader, reading 2")
    settle(sample, qtbot)
    look(sample, "blind")
    assert len(code_again(sample, qtbot, 12)) == 3
    page = coders_page(sample, qtbot)
    look(sample, "agreement")
    lines = page.figures.recoded.text().splitlines()
    assert any(line.startswith("HSC: recoded, ") and " where 14 stood" in line for line in lines)
    assert "Sample: 3 of 20 interviews, seed 4711." in page.figures.notes.text()
    words = written(sample, qtbot, notices, "export_word")
    assert all(line.replace("&", "&amp;") in words for line in lines)
    path = sample.open_study.file.path
    sample.open_study.close()
    assert run_command(["info", str(path)]) == 0
    line = "sets of their own, in no count of everybody: Sample reader, reading 2"
    assert line in capsys.readouterr().out
    assert run_command(["agreement", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "3 of 20 interviews, seed 4711" in printed
    assert all(line in printed for line in lines)


def test_a_round_is_coded_again_and_both_readings_are_kept_and_printed(
    sample: MainWindow, qtbot: QtBot, notices: RecordedNotices, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(sample, 10, "2014")
    assert len(code_again(sample, qtbot, 6)) == 10
    page = coders_page(sample, qtbot)
    look(sample, "a round")
    lines = page.figures.recoded.text().splitlines()
    assert any(line.startswith("HSC: recoded, ") and line.endswith(" where 27 stood") for line in lines)
    assert "Sample: 10 of 10 interviews of 2014, seed 4711." in page.figures.notes.text()
    words = written(sample, qtbot, notices, "export_word")
    assert all(line.replace("&", "&amp;") in words for line in lines)
    path = sample.open_study.file.path
    sample.open_study.close()
    both = ["--coder", "Sample reader", "--coder", "Sample reader, reading 2"]
    assert run_command(["frequencies", str(path), "--by", "coder", *both]) == 0
    printed = capsys.readouterr().out
    assert "Sample reader, reading 2  10 of 20" in printed


def test_passages_that_were_drawn_are_gone_through_by_a_key(
    sample: MainWindow, qtbot: QtBot, notices: RecordedNotices
) -> None:
    draw(sample, 4, passages=True)
    settle(sample, qtbot)
    again = sample.open_study.coders.at_work
    assert again is not None
    drawn = sample_of(sample.open_study.reader, again)
    assert drawn is not None
    page, seen = sample.code.page, list[SampledPlace]()
    qtbot.waitUntil(sample.isActiveWindow)
    for _each in range(5):
        assert page.interview_id is not None
        seen.append(SampledPlace(page.interview_id, *page.view.selected))
        press(sample, Key.Key_6)
        press(sample, Key.Key_F7)
    assert seen == [*sorted(drawn.places), min(drawn.places)]
    assert "4 of 4 of the sample." in notices.lines
    look(sample, "a passage")
