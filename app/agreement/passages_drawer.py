"""What a figure of agreement counts: its passages."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.shell.places import Place
from app.widgets.drawer import Drawer
from app.widgets.forms import hint
from app.widgets.passage_list import PassageList
from app.widgets.passage_model import ReadTexts
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.passages import find_passages
from coding.language import _, plural


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

    def show_codings(self, data: AnalysisData, ids: Collection[int], heading: str, about: str = "") -> None:
        """Show the passages that these codings stand on."""
        found = find_passages(data).with_codings(ids)
        self.heading.setText(heading)
        passages = plural("{n} passage", "{n} passages", len(found))
        codings = plural("{n} coding", "{n} codings", len(ids))
        self._about.setText(" · ".join(filter(None, (about, codings, passages))))
        self.list.show_passages(found, self._read)
