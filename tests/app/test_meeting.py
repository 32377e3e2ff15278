"""The page of codes that meet: its numbers, and the passages behind them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.meeting.page import MeetingPage
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.analysis.selection import select
from coding.model.query import Within
from coding.query.parsing import parse
from storage.operations.studies import add_shipped_framework
from storage.queries.selecting import asked_of
from tests.app.test_compare import places_of, sample

assert sample  # a fixture


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> MeetingPage:
    page = MeetingPage(sample)
    qtbot.addWidget(page)
    page.resize(1366, 690)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def at(page: MeetingPage, label: str) -> int:
    return next(at for at, column in enumerate(page.model.columns) if column.heading == label)


def passages(study: OpenStudy, place: Place) -> int:
    """Count the passages that a place on the Passages page shows."""
    data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
    asked = asked_of(study.reader, data)
    found = data.codings[select(asked, parse(place.detail, asked.names)).codings]
    return len(found.drop_duplicates(["interview_id", "start", "end"]))


def test_every_number_opens_as_many_passages_as_it_says(page: MeetingPage, sample: OpenStudy) -> None:
    places = places_of(page)
    page.rounds.action(2).trigger()
    for row in range(page.model.rowCount()):
        for column in range(1, page.model.columnCount()):
            index = page.model.index(row, column)
            page.table.clicked.emit(index)
            assert passages(sample, places[-1]) == int(index.data().strip("()"))


def test_a_number_is_opened_by_keyboard(page: MeetingPage, sample: OpenStudy) -> None:
    places = places_of(page)
    page.within.action(Within.TURN).trigger()
    page.go(Place("meeting"))
    page.table.setCurrentIndex(page.model.index(at(page, "HSC") - 1, at(page, "E&C")))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert places == [Place("passages", detail="HSC and E&C within:turn")]
    said = page.table.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert said.startswith("High social capital and Evaluation and challenge: ")
    assert said.endswith(" by chance")


def test_a_framework_that_nothing_is_coded_with_says_what_is_missing(
    page: MeetingPage, sample: OpenStudy
) -> None:
    sample.use_framework(sample.perform(add_shipped_framework("grid_group")))
    assert not page.table.isVisible()
    assert page.context()
