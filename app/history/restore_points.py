"""The restore points of a study: what each holds, what was done since, and going back to one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QWidget

from app.shell.jobs import Job
from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, line, named, row_of, wide, with_role
from app.widgets.look_ahead_dialog import LookAheadDialog
from app.widgets.table import NOWHERE, TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.errors import DamagedError, UserError
from coding.language import _, plural
from coding.text.times import local_minute
from storage.queries.history import steps_after
from storage.queries.restore_points import Contents, Holding, RestorePointDetails, look_into
from storage.study.keeping.restore_folders import choose_restore_folder, restore_folder, sync_service
from storage.study.keeping.restore_points import RestorePoint, keep_now, restore_points

_MOST = 500  # changes that are listed


@dataclass(frozen=True, slots=True)
class _Figure:
    """How many of something there were and are."""

    what: str
    then: int | None
    now: int | None


class RestorePointsDialog(LookAheadDialog):
    """Lists the restore points, the newest first; below stands what the chosen one holds.

    ``chosen`` is the one to go back to, once the dialog was accepted. The study may be too damaged to be
    open.
    """

    look_wanted = Signal(Path)  # a restore point is to be opened in a window of its own

    def __init__(self, open_study: OpenStudy, path: Path, parent: QWidget | None = None) -> None:
        """List the restore points of the study at ``path``."""
        said = _("What is going on")
        super().__init__(open_study, _("Restore points"), said, _("Go back to this…"), parent)
        self._path = path
        self._now: Contents | None = None
        self.chosen: RestorePoint | None = None
        self.folder = hint()
        self.points = TableView(TableModel(_point_columns(), lambda row: row.point.path), _("Restore points"))
        held = _("What it held, and what the study holds now")
        self.figures = TableView(TableModel(_figure_columns(), lambda row: row.what), held)
        self.changes = named(with_role(QListWidget(), "field"), _("Changes since"))
        self.since = hint()
        self.look_button = button(_("Open to look"), self._look)
        self.points.selectionModel().currentRowChanged.connect(self._show_current)
        self.points.opened.connect(self._look)
        self._lay_out()
        self._list()

    def _lay_out(self) -> None:
        held = column_of(line(_("Then and now"), "section"), wide(self.figures))
        since = column_of(line(_("Since then"), "section"), self.since, wide(self.changes))
        column_of(
            self.folder,
            wide(self.points, 5),
            wide(row_of(wide(held, 3), wide(since, 4), spacing=16), 4),
            self.said,
            self.buttons(
                button(_("Keep one now"), self._keep),
                button(_("Show folder"), self._show_folder),
                button(_("Choose folder…"), self._choose_folder),
                STRETCH,
                self.look_button,
            ),
            on=self,
            margins=DIALOG,
            spacing=10,
        )
        self.resize(960, 640)

    # --- the list ----------------------------------------------------------------------------

    def _list(self) -> None:
        """List the files at once and look into them on a job."""
        points = restore_points(self._path)[::-1]
        folder = restore_folder(self._path)
        self.folder.setText(
            _("Whole copies of the study as it was. They are in the folder “{folder}”.").format(folder=folder)
        )
        self._show([RestorePointDetails(point, 0) for point in points])
        path = self._path
        self.said.say(_("Looking into the restore points …"), "dim")
        self.look_ahead(
            _("Looking into the restore points"),
            lambda progress: look_into(path, points, progress),
            self._show_holding,
        )

    def _show_holding(self, found: Holding) -> None:
        self._now = found.now
        empty = _("There are none yet. One is kept when the study is opened and has changed, and every hour.")
        self.said.say("" if found.points else empty, "dim")
        self._show(found.points)

    def _show(self, points: list[RestorePointDetails]) -> None:
        self.points.rows_model.show_rows(points)
        if points and not self.points.currentIndex().isValid():
            self.points.selectRow(0)
        self._show_current()

    @property
    def _current(self) -> RestorePointDetails | None:
        return self.points.rows_model.row_at(self.points.currentIndex())

    def _show_current(self) -> None:
        """Show what the chosen one holds, and what was done since."""
        current = self._current
        readable = current is not None and current.contents is not None
        self.look_button.setEnabled(readable)
        is_free = not self.open_study.is_open or self.open_study.can_write
        self.act_button.setEnabled(readable and is_free)
        then = current.contents if current is not None else None
        self.figures.rows_model.show_anew(_figure_columns(), [*_figures(then, self._now)])
        self.changes.clear()
        self.since.setText(_since_in_words(current) if current is not None else "")
        if current is not None and current.since is not None and self.open_study.is_open:
            study = self.open_study
            steps = steps_after(study.reader, current.since.shared, _MOST, study.coder_id)
            self.changes.addItems([f"{local_minute(step.created)}  {step.words}" for step in steps])

    # --- acts --------------------------------------------------------------------------------

    def _look(self) -> None:
        current = self._current
        if current is not None and current.contents is not None:
            self.look_wanted.emit(current.point.path)

    def act(self) -> Job | None:
        """Ask, and leave with the choice."""
        current = self._current
        if current is None:
            return None
        question = Prompt(_("Go back to a restore point"), _warning(current), (_("Go back"),))
        if self.open_study.notices.ask(question) is not None:
            self.chosen = current.point
            self.accept()
        return None

    def _keep(self) -> None:
        path = self._path
        self.said.say(_("Keeping a restore point …"), "dim")
        self.look_ahead(_("Keeping a restore point"), lambda _progress: keep_now(path), self._show_kept)

    def _show_kept(self, wrong: list[str]) -> None:
        self.points.setCurrentIndex(NOWHERE)  # the new one is shown
        self._list()
        if wrong:
            self.open_study.notices.warn(
                DamagedError(_("The restore point is damaged, as the study is: {what}").format(what=wrong[0]))
            )

    def _show_folder(self) -> None:
        folder = restore_folder(self._path)
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _choose_folder(self) -> None:
        """Ask for a folder; the restore points get one of their own in it, since all in it is theirs."""
        chosen = self.open_study.notices.ask_folder(_("Choose a folder for the restore points"))
        if chosen is None:
            return
        own = chosen / f"{self._path.stem} restore points"
        try:
            choose_restore_folder(self._path, own)
        except OSError as error:
            self.said.warn(UserError(_("The choice cannot be stored."), error.strerror or ""))
            return
        self._list()
        if service := sync_service(own / "study"):
            copied = _(
                "{service} copies this folder to other computers: every restore point travels with it."
            )
            self.said.say(copied.format(service=service), "warning")


def _point_columns() -> list[TableColumn[RestorePointDetails]]:
    return [
        TableColumn(_("When"), lambda row: row.point.when),
        TableColumn(_("Why"), lambda row: row.point.why),
        TableColumn(_("Size"), lambda row: _size(row.size), width=80, is_number=True),
        TableColumn(_("Holds"), _holds, is_wide=True),
    ]


def _figure_columns() -> list[TableColumn[_Figure]]:
    return [
        TableColumn("", lambda row: row.what, is_wide=True),
        TableColumn(_("Then"), lambda row: _number(row.then), is_number=True),
        TableColumn(_("Now"), lambda row: _number(row.now), is_number=True),
    ]


def _figures(then: Contents | None, now: Contents | None) -> Iterator[_Figure]:
    """Yield what is compared; codings by framework."""
    then_by, now_by = _by_framework(then), _by_framework(now)
    yield _Figure(_("Interviews"), then and then.interviews, now and now.interviews)
    for name in dict.fromkeys([*then_by, *now_by]):
        what = _("Codings, {framework}").format(framework=name)
        yield _Figure(what, then and then_by.get(name, 0), now and now_by.get(name, 0))
    yield _Figure(_("Memos"), then and then.memos, now and now.memos)
    yield _Figure(_("Codes"), then and then.codes, now and now.codes)


def _by_framework(held: Contents | None) -> Mapping[str, int]:
    return held.codings if held is not None else {}


def _number(figure: int | None) -> str:
    return "–" if figure is None else f"{figure:,}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size else ""


def _holds(row: RestorePointDetails) -> str:
    held = row.contents
    if held is None:
        return row.problem
    return ", ".join(
        (
            plural("{n} interview", "{n} interviews", held.interviews),
            plural("{n} coding", "{n} codings", sum(held.codings.values())),
            plural("{n} memo", "{n} memos", held.memos),
            plural("{n} code", "{n} codes", held.codes),
        )
    )


def _since_in_words(row: RestorePointDetails) -> str:
    if row.since is None:
        return row.problem
    return ", ".join(row.since.in_words) or _("Nothing: the study is as it was.")


def _warning(row: RestorePointDetails) -> str:
    """Return what is asked before going back: what is lost by it, and what is kept."""
    said = [_("The study becomes what it was on {when}.").format(when=row.point.when)]
    if row.since is not None and row.since.in_words:
        said.append(_("Since then: {what}.").format(what=", ".join(row.since.in_words)))
    if row.since is not None and row.since.has_withdrawal:
        said.append(_("A participant has withdrawn since: their words would come back."))
    said.append(_("The study as it is now is kept as a restore point first."))
    return " ".join(said)
