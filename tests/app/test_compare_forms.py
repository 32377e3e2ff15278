"""The forms of the Compare page, and its legend, by mouse and by keyboard, on the sample study."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.compare.legend_entries import LegendButton, LegendLabel
from app.compare.page import ComparePage
from app.compare.palette import colour_of, pattern_of, readable_on
from app.shell.open_study import OpenStudy
from coding.analysis.chart import Bar, ChartMark
from coding.analysis.forms import ChartForm, PartsShown, Shown, Style
from coding.analysis.groups import Grouping
from storage.operations.many_codings import recode
from tests.app.test_compare import page
from tests.app.test_contrast import contrast

__all__ = ["page"]

LEFT = Qt.MouseButton.LeftButton


def choose(page: ComparePage, form: ChartForm) -> None:
    page.controls.form.action(form).trigger()
    page.grab()


def middle_of(page: ComparePage, wanted: Bar) -> QPoint:
    plot = next(plot for plot in page.chart.plots if wanted in plot.bars)
    low, high = wanted.ends
    at = high if plot.bars.mark in {ChartMark.DOT, ChartMark.END} else (low + high) / 2
    return page.chart._scene.mapFromScene(
        plot.view.mapViewToScene(QPointF(wanted.left + wanted.width / 2, at))
    )


@pytest.mark.parametrize(
    "form",
    [ChartForm.STAGES, ChartForm.HEAT, ChartForm.MULTIPLES, ChartForm.DOTS, ChartForm.SLOPE],
)
def test_a_click_on_a_mark_opens_as_many_passages_as_it_says(page: ComparePage, form: ChartForm) -> None:
    choose(page, form)
    marks = [bar for plot in page.chart.plots for bar in plot.bars if bar.value and bar.value > 2]
    assert len(marks) > 20
    for bar in marks[:: max(len(marks) // 6, 1)]:
        page.room.close_drawer()
        QTest.mouseClick(page.chart._scene.viewport(), LEFT, pos=middle_of(page, bar))
        assert page.chart.current is not None
        assert page.chart.current.words == bar.words
        assert page.room.is_open
        passages = page.drill_down.list.passages
        shown = {id_ for row in range(passages.rowCount()) for id_ in passages.passage(row).coding_ids}
        assert passages.rowCount() == bar.cells[0].passages
        assert set(bar.cells[0].coding_ids) <= shown


@pytest.mark.parametrize("form", list(ChartForm))
def test_every_form_is_walked_and_opened_by_keyboard(page: ComparePage, form: ChartForm) -> None:
    choose(page, form)
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    seen = [page.chart.current]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End):
        QTest.keyClick(page.chart, key)
        seen.append(page.chart.current)
    assert all(bar is not None for bar in seen)
    assert len(set(map(id, seen))) > 2
    QTest.keyClick(page.chart, Qt.Key.Key_Home)
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert page.room.is_open


def test_the_arrows_walk_a_heat_map_across_and_down(page: ComparePage) -> None:
    choose(page, ChartForm.HEAT)
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(page.chart, key)
    assert page.chart.current is not None
    assert page.chart.current.words == "M&C, 2014, School A: 2 codings"


def test_a_part_of_a_stack_stays_chosen(page: ComparePage, sample: OpenStudy) -> None:
    choose(page, ChartForm.STAGES)
    part = next(bar for plot in page.chart.plots for bar in plot.bars if bar.letter == "B" and bar.value)
    page.chart.choose_and_say(part)
    page.refresh()
    assert page.chart.current is not None
    assert page.chart.current.words == part.words


def test_a_form_that_cannot_be_drawn_is_grey_and_says_why(page: ComparePage) -> None:
    page.controls.by.action(Grouping.INTERVIEW).trigger()
    heat = page.controls.form.action(ChartForm.HEAT)
    assert not heat.isEnabled()
    assert heat.toolTip() == "Interviews are drawn as dots."


def test_figures_and_letters_are_options(page: ComparePage) -> None:
    page.controls.options.shown.boxes[Shown.LETTERS].click()
    assert not page.chart.plots[1].bars.letters
    page.controls.options.shown.boxes[Shown.FIGURES].click()
    assert not page.chart.plots[1].bars.has_figures
    assert page.chart.plots[0].bars.has_figures  # totals keep theirs


# --- the legend --------------------------------------------------------------------------------------


def entry(page: ComparePage, name: str) -> LegendButton:
    shown = (each for each in page.legend.findChildren(LegendButton) if each.isVisible())
    return next(each for each in shown if each.entry.name == name)


def test_a_click_in_the_legend_hides_a_school_and_another_brings_it_back(
    page: ComparePage, qtbot: QtBot
) -> None:
    QTest.mouseClick(entry(page, "School C"), LEFT)
    assert str(page.controls.asking.query) == "not school:C"
    assert page.chart.chart is not None
    assert [each.name for each in page.chart.chart.legend][-1] == "4 schools"
    strip = page.chart.chart.panels[0].strip
    assert strip is not None
    assert strip.axis_title == "4 schools"
    hidden = entry(page, "School C")
    assert (hidden.isChecked(), hidden.accessibleName()) == (False, "School C, left out")
    assert entry(page, "School D").entry.colour == "series:3"  # as before
    QTest.mouseClick(hidden, LEFT)
    assert str(page.controls.asking.query) == ""
    assert entry(page, "School C").isChecked()


def test_by_keyboard_a_school_is_hidden_and_seen_alone(page: ComparePage, qtbot: QtBot) -> None:
    page.activateWindow()
    entry(page, "School B").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(entry(page, "School B"), Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert [each.entry.hidden for each in page.legend._buttons] == [True, False, True, True, True]
    assert page.chart.chart is not None
    assert page.chart.chart.legend[-1].name == "1 school"
    assert entry(page, "School B").hasFocus()  # it stays where it was
    QTest.keyClick(entry(page, "School B"), Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not any(each.entry.hidden for each in page.legend._buttons)
    QTest.keyClick(entry(page, "School B"), Qt.Key.Key_Space)
    assert entry(page, "School B").entry.hidden


def test_the_n_stands_once_at_the_end(page: ComparePage) -> None:
    assert entry(page, "School A")._look.words == "A"
    assert "2 interviews a round" in entry(page, "School A").toolTip()


def test_of_stages_nothing_can_be_hidden(page: ComparePage) -> None:
    choose(page, ChartForm.STAGES)
    assert not page.legend._buttons
    labels = [each for each in page.legend.findChildren(LegendLabel) if each.isVisible()]
    assert labels[0].accessibleName() == "no stage, 257"
    QTest.mouseClick(labels[0], LEFT)
    assert str(page.controls.asking.query) == ""


def test_letters_on_any_darkness_can_be_read() -> None:
    for level in range(256):
        ground = QColor(level, level, level)
        assert contrast(readable_on(ground).name(), ground.name()) >= 4.5


def test_greys_and_hatching_for_print(page: ComparePage) -> None:
    page.controls.options.style_.button(Style.PRINT).click()
    page.grab()
    roles = {bar.colour for plot in page.chart.plots for bar in plot.bars}
    assert roles == {"print", *(f"print:{at}" for at in range(5))}
    looks = [(colour_of(role).name(), pattern_of(role)) for role in sorted(roles)]
    assert len(set(looks)) == 6  # each told from all others without a hue
    for name, _pattern in looks:
        parts = [int(name[at : at + 2], 16) for at in (1, 3, 5)]
        assert max(parts) - min(parts) < 30  # grey
    hsc = next(bar for plot in page.chart.plots for bar in plot.bars if bar.figure == "45")
    QTest.mouseClick(page.chart._scene.viewport(), LEFT, pos=middle_of(page, hsc))
    assert page.drill_down.list.passages.rowCount() == 45
    assert [chip.text for chip in page.controls.options.chips()] == ["Style: Greys and hatching, for print"]


def test_sub_strands_apart_open_what_they_count(page: ComparePage, sample: OpenStudy) -> None:
    box = page.controls.options.shown.boxes[Shown.SUB_STRANDS]
    assert not box.isEnabled()  # none is coded yet
    named = {code.name.lower(): code.id for code in sample.framework.codes}
    hsc, trust = named["high social capital"], named["trust"]
    some = sample.reader.execute(
        text("SELECT id FROM coding WHERE code_id = :hsc ORDER BY id LIMIT 5"), {"hsc": hsc}
    )
    assert sample.perform(recode([row.id for row in some], trust))
    page.refresh_if_stale()
    box.click()
    assert page.chart.chart is not None
    assert [column.label for column in page.chart.chart.categories][6:8] == ["HSC", "Trust"]
    page.controls.parts.choose(PartsShown.TABLE)
    page.controls.parts_chosen.emit()
    table = page.strands
    row = next(at for at, row in enumerate(table.model_.rows) if row.label == "Trust")
    table.setCurrentIndex(table.model_.index(row, 5))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.room.is_open
    assert page.drill_down.list.passages.rowCount() == int(table.model_.index(row, 5).data())
    kept = page.controls.compare_settings()
    assert Shown.SUB_STRANDS in kept.shown
    page.controls.options.shown.boxes[Shown.SHADES].click()
    assert "up to 15" in page.notes.text()
