"""Who may be quoted and what was shown, in the window and on the command line."""

import csv
import json
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.cli.main import run_command
from app.details.quoted_dialog import QuotedDialog
from app.details.sources import PeopleDetails
from app.passages.page import PassagesPage
from app.passages.printing import parts_of_passages
from app.passages.row_model import RowRole
from app.shell.open_study import OpenStudy
from app.shell.printed import PrintedWords
from app.transcript.page import CodePage
from app.widgets.showing import ShowingDialog
from coding.model.study import Clearing, Quoting, Span
from storage.operations.clearing import note_shown, set_quoting
from storage.queries.people import people
from storage.queries.quoted import quoted_codings
from storage.queries.quoting import clearances
from tests.app.conftest import RecordedNotices
from tests.app.test_passages import ask, page

assert page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard
HEAD, DEPUTY = Span(23, 47), Span(48, 71)  # of the small study: what person 1 and person 2 say
DAY = "2026-03-12"


def entry(menu: QMenu, beginning: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(beginning))


def answer(widget: CodePage | PassagesPage, day: str) -> None:
    """Type the day into the dialog that is open and save."""
    dialog = widget.findChild(ShowingDialog)
    assert dialog is not None
    dialog.day.setText(day)
    QTest.keyClick(dialog.day, Qt.Key.Key_Return)


# --- beside the transcript ---------------------------------------------------------------------------


def test_a_speaker_is_said_not_to_be_quoted_by_the_menu_beside_the_text(code_page: CodePage) -> None:
    study = code_page.open_study
    menu = code_page.menus.for_speaker(17)
    assert menu is not None
    entry(menu, "not to be quoted").trigger()
    assert [each.quoting for each in people(study.reader) if each.id == 1] == [Quoting.NO]
    assert "✗ 1 of 2: not to be quoted" in code_page.quoting.words
    assert code_page.quoting.of(HEAD).words == "not to be quoted"
    code_page.view.select_span(HEAD)
    state = code_page.selection_state()
    assert state is not None
    assert state.may_quote.line == "✗ not to be quoted"
    assert code_page.copied_with_attribution().endswith("[not cleared for quotation]")
    study.undo()
    assert code_page.quoting.words == ""
    assert "not cleared" not in code_page.copied_with_attribution()


def test_a_passage_is_cleared_from_its_menu_and_that_is_taken_back(code_page: CodePage) -> None:
    study = code_page.open_study
    study.perform(set_quoting(1, Quoting.ASK))
    code_page.view.select_span(HEAD)
    menu = QMenu()
    code_page.quoting.fill_for_passage(menu)
    assert menu.actions()[0].text() == "○ to be shown first"
    entry(menu, "Shown and cleared").trigger()
    answer(code_page, "12 March 2026")
    assert code_page.quoting.of(HEAD).words == f"shown {DAY}, cleared"
    entry(menu, "Take back").trigger()
    assert clearances(study.reader) == ()
    entry(menu, "may be quoted").trigger()  # who speaks there, by keyboard too
    assert code_page.quoting.words == ""


def test_what_is_no_day_is_said_and_nothing_noted(code_page: CodePage) -> None:
    code_page.view.select_span(HEAD)
    menu = QMenu()
    code_page.quoting.fill_for_passage(menu)
    entry(menu, "Shown, not answered").trigger()
    answer(code_page, "soon")
    dialog = code_page.findChild(ShowingDialog)
    assert dialog is not None
    assert "is no date" in dialog.said.text()
    assert clearances(code_page.open_study.reader) == ()


def test_the_table_of_people_says_who_may_be_quoted(code_page: CodePage) -> None:
    study = code_page.open_study
    table = PeopleDetails(study)
    column = next(each for each in table.columns() if each.heading == "Quoting")
    row = table.rows()[0]
    assert column.text(row) == "may be quoted"
    assert column.change is not None
    act = column.change(row, "only after showing")
    assert act is not None
    study.perform(act)
    assert column.text(table.rows()[0]) == "only after showing"


# --- on Passages -------------------------------------------------------------------------------------


def asking(study: OpenStudy, n: int = 1) -> None:
    """Let the first so many people of the sample be quoted only after showing."""
    for person in people(study.reader)[:n]:
        study.perform(set_quoting(person.id, Quoting.ASK))


def shown_lines(page: PassagesPage) -> list[str]:
    rows = page.list.rows
    return [rows.shown(at).passage.may_quote.line for at in range(len(rows.chosen))]


def test_rows_say_it_and_several_are_cleared_in_one_step(page: PassagesPage, sample: OpenStudy) -> None:
    asking(sample)
    ask(page, "quote:ask")
    lines = shown_lines(page)
    assert len(lines) > 3
    assert set(lines) == {"○ to be shown first"}
    first = page.list.rows.index(0)
    assert "to be shown first" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    entry(page.action_bar.quoting.menu(), "Shown and cleared").trigger()
    answer(page, DAY)
    assert len(page.list.rows.chosen) == 0  # none is left to be shown
    ask(page, "quote:cleared")
    assert set(shown_lines(page)) == {f"✓ shown {DAY}, cleared"}
    sample.undo()
    ask(page, "quote:ask")
    assert len(shown_lines(page)) == len(lines)


