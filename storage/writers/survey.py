"""What a survey found, to Word, or as CSV; and its answers, a row a respondent or a row an answer."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from coding.analysis.survey_groups import GroupedBy, GroupingOf
from coding.analysis.survey_records import long_records, statement_records, wide_records
from coding.analysis.survey_results import SurveyResults
from coding.analysis.survey_table import SurveyTableau
from coding.analysis.table_records import record_fields
from coding.errors import UserError
from coding.language import N_, _
from coding.report.blocks import WordsKind, words
from coding.report.survey_part import survey_blocks
from storage.queries.people import study_details
from storage.queries.surveys import survey_results
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv


class SurveyFile(StrEnum):
    """What of a survey is written."""

    RESULTS = N_("results")
    WIDE = N_("answers, a row a respondent")
    LONG = N_("answers, a row an answer")


def export_survey(
    study: Path,
    target: Path,
    what: SurveyFile = SurveyFile.RESULTS,
    by: GroupingOf = GroupedBy.GROUP,
    bank_id: int | None = None,
    round_name: str = "",
) -> None:
    """Write the results as the target's ending says (Word, CSV, PNG, SVG), or the answers as CSV.

    ``bank_id``: a picture of this bank alone; ``round_name``: of one round, not of all. The file is replaced
    only when it is complete; it tells no role group of a school of fewer than five. Raises UserError where
    there is no survey, or no answers of that round.
    """
    with replacing(target, like=study) as part, snapshot(study) as connection:
        results = survey_results(connection, by)
        if results is None or not results.rounds:
            raise UserError(_("There are no answers to a survey in this study."), _("Nothing was written."))
        results = results.of_round(round_name) if round_name else results
        ending = ending_of(target.name)
        if ending in {Export.PICTURE, Export.DRAWING}:
            from storage.writers.drawn_pictures import write_drawn

            banks = [each for each in results.instrument.banks if bank_id in (None, each.id)]
            write_drawn(SurveyTableau(results, banks, groups=results.groups), part, ending)
            return
        if ending == Export.CSV:
            records = [*_records(results, what)]
            write_csv(part, record_fields(records), records)
            return
        from storage.writers.report_word import write_report_to_word
        from storage.writers.word_frame import WordFrame

        name = study_details(connection).name
        title = words(
            _("{study}: {survey}").format(study=name, survey=results.instrument.name), WordsKind.TITLE
        )
        write_report_to_word([title, *survey_blocks(results)], part, WordFrame(name))


def _records(results: SurveyResults, what: SurveyFile) -> Iterable[Mapping[str, object]]:
    match what:
        case SurveyFile.RESULTS:
            return statement_records(results, by_group=True)
        case SurveyFile.WIDE:
            return wide_records(results)
        case SurveyFile.LONG:
            return long_records(results)
