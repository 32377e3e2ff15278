"""Figures that hang on a claim, with their numbers of now: counted on a job, shown when they are there."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.views_on_job import ask_views
from coding.language import _
from coding.model.kept_view import ViewPage
from storage.queries.figures import ShownFigure, figure
from storage.queries.kept_views import ViewRow, kept_views


class ClaimFigures(QObject):
    """Holds what is known of the figures of the claim in hand; ``counted`` goes out with their ids."""

    counted = Signal(object)  # set[int]: those that are others than what was known

    def __init__(self, open_study: OpenStudy, parent: QObject) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._study = open_study
        self._known: dict[int, ShownFigure] = {}
        self._job: Job | None = None

    def want(self, kept_ids: Sequence[int]) -> None:
        """Count these anew; what was counted for another claim is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        wanted = [row for row in kept_views(self._study.reader) if row.id in kept_ids] if kept_ids else []
        self._known = {id_: each for id_, each in self._known.items() if id_ in kept_ids}
        if wanted:
            self._job = ask_views(
                self._study, lambda views: {row.id: figure(views, row) for row in wanted}, self._keep
            )

    def _keep(self, found: dict[int, ShownFigure]) -> None:
        self._job = None
        others = {id_ for id_, each in found.items() if self._known.get(id_) != each}
        self._known = found
        if others:
            self.counted.emit(others)

    def shown(self, row: ViewRow) -> ShownFigure:
        """Return a figure as it is known; as long as it is not, that it is being counted."""
        of_compare = row.view is not None and row.view.page is ViewPage.COMPARE
        return self._known.get(row.id) or ShownFigure(row.name, _("counting…"), "", of_compare)
