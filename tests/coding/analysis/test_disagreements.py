"""Which codings of two coders are the same, how the others differ, and what settling makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.agreed_set import agreed_codings, decided
from coding.analysis.disagreement_words import in_words, kind_in_words, settled_in_words
from coding.analysis.disagreements import (
    ComparedCodings,
    Disagreement,
    DisagreementKind,
    compared,
    confusions,
)
from coding.analysis.readings import Reading
from coding.model.settling import AgreedCoding
from coding.model.study import Decision, Direction
from tests.coding.analysis.known_agreement import JN, SR, Given, count_words, frame
from tests.coding.analysis.small_study import EC, FRAMEWORK, HSC, JPD, MC, PC, TRUST

WHO = ("SR", "JN")


def between(*codings: Given, share: float = 0.5, coders: tuple[int, int] = (SR, JN)) -> ComparedCodings:
    return compared(FRAMEWORK, frame(*codings), coders, count_words, share)


def kinds(*codings: Given) -> list[DisagreementKind]:
    return [each.kind for each in between(*codings).disagreements]


def only_one(*codings: Given) -> Disagreement:
    (each,) = between(*codings).disagreements
    return each


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (Given(JN, HSC, 0, 100), None),
        (Given(JN, TRUST, 0, 100), None),  # a sub-strand is its strand
        (Given(JN, HSC, 0, 100, unsure=True), None),
        (Given(JN, HSC, 50, 100), None),  # half of the words
        (Given(JN, HSC, 60, 100), DisagreementKind.END),
        (Given(JN, HSC, 60, 100, stage=1), DisagreementKind.END),
        (Given(JN, HSC, 50, 100, stage=1), DisagreementKind.STAGE),
        (Given(JN, HSC, 50, 100, direction=Direction.LACKS), DisagreementKind.DIRECTION),
        (Given(JN, HSC, 50, 100, stage=1, direction=Direction.LACKS), DisagreementKind.STAGE),
        (Given(JN, EC, 50, 100), DisagreementKind.STRAND),
        (Given(JN, PC, 0, 100), DisagreementKind.STRAND),  # a dimension alone
    ],
)
def test_two_codings_on_the_same_words(other: Given, kind: DisagreementKind | None) -> None:
    found = between(Given(SR, HSC, 0, 100), other)
    assert [each.kind for each in found.disagreements] == ([] if kind is None else [kind])
    assert len(found.same) == (kind is None) and found.by_either == 1


def test_another_strand_on_fewer_words_is_two_codings() -> None:
    assert kinds(Given(SR, HSC, 0, 100), Given(JN, EC, 60, 100)) == [
        DisagreementKind.ONLY_FIRST,
        DisagreementKind.ONLY_SECOND,
    ]


def test_a_blank_in_common_is_no_word_in_common() -> None:
    """Words begin at 0, 10, 20 ...: nothing begins in 95 to 99."""
    assert kinds(Given(SR, HSC, 0, 99), Given(JN, HSC, 95, 150)) == [
        DisagreementKind.ONLY_FIRST,
        DisagreementKind.ONLY_SECOND,
    ]


def test_where_there_are_no_words_code_points_tell() -> None:
    assert kinds(Given(SR, HSC, 1, 9), Given(JN, HSC, 5, 9)) == []
    assert kinds(Given(SR, HSC, 1, 9), Given(JN, HSC, 6, 9)) == [DisagreementKind.END]


def test_the_share_is_of_the_words_that_either_marked() -> None:
    """60 of 100 in the one and in the other, but 60 of 140 in either."""
    apart = (Given(SR, HSC, 0, 100), Given(JN, HSC, 40, 140))
    assert between(*apart).disagreements and not between(*apart, share=60 / 140).disagreements


def test_each_coding_is_in_one_pair_the_closest() -> None:
    found = between(Given(SR, HSC, 0, 100), Given(JN, HSC, 0, 60), Given(JN, HSC, 0, 90))
    assert [(pair.first.ids, pair.second.ids) for pair in found.same] == [((1,), (3,))]
    assert [each.kind for each in found.disagreements] == [DisagreementKind.ONLY_SECOND]


def test_the_same_strand_goes_before_another() -> None:
    codings = (Given(SR, HSC, 0, 100), Given(SR, EC, 0, 100), Given(JN, EC, 0, 100), Given(JN, JPD, 0, 100))
    found = between(*codings)
    assert len(found.same) == 1
    assert [(each.kind, each.first and each.first.strand_id) for each in found.disagreements] == [
        (DisagreementKind.STRAND, HSC)
    ]
    assert confusions(found.disagreements) == {(HSC, JPD): 1}


def test_it_adds_up_as_on_the_page() -> None:
    """5 alike, 2 other strands, 1 stage, 1 end, 3 only SR, 1 only JN: 12 and 10 codings, 13 by either."""
    places = range(0, 2000, 200)
    both = [(SR, HSC, JN, HSC)] * 5 + [(SR, HSC, JN, EC)] * 2
    codings = [
        Given(coder, code, at, at + 100)
        for at, (one, code_, other, another) in zip(places, both, strict=False)
        for coder, code in ((one, code_), (other, another))
    ]
    codings += [Given(SR, MC, 2000, 2100, stage=1), Given(JN, MC, 2000, 2100, stage=2)]
    codings += [Given(SR, MC, 2200, 2300), Given(JN, MC, 2290, 2400), Given(JN, PC, 2500, 2550)]
    codings += [Given(SR, JPD, at, at + 100) for at in (3000, 3200, 3400)]
    found = between(*codings)
    assert (len(found.first), len(found.second), found.by_either, len(found.same)) == (12, 10, 13, 5)
    assert len(found.disagreements) == 8


def test_in_the_order_of_place_and_within_an_interview() -> None:
    found = between(
        Given(SR, HSC, 50, 60, interview=2), Given(JN, EC, 20, 30, interview=2), Given(SR, HSC, 70, 80)
    )
    assert [(each.interview_id, each.start) for each in found.disagreements] == [(1, 70), (2, 20), (2, 50)]
    there = found.within(2)
    assert (len(there.first), len(there.second), there.by_either) == (1, 1, 2)


def test_strand_and_sub_strand_on_one_passage_are_one_coding() -> None:
    found = between(
        Given(SR, HSC, 0, 100, unsure=True), Given(SR, TRUST, 0, 100, stage=1), Given(JN, EC, 0, 100)
    )
    (reading,) = found.first
    assert (reading.ids, reading.code_id, reading.stage_id, reading.unsure) == ((1, 2), TRUST, 1, False)
    (each,) = found.disagreements
    assert [(start, end, coding.id) for start, end, coding in each.basis] == [
        (0, 100, 1),
        (0, 100, 2),
        (0, 100, 3),
    ]


# --- in words ------------------------------------------------------------------------------------


def test_in_words_with_what_else_stands_there() -> None:
    each = only_one(Given(SR, HSC, 0, 200), Given(JN, HSC, 0, 200), Given(JN, EC, 0, 320))
    assert [reading.ids for reading in each.by_first] == [(1,)]
    assert [reading.ids for reading in each.by_second] == [(3,), (2,)]
    assert in_words(FRAMEWORK, each, WHO) == "SR: HSC; JN: HSC, E&C, 12 words longer"
    assert kind_in_words(each.kind, WHO) == "Only JN"


@pytest.mark.parametrize(
    ("codings", "words"),
    [
        ((Given(SR, HSC, 0, 100),), "SR: HSC; JN: –"),
        ((Given(SR, HSC, 0, 100), Given(JN, HSC, 90, 110)), "SR: HSC, 8 words longer; JN: HSC"),
        ((Given(SR, HSC, 0, 100), Given(JN, HSC, 90, 190)), "SR: HSC; JN: HSC, begins 9 words later"),
        ((Given(SR, HSC, 90, 190), Given(JN, HSC, 80, 100)), "SR: HSC, 8 words longer; JN: HSC"),
        ((Given(SR, HSC, 10, 40), Given(JN, HSC, 0, 20)), "SR: HSC, 1 word longer; JN: HSC"),
        ((Given(SR, HSC, 90, 190), Given(JN, HSC, 0, 100)), "SR: HSC; JN: HSC, begins 9 words earlier"),
        ((Given(SR, HSC, 0, 9, 1), Given(JN, HSC, 0, 9, 2, unsure=True)), "SR: HSC · A; JN: HSC · B ?"),
        ((Given(SR, TRUST, 0, 9), Given(JN, JPD, 0, 9)), "SR: Trust; JN: JPD"),
    ],
)
def test_in_words(codings: tuple[Given, ...], words: str) -> None:
    assert in_words(FRAMEWORK, only_one(*codings), WHO) == words


# --- settling ------------------------------------------------------------------------------------


def test_what_both_have_takes_the_wider_and_keeps_doubt() -> None:
    found = between(Given(SR, HSC, 0, 60, 1), Given(JN, TRUST, 10, 80, 1, unsure=True))
    assert agreed_codings(FRAMEWORK, found.same) == (AgreedCoding(1, 0, 80, HSC, 1, unsure=True),)
    found = between(Given(SR, TRUST, 0, 60), Given(JN, TRUST, 10, 60))
    assert agreed_codings(FRAMEWORK, found.same) == (AgreedCoding(1, 0, 60, TRUST, 0, unsure=False),)


ALONE = only_one(Given(SR, HSC, 0, 100))
STRAND = only_one(Given(SR, HSC, 0, 100, 1), Given(JN, EC, 10, 100))
STAGE = only_one(Given(SR, HSC, 0, 100, 1), Given(JN, HSC, 10, 120, 2))
END = only_one(Given(SR, HSC, 0, 100), Given(JN, HSC, 90, 200, unsure=True))


@pytest.mark.parametrize(
    ("each", "decision", "rows"),
    [
        (ALONE, Decision.FIRST, [(0, 100, HSC, 0)]),
        (ALONE, Decision.SECOND, []),
        (ALONE, Decision.BOTH, [(0, 100, HSC, 0)]),
        (STRAND, Decision.FIRST, [(0, 100, HSC, 1)]),
        (STRAND, Decision.SECOND, [(10, 100, EC, 0)]),
        (STRAND, Decision.BOTH, [(0, 100, HSC, 1), (10, 100, EC, 0)]),
        (STRAND, Decision.NEITHER, []),
        (STRAND, Decision.DISCUSS, []),
        (STAGE, Decision.SECOND, [(10, 120, HSC, 2)]),
        (STAGE, Decision.BOTH, [(0, 120, HSC, 1), (0, 120, HSC, 2)]),
        (END, Decision.FIRST, [(0, 100, HSC, 0)]),
        (END, Decision.BOTH, [(0, 200, HSC, 0)]),
    ],
)
def test_what_a_decision_makes(
    each: Disagreement, decision: Decision, rows: list[tuple[int, int, int, int]]
) -> None:
    found = decided(each, decision)
    assert [(row.start, row.end, row.code_id, row.stage_id) for row in found] == rows


def test_both_keeps_doubt() -> None:
    assert [row.unsure for row in decided(END, Decision.BOTH)] == [True]
    assert [row.unsure for row in decided(END, Decision.FIRST)] == [False]


@pytest.mark.parametrize(
    ("decisions", "words"),
    [
        ([], "0 of 23 settled"),
        ([Decision.FIRST] * 3 + [Decision.SECOND] * 2, "5 of 23 settled: 3 as SR, 2 as JN"),
        ([Decision.FIRST, Decision.DISCUSS], "1 of 23 settled: 1 as SR"),
        (
            [Decision.FIRST] * 14 + [Decision.SECOND] * 6 + [Decision.BOTH, Decision.BOTH, Decision.NEITHER],
            "23 settled: 14 as SR, 6 as JN, 3 otherwise",
        ),
    ],
)
def test_how_far_they_are_settled(decisions: list[Decision], words: str) -> None:
    assert settled_in_words(decisions, 23, WHO) == words


# --- laws ----------------------------------------------------------------------------------------


@st.composite
def studies(draw: st.DrawFn) -> list[Given]:
    def one() -> Given:
        start = draw(st.integers(0, 12))
        length, stage = draw(st.integers(1, 8)), draw(st.integers(0, 2))
        coder, code = draw(st.sampled_from([SR, JN])), draw(st.sampled_from([HSC, TRUST, EC, JPD, PC]))
        return Given(coder, code, start * 10, (start + length) * 10, stage, draw(st.booleans()), 1)

    return [one() for _time in range(draw(st.integers(0, 10)))]


def sides(found: ComparedCodings, *, first: bool) -> list[Reading]:
    """Return what of one coder is alike or differs."""
    alike = [pair.first if first else pair.second for pair in found.same]
    differing = [each.first if first else each.second for each in found.disagreements]
    return [*alike, *(reading for reading in differing if reading is not None)]


@given(studies())
def test_the_list_is_exactly_what_differs(codings: list[Given]) -> None:
    found = between(*codings)
    for mine, first in ((found.first, True), (found.second, False)):
        assert sorted(mine, key=lambda one: one.ids) == sorted(
            sides(found, first=first), key=lambda one: one.ids
        )
    two = sum(each.first is not None and each.second is not None for each in found.disagreements)
    assert found.by_either == len(found.first) + len(found.second) - len(found.same) - two
    assert sorted(id_ for one in (*found.first, *found.second) for id_ in one.ids) == [
        at + 1 for at in range(len(codings))
    ]


@given(studies())
def test_who_is_the_first_changes_sides_and_nothing_else(codings: list[Given]) -> None:
    one, other = between(*codings), between(*codings, coders=(JN, SR))
    assert {(pair.first, pair.second) for pair in one.same} == {
        (pair.second, pair.first) for pair in other.same
    }
    assert {(each.first, each.second, each.longer, each.later) for each in one.disagreements} == {
        (each.second, each.first, -each.longer, -each.later) for each in other.disagreements
    }


@given(studies())
def test_nobody_differs_from_who_codes_alike(codings: list[Given]) -> None:
    mine = [each for each in codings if each.coder == SR]
    found = between(*mine, *(each._replace(coder=JN) for each in mine))
    assert not found.disagreements and len(found.same) == len(found.first)


@given(studies())
def test_settled_as_the_first_every_coding_of_the_first_stands(codings: list[Given]) -> None:
    found = between(*codings)
    settled = [
        *agreed_codings(FRAMEWORK, found.same),
        *(row for each in found.disagreements for row in decided(each, Decision.FIRST)),
    ]
    assert len(settled) == len(found.first)
    for reading in found.first:
        assert any(
            row.start <= reading.start
            and row.end >= reading.end
            and row.stage_id == reading.stage_id
            and reading.strand_id in {code.id for code in FRAMEWORK.path(row.code_id)}
            for row in settled
        )


@given(studies())
def test_a_larger_share_never_finds_more_alike(codings: list[Given]) -> None:
    alike = [len(between(*codings, share=share).same) for share in (0.1, 0.3, 0.5, 0.7, 1.0)]
    assert alike == sorted(alike, reverse=True)
