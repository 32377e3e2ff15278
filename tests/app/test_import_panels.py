"""The tabs of the import page: what was understood of a batch is put right, and the text follows at once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.intake.page import ImportPage
from app.intake.plan_editing import PlanEditing
from app.shell.open_study import OpenStudy
from app.widgets.speakers_dialog import SpeakersDialog
from app.widgets.table_view import RowsTable
from coding.intake.left_out import left_out
from coding.intake.plan import ImportPlan, ImportRow, PatternOf
from coding.model.study import InterviewKind, SpeakerKind
from coding.notation.hand_marks import CodedBy, MarkState, Reach
from tests.app.conftest import RecordedNotices
from tests.journeys.drawer import fill


@pytest.fixture(scope="module")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("drawer"))


@pytest.fixture(scope="module")
def read() -> list[ImportPlan]:
    """Return the plan of the drawer once it was read: a plan is a value, and every study here is alike."""
    return []


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy, drawer: Path, read: list[ImportPlan]) -> ImportPage:
    """Return the page with the drawer on it."""
    page = ImportPage(open_study)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.refresh_if_stale()
    if read:
        page.correcting.begin(read[0])
        return page
    with qtbot.waitSignal(page.take([drawer]).ended, timeout=20_000):
        pass
    read.append(page.plan)
    return page


def titles(page: ImportPage) -> list[str]:
    tabs = page.tabs.tabs
    return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]


def column(table: RowsTable[Any], at: int) -> list[str]:
    model = table.rows_model
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def pick(table: RowsTable[Any], row: int, at: int, text: str) -> None:
    """Correct a field of a table."""
    table.selectRow(row)
    table.rows_model.setData(table.rows_model.index(row, at), text)


def choose(box: QComboBox, value: str) -> None:
    """Choose a line of a list, as the mouse does."""
    box.setCurrentIndex(box.findData(str(value)))
    box.activated.emit(box.currentIndex())


def written(page: ImportPage, state: MarkState) -> list[str]:
    return [m.written or m.colour for a in page.plan.included for m in a.marks if m.state is state]


def text_of(page: ImportPage, name: str, round_name: str = "2014") -> str:
    plan = page.plan
    found = next(a for a in plan.rows if a.file.name == name and a.round.value == round_name)
    assert found.segmented is not None
    return found.segmented.transcript.text


# --- the tabs ---------------------------------------------------------------------------------


def test_steps_stand_at_the_left_with_what_is_to_be_reviewed(page: ImportPage) -> None:
    steps = page.tabs.steps
    rows = [steps.list.item(at) for at in range(steps.list.count())]
    assert [row.text() for row in rows if not row.isHidden()] == [
        "Files 8 ✓",
        "Speakers 5 ✓",
        "Codes 15 · 4 to review",
        "Colours 2 · 2 open",
        titles(page)[4],
        "Left out 2",
    ]
    steps.list.setCurrentRow(2)
    assert page.tabs.panel is page.tabs.marks
    page.tabs.choose(page.tabs.masks)  # folded away till now
    assert steps.more.isChecked()
    assert steps.list.currentItem().text() == "Masking"


def test_tabs_carry_counts_and_empty_ones_are_hidden(page: ImportPage) -> None:
    assert titles(page)[:4] == ["Files 8", "Speakers 5", "Codes 15 · 4 to review", "Colours 2 · 2 open"]
    assert "Tables 1" in titles(page)
    assert titles(page)[-1] == "Left out 2"


def test_without_marks_there_is_no_tab_of_codes(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    page.turn_away()
    plain = tmp_path / "plain.txt"
    plain.write_text("Interviewer: How?\nTeacher: Well.\n")
    with qtbot.waitSignal(page.take([plain]).ended):
        pass
    assert not any(title.startswith(("Codes", "Colours", "Left")) for title in titles(page))


# --- codes ------------------------------------------------------------------------------------


def test_what_is_to_be_looked_at_stands_first_and_the_list_can_be_narrowed(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    assert column(page.tabs.marks.table, 1)[0] == "DSX"
    only = page.tabs.marks.show_only
    only.setCurrentIndex(only.findData("look"))
    only.activated.emit(only.currentIndex())
    assert column(page.tabs.marks.table, 1) == ["DSX", "yellow", "yellow", "green"]


def test_the_counts_are_said_by_strand(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    said = "15 codings on 11 passages, 1 memo: JPD 5 · M&C 2 · FG 1 · HSC 3 · E&C 3 · AI 1"
    assert page.tabs.marks.counts.text() == said


def test_a_mark_says_its_place_and_its_passage_is_shown(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    page.tabs.marks.table.selectRow(column(page.tabs.marks.table, 1).index("HSC/E&C"))
    assert page.tabs.marks.marks.place.text() == "understood · B2 head.docx · turn 2 · Female Voice 1"
    view = page.tabs.preview.view
    assert view.selected_text().endswith("we just tell each other when it went badly.")
    assert [view.looks.label(coding) for coding in view.codings.exactly(view.selected)] == ["HSC", "E&C"]


def test_what_was_not_understood_is_underlined_and_called_as_it_is_written(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    page.tabs.marks.table.selectRow(column(page.tabs.marks.table, 1).index("yellow"))
    view = page.tabs.preview.view
    assert view.current_coding is not None
    assert view.looks.label(view.current_coding) == "yellow ??"
    assert view.to_qt(view.selected) in view.hits


def say(page: ImportPage, mark: str, codes: str, *, here: bool) -> None:
    page.tabs.choose(page.tabs.marks)
    page.tabs.marks.table.selectRow(column(page.tabs.marks.table, 1).index(mark))
    detail = page.tabs.marks.marks
    detail.scope.setCurrentIndex(0 if here else detail.scope.count() - 1)
    detail.codes.setEditText(codes)
    QTest.keyClick(detail.codes, Qt.Key.Key_Return)


def test_a_mark_is_explained_here_by_two_codes(page: ImportPage) -> None:
    say(page, "DSX", "hsc/e&c", here=True)
    row = column(page.tabs.marks.table, 1).index("DSX")
    assert column(page.tabs.marks.table, 2)[row] == "HSC / E&C"
    assert page.plan.rules.labels == {}
    detail = page.tabs.marks.marks
    page.tabs.marks.table.selectRow(row)
    detail.take_back.click()
    assert written(page, MarkState.NOT_UNDERSTOOD)[0] == "DSX"


def test_several_codes_are_meant_here_alone_and_what_is_none_is_not_taken(page: ImportPage) -> None:
    before = page.plan
    say(page, "DSX", "no such code", here=False)
    assert page.plan is before
    assert page.tabs.marks.marks.note.text() == "The framework has no code called “no such code”."
    say(page, "DSX", "hsc/e&c", here=False)
    assert page.plan.rules.labels == {}
    assert "DSX" not in written(page, MarkState.NOT_UNDERSTOOD)
    page.tabs.choose(page.tabs.colours)
    page.tabs.colours.meaning.codes.setEditText("hsc/e&c")
    page.tabs.colours.meaning.codes.take_written()
    assert page.plan.rules.colours == {}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_list_of_codes_has_a_ground_and_closes_when_one_is_taken(qtbot: QtBot, page: ImportPage) -> None:
    page.tabs.choose(page.tabs.colours)
    codes = page.tabs.colours.meaning.codes
    completer, line = codes.completer(), codes.lineEdit()
    assert completer is not None
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "PD")
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert len(page.plan.rules.colours) == 1
    assert not popup.isVisible()


def test_a_label_means_a_code_from_now_on(page: ImportPage) -> None:
    say(page, "DSX", "ti", here=False)
    assert list(page.plan.rules.labels) == ["dsx"]
    assert "DSX" not in text_of(page, "A4 literacy lead.docx")


def test_what_is_no_code_goes_back_into_the_text(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    page.tabs.marks.table.selectRow(column(page.tabs.marks.table, 1).index("C&M"))
    page.tabs.marks.marks.scope.setCurrentIndex(0)
    page.tabs.marks.marks.no_code.click()
    assert written(page, MarkState.NO_CODE) == ["C&M"]
    assert "C&M" in text_of(page, "A4 literacy lead.docx")


def test_the_reach_of_a_passage_is_changed_for_one_and_for_all(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    row = column(page.tabs.marks.table, 1).index("HSC/E&C")
    page.tabs.marks.table.selectRow(row)
    choose(page.tabs.marks.marks.reach, Reach.SENTENCE)
    assert column(page.tabs.marks.table, 6)[row] == "the last sentence"
    choose(page.tabs.marks.rules.reach, Reach.EXCHANGE)
    assert page.plan.rules.reach is Reach.EXCHANGE
    assert column(page.tabs.marks.table, 6)[row] == "the last sentence"


def test_letters_that_are_not_read_stay_in_the_text(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    page.tabs.marks.rules.letters.click()
    assert "HSC/E&C" in text_of(page, "B2 head.docx")
    page.tabs.marks.rules.colours.click()
    page.tabs.marks.rules.comments.click()
    reasons = [line.reason for line in left_out(page.plan)]
    assert "4 coloured stretches are not read." in reasons
    assert "3 comments are not read." in reasons
    assert "Codes" in titles(page)
    page.tabs.marks.rules.letters.click()
    assert "HSC/E&C" not in text_of(page, "B2 head.docx")


def test_whose_codings_they_become_is_chosen(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.marks)
    choose(page.tabs.marks.rules.coder, CodedBy.COMMENTER)
    assert page.plan.rules.coded_by is CodedBy.COMMENTER


# --- who, where, when -------------------------------------------------------------------------


def test_a_speaker_is_corrected_once_for_all_files(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.speaker_labels)
    pick(
        page.tabs.speaker_labels.table,
        column(page.tabs.speaker_labels.table, 0).index("Teacher"),
        1,
        "interviewer",
    )
    kinds = {v.kind for a in page.plan.included for v in a.speaker_labels if v.label == "Teacher"}
    assert kinds == {SpeakerKind.INTERVIEWER}


def test_two_labels_are_made_one_speaker(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.speaker_labels)
    page.tabs.speaker_labels.table.selectRow(column(page.tabs.speaker_labels.table, 0).index("Respondent"))
    others = page.tabs.speaker_labels.merging.others
    others.setCurrentIndex(others.findData("Teacher"))
    page.tabs.speaker_labels.merging.label_aliases.click()
    assert not any(v.label == "Respondent" for a in page.plan.included for v in a.speaker_labels)


def test_a_pattern_is_tried_while_it_is_written(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.names)
    name = page.tabs.names.name
    name.pattern.setEditText("{round}/{school}{role} {any}")
    assert name.said.text() == "fits 6 of 7"
    assert column(name.table, 1)[:2] == ["2014", "2014"]
    name.pattern.setEditText("{rond}")
    assert not name.use.isEnabled()
    name.pattern.setEditText("{any}/{school}{role} {any}")
    name.use.click()
    assert page.plan.rows[1].patterns
    name.take_back.click()
    assert not page.plan.rows[1].patterns


def test_a_pattern_of_headings_shows_its_own_examples(page: ImportPage, qtbot: QtBot) -> None:
    page.tabs.choose(page.tabs.names)
    heading = page.tabs.names.heading
    assert page.tabs.names.name.table.isVisible()
    page.activateWindow()
    heading.pattern.setFocus()
    qtbot.waitUntil(heading.table.isVisible)
    heading.pattern.setEditText("")
    assert not heading.use.isEnabled()
    read = [
        at
        for at, import_row in enumerate(page.plan.rows)
        if import_row.original and import_row.original.headings
    ]
    assert [text != "no heading" for text in column(heading.table, 0)] == [
        at in read for at, import_row in enumerate(page.plan.rows) if import_row.readable
    ]
    heading.pattern.setEditText("{any}-{role}")
    heading.use.click()
    assert all(import_row.patterns == {PatternOf.HEADING: "{any}-{role}"} for import_row in page.plan.rows)
    heading.take_back.click()
    assert not page.plan.rows[1].patterns


def test_a_column_of_the_table_is_used_otherwise(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.metadata)
    table = page.tabs.metadata.table
    assert column(table, 1) == ["the file", "the round", "the person", "more about the person"]
    pick(table, 3, 1, "left out")
    assert column(table, 1)[3] == "left out"
    assert not any(any(a.person_attributes) for a in page.plan.rows)


def test_what_is_missing_is_said_once(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.missing)
    table = page.tabs.missing.table
    row = column(table, 0).index("the school")
    pick(table, row, 1, "B")
    assert [a.school.value for a in page.plan.rows if a.file.name == "minutes.txt"] == ["B"]
    assert not any(title.startswith("Missing") for title in titles(page))
    assert page.tabs.panel is not page.tabs.missing


def test_a_table_that_comes_later_fills_in_what_is_there(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    table = tmp_path / "more.csv"
    table.write_text("file,round,mood\nE5 teacher.pdf,2014,cheerful\n")
    with qtbot.waitSignal(page.take([table]).ended):
        pass
    assert "Tables 2" in titles(page)
    table.with_name("odd.csv").write_text("a,b\n1,2\n")
    with qtbot.waitSignal(page.take([table.with_name("odd.csv")]).ended):
        pass
    assert "Tables 3" in titles(page)
    page.tabs.choose(page.tabs.metadata)
    page.tabs.metadata.which.setCurrentIndex(2)
    page.tabs.metadata.which.activated.emit(2)
    page.tabs.metadata.leave_out.click()
    assert "Tables 2" in titles(page)


# --- questions and masks ----------------------------------------------------------------------


def test_questions_are_looked_for_and_corrected(page: ImportPage) -> None:
    page.tabs.choose(page.tabs.questions)
    page.tabs.questions.lists.text.setPlainText("How do you challenge each other? [E&C]\nWho decides?")
    page.tabs.questions.lists.use.click()
    found = column(page.tabs.questions.table, 0)
    assert sorted(found) == ["How do you challenge each other?", "Who decides?"]
    assert "Questions 2 · 2 found" in titles(page)
    pick(page.tabs.questions.table, found.index("Who decides?"), 0, "none of them")
    assert column(page.tabs.questions.table, 0) == ["How do you challenge each other?"]


def test_names_are_masked_and_unmasked(page: ImportPage, notices: RecordedNotices, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.write_text("name,pseudonym\nTuesdays,Mondays\n")
    notices.answers.append(key)
    page.tabs.choose(page.tabs.masks)
    page.tabs.masks.open_key.click()
    assert column(page.tabs.masks.table, 2) == ["1"]
    page.tabs.masks.mask_all.click()
    assert "Mondays" in text_of(page, "E5 teacher.pdf")
    page.tabs.marks.rules.changed.emit(page.plan.rules)
    pick_round(page)
    page.tabs.masks.unmask.click()
    assert "Tuesdays" in text_of(page, "E5 teacher.pdf", "2013")


def pick_round(page: ImportPage) -> None:
    """Say another round of the PDF, under the mask."""
    row = next(at for at, a in enumerate(page.plan.rows) if a.file.name == "E5 teacher.pdf")
    page.tabs.files.table.selectRow(row)
    page.tabs.files.model.setData(page.tabs.files.model.index(row, 1), "2013")


# --- one after the other ----------------------------------------------------------------------


def test_corrections_wait_for_a_long_one_and_none_is_lost(qtbot: QtBot, page: ImportPage) -> None:
    correcting = PlanEditing(page.open_study)
    words: Sequence[str] = ["a", "b", "c"]
    large = ImportPlan(tuple(_with_words(page, 30_000)))
    correcting.begin(large)
    done: list[str] = []

    def note(word: str, plan: ImportPlan) -> ImportPlan:
        done.append(word)
        return plan

    correcting.read_anew(lambda plan: note(words[0], plan))
    assert correcting.is_working
    correcting.correct(lambda plan: note(words[1], plan))
    correcting.read_anew(lambda plan: note(words[2], plan))
    qtbot.waitUntil(lambda: done == list(words) and not correcting.is_working)


def test_many_files_are_taken_in_on_a_thread(qtbot: QtBot, page: ImportPage) -> None:
    correcting = PlanEditing(page.open_study)
    (first,) = (second,) = _with_words(page, 15_000)

    def take(plan: ImportPlan) -> ImportPlan:
        return ImportPlan((*plan.rows, second))

    correcting.begin(ImportPlan((first,)))
    correcting.read_anew(take, (second,))
    assert correcting.is_working
    correcting.read_anew(take, (second,))
    qtbot.waitUntil(lambda: len(correcting.plan.rows) == 3 and not correcting.is_working)


def _with_words(page: ImportPage, count: int) -> list[ImportRow]:
    return [replace(page.plan.rows[1], words=count)]


def test_who_speaks_is_said_in_a_dialog_and_exchanged(page: ImportPage, qtbot: QtBot) -> None:
    files = page.tabs.files
    at = next(at for at, row in enumerate(page.plan.rows) if row.kind is InterviewKind.INTERVIEW)
    files.table.selectRow(files.model.keys.index(at))
    before = page.plan.rows[at]
    files.speakers.speakers_wanted.emit()
    dialog = page.findChild(SpeakersDialog)
    assert dialog is not None
    assert dialog.by_sign.isChecked()
    dialog.by_words.click()
    dialog.words.setText("nobody at all says so")
    dialog.unlabelled.setCurrentIndex(dialog.unlabelled.findData("Participant"))
    dialog.unlabelled.activated.emit(2)
    voices = dialog.voices.rows_model
    qtbot.waitUntil(
        lambda: [str(voices.index(row, 0).data()) for row in range(voices.rowCount())] == ["Participant"]
    )
    dialog.accept()
    assert [label.label for label in page.plan.rows[at].speaker_labels] == ["Participant"]
    files.speakers.speakers_wanted.emit()
    dialog = page.findChildren(SpeakersDialog)[-1]
    dialog.by_nothing.click()
    dialog.unlabelled.setCurrentIndex(0)
    dialog.accept()
    assert page.plan.rows[at].participant_words == before.participant_words
    files.speakers.exchange_wanted.emit()
    assert page.plan.rows[at].participant_words != before.participant_words
