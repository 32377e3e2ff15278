"""The sentence, filters, options and table of the compare page; every number opens what it says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.compare.page import ComparePage
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.chip_bar import ChipButton
from coding.analysis.analysis_data import ints
from coding.analysis.chart import Totals
from coding.analysis.columns import Counted
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.cross_table import CrossRowKind, NumbersEntry
from coding.analysis.forms import USUALLY_SHOWN, ChartForm, PartsShown, Shown, Style
from coding.analysis.frequencies import Cell
from coding.analysis.groups import Grouping
from coding.analysis.known_names import KnownNames
from coding.analysis.measure import Measure, Unsure
from coding.analysis.passages import find_passages
from coding.model.study import State
from coding.query.kept_settings import settings_from_json, settings_to_json
from coding.query.parsing import parse
from storage.operations.people import edit_school
from storage.operations.reading import set_state
from storage.queries.guids import StudyGuids

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard

TABLE = CompareSettings(parts=PartsShown.TABLE)


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> ComparePage:
    """Return the page, on view as it is at first."""
    page = ComparePage(sample)
    qtbot.addWidget(page)
    page.resize(1366, 680)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def ask(page: ComparePage, text: str) -> None:
    page.controls.asking.read(text)


def chips(page: ComparePage) -> list[str]:
    return [
        button.chip.text for button in page.controls.chips.findChildren(ChipButton) if not button.isHidden()
    ]


def row_of(page: ComparePage, label: str) -> dict[str, str]:
    """Return a row of the table by the names of its columns."""
    model = page.strands.model_
    assert model.table is not None
    row = next(row for row in model.rows if row.label == label)
    return {column.name: model.table.text(row, at) for at, column in enumerate(model.table.columns)}


def show(page: ComparePage, settings: CompareSettings) -> None:
    page.controls.show_settings(settings)


# --- every number --------------------------------------------------------------------------------------

VIEWS = {
    "by school": TABLE,
    "role within school": CompareSettings(by=(Grouping.SCHOOL, Grouping.ROLE), parts=PartsShown.TABLE),
    "by question": CompareSettings(by=(Grouping.QUESTION,), parts=PartsShown.TABLE),
    "by direction": CompareSettings(by=(Grouping.DIRECTION,), parts=PartsShown.TABLE),
    "the sure ones": CompareSettings(unsure=Unsure.WITHOUT, parts=PartsShown.TABLE),
    "per person": CompareSettings(Measure.PER_PERSON, (Grouping.ROLE,), parts=PartsShown.TABLE),
    "the later round": CompareSettings(rounds=(2,), parts=PartsShown.TABLE),
    "interviews": CompareSettings(Measure.INTERVIEWS, parts=PartsShown.TABLE),
    "change": CompareSettings(form=ChartForm.CHANGE, parts=PartsShown.TABLE),
}


def test_every_number_opens_as_many_passages_as_it_says(page: ComparePage) -> None:
    for view, settings in VIEWS.items():
        show(page, settings)
        if view in {"by school", "role within school"}:
            ask(page, "role:T not school:C unsure:no")
        assert sum(map(says_what_it_opens, entries_of(page))) > 50, view


def entries_of(page: ComparePage) -> Iterator[NumbersEntry]:
    """Yield the numbers of the table, and its dots."""
    shown = page._shown
    assert shown is not None
    for row in shown.table.rows:
        for at, column in enumerate(shown.table.columns):
            entry = shown.table.entry(row, at)
            yield from [entry] if entry else ()
            yield from column.dots(row.column) if column.dots and row.column else ()


def says_what_it_opens(entry: NumbersEntry) -> int:
    """Tell of a number whether it was looked at: its passages are as many as it says."""
    cells = [cell for cell in entry.cells if cell.value]
    for cell in cells:
        listed = find_passages(cell.found.analysis_data).with_codings(cell.coding_ids)
        assert len(listed) == cell.passages, cell.group.label
        assert as_written(cell) == entry.text or len(entry.cells) > 1
    return len(cells)


def as_written(cell: Cell) -> str:
    """Work a number out from what it counts."""
    if cell.found.measure is Measure.COUNT:
        columns = [ints(cell.codings, name).tolist() for name in ("interview_id", "start", "end", "coder_id")]
        codes = map(cell.found.analysis_data.framework.counts_as, ints(cell.codings, "code_id").tolist())
        strands = set(zip(*columns, codes, strict=True))
        return str(cell.passages if cell.column.name == "distinct passages" else len(strands))
    if cell.found.measure is Measure.INTERVIEWS:
        return f"{cell.codings.interview_id.nunique()} of {cell.group.done}"
    return cell.text


def test_a_click_in_the_table_opens_its_passages_and_a_dot_those_of_one_interview(page: ComparePage) -> None:
    page.controls.parts.button(PartsShown.TABLE).click()
    model, table = page.strands.model_, page.strands
    row = [row.label for row in model.rows].index("HSC")
    assert model.table is not None
    names = [column.name for column in model.table.columns]
    index = model.index(row, names.index("2015, all schools"))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert page.room.is_open
    assert page.drill_down.list.passages.rowCount() == 45
    dots = model.index(row, names.index("Who carries it, 2014"))
    table.scrollTo(dots)
    first = table.visualRect(dots).topLeft() + QPoint(10 + 8, 13)
    dot = table.dot_under(first)
    assert dot is not None
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert page.drill_down.list.passages.rowCount() == dot.cells[0].passages < 27


# --- the sentence ------------------------------------------------------------------------------------


def test_rounds_are_ticked_and_the_last_stays(page: ComparePage) -> None:
    earlier, later = page.controls.rounds._actions
    page.controls.rounds.action(earlier).trigger()
    assert page.controls.compare_settings().rounds == (later,)
    assert page.chart.chart is not None
    assert [panel.title for panel in page.chart.chart.panels] == ["2015"]
    assert not page.controls.form.action(ChartForm.CHANGE).isEnabled()
    assert "2014" not in page.notes.text().replace("asked about in 2014", "")
    page.controls.rounds.action(later).trigger()
    assert page.controls.compare_settings().rounds == (later,)
    page.controls.rounds.action(earlier).trigger()
    assert page.controls.compare_settings().rounds == ()


def test_a_second_grouping_crosses_the_first(page: ComparePage) -> None:
    page.controls.parts.button(PartsShown.TABLE).click()
    page.controls.then.action(Grouping.ROLE).trigger()
    assert page.controls.by_button.text() == "school › role ▾"
    hsc = row_of(page, "HSC")
    # School A has a headteacher and a teacher in 2014, and nobody of the senior leaders.
    assert [hsc.get(f"2014, School A, {role}") for role in ("HD", "SLT", "T", "all roles")] == [
        "2",
        None,
        "3",
        "5",
    ]
    assert hsc["2014, all roles"] == "27"
    page.controls.by.action(Grouping.ROLE).trigger()  # the same once more is no second
    assert page.controls.compare_settings().by == (Grouping.ROLE,)


def test_the_records_of_two_groupings_have_all_their_sums(page: ComparePage) -> None:
    show(page, CompareSettings(by=(Grouping.SCHOOL, Grouping.ROLE), parts=PartsShown.TABLE))
    assert page._shown is not None
    table, *_rest = page._shown.records()
    hsc = [record for record in table if record.get("strand") == "HSC" and record.get("round") == "2015"]
    of_schools = {r["school"]: r["total"] for r in hsc if r["kind"] == "total" and "school" in r}
    over_all = {r["role"]: r["total"] for r in hsc if r["kind"] == "total" and "school" not in r}
    shown = row_of(page, "HSC")
    assert of_schools == {letter: int(shown[f"2015, School {letter}, all roles"]) for letter in "ABCDE"}
    assert over_all == {role: int(shown[f"2015, {role}"]) for role in ("HD", "SLT", "T", "all roles")}
    assert over_all["all roles"] == 45


def test_a_filter_is_the_query_of_passages_and_a_chip_that_comes_off(page: ComparePage) -> None:
    menu = page.controls.filters
    menu.aboutToShow.emit()
    unsure = next(action for action in menu.menus["unsure"].actions() if action.text() == "sure")
    unsure.trigger()
    strand = next(action for action in menu.menus["code"].actions() if "HSC" in action.text())
    strand.trigger()
    assert str(page.controls.compare_settings().query) == "HSC unsure:no"
    assert chips(page) == ["HSC", "sure"]
    assert "Only what is asked for is counted: HSC; sure." in page.notes.text()
    button = next(b for b in page.controls.chips.findChildren(ChipButton) if b.isVisible())
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert str(page.controls.compare_settings().query) == "unsure:no"


def test_nothing_found_is_shown_as_nothing(page: ComparePage) -> None:
    ask(page, "in:2014 not in:2014")
    show(page, CompareSettings(query=page.controls.asking.query, parts=PartsShown.TABLE))
    ask(page, "")
    assert row_of(page, "HSC")["2015, all schools"] == "45"


def test_options_open_below_their_button_and_shut_by_escape(page: ComparePage, qtbot: QtBot) -> None:
    page.resize(1920, 680)  # room for two chips, however wide the style of a test before makes them
    options = page.controls.options
    options.show_below()
    assert options.isVisible()
    QTest.keyClick(options, Qt.Key.Key_Escape)
    assert not options.isVisible()
    options.style_.button(Style.STUDY).click()
    assert page.controls.compare_settings().totals is Totals.BESIDE
    options.shown.boxes[Shown.ALONE].click()
    assert chips(page) == ["Style: As in the study: amber total", "Without: Codings on a dimension alone"]
    assert page.chart.chart is not None
    assert "112 codings" in page.chart.chart.panels[0].subtitle
    assert not any(column.label == "PD alone" for column in page.chart.chart.categories)
    options.take_back()
    assert page.controls.compare_settings() == CompareSettings()
    assert chips(page) == []


# --- as a value ----------------------------------------------------------------------------------------


def test_what_is_asked_is_one_value_that_is_kept_by_guid(page: ComparePage, sample: OpenStudy) -> None:
    names = page._narrower.names if page._narrower else None
    assert names is not None
    wanted = CompareSettings(
        Measure.INTERVIEWS,
        (Grouping.ROLE, Grouping.SCHOOL),
        (2,),
        ChartForm.CHARTS,
        parse("hsc school:B not person:D2", names),
        PartsShown.BOTH,
        Counted.ANSWERS,
        totals=Totals.NONE,
        shown=USUALLY_SHOWN - {Shown.ALONE},
    )
    show(page, wanted)
    assert page.controls.compare_settings() == wanted
    record = settings_to_json(wanted, names, StudyGuids(sample.reader))
    assert settings_from_json(record, names, StudyGuids(sample.reader)) == wanted
    sample.perform(edit_school(2, "Q", "Queensgate"))
    page.refresh_if_stale()
    names = page._narrower.names if page._narrower else None
    assert names is not None
    again = settings_from_json(record, names, StudyGuids(sample.reader))
    assert str(again.query).startswith("HSC school:Q")


# --- the table -----------------------------------------------------------------------------------------


def test_the_table_folds_sorts_and_is_copied_by_keyboard(page: ComparePage) -> None:
    show(page, TABLE)
    table, model = page.strands, page.strands.model_
    rows = len(model.rows)
    table.setCurrentIndex(model.index(1, 0))  # JPD
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.rows[table.currentIndex().row()].kind is CrossRowKind.DIMENSION
    assert len(model.rows) == rows - 5
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert len(model.rows) == rows
    assert model.table is not None
    names = [column.name for column in model.table.columns]
    table.sortByColumn(names.index("2015, all schools"), Qt.SortOrder.DescendingOrder)
    labels = [row.label for row in model.rows]
    assert labels[:4] == ["Professional Development", "JPD", "M&C", "DSI"]
    assert labels[6:9] == ["Partnership Competence", "HSC", "E&C"]
    table.setCurrentIndex(model.index(1, 0))
    table._copy()
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert lines[0].split("\t")[:8] == ["", "2014", "", "", "", "", "", "2015"]
    assert lines[3].split("\t")[:7] == ["JPD Joint practice development", "4", "3", "6", "5", "4", "22"]
    assert data.html().count("<tr>") == len(lines) == len(model.rows) + 2


def test_what_is_not_done_is_hatched_and_a_dash_and_the_change_says_whose_it_is(
    page: ComparePage, sample: OpenStudy
) -> None:
    sample.perform(set_state(20, State.BEING_READ))
    show(page, TABLE)
    row = row_of(page, "PC alone")
    assert (row["2015, School E"], row["2015, School D"]) == ("–", "0")
    assert row_of(page, "n interviews done")["2015, School E"] == "1 of 2"
    assert "Shown for the" in page.notes.text()
    assert "Hatched" in page.notes.text()


# --- room ----------------------------------------------------------------------------------------------


def test_the_chart_has_room_at_1366_by_768(page: ComparePage) -> None:
    page.resize(1366, 768 - 44 - 28)  # less the bar on top and the status line
    QTest.qWait(0)
    assert page.chart.height() >= 380


def test_the_bar_fits_at_1024_pixels_whatever_is_measured(page: ComparePage) -> None:
    page.resize(1024, 620)
    query = parse("unsure:no", names(page))
    for measure in Measure:
        show(page, CompareSettings(measure, (Grouping.INTERVIEW, Grouping.SCHOOL), query=query))
        QTest.qWait(0)
        last = page.controls.findChildren(type(page.controls.add))[-1]
        assert last.isVisible() or page.controls._parts_button.isVisible(), measure
        layout = page.controls.layout()
        assert layout is not None
        assert layout.minimumSize().width() <= 1024, measure


def names(page: ComparePage) -> KnownNames:
    assert page._narrower is not None
    return page._narrower.names


def test_letters_show_the_next_view_and_the_options(page: ComparePage) -> None:
    page.go(Place("compare"))
    shown: list[PartsShown] = []
    for part in (page.chart, page.strands, page.table):
        QTest.keyClick(part, Qt.Key.Key_V)
        shown.append(page.controls.parts.value)
    assert shown == [PartsShown.TABLE, PartsShown.BOTH, PartsShown.CHART]
    QTest.keyClick(page.chart, Qt.Key.Key_O)
    assert page.controls.options.isVisible()
    page.controls.options.hide()


def test_chart_and_table_keep_the_room_they_were_given(
    page: ComparePage, sample: OpenStudy, qtbot: QtBot
) -> None:
    show(page, CompareSettings(parts=PartsShown.BOTH))
    page._halves.setSizes([300, 240])
    page._halves.splitterMoved.emit(300, 1)
    again = ComparePage(sample)
    qtbot.addWidget(again)
    again.resize(page.size())
    with qtbot.waitExposed(again):
        again.show()
    assert again._halves.sizes()[1] > 200
