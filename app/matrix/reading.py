"""What the matrix shows, read and counted: at once, or on a job where words have to be looked for."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.matrix.settings import MatrixSettings
from app.matrix.shown import ShownMatrix
from app.shell.open_study import OpenStudy
from app.widgets.looking import Looking
from coding.analysis.matrix import Matrix, columns_of_codes, matrix_columns, words_looked_for
from coding.analysis.matrix_rows import matrix_rows
from coding.analysis.selection import Asked
from coding.analysis.words_said import WordsSaid
from coding.model.cells import CellKey
from storage.operations.frameworks import key_strands
from storage.queries.cells import CellSummary, cell_summaries, without_others
from storage.queries.selecting import asked_of
from storage.queries.tree import blind_readings


class MatrixReading(QObject):
    """Reads what the settings ask for; what is read goes out as ``read``."""

    read = Signal(object)  # ShownMatrix
    begun = Signal()  # what takes longer

    def __init__(self, open_study: OpenStudy, settings: MatrixSettings, parent: QObject) -> None:
        """Read this study."""
        super().__init__(parent)
        self._study, self._settings = open_study, settings
        self._looking = Looking(open_study, self)
        self._looking.begun.connect(self.begun)

    def drop(self) -> None:
        """Let go of what is still being looked for."""
        self._looking.drop()

    def start(self) -> None:
        """Read and count anew."""
        study, settings = self._study, self._settings
        data = study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
        keys = key_strands(study.reader, study.framework.id)
        settings.offer(data, keys)
        asked = asked_of(study.reader, data)
        settings.asking.know(asked.names)
        words = words_looked_for(asked, settings.asking.query)
        self._looking.search(words, asked, partial(self._count, asked, keys))

    def _count(self, asked: Asked, keys: frozenset[int], said: WordsSaid) -> None:
        written, settings = cell_summaries(self._study.reader), self._settings
        rows, wanted = settings.rows.value, settings.columns.value
        columns = (
            columns_of_codes(asked, wanted.code_ids)
            if wanted.code_ids
            else matrix_columns(asked, wanted.columns, keys, apart=wanted.apart)
        )
        lines = matrix_rows(asked.names, rows.rows, rows.attribute, [key.place for key in written])
        matrix = Matrix(asked, lines, columns, settings.asking.query, said)
        self.read.emit(self._shown(matrix, written))

    def with_texts_of_now(self, shown: ShownMatrix) -> ShownMatrix:
        """Return the same matrix with what is written in it by now."""
        return self._shown(shown.matrix, cell_summaries(self._study.reader))

    def _shown(self, matrix: Matrix, written: dict[CellKey, CellSummary]) -> ShownMatrix:
        """Leave out what others wrote of cases that are read blind: nobody writes over it unseen."""
        seen = without_others(matrix, written, blind_readings(self._study.reader, self._study.coder_id))
        return ShownMatrix(
            matrix, seen, frozenset(k for k in written.keys() - seen.keys() if written[k].text)
        )
