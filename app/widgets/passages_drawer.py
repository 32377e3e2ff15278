"""A drawer with the passages that a number counts."""

from collections.abc import Collection

from PySide6.QtCore import Signal

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.drawer import Drawer
from app.widgets.forms import hint
from app.widgets.passage_list import PassageList
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.passages import Passages, find_passages
from coding.language import _
from storage.queries.frames import texts


class PassagesDrawer(Drawer):
    """Shows the passages that some codings stand on; each opens its place."""

    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy) -> None:
        """Begin empty."""
        super().__init__(_("What a number counts"))
        self._study = open_study
        self._all: Passages | None = None
        self.said, self.list = hint(role="strong"), PassageList()
        self.said.setContentsMargins(16, 0, 16, 0)
        self.list.place_chosen.connect(self.place_chosen)
        self.column.addWidget(self.said)
        self.column.addSpacing(6)
        self.column.addWidget(self.list, 1)
        open_study.closing.connect(self.clear)

    def clear(self) -> None:
        """Show nothing."""
        self._all = None
        self.list.clear()
        self.said.clear()

    def show_codings(self, data: AnalysisData, coding_ids: Collection[int], said: str) -> None:
        """Show the passages of these codings; ``said`` is what the number counts, in words."""
        if self._all is None or self._all.analysis_data is not data:
            self._all = find_passages(data)
        self.heading.setText(_("PASSAGES"))
        self.said.setText(said)
        reader = self._study.reader
        self.list.show_passages(self._all.with_codings(coding_ids), lambda ids: texts(reader, ids))
        self.list.setAccessibleName(_("Passages behind {number}").format(number=said))
