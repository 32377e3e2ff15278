"""What a survey found, in a report: a table a bank, with n, response rates and what qualifies them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from coding.analysis.joint_rows import StageShare
from coding.analysis.measure import DASH, PERCENT_FROM
from coding.analysis.survey_results import ALL, SurveyResults, SurveyShare
from coding.analysis.survey_table import SurveyRow, SurveyTableau, make_up_note
from coding.language import _
from coding.model.survey import Bank
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockLook,
    BlockRow,
    DrawnBlock,
    TableBlock,
    WordsKind,
    words,
)

_NUMBER, _WORDS, _SHARE, _CHANGE = 12.0, 52.0, 0.0, 16.0  # mm; 0 is a share of what is left
_MOST_LINES = 46  # of a picture, so that it stands on a page
_BESIDE = 4  # groups beside all in one picture or table
_NO_BREAK = "\u00a0"


def survey_blocks(results: SurveyResults) -> Iterator[Block]:
    """Yield the response rates, a picture and a table a bank, and the notes."""
    yield words(rates_in_words(results), WordsKind.LEAD)
    groups = [group for group in results.groups if group] or [""]
    some = [groups[at : at + _BESIDE] for at in range(0, len(groups), _BESIDE)]
    for bank in results.instrument.banks:
        for beside in some:
            shown = SurveyTableau(
                results, [bank], groups=[group for group in beside if group in results.groups]
            )
            if any(not row.is_band for row in shown.rows):
                yield from _of_bank(shown, bank)
    for note in (make_up_note(results), *_notes(results)):
        if note:
            yield words(note, WordsKind.NOTE)


def _of_bank(shown: SurveyTableau, bank: Bank) -> Iterator[Block]:
    caption = _("{bank}: who marked each statement").format(bank=bank.name)
    pictures = [replace(shown, part=part) for part in _pages(shown.rows)]
    for at, each in enumerate(pictures, 1):
        several = _("{caption}, part {n} of {all}").format(caption=caption, n=at, all=len(pictures))
        yield DrawnBlock(each, several if len(pictures) > 1 else caption, _alternative(each))
    yield TableBlock(caption, tuple(_columns(shown)), partial(_rows, shown))


def _pages(rows: Sequence[SurveyRow]) -> Iterator[tuple[int, int]]:
    """Yield the parts of the rows that fit on a page each; a band stays with the row below it."""
    begin, lines = 0, 0
    for at, row in enumerate(rows):
        lines += len(row.cells[0].lines) if row.cells else 1
        if lines > _MOST_LINES and at > begin and not rows[at - 1].is_band:
            yield begin, at
            begin, lines = at, 0
    yield begin, len(rows)


def _alternative(shown: SurveyTableau) -> str:
    """Say what a picture shows to who cannot see it: of each row the figures of all."""
    said = (f"{row.name or row.words}: {'; '.join(row.cells[0].lines)}" for row in shown.rows if row.cells)
    return ". ".join(said)


def rates_in_words(results: SurveyResults) -> str:
    """Return how many answered in each round, of how many."""
    return "; ".join(
        f"{each.round}: {each.response_text()} {each.response_percent()}".rstrip() for each in results.rounds
    )


def share_on_paper(share: SurveyShare | StageShare | None) -> str:
    """Return ``24 of 31 (77 %)``, the share in brackets only where it is told; a dash for none."""
    marks = share.marks if isinstance(share, StageShare) else share
    if share is None or marks is None or not marks.n:
        return DASH
    shown = f"{marks.text} ({share.percent})" if share.percent else marks.text
    return shown.replace(" ", _NO_BREAK)


def _notes(results: SurveyResults) -> tuple[str, ...]:
    return (
        _(
            "Shares are of those who answered; a blank means “not true or unclear”. Under {n} no percentage."
        ).format(n=PERCENT_FROM),
        _("Everybody was asked, so there are no intervals of sampling. A fall in a deficit is no loss."),
        results.instrument.notes,
    )


def _columns(shown: SurveyTableau) -> Iterator[BlockColumn]:
    yield BlockColumn("", _NUMBER)
    yield BlockColumn(_("Statement"), _WORDS)
    for group in shown.columns:
        called = _("All") if group == ALL else group or _("not known")
        yield BlockColumn(f"{called}\n{shown.sizes(group)}", _SHARE, BlockLook.FIGURE)
        if shown.has_change:
            yield BlockColumn(_("change"), _CHANGE, BlockLook.FIGURE)


def _rows(shown: SurveyTableau) -> Iterator[BlockRow]:
    for row in shown.rows:
        if row.is_band:
            yield BlockRow((row.words,), over=True)
        else:
            yield BlockRow(tuple(_cells(shown, row)))


def _cells(shown: SurveyTableau, row: SurveyRow) -> Iterator[str]:
    yield row.name.rpartition(" ")[2]
    yield row.words + (_(" (deficit)") if row.is_deficit else "")
    for cell in row.cells:
        yield "\n".join(cell.lines if cell.scales else map(share_on_paper, cell.shares))
        if shown.has_change:
            yield cell.change
