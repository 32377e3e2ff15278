"""Answers by question, to Word or as CSV; the ending says which."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection

from coding.analysis.answer_records import FIELDS, AnswerWords, as_row
from coding.analysis.by_question import Answer, Issue
from coding.language import _, plural
from coding.model.query import Query
from coding.progress import Progress, silent
from coding.text.blocks import TextRun, read
from storage.queries.answers import answer_records, answers_in, summaries_of, wanted_issues
from storage.queries.frames import texts
from storage.queries.people import study_details
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.memos import quoted_out, without_places
from storage.writers.table_csv import write_csv

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData
    from storage.writers.word_parts import WordFile


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
        wanted = wanted_issues(data, some.issue_id)
        if ending_of(target.name) == Export.CSV:
            records = answer_records(connection, data, wanted, some.round_id)
            write_csv(part, FIELDS, (as_row(each) for each in records if each["kind"] != "question"))
        else:
            _write_word(connection, data, wanted, some.round_id, part)


def _write_word(
    connection: Connection,
    data: "AnalysisData",
    wanted: Sequence[Issue],
    round_id: int | None,
    part: Path,
) -> None:
    from storage.writers.word_parts import WordFile

    name = study_details(connection).name
    word = WordFile(name)
    word.paragraph(_("{study}: answers by question").format(study=name), "Title")
    for issue in wanted:
        word.heading(issue.name, 1)
        _write_issue(word, connection, data, issue, round_id)
    word.save(part)


def _write_issue(
    word: "WordFile", connection: Connection, data: "AnalysisData", issue: Issue, round_id: int | None
) -> None:
    from storage.writers.word_blocks import write_blocks

    found = answers_in(data, issue, round_id)
    sources = texts(connection, sorted({answer.interview_id for answer in found}))
    words = AnswerWords(data)
    written = list(summaries_of(connection, data, issue, round_id))
    for round_ in data.rounds:
        mine = [answer for answer in found if answer.round_id == round_.id]
        asked = issue.asked_by(round_.id)
        if round_id not in (None, round_.id) or not (mine or asked):
            continue
        word.heading(round_.name, 2)
        word.paragraph(" ".join(question.text for question in asked) or _("Not asked in this round."), "Note")
        answered = issue.interviews.get(round_.id, 0)
        word.paragraph(_answered(len(mine), answered, len(data.interviews_of(round_))), "Note")
        for name, summary in written:
            if name == round_.name:
                write_blocks(word, [*without_places(quoted_out(connection, read(summary.text)))], above=3)
        for answer in mine:
            _write_answer(word, words, answer, sources[answer.interview_id])


def _answered(answers: int, interviews: int, of: int) -> str:
    counted = plural("{n} answer", "{n} answers", answers)
    return _("{answers} in {n} of {all} interviews").format(answers=counted, n=interviews, all=of)


def _write_answer(word: "WordFile", words: AnswerWords, answer: Answer, source: str) -> None:
    for each, said, elsewhere in words.parts(answer, source):
        runs = [TextRun(f"{each.speaker}: ", bold=True)] if answer.is_joint else []
        shown = f"[{elsewhere}: {said}]" if elsewhere else said
        word.formatted("Quotation", [*runs, TextRun(shown, italic=bool(elsewhere))])
    strands = ", ".join(strand.label for strand in answer.strands)
    about = (answer.who.attribution, strands, words.filed(answer), answer.may_quote.line)
    word.paragraph(" · ".join(filter(None, about)), "Attribution")
