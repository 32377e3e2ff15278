"""One reader of dates: shapes, languages, the order of day and month, and the century."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.text.dates import (
    NO_EVIDENCE,
    DateOrder,
    Evidence,
    date_in,
    evidence_of,
    order_of_sample,
    typed_date,
)

DAY, MONTH, YEAR = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST


def iso(text: str, evidence: Evidence = NO_EVIDENCE) -> str | None:
    """Return the day that a text names; empty where it could be two, None where it names none."""
    found = date_in(text, evidence)
    return None if found is None else found.iso


@pytest.mark.parametrize(
    "text",
    [
        # ISO 8601 and its relations
        "2015-06-12", "20150612", "2015/06/12", "2015.06.12", "2015_06_12", "2015-6-12", "2015. 6. 12.",
        "2015-06-12 09:00:00", "2015-06-12T09:00:00Z", "20150612_B2", "2015-06-12 C5", "part 2-2015-06-12",
        "2015年6月12日", "2015년 6월 12일",
        # day, month in words, year
        "12 June 2015", "12th June 2015", "12 th June 2015", "interview of 12th June 2015", "12 Jun 15",
        "12th of June, 2015", "12-Jun-2015", "12-Jun-15", "12jun15", "12Jun2015", "12.Jun.2015",
        "12/Jun/2015",
        "12 JUNE 2015", "12 june ’15", "12 June '15", "Friday, 12 June 2015", "Fri 12 June 2015 14:30",
        "B2_12June2015_final", "C5 12 June 15", "12 June, 2015", "12  June  2015", "A5 Y2 teacher 12 Jun 15",
        # month in words first
        "June 12, 2015", "June 12 2015", "Jun 12, 2015", "JUNE 12TH, 2015", "June 12th 2015", "Jun. 12, 2015",
        "Jun-12-2015", "June 12, '15", "Friday, June 12, 2015 at 2:30 pm", "School B, June 12, 2015",
        # year first, month in words
        "2015 June 12", "2015-Jun-12", "2015Jun12", "2015 June 12th", "2015, June 12",
        # full stops: the day is first
        "12.6.2015", "12.06.2015", "12. 6. 2015", "12.6.15", "12.06.15", "12.6.2015 10:00",
        # languages
        "12. Juni 2015", "12. Jun. 2015", "Freitag, den 12. Juni 2015", "12 juin 2015", "le 12 juin 2015",
        "12 de junio de 2015", "12 giugno 2015", "12 de junho de 2015", "12 juni 2015", "12. juni 2015",
        "12. kesäkuuta 2015", "12 czerwca 2015", "12 Mehefin 2015", "12 jun. 2015",
    ],
)  # fmt: skip
def test_the_twelfth_of_june_in_many_shapes(text: str) -> None:
    assert iso(text) == "2015-06-12"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er août 2014", "2014-08-01"), ("3. März 2014", "2014-03-03"), ("1 février 2016", "2016-02-01"),
        ("31 décembre 1999", "1999-12-31"), ("5 mrt 2015", "2015-03-05"), ("5 mai 2015", "2015-05-05"),
        ("5 de março de 2015", "2015-03-05"), ("24 Dez 2015", "2015-12-24"), ("24 dic 2015", "2015-12-24"),
        ("1. Jänner 2015", "2015-01-01"), ("9 października 2015", "2015-10-09"), ("7 oct 2015", "2015-10-07"),
        ("8 sept 2015", "2015-09-08"), ("8 Sept. 2015", "2015-09-08"), ("2 Hydref 2015", "2015-10-02"),
        ("29 February 2016", "2016-02-29"), ("13/05/2014", "2014-05-13"), ("05/13/2014", "2014-05-13"),
        ("12/25/2014", "2014-12-25"), ("5/5/15", "2015-05-05"), ("31-12-15", "2015-12-31"),
        ("98/05/13", "1998-05-13"), ("13_05_14", "2014-05-13"), ("30.1.2015", "2015-01-30"),
        ("12-14 June 2015", "2015-06-14"), ("C5-13-06-15", "2015-06-13"), ("Interview13.06.15", "2015-06-13"),
    ],
)  # fmt: skip
def test_other_days(text: str, day: str) -> None:
    assert iso(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "B2 2015", "June 2015", "12 June", "31.02.2015", "30 February 2015", "32/1/2015", "2015-13-40",
        "Round 2",
        "3 marketing 2015", "B2 June 2015", "June 20 interviews", "v1.2.15", "5-12-06-15", "12:06:15",
        "1/2/3", "soon",
        "12 June 14:30", "page 3 of 2015", "2015", "150612", "5 out 10", "0.6.2015", "12.6.2115", "١٢",
        "²/³/2015",
        "June 12-14 2015", "1.2.3.2015",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert date_in(text) is None


def test_a_date_is_given_as_it_was_written() -> None:
    texts = ("at B2, 6/12/15!", "straße, 6/12/15")
    assert [found.written for text in texts if (found := date_in(text))] == ["6/12/15", "6/12/15"]


# --- day and month ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["6/12/15", "6-12-2015", "06/12/15", "6_12_15", "03/04/2015", "B2 1-2-15"])
def test_what_could_be_two_days_stays_open(text: str) -> None:
    found = date_in(text)
    assert found is not None
    assert (found.iso, found.year, found.assumed) == ("", 2015, False)


@pytest.mark.parametrize(
    ("column", "days"),
    [
        # the case: two cells prove the order
        (["05/13/2014", "03/04/2014", "12/25/2014", "06/07/2014"],
         ["2014-05-13", "2014-03-04", "2014-12-25", "2014-06-07"]),
        (["13/05/2014", "04/03/2014"], ["2014-05-13", "2014-03-04"]),
        (["3-4-15", "31-1-15"], ["2015-04-03", "2015-01-31"]),
        (["3-4-15", "1-31-15"], ["2015-03-04", "2015-01-31"]),
        # words and ISO prove nothing of numbers
        (["12 June 2015", "03/04/2015"], ["2015-06-12", ""]),
        (["2015-06-12", "03/04/2015"], ["2015-06-12", ""]),
        (["05/05/2015", "03/04/2015"], ["2015-05-05", ""]),
        # a column that contradicts itself proves nothing; what is clear stays clear
        (["13/05/2014", "05/13/2014", "03/04/2014"], ["2014-05-13", "2014-05-13", ""]),
        (["13.05.2014", "05.13.2014", "03.04.2014"], ["2014-05-13", "2014-05-13", ""]),
        # full stops too are overruled by a proof
        (["06.13.2015", "03.04.2015"], ["2015-06-13", "2015-03-04"]),
        (["06.12.2015", "03.04.2015"], ["2015-12-06", "2015-04-03"]),
        # the year of two figures first
        (["98/05/13", "03/04/05"], ["1998-05-13", "2003-04-05"]),
        (["", "soon", "03/04/2015"], [None, None, ""]),
    ],
)  # fmt: skip
def test_a_column_is_read_in_the_order_that_it_proves(column: list[str], days: list[str | None]) -> None:
    evidence = evidence_of(column)
    assert [iso(cell, evidence) for cell in column] == days


@pytest.mark.parametrize(
    ("order", "text", "day", "assumed"),
    [
        (DAY, "03/04/2015", "2015-04-03", True), (MONTH, "03/04/2015", "2015-03-04", True),
        (YEAR, "03/04/05", "2003-04-05", True), (YEAR, "03/04/2015", "", False),
        (MONTH, "03.04.2015", "2015-04-03", False), (MONTH, "13/04/2015", "2015-04-13", False),
        (DAY, "04/13/2015", "2015-04-13", False), (MONTH, "5/5/15", "2015-05-05", False),
        (MONTH, "12 June 2015", "2015-06-12", False), (DAY, "2015-06-12", "2015-06-12", False),
    ],
)  # fmt: skip
def test_where_nothing_is_proven_the_computer_s_way_is_assumed(
    order: DateOrder,
    text: str,
    day: str,
    assumed: bool,  # noqa: FBT001
) -> None:
    found = date_in(text, evidence_of([text], Evidence(order)))
    assert found is not None
    assert (found.iso, found.assumed) == (day, assumed)


def test_a_proof_goes_before_the_computer_s_way() -> None:
    evidence = evidence_of(["05/13/2014", "03/04/2014"], Evidence(DAY))
    assert evidence == Evidence(MONTH, proven=True)
    assert date_in("03/04/2014", evidence) == ("03/04/2014", 2014, "2014-03-04", False)


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("22/11/2033", DAY), ("22.11.33", DAY), ("11/22/33", MONTH), ("2033-11-22", YEAR), ("33-11-22", YEAR),
        ("2033/11/22", YEAR), ("22. 11. 2033", DAY), ("22 Nov 2033", None), ("", None), ("1/2/3", None),
    ],
)  # fmt: skip
def test_the_computer_s_way_is_seen_by_a_sample(written: str, order: DateOrder | None) -> None:
    assert order_of_sample(written) == order


# --- the century ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "year"),
    [("00", 2000), ("15", 2015), ("49", 2049), ("50", 1950), ("68", 1968), ("98", 1998), ("99", 1999)],
)
def test_two_figures_are_a_year_from_1950_to_2049(figures: str, year: int) -> None:
    texts = (f"13/6/{figures}", f"13 June {figures}", f"13.6.{figures}", f"June 13, '{figures}")
    assert {iso(text) for text in texts} == {f"{year}-06-13"}


# --- what is typed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("", None, ""), ("  ", None, ""), ("2015-06-12", None, "2015-06-12"),
        (" 12 June 2015 ", None, "2015-06-12"),
        ("1.2.2015", None, "2015-02-01"), ("1.2.2015", MONTH, "2015-02-01"), ("6/12/15", MONTH, "2015-06-12"),
        ("6/12/15", DAY, "2015-12-06"), ("12th June 2015", None, "2015-06-12"),
        ("13/6/15", MONTH, "2015-06-13"),
        ("Fri, 12 June 2015, 14:30", None, "2015-06-12"), ("June 12, 2015 2:30 pm", None, "2015-06-12"),
        ("den 12. Juni 2015, 14.30 Uhr", None, "2015-06-12"), ("12 Jun 15.", None, "2015-06-12"),
        ("2015-06-12T14:30:00Z", None, "2015-06-12"),
    ],
)  # fmt: skip
def test_a_typed_date_is_read(text: str, order: DateOrder | None, day: str) -> None:
    assert typed_date(text, order) == day


@pytest.mark.parametrize(
    "text",
    [
        "June",
        "2015-13-01",
        "32.1.2015",
        "12 June 2015 or so",
        "B2 12.6.2015",
        "2015-06-12 2015-06-13",
        "soon",
    ],
)
def test_what_is_typed_and_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is no date"):
        typed_date(text)


def test_what_is_typed_and_could_be_two_days_is_asked_about() -> None:
    with pytest.raises(UserError, match="could be two days") as refused:
        typed_date("6/12/15")
    assert "2015-06-12 or 2015-12-06" in refused.value.remedy


# --- laws -------------------------------------------------------------------------------------

days = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(day=days)
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    wholly = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%y", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d")
    assert {iso(day.strftime(form)) for form in wholly} == {day.isoformat()}
    for order, form in ((DAY, "%d/%m/%y"), (MONTH, "%m/%d/%y"), (YEAR, "%y/%m/%d")):
        assert iso(day.strftime(form), Evidence(order, proven=True)) == day.isoformat()


@given(st.text(alphabet="0123456789/.-_ JuneMai,'’年B"))
def test_any_text_is_looked_at(text: str) -> None:
    for evidence in (NO_EVIDENCE, Evidence(DAY), Evidence(MONTH, proven=True), Evidence(None, proven=True)):
        found = date_in(text, evidence)
        assert found is None or 1900 <= found.year < 2100
