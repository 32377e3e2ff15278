"""Spreadsheets as they come: separators, encodings, sheets, damage; and found among the files of a folder."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from coding.errors import UnreadableError
from storage.intake.import_batch import plan_import
from storage.readers.tables import read_tables, tables_in
from tests.coding.intake.plans import NEW_STUDY
from tests.lengths import times

Rows = list[list[object]]
WHO: Rows = [["File", "Round", "Key", "Age"], ["tape 1", 2014, "B2", 47.0], ["tape 2", 2015, "C3", None]]


def workbook(**sheets: Rows) -> bytes:
    """Return an .xlsx of these sheets."""
    book, held = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_however_it_is_written(separator: str, encoding: str) -> None:
    lines = ["File;Näme;Note", 'tape 1;Zoë;"one, two; three"', ";;", "tape 2;Äsa"]
    text = "\r\n".join(lines) if separator == ";" else "\n".join(lines)
    (table,) = tables_in(
        text.replace("; three", " three").replace(";", separator).encode(encoding), "who.csv"
    )
    assert table.header == ("File", "Näme", "Note")
    assert table.rows == (("tape 1", "Zoë", "one, two three"), ("tape 2", "Äsa", ""))


def test_a_workbook_is_read_as_it_is_shown() -> None:
    day: Rows = [
        ["File", "Date", "At", "Yes", None, "Rate"],
        ["x", date(2015, 6, 12), datetime.fromisoformat("2015-06-12T09:00"), True, "", 1.5],
    ]
    (table,) = tables_in(workbook(One=day, Empty=[]), "who.xlsx")
    assert (table.name, table.header) == ("who.xlsx", ("File", "Date", "At", "Yes", "Rate"))
    assert table.rows == (("x", "2015-06-12", "2015-06-12 09:00:00", "yes", "1.5"),)


def test_every_sheet_is_a_table() -> None:
    tables = tables_in(workbook(Files=WHO, People=[[], ["Name", "Name"], ["A", " b  c "]]), "who.xlsx")
    assert [table.name for table in tables] == ["who.xlsx: Files", "who.xlsx: People"]
    assert tables[0].rows[0] == ("tape 1", "2014", "B2", "47")
    assert (tables[1].header, tables[1].rows) == (("Name", "Name (2)"), (("A", "b c"),))


def test_a_title_above_the_header_is_passed_over() -> None:
    (table,) = tables_in(b"Who is who\n\nFile,Key,Age\ntape 1,B2,47\n", "who.csv")
    assert (table.header, table.rows) == (("File", "Key", "Age"), (("tape 1", "B2", "47"),))
    (unnamed,) = tables_in(b"File,,\ntape 1,B2,47\n", "who.csv")
    assert (unnamed.header, len(unnamed.rows)) == (("File", "2", "3"), 1)


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr("xl/sharedStrings.xml", b" " * 50_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02\x00", b"just one line", bytes(range(256)) * 9, b"PK\x03\x04 no zip",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
     workbook(Empty=[[None]]), workbook(Files=WHO)[:3000], b"a,b\n" * 20_002],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"\w"):
        tables_in(data, "who.xlsx")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(UnreadableError, match="megabytes"):
        tables_in(bomb(), "who.xlsx")


@times(4)
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(workbook(Files=WHO))  # which holds the time: no two are of one length
    for _time in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, 9_999)) * len(whole) // 10_000] = data.draw(st.integers(0, 255))
    try:
        tables = tables_in(bytes(whole), "who.xlsx")
    except UnreadableError:
        return
    assert all(len(row) == len(table.header) for table in tables for row in table.rows)


@times(6)
@given(st.binary(max_size=300) | st.text(st.sampled_from('a,;\t"\n\r\x00é'), max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        tables = tables_in(data, "who.csv")
    except UnreadableError:
        return
    assert all(len(row) == len(table.header) for table in tables for row in table.rows)


def folder_with(tmp_path: Path, name: str, data: bytes) -> Path:
    for at in (1, 2):
        (tmp_path / f"tape {at}.txt").write_text(f"Interviewer: How {at}?\nFemale Voice 1: Well.")
    (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_spreadsheet_among_the_files_fills_them_in(tmp_path: Path) -> None:
    plan = plan_import([folder_with(tmp_path, "who is who.xlsx", workbook(Sheet=WHO))], NEW_STUDY)
    assert [(a.round.value, a.keys) for a in plan.rows] == [("2014", "B2"), ("2015", "C3")]
    assert plan.tables[0].match.rows == ((0,), (1,))
    assert plan.ignored_files == ()


def test_a_spreadsheet_in_an_archive_is_taken_too(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "who.csv", b"File;Key\ntape 1;B2")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as package:
        for path in sorted(folder.glob("*.[tc]*")):
            package.write(path, path.name)
    plan = plan_import([tmp_path / "all.zip"], NEW_STUDY)
    assert [a.keys for a in plan.rows] == ["B2", ""]


def test_a_spreadsheet_about_something_else_is_passed_over(tmp_path: Path) -> None:
    plan = plan_import([folder_with(tmp_path, "costs.csv", b"What,Cost\ncake,3")], NEW_STUDY)
    assert plan.ignored_files == ("costs.csv",)
    assert len(plan.rows) == 2


def test_a_spreadsheet_that_cannot_be_read_is_a_row_with_its_reason(tmp_path: Path) -> None:
    plan = plan_import([folder_with(tmp_path, "who.xlsx", b"PK\x03\x04 no zip")], NEW_STUDY)
    assert [a.file.name for a in plan.rows if a.file.problem] == ["who.xlsx"]


def test_a_file_is_read_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "who.csv").write_text("a,b\n1,2")
    assert read_tables(tmp_path / "who.csv")[0].rows == (("1", "2"),)
