from coding.analysis.columns import ColumnKind
from coding.analysis.frequencies import Measure, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.notes import (
    caution,
    footnotes,
    in_words_of,
    round_line,
    share,
    summary,
    unsure_of,
    warnings,
)
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    JPD,
    MC,
    Y2014,
    Y2015,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)
from tests.coding.analysis.test_frequencies import JOINT, POSTS, cell


def test_a_percentage_stands_beside_a_share_from_ten_on() -> None:
    assert share(5, 9) == "5 of 9"
    assert share(2, 10) == "2 of 10 (20 %)"
    assert share(5, 40) == "5 of 40 (13 %)"
    assert share(1, 1000) == "1 of 1000 (<1 %)"
    assert share(999, 1000) == "999 of 1000 (>99 %)"


def test_a_passage_of_two_groups_has_a_footnote() -> None:
    study = analysis_data([JOINT], [Coded(1, HSC, 1, 2), Coded(1, EC, 1, 2), Coded(1, HSC, 4)], POSTS)
    said = "1 passage belongs to two groups or more: it counts in each, and once in the total."
    assert said in footnotes(frequencies(study, (Grouping.ROUND, Grouping.ROLE)))
    assert footnotes(frequencies(study)) == []


def test_partial_transcripts_are_named() -> None:
    talks = [Talk(speakers=(Speaker(),)), Talk(partial=True)]
    found = frequencies(analysis_data(talks, []), measure=Measure.PER_1000_WORDS)
    assert "Partial transcripts are left out: Interview 2." in footnotes(found)


def test_words_without_a_speaker_are_named_from_two_per_cent() -> None:
    few = analysis_data([Talk(speakers=(Speaker(words=98),), loose_words=2)], [])
    many = analysis_data([Talk(speakers=(Speaker(words=97),), loose_words=3)], [])
    said = "2014, all schools: 3 of 100 (3 %) words have no known speaker."
    assert said in footnotes(frequencies(many, measure=Measure.PER_1000_WORDS))
    assert not any("speaker" in note for note in footnotes(frequencies(few, measure=Measure.PER_1000_WORDS)))


ROUNDS = [Talk(Y2014), Talk(Y2015)]


def test_another_codebook_in_another_round_is_warned_of() -> None:
    codings = [Coded(1, HSC), Coded(2, HSC, revision=2), Coded(2, EC, revision=3)]
    (said,) = warnings(analysis_data(ROUNDS, codings))
    assert "2014 under revision 1 and 2015 under revisions 2 and 3" in said
    assert warnings(analysis_data(ROUNDS, [Coded(1, HSC, revision=2), Coded(2, HSC, revision=2)])) == []


def test_other_rules_in_another_round_are_warned_of() -> None:
    within = [Coded(1, code, turn) for turn in range(5) for code in (JPD, MC)]
    across = [Coded(2, code, turn) for turn in range(5) for code in (JPD, HSC)]
    (said,) = warnings(analysis_data(ROUNDS, within + across))
    assert said.startswith("In 2014 all strands of a passage lie in one dimension, in 2015 they cross")
    assert warnings(analysis_data(ROUNDS, within[:8] + across)) == []  # four passages may be chance


def test_what_a_number_counts_is_said_in_full() -> None:
    codings = [Coded(1, HSC), Coded(1, EC), Coded(2, HSC, unsure=True)]
    found = frequencies(analysis_data([Talk(), Talk(), Talk()], codings))
    everything = cell(found, "2014, all schools")
    assert summary(everything) == "3 codings on 2 passages, in 2 of 3 interviews"
    assert unsure_of(everything) == "1 of the 3 unsure"
    assert unsure_of(cell(found, "2014, all schools", EC)) == ""


def test_a_round_says_what_it_rests_on() -> None:
    study = analysis_data([Talk(speakers=(Speaker(words=41300),)), Talk(done=False)], [Coded(1, HSC)])
    found = frequencies(study, (Grouping.ROUND,))
    everything = found.cell(found.groups[0], found.columns.get(ColumnKind.CODINGS))
    assert round_line(everything) == "1 of 2 interviews done · 41,300 participant words · 1 coding"


def test_a_rate_says_its_numerator_and_both_n() -> None:
    study = analysis_data([Talk(people=(1, 2))], [Coded(1, HSC), Coded(1, HSC, 1), Coded(1, HSC, 2)], POSTS)
    found = frequencies(study, measure=Measure.PER_INTERVIEW)
    assert in_words_of(cell(found, "2014, School A", HSC)) == (
        "HSC, 2014, School A: 3.0 per interview (3 codings, 1 interview, 2 people, 1.5 per person)"
    )


def test_a_dash_says_why() -> None:
    found = frequencies(analysis_data([Talk(done=False)], []))
    assert in_words_of(cell(found, "2014, School A", HSC)) == (
        "HSC, 2014, School A: not shown. 0 of 1 interview done"
    )


def test_the_caution_counts_the_cases() -> None:
    assert caution(analysis_data(ROUNDS, [])).startswith("2 schools, 2 interviews: counts describe this case")
