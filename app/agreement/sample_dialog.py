"""Asks what is drawn to be coded again: interviews or passages, how many, with which seed."""

from collections.abc import Callable, Sequence
from secrets import randbelow

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QSpinBox, QWidget

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import DIALOG, STRETCH, caption, column_of, hint, line, named, row_of
from app.widgets.segmented_control import SegmentedControl
from coding.language import _, plural
from coding.model.sample import Sample, SampledPlace, SampleUnit
from coding.model.study import Coder
from storage.operations.samples import draw_sample
from storage.queries.people import rounds
from storage.queries.samples import candidates, drawn, sample_of

_USUAL = 3


class SampleDialog(QDialog):
    """What is drawn is shown as far as it gives nothing away: how many of how many, and the seed."""

    def __init__(self, open_study: OpenStudy, whose: Coder, parent: QWidget) -> None:
        """Offer what this coder is done with."""
        super().__init__(parent)
        self.setWindowTitle(_("Code a sample again"))
        self._study, self._whose = open_study, whose
        self.unit = SegmentedControl(
            _("Draw"),
            {SampleUnit.INTERVIEWS: _("whole interviews"), SampleUnit.PASSAGES: _("passages")},
        )
        self.round = named(QComboBox(), _("Round"))
        self.round.addItem(_("all rounds"), None)
        for each in rounds(open_study.reader):
            self.round.addItem(each.name, each.id)
        self.n = named(QSpinBox(), _("How many"))
        self.n.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.seed = named(QLineEdit(str(1000 + randbelow(9000))), _("Seed"))
        self.of = line()
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText(_("Draw"))
        self._lay_out()
        self.unit.changed.connect(self._offer)
        self.round.currentIndexChanged.connect(self._offer)
        self.seed.textChanged.connect(self._enable)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._offer()

    def _lay_out(self) -> None:
        about = _(
            "You code it again without seeing your first codes, as “{name}, reading 2”. With the same seed "
            "anybody draws the same. For a whole round draw all its interviews: both readings are kept."
        )
        column_of(
            hint(about.format(name=self._whose.name)),
            self.unit,
            row_of(caption(_("Of"), self.round), self.round, STRETCH, spacing=8),
            row_of(caption(_("How many"), self.n), self.n, self.of, STRETCH, spacing=8),
            row_of(caption(_("Seed"), self.seed), self.seed, STRETCH, spacing=8),
            self.buttons,
            on=self,
            margins=DIALOG,
            spacing=10,
        )

    def _offer(self) -> None:
        """Say of how many it is drawn."""
        study, unit = self._study, self.unit.value
        framework_id, round_id = study.framework.id, self.round.currentData()
        self._found = candidates(study.reader, self._whose.id, unit, framework_id, round_id)
        n = len(self._found)
        self.n.setRange(min(n, 1), n)
        self.n.setValue(min(n, _USUAL))
        words = {
            SampleUnit.INTERVIEWS: plural("of {n} interview done", "of {n} interviews done", n),
            SampleUnit.PASSAGES: plural("of {n} passage", "of {n} passages", n),
        }
        self.of.setText(words[unit])
        self._enable()

    def _enable(self) -> None:
        can = bool(self._found) and bool(self.seed.text().strip())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(can)

    @property
    def sample(self) -> Sample:
        """What is to be drawn."""
        n, seed = self.n.value(), self.seed.text().strip()
        round_ = "" if self.round.currentData() is None else self.round.currentText()
        return Sample(self.unit.value, n, len(self._found), seed, self._whose.guid, "", round_)

    @property
    def places(self) -> Sequence[SampledPlace]:
        """The places that are drawn."""
        return drawn(self._found, self.n.value(), self.seed.text().strip())


def code_again(open_study: OpenStudy, go: Callable[[Place], object], over: QWidget) -> None:
    """Let whoever codes draw a sample and code it again without seeing the first codes; ``go`` goes there."""
    coders = open_study.coders
    whose = coders.at_work
    if whose is None or not open_study.can_write:
        return
    whose = coders.by_id.get(whose.of_id or whose.id, whose)  # a third reading stands beside the first
    dialog = SampleDialog(open_study, whose, over)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _begin(open_study, dialog.sample, dialog.places, go))
    dialog.open()


def _begin(
    open_study: OpenStudy, sample: Sample, places: Sequence[SampledPlace], go: Callable[[Place], object]
) -> None:
    """Keep what was drawn, and code on as the second reader."""
    again_id = open_study.perform(draw_sample(sample, places))
    if again_id is not None:
        open_study.coders.code_as(again_id)
        open_study.coders.show([again_id])
        go_on(open_study, None, go)


def go_on(open_study: OpenStudy, here: SampledPlace | None, go: Callable[[Place], object]) -> None:
    """Go to what was drawn next after a place, to the first for None, and say the how-manieth it is."""
    again = open_study.coders.at_work
    sample = None if again is None else sample_of(open_study.reader, again)
    if sample is None or not sample.places:
        return
    at, place = sample.after(here)
    go(Place("code", *place))
    what = _("{at} of {n} of the sample.").format(at=at, n=len(sample.places))
    open_study.notices.say(what)
