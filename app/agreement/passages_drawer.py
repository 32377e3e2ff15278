"""What a figure of agreement counts: its passages."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.shell.places import Place
from app.widgets.drawer import Drawer
from app.widgets.forms import hint
from app.widgets.passage_list import PassageList
from app.widgets.passage_model import ReadTexts
from coding.analysis.agreement import Part
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.pair_agreement import AgreementRow, counted_units
from coding.analysis.passages import find_passages
from coding.language import _, plural
from storage.queries.agreement_pairs import ComparedPair


class AgreementDrawer(Drawer):
    """Lists the passages behind a figure; each opens its place in the transcript."""

    place_chosen = Signal(Place)

    def __init__(self, read: ReadTexts, parent: QWidget | None = None) -> None:
        """Begin empty; ``read`` returns the texts of interviews."""
        super().__init__(_("Passages behind a figure"), parent)
        self._read = read
        self._about = hint()
        self._about.setContentsMargins(16, 0, 16, 6)
        self.list = PassageList()
        self.list.place_chosen.connect(self.place_chosen)
        self.column.addWidget(self._about)
        self.column.addWidget(self.list, 1)

    def show_figure(self, shown: ComparedPair, row: AgreementRow, part: Part) -> None:
        """Show what stands behind a figure of the table."""
        first, second = shown.pair.initials
        words = {
            Part.BOTH: _("both"),
            Part.FIRST_ONLY: _("only {coder}").format(coder=first),
            Part.SECOND_ONLY: _("only {coder}").format(coder=second),
        }
        units = counted_units(shown.rule.measuring.unit, row.count(part) or 0)
        heading = f"{row.label} · {words[part]}".upper()
        self._show(shown.found.analysis_data, row.coding_ids(part).tolist(), heading, units)

    def show_same(self, shown: ComparedPair) -> None:
        """Show the codings that both have alike."""
        ids = [id_ for same in shown.found.compared.same for reading in same for id_ in reading.ids]
        self._show(shown.found.analysis_data, ids, _("The same").upper())

    def _show(self, data: AnalysisData, ids: Collection[int], heading: str, about: str = "") -> None:
        found = find_passages(data).with_codings(ids)
        self.heading.setText(heading)
        passages = plural("{n} passage", "{n} passages", len(found))
        codings = plural("{n} coding", "{n} codings", len(ids))
        self._about.setText(" · ".join(filter(None, (about, codings, passages))))
        self.list.show_passages(found, self._read)
