"""The matrix page by keyboard: written in where a cell stands, quoted in, told what came since."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.matrix.cells import CellMode
from app.matrix.page import MatrixPage
from app.matrix.shown import ColumnsWanted, RowsWanted
from app.shell.export_kinds import MATRIX_FILES
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.analysis.matrix import ColumnsOf, Matrix
from coding.analysis.matrix_rows import RowsOf
from coding.model.query import Query
from coding.query.parsing import parse
from coding.text.blocks import linked
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.reading import set_blind
from storage.queries.cells import cell_summaries
from tests.app.conftest import RecordedNotices

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> MatrixPage:
    page = MatrixPage(open_study)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    qtbot.waitUntil(lambda: page.shown is not None)
    page.grid.setFocus()
    return page


def press(
    page: MatrixPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    target = page.grid.editor.text if page.grid.editor is not None else page.grid
    QTest.keyClick(target, key, modifiers)


def type_(page: MatrixPage, text: str) -> None:
    for letter in text:
        QTest.keyClicks(page.grid.editor.text if page.grid.editor is not None else page.grid, letter)


def written(open_study: OpenStudy) -> list[str]:
    return [each.text for each in cell_summaries(open_study.reader).values()]


def hsc(page: MatrixPage) -> tuple[int, int]:
    """Return the cell of School B in 2015 and HSC."""
    assert page.shown is not None
    matrix = page.shown.matrix
    row = [each.name for each in matrix.rows].index("School B, 2015")
    return row, [each.label for each in matrix.columns].index("HSC")


def test_typing_opens_a_cell_and_escape_is_done(page: MatrixPage, open_study: OpenStudy) -> None:
    page.grid.stand_on(*hsc(page))
    type_(page, "Trust")
    assert page.grid.editor is not None
    assert page.room.is_open
    press(page, Key.Key_Escape)
    assert page.grid.editor is None
    assert written(open_study) == ["Trust"]
    assert page.facts.text().startswith("1 of ")
    open_study.undo()
    assert written(open_study) == []


def test_enter_and_tab_go_from_cell_to_cell(qtbot: QtBot, page: MatrixPage, open_study: OpenStudy) -> None:
    page.grid.stand_on(0, 0)
    press(page, Key.Key_Return)
    type_(page, "One")
    press(page, Key.Key_Tab)
    qtbot.waitUntil(lambda: page.grid.editor is not None and page.grid.at() == (0, 1))
    type_(page, "Two")
    press(page, Key.Key_Escape)
    press(page, Key.Key_Left)
    assert page.grid.at() == (0, 0)
    assert sorted(written(open_study)) == ["One", "Two"]


def test_a_passage_is_quoted_with_a_link_to_its_place(page: MatrixPage, open_study: OpenStudy) -> None:
    page.grid.stand_on(*hsc(page))
    press(page, Key.Key_F2)
    page.drawer.list.start()
    page.drawer.list.quote_current()
    (text,) = written(open_study)
    assert text.startswith("[“")
    assert len(linked(text)) == 1
    press(page, Key.Key_Escape)
    (summary,) = cell_summaries(open_study.reader).values()
    assert summary.text == text.strip()


def test_a_cell_says_what_came_since_until_it_was_seen(page: MatrixPage, open_study: OpenStudy) -> None:
    at = hsc(page)
    page.grid.stand_on(*at)
    type_(page, "Trust")
    press(page, Key.Key_Escape)
    assert page.shown is not None
    code_id = page.shown.matrix.columns[at[1]].code_id
    open_study.perform(toggle_code(1, 23, 47, code_id))
    assert page.grid.grid.cell(*at).since == 1
    page.grid.news_pressed.emit(*at)
    assert page.drawer.list.passages.rowCount() == 1
    page.drawer.seen.click()
    assert page.grid.grid.cell(*at).since == 0
    open_study.undo()
    assert page.grid.grid.cell(*at).since == 1


def test_the_cell_written_in_stays_while_the_study_changes(page: MatrixPage, open_study: OpenStudy) -> None:
    page.grid.stand_on(*hsc(page))
    type_(page, "Trust")
    open_study.perform(toggle_code(1, 0, 5, 12))
    assert page.grid.editor is not None
    type_(page, " grows")
    press(page, Key.Key_Escape)
    assert written(open_study) == ["Trust grows"]


def test_a_number_opens_exactly_what_it_counts(page: MatrixPage) -> None:
    assert page.shown is not None
    at = hsc(page)
    found: list[Place] = []
    page.place_chosen.connect(found.append)
    page.grid.stand_on(*at)
    press(page, Key.Key_Return, CTRL)
    assert found == [Place("passages", detail="HSC school:B in:2015")]
    press(page, Key.Key_Space)
    assert page.drawer.list.passages.rowCount() == page.grid.grid.cell(*at).passages


def test_rows_columns_filter_hidden_and_found(page: MatrixPage, open_study: OpenStudy) -> None:
    settings = page.settings
    settings.rows.action(RowsWanted(RowsOf.SCHOOL)).trigger()
    settings.columns.action(ColumnsWanted(ColumnsOf.DIMENSIONS)).trigger()
    assert page.shown is not None
    assert [row.label for row in page.shown.matrix.rows] == ["School A", "School B"]
    settings.hide_row(page.shown.matrix.rows[0].place)
    assert page.grid.isRowHidden(0)
    settings.chips.show_chips([])
    settings.show_hidden(settings.hidden_rows)
    assert not page.grid.isRowHidden(0)
    page.finding.setText("school b")
    assert [page.grid.isRowHidden(row) for row in (0, 1)] == [True, False]
    page.finding.clear()
    assert settings.asking.names is not None
    before = page.grid.grid.cell(1, 0).passages + page.grid.grid.cell(1, 1).passages
    settings.asking.ask(parse("in:2014", settings.asking.names))
    assert before > 0
    assert page.grid.grid.cell(1, 1).passages == 0
    settings.asking.ask(Query())


def test_counts_and_quotations_stand_in_the_cells(page: MatrixPage) -> None:
    at = hsc(page)
    for mode in (CellMode.PASSAGES, CellMode.COUNTS):
        page.settings.mode.button(mode).click()
        page.grab()
    assert page.grid.cells.quotation(*at).startswith("“")


def test_what_is_shown_is_exported(
    qtbot: QtBot, page: MatrixPage, notices: RecordedNotices, tmp_path: Path
) -> None:
    assert page.shown is not None
    page.settings.hide_row(page.shown.matrix.rows[0].place)
    notices.answers.append(tmp_path / "matrix.csv")
    job = page.exports.matrix(MATRIX_FILES[1], page.shown.matrix.only([0], [0, 1]), page.shown.written)
    assert job is not None
    qtbot.waitUntil((tmp_path / "matrix.csv").exists)
    with (tmp_path / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_what_others_wrote_of_what_one_reads_blind_is_hidden_and_safe(
    qtbot: QtBot, page: MatrixPage, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    at = hsc(page)
    page.grid.stand_on(*at)
    type_(page, "Planted")
    press(page, Key.Key_Escape)
    assert page.shown is not None
    there = min(page.shown.matrix.interviews(at[0]))
    other = open_study.perform(add_coder("J. Nolan"))
    assert other is not None
    open_study.coders.code_as(other)
    open_study.perform(set_blind(there, blind=True))
    page.refresh_if_stale()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.is_withheld(*at))
    cell = page.grid.grid.cell(*at)
    assert (cell.text, cell.nothing) == ("", "Hidden while you read blind")
    page.grid.stand_on(*at)
    press(page, Key.Key_Return)
    assert page.grid.editor is None  # nothing is written over what one does not see
    assert "Somebody else wrote here" in notices.lines[-1]
    assert all(summary.text != "Planted" for summary in page.shown.written.values())
    open_study.perform(set_blind(there, blind=False))
    page.refresh_if_stale()
    assert page.grid.grid.cell(*at).text == "Planted"


def test_a_regular_expression_is_looked_for_on_a_job(
    qtbot: QtBot, page: MatrixPage, open_study: OpenStudy
) -> None:
    asking = page.settings.asking
    assert asking.names is not None
    with qtbot.waitSignal(page._reading.begun):
        asking.ask(parse("/trust/", asking.names))
    asked = asking.query
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.matrix._narrowed == asked)
    assert page.shown is not None
    matrix = page.shown.matrix
    whole = Matrix(matrix._asked, matrix.rows, matrix.columns, asked)
    cells = [(row, column) for row in range(len(matrix.rows)) for column in range(len(matrix.columns))]
    assert [matrix.count(*at) for at in cells] == [whole.count(*at) for at in cells]
