"""Answers that come in from files: they are chosen, read on a thread, and shown as understood."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.shell.open_study import OpenStudy
from app.survey.forms_dialog import FormsDialog
from app.survey.import_dialog import SurveyImportDialog
from coding.errors import UserError
from coding.language import _
from coding.survey.plan import SurveyPlan
from storage.readers.kinds import TABLES, Export, patterns


class TakingAnswersIn:
    """Asks for tables of answers or filled-in forms, and opens the dialog in which they are put right."""

    def __init__(self, open_study: OpenStudy, parent: QWidget) -> None:
        """Open dialogs above this widget."""
        self._study = open_study
        self._parent = parent

    def ask(self) -> None:
        """Ask for files, and show what is understood of them."""
        kinds = _("Tables of answers and filled-in forms ({endings})").format(
            endings=patterns((*TABLES, Export.WORD))
        )
        paths = self._study.notices.ask_files(_("Import answers to a survey"), kinds)
        if paths:
            self.look_into(paths)

    def look_into(self, paths: Sequence[Path]) -> None:
        """Read files on a thread, then show what is understood."""
        from storage.intake.survey_files import plan_survey_of_study

        path = self._study.file.path
        self._study.jobs.start(
            _("Reading answers"),
            lambda _progress: plan_survey_of_study(paths, path),
            done=self.show,
            failed=self._study.report,
        )

    def show(self, plan: SurveyPlan) -> None:
        """Open the dialog of forms or of tables, or say why there is none."""
        warn = self._study.notices.warn
        if not plan.tables:
            said = "; ".join(f"{name}: {reason}" for name, reason in plan.problems)
            warn(UserError(said or _("There is no table in it.")))
            return
        forms = [at for at, table in enumerate(plan.tables) if table.sheet.forms]
        if forms and len(plan.tables) > 1:
            warn(UserError(_("Tables of answers and filled-in forms are brought in one after the other.")))
        elif forms:
            FormsDialog(self._study, plan, forms[0], self._parent).open()
        else:
            SurveyImportDialog(self._study, plan, self._parent).open()
