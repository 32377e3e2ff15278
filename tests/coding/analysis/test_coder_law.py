"""Several coders (counting rules 1, 2 and 21): each alone, side by side, everybody."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Frequencies, Measure, frequencies
from coding.analysis.groups import By, ByAttribute, Grouping
from coding.analysis.notes import summary
from coding.model.study import Attribute, AttributeKind, Coder
from tests.coding.analysis.small_study import EC, HSC, A, Coded, Speaker, Talk, analysis_data
from tests.coding.analysis.test_counting_law import POSTS, QUESTIONS, Study, studies

Counts = Counter[tuple[Any, ...]]
ONE, OTHER = Coder(1, "S. Reader"), Coder(2, "J. Nolan")
GROUPINGS: list[tuple[By, ...]] = [
    (),
    (Grouping.ROUND,),
    (Grouping.ROUND, Grouping.SCHOOL),
    (Grouping.ROUND, Grouping.ROLE),
    (Grouping.INTERVIEW,),
    (Grouping.QUESTION,),
    (Grouping.PROMPTED,),
    (Grouping.SCHOOL,),
    (ByAttribute(1, "phase"),),  # of interviews
    (ByAttribute(2, "tenure"),),  # of people
    (Grouping.ROUND, ByAttribute(2, "tenure")),
    (Grouping.SCHOOL, ByAttribute(1, "phase")),
]
# Of one interview and one person it is not known.
ATTRIBUTES = {
    Attribute(1, "phase", AttributeKind.INTERVIEW): {1: "Primary", 2: "Secondary", 3: "primary"},
    Attribute(2, "tenure", AttributeKind.PERSON): {1: "9 years", 2: "10 years"},
}


def of(data: AnalysisData, *coders: Coder) -> AnalysisData:
    """Return what these coders coded."""
    whose = np.isin(data.codings["coder_id"], [coder.id for coder in coders])
    codings = data.codings[whose].reset_index(drop=True)
    return replace(data, codings=codings, coders=coders, shared={})


def cells(found: Frequencies) -> Counts:
    """Return the counts that are not 0, by row and column."""
    return +Counter(
        {
            (group.label, str(column.kind), column.code_id): found.cell(group, column).count
            for group in (*found.groups, *found.totals)
            for column in (*found.basic, found.columns.get(ColumnKind.CODINGS))
        }
    )


def rows_of(found: Counts, ending: str) -> Counts:
    """Return the rows of a round whose names end so, without that; the row of all rounds is left out."""
    return Counter(
        {
            (label.removesuffix(ending), *rest): n
            for (label, *rest), n in found.items()
            if label.endswith(ending) and label != "all rounds"
        }
    )


@pytest.mark.parametrize("by", GROUPINGS, ids=str)
@given(study=studies())
def test_the_coders_add_up_to_everybody(by: tuple[By, ...], study: Study) -> None:
    data = analysis_data(*study, POSTS, QUESTIONS, ATTRIBUTES)
    one, other, both = (frequencies(of(data, *c), by) for c in ((ONE,), (OTHER,), (ONE, OTHER)))
    assert cells(one) + cells(other) == cells(both)


@given(study=studies())
def test_side_by_side_each_counts_as_alone_and_all_as_everybody(study: Study) -> None:
    data = of(analysis_data(*study, POSTS), ONE, OTHER)
    found = frequencies(data, (Grouping.ROUND, Grouping.CODER))
    for coder in (ONE, OTHER):
        alone = cells(frequencies(of(data, coder), (Grouping.ROUND,)))
        assert rows_of(cells(found), f", {coder.name}") == rows_of(alone, "")
    together = cells(frequencies(data, (Grouping.ROUND,)))
    assert rows_of(cells(found), ", all coders") == rows_of(together, "")


@given(study=studies(), counted=st.sampled_from(Counted))
def test_together_is_never_more_than_each_nor_less_than_one(study: Study, counted: Counted) -> None:
    data = analysis_data(*study, POSTS)
    by = (Grouping.ROUND, Grouping.ROLE)
    one, other = (cells(frequencies(of(data, c), by, counted_in=counted)) for c in (ONE, OTHER))
    both = cells(frequencies(of(data, ONE, OTHER), by, counted_in=Counted.TOGETHER))
    if counted is Counted.PASSAGES:
        assert all(max(one[at], other[at]) <= n <= one[at] + other[at] for at, n in both.items())


# --- by hand ---------------------------------------------------------------------------------------

# Two interviews of one round, 100 words by one participant each. SR is done with both, JN with the second.
HEAD = Speaker(1, 100, "participant", (0, 1, 2))
TALKS = [Talk(1, A, done, people=(1,), speakers=(HEAD,)) for done in (False, True)]
CODED = [
    Coded(1, HSC, 0),
    Coded(1, HSC, 0, coder=2),  # the same passage, by both
    Coded(1, EC, 1, coder=2),
    Coded(2, HSC, 1),
    Coded(2, HSC, 2, coder=2),
]
READ = pd.DataFrame(
    [(1, 1, True), (2, 1, True), (1, 2, False), (2, 2, True)], columns=["interview_id", "coder_id", "done"]
)
TWO = replace(analysis_data(TALKS, CODED), coders=(ONE, OTHER), readings=READ)


def numbers(found: Frequencies, code: int) -> list[str]:
    return [
        found.cell(g, found.columns.get(ColumnKind.STRAND, code)).text for g in (*found.groups, *found.totals)
    ]


def test_a_passage_that_two_coders_gave_a_strand_is_two_codings_and_one_passage() -> None:
    assert numbers(frequencies(TWO, ()), HSC) == ["4"]
    assert numbers(frequencies(TWO, (), counted_in=Counted.TOGETHER), HSC) == ["3"]


def test_how_many_coders_there_are_to_a_number_is_said() -> None:
    def said(counted: Counted, code: int) -> str:
        found = frequencies(TWO, (Grouping.INTERVIEW,), counted_in=counted)
        return summary(found.cell(found.groups[0], found.columns.get(ColumnKind.STRAND, code)))

    assert said(Counted.PASSAGES, HSC) == "2 codings on 2 passages, 2 coders, in 1 of 1 interview"
    assert said(Counted.TOGETHER, HSC) == "1 passage, 2 coders, in 1 of 1 interview"
    assert said(Counted.TOGETHER, EC) == "1 passage, in 1 of 1 interview"


def test_each_is_rated_by_what_that_coder_is_done_with() -> None:
    found = frequencies(TWO, (Grouping.CODER,), Measure.PER_INTERVIEW)
    assert [(g.label, g.done, g.interviews) for g in found.groups] == [
        ("S. Reader", 2, 2),
        ("J. Nolan", 1, 2),
    ]
    # SR: 2 codings in 2 interviews. JN: 1 in the 1 that is done. Together: the second only, 2 codings in it.
    assert numbers(found, HSC) == ["1.0", "1.0", "2.0"]


def test_words_count_once_for_all_coders_together() -> None:
    found = frequencies(TWO, (Grouping.CODER,), Measure.PER_1000_WORDS)
    assert [g.rate_words for g in (*found.groups, *found.totals)] == [200, 100, 100]


def test_the_footnotes_say_whose_codings_and_how_they_count() -> None:
    _what_counts_are, *said = footnotes(frequencies(TWO, ()))
    assert said[0] == "Codings of S. Reader and J. Nolan."
    assert "counts once for each of them" in said[1]
    assert "counts once." in footnotes(frequencies(TWO, (), counted_in=Counted.TOGETHER))[2]
    alone = replace(of(TWO, ONE), left_out=(OTHER,))
    assert footnotes(frequencies(alone, ()))[1:3] == [
        "Codings of S. Reader.",
        "Not counted are the codings of J. Nolan.",
    ]
