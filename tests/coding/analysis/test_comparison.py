from dataclasses import replace

from coding.analysis.change_words import change_line, factor_line, factor_notes
from coding.analysis.charting import change_chart
from coding.analysis.columns import ColumnKind
from coding.analysis.comparison import Change, Comparison, Whose, comparison
from coding.analysis.groups import Grouping
from coding.analysis.measure import DASH, Measure, Unsure
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    JPD,
    Y2014,
    Y2015,
    B,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)
from tests.coding.analysis.test_frequencies import POSTS


def change(found: Comparison | None, code: int, school: str | None = None) -> Change:
    assert found is not None
    pair = next(p for p in found.pairs if (p.member.label if p.member else None) == school)
    return found.change(pair, found.found.columns.get(ColumnKind.STRAND, code))


def test_the_change_is_the_later_round_less_the_earlier() -> None:
    talks = [Talk(Y2014), Talk(Y2015), Talk(Y2014, B), Talk(Y2015, B)]
    codings = [Coded(2, HSC), Coded(2, HSC, first=1), Coded(3, EC), Coded(1, HSC)]
    found = comparison(analysis_data(talks, codings), Grouping.SCHOOL)
    of_school = change(found, HSC, "School A")
    assert (of_school.value, of_school.text) == (1, "1, then 2")  # of one interview each no sign
    assert change(found, EC).text == "−1"
    assert change(found, JPD).text == "0"
    assert change(found, HSC).coding_ids == (4, 1, 2)


def person(number: int) -> Speaker:
    return Speaker(number, 100, turns=(number,))


def test_until_both_rounds_are_done_it_is_of_the_people_in_both() -> None:
    talks = [
        Talk(Y2014, people=(1, 2), speakers=(person(1), person(2))),
        Talk(Y2015, people=(1,), speakers=(person(1),)),
        Talk(Y2015, people=(2,), speakers=(person(2),), done=False),
    ]
    codings = [Coded(1, HSC, 1), Coded(1, HSC, 2), Coded(2, EC, 1), Coded(3, EC, 2), Coded(2, HSC, 1)]
    found = comparison(analysis_data(talks, codings, POSTS), Grouping.SCHOOL)
    assert found is not None
    assert found.people == {1}
    assert found.reason == ("2015: 1 of 2 interviews done. Shown for the 1 person interviewed in both.")
    assert change(found, HSC).coding_ids == (1, 5)
    assert change(found, EC).text == "+1"


def test_it_is_withheld_where_nobody_is_in_both() -> None:
    talks = [Talk(Y2014, people=(1,)), Talk(Y2015, people=(2,), done=False)]
    found = comparison(analysis_data(talks, [Coded(1, HSC)], POSTS), Grouping.SCHOOL)
    assert found is not None
    assert found.pairs == ()
    assert found.reason.endswith("Nobody has been interviewed in both rounds with all interviews done.")


def test_somebody_with_an_interview_not_done_is_not_in_both() -> None:
    talks = [Talk(Y2014, people=(1,)), Talk(Y2015, people=(1,)), Talk(Y2015, people=(1,), done=False)]
    found = comparison(analysis_data(talks, [], POSTS), Grouping.SCHOOL)
    assert found is not None
    assert found.people == frozenset()


def test_a_change_of_ranges_has_the_widest_ends() -> None:
    talks = [Talk(Y2014), Talk(Y2015)]
    codings = [
        Coded(1, HSC),
        Coded(1, HSC, 1, unsure=True),
        *(Coded(2, HSC, at, unsure=at == 0) for at in range(4)),
    ]
    found = change(comparison(analysis_data(talks, codings), Grouping.SCHOOL, unsure=Unsure.RANGE), HSC)
    assert (found.value, found.text) == (2, "+1 to +3")  # 1 to 2 became 3 to 4


def test_a_dash_where_one_of_the_rates_is_one() -> None:
    talks = [Talk(Y2014, people=(1,)), Talk(Y2015, people=(1,))]
    found = comparison(analysis_data(talks, [], POSTS), Grouping.SCHOOL, Measure.PER_1000_WORDS)
    assert change(found, HSC).text == DASH
    assert change(found, HSC).why == "No words are counted here."


def test_one_round_has_nothing_to_compare() -> None:
    assert comparison(analysis_data([Talk()], []), Grouping.SCHOOL) is None


def test_whose_the_only_voice_is_need_not_be_said() -> None:
    voice = (Speaker(words=100, turns=(0,)),)
    talks = [
        Talk(Y2014, people=(1,), speakers=voice),
        Talk(Y2015, people=(1,), speakers=voice),
        Talk(Y2015, people=(2,), done=False),
    ]
    found = comparison(analysis_data(talks, [Coded(2, HSC)], POSTS), Grouping.SCHOOL)
    assert change(found, HSC).text == "+1"


