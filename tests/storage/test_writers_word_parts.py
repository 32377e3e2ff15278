"""What a Word document is made of: real tables, named styles, nothing XML forbids."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Emu
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from coding.report.blocks import BlockColumn, BlockLook, BlockRow, figures
from storage.writers.word_parts import WordFile
from storage.writers.word_stream import printable

COLUMNS = (BlockColumn("Passage", 100, BlockLook.CASE), figures("n", 20))


def written(path: Path, *rows: BlockRow) -> Any:
    word = WordFile("Saltmere")
    word.heading("Codes", 1)
    word.table("All of them", COLUMNS, rows)
    word.labelled("Short:", "one\ntwo", "CodebookEntry")
    word.paragraph("beneath", "Note")
    word.save(path)
    return Document(str(path))


def test_a_table_has_a_heading_row_that_is_repeated_and_rows_that_stay_whole(tmp_path: Path) -> None:
    table = written(tmp_path / "a.docx", BlockRow(("short", "1")), BlockRow(("long " * 400, "2"))).tables[0]
    heading, short, long = (row._tr.trPr for row in table.rows)
    assert heading.find(qn("w:tblHeader")) is not None
    assert short.find(qn("w:tblHeader")) is None
    assert short.find(qn("w:cantSplit")) is not None
    assert long.find(qn("w:cantSplit")) is None
    assert table.style.name == "Report Table"


def test_a_line_is_a_paragraph_and_figures_stand_right(tmp_path: Path) -> None:
    table = written(tmp_path / "a.docx", BlockRow(("first\nsecond", "12"), strong=True)).tables[0]
    passage, number = table.rows[1].cells
    assert [(p.text, p.style.name) for p in passage.paragraphs] == [
        ("first", "Table Text Strong"),
        ("second", "Table Text"),
    ]
    assert number.paragraphs[0].style.name == "Table Figure Strong"


def test_the_rows_of_each_table_are_made_one_by_one_when_the_document_is_saved(tmp_path: Path) -> None:
    made: list[str] = []

    def rows(name: str) -> Iterator[BlockRow]:
        for number in range(2):
            made.append(f"{name}{number}")
            yield BlockRow((made[-1], "<&>"))

    word = WordFile("Saltmere")
    for name in "ab":
        word.table(f"Table {name}", COLUMNS, rows(name))
    assert not made
    word.save(tmp_path / "a.docx")
    tables = Document(str(tmp_path / "a.docx")).tables
    assert made == ["a0", "a1", "b0", "b1"]
    assert [[row.cells[0].text for row in table.rows[1:]] for table in tables] == [made[:2], made[2:]]
    assert tables[1].rows[2].cells[1].text == "<&>"


def test_every_style_that_is_used_is_there(tmp_path: Path) -> None:
    written(tmp_path / "a.docx", BlockRow(("a", "1"))).save(tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as parts:
        styles = etree.fromstring(parts.read("word/styles.xml"))
        document = etree.fromstring(parts.read("word/document.xml"))
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    used = {
        element.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for element in document.iter(qn(tag))
    }
    assert used
    assert used <= known


def test_the_page_is_a4_and_the_file_knows_what_it_is(tmp_path: Path) -> None:
    document = written(tmp_path / "a.docx")
    section = document.sections[0]
    assert [round(Emu(side or 0).mm) for side in (section.page_width, section.page_height)] == [210, 297]
    facts = document.core_properties
    assert (facts.title, facts.author, facts.last_modified_by) == ("Saltmere", "", "")


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb", "a\x1bb"])
def test_what_xml_forbids_falls_away(text: str) -> None:
    assert printable(text) == "ab"


@given(st.text())
@settings(max_examples=15)
def test_any_text_can_be_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    document = written(tmp_path_factory.mktemp("word") / "a.docx", BlockRow((text, text)))
    cell = document.tables[0].rows[1].cells[0]
    assert "\n".join(p.text for p in cell.paragraphs) == printable(text)
