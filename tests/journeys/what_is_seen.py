"""All that stands in a window, to be held against what stands there with another study.

What may not be seen is put into one study otherwise than into another: the window has to look and read the
same on both.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast
from zipfile import ZipFile

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.shell.deferred_call import DeferredCall
from app.window.window import MainWindow
from tests.app.conftest import RecordedNotices


def words_of(top: QWidget) -> Iterator[str]:
    """Yield all words of a widget and of those in it that are shown; times are all alike."""
    for widget in (top, *top.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from map(plain, (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()))
        yield from map(plain, _own_words(widget))


def _own_words(widget: QWidget) -> list[str]:
    if isinstance(widget, MainWindow):
        return [f"{action.text()} {action.toolTip()}" for action in widget.actions_.values()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return [widget.text()]
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        return [*_in_model(widget.model(), QModelIndex())]
    return []


def _in_model(model: QAbstractItemModel | None, parent: QModelIndex) -> Iterator[str]:
    if model is None:
        return
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount(parent)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            yield " ".join(str(index.data(role) or "") for role in roles)
            yield from _in_model(model, index) if column == 0 else ()


def plain(text: str) -> str:
    """Return a text with all times alike, those of Excel too, and all folders."""
    return re.sub(r"<v>4\d{4}\.\d+</v>|\d\d?:\d\d(:\d\d(\.\d+)?)?|/\S*/\d/", "·", text)


def picture(widget: QWidget) -> bytes:
    """Return what is painted."""
    image = widget.grab().toImage()
    return bytes(image.constBits())


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is still to be shown."""
    calls = window.findChildren(DeferredCall)
    qtbot.waitUntil(lambda: not window.open_study.jobs.running, timeout=10_000)
    qtbot.waitUntil(lambda: not any(isValid(call) and call.isActive() for call in calls), timeout=10_000)
    QApplication.processEvents()


def written(window: MainWindow, qtbot: QtBot, notices: RecordedNotices, action: str) -> str:
    """Return the words of what an export writes; times are all alike."""
    ending = {"export_word": ".docx", "export_workbook": ".xlsx"}.get(action, ".csv")
    target = window.open_study.file.path.with_suffix(ending)
    notices.answers.append(target)
    offered = len(notices.offers)
    window.actions_[action].trigger()
    qtbot.waitUntil(lambda: len(notices.offers) > offered, timeout=20_000)
    if ending == ".csv":
        return plain(target.read_text("utf-8"))
    with ZipFile(target) as package:
        parts = [name for name in package.namelist() if "document.xml" in name or "/sheet" in name]
        return plain("\n".join(package.read(name).decode() for name in parts if name.endswith(".xml")))


def differences(
    window: MainWindow, qtbot: QtBot, studies: Sequence[Path], look: Callable[[MainWindow], Any]
) -> list[Any]:
    """Look at all studies in the same way; return what is not the same in the last two.

    The first is only there because a window that is new lays out otherwise.
    """
    seen: list[Any] = []
    for path in studies:
        assert window.open_study.open(path)
        settle(window, qtbot)
        seen.append(look(window))
        settle(window, qtbot)
        window.open_study.close()
    return _differing(*seen[-2:])


def _differing(one: object, other: object) -> list[object]:
    """Return what is not the same, as short as it can be said: words that only one has, or pictures."""
    if isinstance(one, bytes):
        return [] if one == other else ["a picture"]
    if isinstance(one, list):
        mine, theirs = Counter(cast("list[str]", one)), Counter(cast("list[str]", other))
        return [*(mine - theirs), *(theirs - mine)]
    if isinstance(one, tuple):
        pairs = zip(cast("tuple[object, ...]", one), cast("tuple[object, ...]", other), strict=True)
        return [found for each in pairs for found in _differing(*each)]
    return [] if one == other else [(one, other)]
