"""What was found on paper: all hits with their context and who says them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from app.search.hit_list import ShownHit, interview_in_words
from app.shell.printed import PrintedPart, PrintedWords, PrintStyle
from coding.analysis.attribution import SpeakerLookup
from coding.language import _
from storage.queries.searching import search
from storage.study.connection import Connection

_ALL: Final = 1 << 40  # turns


def parts_of_hits(
    connection: Connection, asked: str, count: str, sayings: SpeakerLookup
) -> Iterator[PrintedPart]:
    """Yield the hits, interview by interview."""
    yield PrintedWords(_("Found: {words}").format(words=asked), PrintStyle.TITLE, keeps=True)
    yield PrintedWords(count, PrintStyle.SMALL)
    hits = search(connection, asked, turns=_ALL)
    who = sayings.attributions([(hit.interview_id, hit.span) for hit in hits])
    said = (ShownHit(*each) for each in zip(hits, who, strict=True))
    for interview_id, found in groupby(said, key=lambda each: each.hit.interview_id):
        heading = interview_in_words(connection, interview_id)
        yield PrintedWords(heading, PrintStyle.SUBHEADING, keeps=True)
        for each in found:
            yield PrintedWords(each.text, PrintStyle.QUOTATION, keeps=True)
            yield PrintedWords(each.attribution, PrintStyle.SMALL)
