"""The tabs of a plan: files first, then codes written by hand, who is who, and the rest."""

from PySide6.QtWidgets import QWidget

from app.intake.colours_panel import ColoursPanel
from app.intake.files_panel import FilesPanel
from app.intake.left_out_panel import LeftOutPanel
from app.intake.marks_panel import MarksPanel
from app.intake.mask_panel import MaskPanel
from app.intake.missing_panel import MissingPanel
from app.intake.names_panel import NamesPanel
from app.intake.questions_panel import QuestionsPanel
from app.intake.speakers_panel import VoicesPanel
from app.intake.tables_panel import TablesPanel
from app.intake.tabs import ImportTabs


class PlanTabs(ImportTabs):
    """Half a thousand widgets, which are there only as long as there are files to correct."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no files yet."""
        self.files = FilesPanel()
        self.speaker_labels, self.marks, self.colours = VoicesPanel(), MarksPanel(), ColoursPanel()
        self.missing, self.names, self.metadata = MissingPanel(), NamesPanel(), TablesPanel()
        self.questions, self.masks = QuestionsPanel(), MaskPanel()
        said = (self.speaker_labels, self.marks, self.colours)
        who = (self.missing, self.names, self.metadata)
        super().__init__((self.files, *said, *who, self.questions, self.masks, LeftOutPanel()), parent)
        self.files.follow_picks(self.preview.picked)
