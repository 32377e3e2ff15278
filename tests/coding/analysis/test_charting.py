from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart import UNKNOWN, Bar, BarLook, Chart, Layout, Scale, Totals
from coding.analysis.charting import change_chart, chart
from coding.analysis.comparison import comparison
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure, Unsure
from coding.analysis.scale import axis_for
from tests.coding.analysis.small_study import EC, HSC, JPD, PC, Y2014, Y2015, A, B, Coded, Talk, analysis_data
from tests.coding.analysis.test_frequencies import JOINT, POSTS

TALKS = [Talk(Y2014), Talk(Y2014, B), Talk(Y2015), Talk(Y2015, B)]


@pytest.fixture
def study() -> AnalysisData:
    """Return HSC 1 and 1 in 2014, HSC 3 and 0 in 2015."""
    return analysis_data(TALKS, [Coded(1, HSC), Coded(2, HSC), *(Coded(3, HSC, at) for at in range(3))])


BESIDE = BarLook(totals=Totals.BESIDE)


def bars(drawn: Chart, panel: int, category: str) -> list[Bar]:
    at = [each.label for each in drawn.categories].index(category)
    return [bar for bar in drawn.panels[panel].bars if bar.category == at]


def totals(drawn: Chart, panel: int, category: str) -> list[Bar]:
    at = [each.label for each in drawn.categories].index(category)
    strip = drawn.panels[panel].strip
    assert strip is not None
    return [bar for bar in strip.bars if bar.category == at]


def test_a_panel_for_each_round_a_bar_for_each_school_and_a_total_with_its_figure(
    study: AnalysisData,
) -> None:
    drawn = chart(frequencies(study))
    assert [panel.title for panel in drawn.panels] == ["2014", "2015"]
    assert [bar.value for bar in bars(drawn, 1, "HSC")] == [3, 0]
    assert [bar.colour for bar in bars(drawn, 1, "HSC")] == ["series:0", "series:1"]
    assert drawn.panels[1].bars.letters == ["A", "B"]
    assert [(bar.value, bar.figure, bar.colour) for bar in totals(drawn, 1, "HSC")] == [(3, "3", "total")]
    assert [entry.text for entry in drawn.legend] == [
        "School A, 1 interview a round",
        "School B, 1 interview a round",
        "all schools, 2 interviews a round",
    ]


def test_totals_beside_the_schools_are_on_their_axis_with_their_figure(study: AnalysisData) -> None:
    drawn = chart(frequencies(study), BESIDE)
    assert [bar.value for bar in bars(drawn, 1, "HSC")] == [3, 0, 3]
    assert [bar.figure for bar in bars(drawn, 1, "HSC")] == ["", "", "3"]
    assert [bar.colour for bar in bars(drawn, 1, "HSC")] == ["series:0", "series:1", "total"]
    assert drawn.panels[1].strip is None


def test_totals_are_left_out_or_stand_as_figures_only(study: AnalysisData) -> None:
    assert chart(frequencies(study), BarLook(totals=Totals.NONE)).panels[0].strip is None
    strip = chart(frequencies(study), BarLook(totals=Totals.FIGURE)).panels[0].strip
    assert strip is not None
    assert strip.only_figures


def test_figures_and_letters_are_left_out_where_nobody_wants_them(study: AnalysisData) -> None:
    bare = chart(frequencies(study), BarLook(figures=False, letters=False)).panels[0].bars
    assert (bare.has_figures, bare.letters) == (False, ())
    usual = chart(frequencies(study)).panels[0].bars
    assert (usual.has_figures, usual.letters) == (True, ["A", "B"])


def test_schools_are_never_squashed_by_the_total_and_the_note_says_both_axes() -> None:
    talks = [Talk(Y2014, school) for school in (A, B)] + [Talk(Y2015, school) for school in (A, B)]
    codings = [Coded(at, HSC, turn) for at in (3, 4) for turn in range(10)] + [Coded(1, HSC)]
    drawn = chart(frequencies(analysis_data(talks, codings)))
    assert {panel.axis.top for panel in drawn.panels} == {10}
    assert {panel.strip.axis.top for panel in drawn.panels if panel.strip} == {20}
    assert "Totals have an axis of their own, 0 to 20; each school 0 to 10." in drawn.notes
    assert not any("axis of their own" in note for note in chart(frequencies(study_of_one()), BESIDE).notes)


def study_of_one() -> AnalysisData:
    return analysis_data(TALKS, [Coded(1, HSC)])


def test_a_panel_says_how_many_codings_are_on_a_dimension_alone() -> None:
    drawn = chart(frequencies(analysis_data(TALKS, [Coded(1, HSC), Coded(1, PC, 1), Coded(2, PC, 1)])))
    assert drawn.panels[0].subtitle.endswith("3 codings, 2 of them on a dimension alone")
    assert drawn.panels[1].subtitle.endswith("0 codings")
    counted = drawn.panels[0].counted
    assert counted is not None
    assert counted.coding_ids == (1, 2, 3)


