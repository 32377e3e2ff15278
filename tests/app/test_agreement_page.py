"""The Coders page: no figure before it is fixed how agreement is measured; settling by key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.agreement import comparing
from app.agreement.disagreement_list import DisagreementList
from app.agreement.list_head import Order, Which
from app.agreement.page import CodersPage
from app.agreement.sample_dialog import SampleDialog
from app.shell.open_study import OpenStudy
from app.shell.printed import PrintedTable, PrintedWords
from coding.analysis.agreement import Part
from coding.analysis.pair_agreement import Across
from coding.analysis.settled_items import Standing
from coding.model.agreement import CoefficientName, Measuring
from coding.model.sample import SampleUnit
from coding.model.study import CoderKind, Decision, State
from storage.operations.agreement import fix_agreement
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.reading import set_blind, set_state
from storage.operations.samples import draw_sample
from storage.queries.codebook import frameworks
from tests.app.conftest import RecordedNotices

ME = 1
SAME, ONLY_JN = (23, 47, 7), (0, 16, 9)


@pytest.fixture
def two(open_study: OpenStudy) -> OpenStudy:
    """Return a study that two people have read: one coding is the same, three are one person's."""
    jn = open_study.perform(add_coder("J. Nolan"))
    assert jn is not None
    for place in (SAME, ONLY_JN):
        open_study.perform(toggle_code(1, *place, coder_id=jn))
    for coder_id in (jn, ME):
        open_study.coders.code_as(coder_id)
        open_study.perform(set_state(1, State.DONE))
    return open_study


@pytest.fixture
def page(qtbot: QtBot, two: OpenStudy) -> CodersPage:
    page = CodersPage(two)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


@pytest.fixture
def fixed(page: CodersPage, two: OpenStudy) -> CodersPage:
    two.perform(fix_agreement(Measuring()))
    page.list.setFocus()
    return page


def press(target: DisagreementList, keys: str) -> None:
    QTest.keyClicks(target, keys)


def test_no_figure_shows_before_it_is_fixed_how_it_is_measured(page: CodersPage) -> None:
    assert page.stack.currentWidget() is page.form
    assert page.shown is None
    page.form.coefficient.choose(CoefficientName.KAPPA)
    page.form.fix.click()
    assert page.stack.currentWidget() is page.room
    assert page.figures.rule.text() == "Unit: turn · kappa"
    assert page.figures.dated.text().startswith("fixed ")
    assert "before figures were shown" in page.figures.dated.text()


def test_codings_come_first_and_add_up(fixed: CodersPage) -> None:
    assert fixed.figures.same.text() == "1 of 4"
    assert fixed.head.n.text() == "3"
    assert fixed.head.settled.text() == "0 of 3 settled"
    labels = fixed.readings.labels()
    assert [label[-1] for label in labels["left"]].count("=") == 1
    assert [label[0] for label in labels["right"]].count("=") == 1


def test_keys_settle_and_go_on_to_the_next_open(fixed: CodersPage) -> None:
    first = fixed.list.current()
    press(fixed.list, "b")
    assert fixed.shown is not None
    assert fixed.shown.items[0].standing is Standing.SETTLED
    assert first is not None and fixed.list.current() != first
    press(fixed.list, "d")
    assert fixed.head.settled.text() == "1 of 3 settled: 1 as JN"
    press(fixed.list, "n")
    assert [item.decision for item in fixed.shown.items] == [
        Decision.SECOND,
        Decision.DISCUSS,
        Decision.NEITHER,
    ]
    kinds = [coder.kind for coder in fixed.open_study.coders.all]
    assert kinds.count(CoderKind.AGREED) == 1


def test_once_all_is_settled_no_coefficient_stands_there(fixed: CodersPage) -> None:
    headings = [column.heading for column in fixed.figures.table.figures.columns]
    assert headings[-1] == "alpha"
    press(fixed.list, "aa2")
    assert fixed.head.settled.text().startswith("3 settled: ")
    headings = [column.heading for column in fixed.figures.table.figures.columns]
    assert "alpha" not in headings
    assert fixed.figures.more.isHidden() and not fixed.figures.before.isHidden()
    fixed.open_study.undo()
    assert fixed.figures.table.figures.columns[-1].heading == "alpha"


