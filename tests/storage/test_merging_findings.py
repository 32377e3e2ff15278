"""What is kept of findings comes in from another copy: filed words, headings, summaries, views."""

import pytest

from coding.analysis.compare_settings import CompareSettings
from coding.notation.questions import ListedQuestion
from storage.operations.filing import file_under
from storage.operations.questions import set_heading, set_questions
from storage.operations.summaries import sum_up_answers
from storage.operations.views import keep_view
from storage.queries.kept_views import kept_views
from storage.queries.questions import filings, questions
from storage.queries.summaries import answer_summaries
from storage.study.study_file import StudyFile
from tests.storage.test_merging import merge, other
from tests.storage.test_views import view

assert other  # a fixture
ROUND, INTERVIEW = 2, 1


@pytest.fixture
def study(study: StudyFile) -> StudyFile:
    study.perform(set_questions(ROUND, [ListedQuestion("How is it going?"), ListedQuestion("What next?")]))
    return study


def test_filings_headings_and_summaries_come_in(study: StudyFile, other: StudyFile) -> None:
    first, second = (question.id for question in questions(other.reader))
    study.perform(file_under(first, INTERVIEW, [(0, 8)]))
    other.perform(file_under(second, INTERVIEW, [(4, 12)]))
    other.perform(set_heading([first], "How it goes"))
    other.perform(sum_up_answers(second, ROUND, "On and on."))
    merge(study, other)
    found = [(each.question_id, each.start, each.end) for each in filings(study.reader)]
    assert found == [(first, 0, 4), (second, 4, 12)]  # of the same words the later filing holds
    assert [question.issue for question in questions(study.reader)] == ["How it goes", "What next?"]
    assert answer_summaries(study.reader)[second, ROUND].text == "On and on."


def test_views_come_in(study: StudyFile, other: StudyFile) -> None:
    study.perform(keep_view("Schools", view(study, CompareSettings())))
    other.perform(keep_view("By school", view(other, CompareSettings())))
    merge(study, other)
    here, there = kept_views(study.reader)
    assert (here.name, there.name) == ("Schools", "By school")
    assert here.view == there.view