def test_dimensions_are_named_over_their_strands(study: AnalysisData) -> None:
    found = [(each.name, each.first, each.last) for each in chart(frequencies(study)).dimensions]
    assert found == [("Professional Development", 0, 1), ("Partnership Competence", 2, 3)]


def test_one_scale_for_both_rounds_unless_it_is_free(study: AnalysisData) -> None:
    one, free = chart(frequencies(study)), chart(frequencies(study), BarLook(scale=Scale.FREE))
    assert one.panels[0].axis == one.panels[1].axis
    assert one.scale_note == "one scale for both rounds"
    assert free.panels[0].axis.high < free.panels[1].axis.high
    assert free.scale_note.startswith("each round has its own scale")


def test_bars_stand_in_their_category_side_by_side(study: AnalysisData) -> None:
    here = bars(chart(frequencies(study), BESIDE), 0, "HSC")
    at = here[0].category
    assert at < here[0].left
    assert all(one.left + one.width <= other.left + 1e-9 for one, other in pairwise(here))
    assert here[-1].left + here[-1].width < at + 1
    assert here[-1].width > here[0].width


def test_strands_stand_under_the_bars_by_dimension(study: AnalysisData) -> None:
    categories = chart(frequencies(study)).categories
    assert [(column.label, column.hue) for column in categories] == [
        ("JPD", "blue"),
        ("M&C", "blue"),
        ("HSC", "amber"),
        ("E&C", "amber"),
    ]


def test_paired_rounds_stand_next_to_each_other_the_earlier_pale(study: AnalysisData) -> None:
    drawn = chart(frequencies(study), BarLook(layout=Layout.PAIRED))
    (panel,) = drawn.panels
    here = bars(drawn, 0, "HSC")
    assert [(bar.value, bar.pale) for bar in here] == [
        (1, True),
        (3, False),
        (1, True),
        (0, False),
    ]
    assert [(bar.value, bar.pale) for bar in totals(drawn, 0, "HSC")] == [(2, True), (3, False)]
    assert panel.title == "2014 and 2015"
    assert drawn.legend_note == "pale: 2014, full: 2015"


def test_interviews_have_the_colour_of_their_school(study: AnalysisData) -> None:
    drawn = chart(frequencies(study, (Grouping.ROUND, Grouping.INTERVIEW)), BESIDE)
    assert [bar.colour for bar in bars(drawn, 0, "HSC")] == ["series:0", "series:1"]
    assert [entry.text for entry in drawn.legend] == [
        "School A, 1 interview a round",
        "School B, 1 interview a round",
    ]


def test_a_total_does_not_dwarf_interviews(study: AnalysisData) -> None:
    by_interview = (Grouping.ROUND, Grouping.INTERVIEW)
    rates = chart(frequencies(study, by_interview, Measure.PER_INTERVIEW), BESIDE)
    assert [bar.colour for bar in bars(rates, 0, "HSC")] == ["series:0", "series:1", "total"]
    paired = chart(frequencies(study, by_interview), BarLook(layout=Layout.PAIRED))
    assert [bar.colour for bar in bars(paired, 0, "HSC")] == ["total", "total"]
    assert paired.legend[-1].text == "all interviews, 2 interviews a round"


def test_what_nobody_can_tell_has_a_colour_of_its_own() -> None:
    found = frequencies(analysis_data([JOINT], [Coded(1, HSC, 3)], POSTS), (Grouping.ROUND, Grouping.ROLE))
    assert [bar.colour for bar in bars(chart(found), 0, "HSC")] == ["series:0", "series:2", UNKNOWN]


def test_a_table_without_rounds_has_one_panel(study: AnalysisData) -> None:
    assert [panel.title for panel in chart(frequencies(study, ())).panels] == [""]
    assert [panel.title for panel in chart(frequencies(study, (Grouping.SCHOOL,))).panels] == ["all schools"]
    assert len(chart(frequencies(study, (Grouping.ROUND,))).panels) == 2


def test_an_empty_study_has_a_chart_without_panels() -> None:
    assert chart(frequencies(analysis_data([], []))).panels == ()


def test_the_title_says_everything(study: AnalysisData) -> None:
    drawn = chart(frequencies(study, measure=Measure.PER_INTERVIEW, unsure=Unsure.WITHOUT))
    assert drawn.title == (
        "Codings per interview by strand and school, 2014 and 2015 (unsure codings left out)"
    )


def test_a_change_goes_up_and_down_from_zero() -> None:
    talks = [Talk(round_id, school) for round_id in (Y2014, Y2015) for school in (A, B) for _ in range(5)]
    codings = [Coded(1, HSC), Coded(6, HSC), *(Coded(11, HSC, at) for at in range(3))]
    compared = comparison(analysis_data(talks, codings), Grouping.SCHOOL)
    assert compared is not None
    drawn = change_chart(compared)
    assert [bar.value for bar in bars(drawn, 0, "HSC")] == [2, -1, 1]
    assert bars(drawn, 0, "HSC")[-1].figure == "+1"
    assert drawn.panels[0].axis.low < -1
    assert len(bars(drawn, 0, "HSC")[0].cells) == 2


