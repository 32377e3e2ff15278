"""The menu of a page's kept views: what is shown gets a name, is shown again, and says what has changed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.widgets.menus import give_menu, menu_button
from app.widgets.name_dialog import NameDialog
from app.widgets.views_on_job import ask_views
from coding.errors import UserError
from coding.language import _
from coding.model.kept_view import KeptView, MadeNumbers, ViewPage
from coding.text.names import shortened
from storage.operations.views import change_view, keep_view, note_exported, remove_view, rename_view
from storage.queries.guids import StudyGuids
from storage.queries.kept_views import ViewRow, kept_views
from storage.study.journal import Changes
from storage.study.tables import KEPT

if TYPE_CHECKING:
    from coding.analysis.view_changes import ViewChanges

_LONGEST: Final = 12  # letters of a name on the button
_OPENS: Final = "view:"  # how the detail of a place says which view is to be shown


def place_detail(view_id: int) -> str:
    """Return what a place says that leads to a view."""
    return f"{_OPENS}{view_id}"


class KeptViewsMenu(QObject):
    """Holds the button of a page's views; ``chosen`` says what the page is to show.

    ``asked`` returns what the page is asked, as JSON that points by GUID; None where it shows nothing.
    """

    chosen = Signal(object)  # KeptView: the study shows its framework and its coders already

    def __init__(
        self,
        open_study: OpenStudy,
        page: ViewPage,
        asked: Callable[[], Mapping[str, Any] | None],
        parent: QWidget,
    ) -> None:
        """Offer the views of this page."""
        super().__init__(parent)
        self._study, self._page, self._asked, self._parent = open_study, page, asked, parent
        self._in_hand: int | None = None
        self.dialog: NameDialog | None = None
        self.button = menu_button(_("Kept views"))
        self.menu = QMenu(self.button)
        give_menu(self.button, self.menu)
        self.menu.aboutToShow.connect(self._fill)
        open_study.study_changed.connect(self._on_study_changed)
        open_study.closing.connect(self._forget)
        self._follow()

    # --- what is in hand ---------------------------------------------------------------------

    def _rows(self) -> list[ViewRow]:
        every = kept_views(self._study.reader) if self._study.is_open else []
        return [row for row in every if row.view is None or row.view.page is self._page]

    def in_hand(self) -> ViewRow | None:
        """Return the view that was opened or kept last, if it is still there."""
        return next((row for row in self._rows() if row.id == self._in_hand), None)

    def _forget(self) -> None:
        self._in_hand = None
        self._follow()

    def _on_study_changed(self, changes: Changes) -> None:
        if changes.touches(KEPT):
            self._follow()

    def _follow(self) -> None:
        row = self.in_hand() if self._in_hand is not None else None
        name = row.name if row is not None else _("Views")
        self.button.setText(f"{on_a_button(shortened(name, _LONGEST))} ▾")
        self.button.setToolTip(on_a_button(name) if row is not None else "")
        self.button.setAccessibleName(_("Kept views: {name}").format(name=name) if row else _("Kept views"))

    def shown(self) -> KeptView | None:
        """Return what the page shows, as it would be kept."""
        asked = self._asked()
        if asked is None or not self._study.is_open:
            return None
        guids = StudyGuids(self._study.reader)
        coders = sorted(guids.guid("coder", id_) for id_ in self._study.coder_ids)
        return KeptView(self._page, guids.guid("framework", self._study.framework.id), tuple(coders), asked)

    # --- the menu ----------------------------------------------------------------------------

    def _fill(self) -> None:
        """Offer the views, and what can be done with the one in hand."""
        menu, can_write = self.menu, self._study.can_write
        menu.clear()
        for row in self._rows():
            action = menu.addAction(on_a_button(row.name), partial(self.open, row.id))
            action.setCheckable(True)
            action.setChecked(row.id == self._in_hand)
            action.setEnabled(row.view is not None)
        menu.addSeparator()
        shown, row = self.shown(), self.in_hand()
        menu.addAction(_("Keep this view…"), self.keep).setEnabled(can_write and shown is not None)
        if row is None:
            return
        name = on_a_button(row.name)
        change = menu.addAction(_("Keep what is shown as “{name}”").format(name=name), self.change)
        change.setEnabled(can_write and shown is not None and shown != row.view)
        menu.addAction(_("Rename…"), self.rename).setEnabled(can_write)
        menu.addAction(_("Remove “{name}”").format(name=name), self.remove).setEnabled(can_write)
        menu.addSeparator()
        since = menu.addAction(_("What has changed since it was exported"), self.say_changes)
        since.setEnabled(row.made is not None)

    def _ask_name(self, title: str, name: str, act: str, then: Callable[[str], object]) -> None:
        self.dialog = dialog = NameDialog(title, _("Name of the view"), name, act, self._parent)
        dialog.given.connect(then)
        dialog.open()

    def keep(self) -> None:
        """Ask for a name, and keep what is shown."""
        self._ask_name(_("Keep this view"), "", _("Keep"), self._keep)

    def _keep(self, name: str) -> None:
        shown = self.shown()
        if shown is not None:
            kept = self._study.perform(keep_view(name, shown))
            self._in_hand = kept if isinstance(kept, int) else self._in_hand
            self._follow()

    def change(self) -> None:
        """Keep what is shown in place of what was kept."""
        shown, row = self.shown(), self.in_hand()
        if shown is not None and row is not None:
            self._study.perform(change_view(row.id, shown))

    def rename(self) -> None:
        """Ask for another name."""
        row = self.in_hand()
        if row is not None:
            act = partial(self._rename, row.id)
            self._ask_name(_("Rename the view"), row.name, _("Rename"), act)

    def _rename(self, view_id: int, name: str) -> None:
        self._study.perform(rename_view(view_id, name))

    def remove(self) -> None:
        """Keep the view in hand no longer; what is shown stays."""
        row = self.in_hand()
        if row is not None:
            self._study.perform(remove_view(row.id))
            self._forget()

    # --- shown again -------------------------------------------------------------------------

    def open_place(self, detail: str) -> bool:
        """Show the view that the detail of a place names; tell whether it names one."""
        if not detail.startswith(_OPENS):
            return False
        number = detail.removeprefix(_OPENS)
        if number.isdecimal():
            self.open(int(number))
        return True

    def open(self, view_id: int) -> None:
        """Show a view again, with its framework and its coders, and say what has changed since its export."""
        row = next((row for row in self._rows() if row.id == view_id), None)
        if row is None or row.view is None:
            return
        guids = StudyGuids(self._study.reader)
        framework_id = guids.id("framework", row.view.framework)
        coders = [id_ for guid in row.view.coders if (id_ := guids.id("coder", guid)) is not None]
        if framework_id is None or not coders:
            gone = _("The framework or the coders of this view are no longer in the study.")
            self._study.notices.warn(UserError(gone, _("The view is not shown.")))
            return
        if framework_id != self._study.framework.id:
            self._study.use_framework(framework_id)
        if set(coders) != set(self._study.coder_ids):
            self._study.coders.show(coders)
        self._in_hand = view_id
        self._follow()
        self.chosen.emit(row.view)
        self.say_changes()

    def say_changes(self) -> None:
        """Say in the status line what has changed since the view in hand was exported, once it is counted."""
        row = self.in_hand()
        if row is not None and row.made is not None:
            ask_views(self._study, lambda views: views.changes(row), partial(self._say, row.id))

    def _say(self, view_id: int, changes: "ViewChanges | None") -> None:
        if changes is not None and view_id == self._in_hand:
            self._study.notices.say(changes.words)

    def note_exported(self) -> None:
        """Note the numbers of the view in hand, if it is what the page shows: it was exported just now."""
        row = self.in_hand()
        if row is not None and (view := row.view) is not None and view == self.shown():
            ask_views(self._study, lambda views: views.made(view), partial(self._note, row.id))

    def _note(self, view_id: int, made: MadeNumbers) -> None:
        """Keep what was exported, unless the view was removed meanwhile."""
        if self._study.can_write and any(row.id == view_id for row in self._rows()):
            self._study.perform(note_exported(view_id, made))
