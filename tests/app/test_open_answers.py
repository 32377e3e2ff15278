"""Open answers in a grid: filtered by closed answers, coded with the keys of transcripts."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.survey.page import SurveyPage
from coding.analysis.open_answers import closed_answers
from storage.intake.survey_files import plan_survey
from storage.operations.surveys import store_answers
from storage.queries.codings import codings

N = 500


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy, tmp_path: Path) -> SurveyPage:
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Timestamp", "Your role", "We meet", "How often?", "What is hard about it?"])
        for at in range(N):
            often, role = ("Never", "Often", "Always")[at % 3], ("Teacher", "Head")[at % 2]
            words = f"It is the {at}th thing that we never find time for. " * (1 + at % 3)
            rows.writerow([f"2015/05/{at % 28 + 1:02} 10:02", role, ("Yes", "No")[at % 2], often, words])
    open_study.perform(store_answers(plan_survey([path], open_study.reader, "2015")))
    page = SurveyPage(open_study)
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    qtbot.waitUntil(lambda: page.results is not None)
    return page


def test_open_answers_are_read_filtered_and_coded(page: SurveyPage, qtbot: QtBot) -> None:
    study, view = page.open_study, page.open_view
    (acts,) = [each for each in page.answers.menu().actions() if each.text().startswith("Read and code")]
    acts.trigger()
    assert view.count.text() == "500 answers of 500 respondents"
    assert page.results is not None
    survey = page.results.instrument
    yes, _no = closed_answers(survey, survey.by_name["S 1"][1])
    scale = survey.by_name["Q 1"][1]
    never, _often, always = closed_answers(survey, scale)
    view.ask_for(yes)  # the even ones
    assert view.count.text().startswith("250 answers")
    view.ask_for(never)
    assert view.count.text().startswith("84 answers")  # 0, 6, 12, …, 498
    view.ask_for(always)  # never or always: 2, 8, 14, …, 494 too
    assert [row.number for row in view.model.rows[:4]] == [1, 3, 7, 9]
    view.table.setCurrentIndex(view.model.index(1, 2))
    QTest.keyClick(view.table, Qt.Key.Key_1)
    row = view.model.rows[1]
    (made,) = codings(study.reader, row.interview_id)
    assert (made.start, made.end) == (row.span.start, row.span.end)
    code = next(each for each in study.framework.codes if each.key == "1")
    qtbot.waitUntil(lambda: view._codes_in_words(view.model.rows[1]) == code.short)
    QTest.keyClick(view.table, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.table, Qt.Key.Key_Question)
    letter = study.framework.stages[0].letter
    qtbot.waitUntil(lambda: view._codes_in_words(view.model.rows[1]) == f"{code.short} · {letter} ?")
    opened: list[Place] = []
    page.place_chosen.connect(opened.append)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert opened == [Place("code", row.interview_id, row.span.start, row.span.end)]
    QTest.keyClick(view.table, Qt.Key.Key_1)  # off again
    assert codings(study.reader, row.interview_id) == []
    view.left.emit()
    assert page._body.currentIndex() == 0
