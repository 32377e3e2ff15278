"""The form that fixes how agreement is measured, before any figure shows; it shows none itself."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QSpinBox, QVBoxLayout, QWidget

from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, line, named, row_of, stretch
from app.widgets.segmented_control import SegmentedControl
from coding.language import _
from coding.model.agreement import CoefficientName, Measuring, PassageSource, UnitKind


class RuleForm(QWidget):
    """Asks unit, coefficient, and whether the second reader found or was given the passages."""

    fixed = Signal(object)  # Measuring

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer the usual: turns and alpha."""
        super().__init__(parent)
        self.unit = SegmentedControl(_("Unit"), {kind: kind.label for kind in UnitKind})
        self.coefficient = SegmentedControl(_("Coefficient"), {name: name.label for name in CoefficientName})
        self.passages = SegmentedControl(
            _("The second reader"),
            {PassageSource.FOUND: _("found the passages"), PassageSource.GIVEN: _("was given the passages")},
        )
        self.share = named(QSpinBox(), _("Per cent of the words"))
        self.share.setRange(1, 100)
        self.share.setValue(50)
        self.share.setSuffix(" %")
        self.share.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._hides = hint()
        self.fix = button(_("Fix it and show the figures"), self._say, "primary")
        for each in (self.unit, self.coefficient, self.passages):
            each.changed.connect(self._explain)
        self._lay_out()
        self._explain()

    def _lay_out(self) -> None:
        parts = (
            line(_("How is agreement measured?"), "heading"),
            hint(_("It is fixed before any figure shows, kept with the date, and printed with each figure.")),
            self.unit,
            self.coefficient,
            self.passages,
            row_of(
                caption(_("Spans are the same from"), self.share),
                self.share,
                line(_("of the words")),
                STRETCH,
            ),
            self._hides,
            row_of(self.fix, STRETCH),
        )
        inner = QWidget()
        inner.setMaximumWidth(640)
        column_of(*parts, on=inner, spacing=12)
        row_of(stretch(1), inner, stretch(1), on=self, margins=None)
        layout = inner.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertStretch(0, 1)
        layout.addStretch(2)

    @property
    def measuring(self) -> Measuring:
        """What is chosen."""
        return Measuring(self.unit.value, self.coefficient.value, self.passages.value, self.share.value())

    def choose(self, measuring: Measuring) -> None:
        """Put on what holds."""
        self.unit.choose(measuring.unit)
        self.coefficient.choose(measuring.coefficient)
        self.passages.choose(measuring.passages)
        self.share.setValue(measuring.share)
        self._explain()

    def _explain(self) -> None:
        words = [
            _("What {coefficient} hides: {what}").format(
                coefficient=self.coefficient.value.label, what=self.coefficient.value.hides
            )
        ]
        if self.unit.value is UnitKind.PASSAGE and self.passages.value is PassageSource.FOUND:
            words.append(_("How many passages neither found cannot be counted; F1 does without them."))
        self._hides.setText(" ".join(words))

    def _say(self) -> None:
        self.fixed.emit(self.measuring)


class RuleDialog(QDialog):
    """Changes how agreement is measured, after it was fixed."""

    def __init__(
        self, measuring: Measuring, when: str, fix: Callable[[Measuring], object], parent: QWidget
    ) -> None:
        """Begin with what holds; ``when`` says since when."""
        super().__init__(parent)
        self.setWindowTitle(_("Change how agreement is measured"))
        self.form = RuleForm()
        self.form.choose(measuring)
        self.form.fix.setText(_("Change it"))
        note = hint(
            _("It was {when}. A change is kept with its date and stands beside every figure.").format(
                when=when
            ),
            "warning",
        )
        column_of(note, self.form, on=self, margins=DIALOG, spacing=10)
        self.form.fixed.connect(fix)
        self.form.fixed.connect(self.accept)
