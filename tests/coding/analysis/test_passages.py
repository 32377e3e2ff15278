import dataclasses

import pytest

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answers import find_answers
from coding.analysis.frequencies import frequencies
from coding.analysis.passage_index import Filter
from coding.analysis.passages import find_passages
from coding.analysis.question_matching import OUTSIDE, Prompted
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.model.study import Post
from coding.text.finding import standing_in
from tests.coding.analysis.small_study import (
    EC,
    HEAD,
    HSC,
    JPD,
    PC,
    TEACHER,
    TRUST,
    Y2014,
    Y2015,
    A,
    B,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)
from tests.coding.analysis.test_asking import (
    AGAIN,
    AHEAD,
    ASKED,
    CHALLENGE,
    CODINGS,
    PHASE,
    QUESTIONS,
    TENURE,
    UNASKED,
)
from tests.coding.analysis.test_frequencies import JOINT, POSTS, cell

TEXT = "".join(f"turn {at}...\n" for at in range(9))
TEXTS = dict.fromkeys(range(1, 9), TEXT)


def said(study: AnalysisData, at: int = 0) -> str:
    return find_passages(study).record(at, TEXT).attribution


def alone(school: int = A, round_id: int = Y2014, title: str = "", kind: str = "participant") -> AnalysisData:
    speaker = Speaker(1, kind=kind, turns=(0,), label="Female Voice 1")
    talk = Talk(round_id, school, people=(1,), speakers=(speaker,))
    return analysis_data([talk], [Coded(1, HSC)], (Post(1, 1, round_id, school, HEAD, title),))


def test_who_says_it_where_and_when() -> None:
    assert said(alone(B, Y2015)) == "Headteacher, School B, 2015"
    assert said(alone(title="Acting head")) == "Acting head, School A, 2014"


@pytest.mark.parametrize(
    ("turns", "who"),
    [
        ((1, 1), "Headteacher, School A, 2014"),
        ((1, 2), "Headteacher and teacher, School A, 2014"),
        ((3, 3), "Interviewer, School A, 2014"),
        ((2, 3), "Teacher, School A, 2014"),
    ],
)
def test_of_a_joint_interview_those_who_speak_are_named(turns: tuple[int, int], who: str) -> None:
    assert said(analysis_data([JOINT], [Coded(1, HSC, *turns)], POSTS)) == who


def test_people_of_two_schools_are_named_with_each() -> None:
    posts = (Post(1, 1, Y2014, A, HEAD), Post(2, 2, Y2014, B, TEACHER))
    study = analysis_data([JOINT], [Coded(1, HSC, 1, 2)], posts)
    assert said(study) == "Headteacher, School A, and teacher, School B, 2014"
    assert find_passages(study).record(0, TEXT).key == "A2, B5"


def test_a_voice_that_may_be_either_is_said_to_be() -> None:
    talk = Talk(people=(1, 2), speakers=(Speaker(turns=(0,)), Speaker(turns=(1,))))
    assert said(analysis_data([talk], [Coded(1, HSC)], POSTS)) == "Headteacher or teacher, School A, 2014"


def test_a_speaker_nobody_knows_has_the_label_and_a_document_its_title() -> None:
    talk = Talk(speakers=(Speaker(turns=(0,), label="Female Voice 1"),))
    assert said(analysis_data([talk], [Coded(1, HSC)])) == "Female Voice 1, School A, 2014"
    assert said(analysis_data([Talk(0, 0)], [Coded(1, HSC)])) == "Interview 1"


def test_a_document_is_its_only_participants() -> None:
    assert said(analysis_data([Talk(people=(1,))], [Coded(1, HSC)], POSTS)) == "Headteacher, School A, 2014"


def test_a_passage_is_listed_once_with_all_its_strands() -> None:
    codings = [Coded(1, EC), Coded(1, HSC, unsure=True), Coded(1, JPD, 1)]
    study = analysis_data([Talk()], codings)
    staged = study.codings.assign(stage_id=[2, 0, 0])
    found = find_passages(dataclasses.replace(study, codings=staged))
    assert len(found) == 2
    assert [strand.label for strand in found.record(0, TEXT).strands] == ["HSC ?", "E&C · B"]
    assert found.record(0, TEXT).coding_ids == (2, 1)
    assert found.record(1, TEXT).text == TEXT[10:20]


