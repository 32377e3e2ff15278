"""Two versions of the codebook side by side: words that went are struck, words that came are underlined."""

from collections.abc import Iterable
from functools import partial
from html import escape
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QTextBrowser, QWidget

from app.shell.export_kinds import VERSIONS_CSV, VERSIONS_WORD, ExportKind
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.widgets.compared_words import in_html
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, line, named, row_of, wide
from coding.analysis.codebook_changes import (
    CHANGE_WORDS,
    CodeComparison,
    FieldComparison,
)
from coding.language import _, plural
from coding.model.code_versions import Revision
from coding.text.times import local_minute
from storage.queries.code_versions import compared, guid_of, revisions

_NAMED: Final = 4  # codes that a menu names of a version


class VersionsDialog(QDialog):
    """Compares versions of the framework in hand, of one code or of all."""

    def __init__(
        self, open_study: OpenStudy, code_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        """Compare the present version with the one before, of one code with what it was before."""
        super().__init__(parent)
        self.setWindowTitle(_("Versions of the codebook"))
        self._study = open_study
        self._revisions = revisions(open_study.reader, open_study.framework.id)
        self._found: tuple[CodeComparison, ...] = ()
        self.earlier, self.later = (
            self._versions_box(name) for name in (_("Earlier version"), _("Later version"))
        )
        self.code = named(QComboBox(), _("Code"))
        self.changed_only = QCheckBox(_("Only what changed"))
        self.changed_only.setChecked(True)
        self.said = line()
        self.page = named(QTextBrowser(), _("Both versions side by side"))
        self._exports = Exports(open_study, self)
        self.word = button(_("Export to Word…"), partial(self._export, VERSIONS_WORD))
        self.csv = button(_("Export as CSV…"), partial(self._export, VERSIONS_CSV))
        self._lay_out()
        self._choose_first("" if code_id is None else guid_of(open_study.reader, code_id))
        for box in (self.earlier, self.later):
            box.currentIndexChanged.connect(self._read)
        self.code.currentIndexChanged.connect(self._show)
        self.changed_only.toggled.connect(self._show)
        open_study.closing.connect(self.reject)
        self._read()

    def _versions_box(self, name: str) -> QComboBox:
        box = named(QComboBox(), name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(30)
        for each in self._revisions:
            box.addItem(in_words(each), each.number)
        return box

    def _lay_out(self) -> None:
        column_of(
            row_of(
                caption(_("Compare"), self.earlier),
                wide(self.earlier),
                caption(_("with"), self.later),
                wide(self.later),
                spacing=8,
            ),
            row_of(
                caption(_("Code"), self.code), self.code, self.changed_only, STRETCH, self.said, spacing=10
            ),
            wide(self.page),
            row_of(
                self.word,
                self.csv,
                STRETCH,
                button(_("Close"), self.reject),
                spacing=8,
            ),
            on=self,
            margins=DIALOG,
            spacing=10,
        )
        self.resize(940, 620)
        self.page.setFocus()

    def _choose_first(self, code_guid: str) -> None:
        """Begin with the present version and the one before; of a code, the one before it last changed."""
        self.code.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.code.setMinimumContentsLength(24)
        self._first_code = code_guid
        self.later.setCurrentIndex(0)
        numbers = [each.number for each in self._revisions]
        last = next(
            (
                at
                for at, each in enumerate(self._revisions)
                if code_guid in {"", *(changed.guid for changed in each.changes)}
            ),
            0,
        )
        self.earlier.setCurrentIndex(min(last + 1, len(numbers) - 1))

    # --- what is shown -----------------------------------------------------------------------

    @property
    def versions(self) -> tuple[int, int]:
        """The two versions that are compared."""
        return self.earlier.currentData(), self.later.currentData()

    def _read(self) -> None:
        if not self._revisions:
            self.said.setText(_("Nothing of this codebook has been kept yet."))
            return
        study = self._study
        self._found = compared(study.reader, study.framework.id, *self.versions)
        self._offer_codes(self.code.currentData() or self._first_code)
        self._first_code = ""
        self._show()

    def _offer_codes(self, guid: str) -> None:
        """Offer all codes of both versions, those that changed first."""
        self.code.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.code.clear()
        self.code.addItem(_("all codes"), "")
        for each in sorted(self._found, key=lambda code: not code.changed):
            self.code.addItem(f"{each.called}{' *' if each.changed else ''}", each.guid)
        self.code.setCurrentIndex(max(0, self.code.findData(guid)))
        self.code.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _show(self) -> None:
        guid = self.code.currentData()
        codes = [each for each in self._found if guid in {"", each.guid}]
        changed = [each for each in codes if each.changed]
        self.said.setText(plural("{n} code has changed", "{n} codes have changed", len(changed)))
        shown = changed if self.changed_only.isChecked() else codes
        self.page.setHtml(self._html(shown) if shown else f"<p>{escape(_('Both are alike.'))}</p>")

    def _html(self, codes: Iterable[CodeComparison]) -> str:
        head = "".join(
            f"<th align='left' width='43%'>{escape(_('Version {n}').format(n=n))}</th>" for n in self.versions
        )
        rows = "".join(self._rows(code) for code in codes)
        first = f"<tr><th width='14%'></th>{head}</tr>"
        return f"<table width='100%' cellspacing='0' cellpadding='6'>{first}{rows}</table>"

    def _rows(self, code: CodeComparison) -> str:
        became = f" – {escape(code.became)}" if code.became else ""
        head = f"<tr><td colspan='3'><h3>{escape(code.called)}{became}</h3></td></tr>"
        fields = code.changed if self.changed_only.isChecked() else code.fields
        return head + "".join(map(_row, fields))

    def done(self, result: int) -> None:
        """Leave."""
        super().done(result)
        self.deleteLater()

    # --- what is done ------------------------------------------------------------------------

    def _export(self, kind: ExportKind) -> None:
        if self._revisions:
            self._exports.versions(kind, self.versions, self.code.currentData())


def in_words(revision: Revision) -> str:
    """Return which version it is, when and by whom it was made, and of what."""
    what = [f"{each.short}: {_(CHANGE_WORDS[each.what])}" for each in revision.changes[:_NAMED]]
    more = len(revision.changes) - len(what)
    if more > 0:
        whole = plural("{n} code", "{n} codes", len(revision.changes))
        what = [whole]
    parts = (f"v{revision.number}", local_minute(revision.created), revision.coder, ", ".join(what))
    return " · ".join(filter(None, parts))


def _row(field: FieldComparison) -> str:
    cells = "".join(f"<td valign='top'>{in_html(side)}</td>" for side in field.sides)
    return f"<tr><td valign='top'>{escape(field.title)}</td>{cells}</tr>"
