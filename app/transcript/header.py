"""What stands over a transcript: who, when, how long, how far."""

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import column_of, named, row_of, wide
from coding.language import _, plural
from coding.model.study import Interview, SpeakerKind, State
from coding.text.codings_on_text import CodingsOnText
from coding.text.times import clock


class InterviewHeader(QFrame):
    """Two quiet lines, and the button that says the interview is done."""

    done_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._title = ElidedLabel("heading")
        self._facts = ElidedLabel("dim")
        self.done = named(QToolButton(), _("This interview is done"))
        self.done.setCheckable(True)
        self.done.clicked.connect(self.done_toggled)
        row_of(
            wide(column_of(self._title, self._facts, spacing=3)), self.done, on=self, margins=(40, 16, 20, 12)
        )

    def show_interview(self, heading: str, interview: Interview, reading: State) -> None:
        """Show whose interview it is, when it was, and whether the coder at work is done with it."""
        date = _date_in_words(interview.date)
        self._title.setText(f"{heading} — {date}" if date else heading)
        is_done = reading is State.DONE
        self.done.setChecked(is_done)
        self.done.setText(_("✓ Done") if is_done else _("Mark as done"))
        self.done.setToolTip(_("Ctrl+Shift+D. Rates count interviews that are done."))

    def show_counts(self, interview: Interview, codings: CodingsOnText, how_far: str) -> None:
        """Show how long the interview is, how much of it is coded, and how far it has been read."""
        self._facts.setText(" · ".join([*_facts(interview, codings), how_far]))


def state_in_words(state: State) -> str:
    """Return a state in the language of the window."""
    return {
        State.NOT_STARTED: _("not started"),
        State.BEING_READ: _("being read"),
        State.DONE: _("done"),
    }[state]


def kind_in_words(kind: SpeakerKind) -> str:
    """Return what kind of speaker in the language of the window."""
    return {
        SpeakerKind.INTERVIEWER: _("interviewer"),
        SpeakerKind.PARTICIPANT: _("participant"),
        SpeakerKind.UNKNOWN: _("not known"),
    }[kind]


def _facts(interview: Interview, codings: CodingsOnText) -> list[str]:
    facts = [
        _("{words:,} words, {spoken:,} by participants").format(
            words=interview.words, spoken=interview.participant_words
        ),
        plural("{n} passage", "{n} passages", codings.passages)
        + ", "
        + plural("{n} coding", "{n} codings", len(codings)),
    ]
    if interview.duration:
        facts.append(clock(interview.duration))
    if interview.partial:
        facts.append(_("partial transcript"))
    return facts


def _date_in_words(date: str) -> str:
    found = QDate.fromString(date[:10], "yyyy-MM-dd")
    return QLocale().toString(found, "d MMMM yyyy") if found.isValid() else date
