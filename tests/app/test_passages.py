"""The passages page on the sample study."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.passages.page import PassagesPage
from app.passages.rail_rows import Alone, RailRow, Special
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.chip_bar import ChipButton
from app.widgets.passage_cards import shown_text
from coding.analysis.passage_listing import Grouped, Sorted
from coding.analysis.passages import Passage
from coding.model.study import Direction
from coding.text import expressions
from storage.operations.coders import add_coder
from storage.operations.codings import take_off, toggle_code
from storage.operations.many_codings import set_directions
from storage.queries.code_merges import codings_of
from storage.queries.codings import codings_by_id
from tests.app.conftest import RecordedNotices
from tests.app.test_compare import code, places_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> PassagesPage:
    page = PassagesPage(sample)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def shown(page: PassagesPage) -> list[Passage]:
    rows = page.list.rows
    return [rows.shown(row).passage for row in range(0 if rows.found is None else len(rows.found))]


def ask(page: PassagesPage, text: str) -> None:
    page.query_bar.field.setText(text)
    QTest.keyClick(page.query_bar.field, Qt.Key.Key_Return)


def rail_row(page: PassagesPage, key: object) -> RailRow:
    return next(row for row in page.rail.model.items() if row.key == key)


def press_rail(page: PassagesPage, key: object, *, box: bool) -> None:
    """Press the box of a row of the rail, or its name."""
    view = page.rail.view
    rect = view.visualRect(page.rail.model.index_of(key))  # pyright: ignore[reportArgumentType]
    at = QPoint(rect.left() + (22 if box else 120), rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def chip_words(page: PassagesPage) -> list[str]:
    buttons = page.query_bar.chips.findChildren(ChipButton)
    return [button.chip.text for button in buttons if not button.isHidden()]


# --- asking ------------------------------------------------------------------------------------------


def test_all_passages_are_listed(page: PassagesPage) -> None:
    assert len(shown(page)) == 304
    assert page.context() == "304 passages with 348 codings in 20 of 20 interviews"


def test_a_query_is_typed_and_shown_as_chips(page: PassagesPage) -> None:
    ask(page, "hsc in:2015")
    assert len(shown(page)) == 45
    assert chip_words(page) == ["HSC", "round 2015"]
    ask(page, "hsc in:2015 unsure:yes")
    assert len(shown(page)) == 6
    assert all(any(s.unsure and s.short == "HSC" for s in passage.strands) for passage in shown(page))
    page.query_bar.clear.click()
    assert len(shown(page)) == 304
    assert page.query_bar.field.text() == ""


def test_chips_are_taken_off_one_by_one(page: PassagesPage) -> None:
    ask(page, "hsc in:2015 school:B")
    (button,) = (b for b in page.query_bar.chips.findChildren(ChipButton) if b.chip.text == "round 2015")
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert page.query_bar.field.text() == "HSC school:B"


def test_what_is_wrong_changes_nothing_and_is_offered_otherwise(page: PassagesPage) -> None:
    ask(page, "hsc")
    ask(page, "hsc and in:2016")
    assert len(shown(page)) == 72
    assert page.query_bar.errors.isVisible()
    assert page.query_bar.field.selectedText() == "in:2016"
    labels = [label.text() for label in page.query_bar.errors.findChildren(QLabel)]
    assert labels == ["hsc and <u><b>in:2016</b></u> — No round 2016. Rounds: 2014, 2015."]
    offers = {b.text(): b for b in page.query_bar.errors.findChildren(QToolButton)}
    offers["in:2015"].click()
    assert not page.query_bar.errors.isVisible()
    assert len(shown(page)) == 45


def test_an_offer_stands_where_the_mistake_was(page: PassagesPage) -> None:
    ask(page, "governor hsc")
    offers = {b.text(): b for b in page.query_bar.errors.findChildren(QToolButton)}
    offers['"governor"'].click()
    assert page.query_bar.field.text() == '"governor" and HSC'


def test_escape_takes_back_what_was_typed(page: PassagesPage) -> None:
    ask(page, "hsc")
    QTest.keyClicks(page.query_bar.field, " not")
    QTest.keyClick(page.query_bar.field, Qt.Key.Key_Escape)
    assert page.query_bar.field.text() == "HSC"


def test_names_are_completed(page: PassagesPage) -> None:
    page.query_bar.field.setFocus()
    QTest.keyClicks(page.query_bar.field, "hsc sch")
    popup = page.query_bar.field.completions
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert page.query_bar.field.text() == "hsc school:"
    popup.hide()
    page.query_bar.field.clear()
    QTest.keyClicks(page.query_bar.field, "in:2015")
    assert not popup.isVisible()  # whole names are not offered: Enter asks at once


def test_check_boxes_make_or(page: PassagesPage, sample: OpenStudy) -> None:
    hsc, challenge = code(sample, "HSC"), code(sample, "E&C")
    press_rail(page, hsc, box=True)
    press_rail(page, challenge, box=True)
    assert page.query_bar.field.text() == "HSC or E&C"
    ask(page, "(hsc or e&c) in:2015 school:B")
    assert rail_row(page, hsc).count == "12 of 72"
    assert rail_row(page, challenge).count == "6 of 50"
    press_rail(page, hsc, box=True)
    assert page.query_bar.field.text() == "E&C in:2015 school:B"


def test_a_name_in_the_rail_is_asked_for_alone(page: PassagesPage, sample: OpenStudy) -> None:
    ask(page, "(hsc or e&c) in:2015")
    press_rail(page, code(sample, "JPD"), box=False)
    assert page.query_bar.field.text() == "JPD in:2015"
    press_rail(page, Special.UNSURE, box=False)
    assert page.query_bar.field.text() == "JPD in:2015 unsure:yes"
    press_rail(page, Special.ALL, box=False)
    assert page.query_bar.field.text() == "in:2015 unsure:yes"


def test_directions_are_asked_for_and_grouped_by_once_there_are_some(
    page: PassagesPage, sample: OpenStudy
) -> None:
    fg, hsc = (
        [each.id for each in codings_of(sample.reader, [code(sample, short)])] for short in ("FG", "HSC")
    )
    sample.perform(set_directions([*fg, *hsc], Direction.UNSAID))
    sample.perform(set_directions(fg, Direction.LACKS))
    ask(page, "hsc or fg")
    press_rail(page, Special.LACKS, box=False)
    assert page.query_bar.field.text() == "HSC or FG direction:lacks"
    assert chip_words(page) == ["HSC or FG", "lacks it"]
    assert sum(len([s for s in each.strands if s.direction == "lacks"]) for each in shown(page)) >= len(fg)
    page.query_bar.menu.aboutToShow.emit()
    asked_for = page.query_bar.menu.menus["direction"].actions()
    assert [(each.text(), each.isChecked()) for each in asked_for][1] == ("lacks it", True)
    ask(page, "hsc or fg")
    page.how_bar.by.action(Grouped.DIRECTION).trigger()
    headings = page.list.rows.listing.headings
    assert [heading.label for heading in headings] == ["lacks it", "direction not coded"]
    assert headings[0].passages == len({each.span for each in codings_by_id(sample.reader, fg)})


def test_ticked_codes_are_joined_otherwise(page: PassagesPage, sample: OpenStudy) -> None:
    ask(page, "hsc or e&c")
    page.rail.joinings.aboutToShow.emit()
    assert page.rail.joinings.actions()[0].isChecked()
    page.rail.joinings.actions()[1].trigger()
    assert page.query_bar.field.text() == "HSC and E&C"
    page.rail.joinings.aboutToShow.emit()
    page.rail.joinings.actions()[2].trigger()
    QTest.keyClick(page.rail.view, Qt.Key.Key_Home)
    page.rail.view.setCurrentIndex(page.rail.model.index_of(code(sample, "JPD")))
    QTest.keyClick(page.rail.view, Qt.Key.Key_Space)
    assert page.query_bar.field.text() == "HSC and E&C and not JPD"


def test_the_menu_asks_for_who_where_and_what(page: PassagesPage) -> None:
    page.query_bar.menu.aboutToShow.emit()
    menus = page.query_bar.menu.menus
    assert {"school", "in", "role", "person", "interview", "stage", "unsure", "memo", "by", "within"} <= set(
        menus
    )
    by_text = {action.text(): action for action in menus["school"].actions()}
    by_text["B"].trigger()
    assert page.query_bar.field.text() == "school:B"
    next(a for a in page.query_bar.menu.actions() if a.text() == "Coded after…").trigger()
    assert page.query_bar.field.text() == "school:B after:"


def test_words_are_marked(page: PassagesPage) -> None:
    ask(page, '"TRUST"')
    assert shown(page)
    assert all("trust" in passage.text.lower() for passage in shown(page))
    assert [str(term) for term in page.list.delegate.terms] == ['"TRUST"']


def test_a_regular_expression_is_looked_for_on_a_job(
    page: PassagesPage, sample: OpenStudy, qtbot: QtBot
) -> None:
    ask(page, "/tru.t/")
    assert page.how_bar.count.text() == "Looking…"
    assert sample.jobs.running
    ask(page, "/zeb.a/")  # the first question is dropped
    qtbot.waitUntil(page.nothing.isVisible)
    ask(page, "/Tru.t/ hsc")
    qtbot.waitUntil(page.list.isVisible)
    assert all("trust" in passage.text.lower() for passage in shown(page))


def test_an_expression_that_takes_for_ever_is_given_up(
    page: PassagesPage, notices: RecordedNotices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expressions, "SECONDS", 0.2)
    ask(page, "/(.+)+\\d\\d\\d\\d\\d/")
    qtbot.waitUntil(lambda: bool(notices.errors))
    assert page.how_bar.count.text() == "Looking took too long"
    assert len(shown(page)) == 304


def test_nothing_found_says_what_less_would_find(page: PassagesPage) -> None:
    ask(page, 'hsc "zebra" school:B')
    assert page.nothing.isVisible()
    links = {link.text(): link for link in page.nothing.links}
    assert list(links) == ["Without HSC: 0", "Without the words “zebra”: 16", "Without school B: 0"]
    links["Without the words “zebra”: 16"].click()
    assert len(shown(page)) == 16


# --- the list ----------------------------------------------------------------------------------------


def test_a_passage_opens_its_place(page: PassagesPage) -> None:
    passage = shown(page)[0]
    places = places_of(page)
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    at = page.list.visualRect(page.list.rows.index(0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert places == [Place("code", passage.interview_id, passage.start, passage.end)] * 2


def test_what_is_copied_is_whole(page: PassagesPage) -> None:
    page.list.start()
    passage = shown(page)[0]
    assert page.copied() == passage.quoted
    assert page.copied_with_attribution().endswith(f"({passage.attribution})")


def test_a_new_coding_is_listed_at_once(page: PassagesPage, sample: OpenStudy) -> None:
    sample.perform(toggle_code(20, 400, 460, code(sample, "CE")))
    assert len(shown(page)) == 305
    ask(page, "ce")
    sample.perform(toggle_code(20, 600, 660, code(sample, "CE")))
    assert len(shown(page)) == 4  # the filter stays


def test_a_list_without_passages_offers_all_of_them(page: PassagesPage, qtbot: QtBot) -> None:
    ask(page, '"zebra"')
    assert page.nothing.isVisible()
    page.nothing.button.click()
    assert page.list.isVisible()
    assert len(shown(page)) == 304


def test_a_study_without_codings_says_where_to_begin(qtbot: QtBot, open_study: OpenStudy) -> None:
    for coding_id in (1, 2, 3):
        open_study.perform(take_off(coding_id))
    page = PassagesPage(open_study)
    qtbot.addWidget(page)
    page.show()
    page.refresh_if_stale()
    places = places_of(page)
    page.nothing.button.click()
    assert places == [Place("code")]


def test_a_cut_is_marked() -> None:
    passage = Passage(1, 0, 9000, "word " * 1800, "2014", "School A", "A", "HD", "A2", "Head", ())
    assert shown_text(passage).endswith(" […]")
    assert len(shown_text(passage)) < 4100


def test_its_regions_are_gone_round(page: PassagesPage) -> None:
    assert page.place() == Place("passages")
    names = [region.accessibleName() for region in page.regions()]
    assert names[:4] == ["What is asked for", "Which passages", "How passages are shown", "Passages"]


def test_rows_stand_under_headings_that_fold(page: PassagesPage) -> None:
    page.how_bar.by.action(Grouped.SCHOOL).trigger()
    page.how_bar.then.action(Grouped.STRAND).trigger()
    rows = page.list.rows
    assert rows.heading(0) is not None
    assert [heading.label for heading in rows.listing.headings if heading.depth == 0] == [
        f"School {letter}" for letter in "ABCDE"
    ]
    before = rows.rowCount()
    page.list.setCurrentIndex(rows.index(0))
    QTest.keyClick(page.list, Qt.Key.Key_Left)
    assert rows.rowCount() < before
    assert page.list.current_heading() == rows.heading(0)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert rows.rowCount() == before


def test_context_comes_turn_by_turn(page: PassagesPage) -> None:
    page.list.start()
    heights = [page.list.visualRect(page.list.currentIndex()).height()]
    for _step in range(4):
        QTest.keyClick(page.list, Qt.Key.Key_Right)
        heights.append(page.list.visualRect(page.list.currentIndex()).height())
    assert heights[0] < heights[1] < heights[2] < heights[3] == heights[4]
    around = page.list.current_shown()
    assert around is not None
    assert len(around.after) == 3
    assert {spoken.who for spoken in around.after} >= {"Interviewer"}
    for _step in range(3):
        QTest.keyClick(page.list, Qt.Key.Key_Left)
    assert page.list.visualRect(page.list.currentIndex()).height() == heights[0]


def test_compact_rows_are_one_line_each(page: PassagesPage) -> None:
    page.how_bar.density.button(value=True).click()
    page.list.start()
    heights = {page.list.visualRect(page.list.rows.index(row)).height() for row in range(10)}
    assert heights == {30}


def test_longest_first(page: PassagesPage) -> None:
    page.how_bar.sort.action(Sorted.LENGTH).trigger()
    rows = page.list.rows
    lengths = [rows.shown(rows.position(row)).passage for row in range(20)]
    assert [p.end - p.start for p in lengths] == sorted((p.end - p.start for p in lengths), reverse=True)


# --- selecting ---------------------------------------------------------------------------------------


def selected(page: PassagesPage) -> int:
    return int(page.list.rows.chosen.sum())


def test_passages_are_selected_by_keys(page: PassagesPage) -> None:
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert selected(page) == 1
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert selected(page) == 3
    assert page.context() == "3 passages selected"
    QTest.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert selected(page) == 304
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert selected(page) == 0


def test_passages_are_selected_by_mouse(page: PassagesPage) -> None:
    def press(row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, x: int = 300) -> None:
        rect = page.list.visualRect(page.list.rows.index(row))
        QTest.mouseClick(
            page.list.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(x, rect.top() + 16)
        )

    press(0)
    assert selected(page) == 0
    press(0, x=18)
    press(2, Qt.KeyboardModifier.ControlModifier)
    assert selected(page) == 2
    press(4, Qt.KeyboardModifier.ShiftModifier)
    assert selected(page) == 3
    page.how_bar.all_box.click()
    assert selected(page) == 304
    page.how_bar.all_box.click()
    assert selected(page) == 0


def test_selected_passages_are_copied_with_their_attribution(page: PassagesPage) -> None:
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    first, second = shown(page)[:2]
    assert page.copied() == (
        f"“{first.quoted}” ({first.attribution})\n\n“{second.quoted}” ({second.attribution})"
    )


def test_what_is_selected_stays_when_the_study_changes(page: PassagesPage, sample: OpenStudy) -> None:
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    before = page.list.current()
    sample.perform(toggle_code(20, 400, 460, code(sample, "CE")))
    assert selected(page) == 1
    assert page.list.current() == before


# --- without a code, alone, joined otherwise ---------------------------------------------------------


def test_whole_answers_without_a_code_are_listed(page: PassagesPage, sample: OpenStudy) -> None:
    row = rail_row(page, Special.UNCODED)
    press_rail(page, Special.UNCODED, box=True)
    answers = shown(page)
    assert len(answers) == row.total > 0
    assert all(not each.strands for each in answers)
    assert "no code" in page.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert chip_words(page) == ["whole answers without a code"]
    assert f"{row.total} answers" in page.how_bar.count.text()
    assert page.coding_ids_in_hand() == []
    first = answers[0]
    sample.perform(toggle_code(first.interview_id, first.start, first.end, code(sample, "HSC")))
    assert len(shown(page)) == row.total - 1
    ask(page, "school:B")
    assert {each.letters for each in shown(page)} == {"B"}
    ask(page, "hsc")  # who asks for a code asks for passages again
    assert all(each.strands for each in shown(page))


def test_a_dimension_alone_has_a_row(page: PassagesPage, sample: OpenStudy) -> None:
    dimension = code(sample, "PD")
    row = rail_row(page, Alone(dimension))
    assert row.name == "PD alone"
    press_rail(page, Alone(dimension), box=True)
    assert str(page.asking.query) == "PD[alone:yes]"
    assert len(shown(page)) == row.total == 4
    assert all(any(s.short == "PD" for s in each.strands) for each in shown(page))


def first_chip(page: PassagesPage) -> ChipButton:
    chips = page.query_bar.chips.findChildren(ChipButton)
    return next(chip for chip in chips if not chip.isHidden())


def test_a_chip_is_joined_otherwise_turned_round_and_met_elsewhere(page: PassagesPage) -> None:
    ask(page, "(hsc or e&c) in:2015")

    def offered() -> dict[str, QAction]:
        menu = QMenu()
        chip = first_chip(page).chip
        assert chip.fill is not None
        chip.fill(menu)
        actions = {action.text(): action for action in menu.actions() if action.text()}
        page.menu_kept = menu  # pyright: ignore[reportAttributeAccessIssue]
        return actions

    assert offered()["Any of them (or)"].isChecked()
    offered()["All of them (and)"].trigger()
    assert str(page.asking.query) == "HSC and E&C in:2015"
    offered()["in the same turn"].trigger()
    assert str(page.asking.query) == "HSC and E&C in:2015 within:turn"
    offered()["The contrary (not)"].trigger()
    assert str(page.asking.query) == "not HSC and E&C in:2015 within:turn"


def test_a_chip_opens_its_menu_by_key(page: PassagesPage) -> None:
    ask(page, "hsc")
    chip = first_chip(page)
    QTest.keyClick(chip, Qt.Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "The contrary (not)" in [action.text() for action in menu.actions()]
    menu.close()


def test_with_two_coders_the_words_say_what_a_passage_is(page: PassagesPage, sample: OpenStudy) -> None:
    assert "stretch" not in page.how_bar.count.text()
    other = sample.perform(add_coder("Jo Nolan"))
    assert other is not None
    sample.coders.code_as(other)
    first = shown(page)[0]
    sample.perform(toggle_code(first.interview_id, first.start, first.end, code(sample, "HSC")))
    sample.coders.show(None)
    assert "305 passages, a coder’s each, on 304 stretches of text" in page.how_bar.count.text()
