"""Who speaks in the selected file: for each label what it stands for, and which person."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLayout, QWidget

from app.widgets.elided_label import ElidedLabel
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import STRETCH, Form, Part, button, hint
from coding.intake.plan import ImportRow, SpeakerLabel
from coding.intake.row_notes import remarks
from coding.intake.several import parts_of
from coding.language import N_, _, plural
from coding.model.study import SpeakerKind

KINDS = (
    (SpeakerKind.INTERVIEWER, N_("interviewer")),
    (SpeakerKind.PARTICIPANT, N_("participant")),
    (SpeakerKind.UNKNOWN, N_("not known")),
)


class SpeakersPanel(Form):
    """A row a label: what kind of speaker, which person, how many words; below, what is to be remarked."""

    kind_chosen = Signal(str, object)  # label, SpeakerKind; None: no speaker's label at all
    person_chosen = Signal(str, object)  # label, position of the person or None
    speakers_wanted = Signal()
    exchange_wanted = Signal()
    taking_apart_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(_("Speakers of the selected file"), parent=parent)

    def show_arrival(self, row: ImportRow | None) -> None:
        """Show the speakers of this file, or nothing."""
        focused = self._focused_name()
        parts: list[Part] = []
        if row is not None:
            problem = row.file.problem
            said = (hint(text, "warning" if text == problem else "dim") for text in remarks(row))
            parts = [_heading(row), self._rows(row), self._buttons(row), *said]
        self.show_parts(*parts, STRETCH)
        for box in self.findChildren(QComboBox):
            if focused and box.accessibleName() == focused:
                box.setFocus()

    def _focused_name(self) -> str:
        inner = self.widget()
        boxes = inner.findChildren(QComboBox) if inner is not None else []
        return next((box.accessibleName() for box in boxes if box.hasFocus()), "")

    def _rows(self, import_row: ImportRow) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for at, share in enumerate((2, 3, 3)):
            grid.setColumnStretch(at, share)
        for row, speaker_label in enumerate(import_row.speaker_labels):
            label = ElidedLabel("")
            label.setText(speaker_label.label)
            grid.addWidget(label, row, 0)
            kind = self._kind_box(speaker_label)
            label.setBuddy(kind)
            grid.addWidget(kind, row, 1)
            grid.addWidget(self._person_box(import_row, speaker_label), row, 2)
            words = QLabel(plural("{n:,} word", "{n:,} words", speaker_label.words))
            words.setProperty("role", "dim")
            grid.addWidget(words, row, 3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _buttons(self, import_row: ImportRow) -> QLayout:
        """Return what says who speaks where the labels, or who asks, were not understood."""
        speakers = button(_("These are speakers…"), self.speakers_wanted.emit)
        exchange = button(_("Exchange interviewer and participants"), self.exchange_wanted.emit)
        kinds = {label.kind for label in import_row.speaker_labels}
        speakers.setEnabled(import_row.readable)
        exchange.setEnabled(kinds >= {SpeakerKind.INTERVIEWER, SpeakerKind.PARTICIPANT})
        row = FlowLayout()
        row.addWidget(speakers)
        row.addWidget(exchange)
        parts = len(parts_of(import_row.file.document)) if import_row.readable else 0
        if parts:
            words = plural("Take apart into {n} interview", "Take apart into {n} interviews", parts)
            row.addWidget(button(words, self.taking_apart_wanted.emit))
        return row

    def _kind_box(self, label: SpeakerLabel) -> QComboBox:
        box = _Choice()
        box.setAccessibleName(_("What “{label}” is").format(label=label.label))
        for kind, word in KINDS:
            box.addItem(_(word), kind)
        box.addItem(_("is no speaker"), None)
        box.setCurrentIndex([kind for kind, _word in KINDS].index(label.kind))
        box.activated.connect(partial(self._say_kind, label.label, box))
        return box

    def _person_box(self, row: ImportRow, label: SpeakerLabel) -> QComboBox:
        box = _Choice()
        box.setAccessibleName(_("Who “{label}” is").format(label=label.label))
        for at, participant in enumerate(row.participants):
            box.addItem(participant.name, at)
        box.addItem(_("nobody in particular"), None)
        box.setCurrentIndex(label.participant if label.participant is not None else len(row.participants))
        box.setHidden(label.kind is not SpeakerKind.PARTICIPANT)
        box.activated.connect(partial(self._say_person, label.label, box))
        return box

    def _say_kind(self, label: str, box: QComboBox, at: int) -> None:
        kind = box.itemData(at)  # Qt keeps the bare string
        self.kind_chosen.emit(label, None if kind is None else SpeakerKind(kind))

    def _say_person(self, label: str, box: QComboBox, at: int) -> None:
        self.person_chosen.emit(label, box.itemData(at))


class _Choice(QComboBox):
    """A list that gets along with little width, and leaves the wheel to the panel it stands on."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Do not change what was said by scrolling past it."""
        event.ignore()


def _heading(row: ImportRow) -> QLabel:
    label = ElidedLabel("heading")
    label.setText(row.file.name)
    return label
