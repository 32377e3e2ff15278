"""When an interview was: the date that names and heading of a file give, as the whole batch writes dates."""

from typing import Final, NamedTuple

from coding.intake.plan import Guess, GuessSource, ImportPlan, IncomingFile
from coding.text.dates import NO_EVIDENCE, Evidence, date_in, evidence_of
from coding.text.label_looks import asks_by_name
from coding.text.segmentation import Segmented


class DateOrders(NamedTuple):
    """What decides the order of day and month in the names of a batch, and in its headings."""

    names: Evidence = NO_EVIDENCE
    headings: Evidence = NO_EVIDENCE


NO_ORDERS: Final = DateOrders()


class GuessedDate(NamedTuple):
    """The date of a file, with its year; ``could_be_two`` is what was written of a date that stays open."""

    guess: Guess = Guess()
    year: str = ""
    source: GuessSource = GuessSource.NOWHERE
    could_be_two: str = ""


def orders_of(plan: ImportPlan) -> DateOrders:
    """Return what the dates of a batch prove: of names and headings each may say it for both."""
    files = [row.file for row in plan.rows]
    names = dict.fromkeys(name for file in files for name in (file.stem, *file.folders))
    headings = [headings_of(row.original) for row in plan.rows if row.original]
    by_heading = evidence_of(headings, Evidence(plan.known.date_order))
    by_name = evidence_of(names, by_heading)
    return DateOrders(by_name, evidence_of(headings, by_name))


def date_of(file: IncomingFile, headings: str, orders: DateOrders) -> GuessedDate:
    """Return the first date that is clear: in the file's name, its heading, its folders; else an open one."""
    places = (
        (file.stem, GuessSource.FILE_NAME, orders.names),
        (headings, GuessSource.HEADING, orders.headings),
        *((folder, GuessSource.FOLDER, orders.names) for folder in file.folders),
    )
    found = [(dated, source) for text, source, order in places if (dated := date_in(text, order))]
    for dated, source in found:
        if dated.iso:
            return GuessedDate(Guess(dated.iso, source), str(dated.year), source)
    for dated, source in found:
        return GuessedDate(Guess(), str(dated.year), source, dated.written)
    return GuessedDate()


def headings_of(original: Segmented) -> str:
    """Return the headings as one text, without the lines that are about the interviewer."""
    lines = (line for line in original.headings if not asks_by_name(line.partition(":")[0]))
    return "\n".join(lines)
