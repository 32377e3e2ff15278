"""Merging two codes: what comes of it is said first, and what stays of each is chosen."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.codebook.merge_words import in_words
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.shell.theme import hue_in_words
from app.widgets.forms import DIALOG, STRETCH, caption, column_of, hint, named
from app.widgets.look_ahead_dialog import LookAheadDialog
from coding.errors import UserError
from coding.language import N_, _
from coding.model.framework import Code, Framework
from coding.notation.code_merge import Facet, choices
from coding.progress import Progress
from coding.text.names import shortened
from storage.operations.merging_codes import merge_codes
from storage.queries.code_merges import MergeEffect, look_ahead

_FACETS = {
    Facet.NAME: N_("Name and abbreviation"),
    Facet.DEFINITION: N_("Definition and rules"),
    Facet.KEY: N_("Key"),
    Facet.COLOUR: N_("Colour"),
}


class MergeCodesDialog(LookAheadDialog):
    """Two codes of the framework in hand, what comes of a merge, and a choice where both say something."""

    def __init__(
        self, open_study: OpenStudy, code_id: int | None, into_id: int | None, parent: QWidget | None = None
    ) -> None:
        """Begin with these codes; for None another is chosen first."""
        super().__init__(open_study, _("Merge codes"), _("What comes of the merge"), _("Merge"), parent)
        self.taken: set[Facet] = set()
        self.goes, self.stays = self._codes_box(_("Merge")), self._codes_box(_("into"))
        self.boxes = {facet: named(QComboBox(), _(words)) for facet, words in _FACETS.items()}
        self._captions = {facet: caption(_(words), self.boxes[facet]) for facet, words in _FACETS.items()}
        self._keeps = hint(_("What stays of the two:"))
        self._lay_out()
        self._choose_first(code_id, into_id)
        for box in (self.goes, self.stays):
            box.currentIndexChanged.connect(self._look)
        for facet, box in self.boxes.items():
            box.currentIndexChanged.connect(partial(self._take, facet))
        self._look()

    def _codes_box(self, name: str) -> QComboBox:
        box = named(QComboBox(), name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        framework = self.open_study.framework
        for code in framework.codes:
            box.addItem("   " * framework.depth(code.id) + _called(code), code.id)
        return box

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        rows = [(caption(_("Merge"), self.goes), self.goes), (caption(_("into"), self.stays), self.stays)]
        for at, (words, box) in enumerate(rows):
            grid.addWidget(words, at, 0)
            grid.addWidget(box, at, 1)
        chosen = QGridLayout()
        chosen.setColumnStretch(1, 1)
        chosen.setHorizontalSpacing(12)
        for at, (facet, box) in enumerate(self.boxes.items()):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            chosen.addWidget(self._captions[facet], at, 0)
            chosen.addWidget(box, at, 1)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        parts = (grid, self.said, self._keeps, chosen, STRETCH, self.buttons(STRETCH))
        column_of(*parts, on=self, margins=DIALOG, spacing=12)
        self.resize(560, 420)

    def _choose_first(self, code_id: int | None, into_id: int | None) -> None:
        self.goes.setCurrentIndex(self.goes.findData(code_id))
        self.stays.setCurrentIndex(self.stays.findData(into_id))
        (self.stays if code_id is not None else self.goes).setFocus()

    # --- looking ahead -----------------------------------------------------------------------

    def _look(self) -> None:
        self.act_button.setEnabled(False)
        self._show_choices(())
        pair = self._pair
        if pair is None:
            self.said.say(_("Choose two codes: all of the first goes to the second."), "dim")
            return
        path = self.open_study.file.path

        def look(_progress: Progress) -> MergeEffect | UserError:
            try:
                return look_ahead(path, *pair)
            except UserError as error:
                return error

        self.look_ahead(_("Looking ahead at the merge"), look, self._show)

    @property
    def _pair(self) -> tuple[int, int] | None:
        goes, stays = self.goes.currentData(), self.stays.currentData()
        return None if goes is None or stays is None else (goes, stays)

    def _show(self, found: MergeEffect | UserError) -> None:
        if isinstance(found, UserError):
            self.said.warn(found)
            return
        framework = self.open_study.framework
        (code, into), *_rest = found.merge.pairs
        if {code.id, into.id} <= framework.by_id.keys():
            self.said.say("\n".join(in_words(found)), "")
            self._fill_choices(framework, framework.by_id[code.id], framework.by_id[into.id])
            self.act_button.setEnabled(self.open_study.can_write)

    def _fill_choices(self, framework: Framework, code: Code, into: Code) -> None:
        self.taken.clear()
        for facet, box in self.boxes.items():
            box.blockSignals(True)  # noqa: FBT003 - Qt's own
            box.clear()
            box.addItems([_value(framework, each, facet) for each in (into, code)])
            box.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._show_choices(choices(framework, code, into))

    def _show_choices(self, facets: tuple[Facet, ...]) -> None:
        self._keeps.setVisible(bool(facets))
        for facet, box in self.boxes.items():
            for part in (box, self._captions[facet]):
                part.setVisible(facet in facets)

    def _take(self, facet: Facet, at: int) -> None:
        (self.taken.add if at else self.taken.discard)(facet)

    # --- merging -----------------------------------------------------------------------------

    def begin(self) -> Job | None:
        """Merge the two."""
        pair = self._pair
        if pair is None:
            return None
        self.act_button.setEnabled(False)
        said = _("Merged {code} into {into}; undo takes it back.").format(
            **{
                name: self.open_study.framework.by_id[id_].short
                for name, id_ in zip(("code", "into"), pair, strict=True)
            }
        )
        operation = merge_codes(*pair, tuple(sorted(self.taken)))

        def merged(_nothing: object) -> None:
            self.open_study.notices.say(said)
            self.accept()

        return self.open_study.perform_in_background(
            _("Merging codes"), lambda _progress: operation, done=merged
        )


def _called(code: Code) -> str:
    return " ".join(filter(None, (code.abbreviation, code.name)))


def _value(framework: Framework, code: Code, facet: Facet) -> str:
    match facet:
        case Facet.NAME:
            return _called(code)
        case Facet.DEFINITION:
            return _("of {code}: {words}").format(
                code=code.short, words=shortened(code.short_definition or code.definition or _("none"))
            )
        case Facet.KEY:
            return code.key
        case Facet.COLOUR:
            return hue_in_words(framework.hue(code.id))
