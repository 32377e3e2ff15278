"""Every reader on damaged real files: it reads or refuses, and what it reads keeps the laws of a Document.

Many more examples than the suite's: FUZZ_EXAMPLES=5000 pytest tests/storage/test_readers_fuzz.py
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.errors import UnreadableError
from coding.intake.interpretation import interpret_file
from coding.intake.plan import IncomingFile
from coding.model.document import Document
from coding.text.names import clean_text
from storage.intake.import_batch import plan_import
from storage.readers.files import read_data
from storage.readers.pdf_process import pdf_process
from storage.readers.spoken import rows_document
from storage.readers.tables import cells_in, tables_in
from tests.coding.intake.plans import NEW_STUDY
from tests.storage.pdf_files import Fill, Note, column, pdf
from tests.storage.world import ENGLISH, SHAPES

# What openpyxl warns of in a damaged workbook, it has dealt with.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
TALK = "[Start of recorded material at 00:00:00]\nInterviewer: How?\nHead: [00:02:10] Ça – va. HSC/E&C?\n" * 9
CUES = (
    "1\n00:00:01.000 --> 00:00:02.000\n<v Jane Hill>So &amp; so,\n\n"
    "2\n00:00:02.500 --> 00:01:04.000\n>> TOM: Yes.\n\n"
)
PAGE = [
    Fill(50, 512, 39, 12),
    *column(["Head: Well, it took a while. We went over on a Wednesday, the", "two of us-", "and so"]),
    Note("Highlight", 76, 548, 69, 12, "HSC?", "Ann"),
    Note("Text", 350, 490, 12, 12, "Ask again", "Ben"),
]
MARKDOWN = (
    "# Talk\n\n**Head:** So *we* <mark>began</mark>.\n\n> 1. one\n> 2. two[^1]\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n[^1]: A note."
)


def _sheet() -> bytes:
    book, whole = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (("file", "school", "n"), ("B2.docx", "B", 2), ("C2.docx", "C", 3.5)):
        book.active.append(row)
    book.save(whole)
    return whole.getvalue()


def _archive() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("2014/B2.txt", TALK)
        package.writestr("2014/B3.srt", CUES)
    return whole.getvalue()


_SPOKEN = ENGLISH.called("INV", "PAR").turns[:4]
SAMPLES: Mapping[str, bytes] = {
    **{
        f"{name.replace(' ', '-')}{SHAPES[name].ending}": SHAPES[name].write(_SPOKEN)
        for name in ("whisperx", "otranscribe", "elan", "exmaralda", "childes", "lengths", "table with codes")
    },
    **{name: (DOCUMENTS / name).read_bytes() for name in ("talk.docx", "talk.odt", "talk.rtf", "talk.html")},
    "printed.pdf": (DOCUMENTS / "plain.pdf").read_bytes(),
    "written.pdf": pdf(PAGE, PAGE[1:]),
    "talk.md": MARKDOWN.encode(),
    "talk.vtt": f"WEBVTT\n\nNOTE x\n\n{CUES}".encode(),
    "talk.srt": (CUES * 3).encode("utf-16"),
    "talk.txt": TALK.encode("cp1252"),
    "table.xlsx": _sheet(),
    "talk.csv": SHAPES["csv"].write(_SPOKEN),
    "table.csv": b'file;school\n"B2.docx";B\nC2;"C',
    "many.zip": _archive(),
}
# What each format's readers may stumble over.
NASTY = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xae", b"&#0;", b"&#xD800;", b"<", b">", b"]]>", b"--",
    b"<v ", b"{", b"}", b"\\u-5;", b"\\bin9999999 ", b"\\'zz", b"\\u8232?", b"-1", b"99999999999999999999",
    b"\r", b"\t", b"\n\n", b'"', b"--> ", b"endobj", b"stream\n", b"/Kids", b"[", b"(", b"\\highlight99 ",
)  # fmt: skip


class Damage(NamedTuple):
    """What happens at a place, which is a share of the whole."""

    kind: str
    place: float
    length: int
    nasty: bytes


DAMAGES = st.lists(
    st.builds(
        Damage,
        st.sampled_from(["flip", "cut", "tail", "double", "put in", "swap"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(1, 60),
        st.sampled_from(NASTY),
    ),
    min_size=1,
    max_size=5,
)


def damaged(data: bytes, damages: list[Damage]) -> bytes:
    for kind, place, length, nasty in damages:
        at = int(place * len(data))
        before, there, after = data[:at], data[at : at + length], data[at + length :]
        match kind:
            case "flip":
                data = before + bytes([(there[0] if there else 0) ^ (1 << length % 8)]) + data[at + 1 :]
            case "cut":
                data = before + after
            case "tail":
                data = before or data
            case "double":
                data = before + there * 3 + after
            case "swap":
                data = after[:length] + before + there + after[length:]
            case _:
                data = before + nasty + there + after
    return data


def damaged_inside(data: bytes, member: float, damages: list[Damage]) -> bytes:
    """Damage one part of a package and pack it again, so that the damage gets past the checksums."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(whole, "w") as again:
        parts = [
            info.filename for info in package.infolist() if info.filename.endswith((".xml", ".txt", ".rels"))
        ]
        for info in package.infolist():
            part = package.read(info)
            again.writestr(
                info.filename,
                damaged(part, damages) if info.filename == parts[int(member * len(parts))] else part,
            )
    return whole.getvalue()


