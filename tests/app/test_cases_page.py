"""Cases and attributes in the study’s details, and the page of a school or case."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.cases.page import CasesPage
from app.details.attribute_sources import AttributeDetails, attribute_columns
from app.details.case_sources import CaseDetails
from app.memos.side import place_of_memo
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.errors import UserError
from coding.model.cells import CellKey, RowPlace
from coding.model.study import AttributeKind, AttributeType, State
from storage.operations import attributes as said
from storage.operations.cases import add_case, fill_case
from storage.operations.cells import write_summary
from storage.operations.outcomes import OutcomePlace, add_measure, write_outcome
from storage.operations.reading import set_state
from storage.queries.accounts import accounts
from storage.queries.attributes import attribute_values, attributes
from storage.queries.cases import cases
from storage.queries.memos import memos
from tests.app.conftest import RecordedNotices
from tests.storage.word_files import docx


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> CasesPage:
    trust = open_study.perform(add_case("The trust"))
    assert trust is not None
    open_study.perform(fill_case(trust, [1, 2], [], []))
    page = CasesPage(open_study)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    qtbot.waitUntil(lambda: len(page.cases.rows) == 3)
    return page


def shown(page: CasesPage) -> list[list[str]]:
    return [[column.text(row) for column in page.strands.columns] for row in page.strands.rows]


def test_a_school_has_its_strands_by_round_and_what_is_written_of_them(
    page: CasesPage, open_study: OpenStudy
) -> None:
    page.go(Place("cases", detail="school:2"))
    assert page.heading.text() == "School B"
    assert [column.heading for column in page.strands.columns] == [
        "Strand",
        "2015",
        "all",
    ]
    used = [row for row in shown(page) if row[1] != "–"]
    assert all(row[1] == row[2] for row in used)
    assert used
    assert page._matrix is not None
    code_id = next(c.code_id for c in page._matrix.columns if used[0][0].startswith(f"{c.label}  "))
    open_study.perform(write_summary(CellKey(RowPlace(school_id=2, round_id=2), code_id), "Grows.", []))
    assert next(row for row in shown(page) if row[0] == used[0][0])[3] == "Grows."
    assert page.strands.columns[3].heading == "Summary 2015"
    assert "Mrs Bxxxx (B2" in page.people.text()
    assert [row.label for row in page.interviews.rows] == ["B2"]


def test_nothing_found_is_a_dash_until_interviews_are_done(page: CasesPage, open_study: OpenStudy) -> None:
    page.go(Place("cases", detail="school:2"))
    assert {"–"} < {row[1] for row in shown(page)}
    for interview in page.interviews.rows:
        open_study.perform(set_state(interview.id, State.DONE))
    assert "–" not in {row[1] for row in shown(page)}
    assert {"0"} < {row[1] for row in shown(page)}


def test_outcomes_of_a_school_stand_on_its_page(page: CasesPage, open_study: OpenStudy) -> None:
    assert not page.measured.isVisible()
    places: list[Place] = []
    page.place_chosen.connect(places.append)
    measure = open_study.perform(add_measure("Reading"))
    assert measure is not None
    open_study.perform(write_outcome(OutcomePlace(measure, 2, "2014"), "62"))
    open_study.perform(write_outcome(OutcomePlace(measure, 2, "2015"), "n/a"))
    page.go(Place("cases", detail="school:2"))
    page.refresh_if_stale()
    assert [column.heading for column in page.outcomes.columns] == ["Outcomes", "2014", "2015"]
    assert [[c.text(row) for c in page.outcomes.columns] for row in page.outcomes.rows] == [
        ["Reading", "62", "n/a"]
    ]
    page.measured.activated.emit(page.outcomes.index(0, 1))
    assert places == [Place("outcomes")]


def test_numbers_and_interviews_open_what_they_stand_for(page: CasesPage) -> None:
    page.go(Place("cases", detail="school:2"))
    found: list[Place] = []
    page.place_chosen.connect(found.append)
    page.table.activated.emit(page.strands.index(0, 1))
    page.visits.activated.emit(page.interviews.index(0, 0))
    label = shown(page)[0][0].split()[0]
    assert found == [Place("passages", detail=f"{label} school:B in:2015"), Place("code", 1)]


def test_the_memo_of_a_case_is_that_of_the_page_memos(page: CasesPage, open_study: OpenStudy) -> None:
    page.go(Place("cases", detail="case:1"))
    QTest.keyClicks(page.memo, "Two schools")
    QTest.keyClick(page.memo, Qt.Key.Key_Escape)
    (memo,) = (memo for memo in memos(open_study.reader) if memo.about == "case")
    assert (memo.text, memo.on, place_of_memo(memo)) == (
        "Two schools",
        "The trust",
        Place("cases", detail="case:1"),
    )
    page.go(Place("cases", detail="school:1"))
    assert page.memo.text() == ""
    page.go(Place("cases", detail="case:1"))
    assert page.memo.text() == "Two schools"
    open_study.undo()
    assert page.memo.text() == ""


def test_an_account_goes_out_comes_back_and_is_agreed(
    qtbot: QtBot, page: CasesPage, open_study: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    page.go(Place("cases", detail="school:2"))
    page.which.button(1).click()
    assert not page.account.send.isEnabled()
    QTest.keyClicks(page.account.text, "They meet")
    QTest.keyClick(page.account.text, Qt.Key.Key_Escape)
    notices.answers.append(tmp_path / "b.docx")
    page.account.send.click()
    qtbot.waitUntil((tmp_path / "b.docx").exists)
    title = "<w:p><w:r><w:t>School B</w:t></w:r></w:p>"
    changed = '<w:ins w:author="Head" w:date="2015-06-10T09:00:00Z"><w:r><w:t>weekly</w:t></w:r></w:ins>'
    (tmp_path / "back.docx").write_bytes(docx(f"{title}<w:p><w:r><w:t>They meet</w:t></w:r>{changed}</w:p>"))
    notices.answers.append(tmp_path / "back.docx")
    page.account.read.click()
    page.account.agree.click()
    assert [(row.what, row.text) for row in page.account.kept.rows] == [
        ("agreed", "They meet"),
        ("wishes", "Head, 2015-06-10: put in: “weekly”"),
    ]
    (tmp_path / "no.docx").write_text("no document")
    notices.answers.append(tmp_path / "no.docx")
    page.account.read.click()
    assert len(notices.errors) == 1
    page.go(Place("cases", detail="school:1"))
    assert page.account.text.text() == ""
    assert page.account.kept.rows == []
    open_study.undo()
    assert accounts(open_study.reader, "school_id", 2).agreed == ()


def test_a_case_is_filled_by_names(open_study: OpenStudy) -> None:
    source = CaseDetails(open_study)
    open_study.perform(source.add(0, "The trust"))
    _name, schools, interviews, people = source.columns()
    for column, typed in ((schools, "a, School B"), (people, "mrs bxxxx; Mr Txxx")):
        assert column.change is not None
        act = column.change(source.rows()[0], typed)
        assert act is not None
        open_study.perform(act)
    (case,) = cases(open_study.reader)
    assert (case.school_ids, case.person_ids) == ({1, 2}, {1, 2})
    assert (schools.text(case), people.text(case), interviews.text(case)) == (
        "A; B",
        "Mr Txxx; Mrs Bxxxx",
        "",
    )
    assert schools.change is not None
    with pytest.raises(UserError, match="Nothing here is called"):
        schools.change(case, "Z")


def test_an_attribute_of_schools_has_a_column_a_round(open_study: OpenStudy) -> None:
    tier = open_study.perform(said.add_attribute("Tier", AttributeKind.SCHOOL))
    assert tier is not None
    source = AttributeDetails(open_study)
    by_heading = {column.heading: column for column in source.columns()}
    for heading, text in (("To choose from", "one, two"), ("In each round", "another")):
        change = by_heading[heading].change
        assert change is not None
        act = change(attributes(open_study.reader)[0], text)
        assert act is not None
        open_study.perform(act)
    (attribute,) = attributes(open_study.reader)
    assert (attribute.type, attribute.choices, attribute.per_round) == (
        *(AttributeType.CHOICE, ("one", "two"), True),
    )
    columns = attribute_columns(open_study, AttributeKind.SCHOOL)
    assert [column.heading for column in columns] == ["Tier, 2014", "Tier, 2015"]
    change, school = columns[1].change, next(iter(open_study.data.analysis_data(1, []).schools))
    assert change is not None
    act = change(school, "two")
    assert act is not None
    open_study.perform(act)
    assert [(each.value, each.round_id) for each in attribute_values(open_study.reader)] == [("two", 2)]
    assert [column.text(school) for column in attribute_columns(open_study, AttributeKind.SCHOOL)] == [
        "",
        "two",
    ]
