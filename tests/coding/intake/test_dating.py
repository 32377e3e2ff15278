"""The order of day and month in a batch: proven, else the computer's, else asked about."""

from dataclasses import replace

import pytest

from coding.intake.corrections import with_date
from coding.intake.import_report import import_report, report
from coding.intake.interpretation import merge_batch
from coding.intake.known_study import KnownStudy
from coding.intake.left_out import left_out
from coding.intake.missing import MissingField, missing
from coding.intake.patterns import with_pattern
from coding.intake.plan import GuessSource, ImportPlan, ImportRow, IncomingFile, PatternOf
from coding.intake.row_notes import remarks
from coding.intake.tables import guess_uses, with_table, without_table
from coding.intake.taken_tables import TableCell
from coding.model.study import Round
from coding.text.dates import DateOrder
from tests.coding.intake.test_arrivals import TALK, file, plan
from tests.coding.intake.test_tables import table

AMERICAN, BRITISH = KnownStudy(date_order=DateOrder.MONTH_FIRST), KnownStudy(date_order=DateOrder.DAY_FIRST)
# The case: who.csv, dates month first; two cells prove the order.
WHO = (
    "file|round|person|interview date\nint 0|2014|Carr, Bob|05/13/2014\nint 1|2014|Bell, Ann|03/04/2014\n"
    "int 2|2014|Dunn, Cy|12/25/2014\nint 3|2014|Ek, Åsa|06/07/2014"
)


def dates(planned: ImportPlan) -> list[str]:
    return [import_row.date.value for import_row in planned.rows]


def told(planned: ImportPlan, text: str) -> ImportPlan:
    """Fill a plan from a table whose uses are guessed."""
    given = table(text)
    return with_table(planned, given, guess_uses(given, planned))


def headed(*lines: str, known: KnownStudy | None = None) -> ImportPlan:
    """Return a plan of files with these lines over their talk."""
    return plan(*(file(f"{at}.docx", f"{line}\n{TALK}") for at, line in enumerate(lines)), known=known)


def asked_about(planned: ImportPlan) -> list[tuple[int, ...]]:
    return [one.indices for one in missing(planned) if one.field is MissingField.DATE]


# --- tables ---


@pytest.mark.parametrize("known", [KnownStudy(), AMERICAN, BRITISH])
def test_the_dates_of_a_table_are_read_in_the_order_that_it_proves(known: KnownStudy) -> None:
    done = told(plan(*(file(f"int {n}.txt") for n in range(4)), known=known), WHO)
    assert dates(done) == ["2014-05-13", "2014-03-04", "2014-12-25", "2014-06-07"]
    assert (done.tables[0].match.two_days, done.tables[0].match.not_understood) == ((), ())
    assert list(left_out(done)) == []


def test_a_table_that_proves_nothing_is_asked_about_cell_by_cell() -> None:
    text = "file|interview date\nint 0|03/04/2014\nint 1|13 May 2014\nint 2|5/5/14"
    done = told(plan(*(file(f"int {n}.txt") for n in range(3))), text)
    assert dates(done) == ["", "2014-05-13", "2014-05-05"]
    assert done.tables[0].match.two_days == (TableCell(0, 1),)
    assert asked_about(done) == [(0,)]
    assert "“03/04/2014” under interview date could be two days; none was taken." in {
        line.reason for line in left_out(done)
    }
    assert remarks(done.rows[0])[0] == "“03/04/2014” could be two days; none was taken. Say which."


@pytest.mark.parametrize(("known", "day"), [(AMERICAN, "2014-03-04"), (BRITISH, "2014-04-03")])
def test_a_table_that_proves_nothing_is_read_as_the_computer_writes_and_it_is_said(
    known: KnownStudy, day: str
) -> None:
    done = told(plan(file("int 0.txt"), known=known), "file|interview date\nint 0|03/04/2014")
    assert dates(done) == [day]
    assert done.tables[0].match.assumed == (TableCell(0, 1),)
    (noted,) = import_report(done)["tables"][0]["notes"]
    assert noted == "Read as this computer writes dates, for the table proves no order: 03/04/2014."


def test_a_table_that_contradicts_itself_is_asked_about() -> None:
    text = "file|interview date\nint 0|13/05/2014\nint 1|05/13/2014\nint 2|03/04/2014"
    done = told(plan(*(file(f"int {n}.txt") for n in range(3)), known=AMERICAN), text)
    assert dates(done) == ["2014-05-13", "2014-05-13", ""]


def test_what_a_table_leaves_open_is_forgotten_with_the_table() -> None:
    done = told(plan(file("int 0.txt")), "file|interview date\nint 0|03/04/2014")
    assert done.rows[0].open_date == "03/04/2014"
    assert without_table(done, "who.xlsx").rows[0].open_date == ""


# --- names and headings ---


def test_names_of_a_batch_prove_the_order_for_one_another() -> None:
    planned = plan(file("B2 6-12-15.docx"), file("B3 6-30-15.docx"), file("B4 1-2-15.docx"))
    assert dates(planned) == ["2015-06-12", "2015-06-30", "2015-01-02"]
    assert {import_row.date.source for import_row in planned.rows} == {GuessSource.FILE_NAME}
    british = plan(file("B2 6-12-15.docx"), file("B3 30-6-15.docx"))
    assert dates(british) == ["2015-12-06", "2015-06-30"]


