"""A chapter's quotations, each with what was found of it and what is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coding.chapter.chapter import Chapter
from coding.chapter.claims import StudyWords
from coding.chapter.faults import Fault, FaultKind, claims_against, faults
from coding.chapter.found import NOWHERE, At, FoundKind, Located, PassageFacts, StudyTexts, located
from coding.chapter.near_by import NearBy, near_by
from coding.chapter.quotations import Quoted, around, quotations
from coding.errors import UserError
from coding.language import _
from coding.progress import Progress, silent

_MOST_QUOTATIONS: Final = 10_000


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """One quotation of a chapter: what is claimed of it, where it stands, what is wrong."""

    quoted: Quoted
    near: NearBy
    located: Located
    at: At | None = None
    facts: PassageFacts | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def kinds(self) -> list[FaultKind]:
        """The kinds of faults, each once, in their order."""
        there = {fault.kind for fault in self.faults}
        return [kind for kind in FaultKind if kind in there]


def checked_quotations(
    chapter: Chapter, words: StudyWords, study: StudyTexts | None, progress: Progress = silent
) -> list[CheckedQuotation]:
    """Return the quotations of a chapter; without a study nothing is found and nothing wrong.

    Raises UserError for more than any chapter has.
    """
    found = quotations(chapter)
    if len(found) > _MOST_QUOTATIONS:
        raise UserError(
            _("It holds more quotations than any chapter: {n}.").format(n=len(found)),
            _("Nothing was checked."),
            _("Split it into several files."),
        )
    return list(_checked(chapter, found, words, study, progress))


def _checked(
    chapter: Chapter,
    quoted: Sequence[Quoted],
    words: StudyWords,
    study: StudyTexts | None,
    progress: Progress,
) -> Iterator[CheckedQuotation]:
    for number, (each, before, after) in enumerate(around(quoted)):
        progress(number, len(quoted), "")
        near = near_by(chapter, each, before, after, words)
        if study is None:
            yield CheckedQuotation(each, near, NOWHERE)
        else:
            yield _beside_study(each, near, words, study)


def _beside_study(each: Quoted, near: NearBy, words: StudyWords, study: StudyTexts) -> CheckedQuotation:
    found = located(each.words, study)
    if found.kind is FoundKind.NO:
        says = _("These words are not in the study.")
        wrong = () if near.is_published else (Fault(FaultKind.WORDING, says),)
        return CheckedQuotation(each, near, found, faults=wrong)
    judged = [(at, study.facts(at.interview_id, at.alignment.span)) for at in found.places]
    # Of several places the one that the chapter means.
    at, facts = min(judged, key=lambda item: sum(1 for _fault in claims_against(near, item[1], words)))
    wrong = tuple(faults(near, at.alignment, facts, words))
    return CheckedQuotation(each, near, found, at, facts, wrong)
