"""Parts that a researcher wrote: the matrix with its summaries, accounts of cases, the outline, memos."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, school_label
from coding.analysis.matrix import ColumnsOf, Matrix, matrix_columns
from coding.analysis.matrix_rows import RowsOf, matrix_rows
from coding.language import _, plural
from coding.model.study import Case, School
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockRow,
    HeadingBlock,
    TableBlock,
    WordsKind,
    notes,
    table,
    words,
    written_blocks,
)
from coding.report.matrix_part import matrix_table
from coding.report.options import AuditOptions, CasesOptions, MatrixOptions, MemosOptions
from coding.text.blocks import read
from coding.text.times import local_day, local_minute
from storage.operations.frameworks import key_strands
from storage.queries.accounts import WrittenAccount, accounts
from storage.queries.cells import cell_summaries, without_others
from storage.queries.code_versions import revisions
from storage.queries.history import HistoryFilter, history_lines, interview_headings
from storage.queries.memos import WrittenMemo, memos
from storage.queries.selecting import asked_of
from storage.queries.tree import blind_readings
from storage.report.memo_text import memo_blocks, quoted_out, with_clearances, without_places
from storage.report.outline_text import outline_blocks


def matrix_blocks(
    connection: Connection, data: AnalysisData, asked: MatrixOptions, blind_for: int | None
) -> Iterator[Block]:
    """Yield the framework matrix, on its side where it is wide; what is read blind is left out."""
    yield HeadingBlock(_("Framework matrix"))
    found = asked_of(connection, data)
    strands = key_strands(connection, data.framework.id)
    of = ColumnsOf(asked.columns.value)
    if of is ColumnsOf.KEY_STRANDS and not strands:
        of = ColumnsOf.STRANDS  # a framework of one's own says nothing of key strands
    written = with_clearances(connection, cell_summaries(connection))
    rows = matrix_rows(found.names, RowsOf(asked.rows.value), "", [key.place for key in written])
    matrix = Matrix(found, rows, matrix_columns(found, of, strands, apart=False), None)
    seen = without_others(matrix, written, blind_readings(connection, blind_for))
    texts = {key: summary.text for key, summary in seen.items()}
    shown = [matrix.key(at, place) for at in range(len(rows)) for place in range(len(matrix.columns))]
    filled = sum(bool(texts.get(key)) for key in shown)
    said = _("{n} of {cells} cells have a summary.").format(n=filled, cells=len(shown))
    yield words(said, WordsKind.LEAD)
    yield from matrix_table(matrix, texts)


def case_blocks(connection: Connection, data: AnalysisData, asked: CasesOptions) -> Iterator[Block]:
    """Yield the account of each school and case: what was agreed last, else the draft."""
    yield HeadingBlock(_("Accounts"))
    without: list[str] = []
    for on, each in (
        *(("school_id", school) for school in data.schools),
        *(("case_id", case) for case in data.cases),
    ):
        name = _called(each)
        found = accounts(connection, on, each.id)
        latest = found.agreed[0] if found.agreed else found.draft
        if latest is None or not latest.text.strip():
            without.append(name)
            continue
        yield HeadingBlock(name, 2)
        state = _("agreed {day}") if found.agreed else _("draft, last changed {day}")
        yield words(state.format(day=local_day(latest.day)), WordsKind.LEAD)
        yield from _text(connection, latest)
        for reply in found.replies if asked.replies else ():
            yield words(_("What came back, {day}").format(day=local_day(reply.day)), WordsKind.LEAD)
            yield from _text(connection, reply)
    if without:
        yield from notes([_("There is no account of: {names}.").format(names=", ".join(without))])


def _called(each: School | Case) -> str:
    return school_label(each) if isinstance(each, School) else each.name


def _text(connection: Connection, account: WrittenAccount) -> Iterable[Block]:
    return written_blocks(without_places(quoted_out(connection, read(account.text))), 2)


def outline_part(connection: Connection) -> Iterator[Block]:
    """Yield the outline: claims with what speaks for them, qualifies them, and speaks against them."""
    yield HeadingBlock(_("Outline"))
    found = [*outline_blocks(connection)]
    if not found:
        yield words(_("There is no outline yet."))
    yield from written_blocks(found, 1)


def memos_part(connection: Connection, asked: MemosOptions, blind_for: int | None) -> Iterator[Block]:
    """Yield memos and days of the journal, each kind under its heading, with a tag if one is asked for."""
    yield HeadingBlock(_("Memos and journal"))
    found = [memo for memo in memos(connection, blind_for) if _is_wanted(memo, asked)]
    yield words(plural("{n} memo", "{n} memos", len(found)), WordsKind.LEAD)
    yield from written_blocks(memo_blocks(connection, found))


def _is_wanted(memo: WrittenMemo, asked: MemosOptions) -> bool:
    is_journal = memo.about == "journal"
    tagged = not asked.tag or asked.tag.casefold() in {tag.casefold() for tag in memo.tags}
    return tagged and (asked.journal if is_journal else asked.memos) and bool(memo.text.strip())


def audit_blocks(connection: Connection, data: AnalysisData, asked: AuditOptions) -> Iterator[Block]:
    """Yield what was done to the study: the versions of the codebook, and every change if asked for."""
    yield HeadingBlock(_("Audit extract"))
    if asked.codebook:
        yield from _versions(connection, data, asked)
    if asked.every:
        headings = interview_headings(connection)
        columns = (
            BlockColumn(_("When"), 30),
            BlockColumn(_("Who"), 22),
            BlockColumn(_("What")),
            BlockColumn(_("Interview"), 34),
        )

        def rows() -> Iterator[BlockRow]:
            for line in history_lines(connection, HistoryFilter(since=asked.since), headings):
                entry = line.entry
                yield BlockRow((local_minute(entry.created), entry.coder, entry.words, line.interview))

        yield TableBlock(_("Changes, the newest first; times are those of this computer"), columns, rows)


def _versions(connection: Connection, data: AnalysisData, asked: AuditOptions) -> Iterator[Block]:
    found = [
        each
        for each in revisions(connection, data.framework.id)
        if not asked.since or local_day(each.created) >= asked.since
    ]
    if not found:
        yield words(_("The codebook has not been changed in this time."))
        return
    columns = (
        BlockColumn(_("Version"), 18),
        BlockColumn(_("When"), 26),
        BlockColumn(_("Who"), 30),
        BlockColumn(_("Codes that changed")),
    )
    rows = [
        BlockRow(
            (
                str(each.number),
                local_day(each.created),
                each.coder,
                ", ".join(dict.fromkeys(change.short for change in each.changes)),
            )
        )
        for each in found
    ]
    name = data.framework.name
    yield table(_("Versions of the codebook {name}, the newest first").format(name=name), columns, rows)
