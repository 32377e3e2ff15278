"""Reading .docx and .txt: what is kept, and what is refused and why."""

import time
import unicodedata
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UnreadableError
from coding.model.document import Comment, Highlight
from coding.text.names import clean_text
from storage.readers.docx import read_docx
from storage.readers.files import read_file
from storage.readers.text import read_text
from tests.storage.word_files import docx, paragraph, run, zipped


def words(body: str) -> list[str]:
    return list(read_docx(docx(body)).paragraphs)


def reason(path: Path, data: bytes) -> str:
    """Return why a file cannot be read."""
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as refused:
        read_file(path)
    return refused.value.what


# --- Word ---------------------------------------------------------------------------------------


def test_paragraphs_breaks_and_tabs() -> None:
    body = paragraph("Head:", "<w:r><w:tab/><w:t>So</w:t><w:br/><w:t>and so</w:t></w:r>") + paragraph(
        "", "co"
    )
    assert words(body) == ["Head:\tSo\nand so", "co"]


def test_tab_stops_and_field_codes_are_no_text() -> None:
    stops = "<w:pPr><w:tabs><w:tab w:val='left' w:pos='100'/></w:tabs></w:pPr>"
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r>"
    assert words(f"<w:p>{stops}{field}</w:p>") == ["7"]


def test_text_in_tables_links_and_content_controls() -> None:
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    row = (
        "<w:tr>"
        + cell.format(paragraph("Head"))
        + cell.format(paragraph("So.") + paragraph("Yes."))
        + "</w:tr>"
    )
    nested = "<w:tr>" + cell.format(f"<w:tbl>{row}</w:tbl>{paragraph('')}") + "</w:tr>"
    link = f"<w:hyperlink>{run('link')}</w:hyperlink><w:smartTag>{run(' tag')}</w:smartTag>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('held')}</w:sdtContent></w:sdt>"
    body = f"<w:tbl>{row}{nested}</w:tbl>" + paragraph(link) + control
    assert words(body) == ["Head\tSo.\nYes.", "Head\tSo.\nYes.\n", "link tag", "held"]


def test_tracked_insertions_are_in_and_deletions_out() -> None:
    gone = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('old')}</w:moveFrom><w:moveTo>{run(' new')}</w:moveTo>"
    document = read_docx(docx(paragraph("We do ", gone, f"<w:ins>{run('agree')}</w:ins>", moved)))
    assert document.paragraphs == ("We do agree new",)
    assert document.notes == ("2 tracked deletions are left out.",)


def test_a_deleted_paragraph_mark_joins() -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>" + paragraph("two")
    assert words(joined) == ["One two"]


def test_highlight_and_shading_keep_their_place() -> None:
    yellow, none = '<w:highlight w:val="yellow"/>', '<w:shd w:fill="auto"/>'
    body = paragraph("Well, ", run("we tr", yellow), run("ust", yellow), run(" them", none)) + paragraph(
        run("e\u0301", ""), run("all", '<w:shd w:fill="92D050"/>')
    )
    document = read_docx(docx(body))
    assert document.paragraphs[1] == "éall"
    assert document.highlights == (Highlight(0, 6, 14, "yellow"), Highlight(1, 1, 4, "92d050"))


def test_comments_keep_the_passage_they_hang_on() -> None:
    begin, end = '<w:commentRangeStart w:id="3"/>', '<w:commentRangeEnd w:id="3"/>'
    body = paragraph("We ", begin, "trust") + paragraph("them", end, " now")
    remark = f'<w:comment w:id="3" w:author="Me">{paragraph("HSC?")}{paragraph("yes")}</w:comment>'
    document = read_docx(docx(body, remark))
    assert document.comments == (Comment("Me", "HSC?\nyes", (0, 3), (1, 4)),)
    assert document.notes == ()


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("aside") + "</w:txbxContent>"
    old = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    choice = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>{old}"
    assert words(paragraph("text", f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")) == [
        "text",
        "aside",
    ]


def test_a_choice_without_alternatives_is_nothing() -> None:
    empty = "<w:r><mc:AlternateContent/></w:r><mc:AlternateContent/>"
    assert words(paragraph("text", empty)) == ["text"]


def test_what_is_left_out_is_said() -> None:
    signs = "<w:r><w:drawing/></w:r>" + run("hidden", "<w:vanish/>")
    document = read_docx(docx(paragraph("text", signs)))
    assert document.paragraphs == ("text",)
    assert set(document.notes) == {"1 picture is left out.", "1 hidden stretch is left out."}


def test_a_document_of_another_program_is_read(tmp_path: Path) -> None:
    written = python_docx.Document()
    written.add_paragraph("Interviewer: How?")
    written.add_table(1, 2).cell(0, 1).text = "in a table"
    written.core_properties.author = "A. Person"
    written.save(str(tmp_path / "a.docx"))
    document = read_file(tmp_path / "a.docx").document
    assert document.paragraphs == ("Interviewer: How?", "\tin a table")
    assert document.author == "A. Person"


def test_a_strict_document_is_read() -> None:
    usual = docx(paragraph("text"))
    strict = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
            "<w:body><w:p><w:r><w:t>text</w:t></w:r></w:p></w:body></w:document>",
        }
    )
    assert read_docx(strict).paragraphs == read_docx(usual).paragraphs


