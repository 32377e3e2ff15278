"""What the Export menu of the Survey page does."""

from typing import Final

from PySide6.QtWidgets import QMenu

from app.shell.export_kinds import ExportKind
from app.shell.exports import Exports
from app.shell.jobs import Job
from coding.analysis.survey_groups import GroupedBy, GroupingOf
from coding.language import N_, _
from coding.progress import Progress
from storage.readers.kinds import Export
from storage.writers.survey import SurveyFile, export_survey
from storage.writers.survey_form import write_blank_form

_WORD: Final = ExportKind(Export.WORD, N_("Export the survey"), N_("Word document"), N_("survey"))
_FORM: Final = ExportKind(Export.WORD, N_("Export the form"), N_("Word document"), N_("survey form"))
_PICTURES: Final = (
    ExportKind(Export.PICTURE, N_("Export the survey"), N_("PNG picture"), N_("survey")),
    ExportKind(Export.DRAWING, N_("Export the survey"), N_("SVG drawing"), N_("survey")),
)
_TABLES: Final = {
    what: ExportKind(Export.CSV, N_("Export the survey"), N_("CSV, for Excel, R or SPSS"), addition)
    for what, addition in (
        (SurveyFile.RESULTS, N_("survey results")),
        (SurveyFile.WIDE, N_("survey answers")),
        (SurveyFile.LONG, N_("survey answers long")),
    )
}


class SurveyExports(Exports):
    """Writes the study's survey, off the GUI thread, grouped as the page is; pictures are of its bank."""

    by: GroupingOf = GroupedBy.GROUP
    bank_id: int | None = None

    def fill(self, menu: QMenu) -> None:
        """Offer what can be written."""
        menu.addAction(_("Results to Word…"), self.results_to_word)
        for kind, words in zip(
            _PICTURES, (_("Results shown, as PNG…"), _("Results shown, as SVG…")), strict=True
        ):
            menu.addAction(words, lambda kind=kind: self._write(kind, SurveyFile.RESULTS))
        menu.addAction(_("Form to hand out…"), self.form_to_word)
        for what, words in (
            (SurveyFile.RESULTS, _("Results as CSV…")),
            (SurveyFile.WIDE, _("Answers as CSV, a row a respondent…")),
            (SurveyFile.LONG, _("Answers as CSV, a row an answer…")),
        ):
            menu.addAction(words, lambda what=what: self.as_table(what))

    def results_to_word(self) -> Job | None:
        """Write a picture and a table a bank."""
        return self._write(_WORD, SurveyFile.RESULTS)

    def form_to_word(self) -> Job | None:
        """Write what the survey asks as a form."""
        target = self.ask_target(_FORM)
        if target is None:
            return None
        study = self._open_study.file.path
        return self.start(_FORM, target, lambda _progress: write_blank_form(study, target))

    def as_table(self, what: SurveyFile) -> Job | None:
        """Write results or answers."""
        return self._write(_TABLES[what], what)

    def _write(self, kind: ExportKind, what: SurveyFile) -> Job | None:
        target = self.ask_target(kind)
        if target is None:
            return None
        study, by, bank_id = self._open_study.file.path, self.by, self.bank_id

        def write(_progress: Progress) -> None:
            export_survey(study, target, what, by, bank_id)

        return self.start(kind, target, write)
