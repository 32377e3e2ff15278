"""What can be hung on a claim: passages asked for as on Passages, kept views, whole documents."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.memos.side import place_of_target
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import STRETCH, button, column_of, hint, named, row_of, wide, with_role
from app.widgets.passages_at_hand import PassagesAtHand
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.passages import Passage
from coding.language import _
from coding.model.study import Span, TranscriptSpan
from storage.queries.history import interview_headings
from storage.queries.kept_views import kept_views
from storage.queries.links import LinkTarget
from storage.queries.outline import Hung, OutlineEntry
from storage.report.outline_text import roles_in_words

ROLE_KEYS = {"F": "for", "Q": "qualifies", "A": "against"}
_ID = Qt.ItemDataRole.UserRole


class HangingKind(StrEnum):
    """What is offered."""

    PASSAGES = "passages"
    FIGURES = "figures"
    DOCUMENTS = "documents"


class HangingColumn(QWidget):
    """Says ``hang_wanted`` with a target and a role; what hangs there already as the same is to come off."""

    hang_wanted = Signal(object, str)  # LinkTarget, role
    place_chosen = Signal(Place)

    def __init__(self, open_study: OpenStudy) -> None:
        """Offer passages first."""
        super().__init__()
        self._study = open_study
        self._entry: OutlineEntry | None = None
        self._used: Mapping[LinkTarget, list[str]] = {}
        self._is_stale = dict.fromkeys(HangingKind, True)
        self.kind: SegmentedControl[HangingKind] = SegmentedControl(
            _("To hang on"),
            {
                HangingKind.PASSAGES: _("Passages"),
                HangingKind.FIGURES: _("Figures"),
                HangingKind.DOCUMENTS: _("Documents"),
            },
            caption=False,
        )
        self.passages = PassagesAtHand(open_study, self._mark)
        self.passages.list.taking_keys = frozenset(ROLE_KEYS)
        self.figures, self.documents = _offered(_("Kept views")), _offered(_("Documents"))
        self.no_figures = hint(_("No view is kept yet: Compare keeps one under a name."))
        figures = QWidget()
        column_of(self.no_figures, wide(self.figures), on=figures, margins=(14, 8, 14, 4))
        self._stack = QStackedWidget()
        for part in (self.passages, figures, self.documents):
            self._stack.addWidget(part)
        self.buttons = {role: self._button(key, role) for key, role in ROLE_KEYS.items()}
        foot = row_of(*self.buttons.values(), STRETCH, margins=(14, 8, 14, 8), spacing=6)
        column_of(row_of(self.kind, margins=(14, 8, 14, 0)), wide(self._stack), foot, on=self, spacing=0)
        self.setMinimumWidth(300)
        self._connect()

    def _button(self, key: str, role: str) -> QWidget:
        words = roles_in_words()[role]
        made = button(f"{words}  {key}", partial(self.press, key))
        made.setAccessibleName(_("{role}: hang it on, or take it off").format(role=words))
        return made

    def _connect(self) -> None:
        self.kind.changed.connect(self._turn)
        self.passages.list.pressed.connect(self.press)
        self.passages.list.place_chosen.connect(self.place_chosen)
        for each in (self.figures, self.documents):
            each.installEventFilter(self)
        self.documents.itemActivated.connect(self._open_document)
        self.figures.itemActivated.connect(self._open_figure)

    def _turn(self) -> None:
        self._stack.setCurrentIndex([*HangingKind].index(self.kind.value))
        self._show()

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Note that the study is another: what is offered is read when a part of the outline is shown."""
        self._is_stale = dict.fromkeys(HangingKind, True)

    def show_entry(self, entry: OutlineEntry | None) -> None:
        """Show what is used on this part of the outline."""
        self._entry = entry
        used: dict[LinkTarget, list[str]] = {}
        for each in entry.hung if entry is not None else ():
            if (target := target_of_hung(each)) is not None:
                used.setdefault(target, []).append(each.role)
        self._used = used
        self.passages.use([each for each in map(_place, used) if each is not None])
        for each in self.buttons.values():
            each.setEnabled(entry is not None and self._study.can_write)
        self._show()

    def _show(self) -> None:
        """Show what is offered of the kind that is chosen; it is read again only if the study is another."""
        kind = self.kind.value
        is_stale = self._is_stale[kind] and self._entry is not None
        self._is_stale[kind] = self._is_stale[kind] and not is_stale
        match kind:
            case HangingKind.PASSAGES:
                (self.passages.refresh if is_stale else self.passages.show_again)()
            case HangingKind.FIGURES:
                if is_stale:
                    views = {row.id: row.name for row in kept_views(self._study.reader)}
                    self.no_figures.setVisible(not views)
                    _offer(self.figures, views)
                self._show_marks(self.figures, "kept_id")
            case HangingKind.DOCUMENTS:
                if is_stale:
                    _offer(self.documents, interview_headings(self._study.reader))
                self._show_marks(self.documents, "interview_id")

    def _show_marks(self, shown: QListWidget, on: str) -> None:
        for at in range(shown.count()):
            item = shown.item(at)
            id_, words = item.data(_ID)
            item.setText("   ".join(filter(None, (words, self._marks(LinkTarget(on, id_))))))

    def _mark(self, passage: Passage) -> str:
        return self._marks(_target(passage))

    def _marks(self, target: LinkTarget) -> str:
        words = roles_in_words()
        return ", ".join(f"{words[role].lower()} ✓" for role in self._used.get(target, ()))

    # --- what is done ------------------------------------------------------------------------

    def in_hand(self) -> LinkTarget | None:
        """Return what is chosen."""
        if self.kind.value is HangingKind.PASSAGES:
            passage = self.passages.current()
            return None if passage is None else _target(passage)
        is_figure = self.kind.value is HangingKind.FIGURES
        shown, on = (self.figures, "kept_id") if is_figure else (self.documents, "interview_id")
        return LinkTarget(on, shown.currentItem().data(_ID)[0]) if shown.currentRow() >= 0 else None

    def press(self, key: str) -> None:
        """Hang on what is chosen, or take it off."""
        target = self.in_hand()
        if target is not None and self._entry is not None and self._study.can_write:
            self.hang_wanted.emit(target, ROLE_KEYS[key])

    def _open_document(self, item: QListWidgetItem) -> None:
        self.place_chosen.emit(Place("code", item.data(_ID)[0]))

    def _open_figure(self, item: QListWidgetItem) -> None:
        place = place_of_target(LinkTarget("kept_id", item.data(_ID)[0]), self._study.reader)
        if place is not None:
            self.place_chosen.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hang on figures and documents by the same keys."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.text().upper()
            if key in ROLE_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
                self.press(key)
                return True
        return super().eventFilter(watched, event)

    def start(self) -> None:
        """Take the keyboard, on the first passage."""
        self.passages.list.start()

    def regions(self) -> list[QWidget]:
        """Return what F6 goes through."""
        return self.passages.regions() if self.kind.value is HangingKind.PASSAGES else [self.kind]


def _place(target: LinkTarget) -> TranscriptSpan | None:
    return None if target.span is None else TranscriptSpan(target.id, *target.span)


def _target(passage: Passage) -> LinkTarget:
    return LinkTarget("interview_id", passage.interview_id, Span(passage.start, passage.end))


def target_of_hung(hung: Hung) -> LinkTarget | None:
    """Return what hangs there, if it is still there."""
    if hung.interview_id is not None:
        return LinkTarget("interview_id", hung.interview_id, hung.span)
    return None if hung.kept_id is None else LinkTarget("kept_id", hung.kept_id)


def _offered(name: str) -> QListWidget:
    made = named(with_role(QListWidget(), "field"), name)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _offer(shown: QListWidget, words: Mapping[int, str]) -> None:
    at = shown.currentRow()
    shown.clear()
    for id_, said in words.items():
        item = QListWidgetItem(said)
        item.setData(_ID, (id_, said))
        shown.addItem(item)
    shown.setCurrentRow(min(max(at, 0), shown.count() - 1))
