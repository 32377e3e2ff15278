"""The compare page on the sample study, by mouse and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.compare.page import ComparePage
from app.shell import theme
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.widgets.choice_group import ChoiceGroup
from coding.analysis.chart import TOTAL_AS_IN_THE_STUDY, Bar, Scale
from coding.analysis.columns import Counted
from coding.analysis.comparison import Whose
from coding.analysis.forms import ChartForm, PartsShown, Style
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure, OfDirection, Unsure
from coding.model.study import Direction, State
from storage.operations.codings import take_off, toggle_code
from storage.operations.many_codings import set_directions
from storage.operations.questions import set_questions
from storage.operations.reading import set_state
from storage.queries.code_merges import codings_of
from tests.app.conftest import RecordedNotices


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> ComparePage:
    """Return the page, on view."""
    page = ComparePage(sample)
    qtbot.addWidget(page)
    page.resize(1440, 820)
    page.controls.parts.choose(PartsShown.BOTH)
    page.controls.parts_chosen.emit()
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def places_of(page: Page) -> list[Place]:
    """Return the list that the places a page asks for come into."""
    places: list[Place] = []
    page.place_chosen.connect(places.append)
    return places


def code(study: OpenStudy, abbreviation: str) -> int:
    return next(code.id for code in study.framework.codes if code.abbreviation == abbreviation)


def bars_of(page: ComparePage) -> list[Bar]:
    """Return all bars, panel by panel."""
    return [bar for plot in page.chart.plots for bar in plot.bars]


def bar(page: ComparePage, strand: str, figure: str) -> Bar:
    """Return the bar of a strand that carries a figure."""
    found = (b for b in bars_of(page) if b.cells[0].column.label == strand and b.figure == figure)
    return next(found)


def number(page: ComparePage, row: str, strand: str) -> str:
    """Return a number of the table as it is written."""
    model = page.table.numbers
    rows = [model.headerData(at, Qt.Orientation.Vertical) for at in range(model.rowCount())]
    columns = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    return str(model.data(model.index(rows.index(row), columns.index(strand))))


def open_passages(page: ComparePage, wanted: Bar) -> None:
    """Click on a bar."""
    QTest.mouseClick(page.chart._scene.viewport(), Qt.MouseButton.LeftButton, pos=pixel_of(page, wanted))


def words(page: ComparePage) -> str:
    return " ".join(label.text() for label in page.drill_down.findChildren(QLabel))


def pixel_of(page: ComparePage, wanted: Bar) -> QPoint:
    """Return where a bar is in the drawing."""
    chart = page.chart
    plot = next(plot for plot in chart.plots if wanted in plot.bars)
    middle = plot.view.mapViewToScene(QPointF(wanted.left + wanted.width / 2, (wanted.value or 0) / 2))
    return chart._scene.mapFromScene(middle)


def test_a_click_on_a_bar_lists_exactly_the_passages_it_counts(page: ComparePage, qtbot: QtBot) -> None:
    assert not page.room.is_open
    hsc = bar(page, "HSC", "45")
    open_passages(page, hsc)
    assert page.drill_down.list.passages.rowCount() == 45
    assert "45</span> codings on 45 passages, in 10 of 10 interviews" in words(page)
    assert "27 in 2014" in words(page)
    shown = {page.drill_down.list.passages.passage(row).coding_ids for row in range(45)}
    counted = set(hsc.cells[0].coding_ids)
    assert all(counted & set(ids) for ids in shown)
    assert page.drill_down.list.passages.passage(0).attribution == "Headteacher, School A, 2015"


def test_chart_and_table_walk_together(page: ComparePage, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.table.numbers.index(1, 0))
    assert page.chart.current is not None
    assert page.chart.current.figure == "61"
    assert not page.room.is_open  # by walking; Enter opens it
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.drill_down.list.passages.rowCount() == 61
    page.chart.choose_and_say(bar(page, "HSC", "27"))
    assert page.table.numbers.entry(page.table.currentIndex()).text == "27"
    assert page.drill_down.list.passages.rowCount() == 27


def test_the_chart_is_walked_by_keyboard_and_enter_goes_to_the_passages(
    page: ComparePage, qtbot: QtBot
) -> None:
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.chart.current is not None
    assert page.chart.current.figure == "22"  # JPD in 2014
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    assert page.chart.current.cells[0].group.label == "2014, School A"
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    assert page.chart.current.figure == "61"
    QTest.keyClick(page.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.chart.current.figure == "12"
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.current.cells[0].group.label == "2015, School E"
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert page.drill_down.list.hasFocus()
    places = places_of(page)
    QTest.keyClick(page.drill_down.list, Qt.Key.Key_Return)
    passage = page.drill_down.list.current()
    assert passage is not None
    assert places == [Place("code", passage.interview_id, passage.start, passage.end)]


def test_a_new_coding_moves_the_bar_and_undo_moves_it_back(page: ComparePage, sample: OpenStudy) -> None:
    open_passages(page, bar(page, "CE", "2"))
    sample.perform(toggle_code(20, 400, 460, code(sample, "CE")))
    assert number(page, "2015", "CE") == "3"
    assert page.drill_down.list.passages.rowCount() == 3  # what was chosen stays chosen
    sample.undo()
    assert number(page, "2015", "CE") == "2"


def test_a_hidden_page_waits_until_it_is_shown(page: ComparePage, sample: OpenStudy) -> None:
    page.hide()
    sample.perform(toggle_code(20, 400, 460, code(sample, "CE")))
    assert number(page, "2015", "CE") == "2"
    page.show()
    page.refresh_if_stale()
    assert number(page, "2015", "CE") == "3"


def test_an_unfinished_round_is_hatched_and_its_change_is_of_those_in_both(
    page: ComparePage, sample: OpenStudy
) -> None:
    sample.perform(set_state(20, State.BEING_READ))
    assert bar(page, "HSC", "45").hatched
    assert not bar(page, "HSC", "27").hatched
    assert page.chart.chart is not None
    assert page.chart.chart.panels[1].subtitle.startswith("9 of 10 interviews done")
    assert "Hatched" in page.notes.text()
    page.controls.form.choose(ChartForm.CHANGE)
    page.controls.changed.emit()
    assert "Shown for the" in page.chart.chart.panels[0].subtitle


def choose(page: ComparePage, qtbot: QtBot, **wanted: object) -> None:
    for name, value in wanted.items():
        group = getattr(page.controls.options, name, None)
        if isinstance(group, ChoiceGroup):
            group.button(value).click()  # pyright: ignore[reportUnknownMemberType]
        else:
            getattr(page.controls, name).action(value).trigger()


def test_controls_change_what_is_shown(page: ComparePage, qtbot: QtBot) -> None:
    choose(page, qtbot, unsure=Unsure.WITHOUT)
    assert number(page, "2015", "HSC") == "39"
    choose(page, qtbot, unsure=Unsure.RANGE)
    assert number(page, "2015", "HSC") == "39–45"
    choose(page, qtbot, unsure=Unsure.WITH, measure=Measure.PER_INTERVIEW)
    assert number(page, "2015", "HSC") == "4.5"
    choose(page, qtbot, measure=Measure.COUNT, by=Grouping.ROLE)
    assert number(page, "2015", "HSC") == "45"
    assert page.chart.chart is not None
    assert [entry.name for entry in page.chart.chart.legend] == ["HD", "SLT", "T", "all roles"]
    choose(page, qtbot, form=ChartForm.CHANGE)
    assert number(page, "all roles, 10 interviews each", "HSC") == "+18"
    factors = "All codings, 117, then 231: ×1.97 = words ×1.13 · rate ×1.74."
    assert factors in page.notes.text()
    page.table.setCurrentIndex(page.table.numbers.index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert "×2.77 = words ×1.13 · rate ×2.45" in words(page)
    choose(page, qtbot, whose=Whose.IN_BOTH)
    assert number(page, "all roles, 8 interviews each", "HSC") == "+18"
    choose(page, qtbot, measure=Measure.SHARE)  # has no change
    assert page.controls.form.value is ChartForm.CHARTS
    assert not page.controls.form.action(ChartForm.CHANGE).isEnabled()
    choose(page, qtbot, measure=Measure.INTERVIEWS)
    assert number(page, "2015", "HSC") == "10 of 10"


def test_over_the_chart_stands_what_is_counted_and_directions_are_bars_and_a_filter(
    page: ComparePage, qtbot: QtBot, sample: OpenStudy
) -> None:
    codings = codings_of(sample.reader, [each.id for each in sample.framework.codes])
    hsc = sorted(each.id for each in codings if each.code_id == code(sample, "HSC"))
    sample.perform(set_directions([each.id for each in codings], Direction.UNSAID))
    page.refresh_if_stale()
    assert page.what.text().startswith("How often it was spoken of; direction not coded")
    assert page.what.text() not in page.notes.text()
    assert not page.controls.options.direction.button(OfDirection.LACKS).isEnabled()
    sample.perform(set_directions(hsc[:5], Direction.LACKS))
    page.refresh_if_stale()
    assert page.what.text().endswith("5 lack it and 343 say nothing.")
    choose(page, qtbot, by=Grouping.DIRECTION)
    lacking = [int(number(page, f"{name}, lacks it", "HSC")) for name in ("2014", "2015")]
    assert sum(lacking) == 5
    choose(page, qtbot, by=Grouping.SCHOOL, direction=OfDirection.LACKS)
    assert [int(number(page, name, "HSC")) for name in ("2014", "2015")] == lacking
    assert number(page, "2014", "all") == str(lacking[0])
    assert page.what.text() == "Only codings with this direction are counted: lacks it."
    assert ComparePage(sample).controls.compare_settings().direction is OfDirection.LACKS


def test_a_free_scale_says_so_and_the_studys_total_is_amber(page: ComparePage, qtbot: QtBot) -> None:
    choose(page, qtbot, scale=Scale.FREE, style_=Style.STUDY)
    assert page.chart.chart is not None
    assert page.chart.chart.scale_note.startswith("each round has its own scale")
    total = bar(page, "HSC", "27")
    assert total.colour == TOTAL_AS_IN_THE_STUDY
    assert [plot.bars for plot in page.chart.plots if total in plot.bars] == [page.chart.plots[0].bars]
    assert len(page.chart.plots) == 2  # on the axis of the schools, without strips
    assert "own scale" in page.notes.text()
    choose(page, qtbot, form=ChartForm.PAIRED)
    assert not page.controls.options.scale.button(Scale.FREE).isEnabled()


def test_choices_are_remembered(page: ComparePage, qtbot: QtBot, sample: OpenStudy) -> None:
    choose(page, qtbot, measure=Measure.PER_PERSON, unsure=Unsure.RANGE)
    again = ComparePage(sample)
    qtbot.addWidget(again)
    compare_settings = again.controls.compare_settings()
    assert (compare_settings.measure, compare_settings.unsure, compare_settings.style) == (
        Measure.PER_PERSON,
        Unsure.RANGE,
        Style.PLAIN,
    )


def test_the_table_is_copied_with_its_headers(page: ComparePage) -> None:
    lines = page.copied().split("\n")
    assert lines[0].split("\t")[:3] == ["codings", "JPD", "M&C"]
    assert lines[1].split("\t")[:3] == ["2014", "22", "6"]
    assert len(lines) == 13
    page.table.numbers.index(0, 0)
    model = page.table.selectionModel()
    model.select(page.table.numbers.index(0, 6), model.SelectionFlag.ClearAndSelect)
    model.select(page.table.numbers.index(1, 6), model.SelectionFlag.Select)
    assert page.copied() == "codings\tHSC\n2014\t27\n2015\t45"


def test_export_copies_the_table_or_asks_where_to(
    page: ComparePage, notices: RecordedNotices, tmp_path: Path, qtbot: QtBot
) -> None:
    page.controls.export_wanted.emit("table")
    assert QGuiApplication.clipboard().text().startswith("\t2014")
    page.controls.export_wanted.emit("copy")
    assert not QGuiApplication.clipboard().pixmap().isNull()
    target = tmp_path / "chart.png"
    notices.answers.append(target)
    page.controls.export_wanted.emit("png")
    qtbot.waitUntil(lambda: bool(notices.offers) or bool(notices.errors), timeout=20_000)
    assert target.read_bytes().startswith(b"\x89PNG")


def test_a_quotation_is_copied_with_who_says_it(page: ComparePage, qtbot: QtBot) -> None:
    open_passages(page, bar(page, "HSC", "45"))
    page.chart.opened.emit()
    passage = page.drill_down.list.current()
    assert passage is not None
    assert page.copied() == passage.text
    assert page.copied_with_attribution() == f"“{passage.text}” ({passage.attribution})"


def test_more_bars_than_there_is_room_for_are_scrolled(page: ComparePage, qtbot: QtBot) -> None:
    assert page.chart._scroll.isHidden()
    page.resize(560, 600)
    choose(page, qtbot, by=Grouping.INTERVIEW)
    assert not page.chart._scroll.isHidden()
    last = bars_of(page)[-1]
    page.chart.choose_and_say(last)
    left, right = page.chart.plots[-1].view.viewRange()[0]
    assert left <= last.left
    assert last.left + last.width <= right + 1e-6


def test_hovering_says_the_number(page: ComparePage, qtbot: QtBot) -> None:
    hsc = bar(page, "HSC", "27")
    assert page.chart.bar_at(page.chart._scene.mapToScene(pixel_of(page, hsc))) is hsc
    assert hsc.words == "HSC, 2014, all schools: 27 codings"


def test_an_empty_study_says_what_to_do(qtbot: QtBot, open_study: OpenStudy) -> None:
    page = ComparePage(open_study)
    qtbot.addWidget(page)
    for coding_id in (1, 2, 3):
        open_study.perform(take_off(coding_id))
    page.show()
    page.refresh_if_stale()
    assert page._body.currentWidget() is page._nothing
    places = places_of(page)
    QTest.mouseClick(page._nothing.button, Qt.MouseButton.LeftButton)
    assert places == [Place("code")]


def test_one_round_has_no_change(qtbot: QtBot, open_study: OpenStudy) -> None:
    page = ComparePage(open_study)
    qtbot.addWidget(page)
    page.show()
    page.refresh_if_stale()
    assert not page.controls.form.action(ChartForm.CHANGE).isEnabled()
    assert page.chart.chart is not None
    assert len(page.chart.chart.panels) == 1


def test_another_appearance_keeps_what_is_chosen(page: ComparePage, qtbot: QtBot) -> None:
    page.chart.choose_and_say(bar(page, "HSC", "27"))
    panel = page.chart._drawn[0]
    assert theme.LIGHT.text in panel._title.text
    theme.choose("dark")
    try:
        qtbot.waitUntil(lambda: theme.DARK.text in panel._title.text)
        assert panel.main.axis.textPen().color() == QColor(theme.DARK.dim)
        assert page.chart.current is not None
        assert page.chart.current.figure == "27"
    finally:
        theme.choose("light")


# --- once per answer --------------------------------------------------------------------------------


def test_answers_are_counted_by_who_speaks_where_no_question_is_listed(
    page: ComparePage, sample: OpenStudy, qtbot: QtBot
) -> None:
    for round_id in (1, 2):
        sample.perform(set_questions(round_id, []))
    choose(page, qtbot, counted_in=Counted.ANSWERS)
    assert number(page, "2015", "HSC") == "42"
    assert "At most once per answer" in page.notes.text()
    choose(page, qtbot, counted_in=Counted.PASSAGES)
    assert number(page, "2015", "HSC") == "45"


def test_bars_out_of_view_are_not_made(page: ComparePage, qtbot: QtBot) -> None:
    page.resize(560, 600)
    choose(page, qtbot, by=Grouping.INTERVIEW)
    page.grab()
    bars = page.chart.plots[-1].bars
    assert 0 < len(bars._made) < len(bars)


# --- the drawer -------------------------------------------------------------------------------------


def test_a_click_on_a_number_of_the_table_opens_its_passages(page: ComparePage) -> None:
    at = page.table.visualRect(page.table.numbers.index(0, 6)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.room.is_open
    assert page.drill_down.list.passages.rowCount() == 27


def test_escape_shuts_the_drawer_and_gives_the_keyboard_back(page: ComparePage) -> None:
    page.activateWindow()
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    QTest.keyClick(page.drill_down.list, Qt.Key.Key_Escape)
    assert not page.room.is_open
    assert page.chart.hasFocus()


def test_the_drawer_lies_over_a_narrow_page_but_not_over_what_was_clicked(
    page: ComparePage, qtbot: QtBot
) -> None:
    page.resize(1024, 620)
    page.grab()
    last = bar(page, "AA", "9")
    open_passages(page, last)
    free, whole = page.chart.width() - page.room.covered, page.chart.width()
    assert page.room.covered == 336
    qtbot.waitUntil(lambda: pixel_of(page, last).x() < free)
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert (page.chart._scroll.value(), page.chart.width()) == (0, whole)


def test_a_number_that_is_no_longer_there_shuts_the_drawer(page: ComparePage, qtbot: QtBot) -> None:
    open_passages(page, bar(page, "HSC", "27"))
    choose(page, qtbot, form=ChartForm.CHANGE)
    assert not page.room.is_open


def test_chart_table_or_both_are_on_view_and_stay_so(
    qtbot: QtBot, page: ComparePage, sample: OpenStudy
) -> None:
    both = page.chart.height()
    page.controls.parts.button(PartsShown.CHART).click()
    assert (page.chart.isVisible(), page.table.isVisible()) == (True, False)
    qtbot.waitUntil(lambda: page.chart.height() > both)
    page.controls.parts.button(PartsShown.TABLE).click()
    assert (page.chart.isVisible(), page.strands.isVisible(), page.legend.isVisible()) == (False, True, False)
    page.go(Place("compare"))
    assert page.strands.hasFocus()
    assert ComparePage(sample).controls.parts.value is PartsShown.TABLE


def test_bars_that_are_wide_enough_carry_their_number(page: ComparePage) -> None:
    def marks_over(place: int) -> int:
        panel = page.chart.plots[3]
        bar = panel.bars[place]
        top = page.chart._scene.mapFromScene(
            panel.view.mapViewToScene(QPointF(bar.left + bar.width / 2, bar.value or 0))
        )
        image = page.chart._scene.grab(QRect(top.x() - 3, top.y() - 14, 6, 10)).toImage()
        dark = QColor(theme.current().text).lightness() + 40
        return sum(image.pixelColor(x, y).lightness() < dark for x in range(6) for y in range(10))

    page.controls.parts.button(PartsShown.CHART).click()
    page.resize(1440, 820)
    assert marks_over(0) > 0  # JPD of School A in 2015: 9
    page.resize(700, 820)  # bars of less than 9 pixels
    assert marks_over(0) == 0


def test_the_number_of_codings_over_a_chart_is_a_link(page: ComparePage) -> None:
    title = page.chart._drawn[0]._title
    assert "5 of them on a dimension alone" in title.text
    box = title.item.sceneBoundingRect()
    middle = box.center().y()
    at = next(
        x for x in range(round(box.left()), round(box.right())) if page.chart.bar_at(QPointF(x, middle))
    )
    spot = page.chart._scene.mapFromScene(QPointF(at + 4, middle))
    QTest.mouseClick(page.chart._scene.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.room.is_open
    assert "117</span> codings on 109 passages" in words(page)
    assert page.drill_down.list.passages.rowCount() == 109


def test_a_strands_name_says_its_whole_name_on_hover(page: ComparePage) -> None:
    panel = page.chart._drawn[0]
    place = panel.main.view.mapViewToScene(QPointF(6.5, 0))
    point = QPointF(place.x(), panel.strands.sceneBoundingRect().center().y())
    found = page.chart.bar_at(point)
    assert found is bar(page, "HSC", "27")
    assert page.chart._words_at(point, found) == "High social capital\nHSC, 2014, all schools: 27 codings"
