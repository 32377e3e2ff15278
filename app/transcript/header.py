"""What stands over a transcript: who, when, how long, how far."""

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QToolButton, QWidget

from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import named, row_of, wide, with_role
from app.widgets.menus import give_menu, menu_button
from app.widgets.painting import write
from coding.language import _, plural
from coding.model.study import Interview, SpeakerKind, State
from coding.text.codings_on_text import CodingsOnText
from coding.text.times import clock

_LEFT, _SIGN = 20, 26  # pixels


class InterviewHeader(QFrame):
    """One quiet line, and the button that says the interview is done.

    While the list of interviews is folded it leads to the others.
    """

    done_toggled = Signal()
    step_wanted = Signal(int)  # to the next interview or the previous one
    list_wanted = Signal(QMenu)  # an empty menu, to be filled with all interviews

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(44)
        self._title = ElidedLabel("heading")
        self._facts = _Facts()
        self.done = named(QToolButton(), _("This interview is done"))
        self.done.setCheckable(True)
        self.done.clicked.connect(self.done_toggled)
        self.before = self._step_button("‹", _("Previous interview"), -1)
        self.after = self._step_button("›", _("Next interview"), 1)
        self.others = menu_button(_("All interviews"))
        self.others.setText("▾")
        self.others.setFixedWidth(_SIGN)
        menu = QMenu(self.others)
        menu.aboutToShow.connect(lambda: self._list(menu))
        give_menu(self.others, menu)
        row_of(
            *(self.before, self._title, self.others, self.after, wide(self._facts), self.done),
            on=self,
            margins=(_LEFT, 0, 14, 0),
            spacing=6,
        )
        self.change_interview(on=False)

    def _step_button(self, sign: str, name: str, by: int) -> QToolButton:
        button = named(with_role(QToolButton(), "flat"), name)
        button.setText(sign)
        button.setFixedWidth(_SIGN)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.step_wanted.emit(by))
        return button

    def _list(self, menu: QMenu) -> None:
        menu.clear()
        for before in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            before.deleteLater()
        self.list_wanted.emit(menu)

    def change_interview(self, on: bool) -> None:  # noqa: FBT001 - as a signal says it
        """Offer the other interviews, or leave that to the list."""
        for button in (self.before, self.others, self.after):
            button.setVisible(on)

    def show_interview(self, heading: str, interview: Interview, reading: State) -> None:
        """Show whose interview it is, when it was, and whether the coder at work is done with it."""
        date = _date_in_words(interview.date)
        self._title.setText(f"{heading} — {date}" if date else heading)
        is_done = reading is State.DONE
        self.done.setChecked(is_done)
        self.done.setText(_("✓ Done") if is_done else _("Mark as done"))
        self.done.setToolTip(_("Ctrl+Shift+D. Rates count interviews that are done."))

    def show_counts(self, interview: Interview, codings: CodingsOnText, how_far: str) -> None:
        """Show how much of the interview is coded, how far it has been read, and how long it is."""
        coded, *others = _facts(interview, codings)
        self._facts.show_facts([*filter(None, (coded, how_far)), *others])


class _Facts(QLabel):
    """Facts beside a heading; where there is no room for all, those that are said last go first."""

    def __init__(self) -> None:
        super().__init__()
        with_role(self, "dim")
        self._wordings = [""]

    def show_facts(self, facts: list[str]) -> None:
        """Show as many as fit."""
        self._wordings = [" · ".join(facts[:n]) for n in range(len(facts), -1, -1)]
        self.setText(self._wordings[0])
        self.setToolTip(self._wordings[0])

    def minimumSizeHint(self) -> QSize:
        """Be content with no width: the heading goes first."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for none."""
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        room, metrics = self.contentsRect(), self.fontMetrics()
        shown = next((text for text in self._wordings if metrics.horizontalAdvance(text) <= room.width()), "")
        write(QPainter(self), room, shown, self.palette().color(self.foregroundRole()).name())


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
        plural("{n} passage", "{n} passages", codings.passages)
        + ", "
        + plural("{n} coding", "{n} codings", len(codings)),
        _("{words:,} words, {spoken:,} by participants").format(
            words=interview.words, spoken=interview.participant_words
        ),
    ]
    if interview.duration_ms:
        facts.append(clock(interview.duration_ms))
    if interview.partial:
        facts.append(_("partial transcript"))
    return facts


def _date_in_words(date: str) -> str:
    found = QDate.fromString(date[:10], "yyyy-MM-dd")
    return QLocale().toString(found, "d MMMM yyyy") if found.isValid() else date
