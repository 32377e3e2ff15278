"""What codings say of their strands, counted by hand (rule 23)."""

import pytest

from coding.analysis.columns import Counted
from coding.analysis.comparison import comparison
from coding.analysis.directions import directions_of, what_counts_are
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping, groupings_of
from coding.analysis.measure import Measure
from coding.analysis.table_records import table_records
from coding.model.study import Direction
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    JPD,
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

SHOWS, LACKS, MIXED, WISHES = Direction.SHOWS, Direction.LACKS, Direction.MIXED, Direction.WISHES
HEARD = (Speaker(words=1000, turns=tuple(range(6))),)
TALKS = [
    Talk(Y2014, A, speakers=HEARD),
    Talk(Y2014, B, speakers=HEARD),
    Talk(Y2015, A, speakers=HEARD),
    Talk(Y2015, B, speakers=HEARD, done=False),
]
CODED = [
    Coded(1, HSC, 0, direction=LACKS),
    Coded(1, EC, 0),  # on the same passage, and nothing said
    Coded(1, HSC, 2, direction=LACKS),
    Coded(2, HSC, 0),
    Coded(2, TRUST, 0, direction=WISHES),  # rolls up into HSC on one passage, and says something else
    Coded(3, HSC, 0, direction=SHOWS),
    Coded(3, HSC, 1, direction=SHOWS),
    Coded(3, HSC, 2, direction=MIXED),
    Coded(4, HSC, 0, direction=LACKS),
]
# Of HSC: round and direction. Interviews done: two in 2014, one of two in 2015.
COUNTS = {
    ("2014", "shows it"): "0",
    ("2014", "lacks it"): "2",
    ("2014", "mixed"): "0",
    ("2014", "wishes for it"): "1",
    ("2014", "direction not coded"): "1",
    ("2014", "all"): "3",  # the passage of HSC and Trust once
    ("2015", "shows it"): "2",
    ("2015", "lacks it"): "1",
    ("2015", "mixed"): "1",
    ("2015", "wishes for it"): "–",  # not all done: no 0
    ("2015", "direction not coded"): "–",
    ("2015", "all"): "4",
}


def texts(found: Frequencies, code_id: int = HSC) -> dict[tuple[str, ...], str]:
    column = next(each for each in found.basic if each.code_id == code_id)
    groups = (*found.groups, *found.totals)
    return {tuple(m.label for m in group.members): found.cell(group, column).text for group in groups}


def test_counts_by_direction_are_those_worked_out_by_hand() -> None:
    found = frequencies(analysis_data(TALKS, CODED), (Grouping.ROUND, Grouping.DIRECTION))
    assert texts(found) == COUNTS
    lacking = next(g for g in found.groups if [m.label for m in g.members] == ["2014", "lacks it"])
    column = next(each for each in found.basic if each.code_id == HSC)
    assert found.cell(lacking, column).coding_ids == (1, 3)


def test_rates_by_direction_are_of_all_that_is_done_whatever_it_says() -> None:
    data = analysis_data(TALKS, CODED)
    per = frequencies(data, (Grouping.ROUND, Grouping.DIRECTION), Measure.PER_INTERVIEW)
    assert texts(per)["2014", "lacks it"] == "1.0"  # 2 codings, 2 interviews
    assert texts(per)["2015", "shows it"] == "2.0"  # 2 codings, 1 interview that is done
    assert texts(per)["2015", "lacks it"] == "0"
    words = frequencies(data, (Grouping.DIRECTION,), Measure.PER_1000_WORDS)
    assert texts(words)["lacks it",] == "0.67"  # 2 codings, 3,000 words
    assert {group.rate_words for group in (*words.groups, *words.totals)} == {3000}
    shares = frequencies(data, (Grouping.ROUND, Grouping.DIRECTION), Measure.INTERVIEWS)
    assert texts(shares)["2014", "lacks it"] == "1 of 2"


def test_the_sentence_says_how_many_show_lack_mix_wish_and_say_nothing() -> None:
    found = frequencies(analysis_data(TALKS, CODED), (Grouping.ROUND,))
    said = "2 show it, 3 lack it, 1 is mixed, 1 wishes for it and 2 say nothing"
    assert what_counts_are(found) == f"What codings say of their strands: {said}."
    assert footnotes(found)[0] == what_counts_are(found)
    column = next(each for each in found.basic if each.code_id == HSC)
    assert directions_of(found.cell(found.groups[0], column)) == "2 lack it, 1 wishes for it, 1 says nothing"
    jpd = next(each for each in found.basic if each.code_id == JPD)
    assert directions_of(found.cell(found.groups[0], jpd)) == ""


def test_where_no_direction_is_coded_a_count_is_how_often_it_was_spoken_of() -> None:
    data = analysis_data(TALKS, [Coded(1, HSC, 0), Coded(3, EC, 1)])
    found = frequencies(data, (Grouping.ROUND,))
    assert what_counts_are(found).startswith("How often it was spoken of; direction not coded")
    assert Grouping.DIRECTION not in groupings_of(data)
    assert Grouping.DIRECTION in groupings_of(analysis_data(TALKS, CODED))


@pytest.mark.parametrize(
    ("direction", "counts"),
    [
        (LACKS, {("2014",): "2", ("2015",): "1"}),
        (SHOWS, {("2014",): "0", ("2015",): "2"}),
        (Direction.UNSAID, {("2014",): "1", ("2015",): "–"}),
    ],
)
def test_one_direction_alone_can_be_counted(direction: Direction, counts: dict[tuple[str], str]) -> None:
    data = analysis_data(TALKS, CODED).of_direction(direction)
    found = frequencies(data, (Grouping.ROUND,))
    assert {
        place: n for place, n in texts(found).items() if len(place) == 1 and place != ("all rounds",)
    } == counts
    assert [group.interviews for group in found.groups] == [2, 2]
    assert "Only codings with this direction are counted" in footnotes(found)[0]


def test_a_change_by_direction_is_of_the_same_direction() -> None:
    talks = [*TALKS[:3], Talk(Y2015, B, speakers=HEARD)]
    compared = comparison(analysis_data(talks, CODED), Grouping.DIRECTION)
    assert compared is not None
    column = next(each for each in compared.found.basic if each.code_id == HSC)
    changes = {
        pair.member and pair.member.label: compared.change(pair, column).text for pair in compared.pairs
    }
    assert changes["shows it"] == "0, then 2"
    assert changes["lacks it"] == "2, then 1"
    assert changes[None] == "+1"


def test_records_name_directions_by_their_words_in_queries() -> None:
    data = analysis_data(TALKS, CODED)
    records = table_records(frequencies(data, (Grouping.DIRECTION,), counted_in=Counted.ANSWERS))
    hsc = {r["direction"]: r["codings"] for r in records if r["kind"] == "number" and r["strand"] == "HSC"}
    # Nobody asks anything: an interview is one answer, and a strand counts once in it.
    assert hsc == {"shows": 1, "lacks": 2, "mixed": 1, "wishes": 1, None: 1}
