"""The text of the selected file as it will come in, with its speakers; enough of it to judge by."""

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app import theme
from app.transcript.speakers import clock
from coding.arrivals import Arrival
from coding.language import _, plural
from coding.study import SpeakerKind, Turn

_CHARACTERS = 20_000


class Preview(QTextEdit):
    """Turns with their labels, the interviewer's dimmed; long texts are cut and say so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(_("Text of the selected file"))
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(14)
        self.setTabChangesFocus(True)

    def show_arrival(self, arrival: Arrival | None) -> None:
        """Show the beginning of a file's text, or nothing."""
        self.clear()
        if arrival is None or arrival.segmented is None:
            return
        cursor = QTextCursor(self.document())
        for heading in arrival.segmented.headings if arrival.voices else ():
            self._write(cursor, heading, theme.current().quiet)
        turns = arrival.segmented.transcript.turns
        for number, turn in enumerate(turns):
            if turn.start > _CHARACTERS:
                more = plural("… and {n} more turn", "… and {n} more turns", len(turns) - number)
                self._write(cursor, more, theme.current().quiet)
                break
            self._write_turn(cursor, arrival, turn)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_turn(self, cursor: QTextCursor, arrival: Arrival, turn: Turn) -> None:
        assert arrival.segmented is not None
        colours = theme.current()
        voice = None if turn.speaker_id is None else arrival.voices[turn.speaker_id]
        self._begin(cursor)
        if voice is not None:
            stamp = f" {clock(turn.time)}" if turn.time is not None else ""
            cursor.insertText(
                f"{voice.label}{stamp}\n".replace("\n", "\u2028"), _in(colours.quiet, pixels=12)
            )
        asks = voice is not None and voice.kind is SpeakerKind.INTERVIEWER
        end = min(turn.end, turn.start + _CHARACTERS)
        said = arrival.segmented.transcript.text[turn.start : end] + (" …" if end < turn.end else "")
        cursor.insertText(said.replace("\n", "\u2028"), _in(colours.dim if asks else colours.text, pixels=15))

    def _write(self, cursor: QTextCursor, text: str, colour: str) -> None:
        self._begin(cursor)
        cursor.insertText(text, _in(colour, pixels=12))

    def _begin(self, cursor: QTextCursor) -> None:
        spacing = QTextBlockFormat()
        spacing.setBottomMargin(8)
        if self.document().isEmpty():
            cursor.setBlockFormat(spacing)
        else:
            cursor.insertBlock(spacing)


def _in(colour: str, *, pixels: int) -> QTextCharFormat:
    """Return the format of a text in this colour, in the book face from 15 pixels on."""
    shown = QTextCharFormat()
    shown.setFont(theme.reading_font(pixels) if pixels >= 15 else theme.interface_font())
    shown.setForeground(QColor(colour))
    return shown
