"""How many passages carry a code, and what lies around a passage: worked out by hand."""

import numpy as np

from coding.analysis.passage_counts import all_passages_by_code, enclosing, passages_by_code
from tests.coding.analysis.small_study import EC, HSC, JPD, PC, PD, TRUST, analysis_data
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
