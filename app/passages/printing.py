"""The Passages page on paper: what was found, in the groups and the order of its list."""

from collections.abc import Callable, Iterator

from app.passages.row_details import RowDetails, ShownPassage, SpokenAround
from app.shell.printed import PrintedPart, PrintedWords, PrintStyle
from coding.analysis.passage_listing import PassageListing
from coding.analysis.passages import Passages
from coding.language import _, plural
from storage.study.connection import Connection


def parts_of_passages(
    connection: Connection,
    asked: str,
    count: str,
    found: Passages,
    listing: PassageListing,
    steps_of: Callable[[int], int],
) -> Iterator[PrintedPart]:
    """Yield the rows of the list, each passage whole and with as much context as is shown."""
    details = RowDetails(connection, found.analysis_data)
    yield PrintedWords(_("Passages"), PrintStyle.TITLE, keeps=True)
    yield PrintedWords(" · ".join(filter(None, (asked, count))), PrintStyle.SMALL)
    for row in map(int, listing.rows):
        if row < 0:
            heading = listing.headings[-1 - row]
            n = plural("{n} passage", "{n} passages", heading.passages)
            style = PrintStyle.SUBHEADING if heading.depth else PrintStyle.HEADING
            yield PrintedWords(f"{heading.label}, {n}", style, keeps=True)
        else:
            text = details.text(int(found.interview_ids[row]))
            yield from _passage(details.shown(found.record(row, text), steps_of(row)))


def _passage(shown: ShownPassage) -> Iterator[PrintedPart]:
    yield from map(_around, shown.before)
    hues = tuple(dict.fromkeys(strand.hue for strand in shown.passage.strands))
    yield PrintedWords(shown.words, PrintStyle.QUOTATION, keeps=True, hues=hues)
    codes = ", ".join(strand.label for strand in shown.passage.strands)
    inside = _("inside {codes}").format(codes=", ".join(shown.inside)) if shown.inside else ""
    facts = (shown.place, codes, inside, shown.passage.coder, shown.passage.may_quote.line)
    yield PrintedWords(" · ".join(filter(None, facts)), PrintStyle.SMALL)
    if shown.memo:
        yield PrintedWords(f"✎ {shown.memo}", PrintStyle.SMALL, indent=1)
    yield from map(_around, shown.after)


def _around(said: SpokenAround) -> PrintedPart:
    return PrintedWords(f"{said.who}: {said.words}", PrintStyle.SMALL, indent=1)
