"""What the Export menu of the page of outcomes does."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from app.shell.export_kinds import OUTCOME_FILES, ExportKind
from app.shell.exports import Exports
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.analysis.outcome_panels import OutcomePanels
from coding.language import _
from coding.progress import Progress
from storage.queries.people import study_details


class OutcomeExports(Exports):
    """Writes figures of schools, off the GUI thread: all, as a picture those of the measure in hand."""

    def __init__(
        self, open_study: OpenStudy, parent: QWidget, measures: Callable[[], Sequence[OutcomePanels]]
    ) -> None:
        """Export what ``measures`` returns, the one in hand first."""
        super().__init__(open_study, parent)
        self._measures = measures

    def fill(self, menu: QMenu) -> None:
        """Offer what can be written."""
        words = (_("To Word…"), _("As CSV…"), _("This measure as PNG…"), _("This measure as SVG…"))
        for kind, said in zip(OUTCOME_FILES, words, strict=True):
            menu.addAction(said, lambda kind=kind: self.outcomes(kind))

    def outcomes(self, kind: ExportKind) -> Job | None:
        """Write one of the kinds."""
        shown = self._measures()
        target = self.ask_target(kind) if shown else None
        if target is None:
            return None
        study = self._open_study
        path, name = study.file.path, study_details(study.reader).name

        def write(_progress: Progress) -> None:
            from storage.writers.outcomes import write_outcomes

            write_outcomes(path, target, name, shown)

        return self.start(kind, target, write)
