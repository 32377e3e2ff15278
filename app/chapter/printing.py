"""What was found in a chapter on paper: the worst first, each with the words of chapter and study."""

from collections.abc import Iterator
from itertools import groupby

from app.shell.printed import PrintedPart, PrintedWords, PrintStyle
from coding.chapter.chapter_check import ChapterCheck
from coding.chapter.check_records import found_in_words
from coding.chapter.findings import Finding, kind_in_words, severity_in_words
from coding.language import _
from storage.queries.frames import texts
from storage.study.connection import Connection


def parts_of_findings(connection: Connection, name: str, checked: ChapterCheck) -> Iterator[PrintedPart]:
    """Yield the lines of the list under what they are: serious, wrong, to be looked at."""
    yield PrintedWords(name, PrintStyle.TITLE, keeps=True)
    yield PrintedWords(found_in_words(checked) + ".", PrintStyle.SMALL)
    if not checked.findings:
        yield PrintedWords(_("Nothing is to be looked at."))
    passages = {each.passage.transcript_id for each in checked.findings if each.passage is not None}
    sources = texts(connection, sorted(passages))
    for severity, found in groupby(checked.findings, key=lambda each: each.severity):
        lines = list(found)
        heading = f"{severity_in_words(severity)} · {len(lines)}"
        yield PrintedWords(heading, PrintStyle.HEADING, keeps=True)
        for each in lines:
            yield from _finding(each, sources)


def _finding(each: Finding, sources: dict[int, str]) -> Iterator[PrintedPart]:
    words = " ".join(each.words.split())
    yield PrintedWords(words, PrintStyle.QUOTATION, keeps=True)
    where = _("paragraph {n}").format(n=each.place.paragraph + 1)
    said = f"{kind_in_words(each.kind)} · {where} · {each.says}"
    passage = each.passage
    if passage is None:
        yield PrintedWords(said, PrintStyle.SMALL)
        return
    yield PrintedWords(said, PrintStyle.SMALL, keeps=True)
    there = sources.get(passage.transcript_id, "")[passage.start : passage.end]
    yield PrintedWords(_("In the study: {words}").format(words=" ".join(there.split())), PrintStyle.SMALL, 1)
