"""The same talk as a word processor saved it in each of its formats (tests/data/documents)."""

from pathlib import Path

import pytest

from coding.model.document import Comment, Document, Highlight
from coding.text.segmentation import segment
from storage.readers.files import read_file

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
FORMATS = ("docx", "odt", "rtf")
SAID = (
    "Bxxxx-HT/DHT",
    "[Start of recorded material at 00:00:00]",
    "Interviewer:\tHow do the schools work together?",
    (
        "Female Voice 1:\tWe visit one another. Nobody is afraid of telling the others what went wrong. "
        "HSC/E&C And then – “well” – we go to the café."
    ),
    "Interviewer: Since when?",
    "Female Voice 1: Since the second year, when the money came. Not before.",
    "Female Voice 1: We watch lessons and talk",
    "Male Voice 1: about them afterwards.",
    "Interviewer: First line\nsecond line [unintelligible 00:02:35]",
    "Female Voice 1: We always trust them.",
    "Female Voice 1: Two heads, one plan. FG!?",
    "Interviewer\tAnd the teachers?",
    "Male Voice 1\tThey come.\nAll of them.",
    "Male Voice 1: This is how:",
    "1. We met.",
    "2. We planned.",
    "• coffee",
    "• cake",
    "Interviewer: Дорогие друзья 😀 naïve?",
    "[End of recorded material at 00:19:48]",
)


def talk(ending: str) -> Document:
    return read_file(DOCUMENTS / f"talk.{ending}").document


@pytest.mark.parametrize("ending", FORMATS)
def test_the_words_are_the_same_in_every_format(ending: str) -> None:
    assert talk(ending).paragraphs == SAID


@pytest.mark.parametrize("ending", FORMATS)
def test_colours_and_comments_keep_their_places(ending: str) -> None:
    document = talk(ending)
    assert document.highlights == (Highlight(3, 38, 101, "yellow"), Highlight(10, 0, 41, "92d050"))
    assert document.comments == (
        Comment("A. Nalyst", "JPD? ask the head again", (5, 16), (5, 59)),
        Comment("A. Nalyst", "JPD", (6, 25), (7, 36)),
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_left_out_is_said_and_who_wrote_it(ending: str) -> None:
    document = talk(ending)
    assert document.author == "R. Searcher"
    assert set(document.notes) == {
        "“Bxxxx-HT/DHT” stands in a header or footer and is left out.",
        "1 tracked deletion is left out.",
        "1 hidden stretch is left out.",
    }


def test_a_web_page_holds_what_the_word_processor_put_into_it() -> None:
    """It writes deleted words as if nothing were, blanks for tabs, and comments without their author."""
    document = talk("html")
    as_page = [line.replace(":\t", ": ").replace("We always", "We never always") for line in SAID]
    assert list(document.paragraphs) == as_page
    assert document.highlights == talk("odt").highlights
    assert [comment.text for comment in document.comments] == ["JPD? ask the head again", "JPD"]


@pytest.mark.parametrize("ending", [*FORMATS, "html"])
def test_speakers_are_found_in_every_format(ending: str) -> None:
    transcript = segment(talk(ending).paragraphs).transcript
    labels = [speaker.label for speaker in transcript.speakers]
    assert labels == ["Interviewer", "Female Voice 1", "Male Voice 1"]
