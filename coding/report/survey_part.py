"""What a survey found, in a report: a table a bank, with n, response rates and what qualifies them."""

from collections.abc import Iterator
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
    TableBlock,
    WordsKind,
    words,
)

_NUMBER, _WORDS, _SHARE, _CHANGE = 12.0, 52.0, 0.0, 16.0  # mm; 0 is a share of what is left
_NO_BREAK = "\u00a0"


def survey_blocks(results: SurveyResults) -> Iterator[Block]:
    """Yield the response rates, a table a bank, and the notes."""
    yield words(rates_in_words(results), WordsKind.LEAD)
    for bank in results.instrument.banks:
        shown = SurveyTableau(results, [bank], groups=[group for group in results.groups if group])
        caption = _("{bank}: who marked each statement").format(bank=bank.name)
        yield TableBlock(caption, tuple(_columns(shown)), partial(_rows, shown, bank))
    for note in (make_up_note(results), *_notes(results)):
        if note:
            yield words(note, WordsKind.NOTE)


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
        called = _("All") if group == ALL else group
        yield BlockColumn(f"{called}\n{shown.sizes(group)}", _SHARE, BlockLook.FIGURE)
        if shown.has_change:
            yield BlockColumn(_("change"), _CHANGE, BlockLook.FIGURE)


def _rows(shown: SurveyTableau, _bank: Bank) -> Iterator[BlockRow]:
    for row in shown.rows:
        if row.is_band:
            yield BlockRow((row.words,), over=True)
        else:
            yield BlockRow(tuple(_cells(shown, row)))


def _cells(shown: SurveyTableau, row: SurveyRow) -> Iterator[str]:
    yield row.name.rpartition(" ")[2]
    yield row.words + (_(" (deficit)") if row.is_deficit else "")
    for cell in row.cells:
        yield "\n".join(map(share_on_paper, cell.shares))
        if shown.has_change:
            yield cell.change
