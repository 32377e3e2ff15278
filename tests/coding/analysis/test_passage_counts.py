"""How many passages carry a code, and what lies around a passage: worked out by hand."""

from dataclasses import replace

import numpy as np

from coding.analysis.answers import answers_without_code, count_answers_without_code
from coding.analysis.passage_counts import (
    all_passages_by_code,
    enclosing,
    passages_by_code,
    passages_in_words,
)
from coding.analysis.selection import Selection
from coding.analysis.speaker_attribution import voices
from coding.model.query import Query
from coding.model.study import Coder
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    JPD,
    PC,
    PD,
    TRUST,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)
from tests.coding.analysis.test_counting_law import POSTS, QUESTIONS
from tests.coding.analysis.test_selection import CODED, TALKS

DATA = analysis_data(TALKS, CODED, POSTS, QUESTIONS)


def test_a_passage_counts_once_for_each_code_and_what_is_above_it() -> None:
    counts = all_passages_by_code(DATA)
    # HSC and Trust below it on three passages; PC on the five of HSC, E&C and itself; JPD the other coder's.
    wanted = {HSC: 3, TRUST: 1, EC: 2, PC: 5, JPD: 1, PD: 1}
    assert {code: counts[code] for code in wanted} == wanted


def test_only_chosen_codings_count() -> None:
    chosen = np.array([coded.code == EC for coded in CODED])
    counts = passages_by_code(DATA, chosen)
    assert {code: counts[code] for code in (HSC, EC, PC)} == {HSC: 0, EC: 2, PC: 2}


def test_longer_codings_around_a_passage() -> None:
    ids = DATA.codings["id"].tolist()
    trust = ids.index(3)
    place = (int(DATA.codings[name][trust]) for name in ("interview_id", "start", "end"))
    assert [ids[at] for at in enclosing(DATA, *place)] == [4]
    assert enclosing(DATA, 2, 0, 1) == []


def test_answers_without_a_code_were_found_by_hand() -> None:
    """Questions at turns 0, 2 and 5; the second answer is turns 3 and 4, the last turns 6 and 7."""
    head = Speaker(2, turns=(1, 3, 4, 6, 7))
    talk = Talk(people=(2,), speakers=(Speaker(turns=(0, 2, 5), kind="interviewer"), head), answers=(0, 2, 5))
    talks = [talk, Talk(people=(1,), speakers=(Speaker(1, turns=(0, 1)),))]

    def uncoded(*codings: Coded) -> list[tuple[int, int]]:
        data = analysis_data(talks, list(codings))
        selection = Selection(
            Query(), np.ones(len(voices(data).words), dtype=np.bool_), np.empty(0, np.bool_)
        )
        places = answers_without_code(data, selection).places
        assert count_answers_without_code(data) == len(places.start)
        return list(zip(places.start.tolist(), places.end.tolist(), strict=True))

    assert uncoded() == []  # nothing is read yet
    assert uncoded(Coded(1, HSC, 3)) == [(10, 20), (60, 80)]
    assert uncoded(Coded(1, HSC, 2)) == [(10, 20), (30, 50), (60, 80)]  # the question alone
    assert uncoded(Coded(1, HSC, 1, 3)) == [(60, 80)]
    assert uncoded(Coded(1, HSC, 4, 5)) == [(10, 20), (60, 80)]
    assert uncoded(Coded(1, HSC, 0, 7)) == []


def test_a_stretch_that_two_coders_coded_is_two_passages() -> None:
    one = analysis_data([Talk()], [Coded(1, HSC, 0), Coded(1, JPD, 0)])
    everything = np.ones(2, dtype=np.bool_)
    assert passages_in_words(one, everything) == "1 passage"
    two = analysis_data([Talk()], [Coded(1, HSC, 0), Coded(1, HSC, 0, coder=2)])
    both = replace(two, coders=(Coder(1, "First"), Coder(2, "Second")))
    assert passages_in_words(both, everything) == "2 passages, a coder’s each, on 1 stretch of text"
