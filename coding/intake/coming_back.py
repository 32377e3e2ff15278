"""What of a coded transcript would not come back from its file, told by reading the file again."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from coding.intake.interpretation import segment_row
from coding.intake.known_study import KnownStudy
from coding.intake.plan import ImportRow, IncomingFile
from coding.model.document import Document
from coding.model.framework import Framework
from coding.model.study import Coding
from coding.notation.hand_marks import CodedBy, HandCoding, HandRules, codings_of

COMMENTS = HandRules(read_letters=False, read_colours=False, coded_by=CodedBy.COMMENTER)
LETTERS = HandRules(read_comments=False)
_What = tuple[int | str | bool | None, ...]


def read_again(
    document: Document, framework: Framework, rules: HandRules
) -> tuple[str, Sequence[HandCoding]]:
    """Return the text and the codings that importing a document gives."""
    file = IncomingFile(path="", name="", document=document)
    row = segment_row(ImportRow(file, include=True), frozenset(), KnownStudy(framework=framework), rules)
    text = "" if row.segmented is None else row.segmented.transcript.text
    return text, codings_of(row.marks, rules.coded_by, document.author)


def not_back_from_comments(codings: Iterable[Coding], read: Iterable[HandCoding]) -> list[Coding]:
    """Return the codings that do not come back as they are: passage, code, stage, doubt, direction, memo."""
    there = Counter((*_said(each), each.span.start, each.span.end, each.memo.strip()) for each in read)
    return _missing(codings, there, lambda each: (*_said(each), each.start, each.end, each.memo.strip()))


def not_back_from_letters(codings: Iterable[Coding], read: Iterable[HandCoding]) -> list[Coding]:
    """Return the codings whose code does not come back near them, with its stage, doubt and direction.

    Letters say where a passage ends, and hold no memo.
    """
    there = Counter(_said(each) for each in read)
    return _missing(codings, there, _said)


def _said(coding: Coding | HandCoding) -> _What:
    return coding.code_id, coding.stage_id, bool(coding.unsure), str(coding.direction)


def _missing(
    codings: Iterable[Coding], there: Counter[_What], said: Callable[[Coding], _What]
) -> list[Coding]:
    found: list[Coding] = []
    for coding in codings:
        what = said(coding)
        if there[what] > 0:
            there[what] -= 1
        else:
            found.append(coding)
    return found
