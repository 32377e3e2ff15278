"""The report in Word, on the sample study: the known totals, every passage, pictures that can be read out."""

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from coding.errors import CancelledError
from coding.model.study import Direction
from storage.operations.codings import set_direction
from storage.queries.codebook import current_framework_id, framework
from storage.resources import resource
from storage.study.study_file import StudyFile
from storage.writers.export import export

SAMPLE = resource("sample_study", "Saltmere Partnership.strandline")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.docx"
    export(SAMPLE, path, coder_ids=[1])
    return path


@pytest.fixture(scope="module")
def document(report: Path) -> Any:
    return Document(str(report))


def text_of(document: Any) -> str:
    return "\n".join(p.text for p in document.paragraphs)


def table(document: Any, caption: str) -> list[list[str]]:
    """Return the texts of the table under a caption."""
    for found in document.tables:
        before = found._tbl.getprevious()
        if caption in "".join(before.itertext()):
            return [[cell.text for cell in row.cells] for row in found.rows]
    raise AssertionError(f"no table {caption}")


def row(rows: list[list[str]], beginning: str) -> list[str]:
    return next(cells for cells in rows if cells[0].startswith(beginning))


def test_it_has_all_its_parts_in_order(document: Any) -> None:
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert document.paragraphs[0].text == "Saltmere Partnership"
    counted = ["The study", "Method", "Participants", "Frequencies", "Outcomes of schools"]
    assert headings == [*counted, "Passages", "Appendix: codebook"]


def test_the_facts_of_the_rounds(document: Any) -> None:
    rows = table(document, "Interviews and words by round")
    assert row(rows, "2014")[1:] == ["10 of 10", "11", "15,643", "14,313", "117", "109"]
    assert row(rows, "All")[1] == "20 of 20"


def test_the_known_totals_stand_in_the_tables(document: Any) -> None:
    earlier, later = (table(document, f"Codings by strand and school, {year}") for year in (2014, 2015))
    assert row(earlier, "High social capital")[-1] == "27"
    assert row(later, "High social capital")[-1] == "45"
    assert row(later, "Joint practice development")[-1] == "61"
    schools = [int(number) for number in row(later, "Joint practice development")[1:-1]]
    assert sum(schools) == 61


def passages(document: Any, strand: str) -> list[list[str]]:
    """Return the rows with passages of a strand, without what stands over them."""
    rows = table(document, f"Passages coded {strand}")[1:]
    return [row for row in rows if row[0].startswith("“")]


def test_every_passage_stands_once_with_its_place_and_all_its_strands(document: Any) -> None:
    strands = [p.text for p in document.paragraphs if p.style.name == "Heading 2" and "(" in p.text]
    every = [
        row
        for found in document.tables
        for row in ([cell.text for cell in each.cells] for each in found.rows)
        if row[0].startswith("“")
    ]
    assert len(every) == 304  # distinct passages
    assert [int(row[1].rpartition("No. ")[2]) for row in every] == list(range(1, 305))
    for quotation, source, _coded in every:
        assert re.fullmatch(r"“.+”", quotation, re.DOTALL)
        assert re.search(r", School [A-E], 201[45]\n[A-E]\d.*, turn \d+", source)
    assert len(strands) >= 12
    with_hsc = [row for row in every if re.search(r"\b(HSC|Reciprocity|Trust)\b", row[2])]
    assert len(with_hsc) == 27 + 45


def test_the_others_of_a_strand_are_named_by_their_numbers(document: Any) -> None:
    (said,) = [p.text for p in document.paragraphs if "more passages with HSC stand under others" in p.text]
    assert len(passages(document, "HSC")) + int(said.split()[0]) == 27 + 45


def test_quotations_are_what_was_said(document: Any) -> None:
    with StudyFile.open_for_reading(SAMPLE) as study:
        said = [row[0] for row in study.reader.exec_driver_sql("SELECT text FROM transcript")]
    for quotation, _source, _coded in passages(document, "FG"):
        assert any(quotation.strip("“”… ") in text for text in said)


