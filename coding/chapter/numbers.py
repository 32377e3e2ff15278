"""A chapter's numbers beside arithmetic and, where a sentence says what is meant, beside a study."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coding.chapter.chapter import Chapter, ChapterPlace, ParagraphKind
from coding.chapter.claims import StudyWords
from coding.chapter.figures import INTERVIEWS, Count, Share, counts_in, is_k_perhaps, is_possible, shares_in
from coding.chapter.findings import Finding, FindingKind, Severity
from coding.chapter.quotations import Quoted
from coding.chapter.study_counts import StudyCount, StudyCounts
from coding.language import _
from coding.model.study import Span
from coding.text.units import sentences

_READ: Final = frozenset({ParagraphKind.BODY, ParagraphKind.NOTE, ParagraphKind.CAPTION})
_LONGEST: Final = 5_000  # characters of a sentence
_OF_INTERVIEWS: Final = re.compile(r"\s*(?:[a-z]+\s+)?interviews\b")


def numbers_checked(
    chapter: Chapter, quoted: Sequence[Quoted], words: StudyWords, study: StudyCounts | None
) -> Iterator[Finding]:
    """Yield what is wrong with numbers in sentences, and those that cannot be checked."""
    for at, text in without_quotations(chapter, quoted):
        if chapter.paragraphs[at].kind not in _READ or not re.search(r"\d|coded", text):
            continue
        for span in sentences(text, 0, len(text)):
            sentence = text[span.start : span.end]
            if len(sentence) > _LONGEST:
                continue
            yield from _in_sentence(sentence, ChapterPlace(at, *span), words, study)


def without_quotations(chapter: Chapter, quoted: Sequence[Quoted]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs by number with blanks where quotations are; those set apart are all blank."""
    blanked: dict[int, list[tuple[int, int]]] = {}
    for each in quoted:
        for place in each.places:
            blanked.setdefault(place.paragraph, []).append((place.start, place.end))
    for at, paragraph in enumerate(chapter.paragraphs):
        text = paragraph.text
        done, kept = 0, list[str]()
        for start, end in sorted(blanked.get(at, ())):
            kept += [text[done:start], " " * (end - max(start, done))]
            done = max(done, end)
        yield at, "".join(kept) + text[done:]


def _in_sentence(
    sentence: str, where: ChapterPlace, words: StudyWords, study: StudyCounts | None
) -> Iterator[Finding]:
    shares = shares_in(sentence)
    for share in shares:
        yield from _share(sentence, share, where, words, study)
    for count in counts_in(sentence, words):
        if not any(count.at.overlaps(share.at) for share in shares):
            yield from _count(sentence, count, where, study)


def _share(
    sentence: str, share: Share, where: ChapterPlace, words: StudyWords, study: StudyCounts | None
) -> Iterator[Finding]:
    place, written = _place(where, share.at), sentence[slice(*share.at)]
    if not is_possible(share):
        severity = Severity.LOOK if is_k_perhaps(share) else Severity.WRONG
        yield Finding(severity, FindingKind.PERCENT, place, written, _impossible(share))
        return
    if share.k is None or share.n is None:
        if study is not None and share.percent is not None:
            says = _("The sentence does not say of how many.")
            yield Finding(Severity.NOT_CHECKABLE, FindingKind.PERCENT, place, written, says)
        return
    of = words.claims(sentence)
    is_of_interviews = _OF_INTERVIEWS.match(sentence, share.at.end) or _OF_INTERVIEWS.search(written)
    if study is None:
        return
    if not is_of_interviews or len(of.codes) != 1 or len(of.rounds) > 1 or len(of.schools) > 1 or of.posts:
        yield _not_checkable(place, written)
        return
    for number, codes in ((share.k, of.codes), (share.n, frozenset[int]())):
        counted = study.count(INTERVIEWS, of._replace(codes=codes, groups=frozenset(), posts=(), keys=()))
        if counted is not None and number not in counted.allowed:
            yield _wrong(place, written, number, counted)


def _count(sentence: str, count: Count, where: ChapterPlace, study: StudyCounts | None) -> Iterator[Finding]:
    if study is None:
        return
    place, written = _place(where, count.at), sentence[slice(*count.at)]
    counted = None if count.of is None else study.count(count.unit, count.of)
    if counted is None:
        yield _not_checkable(place, written)
    elif count.number not in counted.allowed:
        yield _wrong(place, written, count.number, counted)


def _wrong(place: ChapterPlace, written: str, number: int, counted: StudyCount) -> Finding:
    says = _("The study gives {counted}, not {number}.").format(counted=counted.number, number=number)
    return Finding(Severity.WRONG, FindingKind.NUMBER, place, written, says, query=counted.query)


def _not_checkable(place: ChapterPlace, written: str) -> Finding:
    says = _("The sentence does not say what the study could count.")
    return Finding(Severity.NOT_CHECKABLE, FindingKind.NUMBER, place, written, says)


def _impossible(share: Share) -> str:
    if share.percent is None:
        return _("{k} cannot be a part of {n}.").format(k=share.k, n=share.n)
    if share.k is not None and share.n is not None:
        return _("{k} of {n} is not {percent} %.").format(k=share.k, n=share.n, percent=share.percent)
    if share.n is not None:
        return _("No number of {n} is {percent} %.").format(n=share.n, percent=share.percent)
    return _("{k} is not {percent} % of any number.").format(k=share.k, percent=share.percent)


def _place(where: ChapterPlace, at: Span) -> ChapterPlace:
    return ChapterPlace(where.paragraph, where.start + at.start, where.start + at.end)
