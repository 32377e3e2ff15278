"""A checked chapter as records for other programs, and in words."""

from collections import Counter
from collections.abc import Iterator

from coding.chapter.chapter_check import ChapterCheck
from coding.chapter.checking import CheckedQuotation
from coding.chapter.found import FoundKind
from coding.language import _, plural


def quotation_records(checked: ChapterCheck) -> Iterator[dict[str, object]]:
    """Yield a record for each quotation in the chapter's order; ``faults`` are none where all is right."""
    return (_quotation(each) for each in checked.quotations)


def _quotation(each: CheckedQuotation) -> dict[str, object]:
    at = each.at or each.located.nearest
    differences = each.at.alignment.differences if each.at else ()
    return {
        "quotation": each.quoted.words,
        "found": each.located.kind.value,
        "faults": [kind.value for kind in each.kinds],
        "paragraph": each.quoted.first.paragraph + 1,
        "says": [fault.says for fault in each.faults],
        "differences": [{"kind": d.kind.value, "said": d.said, "written": d.written} for d in differences],
        "interview_id": at.interview_id if at else None,
        "start": at.alignment.span.start if at else None,
        "end": at.alignment.span.end if at else None,
        "passage": each.facts.words if each.facts else None,
        "attribution": each.facts.attribution if each.facts else None,
    }


def finding_records(checked: ChapterCheck) -> Iterator[dict[str, object]]:
    """Yield a record for each finding, the worst first."""
    for each in checked.findings:
        passage = each.passage
        yield {
            "severity": each.severity.value,
            "kind": each.kind.value,
            "paragraph": each.place.paragraph + 1,
            "words": each.words,
            "says": each.says,
            "interview_id": passage.transcript_id if passage else None,
            "start": passage.start if passage else None,
            "end": passage.end if passage else None,
            "query": each.query or None,
        }


def found_in_words(checked: ChapterCheck) -> str:
    """Return how many quotations there are, and how they were found."""
    kinds = Counter(each.located.kind for each in checked.quotations)
    said = (
        (FoundKind.EXACT, _("{n} word for word")),
        (FoundKind.DIFFERS, _("{n} with differences")),
        (FoundKind.TWICE, _("{n} in several places")),
        (FoundKind.NO, _("{n} not found")),
    )
    parts = [words.format(n=kinds[kind]) for kind, words in said if kinds[kind]]
    whole = plural("{n} quotation", "{n} quotations", len(checked.quotations))
    return f"{whole}: {', '.join(parts)}" if parts else whole
