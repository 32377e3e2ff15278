"""How the hand-written codes of a batch are read: what is read, how far a passage reaches, whose."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.intake.mark_words import CODERS, REACHES
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import caption, row_of
from coding.language import _
from coding.notation.hand_marks import CodedBy, HandRules, Reach


class RulesBar(QWidget):
    """Says ``changed`` when the researcher has changed how marks are read."""

    changed = Signal(object)  # HandRules

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the usual rules."""
        super().__init__(parent)
        self._rules = HandRules()
        self.letters = QCheckBox(_("Letters in the text"))
        self.colours = QCheckBox(_("Colours"))
        self.comments = QCheckBox(_("Comments"))
        self.reach, self.coder = QComboBox(), QComboBox()
        row = FlowLayout(self, across=14)
        for box in (self.letters, self.colours, self.comments):
            row.addWidget(box)
            box.clicked.connect(self._say)
        row.addWidget(self._labelled(_("Passage"), self.reach, REACHES))
        row.addWidget(self._labelled(_("Coded by"), self.coder, CODERS))
        self.show_rules(self._rules)

    def _labelled(
        self, name: str, box: QComboBox, words: Mapping[Reach, str] | Mapping[CodedBy, str]
    ) -> QWidget:
        for value, word in words.items():
            box.addItem(_(word), value)
        box.setAccessibleName(name)
        box.activated.connect(self._say)
        whole = QWidget()
        row_of(caption(name, box, "dim"), box, on=whole)
        return whole

    def show_rules(self, rules: HandRules) -> None:
        """Show these rules."""
        self._rules = rules
        self.letters.setChecked(rules.read_letters)
        self.colours.setChecked(rules.read_colours)
        self.comments.setChecked(rules.read_comments)
        choose(self.reach, rules.reach)
        choose(self.coder, rules.coded_by)

    def _say(self) -> None:
        rules = replace(
            self._rules,
            read_letters=self.letters.isChecked(),
            read_colours=self.colours.isChecked(),
            read_comments=self.comments.isChecked(),
            reach=Reach(self.reach.currentData()),  # Qt keeps the bare string
            coded_by=CodedBy(self.coder.currentData()),
        )
        if rules != self._rules:
            self._rules = rules
            self.changed.emit(rules)


def choose(box: QComboBox, value: StrEnum) -> None:
    """Show the line that stands for a value."""
    box.setCurrentIndex(box.findData(str(value)))
