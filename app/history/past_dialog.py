"""A table as it was: codings by strand and round on a day, or under a codebook, beside today's."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QWidget

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, row_of, wide
from app.widgets.message_line import MessageLine
from app.widgets.moment_fields import MomentFields
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.errors import UserError
from coding.language import _
from coding.progress import Progress
from storage.queries.people import rounds

if TYPE_CHECKING:
    from storage.queries.past import PastRow, PastTable  # pandas comes with it

_ALL: Final = ""  # rounds


def _then_and_today(round_name: str, row: "PastRow") -> str:
    """Return a number as it was, and as it is where that is another: ``22 → 20``."""
    then, today = row.then.get(round_name, 0), row.now.get(round_name, 0)
    return str(then) if then == today else f"{then} → {today}"


class PastDialog(QDialog):
    """Asks for a day or a version of the codebook; the table is rebuilt on a job, and shown."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet: a table of long ago takes seconds in a large study."""
        super().__init__(parent)
        self.setWindowTitle(_("A table as it was"))
        self.open_study = open_study
        self._job: Job | None = None
        self.said = MessageLine(_("What was done since"))
        self.model: TableModel[PastRow] = TableModel((*self._columns(),))
        self.table: TableView[PastRow] = TableView(self.model, _("A table as it was"))
        self.show_button = button(_("Show"), self.rebuild, "primary")
        self.show_button.setDefault(True)
        self.fields = MomentFields(open_study, self.show_button)
        column_of(
            hint(_("Codings by strand and round, rebuilt from the history; nothing in the study changes.")),
            self.fields,
            self.said,
            wide(self.table),
            row_of(STRETCH, button(_("Close"), self.reject)),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(860, 560)
        open_study.closing.connect(self.reject)

    def _columns(self) -> "Iterator[TableColumn[PastRow]]":
        names = [each.name for each in rounds(self.open_study.reader)]
        yield TableColumn(_("Strand"), lambda row: row.strand, width=110)
        for name in (*names, _ALL):
            about = _("Then, and today where it is another")
            yield TableColumn(
                name or _("all rounds"), partial(_then_and_today, name), is_number=True, about=about
            )
        yield TableColumn(_("Why"), lambda row: row.why, is_wide=True)

    def rebuild(self) -> None:
        """Rebuild the table of the day or version that is asked for."""
        from storage.queries.past import moment_asked

        study = self.open_study
        try:
            moment = moment_asked(study.reader, study.framework.id, self.fields.asked)
        except UserError as error:
            self.said.warn(error)
            return
        path, framework_id, coder_ids = study.file.path, study.framework.id, tuple(study.coder_ids)

        def read(progress: Progress) -> "PastTable":
            from storage.queries.past import past_table

            return past_table(path, moment, framework_id, coder_ids, progress)

        self.said.say(_("Going back through the history…"), "dim")
        self.show_button.setEnabled(False)
        self._job = study.jobs.start(_("A table as it was"), read, done=self._show, failed=self._refuse)
        self._job.ended.connect(lambda: self.show_button.setEnabled(True))

    def _show(self, found: "PastTable") -> None:
        from storage.queries.past import was_on

        self.said.say(f"{was_on(found.moment)} {found.about}", "dim")
        self.model.show_rows(found.rows)

    def _refuse(self, error: Exception) -> None:
        self.model.show_rows(())
        if isinstance(error, UserError):
            self.said.warn(error)
        else:
            self.open_study.report(error)

    def done(self, result: int) -> None:
        """Stop looking and leave."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)
        self.deleteLater()
