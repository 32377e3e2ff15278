"""What the export entries of the menus and pages write."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.shell.export_kinds import (
    ACCOUNT,
    ANSWER_FILES,
    COMMENTED,
    CSV,
    FRAMEWORK,
    MEMO_FILES,
    OUTLINE_FILES,
    PNG,
    QUOTATIONS,
    QUOTED,
    SOME,
    SVG,
    TABLE,
    WORD,
    WORKBOOK,
    ExportKind,
)
from app.shell.file_exports import FileExports
from app.shell.jobs import Job
from coding.progress import Progress
from storage.queries.people import study_details
from storage.queries.quoted import guids_of_codings
from storage.study.atomic_write import replacing

if TYPE_CHECKING:
    from coding.analysis.chart import Chart  # pandas comes with it, and is not loaded at start-up
    from coding.analysis.matrix import Matrix
    from coding.analysis.network import Network
    from coding.analysis.table_records import Record
    from coding.chapter.chapter import Chapter
    from coding.chapter.findings import Finding
    from coding.model.cells import CellKey
    from coding.model.query import Query
    from storage.queries.cells import CellSummary
    from storage.queries.history import HistoryFilter


class Exports(FileExports):
    """Exports the open study: each kind of file asks for a place, and says what is to be written there."""

    def word(self) -> Job | None:
        """Export the whole report to Word."""
        return self._export(WORD)

    def workbook(self) -> Job | None:
        """Export codings, counts and all that is known of them to Excel."""
        return self._export(WORKBOOK)

    def csv(self) -> Job | None:
        """Export all codings as CSV."""
        return self._export(CSV)

    def codings(self, coding_ids: Collection[int]) -> Job | None:
        """Export some codings as CSV."""
        target = self.ask_target(SOME)
        if target is None:
            return None
        study = self._open_study.file.path
        coder_ids, reader_id = self._open_study.coder_ids, self._open_study.coder_id

        def write(progress: Progress) -> None:
            from storage.writers.export import export_codings

            export_codings(study, target, coder_ids, coding_ids, reader_id, progress)

        return self.start(SOME, target, write)

    def quotations(self, coding_ids: Sequence[int]) -> Job | None:
        """Export the passages of some codings to Word; the history keeps which were quoted."""
        target = self.ask_target(QUOTATIONS)
        if target is None:
            return None
        study, framework_id = self._open_study.file.path, self._open_study.framework.id
        coder_ids, reader_id = self._open_study.coder_ids, self._open_study.coder_id

        def write(progress: Progress) -> None:
            from storage.writers.export import export_quotations

            export_quotations(study, target, coder_ids, coding_ids, framework_id, reader_id, progress)

        return self.start(QUOTATIONS, target, write, guids_of_codings(self._open_study.reader, coding_ids))

    def png(self) -> Job | None:
        """Save the chart of all rounds and schools as a picture."""
        return self._export(PNG)

    def svg(self) -> Job | None:
        """Save the chart of all rounds and schools as a drawing."""
        return self._export(SVG)

    def picture(self, chart: "Chart", kind: ExportKind = PNG) -> Job | None:
        """Save a chart as the compare page shows it."""
        target = self.ask_target(kind)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(progress: Progress) -> None:
            from storage.writers.export import export_chart

            progress(0, 1, target.name)
            export_chart(chart, target, like=study)

        return self.start(kind, target, write)

    def table(self, table: "list[Record]", interviews: "list[Record]", spread: "list[Record]") -> Job | None:
        """Save a table as the compare page shows it, and beside it what every interview adds to it."""
        target = self.ask_target(TABLE)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(progress: Progress) -> None:
            from storage.writers.frequency_tables import write_tables

            progress(0, 1, target.name)
            write_tables(target, table, interviews, spread, like=study)

        return self.start(TABLE, target, write)

    def records(self, fields: Sequence[str], records: "Sequence[Record]") -> Job | None:
        """Save records as a table."""
        target = self.ask_target(TABLE)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(_progress: Progress) -> None:
            from storage.writers.table_csv import write_csv

            with replacing(target, like=study) as part:
                write_csv(part, fields, records)

        return self.start(TABLE, target, write)

    def network(self, shown: "Network", title: str, said: str, kind: ExportKind) -> Job | None:
        """Save the network of codes that meet as a picture or a drawing."""
        target = self.ask_target(kind)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(_progress: Progress) -> None:
            from storage.writers.network_pictures import export_network

            export_network(shown, title, said, target, like=study)

        return self.start(kind, target, write)

    def commented(self, source: Path, chapter: "Chapter", findings: "Sequence[Finding]") -> Job | None:
        """Write a copy of a chapter that was checked, with comments at the places."""
        target = self.ask_target(COMMENTED)
        if target is None:
            return None

        def write(progress: Progress) -> None:
            from storage.writers.commented_copy import write_commented_copy

            progress(0, 1, target.name)
            write_commented_copy(source, chapter, findings, target)

        return self.start(COMMENTED, target, write)

    def quoted(self, people: "Sequence[Record]") -> Job | None:
        """Save who is quoted how often as a table."""
        target = self.ask_target(QUOTED)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(_progress: Progress) -> None:
            from coding.analysis.quoted_people import FIELDS
            from storage.writers.table_csv import write_csv

            with replacing(target, like=study) as part:
                write_csv(part, FIELDS, people)

        return self.start(QUOTED, target, write)

    def framework(self, framework_id: int | None = None) -> Job | None:
        """Export a framework, the one in use for None."""
        shown = self._open_study.framework
        wanted = next((each for each in self._open_study.frameworks if each.id == framework_id), shown)
        target = self.ask_target(*FRAMEWORK, name=wanted.short_name or wanted.name)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(progress: Progress) -> str:
            from storage.writers.framework_files import export_framework

            progress(0, 1, target.name)
            return export_framework(study, target, wanted.id)

        return self.start(FRAMEWORK[0], target, write)

    def history(self, kind: ExportKind, wanted: "HistoryFilter") -> Job | None:
        """Export of the history what is asked for."""
        target = self.ask_target(kind)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(progress: Progress) -> None:
            from storage.writers.history import export_history

            export_history(study, target, wanted, progress)

        return self.start(kind, target, write)

    def memos(self, memo_ids: Sequence[int]) -> Job | None:
        """Export these memos, to Word, as Markdown or as CSV."""
        target = self.ask_target(*MEMO_FILES)
        if target is None:
            return None
        study, reader_id = self._open_study.file.path, self._open_study.coder_id

        def write(progress: Progress) -> None:
            from storage.writers.memos import export_memos

            export_memos(study, target, memo_ids, reader_id, progress)

        return self.start(MEMO_FILES[0], target, write)

    def outline(self) -> Job | None:
        """Export the outline, to Word or as Markdown."""
        target = self.ask_target(*OUTLINE_FILES)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(progress: Progress) -> None:
            from storage.writers.outline import export_outline

            export_outline(study, target, progress)

        return self.start(OUTLINE_FILES[0], target, write)

    def answers(self, issue_id: int | None, query: "Query") -> Job | None:
        """Export to Word or as CSV the answers that a query finds: to what has a heading, or to all."""
        target = self.ask_target(*ANSWER_FILES)
        if target is None:
            return None
        study, framework_id = self._open_study.file.path, self._open_study.framework.id
        coder_ids, reader_id = self._open_study.coder_ids, self._open_study.coder_id

        def write(progress: Progress) -> None:
            from storage.writers.answers import AnswersOf, export_answers

            some = AnswersOf(issue_id, query=query)
            export_answers(study, target, coder_ids, framework_id, some, reader_id, progress)

        return self.start(ANSWER_FILES[0], target, write)

    def account(self, name: str, on: str, on_id: int) -> Job | None:
        """Export the account of a school or case to Word, for its people."""
        target = self.ask_target(ACCOUNT, name=name)
        if target is None:
            return None
        study = self._open_study.file.path

        def write(_progress: Progress) -> None:
            from storage.writers.account import write_account_to_word

            write_account_to_word(study, target, name, on, on_id)

        return self.start(ACCOUNT, target, write)

    def matrix(
        self, kind: ExportKind, matrix: "Matrix", written: "Mapping[CellKey, CellSummary]"
    ) -> Job | None:
        """Export cases by codes with what is written of each, to Word or as CSV."""
        target = self.ask_target(kind)
        if target is None:
            return None
        study, name = self._open_study.file.path, study_details(self._open_study.reader).name

        def write(_progress: Progress) -> None:
            from storage.writers.matrix import write_matrix

            write_matrix(study, target, name, matrix, written)

        return self.start(kind, target, write)

    def versions(self, kind: ExportKind, versions: tuple[int, int], code_guid: str) -> Job | None:
        """Export two versions of the codebook in hand side by side, of one code or of all."""
        target = self.ask_target(kind)
        if target is None:
            return None
        study, framework_id = self._open_study.file.path, self._open_study.framework.id

        def write(progress: Progress) -> None:
            from storage.writers.codebook_versions import export_versions

            export_versions(study, target, framework_id, versions, code_guid, progress)

        return self.start(kind, target, write)

    def agreement(
        self, kind: ExportKind, coders: tuple[int, int], interview_ids: Sequence[int]
    ) -> Job | None:
        """Export how far two coders agree on these interviews."""
        target = self.ask_target(kind)
        if target is None:
            return None
        study, framework_id = self._open_study.file.path, self._open_study.framework.id

        def write(progress: Progress) -> None:
            from storage.writers.agreement import export_agreement

            export_agreement(study, target, coders, interview_ids, framework_id, progress)

        return self.start(kind, target, write)

    def _export(self, kind: ExportKind) -> Job | None:
        target = self.ask_target(kind)
        if target is None:
            return None
        study = self._open_study.file.path
        coder_ids, reader_id = self._open_study.coder_ids, self._open_study.coder_id
        framework_id = self._open_study.framework.id

        def write(progress: Progress) -> str:
            from storage.writers.export import export

            return export(study, target, coder_ids, framework_id, reader_id, progress)

        return self.start(kind, target, write)