def test_what_was_settled_stays_settled_when_the_page_is_opened_again(
    fixed: CodersPage, qtbot: QtBot
) -> None:
    press(fixed.list, "a")
    again = CodersPage(fixed.open_study)
    qtbot.addWidget(again)
    with qtbot.waitExposed(again):
        again.show()
        again.refresh_if_stale()
    assert again.head.settled.text().startswith("1 of 3 settled")


def test_the_rulings_text_goes_to_the_codebook_with_day_and_passage(fixed: CodersPage) -> None:
    QTest.keyClick(fixed.list, Qt.Key.Key_Return)
    assert fixed.ruling.text.hasFocus()
    QTest.keyClicks(fixed.ruling.text, "Small talk is none.")
    QTest.keyClick(fixed.ruling.text, Qt.Key.Key_Return)
    assert fixed.list.hasFocus()
    item = fixed.list.current()
    assert item is not None
    press(fixed.list, "a")
    code = frameworks(fixed.open_study.reader)[0].by_id[item.disagreement.by_second[0].strand_id]
    assert "Small talk is none. (" in code.when_not_to_use
    assert not fixed.ruling.text.text()


def test_letters_typed_into_the_text_settle_nothing(fixed: CodersPage) -> None:
    QTest.keyClicks(fixed.ruling.text, "abnd2")
    assert fixed.shown is not None
    assert fixed.shown.open == 3


def test_what_is_coded_in_the_interviewers_words_is_said(fixed: CodersPage) -> None:
    assert "1 coding lies in the interviewer’s words" in fixed.figures.notes.text()


def test_every_figure_opens_its_passages(fixed: CodersPage) -> None:
    row = next(row for row in fixed.figures.rows() if row.count(Part.FIRST_ONLY))
    fixed.figures.opened.emit(row, Part.FIRST_ONLY)
    assert fixed.room.is_open
    assert fixed.drawer.list.passages.rowCount() == len(row.coding_ids(Part.FIRST_ONLY))
    fixed.figures.same.click()
    assert "2 codings" in fixed.drawer._about.text()


@pytest.mark.parametrize("across", list(Across))
def test_a_table_across_each(fixed: CodersPage, across: Across) -> None:
    fixed.figures.across.action(across).trigger()
    assert fixed.figures.table.figures.rowCount() == len(fixed.figures.rows()) > 1


def test_more_coefficients_say_what_each_hides(fixed: CodersPage) -> None:
    assert fixed.figures.hidden.isHidden()
    fixed.figures.more.click()
    headings = [column.heading for column in fixed.figures.table.figures.columns]
    assert headings == ["Strand", "alpha", "kappa", "AC1", "B-P", "F1", "%"]
    assert all(name.hides in fixed.figures.hidden.text() for name in CoefficientName)


def test_no_figure_is_cut_and_the_strands_keep_their_names(fixed: CodersPage, qtbot: QtBot) -> None:
    table = fixed.figures.table
    fixed.figures.more.click()
    qtbot.waitUntil(lambda: table.width() >= table.wanted_width())
    fixed.figures.more.click()
    qtbot.waitUntil(lambda: table.width() >= table.wanted_width())


def test_the_list_shows_what_is_wanted_in_the_order_that_is_wanted(fixed: CodersPage) -> None:
    press(fixed.list, "a")
    fixed.head.which.action(Which.OPEN).trigger()
    assert len(fixed.list.items()) == 2
    fixed.head.which.action(Which.ALL).trigger()
    fixed.head.order.action(Order.STRAND).trigger()
    assert len(fixed.list.items()) == 3


def test_nothing_shows_while_one_of_the_two_reads_blind(fixed: CodersPage, two: OpenStudy) -> None:
    two.coders.code_as(two.coders.people[1].id)
    two.perform(set_state(1, State.NOT_STARTED))
    two.perform(set_blind(1, blind=True))
    assert fixed.stack.currentWidget() is fixed.nothing
    assert fixed.shown is None
    said = [label.text() for label in fixed.nothing.findChildren(QLabel)]
    assert "J. Nolan still reads 1 interview blind." in said
    assert not fixed.bar.blind.text()
    two.perform(set_state(1, State.DONE))
    assert fixed.bar.blind.text().startswith("JN read without seeing the codings of Me, ")


