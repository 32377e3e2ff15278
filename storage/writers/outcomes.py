"""Figures of schools in Word (tables and small multiples), as CSV, or of one measure as a picture."""

from collections.abc import Sequence
from pathlib import Path

from coding.analysis.outcome_panels import OutcomePanels
from coding.language import _
from coding.outcomes.records import FIELDS, outcome_records
from coding.report.blocks import WordsKind, words
from coding.report.outcomes_part import outcome_blocks
from storage.queries.outcomes import outcome_measures, outcomes
from storage.queries.people import schools
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv


def write_outcomes(study: Path, target: Path, name: str, measures: Sequence[OutcomePanels]) -> None:
    """Write all measures, or the first of them as a picture, as the target's ending says.

    The file is replaced only when it is complete.
    """
    with replacing(target, like=study) as part:
        match ending_of(target.name):
            case Export.CSV:
                with snapshot(study) as connection:
                    known = {each.id: each for each in schools(connection)}
                    records = outcome_records(outcome_measures(connection), outcomes(connection), known)
                    write_csv(part, FIELDS, records)
            case Export.PICTURE | Export.DRAWING as ending:
                from storage.writers.drawn_pictures import write_drawn

                write_drawn(measures[0], part, ending)
            case _:
                from storage.writers.report_word import write_report_to_word
                from storage.writers.word_frame import WordFrame

                title = words(_("{study}: outcomes of schools").format(study=name), WordsKind.TITLE)
                write_report_to_word([title, *outcome_blocks(measures)], part, WordFrame(name))
