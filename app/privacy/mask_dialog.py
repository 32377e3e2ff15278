"""Masking names: the list, where each name stands, words that may be names, and the one step that masks."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemDelegate, QComboBox, QSplitter, QWidget

from app.privacy.names_model import PSEUDONYM, NameRow, NamesModel
from app.privacy.pseudonym_list import StudyKey
from app.privacy.suggestions import NameSuggestions
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.edge_keys import EdgeKeys
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, row_of, wide
from app.widgets.look_ahead_dialog import LookAheadDialog
from app.widgets.table_view import TableView
from coding.errors import UserError
from coding.language import _, plural
from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.privacy.name_candidates import NameCandidate
from coding.progress import Progress
from storage.operations.masking import mask_interviews
from storage.privacy.name_scan import candidate_names, count_places
from storage.queries.people import rounds
from storage.queries.texts import interviews
from storage.study.operation import Operation

_AFTER_TYPING = 400  # ms without a further change before places are counted again


class MaskDialog(LookAheadDialog):
    """Edits the list, shows what would be masked, and masks it as one step that can be undone."""

    def __init__(self, open_study: OpenStudy, shown: int | None, parent: QWidget | None = None) -> None:
        """Show the key of the study, if one is known; ``shown`` is the interview on view."""
        super().__init__(open_study, _("Mask names"), _("What would be masked"), _("Mask"), parent)
        self._key = StudyKey(open_study)
        self.model = NamesModel()
        self.table = _NamesTable(self.model, _("Names and their pseudonyms"))
        self.offers = NameSuggestions()
        self.scope = Scope(open_study, shown)
        self.key_line = hint()
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._lay_out()
        self._connect()
        self.model.show_entries(self._key.read())
        self._look_for_offers()

    def _lay_out(self) -> None:
        halves = QSplitter()
        halves.addWidget(self._list())
        halves.addWidget(self.offers)
        halves.setSizes([660, 280])
        halves.setChildrenCollapsible(False)
        EdgeKeys(self)
        foot = self.buttons(caption(_("In"), self.scope), self.scope, wide(self.said))
        column_of(hint(_intention()), wide(halves), foot, on=self, margins=DIALOG, spacing=12)
        self.resize(980, 640)

    def _list(self) -> QWidget:
        self.table.setSelectionBehavior(TableView.SelectionBehavior.SelectItems)
        open_key = button(_("Open a key…"), self._open_key)
        remove = button(_("Remove from the list"), self._remove_selected)
        whole = QWidget()
        buttons = row_of(open_key, remove, STRETCH)
        column_of(wide(self.table), buttons, self.key_line, on=whole, margins=(0, 0, 14, 0))
        return whole

    def _connect(self) -> None:
        self.model.edited.connect(self._follow_list)
        self._soon.timeout.connect(self._count)
        self.scope.currentIndexChanged.connect(self._follow_scope)
        self.offers.taken.connect(self.add_names)
        self.table.remove_pressed.connect(self._remove_selected)

    # --- the list ----------------------------------------------------------------------------

    def _open_key(self) -> None:
        entries = self._key.choose()
        if entries is not None:
            self.model.show_entries(entries)

    def _remove_selected(self) -> None:
        self.model.remove(self.table.selected())

    def add_names(self, names: list[str]) -> None:
        """Put names on the list and go to the first pseudonym that is still to be typed."""
        self.model.add_names(names)
        row = self.model.without_pseudonym()
        if row is not None:
            self.table.setCurrentIndex(self.model.index_of(row.id, PSEUDONYM))
            self.table.setFocus()

    def pseudonyms(self) -> Pseudonyms | None:
        """Return the list, or None with the reason said where it cannot be used yet."""
        try:
            return Pseudonyms(self.model.entries)
        except UserError as error:
            self.said.say(str(error), "warning")
            return None

    def _follow_list(self) -> None:
        self.drop_look(self._show_places)
        self.model.show_places(None)
        self._show_button(0)
        self.key_line.setText(self._key.words())
        listed = self.pseudonyms()
        if listed is not None:
            self.said.say(_("Looking where the names stand …") if listed else "", "dim")
            self._soon.start()

    def _follow_scope(self) -> None:
        self._follow_list()
        self._look_for_offers()

    # --- looking -----------------------------------------------------------------------------

    def _count(self) -> None:
        listed = self.pseudonyms()
        if not listed:
            return
        path, ids = self.open_study.file.path, self.scope.interview_ids
        self.look_ahead(
            _("Looking for names"),
            lambda progress: count_places(path, ids, listed, progress),
            self._show_places,
        )

    def _show_places(self, places: Counter[str]) -> None:
        self.model.show_places(places)
        self._show_button(places.total())
        if places:
            names = plural("{n} name", "{n} names", len(places))
            self.said.say(_("{names} found.").format(names=names), "dim")
        else:
            self.said.say(_("None of the names stands there."), "dim")

    def _show_button(self, places: int) -> None:
        self.act_button.setText(plural("Mask {n} place", "Mask {n} places", places) if places else _("Mask"))
        self.act_button.setEnabled(places > 0 and self.open_study.can_write)

    def _look_for_offers(self) -> None:
        self.offers.wait()
        path, ids = self.open_study.file.path, self.scope.interview_ids
        listed = _usable(self.model.entries)
        self.look_ahead(
            _("Looking for names"),
            lambda progress: candidate_names(path, ids, listed, progress),
            self._show_offers,
        )

    def _show_offers(self, offered: Sequence[NameCandidate]) -> None:
        listed = {entry.name for entry in self.model.entries}
        self.offers.show_offers([offer for offer in offered if offer.name not in listed])

    # --- masking -----------------------------------------------------------------------------

    def begin(self) -> Job | None:
        """Keep the key, then mask: one step that can be undone."""
        listed = self.pseudonyms()
        if not listed:
            return None
        if not self._key.ask_place() or self._key.path is None:
            self.said.say(_("Nothing was masked: say first where the key is kept."), "warning")
            return None
        path, ids = self._key.path, self.scope.interview_ids

        def make(progress: Progress) -> Operation[None]:
            self._key.write(path, listed.entries)  # first: without it nobody could say who is who
            return mask_interviews(ids, listed, progress)

        self.key_line.setText(self._key.words())
        self.act_button.setEnabled(False)
        self.said.say(_("Masking …"), "dim")
        return self.open_study.perform_in_background(
            _("Masking names"), make, done=lambda _none: self._done(ids)
        )

    def _done(self, interview_ids: Sequence[int]) -> None:
        count = plural("{n} interview", "{n} interviews", len(interview_ids))
        self.open_study.notices.say(
            _("Names are masked in {count}; undo brings them back.").format(count=count)
        )
        self.accept()

    def done(self, result: int) -> None:
        """Stop looking and leave."""
        self._soon.stop()
        super().done(result)


def _usable(entries: Sequence[Pseudonym]) -> Pseudonyms:
    try:
        return Pseudonyms(tuple(entries))
    except UserError:
        return Pseudonyms()


def _intention() -> str:
    return _(
        "Names become pseudonyms in the text, in labels, titles and memos; codings move along. "
        "The study’s history keeps the names, so that this can be undone: "
        "to give the study away, use File › Share a masked copy."
    )


class _NamesTable(TableView[NameRow]):
    """A list typed from top to bottom: Enter takes what was typed and goes to the row below."""

    def __init__(self, model: NamesModel, name: str) -> None:
        """Show the names."""
        super().__init__(model, name)
        self.itemDelegate().closeEditor.connect(self._follow_editor)

    def _follow_editor(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on below once the row that was added has been gone to, which is queued."""
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self._go_below)

    def _go_below(self) -> None:
        here = self.currentIndex()
        below = self.model().index(here.row() + 1, here.column())
        if below.isValid():
            self.setCurrentIndex(below)


class Scope(QComboBox):
    """A choice of interviews; all of them at first."""

    def __init__(self, open_study: OpenStudy, shown: int | None, parent: QWidget | None = None) -> None:
        """Offer the interviews of the study; ``shown`` is the one on view."""
        super().__init__(parent)
        self.setAccessibleName(_("Interviews in which names are masked"))
        there = interviews(open_study.reader)
        self._offer(
            plural("The study’s only interview", "All {n} interviews", len(there)), [i.id for i in there]
        )
        if shown is not None and len(there) > 1:
            self._offer(_("The interview on view"), [shown])
        for round_ in rounds(open_study.reader):
            ids = [interview.id for interview in there if interview.round_id == round_.id]
            if 0 < len(ids) < len(there):
                count = plural("{n} interview", "{n} interviews", len(ids))
                self._offer(_("{round}: {count}").format(round=round_.name, count=count), ids)

    def _offer(self, words: str, interview_ids: list[int]) -> None:
        self.addItem(words, interview_ids)

    @property
    def interview_ids(self) -> list[int]:
        """The interviews that are meant."""
        return list(self.currentData() or [])
