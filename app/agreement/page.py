"""The Coders page: two readings side by side, how far they agree, and settling what differs."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QSplitter, QStackedWidget, QWidget

from app.agreement.comparing import Comparing
from app.agreement.dialogs import BeforeDialog, ConfusionsDialog
from app.agreement.disagreement_list import DisagreementList, Listing
from app.agreement.figures_panel import FiguresPanel
from app.agreement.list_head import ListHead
from app.agreement.pair_bar import PairBar
from app.agreement.passages_drawer import AgreementDrawer
from app.agreement.readings_pane import ReadingsPane
from app.agreement.rule_form import RuleDialog, RuleForm
from app.agreement.ruling_bar import RulingBar
from app.agreement.sample_dialog import code_again
from app.agreement.settling import day_in_words, settle_item, take_alike
from app.shell import settings
from app.shell.clipboard import copy_quotations
from app.shell.export_kinds import ExportKind
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.shell.other_frameworks import coded_otherwise, nothing_coded
from app.shell.page import Page
from app.shell.places import Place
from app.shell.printed import PrintOut
from app.widgets.drawer import DrawerRoom
from app.widgets.forms import EmptyPage, column_of, wide
from coding.analysis.agreement import Part
from coding.analysis.pair_agreement import AgreementRow
from coding.analysis.settled_items import Item
from coding.errors import UserError
from coding.language import _
from coding.model.agreement import Measuring
from coding.model.study import CoderKind, Decision, Span
from storage.operations.agreement import fix_agreement
from storage.queries.agreement import agreement_rule, kept_figures, times_of
from storage.queries.agreement_pairs import (
    CoderPair,
    ComparedPair,
    blind_in_words,
    pair_of,
    who_compare,
)
from storage.queries.codings import count_codings
from storage.queries.frames import texts
from storage.queries.people import rounds
from storage.queries.tree import interview_tree
from storage.study.journal import Changes
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    CODE,
    CODER,
    CODING,
    FRAMEWORK,
    KEPT,
    MARK,
    READING,
    RULING,
    SAID,
    STAGE,
    STUDY,
)

_NARROW = 1150  # pixels of the page, below which the figures fold to a button
_LIST, _FIGURES = 236, 318  # pixels


class CodersPage(Page):
    """Lays two coders' readings side by side."""

    page_id = "coders"
    tables = (
        CODING,
        CODER,
        READING,
        RULING,
        KEPT,
        STUDY,
        CODE,
        FRAMEWORK,
        STAGE,
        MARK,
        *SAID,
        *ABOUT_INTERVIEWS,
    )

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self.bar, self.form, self.nothing = PairBar(), RuleForm(), EmptyPage()
        self.head, self.list = ListHead(), DisagreementList()
        self.readings, self.ruling, self.figures = ReadingsPane(open_study), RulingBar(), FiguresPanel()
        self.drawer = AgreementDrawer(lambda ids: texts(self.open_study.reader, ids))
        self.stack = QStackedWidget()
        self.exports, self.comparing = Exports(open_study, self), Comparing(open_study, self)
        self.shown: ComparedPair | None = None
        self._pair: CoderPair | None = None
        self._listing: Listing | None = None
        self._wanted: frozenset[int] | None = None
        self._named: dict[int, tuple[str, str]] = {}  # key and name of each interview
        self._figures_wanted = False  # where they are folded
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left, middle = QWidget(), QWidget()
        column_of(self.head, wide(self.list), on=left, spacing=0)
        column_of(wide(self.readings), self.ruling, on=middle, spacing=0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part, width in ((left, _LIST), (middle, 0), (self.figures, _FIGURES)):
            self.splitter.addWidget(part)
            if part is left:
                part.setMinimumWidth(width - 40)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([_LIST, 812, _FIGURES])
        self.room = DrawerRoom(self.splitter, self.drawer)
        for part in (self.nothing, self.form, self.room):
            self.stack.addWidget(part)
        column_of(self.bar, wide(self.stack), on=self, spacing=0)

    def _connect(self) -> None:
        self.bar.changed.connect(self.refresh)
        self.bar.rule_wanted.connect(self._change_rule)
        self.bar.alike_wanted.connect(self._take_alike)
        self.bar.agreed_wanted.connect(self._show_agreed)
        self.bar.sample_wanted.connect(lambda: code_again(self.open_study, self.place_chosen.emit, self))
        self.bar.figures_toggled.connect(self._toggle_figures)
        self.form.fixed.connect(self._fix)
        self.head.changed.connect(self._list_anew)
        self.comparing.found.connect(self._show)
        self.list.item_shown.connect(self._show_item)
        self.list.decided.connect(self.decide)
        self.list.text_wanted.connect(self.ruling.text.setFocus)
        self.ruling.text.left.connect(self.list.setFocus)
        self.ruling.decided.connect(self.decide)
        self.figures.opened.connect(self._open_figure)
        self.figures.same_opened.connect(self._open_same)
        self.figures.confusions_wanted.connect(self._show_confusions)
        self.figures.before_wanted.connect(self._show_before)
        self.figures.table_wanted.connect(self._export)
        self.drawer.place_chosen.connect(self.place_chosen)
        copy = partial(copy_quotations, notices=self.open_study.notices)
        self.drawer.list.quotation_wanted.connect(copy)
        self.nothing.button.clicked.connect(lambda: self.place_chosen.emit(Place("code")))
        self.open_study.closing.connect(self._clear)

    def _clear(self) -> None:
        """Let go of a study that is being closed."""
        self.comparing.forget()
        self.shown = self._pair = self._listing = self._wanted = None
        self.room.close_drawer()
        self.list.show_listing(None, None)
        self.readings.clear()

    def on_study_changed(self, changes: Changes) -> None:
        """Let go of what was compared where texts or speakers are others."""
        if changes.touches(MARK, *SAID, *ABOUT_INTERVIEWS):
            self.comparing.forget()
        super().on_study_changed(changes)

    # --- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read who has read what, and show as much as may be shown."""
        study = self.open_study
        people = who_compare(study.reader)
        self.bar.show_two(shown=len(people) > 1)
        if len(people) < 2:
            self._say(_("One person codes"), _("Agreement is shown from the second coder on."))
            return
        self._named = self._names()
        pair = self._pair = pair_of(study.reader, *self.bar.offer(people, study.coder_id), study.coder_id)
        chosen = self.bar.offer_interviews(pair, {id_: " ".join(n) for id_, n in self._named.items()})
        self.readings.set_text_size(settings.number("text_size", 16))
        try:
            rule = agreement_rule(study.reader)
        except UserError as error:
            self._say(error.what, " ".join(filter(None, (error.means, error.remedy))))
            return
        if pair.blind:
            self._say(
                blind_in_words(pair), _("Nothing is shown until it is done: it would not be blind any more.")
            )
        elif rule is None:
            self._enable(shown=False)
            self.stack.setCurrentWidget(self.form)
        elif not chosen:
            more = _("Each marks an interview as done on the Code page (Ctrl+Shift+D).")
            words = _("No interview is done by both {first} and {second}")
            self._say(words.format(first=pair.first.name, second=pair.second.name), more)
        elif not count_codings(study.reader, [code.id for code in study.framework.codes]):
            self._say(nothing_coded(study), coded_otherwise(study))
        else:
            self.comparing.compare(pair, chosen, self.figures.across.value)

    def _say(self, words: str, more: str) -> None:
        """Show no figure, and why."""
        self.comparing.stop()
        self.shown = None
        self.bar.blind.setText("")
        self._enable(shown=False)
        self.nothing.say(words, more)
        self.nothing.button.setText(_("Go to the interviews"))
        self.stack.setCurrentWidget(self.nothing)
        self.context_changed.emit()

    def _enable(self, *, shown: bool) -> None:
        fixed = shown or (self._pair is not None and agreement_rule(self.open_study.reader) is not None)
        agreed = any(coder.kind is CoderKind.AGREED for coder in self.open_study.coders.all)
        self.bar.enable(fixed=fixed, shown=shown, agreed=agreed)

    def _names(self) -> dict[int, tuple[str, str]]:
        """Return what interviews are called: keys with the round, and the roles or the title."""
        named = {each.id: each.name for each in rounds(self.open_study.reader)}
        rows = (row for branch in interview_tree(self.open_study.reader, ()) for row in branch.interviews)
        return {
            row.id: (" ".join(filter(None, (row.keys, named.get(row.round_id or 0, "")))), row.name)
            for row in rows
        }

    def _show(self, shown: ComparedPair) -> None:
        self.shown = shown
        self.stack.setCurrentWidget(self.room)
        self._enable(shown=True)
        self.figures.show_figures(shown, day_in_words)
        self.bar.blind.setText("; ".join(shown.unseeing_in_words(day_in_words)))
        compared = shown.found.compared
        self.bar.figures.setText(
            _("{same} of {n}").format(same=len(compared.same), n=compared.by_either) + " ▾"
        )
        self._fold_figures()
        self._list_anew()
        self.context_changed.emit()

    def _list_anew(self) -> None:
        if self.shown is None:
            return
        item, wanted = self.list.current(), self._wanted
        self.head.show_counts(self.shown)
        times = times_of(self.open_study.reader, self.shown.found.interview_ids)
        framework = self.shown.found.analysis_data.framework
        self._listing = self.head.listing(self.shown, framework, self._named, times)
        self._wanted = None
        self.list.show_listing(self._listing, wanted or (item.key if item is not None else None))

    def _show_item(self, item: Item | None) -> None:
        """Show a disagreement with both readings; without one the first interview."""
        shown = self.shown
        here = None if item is None else item.disagreement.interview_id
        self.ruling.interview = self._named.get(here or 0, ("", ""))[0]
        self.ruling.show_item(item, self._listing)
        if shown is None:
            return
        ids = shown.found.interview_ids
        interview_id = ids[0] if item is None else item.disagreement.interview_id
        self.readings.show_interview(interview_id, shown.pair, shown.found.compared)
        if item is not None:
            self.readings.show_span(Span(item.disagreement.start, item.disagreement.end))
        self.context_changed.emit()

    # --- settling ----------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Settle what is in hand, and go on to the next that is open."""
        shown, item = self.shown, self.list.current()
        if shown is None or item is None or not self.open_study.can_write:
            return
        following = self.list.next_open(item.key)
        self._wanted = (following or item).key
        settle_item(self.open_study, shown, item, decision, self.ruling)

    def _take_alike(self) -> None:
        if self.shown is not None:
            take_alike(self.open_study, self.shown)

    def _show_agreed(self) -> None:
        agreed = [c.id for c in self.open_study.coders.all if c.kind is CoderKind.AGREED]
        self.open_study.coders.show(agreed)
        self.place_chosen.emit(Place("code"))

    # --- how it is measured ------------------------------------------------------------------

    def _fix(self, measuring: Measuring) -> None:
        after = self._pair is not None and bool(self._pair.both)
        self.open_study.perform(fix_agreement(measuring, after_figures=after))
        self.go(self.place())

    def _change_rule(self) -> None:
        rule = agreement_rule(self.open_study.reader)
        if rule is not None:
            _open(RuleDialog(rule.measuring, rule.dated(day_in_words), self._fix, self))

    # --- beside the page ---------------------------------------------------------------------

    def _open_figure(self, row: AgreementRow, part: Part) -> None:
        if self.shown is not None:
            self.drawer.show_figure(self.shown, row, part)
            self.room.open_drawer()

    def _open_same(self) -> None:
        if self.shown is not None:
            self.drawer.show_same(self.shown)
            self.room.open_drawer()

    def _show_confusions(self) -> None:
        if self.shown is not None:
            _open(ConfusionsDialog(self.shown, self))

    def _show_before(self) -> None:
        if self.shown is not None:
            pair = self.shown.pair
            kept = kept_figures(self.open_study.reader, pair.first.guid, pair.second.guid)
            _open(BeforeDialog(kept, self))

    def _export(self, kind: ExportKind) -> None:
        if self.shown is not None:
            self.exports.agreement(kind, self.shown.pair.ids, self.shown.found.interview_ids)

    # --- as a page ---------------------------------------------------------------------------

    def _toggle_figures(self) -> None:
        self._figures_wanted = self.figures.isHidden()
        self._fold_figures()

    def _fold_figures(self) -> None:
        """Fold the figures to a button where it is narrow."""
        narrow = self.width() < _NARROW
        self.bar.figures.setVisible(narrow and self.shown is not None)
        self.figures.setVisible(not narrow or self._figures_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the figures where it is narrow."""
        super().resizeEvent(event)
        self._fold_figures()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "readings"):
            self.readings.refresh_look()

    def go(self, place: Place) -> None:
        """Take the keyboard: on the list, the form, or what the empty page offers."""
        shown = self.stack.currentWidget()
        offered = self.form.fix if shown is self.form else self.nothing.button
        (self.list if shown is self.room else offered).setFocus()

    def context(self) -> str:
        """Say where in the list one is."""
        item = self.list.current()
        if self.shown is None or item is None:
            return ""
        listed = self.list.items()
        at = next(n for n, each in enumerate(listed, 1) if each.key == item.key)
        place = _("{at} of {n}").format(at=at, n=len(listed))
        return _("{place} · both readings are kept; a ruling makes the agreed set").format(place=place)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of the list."""
        if self.shown is None:
            return ()
        return ((_("Next"), "↓"), (_("Rule"), "A B 2 N D"), (_("Write ruling"), _("Enter")))

    def copied(self) -> str:
        """Return the words in question."""
        return self.readings.view.selected_text() if self.shown is not None else ""

    def printed(self) -> PrintOut | None:
        """Return the figures, and the disagreements that are listed."""
        shown, listing = self.shown, self._listing
        if shown is None or listing is None:
            return None
        from app.agreement.printing import parts_of_agreement, title_of  # python-docx comes with it

        rule = f"{self.figures.rule.text()}; {self.figures.dated.text()}"
        parts = partial(parts_of_agreement, shown=shown, listing=listing, rule=rule)
        return PrintOut(title_of(shown), parts)

    def regions(self) -> list[QWidget]:
        """Return bar, list, transcript, ruling and figures."""
        return [self.bar, self.list, self.readings.view, self.ruling, self.figures]


def _open(dialog: QDialog) -> None:
    """Open a dialog that goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
