"""The page of outcomes: figures typed, taken in and drawn beside the strands."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.outcomes.page import OutcomesPage
from app.shell.export_kinds import OUTCOME_FILES
from app.shell.open_study import OpenStudy
from coding.model.outcomes import MeasureSettings, Outcome, OutcomeMeasure, joined_years
from coding.outcomes.reading import read_figures
from coding.report.blocks import TableBlock
from coding.report.outcomes_part import outcome_blocks
from storage.operations.outcomes import OutcomePlace, change_measure, store_figures, write_outcome
from storage.queries.outcomes import outcome_measures, outcomes
from storage.queries.people import schools
from tests.app.conftest import RecordedNotices
from tests.storage.dumps import perform_both_ways

ROWS = [
    *(["School", "2013", "2014", "2015"], ["A", "60", "", "80"]),
    *(["B", "70", "n/a", "75"], ["national", "65", "66", "67"]),
]


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> OutcomesPage:
    page = OutcomesPage(open_study)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    page.refresh()
    return page


def cells(page: OutcomesPage) -> list[tuple[str, ...]]:
    model = page.values.model
    return [tuple(column.text(row) for column in model.columns) for row in model.rows]


def filled(page: OutcomesPage) -> OutcomeMeasure:
    study = page.open_study
    study.perform(store_figures(read_figures(ROWS, "Reading", schools(study.reader)).figures))
    return outcome_measures(study.reader)[0]


def test_a_study_without_figures_says_what_they_are_for(page: OutcomesPage) -> None:
    assert page.stack.currentWidget() is page.nothing
    assert page.printed() is None


def test_what_is_typed_is_stored_and_taken_back(page: OutcomesPage, notices: RecordedNotices) -> None:
    measure = filled(page)
    assert [row[0] for row in cells(page)][-1] == "national"
    assert cells(page)[0][1:] == ("60", "", "80")
    page.values.model.write(page.values.model.rows[0], 2, "71,5 %")
    assert cells(page)[0][1:] == ("60", "71.5", "80")
    page.values.model.write(page.values.model.rows[0], 2, "a lot")
    assert "no number" in notices.errors[-1].what
    page.values.model.write(page.values.model.rows[1], 1, "")
    assert cells(page)[1][1:] == ("", "n/a", "75")
    for _step in range(3):
        page.open_study.undo()
    assert outcome_measures(page.open_study.reader) == ()
    page.open_study.redo()
    assert outcome_measures(page.open_study.reader)[0].id == measure.id


def test_the_strand_stands_beside_each_school(
    page: OutcomesPage, qtbot: QtBot, tmp_path: Path, notices: RecordedNotices
) -> None:
    measure = filled(page)
    study = page.open_study
    code = next(code for code in study.framework.codes if code.id == 7)
    study.perform(change_measure(replace(measure, code_id=7, settings=MeasureSettings(("2015",)))))
    said = page.multiples.accessibleName()
    assert f"{code.abbreviation} in 2015: 2" in said
    assert "Reading. School A: 2013 60, 2015 80" in said
    assert "New test in 2015" in page.caution.text()
    assert "No correlation is worked out: 2 schools" in page.caution.text()
    table = next(each for each in outcome_blocks(page._every_measure()) if isinstance(each, TableBlock))
    assert [column.title for column in table.columns][3:] == ["2015", f"{code.abbreviation}\n2015"]
    rows = [row.cells for row in table.rows()]
    assert rows[0][:4] == ("School A", "60", "–", "80")  # missing, and below not applicable
    assert rows[1][:4] == ("School B", "70", "not applicable", "75")
    assert rows[-1][0] == "national" and "2" in {row[-1] for row in rows}
    notices.answers = [tmp_path / "outcomes.svg"]
    assert page.exports.outcomes(OUTCOME_FILES[3]) is not None
    qtbot.waitUntil(lambda: bool(notices.offers))
    drawn = (tmp_path / "outcomes.svg").read_text("utf-8")
    assert all(each in drawn for each in (">School A<", ">national<", ">80<"))


def test_a_table_is_pasted(page: OutcomesPage) -> None:
    QGuiApplication.clipboard().setText(
        "Measure\tSchool\tYear\tPercent\nMaths\tA\t2014\t81\nMaths\tZ\t2014\t80"
    )
    page.paste.click()
    assert [(each.value, each.year) for each in outcomes(page.open_study.reader)] == [("81", "2014")]


def test_each_act_is_undone_and_redone(open_study: OpenStudy, page: OutcomesPage) -> None:
    measure = filled(page)
    for act in (
        write_outcome(OutcomePlace(measure.id, 1, "2014"), "70"),
        write_outcome(OutcomePlace(measure.id, None, "2013", "national"), ""),
        change_measure(replace(measure, unit="points", levels=("low", "high"))),
    ):
        perform_both_ways(open_study.file, act)


def figure(year: str, value: str) -> Outcome:
    return Outcome(0, 1, 1, "", year, value)


def test_no_line_bridges_what_is_missing_or_another_test() -> None:
    values = {"2012": "1", "2013": "2", "2015": "3", "2016": "4", "2017": "n/a"}
    figures = [figure(*each) for each in values.items()]
    years = ["2012", "2013", "2014", "2015", "2016", "2017"]
    joined = [(one.year, other.year) for one, other in joined_years(figures, years, ["2016"])]
    assert joined == [("2012", "2013")]
    assert len(joined_years(figures, years, [])) == 2
