"""A survey that 10,000 answered: 60 statements come in, and every result of it; open answers in the grid."""

import csv
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.shell.jobs import Jobs
from app.shell.open_study import OpenStudy
from app.survey.open_view import OpenAnswersView
from coding.analysis.survey_records import statement_records
from coding.analysis.survey_results import GroupedBy
from coding.model.survey import Bank, Instrument, ItemKind, SurveyItem
from storage.intake.survey_files import plan_survey
from storage.operations.studies import set_up_study
from storage.operations.surveys import add_survey, store_answers
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers, survey_results
from storage.shipped_surveys import partnership_survey
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices
from tests.benchmarks.conftest import RecordFigure

pytestmark = pytest.mark.benchmark(timer=time.process_time)
MANY, FEW = 10_000, 500
NAMES = [*partnership_survey().by_name]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of answers, a row a respondent: the same every time."""
    path, dice = tmp_path_factory.mktemp("survey") / "survey 2015.csv", random.Random(60)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["No.", "School", "Group", *NAMES])
        for number in range(1, MANY + 1):
            whose = (number, "ABCDE"[number % 5], ("HD", "SLT", "T", "T")[number % 4])
            rows.writerow([*whose, *(int(dice.random() < 0.4) for _name in NAMES)])
    return path


def brought_in(study: StudyFile, table: Path) -> None:
    study.perform(store_answers(plan_survey([table], study.reader)))


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, table: Path) -> Iterator[StudyFile]:
    path = tmp_path_factory.mktemp("answered") / "answered.strandline"
    with StudyFile.create(path, set_up_study("Large", "Me")) as study:
        brought_in(study, table)
        yield study


@pytest.mark.figure("import of 10,000 answers to 60 statements, to the disk", 3000)
def test_import_of_a_survey(benchmark: Any, tmp_path: Path, table: Path) -> None:
    with StudyFile.create(tmp_path / "new.strandline", set_up_study("New", "Me")) as study:
        benchmark.pedantic(brought_in, (study, table), rounds=1)
        (round_,) = round_answers(study.reader, 1)
        assert round_.values.shape == (MANY, len(NAMES))


@pytest.mark.figure("their results by group, from the disk", 100)
def test_results_by_group(benchmark: Any, answered: StudyFile) -> None:
    found = benchmark.pedantic(_results, (answered, GroupedBy.GROUP), rounds=7, warmup_rounds=1)
    assert len(found) == len(NAMES) * 4


@pytest.mark.figure("the same by school, which none stands between", 100)
def test_results_by_school(benchmark: Any, answered: StudyFile) -> None:
    assert benchmark.pedantic(_results, (answered, GroupedBy.SCHOOL), rounds=7, warmup_rounds=1)


def _results(study: StudyFile, by: GroupedBy) -> list[dict[str, object]]:
    results = survey_results(study.reader, by)
    assert results is not None
    return [*statement_records(results, by_group=True)]


# --- open answers -------------------------------------------------------------------------------


@pytest.fixture
def grid(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenAnswersView]:
    """Return the grid with as many answers to one open question, of 12 to 60 words each."""
    asks = SurveyItem("What would help you most?", ItemKind.OPEN)
    dice = random.Random(5)
    path, table = tmp_path / "open.strandline", tmp_path / "open 2015.csv"
    with StudyFile.create(path, set_up_study("Open", "Me")) as study:
        study.perform(add_survey(Instrument("Staff", (Bank("You", "YOU", (asks,)),))))
        with table.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["No.", "School", "YOU 1"])
            for number in range(1, FEW + 1):
                rows.writerow([number, "A", " ".join(["time", "to", "plan"] * dice.randint(4, 20))])
        study.perform(store_answers(plan_survey([table], study.reader)))
    jobs = Jobs()
    open_study = OpenStudy(RecordedNotices(), jobs)
    assert open_study.open(path)
    view = OpenAnswersView(open_study)
    qtbot.addWidget(view)
    view.resize(1200, 640)
    view.show()
    survey = survey_of(open_study.reader)
    assert survey is not None
    view.read(survey, round_answers(open_study.reader, survey.id))
    yield view
    open_study.close()
    jobs.stop_all()


def test_open_answers_scroll_without_a_pause(grid: OpenAnswersView, figure: RecordFigure) -> None:
    bar = grid.table.verticalScrollBar()
    assert len(grid.model.rows) == FEW
    taken: list[float] = []
    while bar.value() < bar.maximum():
        began = time.process_time()
        bar.setValue(bar.value() + bar.pageStep())
        QApplication.processEvents()
        taken.append(1000 * (time.process_time() - began))
    assert len(taken) > 5
    figure(f"{FEW} open answers: the slowest page of scrolling", 50, max(taken))
