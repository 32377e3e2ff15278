"""One list of kinds and endings, and whoever needs it reads it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coding.errors import UnreadableError
from coding.intake.known_study import KnownStudy
from storage.intake.import_batch import plan_import
from storage.readers import kinds
from storage.readers.files import READERS, read_data
from storage.readers.kinds import (
    ARCHIVES,
    ENDINGS,
    KEYS,
    REFUSED,
    TABLES,
    TRANSCRIPTS,
    Export,
    FileKind,
    ending_of,
    listing,
    patterns,
)
from tests.sources import parsed

ROOT = Path(__file__).parents[2]


def test_every_kind_has_a_reader_and_its_own_endings() -> None:
    assert set(ENDINGS) == set(FileKind) == set(READERS)
    every = (*TRANSCRIPTS, *TABLES, *ARCHIVES, *REFUSED)
    assert len(every) == len(set(every))
    assert all(re.fullmatch(r"\.[a-z]+", ending) for ending in every)


def test_endings_are_written_for_dialogs_and_for_sentences() -> None:
    assert patterns(KEYS) == "*.csv *.xlsx *.strandkey"
    assert listing(Export) == ".docx, .csv, .png, .svg, .toml, .xlsx, .qdc"
    assert [ending_of(name) for name in ("a.DOCX", "b.tar.Zip", "c", "x/.txt")] == [".docx", ".zip", "", ""]


def test_a_folder_s_files_of_every_kind_are_looked_at(tmp_path: Path) -> None:
    for ending in (*TRANSCRIPTS, *TABLES, *ARCHIVES, *REFUSED, ".mp3"):
        (tmp_path / f"one{ending.upper()}").write_bytes(b"")
    plan = plan_import([tmp_path], KnownStudy())
    assert plan.ignored_files == ("one.MP3",)
    assert len(plan.rows) == len((*TRANSCRIPTS, *TABLES, *ARCHIVES, *REFUSED))


@pytest.mark.parametrize("ending", [*ENDINGS[FileKind.WORD], *ENDINGS[FileKind.OPEN_TEXT]])
def test_a_text_that_is_called_a_document_is_refused(ending: str) -> None:
    with pytest.raises(UnreadableError, match=f"although its name ends in {ending}"):
        read_data(b"Interviewer: How?", ending)


def test_no_second_list_of_endings_stands_anywhere() -> None:
    known = {*TRANSCRIPTS, *TABLES, *ARCHIVES, *REFUSED, *Export} - {Export.TOML}  # resources are .toml, too
    wrong = [
        f"{path.relative_to(ROOT)}: {text}"
        for storey in ("app", "storage", "coding")
        for path in (ROOT / storey).rglob("*.py")
        if path != Path(kinds.__file__)
        for text in _texts(path)
        if text.removeprefix("*") in known or len(known & set(re.findall(r"\.[a-z]+\b", text))) > 1
    ]
    assert wrong == []


def _texts(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    tree = parsed(path)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value
