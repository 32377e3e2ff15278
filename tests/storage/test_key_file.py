"""The key of a study: a table of its own, written here or by hand."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from coding.errors import PasswordNeededError, UserError, WrongPasswordError
from coding.privacy.masking import NameKind, Pseudonym, Pseudonyms
from storage.operations.studies import set_up_study
from storage.privacy.pseudonym_list import lies_beside, read_entries, read_key, write_key
from storage.study.study_file import StudyFile

KEY = (
    Pseudonym("Zoë Hill", "Anna Brown"),
    Pseudonym("Oak School", "Rowan School", NameKind.SCHOOL, brackets=True),
    Pseudonym("=Ltd", "-Inc", NameKind.PLACE),
)


@pytest.mark.parametrize("name", ["key.csv", "key.xlsx"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    write_key(tmp_path / name, KEY)
    assert read_key(tmp_path / name) == Pseudonyms(KEY)


def test_an_encrypted_key_opens_with_its_password_alone(tmp_path: Path) -> None:
    path = tmp_path / "key.strandkey"
    for password in ("first", "second"):
        write_key(path, KEY, password)
        assert read_key(path, password) == Pseudonyms(KEY)
    content = path.read_bytes()
    assert not [word for word in (b"Hill", b"Anna", b"Oak", b"person", b"SQLite") if word in content]
    with pytest.raises(PasswordNeededError, match="has a password"):
        read_key(path)
    with pytest.raises(WrongPasswordError):
        read_key(path, "first")
    with pytest.raises(UserError, match="has a password"):
        write_key(path, KEY)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["key.strandkey"]


def test_what_is_no_encrypted_key_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "key.strandkey"
    path.write_text("name,pseudonym\nJane,Anna\n")
    with pytest.raises(UserError, match="no names"):
        read_key(path, "any")
    with StudyFile.create(tmp_path / "a.strandline", set_up_study("A", "Me"), "first"):
        pass
    (tmp_path / "a.strandline").rename(path)  # encrypted, but no list
    with pytest.raises(UserError, match="no names"):
        read_key(path, "first")


def test_a_key_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    write_key(tmp_path / "key.csv", KEY)
    assert (
        (tmp_path / "key.csv")
        .read_bytes()
        .startswith(b"\xef\xbb\xbfname,pseudonym,kind,brackets\r\nZo\xc3\xab")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_key_made_by_hand_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [
        "Real name|Alias|Type",
        "Zoë Hill|Anna|",
        "|||",
        "Oak School|[Rowan School]|School",
        "Dale|Vale|town",
    ]
    text = "\r\n".join(lines).replace("|", separator)
    (tmp_path / "key.csv").write_bytes(text.encode(encoding))
    assert read_entries(tmp_path / "key.csv") == (
        Pseudonym("Zoë Hill", "Anna"),
        Pseudonym("Oak School", "Rowan School", NameKind.SCHOOL, brackets=True),
        Pseudonym("Dale", "Vale", NameKind.PLACE),
    )


def test_a_list_without_headings_begins_with_its_first_name(tmp_path: Path) -> None:
    (tmp_path / "key.csv").write_text("Jane,Anna\nTom,Ben\n")
    assert [entry.name for entry in read_entries(tmp_path / "key.csv")] == ["Jane", "Tom"]


def test_a_workbook_made_by_hand_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Pseudonym", None, "Name", "Brackets"], ["Anna", None, "Jane", True], [None] * 4):
        sheet.append(row)
    book.save(tmp_path / "key.xlsx")
    assert read_entries(tmp_path / "key.xlsx") == (Pseudonym("Jane", "Anna", brackets=True),)


def test_a_table_of_something_else_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "key.csv").write_text("name,age\nJane,43\n")
    with pytest.raises(UserError, match="pseudonym"):
        read_key(tmp_path / "key.csv")


def test_a_list_that_is_not_finished_is_read_but_not_used(tmp_path: Path) -> None:
    (tmp_path / "key.csv").write_text("name,pseudonym\nJane,\nTom,Ben\n")
    assert len(read_entries(tmp_path / "key.csv")) == 2
    with pytest.raises(UserError, match="no pseudonym"):
        read_key(tmp_path / "key.csv")


def test_a_key_is_never_written_into_a_study(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="table"):
        write_key(tmp_path / "study.strandline", KEY)


def test_a_key_beside_the_study_is_known(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    study = tmp_path / "there" / "study.strandline"
    assert lies_beside(tmp_path / "there" / "key.csv", study)
    assert not lies_beside(tmp_path / "key.csv", study)
