"""The page of answers by question: headings, rounds side by side, filing, summaries."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.questions.page import ByQuestionPage
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.printed import PrintedWords, PrintStyle
from app.widgets.chip_bar import ChipButton
from coding.analysis.by_question import Answer
from coding.analysis.groups import Grouping
from coding.query.parsing import parse
from storage.queries.questions import filings, questions
from storage.queries.summaries import answer_summaries
from tests.app.test_compare import places_of

CHANGED = "How has working with the other schools changed in the last year?"


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> ByQuestionPage:
    page = ByQuestionPage(sample)
    qtbot.addWidget(page)
    page.resize(1366, 690)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def together(page: ByQuestionPage) -> None:
    """Put the first question of each round under one heading, as one types."""
    for name in (page.issues.rows[0].name, CHANGED):
        at = next(at for at, issue in enumerate(page.issues.rows) if issue.name == name)
        page.issues.setData(page.issues.index(at, 0), "Beginnings")
    QCoreApplication.processEvents()  # answers are shown a step after what is asked


def shown(page: ByQuestionPage) -> list[str]:
    """Return the headings of the list, and who stands beside whom."""
    QCoreApplication.processEvents()
    return [
        row.heading or " | ".join("" if answer is None else answer.interview for answer in row.answers)
        for row in page.list.answers.rows
    ]


def test_a_heading_puts_rounds_side_by_side_people_beside_themselves(page: ByQuestionPage) -> None:
    assert [head.isVisible() for head in page.heads.heads] == [True]
    together(page)
    assert [head.isVisible() for head in page.heads.heads] == [True, True]
    assert shown(page)[:3] == ["School A · 4 answers", "A2 | A2", "A5 | A5"]
    assert page.heads.heads[1].asked.text() == CHANGED
    assert page.heads.heads[1].answered.text() == "10 answers, in 10 of 10 interviews"
    page.by.action(Grouping.ROLE).trigger()
    assert shown(page)[0].startswith("HD · ")
    page.rounds.action(2).trigger()
    assert [head.isVisible() for head in page.heads.heads] == [True, False]


def test_an_answer_is_filed_by_keyboard_and_taken_back(page: ByQuestionPage, sample: OpenStudy) -> None:
    together(page)
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_Right)
    answer = page.list.current()
    assert answer is not None
    assert answer.round_id == 2
    page.file_under.menu().actions()[-3].trigger()  # the last question of 2015
    QCoreApplication.processEvents()
    last = questions(sample.reader)[-1]
    assert [(each.question_id, each.interview_id) for each in filings(sample.reader)] == [
        (last.id, answer.interview_id)
    ]
    assert page.heads.heads[1].answered.text() == "9 answers, in 9 of 10 interviews"
    page.table.selectRow([issue.id for issue in page.issues.rows].index(last.id))
    filed = next(a for row in page.list.answers.rows for a in row.answers if a is not None and a.filed_id)
    assert "filed here, said in answer to “Beginnings”" in page.list.answers.source_line(filed)
    sample.undo()
    assert filings(sample.reader) == ()


def test_a_summary_is_stored_when_it_is_left(page: ByQuestionPage, sample: OpenStudy) -> None:
    field = page.heads.heads[0].summary
    field.setFocus()
    QTest.keyClicks(field, "A room.")
    first = page.issues.rows[0].id
    page.table.selectRow(1)
    assert answer_summaries(sample.reader)[first, 1].text == "A room."
    assert page.heads.heads[0].summary.toPlainText() == ""
    page.table.selectRow(0)
    assert page.heads.heads[0].summary.toPlainText() == "A room."
    sample.undo()
    assert page.heads.heads[0].summary.toPlainText() == ""


def test_an_answer_opens_its_place_and_is_copied_whole(page: ByQuestionPage) -> None:
    places = places_of(page)
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    answer = page.list.current()
    assert answer is not None
    assert places == [Place("code", answer.interview_id, answer.start, answer.end)]
    assert page.copied().startswith("Well, it sort of began in this room.")
    assert page.copied_with_attribution().endswith("(Headteacher, School A, 2014)")


def test_what_is_printed_is_what_is_shown(page: ByQuestionPage, sample: OpenStudy) -> None:
    together(page)
    printed = page.printed()
    assert printed is not None
    parts = [part for part in printed.parts(sample.reader) if isinstance(part, PrintedWords)]
    assert (parts[0].text, parts[1].text) == ("Beginnings", "2014")
    said = [part.text for part in parts if part.style is PrintStyle.QUOTATION]
    shown = [a for row in page.list.answers.rows for a in row.answers if a is not None]
    assert sorted(said) == sorted(map(page.list.answers.text, shown))


def answers_on_view(page: ByQuestionPage) -> list[Answer]:
    QCoreApplication.processEvents()
    return [each for row in page.list.answers.rows for each in row.answers if each is not None]


def test_a_filter_narrows_answers_counts_and_all_that_goes_out(page: ByQuestionPage) -> None:
    together(page)
    everything = answers_on_view(page)
    names = page.asking.names
    assert names is not None
    page.asking.ask(parse("school:B", names))
    assert shown(page)[0] == "School B · 4 answers"
    assert {answer.interview[0] for answer in answers_on_view(page)} == {"B"}
    issue = next(issue for issue in page.issues.rows if issue.name == "Beginnings")
    assert sorted(issue.answers.values()) == [2, 2]  # the list counts what is found
    page.asking.ask(parse("jpd", names))
    found = answers_on_view(page)
    with_jpd = [each for each in everything if any(strand.label.startswith("JPD") for strand in each.strands)]
    assert {(a.interview_id, a.start) for a in found} == {(a.interview_id, a.start) for a in with_jpd}
    assert 0 < len(found) < len(everything)
    assert any(len(each.strands) > 1 for each in found)  # an answer stays whole, with all it carries
    chip = next(each for each in page.chips.findChildren(ChipButton) if not each.isHidden())
    chip.chip.take_off()
    assert len(answers_on_view(page)) == len(everything)


def test_the_number_of_answers_opens_what_is_coded_in_them(page: ByQuestionPage) -> None:
    head = page.heads.heads[0]
    assert head.answered.text().startswith("9 answers")
    QTest.keyClick(head.answered, Qt.Key.Key_Space)
    assert page.room.is_open
    ids = {id_ for answer in answers_on_view(page) for id_ in answer.coding_ids}
    listed = page.drawer.list.passages
    of_passages = {id_ for at in range(listed.rowCount()) for id_ in listed.passage(at).coding_ids}
    assert ids <= of_passages
    assert f"{len(ids)} codings in 9 answers" in page.drawer.said.text()
