"""The table as it was, in the window: beside that of today, with the reason of each difference."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.history.past_dialog import PastDialog
from app.shell.open_study import OpenStudy
from app.window.transcripts_dialog import TranscriptsDialog
from storage.operations.codings import take_off
from storage.queries.codebook import frameworks
from storage.queries.codings import codings
from storage.writers.transcript_looks import CodesAs, TranscriptLook
from tests.app.conftest import RecordedNotices


def test_a_table_of_yesterday_stands_beside_todays(qtbot: QtBot, sample: OpenStudy, over: QWidget) -> None:
    """By hand: JPD 22 in 2014 and 83 in all; one coding is taken off today."""
    strands = {code.abbreviation: code.id for code in frameworks(sample.reader)[0].codes}
    first = next(each for each in codings(sample.reader, 2) if each.code_id == strands["JPD"])
    sample.perform(take_off(first.id))
    dialog = PastDialog(sample, over)
    dialog.fields.day.setText((datetime.now(UTC) - timedelta(days=1)).date().isoformat())
    dialog.rebuild()
    qtbot.waitUntil(lambda: bool(dialog.model.rows), timeout=20_000)
    shown = {row.strand: row for row in dialog.model.rows}
    assert (shown["JPD"].then["2014"], shown["JPD"].now["2014"]) == (22, 21)
    assert shown["JPD"].why.startswith("1 went: ")
    assert (shown["HSC"].then, shown["HSC"].why) == (shown["HSC"].now, "")
    assert dialog.model.columns[1].text(shown["JPD"]) == "22 → 21"
    dialog.fields.day.setText("2001-03-12")
    dialog.rebuild()
    qtbot.waitUntil(lambda: "was begun on" in dialog.said.text(), timeout=20_000)
    assert not dialog.model.rows
    qtbot.waitUntil(lambda: not sample.jobs.running)
    dialog.close()


def test_transcripts_are_written_after_it_was_said_what_comes_back(
    qtbot: QtBot, sample: OpenStudy, over: QWidget, notices: RecordedNotices, tmp_path: Path
) -> None:
    dialog = TranscriptsDialog(sample, over)
    dialog.looks.choose(TranscriptLook(codes_as=CodesAs.COMMENTS))
    dialog.looks.changed.emit()
    qtbot.waitUntil(lambda: "same codings back" in dialog.said.text(), timeout=30_000)
    assert dialog.lost.count() == 0
    notices.answers = [tmp_path]
    dialog.act()
    qtbot.waitUntil(lambda: any("20 transcripts" in line for line in notices.lines), timeout=30_000)
    assert len([*tmp_path.glob("*.docx")]) == 20
