"""What a chapter cites that there is not: statements of no bank, people in no table of participants."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from coding.chapter.chapter import Chapter, ChapterPlace, ChapterTable, ParagraphKind
from coding.chapter.findings import Finding, FindingKind, Severity
from coding.language import _

_KEY: Final = re.compile(r"(?<![\w&])([A-Z]{1,2}\d{1,2})(?![\w%])(?!\s(?:paper|sheets?|size))")
_TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][\w’'-]+(?:\s[A-Z]x+)?")
_OF_PEOPLE: Final = re.compile(
    r"participant|interviewee|pseudonym|who was interviewed|people interviewed", re.IGNORECASE
)
_LEAST_PEOPLE: Final = 3


def statements_checked(chapter: Chapter, banks: Mapping[str, Mapping[str, int]]) -> Iterator[Finding]:
    """Yield numbers of statements that their bank does not have; ``banks`` says how many a stage has."""
    if not banks:
        return
    names = "|".join(map(re.escape, sorted(banks, key=len, reverse=True)))
    staged = re.compile(
        rf"(?<![\w&])(?P<bank>{names})\s(?:statements?\s)?(?P<stage>[A-Z])\s?(?P<number>\d{{1,3}})\b(?!\s?%)"
    )
    running = re.compile(
        rf"(?<![\w&])(?P<bank>{names})\sstatement\s(?P<number>\d{{1,3}})\b"
        rf"|[Ss]tatement\s(?P<bank2>{names})\s(?P<number2>\d{{1,3}})\b|\((?P<bank3>{names})\s(?P<number3>\d{{1,3}})\)"
    )
    for at, paragraph in enumerate(chapter.paragraphs):
        for match in staged.finditer(paragraph.text):
            many = banks[match["bank"]].get(match["stage"], 0)
            if not 1 <= int(match["number"]) <= many:
                says = _("{bank} has {n} statements at stage {stage}.")
                said = says.format(bank=match["bank"], n=many, stage=match["stage"])
                yield _statement(at, match, said)
        for match in running.finditer(paragraph.text):
            bank = match["bank"] or match["bank2"] or match["bank3"]
            number = int(match["number"] or match["number2"] or match["number3"])
            many = sum(banks[bank].values())
            if not 1 <= number <= many:
                yield _statement(at, match, _("{bank} has {n} statements.").format(bank=bank, n=many))


def _statement(at: int, match: re.Match[str], says: str) -> Finding:
    return Finding(Severity.WRONG, FindingKind.STATEMENT, ChapterPlace(at, *match.span()), match[0], says)


def people_checked(chapter: Chapter, banks: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield people by key or name who are not in the chapter's table of participants, each once."""
    table = next(filter(_is_of_people, chapter.tables()), None)
    if table is None:
        return
    cells = " \n ".join(table.text(row, column) for row in table.rows for column in table.rows[row])
    inside = {number for row in table.rows.values() for numbers in row.values() for number in numbers}
    after_bank = re.compile(rf"(?:{'|'.join(map(re.escape, banks))})\s$") if banks else None
    for pattern in (_KEY, _TITLED):
        known = set(pattern.findall(cells))
        if len(known) < _LEAST_PEOPLE:
            continue
        told: set[str] = set()
        shapes = {_shape(name) for name in known}
        for at, paragraph in enumerate(chapter.paragraphs):
            if at in inside or paragraph.kind in {ParagraphKind.LISTING, ParagraphKind.HEADING}:
                continue
            for match in pattern.finditer(paragraph.text):
                name = match[0]
                is_statement = after_bank is not None and after_bank.search(
                    paragraph.text, max(0, match.start() - 8), match.start()
                )
                if name in known | told or is_statement or (pattern is _KEY and _shape(name) not in shapes):
                    continue
                told.add(name)
                says = _("{name} is not in the table of participants.").format(name=name)
                yield Finding(Severity.WRONG, FindingKind.PERSON, ChapterPlace(at, *match.span()), name, says)


def _shape(name: str) -> str:
    return re.sub(r"\d", "0", re.sub(r"[A-Z]", "A", name))


def _is_of_people(table: ChapterTable) -> bool:
    first = min(table.rows)
    heads = " ".join(table.text(first, column) for column in table.rows[first])
    return bool(_OF_PEOPLE.search(f"{table.caption_text} {heads}")) and len(table.rows) > _LEAST_PEOPLE
