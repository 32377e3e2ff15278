"""Replacing the transcript on view by a corrected file, through the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot

from app.transcript.replace_dialog import ReplaceDialog
from app.window.window import MainWindow
from coding.model.study import SpeakerKind, Transcript
from storage.queries.codings import codings
from storage.queries.texts import interview_memo, transcript
from tests.app.conftest import RecordedNotices
from tests.journeys.conftest import on_study, window
from tests.journeys.test_reach import wanting

__all__ = ["on_study", "window"]

CORRECTED = """Interviewer: How is it going?
Head: {head}
Deputy: And we say hard things. [unintelligible 00:01:10]
"""


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    return tmp_path / "B2 corrected.txt"


def compare(
    qtbot: QtBot, window: MainWindow, notices: RecordedNotices, file: Path, text: str
) -> ReplaceDialog:
    """Choose a file with this text from the menu; return the dialog that shows what it would change."""
    file.write_text(text, "utf-8")
    notices.answers.append(file)
    window.actions_["replace"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ReplaceDialog)))
    (dialog,) = window.findChildren(ReplaceDialog)
    return dialog


def rows(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def stored(window: MainWindow) -> Transcript:
    found = transcript(window.open_study.reader, 1)
    assert found is not None
    return found


def replace(qtbot: QtBot, window: MainWindow, dialog: ReplaceDialog) -> None:
    QTest.mouseClick(dialog.replace, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.open_study.jobs.running)


def test_what_differs_is_shown_and_then_stored(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, corrected: Path
) -> None:
    text = CORRECTED.format(head="Well, we trust one another now.")
    dialog = compare(qtbot, on_study, notices, corrected, text)
    assert dialog.summary.text() == (
        "2 words differ in 1 place. 2 codings keep their words, 1 reads otherwise, 0 cannot be placed."
    )
    assert rows(dialog.places) == [["2", "Well, we trust each other now.", "Well, we trust one another now."]]
    assert rows(dialog.codings) == [["FG ✎", "we trust each other now.", "we trust one another now."]]
    assert wanting(dialog) == []
    replace(qtbot, on_study, dialog)
    assert "we trust one another now" in on_study.code.page.view.toPlainText()
    assert notices.lines[-1] == "Replaced by B2 corrected.txt."
    on_study.undo()
    assert "we trust each other now" in on_study.code.page.view.toPlainText()


def test_cancelling_changes_nothing(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, corrected: Path
) -> None:
    dialog = compare(qtbot, on_study, notices, corrected, CORRECTED.format(head="No."))
    before = stored(on_study)
    dialog.reject()
    assert stored(on_study) == before


def test_what_cannot_be_placed_is_listed_first(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, corrected: Path
) -> None:
    text = CORRECTED.format(head="The budget was cut last year.")
    dialog = compare(qtbot, on_study, notices, corrected, text)
    assert rows(dialog.codings)[0][2] == "cannot be placed: goes to the interview’s memo"
    replace(qtbot, on_study, dialog)
    study = on_study.open_study
    assert len(codings(study.reader, 1)) == 2
    assert "we trust each other now." in interview_memo(study.reader, 1, study.coder_id)
    assert "memo" in notices.lines[-1]


def test_a_new_label_is_asked_about(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, corrected: Path
) -> None:
    text = CORRECTED.format(head="Well, we trust each other now.") + "Governor: Yes.\nGovernor: No.\n"
    dialog = compare(qtbot, on_study, notices, corrected, text)
    box = dialog.findChildren(QComboBox)[0]
    assert dialog.meant() == {"Governor": SpeakerKind.PARTICIPANT}
    assert wanting(dialog) == []
    box.setCurrentIndex(box.findText("new: interviewer"))
    replace(qtbot, on_study, dialog)
    assert stored(on_study).speakers[-1].kind is SpeakerKind.INTERVIEWER


def test_a_label_can_be_said_to_be_none(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, corrected: Path
) -> None:
    text = CORRECTED.format(head="Well, we trust each other now.") + "Nota Bene: yes.\nNota Bene: no.\n"
    dialog = compare(qtbot, on_study, notices, corrected, text)
    box = dialog.findChildren(QComboBox)[0]
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    qtbot.waitUntil(lambda: not dialog.version.new_labels)
    assert dialog.version.original.transcript.text.endswith("Nota Bene: no.")


def test_another_interview_and_a_file_that_cannot_be_read(
    qtbot: QtBot, on_study: MainWindow, notices: RecordedNotices, corrected: Path, tmp_path: Path
) -> None:
    text = "Interviewer: Tell me about budgets.\nHead: Money was short, that is all I know about it."
    dialog = compare(qtbot, on_study, notices, corrected, text)
    assert dialog.warning.text().startswith("The two have little in common")
    dialog.reject()
    notices.answers.append(tmp_path / "nowhere.docx")
    on_study.actions_["replace"].trigger()
    qtbot.waitUntil(lambda: bool(notices.errors))
    assert notices.errors[-1].what == "It is not there."
