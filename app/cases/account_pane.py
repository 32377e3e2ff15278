"""The account that goes back to the people of a school or case: written, sent, read back, agreed."""

from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.widgets.forms import STRETCH, button, column_of, hint, named, row_of, wide
from app.widgets.memo_editor import MemoEditor
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.errors import UserError
from coding.language import _
from coding.model.cells import RowPlace
from coding.text.blocks import plain
from storage.operations.accounts import agree_on_account, keep_reply, write_account
from storage.queries.accounts import Accounts, accounts
from storage.readers.kinds import Export, patterns


class _Kept(NamedTuple):
    """What came back, or what was agreed."""

    id: int
    what: str
    day: str
    text: str


class AccountPane(QWidget):
    """The draft as it is typed, and below it what came back and what was agreed."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._study, self._exports = open_study, Exports(open_study, self)
        self._on: tuple[str, int, str] | None = None  # the column, the id, the name
        self._accounts = Accounts()
        self.text = named(MemoEditor(), _("Account"))
        self.send = button(_("To Word…"), self._send)
        self.send.setToolTip(_("Write it as a Word document that goes back to the people"))
        self.read = button(_("Read back…"), self._read_back)
        self.read.setToolTip(_("Read the changes and comments of the Word document that came back"))
        self.agree = button(_("Agreed"), self._agree)
        self.agree.setToolTip(_("Keep the text as it is now as what was agreed today"))
        self.kept: TableModel[_Kept] = TableModel(key=lambda row: row.id)
        self.list = TableView(self.kept, _("What came back, and what was agreed"))
        self.kept.show_anew(
            [
                TableColumn(_("Day"), lambda row: row.day),
                TableColumn(_("What"), lambda row: row.what),
                TableColumn(
                    _("Words"), lambda row: row.text.partition("\n")[0], tool_tip=_whole, is_wide=True
                ),
            ],
            [],
        )
        column_of(
            hint(_("What goes back to the people. It is not among the memos.")),
            wide(self.text, 3),
            row_of(self.send, self.read, self.agree, STRETCH, spacing=4),
            wide(self.list, 2),
            on=self,
            spacing=6,
        )
        self.text.written.connect(self._write)

    def show_case(self, place: RowPlace, name: str, *, anew: bool) -> None:
        """Show the account of a school or case."""
        on_id = place.case_id or place.school_id or 0
        self._on = ("case_id" if place.case_id is not None else "school_id", on_id, name)
        self._accounts = found = accounts(self._study.reader, *self._on[:2])
        draft = found.draft
        self.text.setReadOnly(not self._study.can_write)
        self.text.show_text(draft.text if draft is not None else "", anew=anew)
        self.send.setEnabled(draft is not None)
        for each in (self.read, self.agree):
            each.setEnabled(draft is not None and self._study.can_write)
        kept = [_Kept(each.id, _("wishes"), each.day, plain(each.text)) for each in found.replies]
        kept += [_Kept(each.id, _("agreed"), each.day, plain(each.text)) for each in found.agreed]
        self.kept.show_rows(sorted(kept, key=lambda row: row.id, reverse=True))

    def clear(self) -> None:
        """Keep what is typed, and let go of a study that is being closed."""
        self.text.keep()
        self._on = None
        self.kept.show_rows([])

    def _write(self, text: str) -> None:
        if self._on is not None and text and self._study.can_write:
            self._study.perform(write_account(*self._on[:2], text))

    def _send(self) -> None:
        self.text.keep()
        if self._on is not None:
            on, on_id, name = self._on
            self._exports.account(name, on, on_id)

    def _read_back(self) -> None:
        """Ask for the document that came back, and keep what it wishes."""
        from storage.readers.returned import in_words, returned_from  # of no use before
        from storage.writers.account import lines_as_sent

        self.text.keep()
        kinds = f"{_('Word document')} ({patterns([Export.WORD])})"
        path = self._study.notices.ask_file(_("Read back an account"), kinds)
        if path is None or self._on is None:
            return
        try:
            on, on_id, name = self._on
            sent = lines_as_sent(self._study.reader, name, on, on_id)
            wishes = in_words(returned_from(path).compared_with(sent))
        except UserError as error:
            self._study.report(error)
            return
        self._study.perform(keep_reply(*self._on[:2], wishes, _today()))

    def _agree(self) -> None:
        self.text.keep()
        if self._on is not None:
            self._study.perform(agree_on_account(*self._on[:2], _today()))


def _whole(row: _Kept) -> str:
    return row.text


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the day here
