"""The forms of a chart: stages, heat map, dots, small charts, slopes. Numbers worked out by hand."""

import pytest

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart import TILE, TOTAL, Bar, BarLook, Bars, Chart, ChartMark, Totals
from coding.analysis.charting import PLAIN
from coding.analysis.comparison import comparison
from coding.analysis.drawing import change_drawn_as, drawn_as
from coding.analysis.forms import ChartForm, why_not
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure
from coding.analysis.slope_chart import slope_chart
from tests.coding.analysis.small_study import EC, HSC, JPD, PC, Y2014, Y2015, A, B, Coded, Talk, analysis_data

FORMS = [form for form in ChartForm if form not in {ChartForm.CHANGE, ChartForm.SLOPE}]


@pytest.fixture
def study() -> AnalysisData:
    """Return 2014, School A: HSC four times, at no stage, A, A and B; B: once. 2015: three and twice."""
    return analysis_data(
        [Talk(Y2014), Talk(Y2014, B), Talk(Y2015), Talk(Y2015, B)],
        [
            Coded(1, HSC),
            Coded(1, HSC, 1, stage=1),
            Coded(1, HSC, 2, stage=1),
            Coded(1, HSC, 3, stage=2),
            Coded(2, HSC, stage=2),
            *(Coded(3, HSC, at, stage=at % 3) for at in range(3)),
            *(Coded(4, HSC, at) for at in range(2)),
            Coded(4, PC, 5),
        ],
    )


def hsc(drawn: Chart, bars: Bars) -> list[Bar]:
    return list(bars.of_category([each.label for each in drawn.categories].index("HSC")))


def of_strip(drawn: Chart, panel: int) -> Bars:
    strip = drawn.panels[panel].strip
    assert strip is not None
    return strip.bars


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("totals", Totals)
def test_every_mark_stands_for_as_many_codings_as_it_says(
    study: AnalysisData, form: ChartForm, totals: Totals
) -> None:
    drawn = drawn_as(form, frequencies(study), BarLook(totals=totals))
    marks = [bar for panel in drawn.panels for part in panel.parts for bar in part]
    assert marks
    for bar in marks:
        (cell,) = bar.cells
        assert bar.text == str(len(cell.coding_ids))
        assert bar.value == len(cell.coding_ids)


def test_stages_are_stacked_with_none_at_the_foot(study: AnalysisData) -> None:
    drawn = drawn_as(ChartForm.STAGES, frequencies(study), PLAIN)
    school_a = hsc(drawn, drawn.panels[0].bars)[:3]
    assert [(bar.text, bar.ends, bar.letter) for bar in school_a] == [
        ("1", (0, 1), ""),
        ("2", (1, 3), "A"),
        ("1", (3, 4), "B"),
    ]
    assert [bar.cells[0].coding_ids for bar in school_a] == [(1,), (2, 3), (4,)]
    assert school_a[1].words == "HSC, 2014, School A, A Beginning: 2 codings"
    assert [(bar.text, bar.figure) for bar in hsc(drawn, of_strip(drawn, 0))] == [
        ("1", ""),
        ("2", ""),
        ("2", "5"),
    ]
    assert [entry.text for entry in drawn.legend] == ["no stage, 5", "A Beginning, 3", "B Developing, 3"]


def test_a_dimension_alone_keeps_its_column_at_every_stage(study: AnalysisData) -> None:
    drawn = drawn_as(ChartForm.STAGES, frequencies(study), PLAIN)
    alone = [each.label for each in drawn.categories].index("PC alone")
    assert [bar.text for bar in drawn.panels[1].bars.of_category(alone)] == ["0", "0", "0", "1", "0", "0"]


def test_parts_of_a_rate_add_up_to_it(study: AnalysisData) -> None:
    found = frequencies(study, measure=Measure.PER_INTERVIEW)
    drawn = drawn_as(ChartForm.STAGES, found, PLAIN)
    assert hsc(drawn, of_strip(drawn, 0))[-1].ends[1] == pytest.approx(2.5)
    assert hsc(drawn, of_strip(drawn, 0))[-1].figure == "2.5"


def test_a_part_of_a_stack_is_found_by_its_stage(study: AnalysisData) -> None:
    drawn = drawn_as(ChartForm.STAGES, frequencies(study), PLAIN)
    bars = drawn.panels[0].bars
    for bar in bars:
        (cell,) = bar.cells
        assert bars.of_members(bar.category, [cell.group.keys], cell.found.analysis_data.stage) is bar
    assert bars.of_members(0, [bars[0].cells[0].group.keys]) is None  # whatever the stage: of no one part


def test_a_heat_map_has_a_row_for_each_school_and_round_the_totals_above_them(study: AnalysisData) -> None:
    drawn = drawn_as(ChartForm.HEAT, frequencies(study), PLAIN)
    (panel,) = drawn.panels
    assert list(reversed(panel.bars.rows)) == [
        "all schools 2014",
        "all schools 2015",
        "School A 2014",
        "School A 2015",
        "School B 2014",
        "School B 2015",
    ]
    tiles = hsc(drawn, panel.bars)
    assert [bar.text for bar in tiles] == ["5", "5", "4", "3", "1", "2"]
    assert [bar.shade for bar in tiles] == [0, 0, 1, 0.75, 0.25, 0.5]
    assert [bar.colour for bar in tiles] == [TOTAL, TOTAL, TILE, TILE, TILE, TILE]
    assert [bar.ends for bar in tiles][:2] == [(5, 6), (4, 5)]
    assert drawn.scale_note == "one scale of darkness for all rows, up to 4"


