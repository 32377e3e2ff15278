"""The tab of speakers: every label of the batch once, however it is spelt, corrected once for all files."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from app.intake.file_speakers import KINDS
from app.intake.panel import ImportPanel, PanelContext
from app.shell import theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import PANEL, STRETCH, caption, column_of, hint, named, row_of, wide
from app.widgets.rows_table import RowsField, RowsModel, RowsTable
from coding.intake.batch_speakers import (
    BatchSpeaker,
    batch_speakers,
    with_person_everywhere,
    with_same_speaker,
    with_speaker_everywhere,
)
from coding.intake.corrections import without_label
from coding.intake.plan import ImportPlan
from coding.language import _
from coding.model.study import SpeakerKind

_KIND, _WHO = 1, 2


class VoicesPanel(ImportPanel):
    """A line a label; two spellings of one speaker are merged below."""

    tab_id = "speakers"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without speakers."""
        self.merging = _Merging()
        super().__init__(self.merging, parent)
        self._plan = ImportPlan()
        self._speakers: tuple[BatchSpeaker, ...] = ()
        self.model = RowsModel[BatchSpeaker](self._fields(), lambda speaker: speaker.key, self)
        self.table = RowsTable[BatchSpeaker](self.model, _("Speakers of all files"))
        column_of(self.table, on=self)
        self.model.typed.connect(self._correct)
        self.table.selectionModel().currentChanged.connect(self._follow_current)
        self.merging.label_aliases.clicked.connect(self._merge)

    def _fields(self) -> list[RowsField[BatchSpeaker]]:
        return [
            RowsField(_("Label, as it is spelt"), 260, lambda speaker: " · ".join(speaker.spellings)),
            RowsField(_("What it is"), 120, _kind_of, _colour_of_kind, choices=_kinds),
            RowsField(_("Who it is"), 260, _people_of, choices=self._people, free=True),
            RowsField(_("Files"), 60, lambda speaker: str(len(speaker.files)), is_number=True),
            RowsField(_("Turns"), 60, lambda speaker: f"{speaker.turns:,}", is_number=True),
            RowsField(_("Words"), 80, lambda speaker: f"{speaker.words:,}", is_number=True),
            RowsField(_("Perhaps the same as"), 200, self._like, _colour_of_like),
        ]

    def title(self, plan: ImportPlan) -> str:
        """Return how many speakers there are."""
        count = len(batch_speakers(plan))
        return _("Speakers {n}").format(n=count) if count else ""

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the speakers of a plan."""
        self._plan = plan
        self._speakers = batch_speakers(plan)
        self.table.show_rows(self._speakers)
        self._follow_current()

    def shown(self) -> PanelContext:
        """Return the first file in which the current one speaks, and where."""
        speaker = self.table.current()
        return PanelContext() if speaker is None or not speaker.files else PanelContext(speaker.files[0])

    def _follow_current(self) -> None:
        self.merging.show_speaker(self.table.current(), self._speakers)
        self.shown_changed.emit()

    def _people(self, _speaker: BatchSpeaker) -> list[str]:
        here = (participant.name for import_row in self._plan.rows for participant in import_row.participants)
        return list(dict.fromkeys((*here, *self._plan.known.people)))

    def _like(self, speaker: BatchSpeaker) -> str:
        spelt = {other.key: other.spellings[0] for other in self._speakers}
        return spelt.get(speaker.like, "")

    def _correct(self, row: int, column: int, text: str) -> None:
        labels = [speaker.spellings[0] for speaker in self.table.meant(row)]
        if column == _WHO:
            self.say(partial(_with_person, labels=labels, name=text.strip()))
            return
        kinds = {_(word): kind for kind, word in KINDS}
        if text in kinds:
            self.say(partial(_with_kind, labels=labels, kind=kinds[text]))
        elif text == _no_speaker():
            self.say_anew(partial(_without, spellings=self._spellings(row)))

    def _spellings(self, row: int) -> list[str]:
        return [spelling for speaker in self.table.meant(row) for spelling in speaker.spellings]

    def _merge(self) -> None:
        as_label = str(self.merging.others.currentData() or "")
        labels = [speaker.spellings[0] for speaker in self.table.selected()]
        if as_label:
            self.say_anew(partial(_with_same, labels=labels, as_label=as_label))


def _with_person(plan: ImportPlan, labels: list[str], name: str) -> ImportPlan:
    for label in labels:
        plan = with_person_everywhere(plan, label, name)
    return plan


def _with_kind(plan: ImportPlan, labels: list[str], kind: SpeakerKind) -> ImportPlan:
    for label in labels:
        plan = with_speaker_everywhere(plan, label, kind)
    return plan


def _without(plan: ImportPlan, spellings: list[str]) -> ImportPlan:
    for spelling in spellings:
        plan = without_label(plan, range(len(plan.rows)), spelling)
    return plan


def _with_same(plan: ImportPlan, labels: list[str], as_label: str) -> ImportPlan:
    for label in labels:
        plan = with_same_speaker(plan, label, as_label)
    return plan


def _no_speaker() -> str:
    return _("is no speaker")


def _kinds(_speaker: BatchSpeaker) -> list[str]:
    return [*(_(word) for _kind, word in KINDS), _no_speaker()]


def _kind_of(speaker: BatchSpeaker) -> str:
    words = dict(KINDS)
    return _("differs") if speaker.kind is None else _(words[speaker.kind])


def _colour_of_kind(speaker: BatchSpeaker) -> str | None:
    known = speaker.kind in {SpeakerKind.INTERVIEWER, SpeakerKind.PARTICIPANT}
    return None if known else theme.current().warning


def _colour_of_like(_speaker: BatchSpeaker) -> str | None:
    return theme.current().warning


def _people_of(speaker: BatchSpeaker) -> str:
    return "; ".join(speaker.people)


class _Merging(QWidget):
    """Says that the selected label is another spelling of one beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.label = ElidedLabel("heading")
        self.others = named(QComboBox(), _("Another spelling of"))
        self.others.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.others.setMinimumContentsLength(12)
        self.label_aliases = QPushButton(_("Merge with…"))
        words = _(
            "What is said in this table holds for all files. Where the same label is another person in "
            "one file, correct that file alone under Files."
        )
        column_of(
            self.label,
            row_of(caption(_("Another spelling of"), self.others), wide(self.others), self.label_aliases),
            hint(words),
            STRETCH,
            on=self,
            margins=PANEL,
            spacing=8,
        )

    def show_speaker(self, speaker: BatchSpeaker | None, speakers: tuple[BatchSpeaker, ...]) -> None:
        """Offer the other labels, the likely one first."""
        self.setEnabled(speaker is not None)
        self.label.setText(" · ".join(speaker.spellings) if speaker else "")
        self.others.clear()
        others = [other for other in speakers if speaker and other.key != speaker.key]
        for other in sorted(others, key=lambda other: bool(speaker) and other.key != speaker.like):
            self.others.addItem(other.spellings[0], other.spellings[0])
        self.label_aliases.setEnabled(bool(others))
