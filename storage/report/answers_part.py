"""What was answered to each question: what was asked in each round, what sums it up, the answers in full."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answer_records import AnswerWords
from coding.analysis.by_question import Answer, Issue
from coding.language import _, plural
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockRow,
    HeadingBlock,
    QuotationBlock,
    WordsKind,
    figures,
    table,
    words,
    written_blocks,
)
from coding.report.options import QuestionsOptions
from coding.text.blocks import read
from storage.queries.answers import AnswersShown, answers_in, summaries_of
from storage.queries.frames import texts
from storage.report.memo_text import quoted_out, without_places


def answers_blocks(
    connection: Connection,
    data: AnalysisData,
    wanted: Sequence[Issue],
    asked: QuestionsOptions,
    only: AnswersShown,
) -> Iterator[Block]:
    """Yield what was answered to each of these issues, each under its name, in a round or in all."""
    for issue in wanted:
        yield HeadingBlock(issue.name)
        yield from _issue(connection, data, issue, asked, only)


def questions_overview(data: AnalysisData, wanted: Sequence[Issue]) -> Block:
    """Return a table of how many answers there are to each of these issues, a row a round."""
    columns = (
        BlockColumn(_("Question")),
        *(
            figures(title, width)
            for title, width in ((_("Round"), 18), (_("Answers"), 20), (_("Interviews"), 24))
        ),
    )
    rows: list[BlockRow] = []
    for issue in wanted:
        found = answers_in(data, issue, None)
        for round_ in data.rounds:
            n = sum(answer.round_id == round_.id for answer in found)
            if n or issue.asked_by(round_.id):
                answered, of = issue.interviews.get(round_.id, 0), len(data.interviews_of(round_))
                in_words = _("{k} of {n}").format(k=answered, n=of)
                rows.append(
                    BlockRow((issue.name, round_.name, str(n), in_words), key=f"{issue.name} {round_.id}")
                )
    return table(_("Answers to each question, and the interviews with one"), columns, rows)


def _issue(
    connection: Connection, data: AnalysisData, issue: Issue, asked: QuestionsOptions, only: AnswersShown
) -> Iterator[Block]:
    found = answers_in(data, issue, only.round_id)
    sources = texts(connection, sorted({answer.interview_id for answer in found})) if asked.answers else {}
    said = AnswerWords(data)
    written = list(summaries_of(connection, data, issue, only)) if asked.summaries else []
    for round_ in data.rounds:
        mine = [answer for answer in found if answer.round_id == round_.id]
        questions = issue.asked_by(round_.id)
        if only.round_id not in (None, round_.id) or not (mine or questions):
            continue
        yield HeadingBlock(round_.name, 2)
        what = " ".join(question.text for question in questions) or _("Not asked in this round.")
        if what != issue.name:
            yield words(what, WordsKind.NOTE)
        answered = issue.interviews.get(round_.id, 0)
        counted = _answered(len(mine), answered, len(data.interviews_of(round_)))
        yield words(counted, WordsKind.NOTE)
        for name, summary in written:
            if name == round_.name:
                yield from _summary(connection, summary.text)
        for answer in mine if asked.answers else ():
            yield _answer(said, answer, sources[answer.interview_id])


def is_summed_up(connection: Connection, data: AnalysisData, issue: Issue, only: AnswersShown) -> bool:
    """Tell whether anything that may be seen sums up the answers to an issue."""
    return any(True for _each in summaries_of(connection, data, issue, only))


def _summary(connection: Connection, text: str) -> Iterator[Block]:
    return written_blocks(without_places(quoted_out(connection, read(text))), 3)


def _answered(answers: int, interviews: int, of: int) -> str:
    counted = plural("{n} answer", "{n} answers", answers)
    return _("{answers} in {n} of {all} interviews").format(answers=counted, n=interviews, all=of)


def _answer(said: AnswerWords, answer: Answer, source: str) -> Block:
    parts: list[str] = []
    for each, spoken, elsewhere in said.parts(answer, source):
        shown = f"[{elsewhere}: {spoken}]" if elsewhere else spoken
        parts.append(f"{each.speaker}: {shown}" if answer.is_joint else shown)
    strands = ", ".join(strand.label for strand in answer.strands)
    about = (answer.who.attribution, strands, said.filed(answer), answer.may_quote.line)
    return QuotationBlock("\n".join(parts), " · ".join(filter(None, about)))
