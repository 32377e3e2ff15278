"""The joint display in the window and on the command line: both sides, sentences, what is behind, files."""

import csv
import json
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.cli.main import run_command
from app.joint.page import JointPage
from app.shell.export_kinds import JOINT_DISPLAY_FILES
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.analysis.joint_rows import JointBy
from coding.model.cells import CellKey, RowPlace
from coding.model.joint import JointState
from coding.model.survey import AskedNumbers
from coding.report.blocks import BlockRow, DrawnBlock, TableBlock
from coding.report.drawn import DrawnJoint
from coding.report.options import JointOptions, JointRows
from coding.report.plan import PartKind, ReportPart, ReportPlan
from storage.intake.survey_files import plan_survey
from storage.operations.joint import write_joint
from storage.operations.surveys import set_asked, store_answers
from storage.queries.codebook import frameworks
from storage.queries.coders import everybody
from storage.queries.joint import joint_sentences
from storage.queries.study_data import analysis_data
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers
from storage.report.sections import ReportReading
from storage.sample_study import SHIPPED
from storage.shipped_surveys import partnership_survey
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices
from tests.tools.survey_counts import ASKED, forms

NAMES = [*partnership_survey().by_name]


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample study with the published figures of both rounds, and a sentence on HSC."""
    folder = tmp_path_factory.mktemp("joint")
    paths: list[Path] = []
    for name in ("2014", "2015"):
        paths.append(folder / f"survey {name}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["No.", "School", "Group", *NAMES])
            for each in forms(name):
                marks = (int(statement in each.marked) for statement in NAMES)
                rows.writerow([each.number, each.school, each.group, *marks])
    path = Path(copyfile(SHIPPED, folder / "surveyed.strandline"))
    with StudyFile.open(path) as study:
        if survey_of(study.reader) is None:
            study.perform(store_answers(plan_survey(paths, study.reader)))
        for each in round_answers(study.reader, 1):
            study.perform(set_asked(each.id, AskedNumbers(ASKED)))
        study.perform(write_joint(of_bank(study, "HSC"), "Both grow.", JointState.AGREE))
    return path


def of_bank(study: StudyFile, short: str) -> CellKey:
    survey = survey_of(study.reader)
    assert survey is not None
    code_id = next(bank.code_id for bank in survey.banks if bank.short == short)
    assert code_id is not None
    return CellKey(RowPlace(), code_id)


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy, surveyed: Path, tmp_path: Path) -> JointPage:
    assert open_study.open(Path(copyfile(surveyed, tmp_path / "surveyed.strandline")))
    page = JointPage(open_study)
    qtbot.addWidget(page)
    page.resize(1366, 680)
    page.show()
    qtbot.waitUntil(lambda: page.display is not None)
    return page


def fields(page: JointPage, name: str) -> list[str]:
    model = page.table.joint
    names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    return [str(model.index(names.index(name), at).data()) for at in range(model.columnCount())]


def press(page: JointPage, row: int, column: int, line: int) -> None:
    view = page.table
    rect = view.visualRect(view.joint.index(row, column))
    at = rect.center()
    at.setY(rect.top() + (1 + 2 * line) * rect.height() // 4)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_each_strand_has_both_kinds_of_evidence_in_one_row(page: JointPage) -> None:
    assert fields(page, "JPD") == [
        *("JPD", "2014, 2015", "31 of 31 100 %, then 48 of 49 98 %", "84 of 124 68 %, then 133 of 196 68 %"),
        *("33 of 93 35 %, then 69 of 147 47 %", "6 of 93 6 %, then 27 of 147 18 %"),
        *("0 of 62 0 %, then 5 of 98 5 %", "13, then 47", "2, then 0", "7, then 1", "0, then 9", "0, then 4"),
        *("22, then 61", "10 of 10, then 10 of 10", ""),
    ]
    assert fields(page, "HSC")[-1] == "They agree: Both grow."
    assert fields(page, "M&C")[-1] == "The survey did not ask"
    page.by.choose(JointBy.GROUP)
    page.by.changed.emit()
    assert fields(page, "JPD · SLT")[2:4] == ["9 of 9, then 13 of 13 100 %", "28 of 36, then 43 of 52 83 %"]
    page.by.choose(JointBy.SCHOOL)
    page.by.changed.emit()
    assert fields(page, "JPD · School A")[2] == "7 of 7, then 11 of 11 100 %"


def test_a_number_opens_respondents_and_passages(page: JointPage) -> None:
    press(page, 0, page.table.joint.first_count + 3, 1)  # JPD, coded C, 2015
    drawer = page.drawer
    assert (page.room.is_open, drawer.heading.text()) == (True, "JPD · 2015")
    assert drawer.marked.text() == "JPD C1  26 of 49\nJPD C2  24 of 49\nJPD C3  19 of 49"
    people = drawer.respondents.model()
    assert isinstance(people, QStringListModel)
    assert (len(people.stringList()), drawer.said.text()) == (49, "49 respondents · all · 2015")
    assert all(each.startswith("No. ") for each in people.stringList())
    assert drawer.passages.passages.rowCount() == 9
    gone: list[Place] = []
    page.place_chosen.connect(gone.append)
    drawer.open_all.click()
    assert gone == [Place("passages", detail="JPD[stage:C] in:2015")]
    press(page, 0, page.table.joint.first_count, 0)
    assert drawer.open_all.text() == "Open 13 codings in Passages"


def test_a_sentence_is_typed_with_its_state_and_undone(page: JointPage, open_study: OpenStudy) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    drawer, key = page.drawer, of_bank(open_study.file, "JPD")
    QTest.keyClicks(drawer.sentence, "More speak of it.")
    drawer.sentence.keep()
    drawer.state.action(JointState.COMPLEMENT).trigger()
    found = joint_sentences(open_study.reader)[key]
    assert (found.text, found.state) == ("More speak of it.", JointState.COMPLEMENT)
    assert fields(page, "JPD")[-1] == "They complement each other: More speak of it."
    open_study.undo()
    assert drawer.state.value is JointState.UNSAID
    QTest.keyClick(drawer.sentence, Qt.Key.Key_Escape)
    assert not page.room.is_open


def test_it_goes_out_as_word_csv_and_picture(
    page: JointPage, qtbot: QtBot, notices: RecordedNotices, tmp_path: Path
) -> None:
    for kind in JOINT_DISPLAY_FILES:
        target = tmp_path / f"joint{kind.ending}"
        notices.answers.append(target)
        page._export(kind)
        qtbot.waitUntil(target.exists, timeout=20_000)
    with ZipFile(tmp_path / "joint.docx") as document:
        words = document.read("word/document.xml").decode("utf-8")
        assert any(name.startswith("word/media/") for name in document.namelist())
    for said in ("HSC: They agree: Both grow.", "133 of 196 68 %", "The survey did not ask about these"):
        assert said in words
    with (tmp_path / "joint.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["strand"], first["marked_B"], first["of_B"], first["percent_B"]) == (
        "JPD",
        "84",
        "124",
        "68",
    )
    assert (tmp_path / "joint.png").read_bytes().startswith(b"\x89PNG")
    assert "fewer than ten people" in (tmp_path / "joint.svg").read_text("utf-8")


def test_the_command_line_says_the_same(surveyed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["joint", str(surveyed), "--by", "group", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    heads = next(r for r in records if (r["strand"], r["group"], r["round"]) == ("JPD", "HD", "2015"))
    assert (heads["marked_C"], heads["of_C"], heads["percent_C"], heads["codings_none"]) == (17, 30, 57, 10)
    few = next(r for r in records if (r["strand"], r["group"], r["round"]) == ("HSC", "SLT", "2014"))
    assert (few["respondents"], few["marked_B"], few["percent_B"]) == (9, 20, None)
    assert run_command(["joint", str(surveyed)]) == 0
    assert "HSC: They agree: Both grow." in capsys.readouterr().out
    assert run_command(["joint", str(surveyed), "--by", "person"]) == 2


def test_passages_are_asked_for_by_what_a_school_answered(
    surveyed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at_least = [
        school
        for school in "ABCDE"
        for those in [[each for each in forms("2015") if each.school == school]]
        if 2 * sum("HSC C3" in each.marked for each in those) >= len(those)
    ]
    assert (
        run_command(["passages", str(surveyed), "--query", 'answered:"HSC C3">=50% in:2015', "--json"]) == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert at_least and len(at_least) < 5
    assert {record["school"] for record in found} == {*at_least}


def test_a_report_has_it_as_a_part(surveyed: Path) -> None:
    with StudyFile.open(surveyed) as study:
        framework = frameworks(study.reader)[0]
        data = analysis_data(study.reader, framework.id, everybody(study.reader))
        part = ReportPart(PartKind.JOINT, JointOptions(JointRows.GROUP))
        blocks = [*ReportReading(study.reader, data, ReportPlan((part,))).blocks(part)]
        pictures = [block for block in blocks if isinstance(block, DrawnBlock)]
        tables = [block for block in blocks if isinstance(block, TableBlock)]
    rows = [row for each in pictures if isinstance(each.what, DrawnJoint) for row in each.what.rows]
    assert len(rows) == 5 * 4 + 7
    (table,) = tables
    assert BlockRow(("HSC: They agree: Both grow.",), over=True, key="HSC|all|said") in [*table.rows()]
