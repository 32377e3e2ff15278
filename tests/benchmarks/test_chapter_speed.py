"""A chapter of 300 quotations beside 1,000 interviews of 4,000 words."""

import random
from pathlib import Path
from typing import Any

import pytest

from coding.chapter.chapter import Chapter, ChapterParagraph
from coding.chapter.chapter_check import ChapterCheck, check_chapter
from coding.chapter.found import FoundKind
from storage.queries.chapter_beside import beside_study
from storage.queries.coders import everybody
from storage.queries.texts import transcript
from storage.study.study_file import StudyFile

_QUOTATIONS = 300


def chapter_of(study: StudyFile) -> Chapter:
    """Return a chapter that quotes 60 words each time; a third with a word changed, some that nobody said."""
    chance, paragraphs = random.Random(3), list[ChapterParagraph]()
    for number in range(_QUOTATIONS):
        read = transcript(study.reader, chance.randrange(1, 1001))
        assert read is not None
        turn = chance.choice([turn for turn in read.turns if turn.end - turn.start > 150])
        words = read.text[turn.start : turn.end].split()[:60]
        if number % 3 == 1:
            words[10] = "tractor"
        if number % 10 == 2:
            words = [f"{word}q" for word in words]
        lead = "The head of School B said in 2015: "
        paragraphs.append(ChapterParagraph(f"{lead}“{' '.join(words)}” (Headteacher, School B, 2015)."))
    return Chapter(tuple(paragraphs))


@pytest.mark.figure("a chapter of 300 quotations beside 1,000 interviews", 5_000)
def test_a_chapter_beside_a_large_study(benchmark: Any, large_study_path: Path) -> None:
    with StudyFile.open_for_reading(large_study_path) as study:
        chapter = chapter_of(study)

        def check() -> ChapterCheck:
            return check_chapter(chapter, beside_study(study.reader, 1, everybody(study.reader)))

        checked = benchmark.pedantic(check, rounds=3)
    kinds = [each.located.kind for each in checked.quotations]
    assert (kinds.count(FoundKind.EXACT), kinds.count(FoundKind.NO)) == (180, 30)
