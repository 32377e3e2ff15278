"""Survey and interviews side by side: pictures of both, and a table with the sentences of the researcher."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from coding.analysis.joint_display import NO_STAGE, JointDisplay
from coding.analysis.joint_rows import JointRow
from coding.analysis.joint_words import (
    Sentences,
    answered_in_words,
    codings_in_words,
    label_of,
    notes,
    said_together,
    sentence_of,
    shares_in_words,
)
from coding.analysis.survey_results import ALL
from coding.language import _
from coding.report import blocks
from coding.report.blocks import Block, BlockColumn, BlockRow, DrawnBlock, TableBlock
from coding.report.drawn import DrawnJoint
from coding.report.survey_part import share_on_paper

_LEADING = 2  # columns before the shares
_MOST_LINES = 44  # of a picture, so that it stands on a page
_FIRST_LINES = 34  # of the first, which stands below a title
_NAMES, _ROUND, _SHARE, _COUNT, _WITH = 13.1, 12.5, 27, 12.2, 15  # mm


def joint_blocks(display: JointDisplay, sentences: Sentences) -> Iterator[Block]:
    """Yield who answered and was interviewed, the pictures, the table, and what is said below it."""
    yield blocks.words(answered_in_words(display))
    several = [*_pages(display)]
    for at, rows in enumerate(several, 1):
        caption = _("Survey and interviews by stage")
        if len(several) > 1:
            caption = _("{caption}, part {n} of {all}").format(caption=caption, n=at, all=len(several))
        yield DrawnBlock(DrawnJoint(display, rows, sentences), caption, _alternative(rows))
    yield _table(display, sentences)
    yield from blocks.notes(notes(display))


def _pages(display: JointDisplay) -> Iterator[tuple[JointRow, ...]]:
    """Part the rows so that each picture stands on a page, strands whole as far as they fit on one."""
    page: list[JointRow] = []
    most = _FIRST_LINES
    for strand in _strands(display.rows):
        if page and _lines(page) + _lines(strand) > most:
            yield tuple(page)
            page, most = [], _MOST_LINES
        for row in strand:
            if page and _lines(page) + len(row.rounds) > most:
                yield tuple(page)
                page, most = [], _MOST_LINES
            page.append(row)
    if page:
        yield tuple(page)


def _strands(rows: Iterable[JointRow]) -> Iterator[list[JointRow]]:
    strand: list[JointRow] = []
    for row in rows:
        if strand and row.group == ALL:
            yield strand
            strand = []
        strand.append(row)
    if strand:
        yield strand


def _lines(rows: Iterable[JointRow]) -> int:
    return sum(len(row.rounds) for row in rows)


def _alternative(rows: Iterable[JointRow]) -> str:
    """Say what a picture shows to who cannot see it: shares and codings, row by row."""
    said = (
        f"{row.called}, {round_.round}: {' '.join(shares_in_words(round_))}; "
        f"{' '.join(codings_in_words(round_))}"
        for row in rows
        for round_ in row.rounds
    )
    return ". ".join(said)


def _table(display: JointDisplay, sentences: Sentences) -> TableBlock:
    letters = [stage.letter for stage in display.stages]
    columns = (
        *(BlockColumn(_("Strand"), _NAMES), BlockColumn(_("Round"), _ROUND)),
        *(
            blocks.figures(_("marked {stage}").format(stage=each), _SHARE, f"marked {each}")
            for each in letters
        ),
        blocks.figures(_("deficits"), _SHARE, "deficits"),
        *(
            blocks.figures(_("coded\n{stage}").format(stage=each), _COUNT, f"codings {each}")
            for each in (_("none"), *letters)
        ),
        *(
            blocks.figures(_("coded\nin all"), _COUNT, "codings"),
            blocks.figures(_("inter-\nviews"), _WITH, "interviews"),
        ),
    )

    return TableBlock(
        _("Marks at the strengths of each stage, codings by stage, and what both say together"),
        columns,
        lambda: (row for row, _of, _round in _rows(display, sentences)),
        behind=partial(_behind, display, sentences),
    )


def _behind(display: JointDisplay, sentences: Sentences, at: int, column: int) -> list[int]:
    """Return the codings behind a number of the interviews: of no stage, of each, in all; none of a share."""
    stages: list[int | None] = [NO_STAGE, *display.stage_ids, None]
    place = column - _LEADING - len(display.stages) - 1
    _row, of, round_ = next(islice(_rows(display, sentences), at, None))
    if of is None or not 0 <= place < len(stages):
        return []
    return display.coding_ids(of, round_, stages[place]).tolist()


def _rows(display: JointDisplay, sentences: Sentences) -> Iterator[tuple[BlockRow, JointRow | None, str]]:
    """Yield a row a round; over those of a strand what both sides say together."""
    was_asked = True
    for row in display.rows:
        if was_asked and row.bank is None:
            yield BlockRow((_("The survey did not ask about these"),), over=True, key="not asked"), None, ""
        was_asked = row.bank is not None
        said = said_together(row, sentences)
        if said and (was_asked or sentence_of(row, sentences).text):
            over = f"{row.called}: {said}"
            yield BlockRow((over,), over=True, key=f"{row.strand}|{row.group}|said"), None, ""
        label = row.strand if row.group == ALL else label_of(row)
        for at, round_ in enumerate(row.rounds):
            shares = map(share_on_paper, (*round_.shares, round_.deficits))
            cells = (*shares, *codings_in_words(round_))
            name = label if at == 0 else ""
            key = f"{row.strand}|{row.group}|{round_.round}"
            yield BlockRow((name, round_.round, *cells), key=key), row, round_.round
