"""Coding all results of a search: listed before, one step to undo, coded places left."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.search.code_all_dialog import CodeAllDialog
from app.shell.open_study import OpenStudy
from coding.model.study import Coding, Origin
from coding.text.search_places import HitUnit
from storage.queries.code_merges import codings_of
from storage.queries.frames import noted
from tests.app.test_compare import code

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """Return what dialogs stand over: they are deleted when they are left."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dialog(around: QWidget, sample: OpenStudy) -> CodeAllDialog:
    dialog = CodeAllDialog(sample, "each other", around)
    dialog.code.setCurrentIndex(dialog.code.findData(code(sample, "CE")))
    dialog.open()
    return dialog


def ready(dialog: CodeAllDialog, qtbot: QtBot) -> int:
    """Wait until it is said what would be coded; return how many places."""
    dialog.look()
    qtbot.waitUntil(lambda: " in " in dialog.said.text())
    return dialog.places.count()


def creative(study: OpenStudy) -> list[Coding]:
    return codings_of(study.reader, [code(study, "CE")])


def test_all_places_are_listed_and_coded_in_one_step(
    dialog: CodeAllDialog, sample: OpenStudy, qtbot: QtBot
) -> None:
    before = len(creative(sample))
    n = ready(dialog, qtbot)
    assert n > 5
    with qtbot.waitSignal(dialog.accepted):
        dialog.act_button.click()
    after = creative(sample)
    assert before < len(after) <= before + n
    frame = noted(sample.reader)
    assert (frame["origin"] == Origin.SEARCH).sum() == len(after) - before
    sample.undo()
    assert len(creative(sample)) == before


def test_what_is_coded_so_already_is_left(
    dialog: CodeAllDialog, around: QWidget, sample: OpenStudy, qtbot: QtBot
) -> None:
    ready(dialog, qtbot)
    with qtbot.waitSignal(dialog.accepted):
        dialog.act_button.click()
    again = CodeAllDialog(sample, "each other", around)
    again.code.setCurrentIndex(again.code.findData(code(sample, "CE")))
    n = ready(again, qtbot)
    assert again.said.text().endswith(f"0 new codings, {n} places are coded so already.")
    assert not again.act_button.isEnabled()
    again.close()


def test_units_and_who_says_it(dialog: CodeAllDialog, qtbot: QtBot) -> None:
    sentences = ready(dialog, qtbot)
    dialog.unit.choose(HitUnit.HIT)
    assert ready(dialog, qtbot) >= sentences
    dialog.who.setCurrentIndex(1)
    dialog.unit.choose(HitUnit.TURN)
    dialog.words.clear()
    turns = ready(dialog, qtbot)
    assert turns > 0
    dialog.who.setCurrentIndex(0)
    dialog.look()
    assert dialog.said.text().startswith("Say what is looked for")
    assert not dialog.act_button.isEnabled()
