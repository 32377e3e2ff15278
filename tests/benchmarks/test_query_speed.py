"""Asking 66,000 codings in 1,000 interviews."""

import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from coding.analysis.codes_in_order import codes_in_course, codes_in_order
from coding.analysis.codes_together import codes_together
from coding.analysis.lenses import lenses_crossed
from coding.analysis.matrix import ColumnsOf, Matrix, matrix_columns
from coding.analysis.matrix_rows import RowsOf, matrix_rows
from coding.analysis.passage_listing import Grouped, listed
from coding.analysis.passages import find_passages
from coding.analysis.selection import Asked
from coding.analysis.selection import select as selection
from coding.model.query import Within
from coding.query.parsing import parse
from storage.operations.many_codings import mark_unsure, recode
from storage.queries.memos import MemoSearch, WrittenMemo
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.study import schema
from storage.study.study_file import StudyFile

pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.fixture
def asked(large_study_path: Path) -> Iterator[Asked]:
    with StudyFile.open_for_reading(large_study_path) as study:
        yield asked_of(study.reader, analysis_data(study.reader, 1, [1]))


def _found(asked: Asked, text: str) -> int:
    """Ask as if nothing had been asked before."""
    asked.analysis_data.worked_out.clear()
    asked.analysis_data.shared.clear()
    return int(selection(asked, parse(text, asked.names)).codings.sum())


@pytest.mark.figure("asking 66,000 codings: two codes and a third not, on a passage", 150)
def test_on_a_passage(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_found, (asked, "hsc and e&c not jpd"), rounds=10, warmup_rounds=1)


@pytest.mark.figure("the same in an answer, of one school and role", 150)
def test_in_an_answer(benchmark: Any, asked: Asked) -> None:
    text = "hsc and e&c not jpd school:B role:HD in:2015 within:answer"
    assert benchmark.pedantic(_found, (asked, text), rounds=10, warmup_rounds=1) >= 0


@pytest.mark.figure("the same in passages that overlap", 150)
def test_overlapping(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_found, (asked, "hsc and e&c within:overlap"), rounds=10, warmup_rounds=1)


@pytest.mark.figure("which codes meet, on a passage", 300)
def test_codes_that_meet(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_meeting, (asked, Within.PASSAGE), rounds=10, warmup_rounds=1)


@pytest.mark.figure("which codes meet, in an answer", 300)
def test_codes_that_meet_in_an_answer(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_meeting, (asked, Within.ANSWER), rounds=10, warmup_rounds=1)


@pytest.mark.figure("which codes meet, in an interview", 300)
def test_codes_that_meet_in_an_interview(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_meeting, (asked, Within.INTERVIEW), rounds=10, warmup_rounds=1)


@pytest.mark.figure("which codes meet, in passages that overlap", 300)
def test_codes_that_overlap(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_meeting, (asked, Within.OVERLAP), rounds=10, warmup_rounds=1)


def _meeting(asked: Asked, within: Within) -> int:
    return int(codes_together(asked.analysis_data, within).both.sum())


@pytest.mark.figure("which code follows which within an answer", 300)
def test_codes_in_order(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(codes_in_order, (asked.analysis_data,), rounds=10, warmup_rounds=1).of


@pytest.mark.figure("codes over the course of interviews", 300)
def test_codes_in_course(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(codes_in_course, (asked.analysis_data,), rounds=10, warmup_rounds=1).of


@pytest.mark.figure("two lenses of 66,000 codings each crossed", 300)
def test_lenses(benchmark: Any, asked: Asked) -> None:
    both = (asked.analysis_data, asked.analysis_data)
    assert benchmark.pedantic(lenses_crossed, both, rounds=10, warmup_rounds=1).of


@pytest.mark.figure("2,000 memos searched", 50)
def test_memos(benchmark: Any) -> None:
    text = "Trust is spoken of before challenge; see what A2 says of the favour. " * 8
    written = [
        WrittenMemo(n, str(n), "free", "", f"{n} {text}", ("order",), "", "2015", "2015", 1, "SR")
        for n in range(2_000)
    ]
    search = MemoSearch(written)
    assert len(benchmark.pedantic(search.with_words, ('favour "1999 trust"',), rounds=10)) == 1


@pytest.mark.figure("a word, in all texts", 150)
def test_words(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_found, (asked, '"governor" hsc'), rounds=5, warmup_rounds=1) >= 0


# --- the list ----------------------------------------------------------------------------------------


@pytest.mark.figure("66,000 passages by strand and school", 150)
def test_grouped(benchmark: Any, asked: Asked) -> None:
    found = find_passages(asked.analysis_data)
    everything = np.ones(len(asked.analysis_data.codings), dtype=np.bool_)
    by = (Grouped.STRAND, Grouped.SCHOOL)
    assert len(benchmark.pedantic(listed, (found, everything, by), rounds=10, warmup_rounds=1))


@pytest.mark.figure("a regular expression, in all texts (on a job)", 1_000)
def test_regular_expression(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_found, (asked, "/tru.t/ hsc"), rounds=3, warmup_rounds=1) >= 0


# --- working -----------------------------------------------------------------------------------------


@pytest.fixture
def writable(large_study_path: Path, tmp_path: Path) -> Iterator[StudyFile]:
    path = Path(copyfile(large_study_path, tmp_path / "large.strandline"))
    with StudyFile.open(path) as study:
        yield study


def _thousand(study: StudyFile) -> list[int]:
    """Return codings on a thousand passages of one code, or of more where it has fewer."""
    table = schema.coding.c
    return list(study.reader.scalars(select(table.id).order_by(table.code_id, table.id).limit(1000)))


@pytest.mark.figure("recode 1,000 passages", 500)
def test_recode(benchmark: Any, writable: StudyFile) -> None:
    ids = _thousand(writable)
    codes = list(
        writable.reader.scalars(select(schema.code.c.id).where(schema.code.c.parent_id.is_not(None)))
    )
    acts = iter([recode(ids, codes[-1]), recode(ids, codes[-2]), recode(ids, codes[-3])])
    benchmark.pedantic(lambda: writable.perform(next(acts)), rounds=3)


@pytest.mark.figure("mark 1,000 codings unsure", 500)
def test_mark(benchmark: Any, writable: StudyFile) -> None:
    ids = _thousand(writable)
    acts = iter([mark_unsure(ids, unsure=unsure) for unsure in (True, False, True)])
    benchmark.pedantic(lambda: writable.perform(next(acts)), rounds=3)


@pytest.mark.figure("a matrix of 60 rows by 12 columns", 200)
def test_matrix(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_matrix, (asked,), rounds=10, warmup_rounds=1) > 0


def _matrix(asked: Asked) -> int:
    """Count every cell; who speaks where is known, as it is in a window."""
    rows = matrix_rows(asked.names, RowsOf.INTERVIEW)[:60]
    matrix = Matrix(asked, rows, matrix_columns(asked, ColumnsOf.STRANDS)[:12])
    return sum(matrix.count(row, column) for row in range(60) for column in range(12))
