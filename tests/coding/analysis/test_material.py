"""What a material keeps of what was worked out, and how rows are put in order."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.analysis_data import AnalysisData, in_order_of, kept
from coding.analysis.groups import Grouping, groups_of, interview_labels
from coding.analysis.speaker_attribution import voices
from coding.analysis.tally import counts_of_codes, passages
from tests.coding.analysis.small_study import EC, HSC, PC, TRUST, Coded, Talk, analysis_data

_NUMBERS = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(-(2**40), 2**40), st.integers(0, 2)), max_size=8
)


@given(_NUMBERS)
def test_rows_are_put_in_order_by_their_columns(rows: list[tuple[int, int, int]]) -> None:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    expected = sorted(range(len(rows)), key=lambda at: (rows[at], at))
    assert in_order_of(*columns).tolist() == expected
    assert in_order_of(columns[0]).tolist() == sorted(range(len(rows)), key=lambda at: (rows[at][0], at))


def test_what_was_worked_out_is_kept_with_the_codings_it_hangs_on() -> None:
    study = analysis_data([Talk(), Talk()], [Coded(1, HSC), Coded(2, EC)])
    assert passages(study) is passages(study)
    other = replace(study, codings=study.codings[:1])
    assert len(passages(other)) == 1
    assert len(passages(study)) == 2


def test_what_does_not_hang_on_codings_is_shared() -> None:
    study = analysis_data([Talk(), Talk()], [Coded(1, HSC)])
    other = replace(study, codings=study.codings[:0])
    assert voices(other) is voices(study)
    assert interview_labels(other) is interview_labels(study)
    by = (Grouping.ROUND, Grouping.SCHOOL)
    assert groups_of(other, voices(other), by) is groups_of(study, voices(study), by)
    assert groups_of(study, voices(study), by, people=[1]) is not groups_of(study, voices(study), by)
    assert voices(analysis_data([Talk()], [])) is not voices(study)


def test_a_kept_answer_is_worked_out_once() -> None:
    asked: list[AnalysisData] = []

    @kept
    def length(study: AnalysisData) -> int:
        asked.append(study)
        return len(study.codings)

    study = analysis_data([Talk()], [Coded(1, HSC)])
    assert (length(study), length(study)) == (1, 1)
    assert len(asked) == 1


def test_codes_count_what_is_below_them_once_a_passage() -> None:
    codings = [Coded(1, HSC), Coded(1, TRUST), Coded(1, TRUST, 1), Coded(1, PC), Coded(1, PC, 1)]
    codings.append(Coded(1, EC))
    assert counts_of_codes(analysis_data([Talk()], codings)) == {HSC: 2, TRUST: 2, PC: 2, EC: 1}
    assert counts_of_codes(analysis_data([Talk()], [])) == {}
