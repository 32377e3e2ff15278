"""The page Survey: results as in the target picture, what is behind a bar, answers that come in."""

import csv
import itertools
from pathlib import Path
from shutil import copyfile

import pytest
from docx import Document as NewWord
from docx.enum.text import WD_COLOR_INDEX
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.survey.asked_dialog import AskedDialog
from app.survey.differences_dialog import DifferencesDialog
from app.survey.forms_dialog import FormsDialog
from app.survey.import_dialog import SurveyImportDialog
from app.survey.page import SurveyPage
from app.survey.percent_dialog import PercentDialog
from app.survey.statements_dialog import PasteStatementsDialog, StatementsDialog
from coding.analysis.survey_bars import who_is_behind
from coding.analysis.survey_table import SurveyForm
from coding.model.study import SpeakerKind
from coding.model.survey import AskedNumbers
from storage.intake.survey_files import plan_survey
from storage.operations.questions import say_question
from storage.operations.surveys import add_survey, remove_respondents, set_asked, store_answers
from storage.queries.people import rounds
from storage.queries.survey_instruments import questions_raised
from storage.queries.surveys import round_answers
from storage.queries.texts import interviews, transcript
from storage.shipped_surveys import partnership_survey
from storage.study.study_file import StudyFile
from storage.writers.survey import SurveyFile
from tests.app.conftest import RecordedNotices
from tests.tools.survey_counts import ASKED, forms

NAMES = [*partnership_survey().by_name]


def written(folder: Path, name: str) -> Path:
    path = folder / f"survey {name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["No.", "School", "Group", *NAMES])
        for each in forms(name):
            marks = (int(statement in each.marked) for statement in NAMES)
            rows.writerow([each.number, each.school, each.group, *marks])
    return path


