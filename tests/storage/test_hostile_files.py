"""Hostile and broken files: each is refused in words or read; the others of the batch come in."""

import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from coding.errors import CancelledError
from coding.intake.known_study import KnownStudy
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump
from tests.storage.odt_files import line, odt
from tests.storage.word_files import docx, paragraph, zipped

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{}</w:body></w:document>"
)
TALK = "Interviewer: Well?\nHead: So we began.\nInterviewer: And?\nHead: It went on."


def word(xml: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def problem_and_text(tmp_path: Path, name: str, data: bytes) -> tuple[str, str]:
    (tmp_path / name).write_bytes(data)
    (import_row,) = plan_import([tmp_path / name], KnownStudy()).rows
    return import_row.file.problem, import_row.segmented.transcript.text if import_row.segmented else ""


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("bomb.docx", docx(paragraph("a" * 60_000_000)), "Unpacked it would fill 60 megabytes"),
        ("bomb.odt", odt(line("a" * 60_000_000)), "Unpacked it would fill 60 megabytes"),
        ("entities.docx", word(f"<!DOCTYPE d [<!ENTITY e0 'b'>{ENTITIES}]>{WORD.format('&e9;')}"), "damaged"),
        (
            "external.docx",
            word(f"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{WORD.format('&x;')}"),
            "damaged",
        ),
        ("cut.docx", docx(paragraph(TALK))[:-300], "damaged"),
        ("lines.txt", b"a\n" * 700_000, "700000 lines"),
        ("long.txt", b"word " * 8_000_001, "40 megabytes"),
        ("line.txt", b"So " + b"word " * 200_000, "1000002 characters without a break"),
        ("deep.rtf", b"{\\rtf1 " + b"{" * 100_000, "no text"),
        ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"x", "larger than any transcript"),
        ("nothing.txt", b"\x00" * 5_000, "empty"),
        ("binary.txt", bytes(range(256)) * 40, "no text"),
        ("empty.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "no words"),
    ],
)
def test_what_is_refused_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert reason in problem_and_text(tmp_path, name, data)[0]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"one\x07 two\x1b", "one two"),
        ("A\u202eevil\u202c \u2066B\u2069".encode(), "Aevil B"),
        ("\ufeffa \ud800 b".encode("utf-16-le", "surrogatepass"), "a \ufffd b"),
        ("שלום\u200f: text".encode(), "שלום\u200f: text"),
    ],
)
def test_signs_that_nobody_sees_are_dealt_with(tmp_path: Path, data: bytes, wanted: str) -> None:
    assert problem_and_text(tmp_path, "a.txt", data) == ("", wanted)


def test_accents_without_end_are_read_in_no_time(tmp_path: Path) -> None:
    _problem, text_ = problem_and_text(tmp_path, "a.txt", ("a" + "\u0301\u0323" * 500_000).encode())
    assert 0 < len(text_) < 100


def test_a_hundred_thousand_labels_are_no_conversation(tmp_path: Path) -> None:
    lines = "".join(f"Person {n} Abc: so\nPerson {n} Abc: well\n" for n in range(2_000))
    assert "Person 7 Abc: so" in problem_and_text(tmp_path, "a.txt", lines.encode())[1]


def test_an_import_that_is_stopped_while_reading_leaves_the_study_as_it_was(
    study: StudyFile, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        for number in range(5):
            package.writestr(f"{number}.txt", TALK + str(number))
    before = dump(study)

    def stop(done: int, _total: int, _name: str) -> None:
        if done == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        plan_import([tmp_path / "a.zip"], known_study(study.reader), progress=stop)
    plan = plan_import([tmp_path / "a.zip"], known_study(study.reader))
    with pytest.raises(CancelledError):
        study.perform(store_import(plan, stop))
    assert dump(study) == before
    assert study.reader.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    (tmp_path / "a.zip").unlink()  # nothing holds it open


def test_one_bad_file_keeps_no_other_out(tmp_path: Path) -> None:
    good = io.BytesIO(docx("".join(map(paragraph, TALK.split("\n"))))).getvalue()
    for name, data in (
        ("a.docx", good[:500]),
        ("b.docx", good),
        ("c.pdf", b"%PDF-1.4"),
        ("d.txt", b"\0\1" * 99),
    ):
        (tmp_path / name).write_bytes(data)
    plan = plan_import([tmp_path], KnownStudy())
    assert [bool(import_row.file.problem) for import_row in plan.rows] == [True, False, True, True]
