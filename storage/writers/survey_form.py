"""The form of a survey to hand out, as a Word document."""

from pathlib import Path

from coding.errors import UserError
from coding.language import _
from coding.report.blank_form import blank_form
from storage.queries.people import roles, rounds, schools
from storage.queries.survey_instruments import survey_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot


def write_blank_form(study: Path, target: Path, round_name: str = "") -> None:
    """Write what the study's survey asks as a form, of its last round if none is named.

    The file is replaced only when it is complete. Raises UserError where there is no survey.
    """
    from storage.writers.report_word import write_report_to_word
    from storage.writers.word_frame import WordFrame

    with replacing(target, like=study) as part, snapshot(study) as connection:
        survey = survey_of(connection)
        if survey is None:
            raise UserError(_("This study has no survey."), _("Nothing was written."))
        names = [each.name for each in rounds(connection)]
        of = round_name or (names[-1] if names else "")
        blocks = [*blank_form(survey, of, schools(connection), roles(connection))]
        write_report_to_word(blocks, part, WordFrame(survey.name))
