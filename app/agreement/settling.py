"""What the keys of the list do: a ruling with its reason, its line in the codebook, the agreed set."""

from PySide6.QtCore import QDate, QLocale

from app.agreement.list_head import place_in_words
from app.agreement.ruling_bar import RulingBar
from app.shell.open_study import OpenStudy
from coding.analysis.agreed_set import settlement
from coding.analysis.settled_items import Item
from coding.language import _
from coding.model.settling import EntryLine
from coding.model.study import Decision
from coding.text.times import local_day
from storage.operations.agreement import settle, settle_alike
from storage.queries.agreement import times_of
from storage.queries.agreement_pairs import ComparedPair, figures_to_keep
from storage.study.operation import now


def settle_item(
    study: OpenStudy, shown: ComparedPair, item: Item, decision: Decision, ruling: RulingBar
) -> None:
    """Settle a disagreement as decided, with what was written in the bar."""
    here = item.disagreement.interview_id
    study.perform(
        settle(
            settlement(item.disagreement, shown.pair.ids, decision),
            shown.found.alike(here),
            reason=ruling.text.text(),
            entry=_entry(study, item, ruling),
            is_last=decision is not Decision.DISCUSS and not _others_open(shown, item),
            figures=figures_to_keep(study.reader, shown),
        )
    )


def _others_open(shown: ComparedPair, item: Item) -> bool:
    here = [each for each in shown.items if each.disagreement.interview_id == item.disagreement.interview_id]
    return any(each.is_open and each.key != item.key for each in here)


def _entry(study: OpenStudy, item: Item, ruling: RulingBar) -> EntryLine | None:
    """Return the line for the codebook, with day and passage; none where nothing new was written."""
    text, field = ruling.text.text().strip(), ruling.entry_field
    if not field or (item.ruling is not None and item.ruling.reason == text):
        return None
    here = item.disagreement.interview_id
    place = place_in_words(item, times_of(study.reader, [here]), ruling.interview)
    line = _("{day}: {text} ({place})") if place else _("{day}: {text}")
    said = line.format(day=day_in_words(now()), text=text, place=place)
    return EntryLine(field, said, ruling.looks.isChecked())


def take_alike(study: OpenStudy, shown: ComparedPair) -> None:
    """Take what both have alike into the agreed set; interviews with nothing open are done there."""
    found = shown.found
    alike = [each for id_ in found.interview_ids for each in found.alike(id_)]
    open_in = {item.disagreement.interview_id for item in shown.items if item.is_open}
    done = [id_ for id_ in found.interview_ids if id_ not in open_in]
    study.perform(settle_alike(found.interview_ids, *shown.pair.ids, alike, done=done))


def day_in_words(time: str) -> str:
    """Write a stored time as a day, as this computer's language has it: ``2 July 2026``."""
    found = QDate.fromString(local_day(time), "yyyy-MM-dd")
    return QLocale().toString(found, "d MMMM yyyy") if found.isValid() else time