def test_a_copy_says_what_is_not_cleared_and_so_does_the_status_line(
    page: PassagesPage, sample: OpenStudy, notices: RecordedNotices
) -> None:
    asking(sample)
    ask(page, "quote:ask")
    page.list.start()
    page.action_bar.copy.click()
    assert QGuiApplication.clipboard().text().endswith(") [not cleared for quotation]")
    assert notices.lines[-1] == "Copied. 1 quotation is not cleared; the copied text says so."
    ask(page, "quote:open")
    page.list.start()
    page.action_bar.copy.click()
    assert notices.lines[-1] == "Copied."


def test_quotations_go_to_word_and_the_history_knows_which(
    qtbot: QtBot, page: PassagesPage, sample: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    asking(sample)
    ask(page, "quote:ask")
    page.list.start()
    for _at in range(2):
        QTest.keyClick(page.list, Qt.Key.Key_Space)
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    ids = page.coding_ids_in_hand()
    notices.answers = [tmp_path / "chapter.docx"]
    entry(page.action_bar.export.menu(), "Quotations (Word)").trigger()
    qtbot.waitUntil(lambda: quoted_codings(sample.reader) == frozenset(ids))
    document = Document(str(tmp_path / "chapter.docx"))
    rows = document.tables[0].rows
    assert len(rows) == 1 + 2
    assert all(row.cells[1].text.endswith("○ to be shown first") for row in rows[1:])
    assert any("Not cleared for quotation: 2 of 2 passages" in each.text for each in document.paragraphs)
    ask(page, "quoted:yes")
    assert len(page.list.rows.chosen) == 2


def test_codings_in_csv_say_it(
    qtbot: QtBot, page: PassagesPage, sample: OpenStudy, notices: RecordedNotices, tmp_path: Path
) -> None:
    asking(sample)
    ask(page, "quote:ask")
    page.list.start()
    sample.perform(note_shown(page.places_in_hand(), Clearing.REFUSED, DAY))
    ask(page, "quote:refused")
    page.list.start()
    notices.answers = [tmp_path / "passages.csv"]
    page.acts.export()
    qtbot.waitUntil(lambda: bool(notices.offers))
    with (tmp_path / "passages.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {(row["quote"], row["shown_on"]) for row in csv.DictReader(file)} == {("refused", DAY)}


def test_it_is_printed_with_the_passage(page: PassagesPage, sample: OpenStudy) -> None:
    asking(sample)
    ask(page, "quote:ask")
    rows = page.list.rows
    assert rows.found is not None
    parts = parts_of_passages(sample.reader, "", "", rows.found, rows.listing, lambda _at: 0)
    words = [part.text for part in parts if isinstance(part, PrintedWords)]
    assert sum("○ to be shown first" in each for each in words) == len(rows.chosen)


def test_a_row_paints_the_words_beside_its_codes(page: PassagesPage, sample: OpenStudy) -> None:
    asking(sample)
    ask(page, "quote:ask")
    index = page.list.rows.index(0)
    words = index.data(RowRole.PASSAGE).passage.may_quote.line
    layout = page.list.delegate.layout_of(index, 1000, is_current=False)
    assert words in [block.layout.text() for block, _at, _colour in layout.texts]


def test_a_list_says_who_is_quoted_and_its_numbers_open_their_passages(
    qtbot: QtBot, page: PassagesPage, sample: OpenStudy
) -> None:
    asking(sample)
    dialog = QuotedDialog(sample)
    qtbot.addWidget(dialog)
    dialog.place_chosen.connect(page.go)
    first = dialog.model.rows[0]
    assert first.passages == first.not_cleared > 0
    dialog.table.setCurrentIndex(dialog.model.index(0, 5))
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert str(page.asking.query) == f'person:"{first.name}" quote:shown,ask,refused,no'
    assert len(page.list.rows.chosen) == first.not_cleared
    assert page.place().detail == str(page.asking.query)


def test_the_command_line_says_it_of_passages_and_people(
    sample: OpenStudy, capsys: pytest.CaptureFixture[str]
) -> None:
    asking(sample)
    path = str(sample.file.path)
    assert run_command(["passages", path, "--query", "quote:ask"]) == 0
    assert "· ○ to be shown first" in capsys.readouterr().out
    assert run_command(["quoted", path, "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [each["quoting"] for each in records].count("ask") == 1
    assert records[0]["not_cleared"] == records[0]["passages"]
    assert run_command(["quoted", path, "--csv"]) == 0
    assert capsys.readouterr().out.startswith("key,name,quoting,passages,cleared,not_cleared,quoted")
