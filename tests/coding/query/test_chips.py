"""A query as chips: a sentence for people, each part of which can be taken off."""

import pytest
from hypothesis import given

from coding.query.chips import chips
from coding.query.parsing import parse
from tests.coding.query.names import known_names
from tests.coding.query.test_parsing import QUERIES, Query

NAMES = known_names()

IN_WORDS = {
    "": "",
    'hsc and e&c not jpd in:2015 school:B "each other"': (
        "HSC, E&C, without JPD, with the words “each other”, round 2015, school B"
    ),
    "(hsc or cmp) ai within:answer": "HSC or CMP, AI, in the same answer",
    "hsc or (e&c and jpd)": "HSC or (E&C and JPD)",
    "hsc not unsure:yes": "HSC, not unsure",
    "hsc[stage:b,c] unsure:no": "HSC (stage B or C), sure",
    "role:HD,SLT question:3 prompted:no": "role HD or SLT, question 3, unprompted",
    '="Trust*" near("head", "governor", 5) /a/': (
        "with the words “Trust*”, as they are written, “head” and “governor” at most 5 words apart, "
        "with what fits /a/"
    ),
    "@tenure:>=5,2..3 memo:no": "tenure: >= 5 or 2 to 3, without a memo",
    'coder:JN by:hand after:2026-03-01 memo:"chapter 5"': (
        "coded by JN, coded by hand, coded from 2026-03-01, a memo with “chapter 5”"
    ),
    "stage:none role:none": "stage none, role not known",
}


@pytest.mark.parametrize("text", IN_WORDS)
def test_chips_read_as_a_sentence(text: str) -> None:
    assert ", ".join(chip.words for chip in chips(parse(text, NAMES))) == IN_WORDS[text]


def test_a_chip_is_taken_off() -> None:
    query = parse("hsc not jpd in:2015 within:turn", NAMES)
    left = [str(chip.without) for chip in chips(query)]
    assert left == [
        "not JPD in:2015 within:turn",
        "HSC in:2015 within:turn",
        "HSC and not JPD within:turn",
        "HSC and not JPD in:2015",
    ]


@given(QUERIES)
def test_taking_off_one_chip_after_another_leaves_nothing(query: Query) -> None:
    n = len(chips(query))
    for left in range(n, 0, -1):
        assert len(chips(query)) == left
        query = chips(query)[0].without
    assert query == Query()