def hold_the_laws(document: Document) -> None:
    paragraphs = document.paragraphs
    assert all(clean_text(text) == text for text in (*paragraphs, document.author, *document.speakers))
    "".join((*paragraphs, *document.notes)).encode()
    for highlight in document.highlights:
        assert 0 <= highlight.start < highlight.end <= len(paragraphs[highlight.paragraph])
        assert highlight.paragraph >= 0 and highlight.colour
    for setting in document.settings:
        assert 0 <= setting.start < setting.end <= len(paragraphs[setting.paragraph])
    for comment in document.comments:
        assert (0, 0) <= comment.start <= comment.end
        assert all(
            at < len(paragraphs) and offset <= len(paragraphs[at])
            for at, offset in (comment.start, comment.end)
        )
        assert clean_text(comment.text) == comment.text


def read(data: bytes, name: str) -> None:
    if name.endswith((".xlsx", ".csv")):
        for rows in cells_in(data, name):
            if (document := rows_document(rows)) is not None:
                hold_the_laws(document)
        tables_in(data, name)
        return
    document = read_data(data, Path(name).suffix).document
    hold_the_laws(document)
    interpret_file(IncomingFile(name, name, document=document), NEW_STUDY)


@pytest.fixture(autouse=True)
def one_process() -> Iterator[None]:
    """Read all PDFs of a test in one process: each of its own would take most of the time."""
    with pdf_process():
        yield


FUZZ = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "20")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def reads_or_refuses(reading: Callable[[bytes, str], None], data: bytes, name: str) -> None:
    try:
        reading(data, name)
    except UnreadableError as refused:
        if "broke down" in refused.what:  # the process that reads PDFs has ended
            raise


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.endswith(".zip")])
def test_a_sample_is_read(name: str) -> None:
    read(SAMPLES[name], name)


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.endswith(".zip")])
@FUZZ
@given(damages=DAMAGES)
def test_a_damaged_file_is_read_or_refused(name: str, damages: list[Damage]) -> None:
    reads_or_refuses(read, damaged(SAMPLES[name], damages), name)


@pytest.mark.parametrize("name", ["talk.docx", "talk.odt", "table.xlsx"])
@FUZZ
@given(member=st.floats(0, 1, exclude_max=True), damages=DAMAGES)
def test_a_package_with_a_damaged_part_is_read_or_refused(
    name: str, member: float, damages: list[Damage]
) -> None:
    reads_or_refuses(read, damaged_inside(SAMPLES[name], member, damages), name)


@FUZZ
@given(damages=DAMAGES)
def test_a_damaged_archive_has_only_rows(
    tmp_path_factory: pytest.TempPathFactory, damages: list[Damage]
) -> None:
    path = tmp_path_factory.getbasetemp() / "many.zip"
    path.write_bytes(damaged(SAMPLES["many.zip"], damages))
    plan = plan_import([path], NEW_STUDY)
    assert plan.rows or plan.ignored_files
    for import_row in plan.rows:
        hold_the_laws(import_row.file.document)


@FUZZ
@given(
    data=st.binary(max_size=300),
    ending=st.sampled_from(
        [".txt", ".md", ".html", ".docx", ".pdf", ".srt", ".json", ".otr", ".eaf", ".cha", ".exb", ""]
    ),
)
def test_any_bytes_are_read_or_refused(data: bytes, ending: str) -> None:
    reads_or_refuses(read, data, f"x{ending}")
