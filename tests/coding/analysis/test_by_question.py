"""All answers to what is asked, by issue: whole, with who says what, and what they carry."""

from dataclasses import replace

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.by_question import Answer, answers_to, issues
from coding.analysis.columns import ColumnKind
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.model.study import Filing, Post
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    Y2014,
    Y2015,
    A,
    B,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)
from tests.coding.analysis.test_filing import AHEAD, CHALLENGE, FUTURE

HEADED = (CHALLENGE, *(replace(each, heading="The future") for each in (AHEAD, FUTURE)))
# Two people answer: the head in 1 and 4, the teacher in 2; the interviewer probes in 3 and goes on in 5.
JOINT = Talk(
    people=(1, 2),
    speakers=(
        Speaker(0, 40, "interviewer", (0, 3, 5)),
        Speaker(1, 100, "participant", (1, 4)),
        Speaker(2, 100, "participant", (2, 6)),
    ),
    asked=((0, CHALLENGE.id), (5, AHEAD.id)),
)
LATER = Talk(
    round_id=Y2015,
    school_id=B,
    people=(3,),
    speakers=(Speaker(0, 9, "interviewer", (0,)), Speaker(3, 50, "participant", (1,))),
    asked=((0, FUTURE.id),),
)
POSTS = (Post(1, 1, Y2014, A, 1), Post(2, 2, Y2014, A, 3), Post(3, 3, Y2015, B, 2))
CODINGS = [Coded(1, EC, 1, 2), Coded(1, HSC, 2), Coded(1, EC, 4), Coded(1, HSC, 4, 6), Coded(2, HSC, 1)]


def study(*filings: Filing) -> AnalysisData:
    held = analysis_data([JOINT, LATER], CODINGS, POSTS, HEADED)
    return replace(held, filings=filings)


def told(answer: Answer) -> tuple[str, list[tuple[int, int, str, int]], list[str], tuple[int, ...]]:
    strands = [strand.label for strand in answer.strands]
    return answer.who.attribution, [each[:4] for each in answer.stretches], strands, answer.coding_ids


def test_issues_are_headings_with_how_many_answered() -> None:
    assert [(i.name, len(i.questions), i.answers, i.interviews) for i in issues(study())] == [
        (CHALLENGE.text, 1, {Y2014: 1}, {Y2014: 1}),
        ("The future", 2, {Y2014: 1, Y2015: 1}, {Y2014: 1, Y2015: 1}),
    ]


def test_an_answer_is_whole_and_names_who_speaks() -> None:
    challenge, future = issues(study())
    head, teacher = "Headteacher", "Teacher"
    (answer,) = answers_to(study(), challenge)
    assert told(answer) == (
        "Headteacher and teacher, School A, 2014",
        [(10, 20, head, 0), (20, 30, teacher, 0), (40, 50, head, 0)],
        ["HSC", "E&C"],
        (1, 2, 3, 4),
    )
    assert (answer.is_joint, answer.schools, answer.roles, answer.people) == (True, (A,), (1, 3), (1, 2))
    assert [told(each) for each in answers_to(study(), future)] == [
        ("Teacher, School A, 2014", [(60, 70, teacher, 0)], ["HSC"], (4,)),
        ("Senior leader, School B, 2015", [(10, 20, "Senior leader", 0)], ["HSC"], (5,)),
    ]


def test_what_is_filed_elsewhere_stays_in_its_place_and_is_an_answer_there() -> None:
    filing = Filing(7, 1, 45, 50, FUTURE.id)
    held = replace(study(filing))
    challenge, future = issues(held)
    assert future.answers == {Y2014: 2, Y2015: 1}
    assert future.interviews == {Y2014: 1, Y2015: 1}
    (answer,) = answers_to(held, challenge)
    assert told(answer)[1][-2:] == [(40, 45, "Headteacher", 0), (45, 50, "Headteacher", FUTURE.id)]
    assert answer.places == ((10, 45),)
    filed = answers_to(held, future)[0]
    assert told(filed)[:2] == ("Headteacher, School A, 2014", [(45, 50, "Headteacher", 0)])
    assert (filed.filed_id, filed.asked_id, filed.question_id) == (7, CHALLENGE.id, FUTURE.id)


def test_an_answer_that_is_filed_whole_stands_there_only() -> None:
    challenge, future = issues(held := study(Filing(7, 1, 10, 50, FUTURE.id)))
    assert answers_to(held, challenge) == ()
    assert challenge.answers == {}
    assert answers_to(held, future)[0].coding_ids == (1, 2, 3, 4)


def test_answers_carry_what_frequencies_count_by_question() -> None:
    for held in (study(), study(Filing(7, 1, 40, 50, FUTURE.id)), study(Filing(7, 1, 15, 45, AHEAD.id))):
        found = frequencies(held, (Grouping.QUESTION,))
        column = found.columns.get(ColumnKind.CODINGS)
        counted = {g.members[0].id: set(found.cell(g, column).coding_ids) for g in found.groups}
        for issue in issues(held):
            carried = {id_ for answer in answers_to(held, issue) for id_ in answer.coding_ids}
            assert carried == counted[issue.id]
