"""Compare as it was: chart, table and passages of a day, with what was done since."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.compare.page import ComparePage
from app.shell.open_study import OpenStudy
from storage.operations.codings import take_off
from storage.queries.codebook import frameworks
from storage.queries.codings import codings
from tests.app.conftest import RecordedNotices

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()


def jpd_of_2014(page: ComparePage) -> str:
    assert page._shown is not None
    table = page._shown.table
    row = next(row for row in table.rows if row.label == "JPD")
    at = next(at for at, column in enumerate(table.columns) if column.is_total and column.band == "2014")
    return table.marked(row, at)


def test_it_is_as_it_was_until_the_chip_is_taken_off(
    qtbot: QtBot, sample: OpenStudy, over: QWidget, notices: RecordedNotices
) -> None:
    """By hand: JPD 22 in 2014; one coding is taken off today, another while yesterday is on view."""
    strands = {code.abbreviation: code.id for code in frameworks(sample.reader)[0].codes}
    first, second = [each for each in codings(sample.reader, 2) if each.code_id == strands["JPD"]][:2]
    sample.perform(take_off(first.id))
    page = ComparePage(sample, over)
    page.refresh()
    assert jpd_of_2014(page) == "21"
    page.then.ask()
    assert page.then.dialog is not None
    fields = page.then.dialog.fields
    fields.day.setText("tomorrow")
    page.then.dialog.accept()
    assert "is no day" in page.then.dialog.said.text()
    fields.day.setText(YESTERDAY)
    page.then.dialog.accept()
    qtbot.waitUntil(lambda: page.then.study is not None, timeout=20_000)
    assert jpd_of_2014(page) == "22"
    assert f"As it was on {YESTERDAY}" in page.notes.text()
    assert "JPD: 83 then, 82 now (1 went: " in page.notes.text()
    assert f"as of {YESTERDAY}" in [chip.text for chip in page.controls._chips_of_choices()]
    sample.perform(take_off(second.id))
    qtbot.waitUntil(lambda: "JPD: 83 then, 81 now" in page.notes.text(), timeout=20_000)
    assert jpd_of_2014(page) == "22"
    page.then.today()
    assert jpd_of_2014(page) == "20"
    assert not page.controls._then
    page.then.go_back("2001-03-12")
    qtbot.waitUntil(lambda: any("was begun on" in error.what for error in notices.errors), timeout=20_000)
    assert jpd_of_2014(page) == "20"
