"""The questions of the rounds in the window: a list is typed, found in the interviews, put right, counted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.compare.page import ComparePage
from app.details.questions_dialog import QuestionsDialog
from app.passages.page import PassagesPage
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.transcript.page import CodePage
from coding.analysis.columns import Counted
from coding.analysis.forms import PartsShown
from coding.analysis.groups import Grouping
from coding.model.query import CodeTerm, Exactly, Query
from coding.model.study import TranscriptSpan
from coding.notation.questions import ListedQuestion
from coding.query.editing import Joining, toggled, toggled_code
from storage.operations.questions import ask_as_question, recognise_questions, set_questions
from storage.queries.people import rounds
from storage.queries.questions import asked_in, questions, times_asked
from tests.app.conftest import RecordedNotices
from tests.app.test_compare import choose, code, number

LIST = """1. How is the partnership led now, and by whom? [DSL]
2. What difference has it made to the children?
3. Can you give an example of openness between the schools, or the lack of it? [E&C, HSC]"""


@pytest.fixture(autouse=True)
def without_questions(sample: OpenStudy) -> None:
    """Take away the questions that the sample study brings."""
    for round_ in rounds(sample.reader):
        sample.perform(set_questions(round_.id, []))


@pytest.fixture
def dialog(qtbot: QtBot, sample: OpenStudy) -> QuestionsDialog:
    dialog = QuestionsDialog(sample)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_what_became_a_question_is_opened_from_it(dialog: QuestionsDialog, sample: OpenStudy) -> None:
    last = rounds(sample.reader)[-1]
    sample.perform(ask_as_question(last.id, "Who chairs it?", TranscriptSpan(1, 300, 340)))
    [row] = dialog.table.rows_model.rows
    [shown] = [c.text(row) for c in dialog.table.rows_model.columns if c.heading == "Said by"]
    assert shown == "Headteacher, School A, 2014"
    went: list[Place] = []
    dialog.place_chosen.connect(went.append)
    dialog.table.activated.emit(dialog.table.rows_model.index(0, 0))
    assert went == [Place("code", 1, 300, 340)]
    assert not dialog.isVisible()


@pytest.fixture
def asked(sample: OpenStudy) -> list[int]:
    """Give 2015 two questions and find them."""
    round_id = rounds(sample.reader)[-1].id
    listed = [
        ListedQuestion("How is the partnership led now, and by whom?", (code(sample, "CMP"),)),
        ListedQuestion("What difference has it made to the children?"),
    ]
    ids = sample.perform(set_questions(round_id, listed))
    assert sample.perform(recognise_questions(round_id))
    assert ids is not None
    return ids


def cell(dialog: QuestionsDialog, row: int, column: int) -> str:
    return dialog.table.rows_model.index(row, column).data() or ""


def test_a_typed_list_is_read_stored_and_found(
    qtbot: QtBot, dialog: QuestionsDialog, sample: OpenStudy
) -> None:
    assert dialog.round.currentText() == "2015"
    dialog.list.setPlainText(LIST)
    qtbot.waitUntil(lambda: dialog.table.rows_model.rowCount() == 3)
    assert cell(dialog, 2, 1) == "E&C, HSC"
    QTest.mouseClick(dialog.find_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cell(dialog, 0, 2) == "10 interviews")
    assert [question.text for question in questions(sample.reader)][1:2] == [
        "What difference has it made to the children?"
    ]
    assert set(times_asked(sample.reader).values()) == {10}
    assert "more turns ask one of them" in dialog.said.text()


def test_a_list_stays_as_it_is_typed_until_it_says_something_else(
    dialog: QuestionsDialog, sample: OpenStudy
) -> None:
    dialog.list.setPlainText(LIST)
    dialog.store()
    assert dialog.list.toPlainText() == LIST
    assert cell(dialog, 0, 2) == "0 interviews"
    sample.undo()
    assert dialog.list.toPlainText() == ""


def test_what_is_not_understood_is_said(dialog: QuestionsDialog, qtbot: QtBot) -> None:
    dialog.list.setPlainText("How is trust? [HSC, XYZ]")
    qtbot.waitUntil(lambda: dialog.table.rows_model.rowCount() == 1)
    assert cell(dialog, 0, 1) == "HSC; not understood: XYZ"


def test_each_round_has_a_list_that_is_kept_when_left(dialog: QuestionsDialog, sample: OpenStudy) -> None:
    dialog.list.setPlainText("How is trust? [HSC]")
    dialog.round.setCurrentText("2014")
    assert dialog.list.toPlainText() == ""
    dialog.list.setPlainText("What next?")
    dialog.close()
    assert [question.text for question in questions(sample.reader)] == ["What next?", "How is trust?"]
    sample.undo()
    assert [question.text for question in questions(sample.reader)] == ["How is trust?"]


def test_a_list_comes_from_a_file_its_round_only(
    dialog: QuestionsDialog, notices: RecordedNotices, tmp_path: Path
) -> None:
    path = tmp_path / "questions.txt"
    path.write_text("2014\nWhat next?\n2015\nHow is trust? [HSC]\n")
    notices.answers.append(path)
    dialog.from_file.click()
    assert dialog.list.toPlainText() == "How is trust? [HSC]"
    notices.answers.append(tmp_path / "gone.txt")
    dialog.from_file.click()
    assert notices.errors
    assert dialog.list.toPlainText() == "How is trust? [HSC]"


# --- beside the transcript ---------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy, asked: list[int]) -> CodePage:
    page = CodePage(sample)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitExposed(page):
        page.show()
        page.go(Place("code", 13))
    return page


def menu_of(page: CodePage, place: int) -> QMenu:
    """Return what is offered for the question before a place."""
    turn = page.questions._turn_before(place)
    assert turn is not None
    return page.questions.menu(turn)


def test_a_turn_says_which_question_it_asks_and_is_put_right(page: CodePage, sample: OpenStudy) -> None:
    assert page.transcript is not None
    asking = asked_in(sample.reader, 13)
    turn = next(turn for turn in page.transcript.turns if turn.id in asking)
    menu = menu_of(page, turn.end + 2)  # in the answer
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked == ["1  How is the partnership led now, and by whom?"]
    next(action for action in menu.actions() if "None" in action.text()).trigger()
    assert turn.id not in asked_in(sample.reader, 13)
    sample.undo()
    assert asked_in(sample.reader, 13) == asking


def test_the_column_knows_its_turns(page: CodePage) -> None:
    speakers = page.pane.speakers
    assert page.transcript is not None
    first = page.transcript.turns[0]
    assert speakers.turn_at(speakers.mapFromGlobal(speakers.place_of(first.start)).y() - 2) == first.start


# --- counted and listed ------------------------------------------------------------------------------


def test_bars_by_question_and_prompted(qtbot: QtBot, sample: OpenStudy, asked: list[int]) -> None:
    page = ComparePage(sample)
    page.controls.parts.choose(PartsShown.BOTH)
    qtbot.addWidget(page)
    page.resize(1024, 700)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    choose(page, qtbot, by=Grouping.PROMPTED)
    total = int(number(page, "2015", "CMP"))
    split = [int(number(page, f"2015, {state}", "CMP")) for state in ("prompted", "unprompted")]
    assert split[0] > 0
    assert sum(split) >= total > split[1]
    choose(page, qtbot, by=Grouping.QUESTION, counted_in=Counted.ANSWERS)
    assert 0 < int(number(page, "2015", "CMP")) <= total


def test_passages_by_question(qtbot: QtBot, sample: OpenStudy, asked: list[int]) -> None:
    page = PassagesPage(sample)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    page.asking.read('question:"How is the partnership led now, and by whom?"')
    rows = page.list.rows
    shown = [rows.shown(position).passage for position in range(rows.rowCount())]
    assert shown
    assert {passage.round for passage in shown} == {"2015"}
    assert all(passage.question.startswith("How is the partnership led now") for passage in shown)
    everything = len(shown)
    page.asking.ask(toggled(page.asking.query, "prompted", Exactly("yes")))
    assert 0 < rows.rowCount() < everything


def test_whole_answers_are_listed_coded_or_not(qtbot: QtBot, sample: OpenStudy, asked: list[int]) -> None:
    page = PassagesPage(sample)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    assert page.query_bar.whole.isHidden()
    text = next(q.text for q in page.list.rows.found.analysis_data.questions if q.id == asked[1])  # pyright: ignore[reportOptionalMemberAccess]
    page.asking.ask(toggled(Query(), "question", Exactly(text)))
    page.query_bar.whole.button(value=True).click()
    assert page.context() == "10 answers in 10 of 20 interviews"
    page.asking.ask(toggled_code(page.asking.query, CodeTerm("HSC"), Joining.ANY))
    assert 0 < page.list.rows.rowCount() < 10
    page.query_bar.clear.click()
    assert page.context() == "304 passages with 348 codings in 20 of 20 interviews"


def test_without_questions_there_is_nothing_to_choose(qtbot: QtBot, sample: OpenStudy) -> None:
    page = PassagesPage(sample)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    page.query_bar.menu.aboutToShow.emit()
    assert not {"question", "prompted"} & set(page.query_bar.menu.menus)
