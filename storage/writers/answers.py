"""Answers by question, to Word or as CSV; the ending says which."""

from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple

from coding.analysis.answer_records import FIELDS, as_row
from coding.language import _
from coding.model.query import Query
from coding.progress import Progress, silent
from coding.report.blocks import WordsKind, words
from coding.report.options import QuestionsOptions
from storage.queries.answers import AnswersShown, answer_records, wanted_issues
from storage.queries.people import study_details
from storage.readers.kinds import Export, ending_of
from storage.report.answers_part import answers_blocks
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv


class AnswersOf(NamedTuple):
    """Whose answers are written: of an issue and a round, by id; None is all. Those that a query finds."""

    issue_id: int | None = None
    round_id: int | None = None
    query: Query | None = None


EVERYTHING: Final = AnswersOf()


def export_answers(
    study: Path,
    target: Path,
    coder_ids: Collection[int],
    framework_id: int,
    some: AnswersOf = EVERYTHING,
    blind_for: int | None = None,
    progress: Progress = silent,
) -> None:
    """Write the answers to what stands under a heading, or some of them.

    The file is replaced only when it is complete. Raises UserError, and whatever ``progress`` raises.
    """
    from coding.analysis.answer_filter import answering
    from coding.analysis.selection import select
    from storage.queries.selecting import asked_of
    from storage.queries.study_data import analysis_data

    with replacing(target, like=study) as part, snapshot(study) as connection:
        progress(0, 1, _("Answers"))
        data = analysis_data(connection, framework_id, coder_ids, blind_for)
        if some.query is not None:
            data = answering(data, select(asked_of(connection, data), some.query))
        wanted, shown = wanted_issues(data, some.issue_id), AnswersShown(some.round_id, blind_for)
        if ending_of(target.name) == Export.CSV:
            records = answer_records(connection, data, wanted, shown)
            write_csv(part, FIELDS, (as_row(each) for each in records if each["kind"] != "question"))
        else:
            from storage.writers.report_word import write_report_to_word
            from storage.writers.word_frame import WordFrame

            name = study_details(connection).name
            title = words(_("{study}: answers by question").format(study=name), WordsKind.TITLE)
            written = answers_blocks(connection, data, wanted, QuestionsOptions(answers=True), shown)
            write_report_to_word([title, *written], part, WordFrame(name))
