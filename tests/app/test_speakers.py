"""The quiet column beside the transcript: times that were noted in the midst of a turn."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.transcript.coding_style import CodingStyles
from app.transcript.speakers import SpeakerColumn
from app.transcript.view import TranscriptView
from coding.model.study import Transcript
from coding.text.codings_on_text import CodingsOnText
from coding.text.segmentation import segment

TALK = [
    "[00:00:01] Female Voice 1: Well, it took a while.",
    "[00:00:31] We went there.",
    "[00:01:05] Interviewer: So.",
]


def grabbed(qtbot: QtBot, transcript: Transcript, width: int = 150) -> bytes:
    view = TranscriptView()
    column = SpeakerColumn(view)
    view.resize(300, 300)
    column.resize(width, 300)
    for widget in (view, column):
        qtbot.addWidget(widget)
        with qtbot.waitExposed(widget):
            widget.show()
    view.show_transcript(transcript, CodingsOnText(), CodingStyles([], None))
    column.show_transcript(transcript)
    image = column.grab().toImage()
    return bytes(image.constBits())


def test_a_time_inside_a_turn_is_painted_beside_its_paragraph(qtbot: QtBot) -> None:
    transcript = segment(TALK).transcript
    assert [turn.ms for turn in transcript.turns] == [1000, 65_000]
    without = replace(transcript, marks=tuple(mark for mark in transcript.marks if mark.ms != 31_000))
    assert grabbed(qtbot, transcript) != grabbed(qtbot, without)
    assert grabbed(qtbot, transcript) == grabbed(qtbot, transcript)


def test_where_there_is_room_for_one_the_name_stands_and_not_the_time(qtbot: QtBot) -> None:
    transcript = segment(["[00:01:05] Interviewer: So."]).transcript
    timeless = replace(transcript, turns=tuple(turn._replace(ms=None) for turn in transcript.turns))
    assert grabbed(qtbot, transcript) != grabbed(qtbot, timeless)
    assert grabbed(qtbot, transcript, 100) == grabbed(qtbot, timeless, 100)
