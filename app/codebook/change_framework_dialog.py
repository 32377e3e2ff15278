"""What an edited file would change of a framework: each thing before and after, then one step."""

from PySide6.QtWidgets import QDialog, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, row_of, wide
from app.widgets.message_line import MessageLine
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.language import _, plural_form
from coding.notation.filed_framework import FiledFramework
from coding.notation.framework_change import ChangedLine, FrameworkChange
from coding.text.names import shortened
from storage.operations.framework_changes import change_framework

_LONGEST = 600  # letters of a text; its tooltip has all of it
_NAMED = 160  # letters


class ChangeFrameworkDialog(QDialog):
    """Lists what would be otherwise; nothing is stored before the button is pressed."""

    def __init__(
        self,
        open_study: OpenStudy,
        framework_id: int,
        filed: FiledFramework,
        change: FrameworkChange,
        parent: QWidget | None,
    ) -> None:
        """Show what a file would change."""
        super().__init__(parent)
        self._study, self._framework_id, self._filed = open_study, framework_id, filed
        name = change.before.framework.name
        self.setWindowTitle(_("Change “{name}”").format(name=name))
        model = TableModel(_columns())
        model.show_rows(change.lines)
        self.table = TableView(model, _("What would change"))
        self.table.wrap()
        self.said = MessageLine(_("What just happened"))
        self.act_button = button(_("Change it"), self._act, "primary")
        self.act_button.setEnabled(open_study.can_write)
        column_of(
            hint(_staying_in_words(change)),
            wide(self.table),
            self.said,
            row_of(STRETCH, button(_("Close"), self.reject), self.act_button),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(820, 560)
        open_study.notices.warned.connect(self.said.warn)
        open_study.closing.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.table.setFocus()

    def _act(self) -> None:
        """Change the framework; what stands against it is said here."""
        change = self._study.perform(change_framework(self._framework_id, self._filed))
        if change is None:
            return
        said = _("Changed “{name}”.").format(name=change.after.framework.name)
        self._study.notices.offer(said, _("Undo"), self._study.undo)
        self.accept()


def _columns() -> list[TableColumn[ChangedLine]]:
    return [
        TableColumn(_("Code"), lambda line: line.code or _("the framework"), width=170),
        TableColumn(_("What"), lambda line: line.what, width=120),
        TableColumn(
            _("Now"), lambda line: _short(line.before), is_wide=True, tool_tip=lambda line: line.before
        ),
        TableColumn(
            _("In the file"), lambda line: _short(line.now), is_wide=True, tool_tip=lambda line: line.now
        ),
    ]


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)


def _staying_in_words(change: FrameworkChange) -> str:
    """Say that codings stay, and which codes the file does not have."""
    said = _("Codings and memos stay with their codes. It is one step to undo.")
    n = len(change.staying)
    if not n:
        return said
    lacking = plural_form(
        "{n} code is not in the file and stays as it is: {names}.",
        "{n} codes are not in the file and stay as they are: {names}.",
        n,
    )
    return f"{said} {lacking.format(n=n, names=shortened(', '.join(change.staying), _NAMED))}"
