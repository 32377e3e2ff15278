"""The whole check of a chapter: its quotations, its numbers, and the chapter against itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from coding.chapter.captions import captions_checked
from coding.chapter.chapter import Chapter
from coding.chapter.checking import CheckedQuotation, checked_quotations
from coding.chapter.cited import people_checked, statements_checked
from coding.chapter.claims import StudyWords
from coding.chapter.faults import FaultKind
from coding.chapter.findings import Finding, FindingKind, Severity
from coding.chapter.found import At, FoundKind, StudyTexts
from coding.chapter.names_shown import names_checked, names_in
from coding.chapter.numbers import numbers_checked
from coding.chapter.repeats import repeats_checked
from coding.chapter.study_counts import StudyCounts
from coding.chapter.table_sums import tables_checked, totals_checked
from coding.language import _, plural
from coding.model.study import TranscriptSpan
from coding.privacy.masking import Pseudonyms
from coding.progress import Progress, silent


@dataclass(frozen=True)
class Beside:
    """What a chapter is checked beside: a study's words, texts and counts; without one only its words.

    ``names`` are those that are to be masked.
    """

    words: StudyWords
    texts: StudyTexts | None = None
    counts: StudyCounts | None = None
    banks: Mapping[str, Mapping[str, int]] | None = None
    names: Pseudonyms = field(default_factory=Pseudonyms)


@dataclass(frozen=True)
class ChapterCheck:
    """A chapter with its quotations in its order, and what is to be looked at, the worst first."""

    chapter: Chapter
    quotations: tuple[CheckedQuotation, ...]
    findings: tuple[Finding, ...]


_PEOPLE = frozenset(
    {FaultKind.SPEAKER, FaultKind.SCHOOL, FaultKind.ROUND, FaultKind.CLEARANCE, FaultKind.NAME}
)


def check_chapter(chapter: Chapter, beside: Beside, progress: Progress = silent) -> ChapterCheck:
    """Check a chapter beside a study, or by itself."""
    quotations = [
        _with_names(each, beside.names)
        for each in checked_quotations(chapter, beside.words, beside.texts, progress)
    ]
    findings = [*_findings(chapter, quotations, beside)]
    order = list(Severity)
    findings.sort(key=lambda finding: (order.index(finding.severity), finding.place))
    return ChapterCheck(chapter, tuple(quotations), tuple(findings))


def _with_names(each: CheckedQuotation, names: Pseudonyms) -> CheckedQuotation:
    found = tuple(names_in(each.quoted.words, names))
    return replace(each, faults=(*each.faults, *found)) if found else each


def _findings(chapter: Chapter, quotations: list[CheckedQuotation], beside: Beside) -> Iterator[Finding]:
    for each in quotations:
        yield from _of_quotation(each, has_study=beside.texts is not None)
    banks = beside.banks or {}
    yield from numbers_checked(chapter, [each.quoted for each in quotations], beside.words, beside.counts)
    yield from names_checked(chapter, [each.quoted for each in quotations], beside.names)
    yield from totals_checked(chapter, beside.words)
    if beside.counts is not None:
        yield from tables_checked(chapter, beside.words, beside.counts)
    yield from captions_checked(chapter)
    yield from repeats_checked(quotations, beside.words)
    yield from statements_checked(chapter, banks)
    yield from people_checked(chapter, tuple(banks))


def _of_quotation(each: CheckedQuotation, *, has_study: bool) -> Iterator[Finding]:
    place, words = each.quoted.first, each.quoted.words
    at = each.at or each.located.nearest
    passage = None if at is None else _passage(at)
    if each.located.kind is FoundKind.NO:
        yield from _named(each)
        if has_study and each.near.is_published:
            says = _("It has a published source and is not looked for further.")
            yield Finding(Severity.NOT_CHECKABLE, FindingKind.NOT_FOUND, place, words, says)
        elif has_study:
            says = _("These words are not in the study.")
            if passage is not None:
                says += " " + _("The nearest passage is shown.")
            yield Finding(Severity.SERIOUS, FindingKind.NOT_FOUND, place, words, says, passage)
        return
    for kind in each.kinds:
        severity = Severity.SERIOUS if kind in _PEOPLE else Severity.WRONG
        says = " ".join(dict.fromkeys(fault.says for fault in each.faults if fault.kind is kind))
        yield Finding(severity, FindingKind(kind.value), place, words, says, passage)
    if each.located.kind is FoundKind.TWICE and not (each.near.strict.says_who and not each.faults):
        n = len(each.located.places)
        says = plural("It stands in {n} place of the study.", "It stands in {n} places of the study.", n)
        yield Finding(Severity.LOOK, FindingKind.TWICE, place, words, says, passage)


def _named(each: CheckedQuotation) -> Iterator[Finding]:
    """Yield names that show in a quotation which was not found, or not looked for."""
    says = " ".join(fault.says for fault in each.faults if fault.kind is FaultKind.NAME)
    if says:
        yield Finding(Severity.SERIOUS, FindingKind.NAME, each.quoted.first, each.quoted.words, says)


def _passage(at: At) -> TranscriptSpan:
    return TranscriptSpan(at.interview_id, *at.alignment.span)