def test_charts_can_be_edited_and_read_out(document: Any, report: Path) -> None:
    """Word draws them from numbers that stand in a workbook inside: those of the tables."""
    drawn = list(document.element.body.iter(qn("wp:docPr")))[:2]  # those of outcomes follow
    assert ["2014" in one.get("descr") and "HSC 27" in one.get("descr") for one in drawn] == [True, False]
    assert "HSC 45" in drawn[1].get("descr")
    with ZipFile(report) as parts:
        chart = etree.fromstring(parts.read("word/charts/chart2.xml"))
        book = load_workbook(parts.open("word/embeddings/Microsoft_Excel_Sheet2.xlsx"))
    space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    names = [each.text for each in chart.iterfind(".//c:ser/c:tx//c:v", space)]
    assert names == [*(f"School {letter}" for letter in "ABCDE"), "all schools"]
    strands = [each.text for each in chart.find(".//c:ser/c:cat", space).iter("{*}v")]  # pyright: ignore[reportOptionalMemberAccess]
    last = [*chart.iterfind(".//c:ser/c:val", space)][-1]
    totals = dict(zip(strands, (float(each.text or 0) for each in last.iter("{*}v")), strict=True))
    assert (totals["HSC"], totals["JPD"]) == (45, 61)
    rows = [*book.active.iter_rows(values_only=True)]  # pyright: ignore[reportOptionalMemberAccess]
    assert rows[0][1:] == tuple(names)
    assert next(row for row in rows if row[0] == "HSC")[-1] == 45
    sizes = {int(each.get("sz") or 0) for each in chart.iter("{*}defRPr")}
    assert sizes == {800}  # no letter is smaller than 8 points


def test_a_caption_belongs_to_one_round(document: Any) -> None:
    captions = [p.text for p in document.paragraphs if p.style.name.startswith("Picture Caption")]
    of_2014 = "(n = 10 interviews, 117 codings, 5 of them on a dimension alone)"
    of_2015 = "(n = 10 interviews, 231 codings, 4 of them on a dimension alone)"
    assert captions[:2] == [
        f"Figure 1. Codings by strand and school, 2014 {of_2014}",
        f"Figure 2. Codings by strand and school, 2015 {of_2015}",
    ]


def test_the_codebook_has_every_field_of_every_code(document: Any) -> None:
    written = text_of(document)
    with StudyFile.open_for_reading(SAMPLE) as study:
        codebook = framework(study.reader, current_framework_id(study.reader) or 0)
    for code in codebook.codes:
        for field in (code.short_definition, code.definition, code.when_to_use, code.example, code.notes):
            assert field.strip() in written


def test_unfinished_interviews_are_marked_and_directions_said(study: StudyFile, tmp_path: Path) -> None:
    study.perform(set_direction(1, Direction.LACKS))
    export(study.path, tmp_path / "a.docx", [study.coder_id or 0])
    document = Document(str(tmp_path / "a.docx"))
    assert "What codings say of their strands: 1 lacks it and 2 say nothing." in text_of(document)
    assert any(" lacks" in cell.text for each in document.tables for cell in each.columns[-1].cells)
    rows = table(document, "Codings by strand and school, 2015")
    assert row(rows, "All codings")[-1] == "3*"
    assert row(rows, "Talent")[-1] == "–"
    assert "not all done" in text_of(document)


def test_both_sets_of_tables_say_what_small_numbers_do_not_show(document: Any) -> None:
    titles = ("Codings by strand and school, 2015", "Once per answer, interviews with at least one")
    words = [p.text for p in document.paragraphs]
    cautions = [at for at, text in enumerate(words) if "read no trend into a difference" in text]
    places = [next(at for at, text in enumerate(words) if title in text) for title in titles]
    assert len(cautions) == 2
    assert all(caution > place for caution, place in zip(cautions, places, strict=True))


def test_stopping_leaves_the_old_report_whole(study: StudyFile, tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_text("old")

    with StudyFile.open_for_reading(study.path) as opened:
        codebook = framework(opened.reader, current_framework_id(opened.reader) or 0)
    strands = {code.short for code in codebook.codes}

    def stop(done: int, _total: int, label: str) -> None:
        if done == 0 and label in strands:
            raise CancelledError

    with pytest.raises(CancelledError):
        export(study.path, target, [study.coder_id or 0], progress=stop)
    assert target.read_text() == "old"


def test_role_groups_within_schools_are_those_of_compare(document: Any) -> None:
    rows = table(document, "Codings by strand, role within school, 2015, 1 of 3")
    assert [cell.split("\n")[0] for cell in rows[0][1:]] == [
        *("A · HD", "A · T", "A · all"),
        *("B · HD", "B · T", "B · all"),
    ]
    hsc = row(rows, "HSC ")
    assert (hsc[3], hsc[6]) == ("7", "12")  # as the table of the round by school has them
    assert "see to it before this is handed on" in text_of(document)
    last = table(document, "Codings by strand, role within school, 2015, 3 of 3")
    assert row(last, "All codings")[-1] == "231"