@pytest.fixture(scope="module")
def surveyed(filled_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small study with the answers of both rounds."""
    folder = tmp_path_factory.mktemp("survey")
    paths = [written(folder, name) for name in ("2014", "2015")]
    path = Path(copyfile(filled_study, folder / "surveyed.strandline"))
    with StudyFile.open(path) as study:
        study.perform(store_answers(plan_survey(paths, study.reader)))
        for each in round_answers(study.reader, 1):
            study.perform(set_asked(each.id, AskedNumbers(ASKED)))
    return path


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy, surveyed: Path, tmp_path: Path) -> SurveyPage:
    assert open_study.open(Path(copyfile(surveyed, tmp_path / "surveyed.strandline")))
    page = SurveyPage(open_study)
    qtbot.addWidget(page)
    page.resize(1366, 680)
    page.show()
    qtbot.waitUntil(lambda: page.results is not None)
    return page


def fields(page: SurveyPage, name: str) -> list[str]:
    model = page.table.shares
    at = next(at for at, row in enumerate(model.rows) if row.name == name)
    return [str(model.index(at, column).data()) for column in range(model.columnCount())]


def test_results_stand_as_in_the_study(page: SurveyPage) -> None:
    assert fields(page, "JPD C2") == [
        *("JPD C2 Lessons are taught again and improved", "7 of 31 23 %, then 24 of 49 49 %", "+26"),
        *("2 of 10 20 %, then 5 of 10 50 %", "+30", "2 of 9, then 7 of 13 54 %", "–"),
        *("3 of 12 25 %, then 12 of 26 46 %", "+21"),
    ]
    at = next(at for at, row in enumerate(page.table.shares.rows) if row.name == "JPD B1")
    cell = page.table.shares.rows[at].cells[0]
    assert (cell.is_opposite, cell.change, round(cell.at_mix or 0)) == (True, "−4", 2)
    assert "T gave 39 % of the answers in 2014 and 53 % in 2015" in page.note.text()
    bands = [row.words for row in page.table.shares.rows if row.is_band]
    assert bands[0] == "A · Beginning  3 statements, 2 of them deficits"
    page.form.choose(SurveyForm.CHANGE)
    page.form.changed.emit()
    named = [row.name for row in page.table.shares.rows if row.cells]
    assert named[:3] == ["JPD C2", "JPD D3", "JPD B3"]
    assert named[-2:] == ["JPD A3", "JPD A2"]  # deficits for themselves
    page.form.choose(SurveyForm.PROFILE)
    page.form.changed.emit()
    assert fields(page, "JPD B")[1] == "84 of 124 68 %, then 133 of 196 68 %"
    assert fields(page, "JPD B")[5:7] == [
        "28 of 36, then 43 of 52 83 %",
        "–",
    ]  # nine people, whatever they mark


def test_a_bar_shows_as_many_respondents_as_it_says(page: SurveyPage, qtbot: QtBot) -> None:
    at = next(at for at, row in enumerate(page.table.shares.rows) if row.name == "JPD C2")
    page.table.setCurrentIndex(page.table.shares.index(at, 1))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.room.is_open
    shown = page.drawer.respondents.model()
    assert isinstance(shown, QStringListModel)
    assert page.drawer.said.text() == "24 respondents · all · 2015"
    assert len(shown.stringList()) == 24
    assert "at least 7, at most 44" in page.drawer.bounds.text()
    over = page.table.shares.tool_tip(page.table.shares.rows[at], 1) or ""
    assert over == "2014: 10 to 65 % of the 68 asked\n2015: 35 to 63 % of the 68 asked"
    figures = page.drawer.who.findChildren(QToolButton)
    heads = next(each for each in figures if each.accessibleName().startswith("2 of 10, HD, 2014"))
    heads.click()
    assert len(shown.stringList()) == 2
    assert all("C2" in line and "School" not in line for line in shown.stringList())
    # It raises a question; what an interview answers to it stands beside the figure later.
    study, item = page.open_study, page.table.shares.rows[at].item
    assert item is not None and not page.drawer.answered.isVisibleTo(page.drawer)
    last = rounds(study.reader)[-1]
    page.drawer._put_question(item.id, last.id, "How do you teach a lesson again?")
    assert page.drawer.raised.text() == f"Asked in {last.name}: “How do you teach a lesson again?”"
    (raised,) = questions_raised(study.reader, [item.id])
    asked = next(each for each in interviews(study.reader) if each.round_id == last.id)
    text = transcript(study.reader, asked.id)
    assert text is not None
    whose = ((each, text.speaker_of(each)) for each in text.turns)
    turn = next(each for each, who in whose if who is not None and who.kind is SpeakerKind.INTERVIEWER)
    study.perform(say_question(turn.id, raised.id))
    page.table.open_line(page.table.shares.index(at, 1), 1)
    assert page.drawer.answered.count.text() == "1 answer to it"
    opened: list[Place] = []
    page.place_chosen.connect(opened.append)
    page.drawer.answered.list.activated.emit(page.drawer.answered.list.model().index(0, 0))
    assert (opened[0].page, opened[0].interview_id) == ("code", asked.id)
    assert (opened[0].start or 0) >= turn.end


def test_every_bar_shows_as_many_as_it_says(page: SurveyPage) -> None:
    """Each line of each field: the figure painted there, and the rows behind it; a bank is pressed too."""
    listed = page.drawer.respondents.model()
    assert isinstance(listed, QStringListModel)
    page.resize(2200, 680)  # all groups beside the drawer
    page.room.open_drawer()
    pressed = 0
    for bank, form in itertools.product((0, 1), (SurveyForm.STATEMENTS, SurveyForm.PROFILE)):
        page.bank.choose(bank)  # 0 is all
        page.form.choose(form)
        page.form.changed.emit()
        assert page.results is not None
        model = page.table.shares
        for (at, row), column in itertools.product(enumerate(model.rows), range(1, model.width, 2)):
            cell = model.cell(row, column)
            for line, share in enumerate(cell.shares if cell else ()):
                assert share is not None
                round_, group = page.results.rounds[line], model.group_at(column)
                behind = who_is_behind(page.results, round_, row.bar, group)
                assert sum(each.marks for each in behind) == share.k
                if bank and (row.stage == "C" or form is SurveyForm.PROFILE):
                    page.table.open_line(model.index(at, column), line)
                    said = page.drawer.said.text()
                    assert len(listed.stringList()) == len(behind)
                    assert int(said.split()[0]) == share.k and said.endswith(f" · {round_.round}")
                    pressed += 1
    assert pressed == (3 + 4 + 2) * 4 * 2  # statements of C, stages and deficits, four columns, two rounds


def test_results_go_out_and_percentages_are_checked(
    page: SurveyPage, qtbot: QtBot, tmp_path: Path, notices: RecordedNotices
) -> None:
    notices.answers = [tmp_path / "out.csv"]
    job = page.exports.as_table(SurveyFile.RESULTS)
    assert job is not None
    qtbot.waitUntil(lambda: (tmp_path / "out.csv").exists() and bool(notices.offers))
    sheet = PercentDialog("31, 49", page)
    sheet.text.setPlainText("46 %\n48 % (14) of 31")
    assert [row.holds for row in sheet.model.rows] == [False, False]


def test_asked_numbers_are_typed_and_undone(page: SurveyPage, open_study: OpenStudy) -> None:
    assert page.results is not None
    dialog = AskedDialog(open_study, page.results.rounds[0], page.results.groups, page)
    dialog.groups["HD"].setValue(12)
    dialog._store()
    assert round_answers(open_study.reader, 1)[0].asked.groups == {"HD": 12}
    open_study.undo()
    assert round_answers(open_study.reader, 1)[0].asked.groups == {}
    QTest.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    page._step_bank(1)
    assert page.table.shares.rows[1].name.startswith("HSC") or page.bank.value != 1


def test_answers_are_looked_at_before_they_are_stored(
    qtbot: QtBot, open_study: OpenStudy, tmp_path: Path, notices: RecordedNotices
) -> None:
    page = SurveyPage(open_study)
    qtbot.addWidget(page)
    page.resize(1024, 660)
    page.show()
    qtbot.waitUntil(lambda: page._body.currentIndex() == 1)
    path = tmp_path / "answers.csv"
    path.write_text("School,Role,JPD A1,Unclear\nA,Head,1,1\nB,Teacher,0,1\n", "utf-8")
    page.go(Place("survey", detail=f"import:{path}"))
    qtbot.waitUntil(lambda: bool(page.findChildren(SurveyImportDialog)))
    (dialog,) = page.findChildren(SurveyImportDialog)
    assert not dialog.store.isEnabled()  # of which round is not known
    dialog.round.setText("2016")
    dialog._say_round()
    assert dialog.summary.text() == "2 respondents: HD 1, T 1"
    at = next(at for at, column in enumerate(dialog.columns.rows) if column.heading == "Unclear")
    dialog.view.selectRow(at)
    dialog.meaning.setCurrentIndex(dialog.meaning.findText("JPD B2", Qt.MatchFlag.MatchStartsWith))
    dialog._say_meaning()
    dialog.store.click()
    (round_,) = round_answers(open_study.reader, 1)
    assert (round_.round, round_.count, len(round_.columns)) == ("2016", 2, 2)
    qtbot.waitUntil(lambda: page.results is not None)
    assert fields(page, "JPD B2")[1] == "2 of 2"


def test_what_the_survey_asks_is_typed_and_pasted(
    qtbot: QtBot, open_study: OpenStudy, tmp_path: Path, notices: RecordedNotices
) -> None:
    dialog = StatementsDialog(open_study)
    qtbot.addWidget(dialog)
    dialog.show()
    table = tmp_path / "statements.csv"
    table.write_text("Bank;Stage;Number;Statement;Direction\nHSC;A;1;Few of us talk;deficit\n", "utf-8")
    notices.answers = [table]
    dialog.file.click()
    paste = PasteStatementsDialog(open_study, dialog)
    paste.text.setPlainText("JPD Joint practice development\nA1 We meet\nA2 We visit")
    assert paste.found.text() == "JPD 2"
    paste.add.click()
    model = dialog.table.model
    model.refresh()
    assert [row.name for row in model.rows] == ["HSC A1", "JPD A1", "JPD A2"]
    assert model.write(model.rows[1], 2, "We meet and talk")
    assert model.write(model.rows[1], 3, "deficit")
    assert model.write(None, 2, "JPD B1 We teach together")
    model.refresh()
    assert [(row.item.text, row.item.direction.value) for row in model.rows[1:]] == [
        ("We meet and talk", "deficit"),
        ("We visit", "strength"),
        ("We teach together", "strength"),
    ]


def test_filled_in_forms_are_settled_by_keys_and_stored(
    qtbot: QtBot, open_study: OpenStudy, tmp_path: Path
) -> None:
    open_study.perform(add_survey(partnership_survey()))
    page = SurveyPage(open_study)
    qtbot.addWidget(page)
    word = NewWord()
    for name, (_bank, item) in partnership_survey().by_name.items():
        run = word.add_paragraph().add_run(item.text)
        if name in {"JPD A1", "HSC B2", "AA A1"}:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            run.font.strike = name != "JPD A1"
    word.save(str(tmp_path / "one.docx"))
    page.taking_in.show(plan_survey([tmp_path / "one.docx"], open_study.reader))
    dialog = page.findChild(FormsDialog)
    assert dialog is not None
    assert (dialog.summary.text(), dialog.store.isEnabled()) == ("1 form, 2 unclear", False)  # of no round
    dialog.round.setText("2015")
    dialog.round.editingFinished.emit()
    dialog.unclear.selectRow(0)
    QTest.keyClick(dialog.unclear, Qt.Key.Key_1)
    QTest.keyClick(dialog.unclear, Qt.Key.Key_0)
    assert dialog.summary.text() == "1 form, all clear"
    assert dialog.forms.rows_model.rows[0].marks == "JPD 1 · HSC 1 · CMP 0 · E&C 0 · AA 0"
    dialog.store.click()
    (round_,) = round_answers(open_study.reader, 1)
    assert (round_.round, round_.count, round_.values.sum()) == ("2015", 1, 2)
    open_study.undo()
    assert round_answers(open_study.reader, 1) == ()


def press(widget: QWidget, keys: str) -> None:
    for key in keys:
        QTest.keyClicks(widget, key)


def test_forms_are_typed_in_by_keys_and_entered_twice(
    page: SurveyPage, open_study: OpenStudy, notices: RecordedNotices, qtbot: QtBot
) -> None:
    page.enter_forms()
    entry = page.entry
    entry.round.choose("2014")
    entry._show_round()
    assert (entry.entered.text().splitlines()[0], entry.title.text()) == ("31 forms entered", "Form 32, new")
    entry.pile.setValue(32)
    press(entry.school, "b")
    press(entry.role, "5")
    press(entry.table, "10.1r")  # JPD A1 to B1, and the rest of the bank
    assert entry.check.text().startswith("13 of 60 answered · marked: JPD 2 · HSC 0 (0/18)")
    QTest.keyClick(entry.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert round_answers(open_study.reader, 1)[0].count == 31  # 47 have no answer yet
    press(entry.table, "1rrrr")
    QTest.keyClick(entry.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert entry.entered.text().splitlines()[0] == "32 of 32 forms entered"
    new = entry.list.rows_model.rows[-1]
    assert (new.form.entry.school, new.form.entry.role, new.marks) == ("B", 5, 3)
    entry.list.selectRow(31)
    entry.again.click()
    assert (entry.title.text(), entry.table.answers) == ("Form 32, again", {})
    press(entry.role, "5")
    press(entry.table, "00.1r1rrrr")
    entry.store.click()
    assert (entry.list.rows_model.rows[-1].again, entry.differing.text()) == ("1 differs", "Differences: 1…")
    entry.differing.click()
    dialog = entry.findChild(DifferencesDialog)
    assert dialog is not None
    assert [(row.name, row.first, row.second) for row in dialog.rows.rows_model.rows] == [
        ("JPD A1", "marked", "not marked")
    ]
    press(dialog.rows, "2")
    assert dialog.said.text() == "0 differences in 1 form entered twice"
    dialog.reject()
    assert entry.list.rows_model.rows[-1].marks == 2
    QTest.keyClick(entry.list, Qt.Key.Key_Return)
    assert entry.title.text() == "Form 32, to correct"
    press(entry.table, "1")
    entry.store.click()
    assert entry.list.rows_model.rows[-1].marks == 3
    open_study.undo()
    notices.answers = ["Remove it", "Withdraw it for good"]
    entry.list.selectRow(30)
    QTest.keyClick(entry.list, Qt.Key.Key_Delete)
    assert [row.form.number for row in entry.list.rows_model.rows][-2:] == [30, 32]
    open_study.undo()
    entry.read()
    entry.list.selectRow(30)
    QTest.keyClick(entry.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "The respondent is out." in notices.lines)
    entry.left.emit()
    assert page.results is not None
    assert (page.results.rounds[0].count, page.results.rounds[0].asked.forms) == (31, 32)


def test_what_was_typed_stays_where_it_cannot_be_stored(
    page: SurveyPage, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    page.enter_forms()
    page.entry.list.selectRow(0)
    QTest.keyClick(page.entry.list, Qt.Key.Key_Return)
    press(page.entry.table, "0")
    open_study.perform(remove_respondents([page.entry.list.rows_model.rows[0].form.id]))
    page.entry.store.click()
    assert len(notices.errors) == 1
    assert len(page.entry.table.answers) == len(NAMES)