def test_dots_are_interviews_those_without_a_hit_included(study: AnalysisData) -> None:
    drawn = drawn_as(ChartForm.DOTS, frequencies(study), PLAIN)
    bars = drawn.panels[0].bars
    assert bars.mark is ChartMark.DOT
    assert [bar.value for bar in hsc(drawn, bars)] == [4, 1]
    jpd = bars.of_category(0)
    assert [(bar.value, bar.colour) for bar in jpd] == [(0, "series:0"), (0, "series:1")]
    assert of_strip(drawn, 0).mark is ChartMark.BAR


def test_small_charts_have_one_scale_and_all_together_their_own(study: AnalysisData) -> None:
    drawn = drawn_as(ChartForm.MULTIPLES, frequencies(study), PLAIN)
    assert [panel.title for panel in drawn.panels] == ["School A", "School B", "all schools"]
    assert [(bar.value, bar.pale) for bar in hsc(drawn, drawn.panels[1].bars)] == [(1, True), (2, False)]
    assert [panel.axis.top for panel in drawn.panels] == [4, 4, 5]
    assert drawn.notes[0] == "One scale for all of them, 0 to 4; all together have their own, 0 to 5."
    assert drawn.legend_note == "pale: 2014, full: 2015"


def test_a_slope_has_a_line_from_five_interviews_a_round_on() -> None:
    talks = [Talk(round_id, A) for round_id in (Y2014, Y2015) for _ in range(5)]
    talks += [Talk(round_id, B) for round_id in (Y2014, Y2015) for _ in range(2)]
    data = analysis_data(
        talks, [Coded(1, HSC), *(Coded(6, HSC, at) for at in range(3)), Coded(11, HSC), Coded(13, HSC)]
    )
    compared = comparison(data, Grouping.SCHOOL)
    assert compared is not None
    drawn = slope_chart(compared)
    (panel,) = drawn.panels
    assert panel.bars.joined == [(0, 1)]
    ends = hsc(drawn, panel.bars)
    assert [(bar.value, bar.pale) for bar in ends] == [(1, True), (3, False), (1, True), (1, False)]
    assert ends[1].words == "HSC, 2015, School A: 3 codings · 1, then 3 (5 interviews each), +2"
    assert ends[3].beside == "1, then 1 (2 interviews each)"
    assert [bar.figure for bar in hsc(drawn, of_strip(drawn, 0))] == ["2", "4"]
    assert any("No line and no sign" in note for note in drawn.notes)
    assert change_drawn_as(ChartForm.SLOPE, compared, PLAIN).title == "Codings, 2014, then 2015"


@pytest.mark.parametrize(
    ("form", "measure", "n_rounds", "by", "why"),
    [
        (ChartForm.CHARTS, Measure.SHARE, 1, (Grouping.SCHOOL, Grouping.ROLE), ""),
        (ChartForm.SLOPE, Measure.COUNT, 1, (Grouping.SCHOOL,), "There is but one round."),
        (ChartForm.SLOPE, Measure.SHARE, 2, (Grouping.SCHOOL,), "it has no change"),
        (ChartForm.STAGES, Measure.INTERVIEWS, 2, (Grouping.SCHOOL,), "cannot be added up"),
        (ChartForm.STAGES, Measure.COUNT, 1, (Grouping.SCHOOL,), ""),
        (ChartForm.HEAT, Measure.COUNT, 2, (Grouping.INTERVIEW,), "drawn as dots"),
        (ChartForm.HEAT, Measure.COUNT, 2, (Grouping.SCHOOL, Grouping.ROLE), "one grouping at a time"),
        (ChartForm.DOTS, Measure.COUNT, 2, (Grouping.ROLE,), "the colour of its school"),
        (ChartForm.DOTS, Measure.COUNT, 2, (Grouping.INTERVIEW,), ""),
    ],
)
def test_a_form_says_why_it_cannot_be_drawn(
    study: AnalysisData,
    form: ChartForm,
    measure: Measure,
    n_rounds: int,
    by: tuple[Grouping, ...],
    why: str,
) -> None:
    said = why_not(form, measure, n_rounds, by, study)
    assert said == why if not why else why in said


def test_without_stages_there_is_no_stack() -> None:
    data = analysis_data([Talk()], [Coded(1, JPD), Coded(1, EC)])
    said = why_not(ChartForm.STAGES, Measure.COUNT, 1, (Grouping.SCHOOL,), data)
    assert said == "No coding has a stage yet."


def test_a_colour_stays_a_schools_own_whoever_is_left_out() -> None:
    talks = [Talk(Y2014, B)]
    drawn = drawn_as(ChartForm.CHARTS, frequencies(analysis_data(talks, [Coded(1, HSC)])), PLAIN)
    assert [entry.colour for entry in drawn.legend] == ["series:1", TOTAL]
