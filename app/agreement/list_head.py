"""What stands over the list of disagreements: how many, how far they are settled, which are listed."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.agreement.disagreement_list import InterviewHeading, Listing, Row
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, column_of, hint, line, row_of, wide
from coding.analysis.disagreement_words import kind_in_words, settled_in_words
from coding.analysis.disagreements import DisagreementKind
from coding.analysis.settled_items import Item, Standing
from coding.language import N_, _
from coding.model.framework import Framework
from coding.text.times import clock
from storage.queries.agreement_pairs import ComparedPair

Times = Mapping[int, Sequence[tuple[int, int]]]


class Which(StrEnum):
    """Which disagreements are listed."""

    ALL = "all"
    OPEN = "open"
    SETTLED = "settled"
    DISCUSS = "discuss"


class Order(StrEnum):
    """In what order."""

    PLACE = "place"
    KIND = "kind"
    STRAND = "strand"


_WHICH = {
    Which.ALL: N_("all {n}"),
    Which.OPEN: N_("open {n}"),
    Which.SETTLED: N_("settled {n}"),
    Which.DISCUSS: N_("to discuss {n}"),
}
_ORDER = {Order.PLACE: N_("place"), Order.KIND: N_("kind"), Order.STRAND: N_("strand")}
_IS: Mapping[Which, Callable[[Item], bool]] = {
    Which.ALL: lambda _item: True,
    Which.OPEN: lambda item: item.standing in {Standing.OPEN, Standing.CHANGED},
    Which.SETTLED: lambda item: item.standing is Standing.SETTLED,
    Which.DISCUSS: lambda item: item.standing is Standing.DISCUSS,
}


class ListHead(QWidget):
    """Says how far the disagreements are settled, and chooses among them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with all, by place."""
        super().__init__(parent)
        self.n, self.settled = line(role="dim"), hint()
        self.which: ChoiceMenu[Which] = ChoiceMenu(_("Show"), {each: _(w) for each, w in _WHICH.items()})
        self.order: ChoiceMenu[Order] = ChoiceMenu(_("Sort"), {each: _(w) for each, w in _ORDER.items()})
        for menu in (self.which, self.order):
            menu.changed.connect(self.changed)
        column_of(
            row_of(wide(line(_("Disagreements"), "strong")), self.n),
            self.settled,
            row_of(
                line(_("Show"), "dim"),
                word_button(self.which),
                STRETCH,
                line(_("Sort"), "dim"),
                word_button(self.order),
                spacing=0,
            ),
            on=self,
            margins=(12, 8, 12, 2),
            spacing=2,
        )

    def show_counts(self, shown: ComparedPair) -> None:
        """Say how many there are, and how far they are settled."""
        self.n.setText(str(len(shown.items)))
        decisions = [item.decision for item in shown.items if item.decision is not None]
        self.settled.setText(settled_in_words(decisions, len(shown.items), shown.pair.initials))
        for which, words in _WHICH.items():
            n = sum(map(_IS[which], shown.items))
            self.which.rename(which, _(words).format(n=n))

    def listing(
        self, shown: ComparedPair, framework: Framework, names: Mapping[int, tuple[str, str]], times: Times
    ) -> Listing:
        """Return what is listed; ``names`` are key and title of interviews."""
        chosen = [item for item in shown.items if _IS[self.which.value](item)]
        initials = shown.pair.initials
        if self.order.value is Order.PLACE:
            groups = [
                (names[id_], [i for i in chosen if i.disagreement.interview_id == id_])
                for id_ in shown.found.interview_ids
            ]
        elif self.order.value is Order.KIND:
            groups = [
                (("", kind_in_words(kind, initials)), [i for i in chosen if i.disagreement.kind is kind])
                for kind in DisagreementKind
            ]
        else:
            groups = [
                ((code.short, code.name), [i for i in chosen if _strand(i) == code.id])
                for code in framework.codes
            ]
        rows: list[InterviewHeading | Row] = []
        for (key, title), items in groups:
            if items:
                rows.append(InterviewHeading(key, title, len(items)))
                rows += [Row(item, _time(item, times)) for item in items]
        return Listing(rows, framework, initials)


def _strand(item: Item) -> int:
    each = item.disagreement
    return (each.by_first or each.by_second)[0].strand_id if each.first is None else each.first.strand_id


def _time(item: Item, times: Times) -> str:
    each = item.disagreement
    noted = times.get(each.interview_id, ())
    at = bisect_right(noted, (each.start, 1 << 40)) - 1
    return clock(noted[at][1]) if at >= 0 else ""


def place_in_words(item: Item, times: Times, title: str) -> str:
    """Return where a disagreement stands, for a line of the codebook: ``B2 2015, 06:52``."""
    return ", ".join(filter(None, (title, _time(item, times))))