def test_headings_are_a_batch_of_their_own_and_prove_it_for_names_that_do_not() -> None:
    headings = headed("School A, 6/12/2015", "School B, 6/30/2015")
    assert dates(headings) == ["2015-06-12", "2015-06-30"]
    both = plan(file("one 3-4-15.docx"), file("two.docx", f"School B, 6/30/2015\n{TALK}"))
    assert dates(both) == ["2015-03-04", "2015-06-30"]
    differing = plan(
        file("one 3-4-15.docx"), file("two 30-4-15.docx"), file("x.docx", f"School B, 6/30/2015\n{TALK}"),
        file("y.docx", f"School B, 6/12/2015\n{TALK}"),
    )  # fmt: skip
    assert dates(differing) == ["2015-04-03", "2015-04-30", "2015-06-30", "2015-06-12"]


def test_files_that_come_later_can_prove_it() -> None:
    first = plan(file("B2 6-12-15.docx"))
    assert (dates(first), first.rows[0].open_date) == ([""], "6-12-15")
    more = (*first.rows, *plan(file("B3 6-30-15.docx")).rows)
    assert dates(merge_batch(replace(first, rows=more))) == ["2015-06-12", "2015-06-30"]


def test_a_name_that_proves_nothing_is_asked_about() -> None:
    planned = plan(file("B2 6-12-15.docx"), file("B3 (2).docx"))
    assert (dates(planned), asked_about(planned)) == (["", ""], [(0, 1)])
    assert "“6-12-15” could be two days; none was taken. Say which." in {
        line.reason for line in left_out(planned)
    }
    assert [record["open_date"] for record in report(planned)] == ["6-12-15", ""]


def test_a_name_is_read_as_the_computer_writes_and_stays_a_guess() -> None:
    (import_row,) = plan(file("B2 6-12-15.docx"), known=AMERICAN).rows
    assert (import_row.date.value, import_row.date.is_guess, import_row.open_date) == ("2015-06-12", True, "")


def test_a_clear_date_goes_before_one_that_could_be_two() -> None:
    (import_row,) = plan(file("B2 6-12-15.docx", f"School B, 12 June 2015\n{TALK}")).rows
    assert (import_row.date.value, import_row.date.source) == ("2015-06-12", GuessSource.HEADING)


def test_the_year_of_an_open_date_still_says_the_round() -> None:
    (import_row,) = plan(
        file("B2 6-12-15.docx"), known=KnownStudy(rounds=(Round(1, "2014"), Round(2, "2015")))
    ).rows
    assert (import_row.round.value, import_row.date.value) == ("2015", "")


def test_a_key_is_no_day() -> None:
    assert dates(plan(file("B2 June 2015.docx"), file("2015/A5-12-06-15.docx"))) == ["", ""]


def test_a_pattern_reads_dates_in_the_order_of_the_batch() -> None:
    planned = plan(file("Ann Hill 6-12-15.docx"), file("Bo Oak 6-30-15.docx"))
    done = with_pattern(planned, "{person} {date}", of=PatternOf.NAME)
    assert dates(done) == ["2015-06-12", "2015-06-30"]
    assert {import_row.date.source for import_row in done.rows} == {GuessSource.PATTERN}
    alone = with_pattern(plan(file("Ann Hill 6-12-15.docx")), "{person} {date}")
    assert (alone.rows[0].participants[0].name, alone.rows[0].open_date) == ("Ann Hill", "6-12-15")
    words = with_pattern(plan(file("Ann Hill June 12, 2015.docx")), "{person} {date}")
    assert (words.rows[0].participants[0].name, dates(words)) == ("Ann Hill", ["2015-06-12"])


# --- by hand ---


@pytest.mark.parametrize(
    ("known", "typed", "day", "still_open"),
    [
        (KnownStudy(), "12 June 2015", "2015-06-12", ""), (KnownStudy(), "6/12/15", "", "6/12/15"),
        (AMERICAN, "6/12/15", "2015-06-12", ""), (BRITISH, "6/12/15", "2015-12-06", ""),
        (KnownStudy(), "", "", ""), (KnownStudy(), "soon", "", ""),
    ],
)  # fmt: skip
def test_a_date_that_is_typed(known: KnownStudy, typed: str, day: str, still_open: str) -> None:
    import_row: ImportRow = with_date(plan(file("B2 1-2-14.docx"), known=known), [0], typed).rows[0]
    assert (import_row.date.value, import_row.open_date, import_row.date.source) == (
        day,
        still_open,
        GuessSource.BY_HAND,
    )


def test_what_was_typed_stays_whatever_comes_later() -> None:
    said = with_date(plan(file("int 0.txt")), [0], "2015-06-12")
    assert dates(told(said, "file|interview date\nint 0|03/04/2014")) == ["2015-06-12"]
    more = IncomingFile("x", "B3 6-30-15.docx", (), "x", file("x").document)
    assert dates(merge_batch(replace(said, rows=(*said.rows, *plan(more).rows))))[0] == "2015-06-12"
