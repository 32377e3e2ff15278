"""What a file is decides its content; an ending that says something else is told, or refused."""

import pytest

from coding.errors import UnreadableError
from storage.readers.files import read_data
from tests.storage.odt_files import line, odt
from tests.storage.word_files import docx, paragraph

WORD = docx(paragraph("text"))
OPEN = odt(line("text"))
RICH = b"{\\rtf1 text}"
PAGE = b"<!DOCTYPE html><p>text"


@pytest.mark.parametrize("data", [WORD, OPEN, RICH, PAGE])
@pytest.mark.parametrize("ending", [".docx", ".odt", ".rtf", ".html", ".doc", ".DOCX", "", ".x"])
def test_whatever_its_ending_a_document_is_read(data: bytes, ending: str) -> None:
    assert read_data(data, ending).document.paragraphs == ("text",)


@pytest.mark.parametrize(
    ("data", "ending", "wanted"),
    [
        (WORD, ".docx", ()),
        (WORD, ".odt", ("Its name ends in .odt; it was read as: Word document.",)),
        (RICH, ".doc", ("Its name ends in .doc; it was read as: rich text.",)),
        (RICH, ".txt", ("Its name ends in .txt; it was read as: rich text.",)),
        (RICH, ".transcript", ()),
        (PAGE, ".htm", ()),
        (b"Head: so", ".doc", ()),
    ],
)
def test_a_wrong_ending_is_told(data: bytes, ending: str, wanted: tuple[str, ...]) -> None:
    assert read_data(data, ending).document.notes == wanted


@pytest.mark.parametrize(
    ("data", "ending", "wanted"),
    [
        (b"just text", ".odt", "no OpenDocument text"),
        (b"just text", ".docm", "no Word document"),
        (WORD, ".txt", "Word document"),
    ],
)
def test_a_misleading_ending_is_refused(data: bytes, ending: str, wanted: str) -> None:
    with pytest.raises(UnreadableError, match=wanted):
        read_data(data, ending)
