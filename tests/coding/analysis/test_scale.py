from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.scale import axis_for


def test_a_count_has_round_ticks_and_room_for_its_figure() -> None:
    axis = axis_for([61, 12], whole=True)
    assert axis.ticks == (0, 10, 20, 30, 40, 50, 60)
    assert axis.low == 0
    assert axis.high > 61


def test_ticks_are_written_with_the_decimals_they_need() -> None:
    axis = axis_for([1.2], whole=False)
    assert [axis.text(tick) for tick in axis.ticks] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2"]
    assert axis_for([-3, 5], whole=True).text(-2) == "−2"


def test_small_counts_have_no_tick_between_whole_numbers() -> None:
    assert axis_for([2], whole=True).ticks == (0, 1, 2)


@given(st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), max_size=5), st.booleans())
def test_zero_is_on_every_scale_and_every_height_fits(values: list[float], whole: bool) -> None:  # noqa: FBT001
    axis = axis_for(values, whole=whole)
    assert 0 in axis.ticks
    assert 1 <= len(axis.ticks) <= 9
    assert all(axis.low <= value <= axis.high for value in [*values, *axis.ticks])
