"""“These are speakers”: by what the labels of a text are told, with what comes of it before it is done."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QGridLayout, QLineEdit, QRadioButton, QWidget

from app.shell.deferred_call import DeferredCall
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, named, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.intake.told_speakers import HeardVoice, Offers
from coding.intake.unlabelled import manner_in_words
from coding.language import _
from coding.text.beginnings import Sign
from coding.text.told_labels import BEFORE_IT, SignOffer, Told, sign_in_words, told_by

_SHOWN = 4  # labels of a sign
_LONGEST = 120  # characters of what somebody says first


class SpeakersDialog(QDialog):
    """Says ``told`` with what a person says of the labels when its button is pressed.

    ``look`` returns who speaks if that is said, of one text; ``about`` names what it will be said of.
    """

    told = Signal(object)  # Told

    def __init__(
        self,
        about: str,
        offers: Offers,
        told: Told,
        look: Callable[[Told], Sequence[HeardVoice]],
        parent: QWidget | None,
    ) -> None:
        """Begin with what is said already, or what was picked in the text."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("These are speakers"))
        self._look = look
        self._looking = DeferredCall(self._show, self)
        self.by_sign = QRadioButton(_("Labels stand before:"))
        self.by_words = QRadioButton(_("These words, or what stands before this sign:"))
        self.by_manner = QRadioButton(_("Nobody has a label; the interviewer’s paragraphs are:"))
        self.by_nothing = QRadioButton(_("Speakers as they were guessed"))
        self.signs = named(QComboBox(), _("What labels stand before"))
        self.words = named(
            QLineEdit(told.mark or ", ".join(told.labels)), _("Labels, or the sign behind them")
        )
        self.words.setPlaceholderText(_("Mara, Head of Year – or a sign: /"))
        self.manners = named(QComboBox(), _("The interviewer’s paragraphs"))
        self.unlabelled = QComboBox()
        self.voices = TableView(TableModel(_columns(), lambda voice: voice.label), _("Who speaks then"))
        self.act = button(_("Apply"), self.accept, "primary")
        self._offer(offers)
        self._lay_out(about)
        self._choose(told, offers)
        self._connect()
        self._show()

    def _offer(self, offers: Offers) -> None:
        for offer in offers.signs:
            self.signs.addItem(_sign_in_words(offer), int(offer.sign))
        for manner in offers.manners:
            self.manners.addItem(manner_in_words(manner.manner).rpartition(" [")[0], manner.manner)
        for who, words in unlabelled_choices():
            self.unlabelled.addItem(words, who)
        self._ways = QButtonGroup(self)
        for way, there in (
            (self.by_nothing, True),
            (self.by_sign, bool(offers.signs)),
            (self.by_words, True),
            (self.by_manner, bool(offers.manners)),
        ):
            self._ways.addButton(way)
            way.setEnabled(there)
        self.signs.setEnabled(bool(offers.signs))
        self.manners.setEnabled(bool(offers.manners))

    def _lay_out(self, about: str) -> None:
        grid = QGridLayout()
        fields = (self.by_sign, self.signs), (self.by_words, self.words), (self.by_manner, self.manners)
        grid.addWidget(self.by_nothing, 0, 0)
        for row, (way, field) in enumerate(fields, 1):
            grid.addWidget(way, row, 0)
            grid.addWidget(field, row, 1)
            if isinstance(field, QComboBox):
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        grid.addWidget(caption(_("Everything unlabelled is"), self.unlabelled), 4, 0)
        grid.addWidget(self.unlabelled, 4, 1)
        grid.setColumnStretch(1, 1)
        column_of(
            hint(about, "heading"),
            grid,
            wide(self.voices),
            row_of(STRETCH, button(_("Cancel"), self.reject), self.act),
            on=self,
            margins=DIALOG,
            spacing=10,
        )
        self.resize(760, 520)

    def _choose(self, told: Told, offers: Offers) -> None:
        """Show what is said already; where nothing is, the sign that stands before most."""
        at = self.signs.findData(int(told.sign)) if told.sign is not None else -1
        if told.asking and (manner := self.manners.findData(told.asking)) >= 0:
            self.manners.setCurrentIndex(manner)
            self.by_manner.setChecked(True)
        elif at >= 0:
            self.signs.setCurrentIndex(at)
            self.by_sign.setChecked(True)
        elif told.labels or told.mark:
            self.by_words.setChecked(True)
        else:
            usual = self.by_sign if offers.signs else self.by_manner if offers.manners else self.by_nothing
            usual.setChecked(True)
        self.unlabelled.setCurrentIndex(max(self.unlabelled.findData(told.unlabelled), 0))

    def _connect(self) -> None:
        for field, way in ((self.signs, self.by_sign), (self.manners, self.by_manner)):
            field.activated.connect(partial(_tick, way))
        self.words.textEdited.connect(partial(_tick, self.by_words))
        self._ways.buttonToggled.connect(self._look_again)
        self.words.textEdited.connect(self._look_again)
        for field in (self.signs, self.manners, self.unlabelled):
            field.activated.connect(self._look_again)

    def _look_again(self, _changed: object) -> None:
        self._looking.start()

    def said(self) -> Told:
        """Return what is chosen."""
        unlabelled = str(self.unlabelled.currentData() or "")
        if self.by_manner.isChecked():
            return Told(asking=str(self.manners.currentData()))
        if self.by_words.isChecked():
            return replace(told_by(self.words.text()), unlabelled=unlabelled)
        sign = self.signs.currentData() if self.by_sign.isChecked() else None
        return Told(None if sign is None else Sign(sign), (), unlabelled)

    def _show(self) -> None:
        """Show who speaks by what is chosen now."""
        voices = list(self._look(self.said()))
        self.voices.rows_model.show_rows(voices)
        self.act.setEnabled(bool(voices))

    def accept(self) -> None:
        """Say it."""
        super().accept()
        self.told.emit(self.said())


def _tick(way: QRadioButton, _changed: object) -> None:
    way.setChecked(True)


def unlabelled_choices() -> tuple[tuple[str, str], ...]:
    """Return whose everything unlabelled may be: the word that is kept, and how it is called."""
    return (
        ("", _("as guessed")),
        (BEFORE_IT, _("said by who spoke before")),
        (_("Participant"), _("the participant’s")),
        (_("Interviewer"), _("the interviewer’s")),
    )


def _sign_in_words(offer: SignOffer) -> str:
    labels = ", ".join(f"{label} ({n})" for label, n in offer.labels[:_SHOWN])
    more = " …" if len(offer.labels) > _SHOWN else ""
    return _("{sign}: {labels}").format(sign=sign_in_words(offer.sign), labels=labels + more)


def _columns() -> list[TableColumn[HeardVoice]]:
    return [
        TableColumn(_("Speaker"), lambda voice: voice.label or _("nobody"), width=170),
        TableColumn(_("Turns"), lambda voice: f"{voice.turns:,}", width=60, is_number=True),
        TableColumn(_("Words"), lambda voice: f"{voice.words:,}", width=70, is_number=True),
        TableColumn(_("Says first"), lambda voice: voice.begins[:_LONGEST], is_wide=True),
    ]
