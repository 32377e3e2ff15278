"""The page of codes that meet: its numbers, and the passages behind them."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.compare.page import ComparePage
from app.meeting.counting import Meeting
from app.meeting.page import MeetingPage
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.analysis.joint_rows import JointBy
from coding.analysis.joint_words import shares_in_words
from coding.analysis.selection import select
from coding.model.query import Within
from coding.query.parsing import parse
from storage.operations.codings import toggle_code
from storage.operations.studies import add_shipped_framework
from storage.queries.joint import joint_display
from storage.queries.selecting import asked_of
from storage.writers.network_pictures import export_network
from tests.app.test_compare import places_of


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


def test_the_network_has_the_numbers_of_the_table_and_opens_them(
    page: MeetingPage, sample: OpenStudy
) -> None:
    places = places_of(page)
    page.form.action(Meeting.NETWORK).trigger()
    page.go(Place("meeting"))
    lines = page.network.shown.lines
    assert [line.n for line in lines] == sorted((line.n for line in lines), reverse=True)
    for _line in lines[:3]:
        QTest.keyClick(page.network, Qt.Key.Key_Return)
        current = page.network.current
        assert current is not None
        assert passages(sample, places[-1]) == current.n
        QTest.keyClick(page.network, Qt.Key.Key_Down)
    places.clear()
    where = page.network._at(*lines[0].point(0.5)).toPoint()
    QTest.mouseClick(page.network, Qt.MouseButton.LeftButton, pos=where)
    assert passages(sample, places[-1]) == lines[0].n
    assert [row.name for row in page.network.painted_rows()] == [line.words for line in lines]


def test_names_in_the_network_never_collide(page: MeetingPage) -> None:
    page.form.action(Meeting.NETWORK).trigger()
    for width, height in ((1366, 690), (1024, 622)):
        page.resize(width, height)
        places = [page.network.name_place(node) for node in page.network.shown.nodes]
        assert all(not one.intersects(other) for one, other in combinations(places, 2))


def test_every_number_in_the_course_opens_its_passages_in_the_drawer(page: MeetingPage) -> None:
    page.form.action(Meeting.COURSE).trigger()
    assert "Order follows the questions" in page.said.text()
    for row in range(3):
        for column in range(1, page.model.columnCount()):
            index = page.model.index(row, column)
            page.table.clicked.emit(index)
            assert page.room.is_open
            assert page.drawer.list.passages.rowCount() == int(index.data())


def test_which_follows_which_opens_both_passages_of_each_step(page: MeetingPage) -> None:
    page.form.action(Meeting.ORDER).trigger()
    page.table.setCurrentIndex(page.model.index(at(page, "HSC") - 1, at(page, "E&C")))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    said = page.table.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert said == f"High social capital, then Evaluation and challenge: {page.table.currentIndex().data()}"
    assert page.drawer.said.text() == said
    assert page.drawer.list.passages.rowCount() >= 2


def test_round_by_round_stands_in_one_cell(page: MeetingPage, sample: OpenStudy) -> None:
    whole = int(page.model.index(at(page, "HSC") - 1, at(page, "E&C")).data())
    page.rounds.choose(-1)
    page.rounds.changed.emit()
    cell = page.model.index(at(page, "HSC") - 1, at(page, "E&C"))
    assert sum(map(int, cell.data().split(" · "))) == whole
    places = places_of(page)
    page.table.clicked.emit(cell)
    assert passages(sample, places[-1]) == whole


def test_a_second_lens_is_crossed_with_the_first(page: MeetingPage, sample: OpenStudy) -> None:
    first = sample.framework.id
    other = sample.perform(add_shipped_framework("grid_group"))
    assert other is not None
    code = next(each for each in sample.frameworks[-1].codes if not each.is_group)
    data = sample.data.analysis_data(first, sample.coder_ids, sample.coder_id)
    interview_id, start, end = data.codings[["interview_id", "start", "end"]].iloc[0].tolist()
    sample.perform(toggle_code(interview_id, start, end, code.id))
    sample.use_framework(first)
    page.refresh_if_stale()
    page.form.action(f"lens:{other}").trigger()
    cells = [page.model.index(row, at(page, code.short)) for row in range(page.model.rowCount())]
    met = [cell for cell in cells if cell.data() != "0"]
    assert met
    page.table.clicked.emit(met[0])
    assert page.drawer.list.passages.rowCount() == int(met[0].data())


def test_it_is_printed_and_exported_as_it_is_shown(page: MeetingPage, tmp_path: Path) -> None:
    assert page.shown is not None
    copied = page.shown.as_text().split("\n")
    assert len(copied) == page.model.rowCount() + 1
    printed = page.printed()
    assert printed is not None
    page.form.action(Meeting.NETWORK).trigger()
    assert page.printed() is not None
    shown = page.network.shown
    for kind in ("png", "svg"):
        target = tmp_path / f"net.{kind}"
        export_network(shown, "Codes that meet", "said", target, like=page.open_study.file.path)
        assert target.stat().st_size > 5_000
    assert "JPD and E&amp;C: 7" in (tmp_path / "net.svg").read_text("utf-8")


@pytest.mark.parametrize("form", [Meeting.SPOKEN, Meeting.SIDES])
def test_what_bears_on_the_models_order_opens_as_many_passages_as_it_says(
    page: MeetingPage, form: Meeting
) -> None:
    page.go(Place("meeting", detail=form))
    assert page.shown is not None
    assert "In each cell: 2014 · 2015." in page.shown.said
    assert "E&C were asked about in 2014 only" in page.shown.said
    for row in range(page.model.rowCount()):
        for column in range(1, page.model.columnCount()):
            index = page.model.index(row, column)
            page.table.clicked.emit(index)
            assert page.drawer.list.passages.rowCount() == sum(map(int, index.data().split(" · ")))


def test_the_models_order_has_the_shares_of_the_joint_display(page: MeetingPage, sample: OpenStudy) -> None:
    places = places_of(page)
    page.go(Place("meeting", detail=Meeting.STRENGTHS))
    assert page.shown is not None
    data = sample.data.analysis_data(sample.framework.id, sample.coder_ids)
    joint = joint_display(sample.reader, data, JointBy.ALL)
    assert joint is not None
    rows = {row.strand: [shares_in_words(each)[:4] for each in row.rounds] for row in joint.rows}
    strands = [row.label for row in page.shown.rows]
    assert strands == ["JPD", "HSC", "CMP", "E&C"]
    for i, strand in enumerate(strands):
        for j in range(4):
            assert page.shown.text(i, j) == " · ".join(share[j] for share in rows[strand])
    assert page.shown.text(0, 0) == "31 of 31 100 % · 48 of 49 98 %"
    page.table.clicked.emit(page.model.index(0, 1))
    assert places == [Place("joint")]


def test_the_models_order_is_opened_from_compare(sample: OpenStudy, qtbot: QtBot) -> None:
    compare = ComparePage(sample)
    qtbot.addWidget(compare)
    compare.refresh_if_stale()
    places = places_of(compare)
    compare.controls.model_order.trigger()
    assert places == [Place("meeting", detail="spoken")]


def test_codes_in_no_dimensions_have_no_model_order(page: MeetingPage, sample: OpenStudy) -> None:
    page.go(Place("meeting", detail="sides"))
    assert page.meeting is Meeting.SIDES
    sample.use_framework(sample.perform(add_shipped_framework("open_coding")))
    page.refresh_if_stale()
    assert page.meeting is Meeting.TABLE
    assert not page.form.action("sides").isEnabled()
    assert page.form.action("sides").toolTip()
