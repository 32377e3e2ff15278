"""The results of a survey as a table: a row a statement in its stage, round beside round, by group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from coding.analysis.measure import DASH, points_text
from coding.analysis.rounding import percent, rounded
from coding.analysis.survey_bars import SurveyBar
from coding.analysis.survey_results import ALL, DONT_KNOW, SurveyResults, SurveyShare
from coding.analysis.survey_scales import ScaleShares, scale_shares
from coding.language import N_, _, plural
from coding.model.survey import Bank, ItemDirection, ItemKind, SurveyItem


class SurveyForm(StrEnum):
    """How results are looked at."""

    STATEMENTS = N_("Statements")  # in the order of the form
    PROFILE = N_("Profile")  # share per stage, over strengths
    CHANGE = N_("Change")  # by points


@dataclass(frozen=True)
class ShareCell:
    """What stands in one field: a share a round, and how it changed; ``why`` a change is not there.

    Of a scale, or of numbers, ``scales`` stand in place of shares, and the change is that of the mean.
    """

    shares: tuple[SurveyShare | None, ...]
    points: float | None = None
    at_mix: float | None = None
    is_opposite: bool = False
    why: str = ""
    scales: tuple[ScaleShares | None, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """A line a round: ``24 of 31 77 %``, a dash where it was not asked."""
        if self.scales:
            return tuple(DASH if each is None else each.text for each in self.scales)
        return tuple(in_words(share) for share in self.shares)

    @property
    def change(self) -> str:
        """The change in points, with its sign; a dash where there is none to be told."""
        if self.points is None:
            return DASH
        return signed_points(self.points) if not self.scales else _signed_mean(self.points)


@dataclass(frozen=True)
class SurveyRow:
    """A row: a band with words alone, or a statement (or a stage of a bank) with a field a group."""

    words: str
    name: str = ""
    bank: Bank | None = None
    item: SurveyItem | None = None
    stage: str = ""
    answer: int | None = None  # which option of a question with several
    cells: tuple[ShareCell, ...] = ()
    is_deficit: bool = False

    @property
    def is_band(self) -> bool:
        """Tell a heading over rows."""
        return not self.cells

    @property
    def bar(self) -> SurveyBar:
        """What its bars are about."""
        assert self.bank is not None
        return SurveyBar(self.bank, self.item, self.answer, self.stage)


def in_words(share: SurveyShare | None) -> str:
    """Return ``24 of 31 77 %``."""
    return DASH if share is None or not share.n else " ".join(filter(None, (share.text, share.percent)))


def signed_points(points: float) -> str:
    """Return a difference in points with its sign: ``+26``, ``−4``."""
    if not points:
        return "0"
    size = points_text(abs(points))
    return f"+{size}" if points > 0 else f"−{size}"


def _signed_mean(difference: float) -> str:
    size = rounded(abs(difference), 1)
    if size == "0.0":
        return "0"
    return f"+{size}" if difference > 0 else f"−{size}"


@dataclass(frozen=True, eq=False)
class SurveyTableau:
    """Results in one form, of one bank or of all, with a column for all and one for each of some groups.

    ``part``: the first row and the one after the last, where not all are shown.
    """

    results: SurveyResults
    banks: Sequence[Bank]
    form: SurveyForm = SurveyForm.STATEMENTS
    groups: Sequence[str] = ()
    part: tuple[int, int | None] = (0, None)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The groups with a column of their own, all first."""
        return (ALL, *self.groups)

    @property
    def has_change(self) -> bool:
        """Tell whether there are two rounds to compare."""
        return len(self.results.rounds) > 1

    @cached_property
    def rows(self) -> tuple[SurveyRow, ...]:
        """The rows in order."""
        return tuple(self._every())[slice(*self.part)]

    def _every(self) -> Iterator[SurveyRow]:
        match self.form:
            case SurveyForm.PROFILE:
                return self._profile()
            case SurveyForm.CHANGE:
                return self._by_change()
            case SurveyForm.STATEMENTS:
                return (row for bank in self.banks for row in self._of_bank(bank))

    def sizes(self, group: str) -> str:
        """Return how many of a group answered: ``n 31, then 49``."""
        numbers = [str(self.results.size(each, group)) for each in self.results.rounds]
        return _("n {numbers}").format(numbers=_(", then ").join(numbers))

    # --- statements ---

    def _of_bank(self, bank: Bank) -> Iterator[SurveyRow]:
        if len(self.banks) > 1:
            yield SurveyRow(" · ".join(filter(None, (bank.short, bank.name))), bank=bank)
        stage = None
        for item in bank.items:
            if item.stage != stage and item.stage:
                yield SurveyRow(self._stage_words(bank, item.stage), bank=bank, stage=item.stage)
            stage = item.stage
            yield from self._of_item(bank, item)

    def _stage_words(self, bank: Bank, stage: str) -> str:
        items = [item for item in bank.items if item.stage == stage]
        deficits = sum(item.direction is not ItemDirection.STRENGTH for item in items)
        name = " · ".join(filter(None, (stage, self.results.instrument.stage_name(stage))))
        said = plural("{n} statement", "{n} statements", len(items))
        more = plural("{n} of them a deficit", "{n} of them deficits", deficits) if deficits else ""
        return f"{name}  {', '.join(filter(None, (said, more)))}"

    def _of_item(self, bank: Bank, item: SurveyItem) -> Iterator[SurveyRow]:
        if item.kind is ItemKind.STATEMENT:
            since = self.results.reworded_since(item)
            other = _(" (in other words in {rounds})").format(rounds=", ".join(since)) if since else ""
            yield SurveyRow(
                item.text + other,
                bank.name_of(item),
                bank,
                item,
                item.stage,
                cells=tuple(self._cell(item, group) for group in self.columns),
                is_deficit=item.direction is not ItemDirection.STRENGTH,
            )
            return
        if not any(self.results.places_in(each, item) for each in self.results.rounds):
            return
        if item.kind in {ItemKind.SCALE, ItemKind.NUMBER}:
            cells = tuple(self._scale_cell(item, group) for group in self.columns)
            yield SurveyRow(item.text, bank.name_of(item), bank, item, item.stage, cells=cells)
        else:
            said = _(
                " (shares of those who answered; several could be ticked, so they can add up to over 100 %)"
            )
            more = said if item.kind is ItemKind.CHOICES else ""
            yield SurveyRow(f"{bank.name_of(item)}  {item.text}{more}", bank=bank, item=item)
        for at, option in (*enumerate(item.options), (DONT_KNOW, _("don’t know, of all who said something"))):
            cells = tuple(self._option_cell(item, group, at) for group in self.columns)
            if at != DONT_KNOW or any(share.k for cell in cells for share in cell.shares if share):
                yield SurveyRow(option, "", bank, item, item.stage, at, cells)

    def _option_cell(self, item: SurveyItem, group: str, at: int) -> ShareCell:
        if at == DONT_KNOW and item.kind not in {ItemKind.SCALE, ItemKind.CHOICE}:
            return ShareCell(())
        shares = tuple(self.results.option_share(each, item, group, at) for each in self.results.rounds)
        before, after = shares[0], shares[-1]
        if len(shares) < 2 or before is None or after is None or before.is_small or after.is_small:
            return ShareCell(shares)
        return ShareCell(shares, after.value - before.value)

    def _scale_cell(self, item: SurveyItem, group: str) -> ShareCell:
        scales = tuple(scale_shares(self.results, each, item, group) for each in self.results.rounds)
        before, after = scales[0], scales[-1]
        if len(scales) < 2 or before is None or after is None or before.is_small or after.is_small:
            return ShareCell((), scales=scales)
        return ShareCell((), after.mean - before.mean, scales=scales)

    def _cell(self, item: SurveyItem, group: str) -> ShareCell:
        shares = tuple(self.results.share(each, item, group) for each in self.results.rounds)
        change = self.results.change(item, group)
        if change is None:
            return ShareCell(shares)
        if change.is_withheld:
            few = _("{n} answered: with fewer than ten one answer is more than ten points.")
            return ShareCell(shares, why=few.format(n=min(change.before.n, change.after.n)))
        if group != ALL:
            return ShareCell(shares, change.points)
        return ShareCell(
            shares,
            change.points,
            self.results.change_at_first_mix(item),
            self.results.points_opposite(item),
        )

    # --- the profile ---

    def _profile(self) -> Iterator[SurveyRow]:
        for bank in self.banks:
            yield SurveyRow(" · ".join(filter(None, (bank.short, bank.name))), bank=bank)
            for stage, name in self.results.instrument.stages:
                cells = tuple(self._stage_cell(bank, stage, group) for group in self.columns)
                if any(share is not None for cell in cells for share in cell.shares):
                    words = _("{stage}: strengths marked").format(stage=name or stage)
                    yield SurveyRow(words, f"{bank.called} {stage}", bank, None, stage, cells=cells)
            deficits = [item for item in bank.items if item.direction is not ItemDirection.STRENGTH]
            if deficits:
                yield SurveyRow(_("Deficits, for themselves"), bank=bank)
                for item in deficits:
                    yield from self._of_item(bank, item)

    def _stage_cell(self, bank: Bank, stage: str, group: str) -> ShareCell:
        rounds = self.results.rounds
        shares = tuple(self.results.stage_share(each, bank, stage, group) for each in rounds)
        sizes = [self.results.size(each, group) for each in rounds]
        told = [share for share in (shares[0], shares[-1]) if share is not None] if len(shares) > 1 else []
        if len(told) < 2 or min(sizes) < _FEW:
            return ShareCell(shares)
        return ShareCell(shares, told[1].value - told[0].value)

    # --- by change ---

    def _by_change(self) -> Iterator[SurveyRow]:
        found = [
            row
            for bank in self.banks
            for row in self._of_bank(bank)
            if row.item is not None and row.item.kind is ItemKind.STATEMENT
        ]
        told = [row for row in found if row.cells[0].points is not None]
        strengths = [row for row in told if not row.is_deficit]
        yield from sorted(strengths, key=lambda row: -(row.cells[0].points or 0))
        deficits = sorted(
            (row for row in told if row.is_deficit), key=lambda row: -(row.cells[0].points or 0)
        )
        if deficits:
            yield SurveyRow(_("Deficits: a fall in one is no loss"))
            yield from deficits


