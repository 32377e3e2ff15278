"""What a corrected file would change in a transcript, before it takes its place."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QPushButton,
    QTabWidget,
    QWidget,
)

from app.shell import theme
from app.shell.deferred_call import DeferredCall
from app.shell.open_study import OpenStudy
from app.transcript.coding_style import CodingStyles
from app.transcript.header import kind_in_words
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, row_of, wide, with_role
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.language import _, plural
from coding.model.study import SpeakerKind
from coding.text.label_spelling import label_key
from coding.text.moved_codings import Moved
from coding.text.revised_transcript import Meant, RevisedTranscript

_NO_LABEL = "no label"
_LONGEST = 600  # characters of a cell: where whole pages differ, they are not read here


class ReplaceDialog(QDialog):
    """Shows what differs, where codings go and who new labels are; accepted means replace."""

    never_changed = Signal(object)  # keys of labels that are said to be none

    def __init__(
        self,
        open_study: OpenStudy,
        version: RevisedTranscript,
        file: str,
        heading: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show what this version of the file ``file`` makes of the interview ``heading``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Replace by a corrected file"))
        self.version = version
        self._never: frozenset[str] = frozenset()
        self._looks = CodingStyles(
            open_study.frameworks, open_study.framework, open_study.coders.initials_of_others
        )
        self._choices: dict[str, QComboBox] = {}
        self._comparing = DeferredCall(lambda: self.never_changed.emit(self._never), self)
        self.summary, self.warning = hint(role=""), hint(role="warning")
        self.tabs = QTabWidget()
        before, after = _("Reads now"), _("Will read")
        self.places = _table(_("What differs in the text"), _("Turn"), _("As stored"), _("As in the file"))
        self.codings = _table(_("Codings whose passage changes"), _("Code"), before, after)
        self.speakers = QWidget()
        self._form = QFormLayout(self.speakers)
        self.replace = with_role(QPushButton(_("Replace")), "primary")
        self._lay_out(_("{heading}, replaced by {file}").format(heading=heading, file=file))
        open_study.closing.connect(self.reject)
        self.show_version(version)

    def _lay_out(self, title: str) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for widget in (self.places, self.codings, self.speakers):
            self.tabs.addTab(widget, "")
        self.replace.setDefault(True)
        self.replace.clicked.connect(self.accept)
        column_of(
            hint(title, "heading"),
            self.summary,
            self.warning,
            wide(self.tabs),
            row_of(STRETCH, button(_("Cancel"), self.reject), self.replace),
            on=self,
            margins=DIALOG,
            spacing=10,
        )
        self.resize(900, 600)

    # --- what is shown -----------------------------------------------------------------------

    def show_version(self, version: RevisedTranscript) -> None:
        """Show what this version changes; who labels are said to be stays said."""
        meant = self.meant()
        self.version = version
        places = version.places()
        self.summary.setText(_in_words(version, len(places)))
        self.warning.setText("\n".join(_warnings(version)))
        self.warning.setVisible(bool(self.warning.text()))
        rows = [(str(place.turn), place.before, place.after) for place in places]
        self.places.rows_model.show_rows([_ChangedRow(at, row) for at, row in enumerate(rows)])
        changed = [*version.unplaced, *(each for each in version.moved if each.reads_otherwise)]
        self.codings.rows_model.show_rows(
            [_ChangedRow(at, self._texts_of(each), each.span is None) for at, each in enumerate(changed)]
        )
        self._ask_about_labels(meant)
        titles = (_("Text"), len(places)), (_("Codings"), len(changed)), (_("New labels"), len(self._choices))
        for at, (title, count) in enumerate(titles):
            self.tabs.setTabText(at, f"{title} · {count}")
            self.tabs.setTabVisible(at, bool(count) or at == 0)

    def _texts_of(self, each: Moved) -> tuple[str, str, str]:
        after = each.after if each.span is not None else _("cannot be placed: goes to the interview’s memo")
        return self._looks.label(each.coding), each.before, after

    def _ask_about_labels(self, meant: dict[str, Meant]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._choices.clear()
        for label, probably in self.version.new_labels.items():
            box = QComboBox()
            box.setAccessibleName(_("Who “{label}” is").format(label=label))
            for kind in SpeakerKind:
                box.addItem(_("new: {kind}").format(kind=kind_in_words(kind)), kind)
            for speaker in self.version.stored.speakers:
                box.addItem(_("the same as {label}").format(label=speaker.label), speaker.id)
            box.addItem(_("no label: words of the turn"), _NO_LABEL)
            box.setCurrentIndex(box.findData(meant.get(label, probably)))
            box.activated.connect(partial(self._choose, label))
            self._choices[label] = box
            box.setMaximumWidth(320)
            self._form.addRow(label, box)

    def _choose(self, label: str, _at: int) -> None:
        """Have the file compared anew where a label is said to be none; the choices are then others."""
        if self._choices[label].currentData() == _NO_LABEL:
            self._never |= {label_key(label)}
            self._comparing.start()

    def meant(self) -> dict[str, Meant]:
        """Return who the new labels are."""
        data = {label: box.currentData() for label, box in self._choices.items()}
        return {
            label: who if isinstance(who, int) else SpeakerKind(who)  # Qt keeps a kind as plain text
            for label, who in data.items()
            if who != _NO_LABEL
        }


def _in_words(version: RevisedTranscript, places: int) -> str:
    """Say in a sentence each how much of the text differs and what becomes of the codings."""
    if not version.change and not places:
        return _("The words are the same. Times, headings and the name of the file are taken from it.")
    words = plural("{n} word differs", "{n} words differ", version.words)
    where = plural("in {n} place", "in {n} places", places)
    gone, other = len(version.unplaced), sum(each.reads_otherwise for each in version.moved)
    same = len(version.moved) - gone - other
    parts = [
        plural("{n} coding keeps its words", "{n} codings keep their words", same),
        plural("{n} reads otherwise", "{n} read otherwise", other),
        plural("{n} cannot be placed", "{n} cannot be placed", gone),
    ]
    return f"{words} {where}. {', '.join(parts)}."


def _warnings(version: RevisedTranscript) -> list[str]:
    found: list[str] = []
    if not version.is_alike:
        found.append(_("The two have little in common: is it the file of another interview?"))
    if version.unmasked:
        found.append(
            plural(
                "In {n} place the file has other words where a name is masked: mask names again afterwards.",
                "In {n} places the file has other words where names are masked: mask names again afterwards.",
                version.unmasked,
            )
        )
    return [*found, *version.left_out]


class _ChangedRow(NamedTuple):
    """What stands where, before and after; ``warns`` where a coding is lost."""

    at: int
    texts: tuple[str, str, str]
    warns: bool = False

    @property
    def colour(self) -> str | None:
        """The colour that it is written in."""
        return theme.current().warning if self.warns else None


def _table(name: str, *headings: str) -> TableView[_ChangedRow]:
    """Return a table whose rows are as high as their texts."""

    def column(at: int, heading: str) -> TableColumn[_ChangedRow]:
        return TableColumn(
            heading, lambda row: _cut(row.texts[at]), is_wide=at > 0, colour=lambda row: row.colour
        )

    model = TableModel([column(*each) for each in enumerate(headings)], lambda row: row.at)
    table = with_role(TableView(model, name), "plain")
    table.wrap()
    return table


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