def test_two_interviews_a_round_bear_no_sign(study: AnalysisData) -> None:
    compared = comparison(study, Grouping.SCHOOL)
    assert compared is not None
    drawn = change_chart(compared)
    assert [bar.value for bar in bars(drawn, 0, "HSC")] == [1]  # of all together only
    assert any("they would bear neither" in note for note in drawn.notes)


def test_dashes_and_unfinished_rounds_are_told() -> None:
    talks = [Talk(Y2014), Talk(Y2015, done=False)]
    drawn = chart(frequencies(analysis_data(talks, [Coded(2, EC)])))
    total = totals(drawn, 1, "E&C")[0]
    assert (total.hatched, total.figure) == (True, "1")
    assert drawn.panels[1].subtitle.startswith("0 of 1 interview done")
    dash = totals(drawn, 1, "JPD")[0]
    assert (dash.value, dash.figure) == (None, "–")
    assert JPD in {cell.column.code_id for cell in dash.cells}


# --- bars that are made when they are looked at -----------------------------------------------------


@pytest.mark.parametrize("measure", [Measure.COUNT, Measure.PER_INTERVIEW])
@pytest.mark.parametrize("by", [Grouping.SCHOOL, Grouping.INTERVIEW])
def test_the_axis_and_the_note_on_hatching_are_those_of_all_bars(by: Grouping, measure: Measure) -> None:
    talks = [*TALKS, Talk(Y2015, done=False), Talk(Y2014, B, done=False)]
    codings = [Coded(1, HSC), Coded(5, HSC), Coded(5, EC, 1), Coded(3, JPD), Coded(3, JPD, 2), Coded(4, EC)]
    found = frequencies(analysis_data(talks, codings), (Grouping.ROUND, by), measure)
    for layout, where in product(Layout, Totals):
        drawn = chart(found, BarLook(Scale.FREE, layout, totals=where))
        for panel in drawn.panels:
            heights = [bar.value for bar in panel.bars if bar.value is not None]
            assert panel.axis == axis_for(heights, whole=measure is Measure.COUNT)
            assert panel.hatched == any(bar.hatched for part in panel.parts for bar in part)
            assert panel.bars.paired == any(bar.pale for bar in panel.bars)


def test_no_bar_is_made_before_it_is_looked_at(study: AnalysisData, monkeypatch: pytest.MonkeyPatch) -> None:
    bars = chart(frequencies(study)).panels[0].bars
    made = bars._made
    assert made == {}
    assert bars[4] is bars[4]
    assert list(made) == [4]
    assert bars[-1].place == len(bars) - 1
    assert bars[4] in bars
    assert bars[4] not in chart(frequencies(study)).panels[0].bars
    with pytest.raises(IndexError):
        bars[len(bars)]


@given(st.integers(-60, 300), st.integers(0, 300))
def test_the_bars_of_a_stretch_are_those_that_reach_into_it(start: int, length: int) -> None:
    bars = chart(frequencies(analysis_data(TALKS, [Coded(1, HSC)]))).panels[0].bars
    left, right = start / 61, (start + length) / 61
    within = [bar for bar in bars if bar.left + bar.width > left and bar.left < right]
    assert [bar.place for bar in bars.between(left, right)] == [bar.place for bar in within]


def test_a_number_finds_its_bar(study: AnalysisData) -> None:
    found = frequencies(study)
    bars = chart(found).panels[1].bars
    for bar in bars:
        assert bars.of_members(bar.category, [cell.group.keys for cell in bar.cells]) is bar
    assert bars.of_members(0, [found.groups[0].keys]) is None  # of the other round


def test_a_chart_says_the_reason_of_each_dash() -> None:
    found = frequencies(analysis_data([Talk(), Talk(school_id=B, done=False)], [Coded(1, HSC)]))
    assert "– 2014, School B; 2014, all schools: 0 of 1 interview done." not in chart(found).notes
    assert "– 2014, School B: 0 of 1 interview done." in chart(found).notes
    assert "– 2014, all schools: 1 of 2 interviews done." in chart(found).notes


def test_a_share_stands_on_its_bar_in_per_cent_and_in_the_table_as_k_of_n() -> None:
    talks = [Talk() for _ in range(40)]
    found = frequencies(
        analysis_data(talks, [Coded(at, HSC) for at in range(1, 6)]), measure=Measure.INTERVIEWS
    )
    total = next(bar for bar in chart(found, BESIDE).panels[0].bars if bar.figure and bar.value)
    assert (total.figure, total.text, total.value) == ("13 %", "5 of 40", 12.5)
