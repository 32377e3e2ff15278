"""The answers to a question on paper: round by round, each whole, with who says it and what it carries."""

from collections.abc import Iterator, Sequence

from app.questions.round_heads import answered_in_words
from app.shell.printed import PrintedPart, PrintedWords, PrintStyle
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answer_records import AnswerWords
from coding.analysis.by_question import Answer, Issue, answers_to
from coding.language import _
from coding.model.study import Round
from coding.text.blocks import plain
from storage.queries.answers import summaries_of
from storage.queries.frames import texts
from storage.study.connection import Connection


def parts_of_answers(
    connection: Connection, data: AnalysisData, issue: Issue, rounds: Sequence[Round]
) -> Iterator[PrintedPart]:
    """Yield what was asked and answered in each of these rounds, with what sums it up."""
    found, words = answers_to(data, issue), AnswerWords(data)
    sources = texts(connection, sorted({answer.interview_id for answer in found}))
    written = dict(summaries_of(connection, data, issue))
    yield PrintedWords(issue.name, PrintStyle.TITLE, keeps=True)
    for round_ in rounds:
        yield PrintedWords(round_.name, PrintStyle.HEADING, keeps=True)
        asked = " ".join(question.text for question in issue.asked_by(round_.id))
        yield PrintedWords(asked or _("Not asked in this round."), PrintStyle.BODY, keeps=True)
        yield PrintedWords(answered_in_words(data, issue, round_), PrintStyle.SMALL)
        if round_.name in written:
            yield PrintedWords(plain(written[round_.name].text))
        for answer in found:
            if answer.round_id == round_.id:
                yield from _answer(words, answer, sources[answer.interview_id])


def _answer(words: AnswerWords, answer: Answer, source: str) -> Iterator[PrintedPart]:
    hues = tuple(dict.fromkeys(strand.hue for strand in answer.strands))
    yield PrintedWords(words.text(answer, source), PrintStyle.QUOTATION, keeps=True, hues=hues)
    codes = ", ".join(strand.label for strand in answer.strands)
    facts = (answer.who.attribution, codes, words.filed(answer), answer.may_quote.line)
    yield PrintedWords(" · ".join(filter(None, facts)), PrintStyle.SMALL)
