"""Answers by question with their words, and what sums them up."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answer_records import AnswerWords, issue_records, summary_record
from coding.analysis.by_question import Answer, Issue, answers_to, issues
from coding.analysis.table_records import Record
from coding.model.study import Round
from storage.queries.frames import texts
from storage.queries.summaries import AnswerSummary, answer_summaries
from storage.queries.tree import blind_readings


class AnswersShown(NamedTuple):
    """Of which round (None: of all), and for whom: where they read blind, others’ summaries are left out.

    Nobody in particular (None) sees none that anybody reads blind.
    """

    round_id: int | None = None
    blind_for: int | None = None


EVERY_ANSWER: Final = AnswersShown()


def wanted_issues(analysis_data: AnalysisData, issue_id: int | None = None) -> tuple[Issue, ...]:
    """Return all issues, or the one with this id."""
    return tuple(issue for issue in issues(analysis_data) if issue_id in (None, issue.id))


def answer_records(
    connection: Connection,
    analysis_data: AnalysisData,
    wanted: Collection[Issue],
    only: AnswersShown = EVERY_ANSWER,
) -> Iterator[Record]:
    """Yield of each issue how many answered, its summaries, and all answers; of one round or of all."""
    round_id = only.round_id
    words = AnswerWords(analysis_data)
    rounds = {each.id: each.name for each in analysis_data.rounds if round_id in (None, each.id)}
    for issue in wanted:
        yield from (r for r in issue_records(analysis_data, [issue]) if r["round"] in rounds.values())
        for name, summary in summaries_of(connection, analysis_data, issue, only):
            yield summary_record(issue, name, summary.coder, summary.text)
        found = answers_in(analysis_data, issue, round_id)
        sources = texts(connection, sorted({answer.interview_id for answer in found}))
        yield from (words.record(issue, answer, sources[answer.interview_id]) for answer in found)


def answers_in(analysis_data: AnalysisData, issue: Issue, round_id: int | None) -> list[Answer]:
    """Return the answers of one round, or of all."""
    return [each for each in answers_to(analysis_data, issue) if round_id in (None, each.round_id)]


def cell_of(issue: Issue, round_id: int) -> tuple[int, int]:
    """Return the question and round under which a summary of the answers in a round is kept."""
    asked = issue.asked_by(round_id)
    return (asked[0].id if asked else issue.id), round_id


def is_withheld(
    summary: AnswerSummary, analysis_data: AnalysisData, round_: Round, blind: Mapping[int, Collection[int]]
) -> bool:
    """Tell whether somebody else wrote this of a round with interviews that a coder (the key) reads blind."""
    there = {*analysis_data.interviews_of(round_).tolist()}
    return any(coder_id != summary.coder_id and there & {*ids} for coder_id, ids in blind.items())


def summaries_of(
    connection: Connection, analysis_data: AnalysisData, issue: Issue, only: AnswersShown = EVERY_ANSWER
) -> Iterator[tuple[str, AnswerSummary]]:
    """Yield the summaries of an issue that may be seen, with the names of their rounds."""
    written, blind = answer_summaries(connection), blind_readings(connection, only.blind_for)
    for round_ in analysis_data.rounds:
        if only.round_id in (None, round_.id):
            summary = written.get(cell_of(issue, round_.id))
            if summary is not None and not is_withheld(summary, analysis_data, round_, blind):
                yield round_.name, summary