def test_a_change_from_unsure_codings_of_unfinished_interviews_has_both_ends() -> None:
    talks = [
        Talk(Y2014, people=(1,), speakers=(person(1),)),
        Talk(Y2015, people=(1,), speakers=(person(1),)),
        Talk(Y2015, people=(2,), speakers=(person(2),), done=False),
    ]
    codings = [Coded(1, HSC, 1, unsure=True), Coded(2, HSC, 1), Coded(2, HSC, 1, 2)]
    found = comparison(analysis_data(talks, codings, POSTS), Grouping.SCHOOL, unsure=Unsure.RANGE)
    assert change(found, HSC).text == "+1 to +2"


def test_a_change_that_is_not_nothing_is_never_printed_as_nothing() -> None:
    talks = [Talk(year, speakers=(Speaker(words=300_000, turns=(0,)),)) for year in (Y2014, Y2015)]
    found = comparison(analysis_data(talks, [Coded(1, HSC)]), Grouping.SCHOOL, Measure.PER_1000_WORDS)
    assert change(found, HSC).text == "−<0.01"


# --- rule 18: all with all, both n, and what more talk made of it ---------------------------------


def talks_of(words: tuple[int, int]) -> list[Talk]:
    said = zip((Y2014, Y2015), words, strict=True)
    return [Talk(year, people=(1,), speakers=(Speaker(1, n, turns=(0, 1, 2, 3)),)) for year, n in said]


def test_a_change_of_counts_is_words_times_rate() -> None:
    codings = [Coded(1, HSC), Coded(1, HSC, 1)] + [Coded(2, HSC, turn % 4, 4 + turn) for turn in range(5)]
    found = comparison(analysis_data(talks_of((1000, 1250)), codings, POSTS), Grouping.SCHOOL)
    assert found is not None
    assert found.together is not None
    everything = found.found.columns.get(ColumnKind.CODINGS)
    factors = found.factors(found.together, everything)
    assert factors is not None
    assert (factors.total, factors.words, factors.rate) == (2.5, 1.25, 2.0)
    said = "All codings, 2, then 5: ×2.50 = words ×1.25 · rate ×2.00."
    assert factor_line(found, found.together, everything) == said
    assert said in change_chart(found).notes


def test_the_factors_are_of_participants_words_and_say_so() -> None:
    talks = talks_of((1000, 1000))
    asking = Speaker(0, 50, "interviewer", (5,))
    talks = [replace(talk, speakers=(*talk.speakers, asking)) for talk in talks]
    codings = [Coded(1, HSC), Coded(2, HSC), Coded(2, HSC, 1), Coded(2, HSC, 5)]
    found = comparison(analysis_data(talks, codings, POSTS), Grouping.SCHOOL)
    assert found is not None
    (said,) = factor_notes(found)
    assert said.startswith("All codings, 1, then 2: ×2.00 = words ×1.00 · rate ×2.00. Only what participants")


def test_nothing_before_has_no_factor() -> None:
    found = comparison(analysis_data(talks_of((10, 10)), [Coded(2, HSC)], POSTS), Grouping.SCHOOL)
    assert found is not None
    assert list(factor_notes(found)) == []


def test_a_change_says_the_n_of_both_rounds() -> None:
    talks = [Talk(Y2014), Talk(Y2014), Talk(Y2015)]
    found = comparison(analysis_data(talks, [Coded(1, HSC)]), Grouping.SCHOOL)
    assert found is not None
    assert change_line(found) == "2 and 1 interviews"
    assert change_chart(found).panels[0].subtitle == "2 and 1 interviews"


def test_the_people_of_both_rounds_can_be_asked_for_when_all_is_done() -> None:
    talks = [Talk(Y2014, people=(1,)), Talk(Y2014, people=(2,)), Talk(Y2015, people=(1,))]
    voices = [replace(talk, speakers=(person(talk.people[0]),)) for talk in talks]
    codings = [Coded(1, HSC, 1), Coded(2, HSC, 2), Coded(3, HSC, 1)]
    study = analysis_data(voices, codings, POSTS)
    assert change(comparison(study, Grouping.SCHOOL), HSC).text == "−1"
    found = comparison(study, Grouping.SCHOOL, whose=Whose.IN_BOTH)
    assert change(found, HSC).text == "0"
    assert found is not None
    assert change_line(found) == "Shown for the 1 person interviewed in both. · 1 interview each"


def test_a_share_of_what_was_coded_has_no_change() -> None:
    study = analysis_data([Talk(Y2014), Talk(Y2015)], [Coded(1, HSC), Coded(2, HSC)])
    assert comparison(study, Grouping.SCHOOL, Measure.SHARE) is None


def test_shares_change_in_points_from_ten_on() -> None:
    talks = [Talk(year) for year in (Y2014, Y2015) for _ in range(10)]
    study = analysis_data(talks, [Coded(1, HSC), *(Coded(at, HSC) for at in (11, 12, 13, 14))])
    assert change(comparison(study, Grouping.SCHOOL, Measure.INTERVIEWS), HSC).text == "+30"
    few = analysis_data(talks[5:15], [Coded(1, HSC)])
    withheld = change(comparison(few, Grouping.SCHOOL, Measure.INTERVIEWS), HSC)
    assert (withheld.text, withheld.why) == (DASH, "Of fewer than 10, no difference in per cent is taken.")
