"""Chapters with planted faults come back with them marked; the copy has comments and the same words."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from docx import Document
from lxml import etree

from coding.chapter.chapter import Chapter, ChapterParagraph, ParagraphKind
from coding.chapter.chapter_check import Beside, ChapterCheck, check_chapter
from coding.chapter.findings import Finding, Severity
from coding.chapter.found import FoundKind
from coding.errors import UnreadableError, UserError
from coding.model.study import Quoting
from storage.operations.clearing import set_quoting
from storage.queries.chapter_beside import beside_nothing, beside_study
from storage.queries.coders import everybody
from storage.queries.study_data import analysis_data
from storage.readers.chapters import chapter_of, may_be_chapter, read_chapter
from storage.sample_study import SHIPPED
from storage.study.study_file import StudyFile
from storage.writers.commented_copy import write_commented_copy
from tests.storage.odt_files import line, odt
from tests.storage.planted_chapter import IN_TABLES, SENTENCES, SILENT, Maker, Planted, make_chapter

FRAMEWORK = 1
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFile]:
    """Yield the sample study, in which one person may not be quoted."""
    path = Path(copyfile(SHIPPED, tmp_path_factory.mktemp("sample") / "sample.strandline"))
    with StudyFile.open(path) as study:
        study.perform(set_quoting(SILENT, Quoting.NO))
        yield study


@pytest.fixture(scope="module")
def beside(sample: StudyFile) -> Beside:
    return beside_study(sample.reader, FRAMEWORK, everybody(sample.reader))


def planted(sample: StudyFile, path: Path, seed: int) -> list[Planted]:
    data = analysis_data(sample.reader, FRAMEWORK, everybody(sample.reader))
    return make_chapter(path, Maker(sample, data, seed))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_planted_fault_is_found_and_hardly_anything_else(
    sample: StudyFile, beside: Beside, tmp_path: Path, seed: int
) -> None:
    made = planted(sample, tmp_path / "chapter.docx", seed)
    wrong = [each for each in made if each.fault]
    assert len(made) - len(wrong) == 60
    assert len(wrong) + len(SENTENCES) + len(IN_TABLES) == 60
    checked = check_chapter(read_chapter(tmp_path / "chapter.docx"), beside)
    assert [each.quoted.words for each in checked.quotations] == [each.quotation for each in made]
    for each, found in zip(made, checked.quotations, strict=True):
        if each.fault == "no":
            assert found.located.kind is FoundKind.NO
        elif each.fault:
            assert each.fault in [kind.value for kind in found.kinds], each
    listed = {(finding.kind.value, finding.words) for finding in checked.findings}
    assert listed >= {(kind, words) for kind, words, _sentence in SENTENCES}
    assert listed >= set(IN_TABLES)
    assert sum(finding.kind.value == "printed twice" for finding in checked.findings) == 2
    assert len(alarms(made, checked)) <= 3


def alarms(made: list[Planted], checked: ChapterCheck) -> list[Finding]:
    """Return the findings on what is right."""
    said = {words for _kind, words, _sentence in SENTENCES} | {words for _kind, words in IN_TABLES}
    wrong = {each.quotation for each in made if each.fault} | said
    theirs = {each.quoted.first.paragraph for each in checked.quotations if each.quoted.words in wrong}
    return [
        finding
        for finding in checked.findings
        if finding.severity is not Severity.NOT_CHECKABLE
        and finding.words not in wrong
        and finding.place.paragraph not in theirs
    ]


# --- a copy with comments --------------------------------------------------------------------------------


def runs_of(part: bytes) -> list[str]:
    """Return the words of each paragraph, with the look of every character beside it."""
    found: list[str] = []
    for paragraph in etree.fromstring(part).iter(f"{W}p"):
        looks: list[str] = []
        for run in paragraph.iter(f"{W}r"):
            look = run.find(f"{W}rPr")
            written = b"" if look is None else etree.tostring(look)
            looks += [f"{text}{written!r}" for each in run.iter(f"{W}t") for text in each.text or ""]
        found.append("".join(looks))
    return found


def part_of(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def commented(checked: ChapterCheck, path: Path) -> dict[str, list[str]]:
    """Write the copy; return what is said in comments by the words that they hang on."""
    copy = path.with_name("copy.docx")
    write_commented_copy(path, checked.chapter, checked.findings, copy)
    document, found = Document(str(copy)), dict[str, list[str]]()
    comments = {str(each.comment_id): each.text for each in document.comments}
    for paragraph in document.element.iter(f"{W}p"):
        open_: dict[str, str] = {}
        for element in paragraph.iter():
            key = element.get(f"{W}id", "")
            if element.tag == f"{W}commentRangeStart":
                open_[key] = ""
            elif element.tag == f"{W}commentRangeEnd":
                found.setdefault(open_.pop(key), []).append(comments[key])
            elif element.tag == f"{W}t":
                open_ = {each: words + (element.text or "") for each, words in open_.items()}
    return found


def test_the_copy_has_comments_at_the_places_and_the_same_words(
    sample: StudyFile, beside: Beside, tmp_path: Path
) -> None:
    path = tmp_path / "chapter.docx"
    made = planted(sample, path, 3)
    checked = check_chapter(read_chapter(path), beside)
    found = commented(checked, path)
    assert {each.quotation for each in made if each.fault} <= set(found)
    assert found["statement JPD 14"] == ["Statement: JPD has 13 statements."]
    name = "word/document.xml"
    assert runs_of(part_of(tmp_path / "copy.docx", name)) == runs_of(part_of(path, name))
    assert read_chapter(tmp_path / "copy.docx") == checked.chapter


def test_a_comment_goes_over_runs_that_look_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "chapter.docx"
    document = Document()
    paragraph = document.add_paragraph("Of all, 95 ")
    paragraph.add_run("% (1").bold = True
    paragraph.add_run("4)\tagreed with Table 3.").italic = True
    document.add_paragraph("Table 1: Counts", style="Caption")
    document.save(str(path))
    checked = check_chapter(read_chapter(path), beside_nothing())
    assert set(commented(checked, path)) == {"95 % (14)", "Table 3"}
    name = "word/document.xml"
    assert runs_of(part_of(tmp_path / "copy.docx", name)) == runs_of(part_of(path, name))


def test_the_chapter_itself_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "chapter.docx"
    document = Document()
    document.add_paragraph("Of all, 95 % (14) agreed.")
    document.save(str(path))
    before = path.read_bytes()
    checked = check_chapter(read_chapter(path), beside_nothing())
    with pytest.raises(UserError, match="chapter itself"):
        write_commented_copy(path, checked.chapter, checked.findings, path)
    assert path.read_bytes() == before
    document.add_paragraph("And more.")
    document.save(str(path))
    with pytest.raises(UserError, match="has changed"):
        write_commented_copy(path, checked.chapter, checked.findings, tmp_path / "copy.docx")
    assert not (tmp_path / "copy.docx").exists()


# --- readers ---------------------------------------------------------------------------------------------


def test_an_open_document_says_the_same() -> None:
    style = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    indent = '<style:style style:name="P2"><style:paragraph-properties fo:margin-left="1.2cm"/></style:style>'
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = "<table:table-row>" + cell.format("HSC") + cell.format("27") + "</table:table-row>"
    body = (
        line("They said “we tell<text:line-break/>each other all”.")
        + line("Set apart.", "P1")
        + line("Set in.", "P2")
        + f"<table:table>{row}</table:table>"
        + line("Table 1: Counts", "Caption")
    )
    read = chapter_of(odt(body, style + indent))
    assert [(each.text, each.kind.name) for each in read.paragraphs] == [
        ("They said “we tell\neach other all”.", "BODY"),
        ("Set apart.", "BLOCK"),
        ("Set in.", "BLOCK"),
        ("HSC", "CELL"),
        ("27", "CELL"),
        ("Table 1: Counts", "CAPTION"),
    ]
    (table,) = read.tables()
    assert (table.text(0, 1), table.caption_text) == ("27", "Table 1: Counts")


def test_what_is_no_chapter_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"plain text", b"PK\x03\x04 cut off"):
        with pytest.raises(UnreadableError):
            chapter_of(data)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"<a>" + b" " * 40_000_000 + b"</a>")
    with pytest.raises(UnreadableError):
        chapter_of(bomb.getvalue())
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    assert not may_be_chapter(tmp_path / "notes.docx")


def test_a_chapter_is_told_from_a_transcript(sample: StudyFile, tmp_path: Path) -> None:
    planted(sample, tmp_path / "chapter.docx", 4)
    assert may_be_chapter(tmp_path / "chapter.docx")
    talks = sorted(SHIPPED.parent.glob("interviews/2014/*.docx"))
    assert talks
    assert not any(map(may_be_chapter, talks))


def test_hostile_texts_take_no_time(beside: Beside) -> None:
    texts = (
        "“" * 50_000,
        "“a " * 20_000,
        "‘a" * 20_000,
        "Table 1 and 2, " * 5_000,
        "1 coding " * 5_000,
        "45 % (14) of " * 5_000,
        "[" * 50_000,
        ". " * 50_000,
        "“" + "and so we did it, you know, " * 500 + "”",
        "“" + "… so " * 1_000 + "”",
    )
    for text in texts:
        paragraphs = (ChapterParagraph(text), ChapterParagraph(text, ParagraphKind.BLOCK))
        assert check_chapter(Chapter(paragraphs), beside)
