"""How the hand-written codes of a batch are read: what is read, how far a passage reaches, whose."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.choice import Choice
from app.flow_layout import FlowLayout
from app.importing.mark_words import CODERS, REACHES
from coding.hand_marks import HandRules
from coding.language import _


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
        self.reach = Choice(_("Passage"), {reach: _(words) for reach, words in REACHES.items()})
        self.coder = Choice(_("Coded by"), {coder: _(words) for coder, words in CODERS.items()})
        row = FlowLayout(self, across=14)
        for box in (self.letters, self.colours, self.comments):
            row.addWidget(box)
            box.clicked.connect(self._say)
        for choice in (self.reach, self.coder):
            row.addWidget(choice)
            choice.changed.connect(self._say)
        self.show_rules(self._rules)

    def show_rules(self, rules: HandRules) -> None:
        """Show these rules."""
        self._rules = rules
        self.letters.setChecked(rules.read_letters)
        self.colours.setChecked(rules.read_colours)
        self.comments.setChecked(rules.read_comments)
        self.reach.choose(rules.reach)
        self.coder.choose(rules.coded_by)

    def _say(self) -> None:
        rules = replace(
            self._rules,
            read_letters=self.letters.isChecked(),
            read_colours=self.colours.isChecked(),
            read_comments=self.comments.isChecked(),
            reach=self.reach.value,
            coded_by=self.coder.value,
        )
        if rules != self._rules:
            self._rules = rules
            self.changed.emit(rules)
