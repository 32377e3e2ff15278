"""Shares that some k of n gives, and those that none does; worked out by hand."""

import pytest

from coding.chapter.chapter import CellPlace, Chapter, ChapterParagraph, ParagraphKind
from coding.chapter.chapter_check import Beside, check_chapter
from coding.chapter.claims import StudyWords
from coding.chapter.figures import is_possible, shares_in
from coding.chapter.findings import FindingKind

BANKS = {"JPD": {"A": 3, "B": 4, "C": 3, "D": 3}, "HSC": {"A": 5, "B": 5, "C": 5, "D": 3}}
CAPTION = ParagraphKind.CAPTION


@pytest.mark.parametrize(
    ("sentence", "possible"),
    [
        ("48 % (14) agreed", True),  # 14 of 29
        ("95 % (14) agreed", False),  # 14 of 14 is 100, 14 of 15 is 93
        ("45 % (14 of 31) did", True),
        ("46 % (14 of 31) did", False),
        ("14 of 31 (45.2 %)", True),
        ("14 of 31 (45.1 per cent)", False),
        ("14 out of 31 heads, 45 %, did", True),
        ("20 % of the 10 heads", True),
        ("37 % of the 10 heads", False),
        ("12 (60 %) did not", True),
        ("of 40 people 12.5% came", True),
        ("27 of 20 did", False),
        ("13 % of 8", True),  # 12.5 rounds to 13
        ("12 % of 8", True),  # and to even
        ("33 % rose to 120 %", True),
    ],
)
def test_what_some_k_of_n_gives(sentence: str, *, possible: bool) -> None:
    assert all(map(is_possible, shares_in(sentence))) == possible


def findings(*paragraphs: ChapterParagraph | str) -> list[tuple[FindingKind, str]]:
    texts = tuple(ChapterParagraph(each) if isinstance(each, str) else each for each in paragraphs)
    found = check_chapter(Chapter(texts), Beside(StudyWords(), banks=BANKS)).findings
    return [(each.kind, each.words) for each in found]


def table(*rows: list[str], number: int = 0) -> list[ChapterParagraph]:
    return [
        ChapterParagraph(text, ParagraphKind.CELL, CellPlace(number, at, column))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]


def test_totals_that_are_not_their_rows() -> None:
    rows = (
        ["", "A", "B", "Total"],
        ["HSC", "5", "4", "9"],
        ["JPD", "4", "–", "5"],
        ["Total", "9", "5", "14"],
    )
    assert findings(*table(*rows)) == [
        (FindingKind.TOTAL, "JPD · Total · 5"),
        (FindingKind.TOTAL, "Total · B · 5"),
    ]
    assert not findings(ChapterParagraph("Table 1: Interviews", CAPTION), *table(*rows))


def test_numbers_of_captions_and_where_they_are_cited() -> None:
    captions = [ChapterParagraph(f"Table {n}: Counts", CAPTION) for n in ("4.1", "4.2", "4.2", "4.4")]
    assert findings("Tables 4.1 and 4.3 show it, as does Table 2.7; see also Figure 4.1.", *captions) == [
        (FindingKind.CITATION, "Tables 4.1 and 4.3"),
        (FindingKind.CITATION, "Figure 4.1"),
        (FindingKind.NUMBERING, "Table 4.2: Counts"),
        (FindingKind.NUMBERING, "Table 4.4: Counts"),
    ]


def test_captions_of_another_round() -> None:
    caption = ChapterParagraph("Table 1: Codings, 2014", CAPTION)
    assert findings(caption, *table(["", "2015"], ["HSC", "5"])) == [(FindingKind.CAPTION, caption.text)]
    assert findings("In 2015 trust rose (Table 1).", caption) == [(FindingKind.CAPTION, "Table 1")]
    assert not findings("From 2014 to 2015 trust rose (Table 1).", caption)


def test_statements_that_no_bank_has() -> None:
    said = "HSC B5 and JPD A3 are there, HSC B6 and JPD E1 not; nor is statement JPD 14, HSC 18 codings are."
    assert [words for _kind, words in findings(said)] == ["HSC B6", "JPD E1", "statement JPD 14"]


def test_people_who_are_in_no_table() -> None:
    people = table(["Participant", "Post"], ["A2", "Head"], ["B2", "Head"], ["C5", "Teacher"])
    assert findings("A2 and D4 met, over A4 paper; HSC B2 says so.", *people) == [(FindingKind.PERSON, "D4")]
    assert not findings("A2 and D4 met.", *table(["Post", "Key"], ["Head", "A2"]))


def test_a_quotation_printed_twice() -> None:
    once = "“We just tell each other what is wrong with it” (Headteacher, School B, 2015)."
    again = "“We just tell each other what is right with it” (Headteacher, School C, 2015)."
    found = [(kind, words) for kind, words in findings(once, once, again)]
    assert found == [(FindingKind.REPEATED, "We just tell each other what is right with it")] * 2
