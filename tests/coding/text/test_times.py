"""One clock reads and writes times."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.text.times import clock, exact_clock, full_clock, in_ms, ms_in, read_length


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "00:00"), (70, "01:10"), (151, "02:31"), (3599, "59:59"), (3600, "1:00:00"), (3751, "1:02:31"),
     (36000, "10:00:00"), (359_999, "99:59:59"), (360_000, "100:00:00"), (None, "")],
)  # fmt: skip
def test_seconds_are_written_one_way(seconds: int | None, written: str) -> None:
    assert clock(None if seconds is None else seconds * 1000 + 999) == written


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("[00:02:10]", 130), ("2:10", 130), ("#00:00:02-5#", 2.5), ("at 00:19:48]", 1188),
     ("(1:02:03.5)", 3723.5),
     ("[125:13]", 7513), ("00:75:30", 4530), ("00:00:03:18 - 00:00:07:08", 3), ("100:00:01,250", 360_001.25),
     ("0:00:07.0", 7), ("00:00:01.020408", 1.02), ("00:01.5 to 00:02.5", 1.5), ("00:05-00:09", 5),
     ("no time", None), ("2:75", None), ("1:2", None), ("2:105", None), ("12:345:00", None),
     ("1234:00", None), ("", None)],
)  # fmt: skip
def test_the_first_time_of_a_text_is_read(text: str, seconds: float | None) -> None:
    assert ms_in(text) == (None if seconds is None else seconds * 1000)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("19:48", 1188), (" 20 ", 1200), ("1:02:10", 3730), ("00:02:31", 151), ("02:31", 151), ("125:13", 7513),
     ("0", 0), ("125", 7500), ("", None), ("  ", None)],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text: str, seconds: int | None) -> None:
    assert read_length(text) == (None if seconds is None else seconds * 1000)


@pytest.mark.parametrize(
    "text", ["long", "19:75", "19.48", "-5", "1:2:3:4", "19:48 or so", "9" * 30, "²", "12:3", "x 19:48"]
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is no length of time"):
        read_length(text)


@given(st.integers(0, 3_599_999))
def test_what_is_written_is_read_again(seconds: int) -> None:
    written, ms = clock(seconds * 1000), seconds * 1000
    assert ms_in(written) == read_length(written) == ms
    assert ms_in(f"[{written}] Head: 9 to 5.") == ms


@given(st.integers(0, 3_599_999_999))
def test_no_millisecond_is_lost(ms: int) -> None:
    assert in_ms(exact_clock(ms)) == ms_in(f"[{exact_clock(ms)}] Head: 9 to 5.") == ms


def test_nobody_else_takes_seconds_apart() -> None:
    root = Path(__file__).parents[3]
    wrong = [
        str(path.relative_to(root))
        for storey in ("app", "coding", "storage")
        for path in (root / storey).rglob("*.py")
        if re.search(r"divmod\(\w+, 60\)|// 3600|// 60\b|\* 3600", path.read_text("utf-8"))
    ]
    assert wrong == ["coding/text/times.py"]


@pytest.mark.parametrize(("seconds", "written"), [(0, "0:00:00"), (151, "0:02:31"), (3751, "1:02:31")])
def test_other_programs_are_told_the_hours_too(seconds: int, written: str) -> None:
    assert full_clock(seconds * 1000) == written
    assert ms_in(written) == seconds * 1000
