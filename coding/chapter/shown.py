"""A checked chapter as a page shows it: its text as one, a quotation beside what was said, word by word."""

from collections.abc import Iterator
from itertools import accumulate

from coding.analysis.codebook_changes import WordedPiece, Wording
from coding.chapter.chapter import Chapter, ChapterPlace
from coding.chapter.chapter_check import ChapterCheck
from coding.chapter.checking import CheckedQuotation
from coding.chapter.findings import Finding
from coding.model.study import Span


class ChapterText:
    """All paragraphs of a chapter in one text, a line each, and where places of it stand there."""

    def __init__(self, chapter: Chapter) -> None:
        """Put the paragraphs together."""
        paragraphs = [each.text.replace("\r", " ") for each in chapter.paragraphs]
        self.text = "\n".join(paragraphs)
        self._begins = [*accumulate((len(text) + 1 for text in paragraphs), initial=0)]

    def span(self, place: ChapterPlace) -> Span:
        """Return where a place stands."""
        begin = self._begins[place.paragraph]
        return Span(begin + place.start, begin + place.end)


def quotation_of(checked: ChapterCheck, finding: Finding) -> CheckedQuotation | None:
    """Return the quotation that a finding is about, if it is about one."""
    return next((each for each in checked.quotations if each.quoted.first == finding.place), None)


def side_by_side(each: CheckedQuotation) -> Iterator[WordedPiece]:
    """Yield a quotation's words: those it left out or changed struck, those it has instead marked."""
    words, at = each.quoted.words, 0
    differences = () if each.at is None else each.at.alignment.differences
    for difference in sorted(differences, key=lambda found: found.at):
        if difference.at.start < at:
            continue
        yield WordedPiece(words[at : difference.at.start], Wording.SAME)
        if difference.said:
            yield WordedPiece(f" {difference.said} ", Wording.REMOVED)
        yield WordedPiece(difference.written, Wording.ADDED)
        at = difference.at.end
    yield WordedPiece(words[at:], Wording.SAME)