# --- text ---------------------------------------------------------------------------------------

SAID = "Head: “Ça va”, naïve – façade €5.\nDeputy: So.\nHead: Yes."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(encoding: str) -> None:
    assert "\n".join(read_text(SAID.encode(encoding)).paragraphs) == SAID


def test_other_encodings_are_guessed_and_said() -> None:
    said = "Директор: Мы доверяем друг другу, и это видно каждый день.\nУчитель: Да, конечно."
    document = read_text(said.encode("cp1251"))
    assert "\n".join(document.paragraphs) == said
    assert "Read as" in document.notes[0]


def test_line_ends_controls_and_surrogates_are_dealt_with() -> None:
    assert read_text("a\r\nb\rc\u2028d".encode()).paragraphs == ("a", "b", "c", "d")
    assert read_text("e\u0301\u00a0x\x07\u00ad\u200by".encode()).paragraphs == ("é xy",)
    document = read_text("\ufeffa \ud800 b".encode("utf-16-le", "surrogatepass"))
    assert document.paragraphs == ("a \ufffd b",)
    assert document.notes == ("1 character could not be read.",)


def test_a_cut_off_character_does_not_spoil_the_rest() -> None:
    assert read_text("Ça va €".encode()[:-1]).paragraphs == ("Ça va \ufffd",)


def test_lines_broken_at_a_margin_are_joined() -> None:
    line = "and so we went into one another's classrooms and had a look at what"
    wrapped = "Interviewer: How?\n\nHead: " + "\n".join([line] * 9) + "\nend.\n\nInterviewer: So?"
    document = read_text(wrapped.encode())
    assert len(document.paragraphs) == 3
    assert document.paragraphs[1].endswith("what end.")
    turns = (
        "Interviewer: How did it go for you and for the others?\n"
        "Head: So it went well and so on and so forth\n" * 9
    )
    assert len(read_text(turns.encode()).paragraphs) == 18


@given(st.text(st.characters(codec=None), max_size=30))
def test_clean_text_is_nfc_and_stays_clean(text: str) -> None:
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean_text(cleaned) == cleaned
    assert not set(cleaned) & set("\r\x00\u00a0\u2028\ufeff\ud800")
    cleaned.encode()


# --- bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("a.docx", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n\n", "empty"),
        ("a.docx", docx(paragraph("  ")), "no text"),
        ("a.docx", b"%PDF-1.7 ...", "damaged"),
        ("a.docx", b"just some text", "no Word document"),
        ("a.docx", docx(paragraph("text"))[:200], "damaged"),
        ("a.docx", b"PK\x03\x04" + b"rubbish" * 50, "damaged"),
        ("a.docx", docx("<w:p><w:r>"), "damaged"),
        ("a.docx", zipped({"xl/workbook.xml": "<x/>"}), "spreadsheet"),
        ("a.docx", zipped({"notes.txt": "x"}), "zip archive"),
        ("a.txt", docx(paragraph("text")), "Word document"),
        ("a.txt", bytes(range(256)) * 20, "no text"),
        ("a.txt", b"text\x01\x02\x03" * 20, "no text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old kind"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, wanted: str) -> None:
    assert wanted in reason(tmp_path / name, data)


def test_a_file_that_is_not_there_or_a_folder_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.docx", tmp_path):
        with pytest.raises(UnreadableError):
            read_file(path)


def test_a_damaged_part_is_noticed(tmp_path: Path) -> None:
    data = bytearray(docx(paragraph("text " * 200)))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 20] = b"\xff" * 20
    assert "damaged" in reason(tmp_path / "a.docx", bytes(data))


@pytest.mark.parametrize("size", [30_000_000, 90_000_000])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, size: int) -> None:
    bomb = docx(paragraph("a" * size))
    started = time.process_time()
    assert "megabytes" in reason(tmp_path / "a.docx", bomb)
    assert time.process_time() - started < 1


def test_a_document_that_defines_entities_is_refused(tmp_path: Path) -> None:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "boom">{layers}]>'
    text = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    xml = f"{bomb}{text}<w:p><w:r><w:t>a&e9;b</w:t></w:r></w:p></w:body></w:document>"
    data = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})
    assert "damaged" in reason(tmp_path / "a.docx", data)
