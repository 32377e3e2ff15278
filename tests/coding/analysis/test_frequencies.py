"""The counting rules, each with an answer worked out by hand."""

from dataclasses import replace

import pandas as pd

from coding.analysis.analysis_data import Ints, ints
from coding.analysis.columns import ColumnKind
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.group_sizes import NOWHERE
from coding.analysis.groups import Grouping
from coding.analysis.measure import DASH, Measure, Unsure
from coding.model.study import Post
from tests.coding.analysis.small_study import (
    EC,
    HEAD,
    HSC,
    JPD,
    LEADER,
    MC,
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

ROUND_SCHOOL = (Grouping.ROUND, Grouping.SCHOOL)
ROUND_ROLE = (Grouping.ROUND, Grouping.ROLE)


def cell(found: Frequencies, label: str, code: int = 0, kind: ColumnKind = ColumnKind.STRAND) -> Cell:
    group = next(group for group in (*found.groups, *found.totals) if group.label == label)
    return found.cell(group, found.columns.get(kind if code else ColumnKind.CODINGS, code))


# --- rule 1: strand x passage x coder ---------------------------------------------------------


def test_a_passage_with_two_strands_adds_one_to_each() -> None:
    found = frequencies(analysis_data([Talk()], [Coded(1, HSC), Coded(1, EC), Coded(1, HSC, first=1)]))
    assert cell(found, "2014, School A", HSC).value == 2
    assert cell(found, "2014, School A", EC).value == 1
    everything = cell(found, "2014, School A")
    assert (everything.value, everything.passages) == (3, 2)


def test_two_coders_on_one_passage_count_twice() -> None:
    found = frequencies(analysis_data([Talk()], [Coded(1, HSC), Coded(1, HSC, coder=2)]), ())
    assert cell(found, "all", HSC).value == 2


# --- rule 2: what is not done is never 0 ------------------------------------------------------


def test_a_dash_where_no_interview_is_done_a_zero_where_all_are() -> None:
    found = frequencies(analysis_data([Talk(), Talk(school_id=B, done=False)], []))
    assert cell(found, "2014, School A", HSC).text == "0"
    unread = cell(found, "2014, School B", HSC)
    assert (unread.text, unread.why, unread.value) == (DASH, "0 of 1 interview done", None)


def test_counts_of_unfinished_interviews_are_hatched() -> None:
    found = frequencies(analysis_data([Talk(), Talk(done=False)], [Coded(1, HSC), Coded(2, EC)]))
    assert cell(found, "2014, School A", HSC).hatched
    assert cell(found, "2014, all schools", EC).hatched
    assert not cell(found, "2014, School A", JPD).hatched
    assert cell(found, "2014, School A", JPD).text == DASH


def test_a_finished_school_is_not_hatched_beside_an_unfinished_one() -> None:
    found = frequencies(analysis_data([Talk(), Talk(school_id=B, done=False)], [Coded(1, HSC)]))
    assert not cell(found, "2014, School A", HSC).hatched
    assert cell(found, "2014, all schools", HSC).hatched


def test_rates_use_done_interviews_only_those_without_a_hit_included() -> None:
    talks = [Talk(), Talk(), Talk(done=False)]
    codings = [Coded(1, HSC), Coded(1, HSC, first=1), Coded(1, HSC, first=2), Coded(3, HSC)]
    rate = cell(
        frequencies(analysis_data(talks, codings), measure=Measure.PER_INTERVIEW), "2014, School A", HSC
    )
    assert (rate.value, rate.hatched, rate.coding_ids) == (1.5, False, (1, 2, 3))


def test_no_interviews_is_a_dash_too() -> None:
    talks = [Talk(), Talk(round_id=Y2015, school_id=B)]
    found = frequencies(analysis_data(talks, []))
    assert cell(found, "2014, School B", HSC).why == "There are no interviews here."


# --- rule 3: per interview and per person -----------------------------------------------------

POSTS = (
    Post(1, 1, Y2014, A, HEAD),
    Post(2, 2, Y2014, A, TEACHER),
    Post(3, 1, Y2015, A, HEAD),
    Post(4, 2, Y2015, A, LEADER),
)


def test_a_joint_interview_is_one_interview_and_two_people() -> None:
    talks = [Talk(people=(1, 2)), Talk(people=(1,))]
    study = analysis_data(talks, [Coded(1, HSC), Coded(2, HSC), Coded(2, EC)], POSTS)
    group = frequencies(study).groups[0]
    assert (group.interviews, group.people) == (2, 2)
    per_person = frequencies(study, measure=Measure.PER_PERSON)
    assert cell(per_person, "2014, School A").value == 1.5


# --- rule 4: per 1,000 words ------------------------------------------------------------------


def test_words_are_those_of_the_speakers_of_the_cell() -> None:
    speakers = (
        Speaker(1, 500, turns=(1,)),
        Speaker(2, 1500, turns=(2,)),
        Speaker(0, 900, "interviewer", turns=(0,)),
    )
    study = analysis_data([Talk(speakers=speakers)], [Coded(1, HSC, first=1), Coded(1, HSC, first=2)], POSTS)
    found = frequencies(study, ROUND_ROLE, Measure.PER_1000_WORDS)
    assert cell(found, "2014, HD", HSC).value == 2.0  # 1 in 500
    assert cell(found, "2014, T", HSC).text == "0.67"  # 1 in 1,500
    assert cell(found, "2014, all roles", HSC).value == 1.0  # 2 in 2,000


def test_partial_transcripts_are_left_out_of_rates_by_words() -> None:
    talks = [
        Talk(people=(1,), speakers=(Speaker(1, 1000),)),
        Talk(partial=True, people=(2,), speakers=(Speaker(2, 50),)),
    ]
    study = analysis_data(talks, [Coded(1, HSC), Coded(2, HSC)], POSTS)
    found = frequencies(study, measure=Measure.PER_1000_WORDS)
    assert cell(found, "2014, School A", HSC).coding_ids == (1,)
    assert cell(found, "2014, School A", HSC).value == 1.0
    assert cell(frequencies(study), "2014, School A", HSC).value == 2


# --- rule 5: the role is the speaker's in that round --------------------------------------------


def test_people_change_posts_between_rounds() -> None:
    talks = [
        Talk(Y2014, people=(2,), speakers=(Speaker(2, turns=(0,)),)),
        Talk(Y2015, people=(2,), speakers=(Speaker(2, turns=(0,)),)),
    ]
    found = frequencies(analysis_data(talks, [Coded(1, HSC), Coded(2, HSC)], POSTS), ROUND_ROLE)
    assert cell(found, "2014, T", HSC).coding_ids == (1,)
    assert cell(found, "2015, SLT", HSC).coding_ids == (2,)


JOINT = Talk(
    people=(1, 2),
    speakers=(
        Speaker(1, turns=(1, 4)),
        Speaker(2, turns=(2,)),
        Speaker(0, kind="interviewer", turns=(0, 3)),
    ),
)


def test_a_passage_by_two_groups_counts_in_each_and_once_in_the_total() -> None:
    found = frequencies(analysis_data([JOINT], [Coded(1, HSC, 1, 2), Coded(1, HSC, 4)], POSTS), ROUND_ROLE)
    assert cell(found, "2014, HD", HSC).coding_ids == (1, 2)
    assert cell(found, "2014, T", HSC).coding_ids == (1,)
    assert cell(found, "2014, all roles", HSC).value == 2


def test_what_the_interviewer_alone_says_has_a_role_not_known() -> None:
    found = frequencies(analysis_data([JOINT], [Coded(1, HSC, 3), Coded(1, HSC, 3, 4)], POSTS), ROUND_ROLE)
    assert cell(found, "2014, role not known", HSC).coding_ids == (1,)
    assert cell(found, "2014, HD", HSC).coding_ids == (2,)


def test_a_voice_nobody_knows_is_shown_as_not_known_but_belongs_to_the_school() -> None:
    talk = Talk(people=(1, 2), speakers=(Speaker(0, turns=(0,)), Speaker(0, turns=(1,))))
    study = analysis_data([talk], [Coded(1, HSC)], POSTS)
    assert cell(frequencies(study, ROUND_ROLE), "2014, role not known", HSC).value == 1
    assert cell(frequencies(study), "2014, School A", HSC).value == 1


def test_what_nobody_can_tell_is_no_row_where_there_is_nothing_in_it() -> None:
    found = frequencies(analysis_data([JOINT], [Coded(1, HSC, 1)], POSTS), ROUND_ROLE)
    assert [group.label for group in found.groups] == ["2014, HD", "2014, T"]


def test_the_school_is_the_speakers_in_that_round() -> None:
    posts = (Post(1, 1, Y2014, A, HEAD), Post(2, 2, Y2014, B, HEAD))
    found = frequencies(analysis_data([JOINT], [Coded(1, HSC, 1), Coded(1, HSC, 1, 2)], posts))
    assert cell(found, "2014, School A", HSC).value == 2
    assert cell(found, "2014, School B", HSC).value == 1
    assert cell(found, "2014, all schools", HSC).value == 2


# --- rule 6: dimensions and sub-strands -------------------------------------------------------


def test_a_sub_strand_rolls_up_once_per_passage() -> None:
    codings = [Coded(1, HSC), Coded(1, TRUST), Coded(1, TRUST, first=1)]
    hsc = cell(frequencies(analysis_data([Talk()], codings)), "2014, School A", HSC)
    assert (hsc.value, hsc.count, hsc.passages) == (2, 2, 2)
    assert hsc.coding_ids == (1, 2, 3)


def test_a_dimension_alone_has_a_column_of_its_own() -> None:
    found = frequencies(analysis_data([Talk()], [Coded(1, PC), Coded(1, HSC, first=1)]))
    assert [column.label for column in found.basic] == ["JPD", "M&C", "HSC", "E&C", "PC alone"]
    assert cell(found, "2014, School A", PC, ColumnKind.ALONE).coding_ids == (1,)
    assert cell(found, "2014, School A", HSC).coding_ids == (2,)


def test_a_dimensions_codings_and_its_passages_are_two_figures() -> None:
    codings = [Coded(1, HSC), Coded(1, EC), Coded(1, PC, first=1), Coded(1, JPD)]
    found = frequencies(analysis_data([Talk()], codings))
    assert cell(found, "2014, School A", PC, ColumnKind.DIMENSION_CODINGS).value == 3
    assert cell(found, "2014, School A", PC, ColumnKind.DIMENSION_PASSAGES).value == 2
    assert cell(found, "2014, School A", PC, ColumnKind.DIMENSION_PASSAGES).coding_ids == (1, 2, 3)


# --- rule 7: unsure ---------------------------------------------------------------------------

DOUBTS = [Coded(1, HSC), Coded(1, HSC, first=1, unsure=True), Coded(1, TRUST, first=2, unsure=True)]


def test_unsure_codings_change_numerators_only() -> None:
    without = frequencies(analysis_data([Talk(), Talk()], DOUBTS), (), Measure.PER_INTERVIEW, Unsure.WITHOUT)
    assert cell(without, "all", HSC).value == 0.5
    with_them = frequencies(analysis_data([Talk(), Talk()], DOUBTS), (), Measure.PER_INTERVIEW)
    assert cell(with_them, "all", HSC).value == 1.5


def test_a_range_runs_from_certain_to_all() -> None:
    hsc = cell(frequencies(analysis_data([Talk()], DOUBTS), (), unsure=Unsure.RANGE), "all", HSC)
    assert (hsc.low, hsc.value, hsc.text, hsc.unsure) == (1, 3, "1–3", 2)


def test_a_strand_that_one_coding_is_sure_of_is_certain() -> None:
    codings = [Coded(1, HSC), Coded(1, TRUST, unsure=True)]
    hsc = cell(frequencies(analysis_data([Talk()], codings), (), unsure=Unsure.RANGE), "all", HSC)
    assert (hsc.text, hsc.unsure) == ("1", 0)


# --- groups -----------------------------------------------------------------------------------


def test_by_interview_each_stands_in_its_own_round() -> None:
    study = analysis_data([Talk(Y2014), Talk(Y2015)], [Coded(2, HSC)])
    found = frequencies(study, (Grouping.ROUND, Grouping.INTERVIEW))
    assert [group.label for group in found.groups] == ["2014, Interview 1", "2015, Interview 2"]
    assert cell(found, "2015, Interview 2", HSC).value == 1


def test_an_interview_without_school_or_round_is_counted_under_its_own_name() -> None:
    found = frequencies(analysis_data([Talk(0, 0)], [Coded(1, HSC)]))
    assert cell(found, "no round, school not known", HSC).value == 1


def test_an_empty_study_has_no_rows() -> None:
    found = frequencies(analysis_data([], []))
    assert (found.groups, found.totals) == ((), ())
    assert NOWHERE not in {group.position for group in found.groups}


# --- rules 7 and 16: ranges and rounding at their edges ------------------------------------------


def test_a_range_of_unsure_codings_in_an_unfinished_interview_begins_at_none() -> None:
    codings = [Coded(1, HSC, unsure=True), Coded(1, HSC, 1, unsure=True)]
    found = frequencies(analysis_data([Talk(done=False)], codings), unsure=Unsure.RANGE)
    held = cell(found, "2014, School A", HSC)
    assert (held.text, held.low, held.hatched) == ("0–2", 0, True)
    assert cell(found, "2014, School A", EC).text == DASH


def test_nine_codings_in_four_interviews_are_two_point_three() -> None:
    codings = [Coded(1, HSC, turn) for turn in range(9)]
    found = frequencies(analysis_data([Talk()] * 4, codings), measure=Measure.PER_INTERVIEW)
    assert cell(found, "2014, School A", HSC).text == "2.3"


def test_a_rate_that_is_not_nothing_is_never_printed_as_nothing() -> None:
    study = analysis_data([Talk(speakers=(Speaker(words=300_000, turns=(0,)),))], [Coded(1, HSC)])
    found = frequencies(study, measure=Measure.PER_1000_WORDS)
    assert cell(found, "2014, School A", HSC).text == "<0.01"


# --- rule 17: several rounds ----------------------------------------------------------------------


def test_per_person_over_rounds_divides_by_person_rounds() -> None:
    talks = [Talk(Y2014, people=(1, 2)), Talk(Y2015, people=(1,))]
    codings = [Coded(1, HSC), Coded(1, HSC, 1), Coded(2, HSC)]
    study = analysis_data(talks, codings, POSTS)
    found = frequencies(study, (), Measure.PER_PERSON)
    everybody = cell(found, "all", HSC)
    assert (everybody.group.people, everybody.group.person_rounds) == (2, 3)
    assert everybody.value == 1.0
    per_round = frequencies(study, (Grouping.ROUND,), Measure.PER_PERSON)
    assert [cell(per_round, label, HSC).value for label in ("2014", "2015", "all rounds")] == [1, 1, 1]


# --- rule 19: the interviewer's own passages ------------------------------------------------------


def test_the_rate_of_a_group_is_that_of_its_sums() -> None:
    """One coding in 1,000 words and nine in 3,000: 10 in 4,000 is 2.5; the mean of 1 and 3 would be 2."""
    turns = tuple(range(9))
    talks = [Talk(speakers=(Speaker(words=words, turns=turns),)) for words in (1_000, 3_000)]
    coded = [Coded(1, HSC), *(Coded(2, HSC, turn) for turn in turns)]
    found = frequencies(analysis_data(talks, coded), (Grouping.ROUND,), Measure.PER_1000_WORDS)
    assert cell(found, "2014", HSC).value == 2.5


def test_what_only_the_interviewer_says_is_no_rate_of_participants_words() -> None:
    speakers = (Speaker(0, 50, "interviewer", (0,)), Speaker(1, 1000, turns=(1,)))
    codings = [Coded(1, HSC, 0), Coded(1, HSC, 1), Coded(1, HSC, 0, 1)]
    study = analysis_data([Talk(people=(1,), speakers=speakers)], codings, POSTS)
    assert cell(frequencies(study), "2014, School A", HSC).value == 3
    rate = cell(frequencies(study, measure=Measure.PER_1000_WORDS), "2014, School A", HSC)
    assert (rate.value, rate.coding_ids) == (2.0, (2, 3))


# --- rule 20: what does not depend on how finely one cuts -----------------------------------------


def test_interviews_with_at_least_one_are_of_those_that_are_done() -> None:
    talks = [Talk(), Talk(), Talk(), Talk(done=False)]
    codings = [Coded(1, HSC), Coded(1, HSC, 1), Coded(2, TRUST), Coded(2, EC), Coded(4, EC)]
    found = frequencies(analysis_data(talks, codings), measure=Measure.INTERVIEWS)
    assert cell(found, "2014, School A", HSC).text == "2 of 3"
    assert cell(found, "2014, School A", EC).text == "1 of 3"
    assert cell(found, "2014, School A", JPD).text == "0 of 3"
    dimension = cell(found, "2014, School A", PC, ColumnKind.DIMENSION_CODINGS)
    assert (dimension.text, dimension.part, dimension.whole) == ("2 of 3", 2, 3)


def test_interviews_have_a_range_too() -> None:
    codings = [Coded(1, HSC, unsure=True), Coded(2, HSC)]
    study = analysis_data([Talk(), Talk()], codings)
    found = frequencies(study, measure=Measure.INTERVIEWS, unsure=Unsure.RANGE)
    assert cell(found, "2014, School A", HSC).text == "1 of 2–2 of 2"


def two_words_a_turn(frame: pd.DataFrame) -> Ints:
    """Count words of which one begins at every fifth code point."""
    start, end = ints(frame, "start"), ints(frame, "end")
    return -(-end // 5) + (-start // 5)


def test_the_share_of_words_counts_each_word_of_a_participant_once() -> None:
    speakers = (Speaker(0, 2, "interviewer", (1,)), Speaker(1, 12, turns=(0, 2, 3, 4, 5, 6)))
    talk = Talk(people=(1,), speakers=speakers)
    codings = [Coded(1, HSC, 0, 2), Coded(1, HSC, 2, 3), Coded(1, EC, 2), Coded(1, HSC, 1), Coded(1, JPD, 3)]
    study = replace(analysis_data([talk], codings, POSTS), count_words=two_words_a_turn)
    found = frequencies(study, measure=Measure.WORDS)
    hsc = cell(found, "2014, School A", HSC)
    assert (hsc.part, hsc.whole, hsc.text) == (6, 12, "50 %")  # turns 0, 2 and 3; 1 is the interviewer's
    assert cell(found, "2014, School A", PC, ColumnKind.DIMENSION_CODINGS).part == 6  # EC lies in HSC
    assert cell(found, "2014, School A").part == 6
    assert cell(found, "2014, School A", MC).text == "0 %"


def test_words_belong_to_whoever_says_them() -> None:
    speakers = (Speaker(1, 4, turns=(0, 1)), Speaker(2, 20, turns=(2, 3)))
    study = analysis_data([Talk(people=(1, 2), speakers=speakers)], [Coded(1, HSC, 1, 2)], POSTS)
    found = frequencies(replace(study, count_words=two_words_a_turn), ROUND_ROLE, Measure.WORDS)
    parts = [cell(found, f"2014, {role}", HSC) for role in ("HD", "T", "all roles")]
    assert [(part.part, part.whole) for part in parts] == [(2, 4), (2, 20), (4, 24)]
    assert [part.text for part in parts] == ["2 of 4", "10 %", "17 %"]


def test_a_share_of_codings_is_of_what_was_coded() -> None:
    codings = [Coded(1, HSC, turn) for turn in range(2)] + [Coded(1, EC, turn) for turn in range(14)]
    found = frequencies(analysis_data([Talk()], codings), measure=Measure.SHARE)
    hsc = cell(found, "2014, School A", HSC)
    assert (hsc.part, hsc.whole, hsc.text) == (2, 16, "13 %")
