import dataclasses

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Ints
from coding.analysis.columns import ColumnKind
from coding.analysis.comparability import warnings
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure
from coding.analysis.notes import caution, in_words_of, round_line, share, summary, unsure_of
from coding.model.study import Question
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    JPD,
    MC,
    Y2014,
    Y2015,
    B,
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
    (what_counts_are,) = footnotes(frequencies(study))
    assert what_counts_are.startswith("How often it was spoken of")


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


def meant_anew(codings: list[Coded], **look_from: int) -> AnalysisData:
    """Return a material in which codes (by abbreviation) are to be looked at again."""
    data = analysis_data(ROUNDS, codings)
    codes = tuple(dataclasses.replace(c, look_from=look_from.get(c.short, 0)) for c in data.framework.codes)
    return dataclasses.replace(data, framework=dataclasses.replace(data.framework, codes=codes))


def test_another_meaning_in_another_round_is_warned_of() -> None:
    codings = [Coded(1, HSC), Coded(1, HSC, 1), Coded(2, HSC, revision=3), Coded(2, JPD), Coded(1, JPD, 2)]
    (said,) = warnings(meant_anew(codings, HSC=3, JPD=3))
    assert said == (
        "HSC has changed its meaning; still to be looked at again: 2 codings in 2014. Compare with care."
    )
    assert warnings(meant_anew(codings, HSC=1, JPD=3)) == []  # all of JPD was coded under what it meant
    assert warnings(meant_anew(codings)) == []  # nobody asked: an edit that changed no meaning


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
    one = frequencies(analysis_data([Talk(done=False)], [Coded(1, HSC)]), (Grouping.ROUND,))
    alone = one.cell(one.groups[0], one.columns.get(ColumnKind.CODINGS))
    assert round_line(alone).startswith("0 of 1 interview done · ")


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


# --- what an audit found ------------------------------------------------------------------------


def test_words_by_participants_are_theirs_and_what_rates_are_taken_of_has_another_name() -> None:
    speakers = (Speaker(words=900), Speaker(words=50, kind="unknown"), Speaker(words=70, kind="interviewer"))
    study = analysis_data([Talk(speakers=speakers, loose_words=30)], [])
    said: dict[Measure, str] = {}
    for measure in (Measure.COUNT, Measure.PER_1000_WORDS):
        found = frequencies(study, (Grouping.ROUND,), measure)
        line = round_line(found.cell(found.groups[0], found.columns.get(ColumnKind.CODINGS)))
        said[measure] = line.split(" · ")[-2]
    assert list(said.values()) == ["900 participant words", "980 words that rates are taken of"]


def test_words_without_a_speaker_are_looked_for_in_every_cell() -> None:
    talks = [Talk(speakers=(Speaker(words=900),)), Talk(school_id=B, speakers=(Speaker(words=90),))]
    talks[1] = dataclasses.replace(talks[1], loose_words=10)
    notes = footnotes(frequencies(analysis_data(talks, []), measure=Measure.PER_1000_WORDS))
    assert "2014, School B: 10 of 100 (10 %) words have no known speaker." in notes
    assert not any("all schools" in note for note in notes)  # 10 of 1,000


def seven_words(frame: pd.DataFrame) -> Ints:
    return np.full(len(frame), 7)


def test_the_length_of_passages_stands_under_rates_and_however_many_there_are() -> None:
    study = dataclasses.replace(
        analysis_data([Talk()], [Coded(1, HSC, turn) for turn in range(3)]),
        count_words=seven_words,
    )
    said = "Median length of a passage: 2014: 7 words."
    for measure in Measure:
        assert said in footnotes(frequencies(study, measure=measure))
    many = dataclasses.replace(study, codings=pd.concat([study.codings] * 4000, ignore_index=True))
    assert said in footnotes(frequencies(many))


def test_a_strand_asked_about_in_one_round_only_is_warned_of() -> None:
    early, late = Question(1, Y2014, 0, "Challenge?", (EC, HSC)), Question(2, Y2015, 0, "Trust?", (HSC,))
    study = analysis_data(ROUNDS, [], questions=(early, late))
    assert warnings(study) == ["E&C was asked about in 2014 only. Compare with care."]
    unknown = analysis_data(ROUNDS, [], questions=(early, Question(2, Y2015, 0, "What else?")))
    assert warnings(unknown) == []  # nothing is said of what 2015 asks about


def test_passages_that_only_the_interviewer_speaks_are_counted_in_a_footnote() -> None:
    speakers = (Speaker(0, 50, "interviewer", (0,)), Speaker(1, 1000, turns=(1,)))
    codings = [Coded(1, HSC, 0), Coded(1, EC, 0), Coded(1, HSC, 1)]
    study = analysis_data([Talk(people=(1,), speakers=speakers)], codings, POSTS)
    said = "1 passage that only the interviewer speaks is left out: rates are of participants’ words."
    assert said in footnotes(frequencies(study, measure=Measure.PER_1000_WORDS))
    assert said not in footnotes(frequencies(study))


def test_totals_over_rounds_that_differ_in_size_say_so() -> None:
    found = frequencies(analysis_data([Talk(Y2014), Talk(Y2014), Talk(Y2015)], []), ())
    said = "Over all rounds, which differ in size (2014: 2 interviews; 2015: 1 interview)."
    assert said in footnotes(found)
    assert said not in footnotes(frequencies(found.analysis_data))


def test_shares_are_said_in_full() -> None:
    talks = [Talk(people=(1,)) for _ in range(10)]
    found = frequencies(
        analysis_data(talks, [Coded(1, HSC), Coded(2, HSC)], POSTS), measure=Measure.INTERVIEWS
    )
    assert in_words_of(cell(found, "2014, School A", HSC)) == (
        "HSC, 2014, School A: in 2 of 10 (20 %) interviews (2 codings, 10 interviews, 1 person)"
    )
