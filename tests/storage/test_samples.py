"""A sample that is coded again: drawn with a seed, read blind, compared with the first reading."""

from functools import partial

import pytest
from sqlalchemy import select

from coding.errors import UserError
from coding.model.agreement import Measuring
from coding.model.sample import Sample, SampledPlace, SampleUnit
from coding.model.study import Coder, CoderKind, State
from storage.operations.agreement import fix_agreement
from storage.operations.codings import toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.reading import set_state
from storage.operations.samples import draw_sample
from storage.queries.agreement import read_blind
from storage.queries.agreement_pairs import ComparedPair, compared_pair, pair_of
from storage.queries.codebook import frameworks
from storage.queries.coders import coders, everybody
from storage.queries.samples import candidates, drawn, sample_of
from storage.queries.study_data import analysis_data
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

ME = 1


def draw(study: StudyFile, unit: SampleUnit, n: int) -> Coder:
    """Draw n for the first coder, and return who codes again."""
    study.perform(set_state(1, State.DONE))
    found = candidates(study.reader, ME, unit, frameworks(study.reader)[0].id)
    sample = Sample(unit, n, len(found), "4711", coders(study.reader)[0].guid, "")
    perform_both_ways(study, draw_sample(sample, drawn(found, n, "4711")))
    return coders(study.reader)[-1]


def compared(study: StudyFile, again: Coder, *, is_first: bool = False) -> ComparedPair:
    study.perform(fix_agreement(Measuring()))
    study.coder_id = again.id
    study.perform(set_state(1, State.DONE))
    me = coders(study.reader)[0]
    pair = pair_of(study.reader, again, me) if is_first else pair_of(study.reader, me, again)
    read = partial(analysis_data, study.reader, frameworks(study.reader)[0].id)
    return compared_pair(study.reader, read, pair, pair.both)


def test_who_codes_again_reads_blind_and_is_not_everybody(study: StudyFile) -> None:
    again = draw(study, SampleUnit.INTERVIEWS, 1)
    assert (again.kind, again.of_id, again.name) == (CoderKind.AGAIN, ME, "Me, reading 2")
    assert read_blind(study.reader) == [(1, again.id)]
    assert everybody(study.reader) == (ME,)
    assert study.history(1)[0].words == "Draw a sample to be coded again: 1 of 1 interview, seed 4711"


def test_a_third_reading_has_a_name_of_its_own(study: StudyFile) -> None:
    draw(study, SampleUnit.INTERVIEWS, 1)
    assert draw(study, SampleUnit.INTERVIEWS, 1).name == "Me, reading 3"


def test_only_what_is_done_is_drawn_from_and_passages_once(study: StudyFile) -> None:
    framework_id = frameworks(study.reader)[0].id
    assert candidates(study.reader, ME, SampleUnit.INTERVIEWS, framework_id) == {}
    study.perform(set_state(1, State.DONE))
    found = candidates(study.reader, ME, SampleUnit.PASSAGES, framework_id)
    assert sorted(found.values()) == [SampledPlace(1, 23, 47), SampledPlace(1, 48, 71)]
    assert candidates(study.reader, ME, SampleUnit.PASSAGES, framework_id, round_id=1) == {}


def test_nothing_drawn_is_refused(study: StudyFile) -> None:
    sample = Sample(SampleUnit.PASSAGES, 0, 0, "1", coders(study.reader)[0].guid, "")
    with pytest.raises(UserError):
        study.perform(draw_sample(sample, ()))


def test_a_whole_interview_is_compared_as_that_of_two_people(study: StudyFile) -> None:
    again = draw(study, SampleUnit.INTERVIEWS, 1)
    study.perform(toggle_code(1, 23, 47, 7, coder_id=again.id))
    found = compared(study, again)
    assert (len(found.found.compared.same), found.found.compared.by_either) == (1, 3)
    assert sorted(found.recoded) == ["FG: recoded, 1 where 2 stood", "HSC: recoded, 0 where 1 stood"]


def test_the_second_reading_is_the_later_whoever_is_named_first(study: StudyFile) -> None:
    again = draw(study, SampleUnit.INTERVIEWS, 1)
    study.perform(toggle_code(1, 23, 47, 7, coder_id=again.id))
    assert compared(study, again, is_first=True).recoded == compared(study, again).recoded


def test_of_passages_only_what_lies_in_them_is_compared(study: StudyFile) -> None:
    again = draw(study, SampleUnit.PASSAGES, 1)
    sample = sample_of(study.reader, again)
    assert sample is not None
    (place,) = sample.places
    study.perform(toggle_code(1, 17, 97, 7, coder_id=again.id))  # far beyond the passage
    found = compared(study, again)
    assert place.start is not None
    assert place.end is not None
    codings = found.found.analysis_data.codings
    assert codings["start"].min() >= place.start
    assert codings["end"].max() <= place.end
    assert found.found.by_strand.n_units == 1


def test_places_of_a_sample_move_with_their_words(study: StudyFile) -> None:
    again = draw(study, SampleUnit.PASSAGES, 2)
    turn_id = study.reader.scalar(select(schema.turn.c.id).where(schema.turn.c.start == 0))
    assert turn_id is not None
    study.perform(correct_turn(turn_id, "How is it all going?", 1))
    sample = sample_of(study.reader, again)
    assert sample is not None
    assert sorted(sample.places) == [SampledPlace(1, 27, 51), SampledPlace(1, 52, 75)]
