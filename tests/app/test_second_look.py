"""A code that means something else: the tick beside its entry, the list to go through, versions, uses."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.codebook.editor import CodebookPage
from app.codebook.panel import CodebookPanel
from app.codebook.versions_dialog import VersionsDialog
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.sorting.page import SortingPage
from coding.model.framework import Code
from storage.operations.codebook import edit_entry
from storage.operations.second_look import ask_second_look
from storage.queries.codings import codings
from tests.app.conftest import RecordedNotices

Key = Qt.Key


def fg(open_study: OpenStudy) -> Code:
    """Return the code with two codings."""
    return open_study.framework.by_id[7]


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> CodebookPage:
    open_study.data.analysis_data(open_study.framework.id, open_study.coder_ids)
    page = CodebookPage(open_study)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.refresh_if_stale()
    page.go(Place("codebook", detail=str(fg(open_study).id)))
    return page


def write(page: CodebookPage, name: str, text: str) -> None:
    field = page.form.fields[name]
    page.form.parts[name].unfold()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Key.Key_Escape)


def test_the_tick_is_there_once_the_meaning_was_changed_and_asks(
    page: CodebookPage, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    asks, link = page.form.second_look.asks, page.form.second_look.link
    write(page, "notes", "A note. ")
    assert not asks.isVisible()
    write(page, "definition", "Another meaning. ")
    assert asks.isVisible()
    assert notices.lines == ["Look again at its 2 codings? Tick it below the name."]
    assert (asks.text(), asks.isChecked()) == ("Look again at its 2 codings", False)
    QTest.keyClick(asks, Key.Key_Space)
    assert fg(open_study).look_from == open_study.framework.revision == 2
    assert [each.text() for each in (link, page.second_look)] == ["2 codings to look at again"] * 2
    places: list[Place] = []
    page.place_chosen.connect(places.append)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert places == [Place("sort", detail="7 again")]
    QTest.keyClick(asks, Key.Key_Space)
    assert fg(open_study).look_from == 0
    assert not link.isVisible()


def test_the_panel_beside_the_transcript_says_it_too(qtbot: QtBot, open_study: OpenStudy) -> None:
    panel = CodebookPanel(open_study)
    qtbot.addWidget(panel)
    assert panel.second_look.isHidden()
    open_study.perform(ask_second_look(7))
    assert panel.second_look.text() == "2 codings to look at again"
    assert not panel.second_look.isHidden()


def test_a_list_is_gone_through_by_keys_and_its_progress_is_in_the_codings(
    qtbot: QtBot, open_study: OpenStudy
) -> None:
    open_study.perform(edit_entry(7, "definition", "Another."))
    open_study.perform(ask_second_look(7))
    page = SortingPage(open_study)
    qtbot.addWidget(page)
    page.resize(1024, 650)
    page.show()
    page.go(Place("sort", detail="7 again"))
    targets = page.panel.targets
    assert (page.progress.text(), page.code.currentText()) == (
        "2 to look at again",
        "FG · Fit governance (2)",
    )
    assert "line-through" in page.panel.changed.toHtml()
    assert page.panel.changed.toPlainText().endswith("Another.")
    QTest.keyClick(targets, Key.Key_B)  # all at once is no answer here
    QTest.keyClick(targets, Key.Key_L)
    assert page.progress.text() == "1 to look at again · 1 stands"
    assert page.place() == Place("sort", detail="7 again")
    QTest.keyClick(targets, Key.Key_R)
    assert len([each for each in codings(open_study.reader, 1) if each.code_id == 7]) == 1
    assert page.coding is None
    open_study.undo()
    assert page.progress.text() == "1 to look at again · 1 stands"
    QTest.keyClick(targets, Key.Key_1)
    assert [each.code_id for each in codings(open_study.reader, 1)].count(page.panel.code_ids[0]) == 1
    page.again.click()
    assert page.progress.text() == "1 to sort"


def test_versions_stand_side_by_side_with_what_went_and_came(
    qtbot: QtBot, open_study: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    open_study.perform(edit_entry(7, "definition", "Rules of trust."))
    open_study.perform(edit_entry(7, "definition", "Rules of governance."))
    open_study.perform(edit_entry(9, "definition", "Of another."))
    dialog = VersionsDialog(open_study, 7)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.versions == (2, 4)
    assert dialog.code.currentText().startswith("FG")
    html = dialog.page.toHtml()
    assert ">trust</span>" in html
    assert "line-through" in html.split(">trust</span>")[0].rsplit("<span", 1)[1]
    assert "underline" in html.split(">governance</span>")[0].rsplit("<span", 1)[1]
    dialog.code.setCurrentIndex(0)
    assert dialog.said.text() == "2 codes have changed"
    notices.answers.append(tmp_path / "versions.csv")
    with qtbot.waitSignal(notices.offered):
        dialog.csv.click()
    written = (tmp_path / "versions.csv").read_text("utf-8-sig")
    assert "FG · Fit governance,,Full definition,Rules of trust.,Rules of governance." in written
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_uses_stand_beside_the_entry_and_each_number_opens_its_passages(
    page: CodebookPage, open_study: OpenStudy, qtbot: QtBot
) -> None:
    uses = page.uses
    assert uses.newest.isHidden()  # there is nothing yet to come back from
    qtbot.waitUntil(lambda: uses.list.passages.rowCount() == 2)
    numbers = uses.table.findChildren(QToolButton)
    assert [each.text() for each in numbers] == ["2", "–", "2", "–"]  # in 2015 and in all; nothing is done
    assert uses.list.passages.passage(0).text == "And we say hard things."  # the newest
    numbers[0].click()
    assert uses.listed.text() == "2015 · 2 CODINGS"
    with qtbot.waitSignal(page.place_chosen):
        QTest.keyClick(uses.list, Key.Key_Return)
    uses.newest.click()
    assert uses.listed.text() == "NEWEST PASSAGES"
    page.resize(1024, 700)
    assert not uses.isVisible()