def test_where_no_interview_is_done_by_both_it_says_so(page: CodersPage, two: OpenStudy) -> None:
    two.perform(fix_agreement(Measuring()))
    two.perform(set_state(1, State.BEING_READ))
    assert page.stack.currentWidget() is page.nothing


def test_a_change_of_how_it_is_measured_stands_over_the_figures(fixed: CodersPage) -> None:
    fixed._fix(Measuring(coefficient=CoefficientName.F1))
    assert "after figures were shown" in fixed.figures.dated.text()


def test_what_both_have_alike_is_taken_over(fixed: CodersPage) -> None:
    fixed.bar.alike_action.trigger()
    agreed = next(c for c in fixed.open_study.coders.all if c.kind is CoderKind.AGREED)
    rows = fixed.open_study.data.analysis_data(fixed.open_study.framework.id, [agreed.id]).codings
    assert len(rows) == 1


@pytest.mark.parametrize("ending", [".docx", ".csv"])
def test_the_table_goes_into_a_file(
    fixed: CodersPage, notices: RecordedNotices, tmp_path: Path, qtbot: QtBot, ending: str
) -> None:
    target = tmp_path / f"agreement{ending}"
    notices.answers.append(target)
    menu = fixed.figures.export.menu()
    assert menu is not None
    menu.actions()[[".docx", ".csv"].index(ending)].trigger()
    qtbot.waitUntil(lambda: bool(notices.offers), timeout=10_000)
    assert target.stat().st_size > 300


def test_much_is_compared_on_a_thread(
    two: OpenStudy, page: CodersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "_MANY", 1)
    with qtbot.waitSignal(page.comparing.found):
        two.perform(fix_agreement(Measuring()))
    assert page.figures.same.text() == "1 of 4"
    press(page.list, "a")  # nobody's codings change: what was found stands
    assert page.head.settled.text().startswith("1 of 3 settled")


def test_a_sample_is_drawn_and_coded_again_blind(two: OpenStudy, over: QWidget) -> None:
    me = two.coders.by_id[ME]
    dialog = SampleDialog(two, me, over)
    dialog.unit.choose(SampleUnit.PASSAGES)
    dialog.unit.changed.emit()
    assert dialog.of.text() == "of 2 passages"
    assert dialog.seed.text().isdigit()
    again_id = two.perform(draw_sample(dialog.sample, dialog.places))
    assert again_id is not None
    assert [coder.id for coder in two.coders.readers] == [ME, 2, again_id]
    two.coders.code_as(again_id)
    assert 1 in two.read_blind


def test_the_result_of_coding_again_stands_with_the_figures(fixed: CodersPage, two: OpenStudy) -> None:
    dialog = SampleDialog(two, two.coders.by_id[ME], fixed)
    again_id = two.perform(draw_sample(dialog.sample, dialog.places))
    assert again_id is not None
    two.coders.code_as(again_id)
    two.perform(toggle_code(1, *SAME))
    two.perform(set_state(1, State.DONE))
    fixed.bar.first.action(ME).trigger()
    fixed.bar.second.action(again_id).trigger()
    assert fixed.figures.recoded.text().splitlines() == [
        "FG: recoded, 1 where 2 stood",
        "HSC: recoded, 0 where 1 stood",
    ]
    assert f"seed {dialog.seed.text()}" in fixed.figures.notes.text()


def test_of_more_than_two_coders_alpha_over_all_stands_below(fixed: CodersPage, two: OpenStudy) -> None:
    assert "over all" not in fixed.figures.notes.text()
    third = two.perform(add_coder("A. Third"))
    assert third is not None
    two.perform(toggle_code(1, *SAME, coder_id=third))
    two.coders.code_as(third)
    two.perform(set_state(1, State.DONE))
    assert "Alpha of whole sets over all 3 coders: " in fixed.figures.notes.text()


def test_figures_and_disagreements_are_printed(fixed: CodersPage, two: OpenStudy) -> None:
    printed = fixed.printed()
    assert printed is not None
    title, *parts = printed.parts(two.reader)
    assert isinstance(title, PrintedWords)
    assert title.text.endswith(" and J. Nolan")
    [table] = [part for part in parts if isinstance(part, PrintedTable)]
    assert table.head[1] == "both"
    assert table.rows[-1][1] == "1"  # of all four codings one is the same
    said = [part.text for part in parts if isinstance(part, PrintedWords)]
    assert sum(words.endswith(" · open") for words in said) == 3
