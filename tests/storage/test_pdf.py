"""PDF files: pieces become lines, lines paragraphs; what readers marked is kept, what is no talk is named."""

import zlib
from pathlib import Path

import pytest

from coding.errors import UnreadableError
from coding.model.document import Comment, Highlight
from storage.readers.pdf import read_pdf
from tests.storage.pdf_files import Fill, Note, Picture, Text, column, pdf

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
QUESTION = "Interviewer: And what came of it in the end, would you say, for the children in your school?"
TALK = [
    "Interviewer: How did it begin, would you say, and who was there",
    "from the other schools?",
    "Head: Well, it took a while. We went over on a Wednesday, the",
    "two of us, and sat in on a lesson that was not going well, which",
    "was brave of her.",
    "Interviewer: And then?",
]
JOINED = [
    "Interviewer: How did it begin, would you say, and who was there from the other schools?",
    (
        "Head: Well, it took a while. We went over on a Wednesday, the two of us, and sat in on a lesson "
        "that was not going well, which was brave of her."
    ),
    "Interviewer: And then?",
]


@pytest.mark.parametrize("name", ["plain", "justified", "columns", "table", "numbered"])
def test_what_a_word_processor_prints_comes_back_as_it_was(name: str) -> None:
    """Eight questions and answers with heads, numbers of pages and of lines, in columns and in a table."""
    document = read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())
    said = [paragraph.replace("\t", ": ") for paragraph in document.paragraphs]
    assert said[:2] == ["Bxxxxx-HT/DHT", "[Start of recorded material at 00:00:00]"]
    assert said[-1] == "[End of recorded material at 00:19:48]"
    assert said[2:-1:2] == [QUESTION] * 8
    assert {len(answer) for answer in said[3:-1:2]} == {488}
    assert all(answer.endswith("its own understanding of responsibility. HSC/E&C") for answer in said[3:-1:2])
    assert document.author == "A. Person"
    assert document.notes[0].startswith("The running head “Partnership study – interview C2” is left out (")
    assert "page numbers are left out." in document.notes[1]


def test_what_is_printed_behind_words_is_a_highlight() -> None:
    document = read_pdf((DOCUMENTS / "plain.pdf").read_bytes())
    first = document.highlights[0]
    assert len(document.highlights) == 3
    assert (first.paragraph, first.start, first.end, first.colour) == (3, 145, 353, "yellow")
    assert document.paragraphs[3][first.start :].startswith("She said so herself.")


def test_lines_are_joined_and_labels_begin_a_turn() -> None:
    assert list(read_pdf(pdf(column(TALK))).paragraphs) == JOINED


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    pages = [*column(TALK[:4]), Text(190, 30, "1")], [*column(TALK[4:]), Text(190, 30, "2")]
    document = read_pdf(pdf(*pages))
    assert list(document.paragraphs) == JOINED
    assert document.notes == ("2 page numbers are left out.",)


def test_a_page_that_is_turned_is_read_as_it_is_seen() -> None:
    assert len(read_pdf(pdf(column(TALK), turned=180)).paragraphs) >= 3


def test_highlights_and_remarks_keep_their_words() -> None:
    marks = [
        Note("Highlight", 76, 524, 69, 12, "HSC?", "Ann"),
        Note("Underline", 50, 512, 40, 12),
        Note("Text", 350, 490, 12, 12, "Ask again", "Ben"),
        Fill(50, 512, 39, 12, "0 1 0"),
    ]
    document = read_pdf(pdf([*marks[3:], *column(TALK), *marks[:3]], author="Me"))
    assert document.author == "Me"
    colours = {(h.colour, document.paragraphs[h.paragraph][h.start : h.end]) for h in document.highlights}
    assert colours == {("yellow", "Well, it took a"), ("green", "two of us")}
    said = {comment.text: comment for comment in document.comments}
    assert said["HSC?"] == Comment("Ann", "HSC?", (1, 6), (1, 21))
    assert (said["Ask again"].author, said["Ask again"].start) == ("Ben", (2, 22))
    assert "1 line or shape that a reader drew is left out." in document.notes


def test_a_highlight_over_two_lines_is_one_stretch() -> None:
    marks = [Note("Highlight", 60, 524, 330, 12), Note("Highlight", 40, 512, 50, 12)]
    document = read_pdf(pdf([*column(TALK), *marks]))
    (highlight,) = document.highlights
    assert isinstance(highlight, Highlight)
    assert document.paragraphs[1][highlight.start : highlight.end].endswith("the two of us")


def test_pages_that_are_pictures_are_named() -> None:
    pages = [column(TALK), [Picture()], [Picture()], column(["Head: So."])]
    notes = read_pdf(pdf(*pages)).notes
    assert notes == ("Pages 2–3 hold pictures only: no text could be read.",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([Picture()]), "It is a scan"),
        (pdf([]), "no text"),
        (pdf(column(TALK))[:300], "damaged"),
        (b"%PDF-1.7 nothing", "damaged"),
        ((DOCUMENTS / "locked.pdf").read_bytes(), "password"),
        (pdf(*[column([])] * 1001), "1001 pages"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_pdf(data)
    assert reason in refused.value.what


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_swells_is_refused_before_it_is_unpacked(times: int) -> None:
    content = b" " * 90_000_000
    for _time in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    said = b"4 0 obj << /Length %d /Filter [%s] >>\nstream\n" % (len(content), filters)
    with pytest.raises(UnreadableError, match="hundreds of megabytes"):
        read_pdf(b"%PDF-1.4\n" + said + content + b"\nendstream\nendobj\n")
