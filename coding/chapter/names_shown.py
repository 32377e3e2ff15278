"""Names that are to be masked and show in a chapter, by a list of names and pseudonyms."""

from collections.abc import Iterator, Sequence

from coding.chapter.chapter import Chapter, ChapterPlace
from coding.chapter.faults import Fault, FaultKind
from coding.chapter.findings import Finding, FindingKind, Severity
from coding.chapter.numbers import without_quotations
from coding.chapter.quotations import Quoted
from coding.language import _
from coding.privacy.masking import Pseudonyms


def names_in(words: str, names: Pseudonyms) -> Iterator[Fault]:
    """Yield a fault for each name of the list that stands in a quotation."""
    for name in names.places(words) if names.entries else ():
        yield Fault(FaultKind.NAME, _says(name))


def names_checked(chapter: Chapter, quoted: Sequence[Quoted], names: Pseudonyms) -> Iterator[Finding]:
    """Yield the names of the list that stand in a chapter outside its quotations, each place."""
    if not names.entries:
        return
    for at, text in without_quotations(chapter, quoted):
        for each in names.masking(text).change.replacements:
            words = text[each.start : each.end]
            place = ChapterPlace(at, each.start, each.end)
            yield Finding(Severity.SERIOUS, FindingKind.NAME, place, words, _says(words))


def _says(name: str) -> str:
    return _("“{name}” is on the list of names.").format(name=name)
