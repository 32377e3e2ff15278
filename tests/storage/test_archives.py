"""Zip archives: read member by member in memory, with whatever names and sizes they claim."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from coding.intake.known_study import KnownStudy
from coding.intake.plan import ImportPlan
from storage.intake.import_batch import plan_import
from tests.storage.word_files import docx, paragraph

TALK = "Interviewer: Well?\nHead: So we began.\nInterviewer: And?\nHead: It went on."


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(name, data, zipfile.ZIP_DEFLATED)
    return path


def planned(*paths: Path) -> ImportPlan:
    return plan_import(paths, KnownStudy())


def problem(plan: ImportPlan) -> str:
    (import_row,) = plan.rows
    return import_row.file.problem


def test_members_are_read_with_their_folders_in_order(tmp_path: Path) -> None:
    word = docx("".join(map(paragraph, TALK.replace("So", "Then").split("\n"))))
    path = archive(
        tmp_path / "2015.zip",
        ("Elm/B10.txt", TALK + "\nHead: More."),
        ("Elm/B2.docx", word),
        ("Elm/sound.mp3", b"ID3"),
        ("__MACOSX/Elm/._B2.docx", b"x"),
        ("Elm/.DS_Store", b"x"),
    )
    plan = planned(path)
    files = [import_row.file for import_row in plan.rows]
    assert [(file.path, file.name) for file in files] == [
        (f"{path}/Elm/B2.docx", "B2.docx"),
        (f"{path}/Elm/B10.txt", "B10.txt"),
    ]
    assert files[0].folders[:2] == ("Elm", "2015")
    assert plan.ignored_files == ("2015.zip/Elm/sound.mp3",)
    assert len(plan.included) == 2


def test_an_archive_in_a_folder_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "all" / "2014").mkdir(parents=True)
    archive(tmp_path / "all" / "2014" / "school B.zip", ("B2.txt", TALK))
    (import_row,) = planned(tmp_path / "all").included
    assert import_row.file.folders == ("school B", "2014", "all")


def test_the_same_file_inside_and_outside_comes_once(tmp_path: Path) -> None:
    (tmp_path / "B2.txt").write_text(TALK)
    plan = planned(archive(tmp_path / "a.zip", ("B2.txt", TALK)), tmp_path / "B2.txt")
    assert [import_row.include for import_row in plan.rows] == [True, False]


@pytest.mark.parametrize(
    "name", ["/etc/B2.txt", "../../B2.txt", "C:\\Users\\B2.txt", "..\\B2.txt", "a//B2.txt"]
)
def test_a_name_that_leads_out_of_the_archive_leads_nowhere(tmp_path: Path, name: str) -> None:
    (import_row,) = planned(archive(tmp_path / "a.zip", (name, TALK))).included
    assert import_row.file.name == "B2.txt"
    assert ".." not in import_row.file.path.removeprefix(str(tmp_path))
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("B2.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "points to another file" in problem(planned(archive(tmp_path / "a.zip", (link, "/etc/passwd"))))


def test_an_archive_inside_an_archive_is_named(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", ("B2.txt", TALK)).read_bytes()
    outer = archive(tmp_path / "a.zip", ("inner.zip", inner))
    assert "zip archive" in problem(planned(outer))


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("B2.txt", TALK))
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    path.write_bytes(data)
    assert "password" in problem(planned(path))


def test_a_member_that_swells_is_refused_and_the_others_come(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("B2.txt", TALK), ("bomb.txt", b"a" * 30_000_000))
    plan = planned(path)
    assert [bool(import_row.file.problem) for import_row in plan.rows] == [False, True]
    assert "30 megabytes" in plan.rows[1].file.problem


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", *((f"{number}.txt", "") for number in range(10_001)))
    assert problem(planned(path)).startswith("It holds 10001 files")


def test_a_damaged_member_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("B2.txt", TALK * 20), ("B3.txt", TALK))
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(data)
    plan = planned(path)
    assert ["damaged" in import_row.file.problem for import_row in plan.rows] == [True, False]


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut off", b"PK\x05\x06" + bytes(18)])
def test_a_damaged_or_empty_archive_is_a_row_with_its_reason(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert problem(planned(tmp_path / "a.zip"))


def test_names_without_a_code_page_are_read_as_utf_8(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("Schüler.txt", TALK)
    data = whole.getvalue()
    for signature, flags in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = data.index(signature) + flags
        data = data[:at] + bytes([data[at] & ~0x8]) + data[at + 1 :]
    (tmp_path / "a.zip").write_bytes(data)
    assert planned(tmp_path / "a.zip").rows[0].file.name == "Schüler.txt"


def test_a_word_document_that_is_called_zip_is_read(tmp_path: Path) -> None:
    (tmp_path / "B2.zip").write_bytes(docx(paragraph("text")))
    assert planned(tmp_path / "B2.zip").rows[0].file.name == "B2.zip"
