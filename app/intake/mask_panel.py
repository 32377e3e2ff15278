"""The tab of masking: a key file says which pseudonym stands for which name, before anything is stored."""

from collections import Counter
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.intake.panel import ImportPanel
from app.shell import theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import STRETCH, Form, hint, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.intake.masked_plan import places_in
from coding.intake.plan import ImportPlan
from coding.language import N_, _
from coding.privacy.masking import Pseudonym, Pseudonyms, name_kind_in_words
from storage.readers.kinds import KEYS, listing


class _MaskRow(NamedTuple):
    """A name of the list and how often it stands in the files as they were when the key was opened."""

    entry: Pseudonym
    times: int


class MaskPanel(ImportPanel):
    """A line a name; the whole list is applied at once, and taken back at once."""

    step = N_("Masking")
    is_optional = True

    key_wanted = Signal()  # a key file is to be opened
    mask_wanted = Signal(object)  # Pseudonyms
    unmask_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a list."""
        lines = (
            _(
                "A key file is a table ({endings}) with the columns name and pseudonym, kind and brackets."
            ).format(endings=listing(KEYS)),
            _("Texts, labels, comments and the names of files and people are masked before they are stored."),
            _("The key stays outside the study: whoever has the study does not have the names."),
        )
        self.form = Form(_("How names are masked"), *map(hint, lines), STRETCH)
        super().__init__(self.form, parent)
        self._key = Pseudonyms()
        self._places: Counter[str] = Counter()
        self._masked = False
        self.open_key = QPushButton(_("Open a key file…"))
        self.mask_all = QPushButton(_("Mask the names"))
        self.unmask = QPushButton(_("As they were"))
        self.said = ElidedLabel("dim")
        times = _("In the texts")
        columns: list[TableColumn[_MaskRow]] = [
            TableColumn(_("Name"), lambda row: row.entry.name, width=260, colour=_colour),
            TableColumn(_("Becomes"), lambda row: row.entry.written(), width=260, colour=_colour),
            TableColumn(times, lambda row: f"{row.times:,}", width=100, is_number=True, colour=_colour),
            TableColumn(_("Kind"), lambda row: name_kind_in_words(row.entry.kind), width=110, colour=_colour),
        ]
        model = TableModel(columns, lambda row: row.entry.name)
        self.table = RowsTable(model, _("Names and their pseudonyms"))
        self.fill_with(self.table, row_of(self.open_key, self.mask_all, self.unmask, wide(self.said)))
        self.open_key.clicked.connect(self.key_wanted)
        self.mask_all.clicked.connect(self._mask)
        self.unmask.clicked.connect(self._unmask)

    def title(self, plan: ImportPlan) -> str:
        """Return whether names are masked."""
        if not plan.rows:
            return ""
        return _("Masked") if self._masked else _("Masking")

    def show_plan(self, plan: ImportPlan) -> None:
        """Forget the list when there are no files any more."""
        if not plan.rows:
            self._key, self._masked = Pseudonyms(), False
        self._show()

    def take_key(self, key: Pseudonyms, plan: ImportPlan) -> None:
        """Show a list and how often its names stand in the texts."""
        self._key = key
        self._places = places_in(plan, key)
        self._show()

    def show_masked(self, *, masked: bool) -> None:
        """Say whether the names are masked now."""
        self._masked = masked
        self._show()

    def _show(self) -> None:
        rows = [_MaskRow(entry, self._places[entry.name]) for entry in self._key.entries]
        self.table.show_rows(sorted(rows, key=lambda row: -row.times))
        self.open_key.setEnabled(not self._masked)
        self.mask_all.setEnabled(bool(rows) and not self._masked)
        self.unmask.setEnabled(self._masked)
        self.said.setText(self._said())

    def _said(self) -> str:
        if self._masked:
            return _("The names are masked in all files.")
        times = sum(self._places[entry.name] for entry in self._key.entries)
        return _("{n} places in the texts").format(n=f"{times:,}") if self._key else ""

    def _mask(self) -> None:
        self.mask_wanted.emit(self._key)

    def _unmask(self) -> None:
        self.unmask_wanted.emit()


def _colour(row: _MaskRow) -> str | None:
    return None if row.times else theme.current().quiet
