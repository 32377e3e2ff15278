"""What an analysis reads of a real study, and the totals that the sample study is made to have."""

from collections.abc import Iterator

import numpy as np
import pytest
from sqlalchemy import text

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.passages import find_passages
from coding.model.code_labels import DIRECTIONS
from coding.model.study import Direction
from coding.text.units import answers, asks
from storage.operations.codings import Pick, apply_codes, toggle_code
from storage.operations.frameworks import DEFAULT
from storage.operations.studies import add_shipped_framework
from storage.queries.codebook import current_framework_id
from storage.queries.coders import everybody
from storage.queries.frames import texts
from storage.queries.questions import times_asked
from storage.queries.study_data import analysis_data
from storage.queries.texts import transcript
from storage.resources import resource
from storage.study.study_file import StudyFile


@pytest.fixture(scope="module")
def sample() -> Iterator[StudyFile]:
    """Yield the sample study, open for reading."""
    with StudyFile.open_for_reading(resource("sample_study", "Saltmere Partnership.strandline")) as study:
        yield study


def of(study: StudyFile) -> AnalysisData:
    framework_id = current_framework_id(study.reader)
    assert framework_id is not None
    return analysis_data(study.reader, framework_id, [study.coder_id or 0])


def code(study: AnalysisData, abbreviation: str) -> int:
    return next(code.id for code in study.framework.codes if code.abbreviation == abbreviation)


KNOWN = (("2014", "HSC", 27), ("2015", "HSC", 45), ("2015", "JPD", 61))


@pytest.mark.parametrize(("year", "strand", "codings"), KNOWN)
def test_the_sample_study_has_the_known_totals(
    sample: StudyFile, year: str, strand: str, codings: int
) -> None:
    held = of(sample)
    found = frequencies(held)
    total = next(group for group in found.totals if group.members[0].label == year)
    cell = found.cell(total, found.columns.get(ColumnKind.STRAND, code(held, strand)))
    assert cell.value == codings
    assert len(find_passages(held).with_codings(cell.coding_ids)) == codings


BY_HAND = """
    SELECT round.name, school.name, strand.id,
           count(DISTINCT coding.transcript_id || ' ' || coding.start || ' ' || coding."end")
    FROM coding
    JOIN interview ON interview.id = coding.transcript_id
    JOIN round ON round.id = interview.round_id
    JOIN school ON school.id = interview.school_id
    JOIN code ON code.id = coding.code_id
    JOIN code AS above ON above.id = code.parent_id
    JOIN code AS strand ON strand.id = CASE WHEN above.parent_id IS NULL THEN code.id ELSE above.id END
    GROUP BY 1, 2, 3
"""


def test_frequencies_agree_with_sql(sample: StudyFile) -> None:
    found = frequencies(of(sample))
    strands = [column for column in found.basic if column.kind is ColumnKind.STRAND]
    counted = {
        (group.members[0].label, group.members[1].label, column.code_id): found.count(group, column)
        for group in found.groups
        for column in strands
    }
    expected = {
        (year, school, code_id): n for year, school, code_id, n in sample.reader.execute(text(BY_HAND))
    }
    assert {place: n for place, n in counted.items() if n} == expected


def test_a_new_coding_is_counted_and_an_undone_one_is_not(study: StudyFile) -> None:
    held = of(study)
    before = len(held.codings)
    study.perform(toggle_code(1, 17, 47, code(held, "JPD")))
    assert len(of(study).codings) == before + 1
    study.undo()
    assert len(of(study).codings) == before


def test_stage_direction_doubt_and_revision_are_read(study: StudyFile) -> None:
    held = of(study)
    stage = held.framework.stages[2]
    study.perform(
        apply_codes(1, 48, 60, [Pick(code(held, "AA"), stage.id, unsure=True, direction=Direction.WISHES)])
    )
    row = of(study).codings.iloc[-1]
    assert (row["code_id"], row["stage_id"], row["unsure"]) == (code(held, "AA"), stage.id, True)
    assert DIRECTIONS[row["direction"]] is Direction.WISHES
    assert (row["start"], row["end"], row["revision"]) == (48, 60, held.framework.revision)


def test_turns_come_in_order_for_the_interviews_asked_for(study: StudyFile) -> None:
    held = of(study)
    turns = held.read_turns(ints(held.interviews, "id")[:1])
    assert ints(turns, "start").tolist() == [0, 17, 48]
    assert len(held.read_turns(ints(held.interviews, "id")[:0])) == 0


def test_texts_are_whole(study: StudyFile) -> None:
    assert texts(study.reader, [1])[1].startswith("How is it going?")


def test_everybodys_codings_are_read_without_a_coder(study: StudyFile) -> None:
    framework_id = current_framework_id(study.reader)
    assert framework_id is not None
    theirs = analysis_data(study.reader, framework_id, everybody(study.reader))
    nobody = analysis_data(study.reader, framework_id, [999])
    assert len(theirs.codings) >= len(of(study).codings) > 0
    assert len(nobody.codings) == 0
    assert frequencies(nobody, (Grouping.ROUND,)).groups


def test_the_codings_of_another_framework_are_left_out(study: StudyFile) -> None:
    first = of(study)
    other_id = study.perform(add_shipped_framework(DEFAULT)).result
    other = analysis_data(study.reader, other_id, [study.coder_id or 0])
    assert len(other.codings) == 0
    study.perform(toggle_code(1, 17, 47, code(other, "JPD")))
    assert len(analysis_data(study.reader, other_id, [study.coder_id or 0]).codings) == 1
    assert len(of(study).codings) == len(first.codings)


# --- questions ----------------------------------------------------------------------------------------


def test_the_questions_of_twenty_real_interviews_are_found(sample: StudyFile) -> None:
    # In one interview the first two are asked in words of their own: they are not guessed.
    assert sorted(times_asked(sample.reader).values()) == [9, 9, *[10] * 12]


def test_an_analysis_reads_what_is_asked_and_where_answers_begin(sample: StudyFile) -> None:
    study = of(sample)
    assert len(study.asked) == 138
    split = frequencies(study, (Grouping.ROUND, Grouping.PROMPTED))
    hsc = split.columns.get(ColumnKind.STRAND, code(study, "HSC"))
    found = {group.label: split.cell(group, hsc).value for group in (*split.groups, *split.totals)}
    assert found["2014, prompted"] == 16  # as many as the answers to "trust one another" have
    assert (found["2014, all"], found["2015, all"]) == (27, 45)
    once = frequencies(study, (Grouping.ROUND,), counted_in=Counted.ANSWERS)
    totals = [once.cell(group, hsc).value for group in once.groups]
    assert all(0 < (total or 0) < plain for total, plain in zip(totals, (27, 45), strict=True))
    assert "Median length of a passage: 2014: 46 words; 2015: 45 words." in footnotes(frequencies(study))


def test_answers_by_who_speaks_begin_with_their_questions(sample: StudyFile) -> None:
    study = of(sample)
    begins = ints(study.read_answers(np.array([1])), "start").tolist()
    held = transcript(sample.reader, 1)
    assert held is not None
    assert len(begins) == len(answers(held))
    for begin, answer in zip(begins, answers(held), strict=True):
        assert begin < answer.start
        assert asks(held, next(turn for turn in held.turns if turn.start == begin))
