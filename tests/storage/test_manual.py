"""The manual's pages, their links, and whether its search answers what a new user asks."""

import re

import pytest

from storage.manual import CONTENTS, find, pages, target
from storage.resources import manual

# Where a person would look: one of the first two places has to be on this page.
QUESTIONS = {
    "How do I install it on a Mac?": "install",
    "Windows says the publisher is unknown": "install",
    "How do I start a new study?": "a-new-study",
    "What do I do first?": "first-study",
    "Can it read PDF transcripts?": "questions",
    "The interviewer is taken for a participant": "questions",
    "How do I import codes I wrote in Word comments?": "transcripts-come-in",
    "How can I code a passage with two strands?": "reading-and-coding",
    "How do I correct a typo in the transcript?": "correcting-a-transcript",
    "How do I merge two codes?": "the-codebook",
    "How do I compare 2014 and 2015?": "comparing-rounds",
    "What does per 1,000 words mean?": "counting",
    "Why is there a dash instead of a number?": "comparing-rounds",
    "How do I filter passages by school and round?": "asking",
    "How do I calculate Cohen's kappa?": "counting",
    "Can two people code the same study?": "several-coders",
    "How do I anonymise names?": "names-and-people-who-withdraw",
    "What happens to my data, does anything leave my computer?": "questions",
    "Can I keep the study in OneDrive or Dropbox?": "backups",
    "I come from NVivo, can I bring my codebook?": "moving",
    "How do I undo something I did yesterday?": "troubleshooting",
    "How do I export a report to Word?": "word-csv-and-pictures",
    "What is a strand?": "glossary",
    "How do I cite Strandline?": "citing",
    # In other words than the headings that answer them.
    "do I have to save?": "questions",
    "which folder is my study in": "questions",
    "voice recordings": "questions",
    "delete a code": "questions",
    "list all quotations of a code": "questions",
    "bigger letters": "questions",
    "keyboard shortcuts": "questions",
    "colleague sent me her copy": "questions",
    "lost work after a crash": "questions",
    "interviews in Welsh": "questions",
    "print a table": "word-csv-and-pictures",
    "intercoder agreement": "questions",
    "bring codings from MAXQDA or Taguette": "moving",
    "uninstall": "questions",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered(question: str) -> None:
    assert QUESTIONS[question] in [section.page.name for section in find(question)[:2]]


def test_what_is_being_typed_is_found() -> None:
    assert find("resto pseudony")[0].page.name in {"names-and-people-who-withdraw", "data-protection"}
    assert find("the of and") == find("xylophone") == []


def test_every_file_has_its_pages_and_every_name_is_one_page() -> None:
    assert {page.source for page in pages()} == set(CONTENTS)
    assert len({page.name for page in pages()}) == len(pages()) > 30
    assert all(page.text.startswith(f"# {page.title}\n") for page in pages())


@pytest.mark.parametrize("source", CONTENTS)
def test_every_link_to_a_page_of_it_leads_there(source: str) -> None:
    """Those to files that are no pages of the manual (the README, the changelog) are looked at elsewhere."""
    links = re.findall(r"\]\(((?:[\w-]+\.md)?(?:#[^)\s]*)?)\)", (manual().parent / source).read_text("utf-8"))
    ours = [link for link in links if not link.partition("#")[0] or link.partition("#")[0] in CONTENTS]
    assert [link for link in ours if target(link, source) is None] == []
