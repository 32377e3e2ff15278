"""From the records of interviews another program gets every rate of the table."""

from dataclasses import replace

import pytest
from hypothesis import given

from coding.analysis.columns import Column
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Group, Grouping
from coding.analysis.interview_records import interview_records
from coding.analysis.measure import Measure
from coding.analysis.table_records import code_of
from tests.coding.analysis.small_study import FRAMEWORK, analysis_data
from tests.coding.analysis.test_counting_law import POSTS, Study, studies
from tests.coding.analysis.test_frequencies import two_words_a_turn

BY = (Grouping.ROUND, Grouping.SCHOOL)
DIVIDED = {
    Measure.PER_INTERVIEW: ("codings", 1.0),
    Measure.PER_PERSON: ("codings", 1.0),
    Measure.PER_1000_WORDS: ("codings_in_words", 1000.0),
    Measure.WORDS: ("words_coded", 100.0),
    Measure.INTERVIEWS: ("", 100.0),
}


def recomputed(rows: list[dict[str, object]], measure: Measure) -> float:
    """Return a number as a program without any of our code would work it out."""
    key, times = DIVIDED[measure]
    here = [row for row in rows if row["done"] and not (measure.is_of_words and row["partial"])]
    if measure is Measure.INTERVIEWS:
        return (
            times * sum(bool(row["codings"]) for row in here) / sum(bool(row["interviews"]) for row in here)
        )
    if measure is Measure.PER_INTERVIEW:
        n = sum(int(str(row["interviews"])) for row in here)
    elif measure is Measure.PER_PERSON:
        n = len({person for row in here for person in str(row["person_ids"]).split()})
    else:
        n = sum(int(str(row["words"])) for row in here)
    return times * sum(int(str(row[key])) for row in here) / n


@pytest.mark.parametrize("measure", DIVIDED)
@given(studies())
def test_every_rate_of_the_table_can_be_recomputed(measure: Measure, study: Study) -> None:
    held, coded = study
    data = replace(analysis_data(held, coded, POSTS), count_words=two_words_a_turn)
    found, records = frequencies(data, BY, measure), [dict(r) for r in interview_records(data, BY)]

    def rows_of(group: Group, column: Column) -> list[dict[str, object]]:
        wanted = {"kind": "interview", **code_of(FRAMEWORK, column)}
        wanted |= {"round": group.members[0].label, "school_name": group.members[1].label}
        return [r for r in records if all(r.get(key) == value for key, value in wanted.items())]

    for group in found.groups:
        for column in found.basic:
            value = found.cell(group, column).value
            if value is not None:
                assert value == pytest.approx(recomputed(rows_of(group, column), measure))
