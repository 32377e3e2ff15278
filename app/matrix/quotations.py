"""The first passages of a cell as words, for those that are looked at."""

from collections.abc import Callable, Sequence
from typing import Final

from coding.analysis.matrix import Matrix
from coding.analysis.passages import Passages, find_passages
from coding.text.context import quotation

_QUOTED: Final = 3  # passages that a cell shows


class CellQuotations:
    """Keeps quotations of one matrix as far as they were asked for; ``texts`` reads those of interviews."""

    def __init__(self, texts: Callable[[Sequence[int]], dict[int, str]]) -> None:
        """Keep nothing yet."""
        self._texts = texts
        self._matrix: Matrix | None = None
        self._passages: Passages | None = None
        self._found: dict[tuple[int, int], str] = {}

    def show_matrix(self, matrix: Matrix | None) -> None:
        """Quote in this one from now on; in none where a study is closed."""
        self._matrix, self._found = matrix, {}
        if matrix is None:
            self._passages = None

    def of(self, row: int, column: int) -> str:
        """Return the first passages of a cell."""
        matrix = self._matrix
        if matrix is None or (row, column) in self._found:
            return self._found.get((row, column), "")
        if self._passages is None or self._passages.analysis_data is not matrix.analysis_data:
            self._passages = find_passages(matrix.analysis_data)
        some = self._passages.with_codings(matrix.codings(row, column).tolist())
        first = zip(*(column[:_QUOTED].tolist() for column in some.places), strict=True)
        held = self._texts(some.interview_ids[:_QUOTED].tolist())
        said = [quotation(held.get(id_, ""), start, end) for id_, start, end in first]
        self._found[row, column] = "\n\n".join(f"“{' '.join(each.split())}”" for each in said)
        return self._found[row, column]