_FEW = 10


def make_up_note(results: SurveyResults) -> str:
    """Say where all and the groups point opposite ways, and how the make-up of the answers changed."""
    opposite = [item for _bank, item in results.instrument.places if item.kind is ItemKind.STATEMENT]
    if len(results.rounds) < 2 or not any(map(results.points_opposite, opposite)):
        return ""
    first, last = results.rounds[0], results.rounds[-1]
    moved = max(
        (group for group in results.groups if group),
        key=lambda group: abs(results.part_of(last, group).value - results.part_of(first, group).value),
        default="",
    )
    before, after = results.part_of(first, moved), results.part_of(last, moved)
    return _(
        "⇅ All and the groups point opposite ways. The make-up changed: {group} gave {before} of the answers "
        "in {first} and {after} in {last}; the small grey figure is the change had they stayed at {before}."
    ).format(
        group=moved,
        before=percent(before.k, before.n),
        after=percent(after.k, after.n),
        first=first.round,
        last=last.round,
    )


def table_lines(shown: SurveyTableau) -> Iterator[tuple[str, ...]]:
    """Yield the table as rows of words: a heading, then a row a statement, for paper and other programs."""
    rounds = [each.round for each in shown.results.rounds]
    head = [_("Statement"), _("Words")]
    for group in shown.columns:
        called = _("All") if group == ALL else group or _("not known")
        head += [f"{called} {name}" for name in rounds]
        head += [_("{group} change").format(group=called)] if shown.has_change else []
    yield tuple(head)
    for row in shown.rows:
        fields = [row.name, row.words + (_(" (deficit)") if row.is_deficit else "")]
        for cell in row.cells:
            fields += [*cell.lines, *([cell.change] if shown.has_change else [])]
        yield tuple(fields + [""] * (len(head) - len(fields)))
