"""Files of answers to a survey: each sheet as it stands, and what is understood of it."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from coding.errors import UnreadableError
from coding.intake.known_study import KnownStudy
from coding.language import _
from coding.model.survey import Instrument
from coding.survey.filled_forms import FilledForm, read_form
from coding.survey.forms_sheet import forms_sheet
from coding.survey.plan import SurveyPlan, survey_plan
from coding.survey.sheets import AnswerSheet
from storage.intake.answer_sheets import sheets_of
from storage.intake.file_discovery import FoundFile, bytes_of, files_of
from storage.intake.import_batch import known_study
from storage.queries.survey_instruments import survey_of
from storage.readers.files import file_bytes, read_file
from storage.readers.filled_form import is_word, read_filled_form
from storage.readers.kinds import TABLES, ending_of, unreadable
from storage.readers.tables import titled_cells_in
from storage.shipped_surveys import partnership_survey
from storage.study.keeping.snapshot import snapshot


def plan_survey(paths: Sequence[Path], connection: Connection, round_name: str = "") -> SurveyPlan:
    """Read files, folders and archives of answers, and guess what they are; nothing is stored.

    ``round_name`` is said of all of them. A file that cannot be read stands in the plan with its reason.
    """
    known = known_study(connection)
    survey = survey_of(connection) or partnership_survey()
    with ExitStack() as opened:
        found, _ignored = files_of(paths, opened)
        sheets: list[AnswerSheet] = []
        forms: list[FilledForm] = []
        problems: list[tuple[str, str]] = []
        for file in found:
            try:
                if file.is_table:
                    sheets += sheets_of(file)
                else:
                    forms.append(_form(file, survey, known))
            except UnreadableError as error:
                problems.append((file.name, " ".join(filter(None, (error.what, error.remedy)))))
    if forms:
        sheets.append(forms_sheet(forms, survey))
    return replace(planned(sheets, known, connection, round_name), problems=tuple(problems))


def _form(file: FoundFile, survey: Instrument, known: KnownStudy) -> FilledForm:
    """Read a filled-in form. Raises UnreadableError: it is none of this survey, or no Word document."""
    data = bytes_of(file)
    if not is_word(data):
        raise unreadable(_("It is neither a table nor a form that was filled in with Word."))
    form = read_form(read_filled_form(data), file.name, survey, known, file.folders)
    if not form.is_form:
        raise unreadable(
            _("None of the survey's statements stand in it."),
            _("Set up the survey first (What the survey asks), then bring the forms."),
        )
    return form


def plan_survey_of_study(paths: Sequence[Path], study: Path) -> SurveyPlan:
    """Read files beside a study that is open elsewhere, through a connection of its own."""
    with snapshot(study) as connection:
        return plan_survey(paths, connection)


def planned(
    sheets: Sequence[AnswerSheet], known: KnownStudy, connection: Connection, round_name: str = ""
) -> SurveyPlan:
    """Return what is understood of sheets in the light of a study."""
    from coding.survey.table import Corrections

    said = [Corrections(round=round_name) for _sheet in sheets] if round_name else []
    return survey_plan(sheets, known, survey_of(connection), partnership_survey(), said)


def statement_rows(path: Path) -> list[list[str]]:
    """Return the rows of a file that lists what a survey asks: of a table its first sheet that holds some.

    The cells of a Word table are parted by tabs. Raises UnreadableError with the reason.
    """
    if ending_of(path.name) in TABLES:
        sheets = titled_cells_in(file_bytes(path), path.name)
        filled = [rows for _title, rows in sheets if any(any(row) for row in rows)]
        return [list(row) for row in filled[0]] if filled else []
    return [line.split("\t") for line in read_file(path).document.paragraphs]
