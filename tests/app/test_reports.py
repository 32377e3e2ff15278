"""The last resort: what nobody caught is shown once, later, and never while something is painted."""

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.shell.log import Reports, trace_of
from app.shell.open_study import OpenStudy
from coding.errors import UserError


class Broken(QWidget):
    """A widget that cannot be painted, with other words each time."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0
        self.error: type[Exception] = ValueError

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.painted += 1
        QTimer.singleShot(0, self.update)
        raise self.error(f"time {self.painted}")


class Reader:
    """Reads what is shown and closes it."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.most_at_once = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(0)

    def _look(self) -> None:
        boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
        self.most_at_once = max(self.most_at_once, len([box for box in boxes if box.isVisible()]))
        for box in boxes:
            if box.isVisible():
                report = box.findChild(QPlainTextEdit)
                self.read.append(report.toPlainText() if report else box.text())
                box.close()

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def reader(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setattr(sys, "excepthook", Reports().take)
    reader = Reader()
    yield reader
    reader.stop()


def fail(error: Exception) -> None:
    """Raise where Qt calls Python."""

    def raise_it() -> None:
        raise error

    QTimer.singleShot(0, raise_it)


@pytest.mark.parametrize("error", [ValueError, UserError])
def test_a_widget_that_cannot_be_painted_is_reported_once(
    qtbot: QtBot, reader: Reader, error: type[Exception]
) -> None:
    widget = Broken()
    widget.error = error
    qtbot.addWidget(widget)
    widget.resize(100, 100)
    widget.show()
    qtbot.waitUntil(lambda: reader.read != [])
    painted = widget.painted
    qtbot.waitUntil(lambda: widget.painted > painted + 20)
    assert len(reader.read) == 1
    assert reader.most_at_once == 1
    assert ("time 1" in reader.read[0]) is (error is UserError)


def test_what_fails_together_is_shown_together(qtbot: QtBot, reader: Reader) -> None:
    fail(ValueError("one"))
    fail(KeyError("other"))
    qtbot.waitUntil(lambda: reader.read != [])
    QApplication.processEvents()
    assert "builtins.ValueError" in reader.read[0]
    assert "builtins.KeyError" in reader.read[0]
    assert len(reader.read) == 1


def test_what_a_person_asks_for_again_is_said_again(qtbot: QtBot, reader: Reader) -> None:
    for times in (1, 2):
        fail(UserError("The drive is gone."))
        qtbot.waitUntil(lambda times=times: len(reader.read) == times)
    assert reader.read == ["The drive is gone."] * 2


# --- what a report says ---


def caught(act: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as info:  # noqa: PT011 - any
        act()
    return info.value


NAME = "Marigold"


def test_a_trace_says_where_and_never_what_was_said(open_study: OpenStudy) -> None:
    def look_up() -> None:
        try:
            open_study.reader.execute(text("SELECT nothing FROM coding WHERE id = :name"), {"name": NAME})
        except Exception as error:
            raise KeyError(NAME) from error

    trace = trace_of(caught(look_up))
    assert NAME not in trace
    assert trace.index("sqlcipher3.dbapi2.OperationalError (1)") < trace.index("builtins.KeyError")
    assert 'test_reports.py", line' in trace


def test_the_whole_report_is_seen_before_it_is_copied(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def read_and_copy(box: QMessageBox) -> int:
        box.show()
        report = box.findChild(QPlainTextEdit)
        assert report is not None and report.isVisible() and report.isReadOnly()
        seen.append(report.toPlainText())
        next(button for button in box.buttons() if "Copy" in button.text()).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", read_and_copy)
    QApplication.clipboard().clear()
    Reports().take(ValueError, ValueError(NAME), None)
    qtbot.waitUntil(lambda: seen != [])
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == seen[0])
    assert seen == ["builtins.ValueError\n"]