def test_a_number_opens_exactly_what_it_counts() -> None:
    study = analysis_data(
        [Talk(), Talk(Y2015)], [Coded(1, HSC), Coded(1, TRUST), Coded(1, EC), Coded(2, HSC)]
    )
    counted = cell(frequencies(study), "2014, School A", HSC)
    (record,) = find_passages(study).with_codings(counted.coding_ids).records(TEXTS)
    assert record.coding_ids == (1, 2, 3)  # the card shows E&C beside them


def test_they_come_in_the_order_of_round_school_interview_and_place() -> None:
    talks = [Talk(Y2015), Talk(Y2014, B), Talk(Y2014)]
    codings = [Coded(1, HSC), Coded(2, HSC, 2), Coded(2, HSC, 1), Coded(3, HSC), Coded(2, HSC, 1, 3)]
    posts = (Post(1, 1, Y2014, B, HEAD), Post(2, 2, Y2014, A, HEAD), Post(3, 1, Y2015, A, HEAD))
    talks = [dataclasses.replace(talk, people=(who,)) for talk, who in zip(talks, (1, 1, 2), strict=True)]
    found = find_passages(analysis_data(talks, codings, posts))
    assert [record.coding_ids for record in found.records(TEXTS)] == [(4,), (5,), (3,), (2,), (1,)]


def ids(study: AnalysisData, **wanted: object) -> list[int]:
    found = find_passages(study).where(Filter(**wanted))  # pyright: ignore[reportArgumentType]
    return [coding_id for record in found.records(TEXTS) for coding_id in record.coding_ids]


def test_a_list_is_narrowed_down() -> None:
    talks = [JOINT, Talk(Y2015, B, people=(1,))]
    codings = [Coded(1, HSC, 1), Coded(1, TRUST, 2, unsure=True), Coded(2, EC), Coded(2, PC, 1)]
    study = analysis_data(talks, codings, POSTS)
    assert ids(study, code_id=HSC) == [1, 2]
    assert ids(study, code_id=PC) == [1, 2, 3, 4]
    assert ids(study, code_id=HSC, unsure=True) == [2]
    assert ids(study, unsure=False) == [1, 3, 4]
    assert ids(study, round_id=Y2015) == [3, 4]
    assert ids(study, role=3) == [2]
    assert ids(study, school_id=B) == []  # the person's post in 2015 is at school A
    assert ids(study, school_id=A, role=1, round_id=Y2014) == [1]


def test_words_are_looked_for_in_the_passage_only() -> None:
    found = find_passages(analysis_data([Talk()], [Coded(1, HSC, 1), Coded(1, HSC, 2, 3)]))
    said = [passage.text for passage in found.records(TEXTS)]
    assert standing_in(said, "TURN 3") == {1}
    assert standing_in(said, "turn 4") == set()


def test_no_codings_no_passages() -> None:
    assert len(find_passages(analysis_data([Talk()], []))) == 0
    assert len(find_passages(analysis_data([Talk()], [Coded(1, HSC)])).with_codings(())) == 0


# --- by question, prompted or not, and attribute --------------------------------------------------


def listed(study: AnalysisData, wanted: Filter) -> list[tuple[int, ...]]:
    """Return the codings of the passages that are wanted."""
    return [passage.coding_ids for passage in find_passages(study).where(wanted).records(TEXTS)]


@pytest.fixture
def asked() -> AnalysisData:
    return analysis_data([ASKED, UNASKED], CODINGS, questions=QUESTIONS)


def test_passages_are_listed_by_question_whatever_their_strand(asked: AnalysisData) -> None:
    assert listed(asked, Filter(question_id=CHALLENGE.id)) == [(3, 2), (6,), (4,)]
    assert listed(asked, Filter(question_id=AHEAD.id)) == [(6,), (5,)]
    assert listed(asked, Filter(question_id=OUTSIDE)) == [(1,)]
    assert listed(asked, Filter(question_id=NOT_KNOWN)) == [(7,), (8,), (9,)]


