"""Where a chapter quotes: marks of all kinds, blocks, across lines; what is none."""

import pytest

from coding.chapter.chapter import Chapter, ChapterParagraph, ParagraphKind
from coding.chapter.quotations import quotations

BLOCK = ParagraphKind.BLOCK


def chapter(*texts: str, kind: ParagraphKind = ParagraphKind.BODY) -> Chapter:
    return Chapter(tuple(ChapterParagraph(text, kind) for text in texts))


@pytest.mark.parametrize(
    "text",
    [
        "She said “we don’t tell each other” then.",
        'She said "we don’t tell each other" then.',
        "She said ‘we don’t tell each other’ then.",
        "She said 'we don’t tell each other' then.",
        "She said «we don’t tell each other» then.",
        "She said „we don’t tell each other“ then.",
        "She said ‚we don’t tell each other‘ then.",
        "(‘we don’t tell each other’)",
    ],
)
def test_marks_of_all_kinds(text: str) -> None:
    assert [each.words for each in quotations(chapter(text))] == ["we don’t tell each other"]


def test_apostrophes_and_marks_inside_close_nothing() -> None:
    text = (
        "He called it ‘the heads’ own work, “ours” he said, and nobody’s’. The teachers’ union: a ‘friend’."
    )
    assert [each.words for each in quotations(chapter(text))] == [
        "the heads’ own work, “ours” he said, and nobody’s"
    ]


def test_a_word_or_three_are_a_quotation_only_with_who_said_it() -> None:
    assert not quotations(chapter("The ‘self-improving’ system is “a big step”."))
    assert [each.words for each in quotations(chapter("It was “a big step” (Headteacher, School B)."))] == [
        "a big step"
    ]


def test_lines_and_paragraphs_in_one_pair_of_marks() -> None:
    assert quotations(chapter("“we tell\neach other all”"))[0].words == "we tell\neach other all"
    (over,) = quotations(chapter("He said: “We tell each other.", "“It was not always so.” And he laughed."))
    assert over.words == "We tell each other.\nIt was not always so."
    assert [place.paragraph for place in over.places] == [0, 1]


def test_blocks_without_marks_and_who_says_them() -> None:
    text = "We just tell each other. (Headteacher, School B, 2015)"
    (block,) = quotations(chapter(text, kind=BLOCK))
    assert block.words == "We just tell each other."
    assert block.attribution is not None
    assert text[slice(*block.attribution)] == "Headteacher, School B, 2015"
    (marked,) = quotations(chapter("“We just tell each other.” — B2, 2015", kind=BLOCK))
    assert marked.words == "We just tell each other."
    assert not quotations(chapter("(Headteacher, School B, 2015)", kind=BLOCK))


def test_listings_are_passed_over() -> None:
    assert not quotations(chapter("“We just tell each other” 14", kind=ParagraphKind.LISTING))
