"""Memos in Word, as Markdown and as CSV."""

import csv
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from storage.operations.correcting import correct_turn
from storage.operations.memos import add_memo, link_memo, tag_memo, write_memo
from storage.queries.memos import memos
from storage.readers.docx import read_docx
from storage.study.study_file import StudyFile
from storage.writers.memos import export_memos

GUID = "0f0f0f0f-1111-4222-8333-444455556666"
LISTS = "## So\n\n- one\n  - [x] done\n\n> said <b>"
TEXT = f"# Order\n\nTrust **first**, *then*\nmore [there](link:{GUID}).\n\n{LISTS}"


@pytest.fixture
def written(study: StudyFile) -> StudyFile:
    study.perform(tag_memo(study.perform(add_memo(TEXT)).result, ["chapter 5"]))
    return study


def exported(study: StudyFile, target: Path) -> Path:
    export_memos(study.path, target, [each.id for each in memos(study.reader)])
    return target


def test_word_has_headings_looks_quotations_and_attributions(written: StudyFile, tmp_path: Path) -> None:
    document = Document(str(exported(written, tmp_path / "memos.docx")))
    found = [(each.style.name, each.text) for each in document.paragraphs if each.style is not None]
    at = found.index(("Heading 2", "Order"))
    assert found[at + 2 : at + 7] == [
        ("Normal", "Trust first, then\nmore there."),
        ("Heading 3", "So"),
        ("Normal", "one"),
        ("Normal", "done"),
        ("Quotation", "said <b>"),
    ]
    runs = document.paragraphs[at + 2].runs
    assert [run.text for run in runs if run.bold] == ["first"]
    assert [run.text for run in runs if run.italic] == ["then"]
    assert ("Quotation", "“… we trust each other now.” (Headteacher, School B, 2015)") in found


def test_markdown_can_be_read_by_others(written: StudyFile, tmp_path: Path) -> None:
    text = exported(written, tmp_path / "memos.md").read_text("utf-8")
    assert "## Free\n\n### Order\n\n*Me · " in text
    assert "Trust **first**, *then*\nmore there.\n\n##### So\n\n- one\n  - [x] done\n\n> said <b>\n" in text
    assert "link:" not in text


def test_a_table_has_all_of_each(written: StudyFile, tmp_path: Path) -> None:
    with exported(written, tmp_path / "memos.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["title"]: row for row in csv.DictReader(file)}
    assert rows["Order"]["text"] == TEXT
    assert rows["Order"]["tags"] == "chapter 5"
    assert rows["Echoes A2."]["kind"] == "passage"


def test_a_quoted_passage_goes_out_in_the_words_that_it_has_now(study: StudyFile, tmp_path: Path) -> None:
    memo_id = study.perform(add_memo("# Order")).result
    guid = study.perform(link_memo(memo_id, "interview_id", 1, 17, 47)).result
    gone = "0f0f0f0f-1111-4222-8333-444455556666"
    study.perform(write_memo(memo_id, f"# Order\n\n> [](link:{guid})\n\n> [](link:{gone})"))
    study.perform(correct_turn(2, "Well, we do trust each other now.", 2))
    text = exported(study, tmp_path / "memos.md").read_text("utf-8")
    assert "> “Well, we do trust each other now.” (Headteacher, School B, 2015)\n" in text
    assert "> [deleted]" in text


def test_lists_are_lists_in_word(study: StudyFile, tmp_path: Path) -> None:
    """The reader of this program, which knows nothing of the writer, counts them as Word does."""
    numbers = "1. one\n2. two\n   - deep\n3. three\n\nBetween.\n\n4. four\n5. five"
    lists = f"{numbers}\n\n- [ ] open\n- [x] done\n- dot"
    study.perform(add_memo(f"# Lists\n\n{lists}"))
    document: Any = Document(str(exported(study, tmp_path / "memos.docx")))
    items = [each for each in document.element.body.iter(qn("w:p")) if each.pPr.numPr is not None]
    ids = {each.text: each.pPr.numPr.numId.val for each in items}
    assert [*ids][:4] == ["one", "two", "deep", "three"]
    assert ids["one"] == ids["two"] == ids["three"] != ids["four"] == ids["five"]
    assert len({ids["deep"], ids["open"], ids["done"]}) == 3
    assert ids["dot"] == ids["deep"]
    text = "\n".join(read_docx((tmp_path / "memos.docx").read_bytes()).paragraphs)
    for line in ("1. one", "2. two", "3. three", "4. four", "5. five"):
        assert line in text