def test_prompted_asks_about_the_strand_that_is_wanted(asked: AnalysisData) -> None:
    assert listed(asked, Filter(prompted=Prompted.PROMPTED)) == [(3, 2), (4,)]
    assert listed(asked, Filter(code_id=HSC, prompted=Prompted.PROMPTED)) == []
    assert listed(asked, Filter(code_id=HSC, prompted=Prompted.UNPROMPTED)) == [(3, 2), (6,)]
    both = Filter(code_id=EC, prompted=Prompted.UNPROMPTED, question_id=AHEAD.id)
    assert listed(asked, both) == [(5,)]


def test_a_passage_says_which_question_it_answers(asked: AnalysisData) -> None:
    said = [passage.question for passage in find_passages(asked).records(TEXTS)]
    assert said == [
        "",
        CHALLENGE.text,
        f"{CHALLENGE.text} {AHEAD.text}",
        CHALLENGE.text,
        AHEAD.text,
        "",
        "",
        "",
    ]


def test_passages_are_listed_by_attribute() -> None:
    values = {PHASE: {1: "Primary"}, TENURE: {1: "long"}}
    study = analysis_data([JOINT, JOINT], [Coded(1, HSC, 1), Coded(2, HSC, 2)], POSTS, attributes=values)
    assert listed(study, Filter(attributes=((PHASE.id, "Primary"),))) == [(1,)]
    assert listed(study, Filter(attributes=((PHASE.id, ""),))) == [(2,)]
    assert listed(study, Filter(attributes=((TENURE.id, "long"),))) == [(1,)]
    assert listed(study, Filter(attributes=((TENURE.id, "gone"),))) == []


# --- whole answers ------------------------------------------------------------------------------------


def answers(study: AnalysisData, wanted: Filter) -> list[tuple[int, int, int, str]]:
    """Return interview, first and last turn, and what is coded, of the answers to the first question."""
    found = find_answers(study, CHALLENGE.id).where(wanted)
    assert len(found) == len(list(found.records(TEXTS)))
    return [
        (a.interview_id, a.start // 10, a.end // 10 - 1, ", ".join(strand.label for strand in a.strands))
        for a in found.records(TEXTS)
    ]


def test_answers_are_whole_coded_or_not(asked: AnalysisData) -> None:
    uncoded = dataclasses.replace(ASKED, round_id=Y2015, asked=((2, AGAIN.id), (4, CHALLENGE.id)))
    talks = [ASKED, UNASKED, uncoded]
    study = analysis_data(talks, CODINGS, questions=QUESTIONS)
    assert answers(study, Filter()) == [(1, 3, 5, "HSC, E&C"), (3, 3, 3, ""), (3, 5, 7, "")]
    assert answers(study, Filter(round_id=Y2015)) == [(3, 3, 3, ""), (3, 5, 7, "")]
    assert answers(study, Filter(code_id=EC)) == [(1, 3, 5, "HSC, E&C")]
    assert answers(study, Filter(code_id=JPD)) == []
    assert answers(study, Filter(role=1)) == []


def test_a_question_nobody_asked_has_no_answers() -> None:
    study = analysis_data([UNASKED], CODINGS[6:], questions=QUESTIONS)
    assert answers(study, Filter()) == []


def test_who_speaks_is_told_alike_for_one_for_some_and_for_all() -> None:
    codings = [Coded(1, HSC, first, last) for first in range(4) for last in range(first, 4)] * 9
    codings = [dataclasses.replace(coded, coder=at % 9) for at, coded in enumerate(codings)]
    found = find_passages(analysis_data([JOINT], codings, POSTS))
    assert len(found) > 64
    everybody = [passage.attribution for passage in found.records(TEXTS)]
    again = find_passages(analysis_data([JOINT], codings, POSTS))
    assert [again.record(at, TEXT).attribution for at in reversed(range(len(again)))] == everybody[::-1]
    assert len(set(everybody)) > 3
