"""The tab of speakers: every label of the batch once, however it is spelt, corrected once for all files."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from app.intake.file_speakers import KINDS
from app.intake.panel import Correction, ImportPanel, PanelContext, in_turn
from app.shell import theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import PANEL, STRETCH, caption, column_of, hint, named, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.intake.batch_speakers import (
    BatchSpeaker,
    batch_speakers,
    with_person_everywhere,
    with_speaker_everywhere,
)
from coding.intake.corrections import with_same_speaker, without_label
from coding.intake.plan import ImportPlan
from coding.intake.row_notes import unclear_speakers
from coding.language import N_, _
from coding.model.study import SpeakerKind


class VoicesPanel(ImportPanel):
    """A line a label; two spellings of one speaker are merged below."""

    step = N_("Speakers")

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without speakers."""
        self.merging = _Merging()
        super().__init__(self.merging, parent)
        self._plan = ImportPlan()
        self._speakers: tuple[BatchSpeaker, ...] = ()
        model = TableModel(self._columns(), lambda speaker: speaker.key)
        self.table = RowsTable(model, _("Speakers of all files"))
        self.fill_with(self.table)
        self.table.selectionModel().currentChanged.connect(self._follow_current)
        self.merging.label_aliases.clicked.connect(self._merge)

    def _columns(self) -> list[TableColumn[BatchSpeaker]]:
        kind, who = _("What it is"), _("Who it is")
        return [
            TableColumn(_("Label, as it is spelt"), lambda speaker: " · ".join(speaker.spellings), width=260),
            TableColumn(kind, _kind_of, self._correct_kind, 120, choices=_kinds, colour=_colour_of_kind),
            TableColumn(who, _people_of, self._correct_person, 260, choices=self._people, is_free=True),
            TableColumn(_("Files"), lambda speaker: str(len(speaker.files)), width=60, is_number=True),
            TableColumn(_("Turns"), lambda speaker: f"{speaker.turns:,}", width=60, is_number=True),
            TableColumn(_("Words"), lambda speaker: f"{speaker.words:,}", width=80, is_number=True),
            TableColumn(_("Perhaps the same as"), self._like, width=200, colour=_colour_of_like),
        ]

    def title(self, plan: ImportPlan) -> str:
        """Return how many speakers there are."""
        count, open_ = len(batch_speakers(plan)), self.to_review(plan)
        speakers = _("Speakers {n}").format(n=count) if count else ""
        return (
            _("{speakers} · {n} to review").format(speakers=speakers, n=open_)
            if count and open_
            else speakers
        )

    def to_review(self, plan: ImportPlan) -> int:
        """Return in how many files it is not clear who asks."""
        return len(unclear_speakers(plan))

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

    def _people(self, _speaker: BatchSpeaker) -> list[str]:
        here = (participant.name for row in self._plan.rows for participant in row.participants)
        return list(dict.fromkeys((*here, *self._plan.known.people)))

    def _like(self, speaker: BatchSpeaker) -> str:
        spelt = {other.key: other.spellings[0] for other in self._speakers}
        return spelt.get(speaker.like, "")

    def _correct_person(self, row: BatchSpeaker, text: str) -> None:
        labels = [each.spellings[0] for each in self.table.meant(row)]
        self.say(in_turn(partial(with_person_everywhere, label=label, name=text) for label in labels))

    def _correct_kind(self, row: BatchSpeaker, text: str) -> None:
        meant = self.table.meant(row)
        kind = {_(word): kind for kind, word in KINDS}.get(text)
        if kind is not None:
            labels = (each.spellings[0] for each in meant)
            self.say(in_turn(partial(with_speaker_everywhere, label=label, kind=kind) for label in labels))
        elif text == _no_speaker():
            spellings = (spelling for each in meant for spelling in each.spellings)
            self.say_anew(in_turn(map(_without, spellings)))

    def _merge(self) -> None:
        as_label = str(self.merging.others.currentData() or "")
        labels = [speaker.spellings[0] for speaker in self.table.selected()]
        if as_label:
            self.say_anew(
                in_turn(partial(with_same_speaker, label=each, as_label=as_label) for each in labels)
            )


def _without(spelling: str) -> Correction:
    return lambda plan: without_label(plan, range(len(plan.rows)), spelling)


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
