"""Several interviews in one file: the headings that part them, and the file taken apart.

Each heading stands on a line of its own, is another one than the others (Participant 1, Participant 2), and
enough follows it. It is offered, never done by itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import Final, NamedTuple

from coding.intake.fold import plan_step
from coding.intake.interpretation import interpret_file, merge_batch
from coding.intake.plan import ImportPlan, ImportRow, IncomingFile, TheseFiles
from coding.intake.recompute import recompute
from coding.model.document import Document
from coding.text.names import name_key

_WORDS: Final = (
    r"interview|transcript(?:ion)?|participant|respondent|interviewee|informant|narrator|case|(?:focus\s)?group|"
    r"session|conversation|gespräch|befragte[r]?|teilnehmer(?:in)?|entretien|entrevista|intervista|participante|"
    r"интервью|访谈|採訪"
)
_HEADS: Final = (
    re.compile(
        rf"\W*(?:{_WORDS})\s*(?:no\.?|nr\.?|number|#)?\s*[A-Z]?\d{{1,3}}\b(?P<rest>.*)", re.IGNORECASE
    ),  # Participant no. 7 (School B)
    re.compile(r"\W*(?:interview|conversation|gespräch|entretien|entrevista|intervista)\s"
               r"(?:with|mit|avec|con)\s(?P<rest>.+)", re.IGNORECASE),
    re.compile(r"[A-Z]\d{1,2}(?P<rest>(?:\s?[-–:(].*)?)"),  # a key alone: "B2", "B2 – headteacher"
)  # fmt: skip
_NUMBER: Final = re.compile(r"\W{0,2}(\d{1,3})\W{0,2}")
_LONGEST: Final = 90
_FEWEST: Final = 4  # paragraphs of an interview
_FEWEST_BARE: Final = 6  # where only a number parts them: pages are numbered too
_NAME: Final = 40  # characters of a heading in a file's name


class InterviewPart(NamedTuple):
    """One of several interviews: its heading, and the paragraphs [first, last) that it is."""

    heading: str
    first: int
    last: int


def parts_of(document: Document) -> tuple[InterviewPart, ...]:
    """Return the interviews that a document seems to hold, if there are several; else nothing."""
    texts = [text.strip() for text in document.paragraphs]
    for pattern in _HEADS:
        heads = [at for at, text in enumerate(texts) if _is_head(text, pattern)]
        if found := _parted(texts, heads, _FEWEST):
            return found
    numbers = [at for at, text in enumerate(texts) if _NUMBER.fullmatch(text)]
    rising = [int(re.sub(r"\D", "", texts[at])) for at in numbers]
    is_list = rising == [*range(1, len(rising) + 1)]
    return _parted(texts, numbers, _FEWEST_BARE) if is_list else ()


def _is_head(text: str, pattern: re.Pattern[str]) -> bool:
    found = pattern.fullmatch(text) if 0 < len(text) <= _LONGEST else None
    return found is not None and not found["rest"].rstrip().endswith(("?", "!", "…"))


def _parted(texts: list[str], heads: list[int], fewest: int) -> tuple[InterviewPart, ...]:
    """Return the parts if every heading is another one and enough follows each."""
    if len(heads) < 2 or len({name_key(texts[at]) for at in heads}) < len(heads):
        return ()
    filled = [sum(1 for text in texts[a + 1 : b] if text) for a, b in pairwise([*heads, len(texts)])]
    if min(filled) < fewest:
        return ()
    starts = [0 if at == heads[0] and at < fewest else at for at in heads]
    return tuple(
        InterviewPart(texts[at], start, last)
        for at, (start, last) in zip(heads, pairwise([*starts, len(texts)]), strict=True)
    )


def with_taken_apart(plan: ImportPlan, indices: Iterable[int]) -> ImportPlan:
    """Let each of these files be as many as it holds interviews; what was corrected in them is dropped."""
    return _apart(plan, TheseFiles.of(plan, indices))


@plan_step
def _apart(plan: ImportPlan, files: TheseFiles) -> ImportPlan:
    chosen = set(files.places(plan))
    rows = tuple(
        part
        for at, row in enumerate(plan.rows)
        for part in (_rows_of(row, plan) if at in chosen and row.readable else (row,))
    )
    plan = merge_batch(replace(plan, rows=rows))
    return recompute(plan) if plan.tables else plan


def _rows_of(row: ImportRow, plan: ImportPlan) -> Iterator[ImportRow]:
    parts = parts_of(row.file.document)
    if not parts:
        yield row
    for number, part in enumerate(parts, 1):
        yield interpret_file(_file_of(row.file, number, part), plan.known, plan.rules)


def _file_of(file: IncomingFile, number: int, part: InterviewPart) -> IncomingFile:
    """Return a part as a file of its own, with a name, path and fingerprint of its own."""
    heading = " ".join(re.sub(r"[/\\.]", " ", part.heading).split())[:_NAME].strip()
    ending = file.name[len(file.stem) :]
    return replace(
        file,
        path=f"{file.path}#{number}",
        name=f"{file.stem} – {heading}{ending}",
        sha256=sha256(f"{file.sha256}#{number}".encode()).hexdigest(),
        document=_cut(file.document, part.first, part.last),
    )


def _cut(document: Document, first: int, last: int) -> Document:
    """Return some paragraphs with what stands on them; a comment is where it begins."""
    return replace(
        document,
        paragraphs=document.paragraphs[first:last],
        highlights=tuple(
            replace(each, paragraph=each.paragraph - first)
            for each in document.highlights
            if first <= each.paragraph < last
        ),
        settings=tuple(
            replace(each, paragraph=each.paragraph - first)
            for each in document.settings
            if first <= each.paragraph < last
        ),
        comments=tuple(
            replace(
                each,
                start=(each.start[0] - first, each.start[1]),
                end=(each.end[0] - first, each.end[1])
                if each.end[0] < last
                else (last - first - 1, len(document.paragraphs[last - 1])),
            )
            for each in document.comments
            if first <= each.start[0] < last
        ),
    )
