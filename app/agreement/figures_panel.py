"""How far two coders agree: codings first, then the table; every figure opens its passages."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QToolButton, QWidget

from app.agreement.figures_table import FiguresTable, all_coefficients, coefficient, counts, names
from app.shell.export_kinds import AGREEMENT_CSV, AGREEMENT_WORD
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, button, column_of, hint, line, named, row_of, show_in, wide, with_role
from app.widgets.menus import give_menu, menu_button
from coding.analysis.disagreement_words import settled_in_words
from coding.analysis.pair_agreement import Across, AgreementRow
from coding.analysis.settled_items import Standing
from coding.language import _, plural
from coding.model.agreement import CoefficientName, UnitKind
from storage.queries.agreement_pairs import ComparedPair

Day = Callable[[str], str]

_LEAST, _SCROLL_BAR = 278, 14  # pixels


class FiguresPanel(QFrame):
    """Shows figures only as they were fixed; no coefficient once all is settled."""

    opened = Signal(object, object)  # AgreementRow, Part
    same_opened = Signal()
    table_wanted = Signal(object)  # ExportKind
    confusions_wanted = Signal()
    before_wanted = Signal()  # the figures that were kept before settling

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        with_role(self, "panel")
        self.setAccessibleName(_("Agreement"))
        self._shown: ComparedPair | None = None
        self.across: ChoiceMenu[Across] = ChoiceMenu(
            _("A row for each"), {each: each.label for each in Across}
        )
        self.rule, self.dated = hint(role="strong"), hint()
        self.same = named(with_role(QToolButton(), "word"), _("Codings that are the same"))
        self.about, self.notes, self.hidden, self.recoded = hint(), hint(), hint(), hint(role="")
        self.table = FiguresTable()
        self.more = with_role(QToolButton(), "word")
        self.more.setCheckable(True)
        self.before = with_role(QToolButton(), "word")
        self.before.setText(_("Figures before settling…"))
        self.before.clicked.connect(self.before_wanted)
        self.export = menu_button(_("Table for the report"), "")
        self.export.setText(_("Table for the report") + " ▾")
        give_menu(self.export, self._kinds())
        self.confusions = button(_("Confusions…"), self.confusions_wanted.emit)
        self._lay_out()
        self._connect()

    def _kinds(self) -> QMenu:
        menu = QMenu(self.export)
        for kind in (AGREEMENT_WORD, AGREEMENT_CSV):
            menu.addAction(_(kind.called) + "…", partial(self.table_wanted.emit, kind))
        return menu

    def _lay_out(self) -> None:
        inner, scrolled = QWidget(), QScrollArea()
        more, before = row_of(self.more, STRETCH), row_of(self.before, STRETCH)
        below = column_of(self.recoded, self.notes, more, self.hidden, before, spacing=4)
        column_of(
            row_of(wide(column_of(self.rule, self.dated, spacing=1)), margins=(14, 4, 12, 4)),
            row_of(self.same, line(_("codings the same"), ""), STRETCH, margins=(9, 0, 12, 0), spacing=2),
            row_of(self.about, margins=(14, 0, 12, 4)),
            self.table,
            row_of(wide(below), margins=(14, 4, 12, 4)),
            STRETCH,
            on=inner,
            spacing=0,
        )
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        show_in(scrolled, inner)
        column_of(
            row_of(wide(line(_("Agreement"), "strong")), word_button(self.across), margins=(14, 6, 6, 2)),
            wide(scrolled),
            row_of(self.export, self.confusions, STRETCH, margins=(14, 6, 12, 10), spacing=6),
            on=self,
            spacing=0,
        )
        self.same.setStyleSheet("font-size: 20px; font-weight: 600;")

    def _connect(self) -> None:
        self.across.changed.connect(self._show_table)
        self.more.toggled.connect(self._show_table)
        self.same.clicked.connect(self.same_opened)
        self.table.opened.connect(self.opened)

    def show_figures(self, shown: ComparedPair, day: Day) -> None:
        """Show the figures of two coders; ``day`` writes a stored time as a day."""
        self._shown = shown
        self.rule.setText(_("Unit: {how}").format(how=shown.rule.measuring.short))
        self.dated.setText(f"{shown.rule.dated(day)} · {shown.rule.measuring.passages.label}")
        found, initials = shown.found.compared, shown.pair.initials
        self.same.setText(_("{same} of {n}").format(same=len(found.same), n=found.by_either))
        about = _(
            "of those either made ({first} {n}, {second} {m}), by strand, stage, direction and {share} % of "
            "the words; {differ} differ"
        )
        self.about.setText(
            about.format(
                first=initials[0],
                n=len(found.first),
                second=initials[1],
                m=len(found.second),
                share=shown.rule.measuring.share,
                differ=len(found.disagreements),
            )
        )
        self._show_table()

    def _show_table(self) -> None:
        shown = self._shown
        if shown is None:
            return
        across, measuring = self.across.value, shown.rule.measuring
        is_more = self.more.isChecked() and not shown.is_settled
        if is_more:
            columns = [names(across.label), *all_coefficients()]
        else:
            columns = counts(across.label, _units(measuring.unit), shown.pair.initials)
            columns += [] if shown.is_settled else [coefficient(measuring.coefficient)]
        rows = self.rows()
        self.table.show_rows(columns, rows)
        self.setMinimumWidth(max(_LEAST, self.table.wanted_width() + _SCROLL_BAR))
        self.more.setVisible(not shown.is_settled)
        self.more.setText(_("Fewer coefficients ▾") if is_more else _("More coefficients ▸"))
        self.hidden.setVisible(is_more)
        self.hidden.setText("\n".join(f"{name.label}: {name.hides}" for name in CoefficientName))
        self.before.setVisible(any(item.standing is Standing.SETTLED for item in shown.items))
        self.notes.setText(notes_of(shown))
        self.recoded.setVisible(bool(shown.recoded))
        self.recoded.setText("\n".join(shown.recoded))

    def rows(self) -> list[AgreementRow]:
        """Return what the table shows, all together last."""
        assert self._shown is not None
        found = self._shown.found
        return [*found.rows(self.across.value), found.total]


def notes_of(shown: ComparedPair) -> str:
    """Return what stands under the table: over how many units, what was settled, what is left out."""
    found, measuring = shown.found, shown.rule.measuring
    words = [found.units_in_words() + "."]
    if shown.is_settled:
        decisions = [item.decision for item in shown.items if item.decision is not None]
        words.insert(0, settled_in_words(decisions, len(shown.items), shown.pair.initials) + ".")
    else:
        words.append(_("A dash: undefined, or fewer than 5 units carry it."))
    if shown.sample is not None:
        words.append(_("Sample: {what}.").format(what=shown.sample.words))
    if len(found.outside):
        words.append(
            plural(
                "{n} coding lies in the interviewer’s words and is on no unit.",
                "{n} codings lie in the interviewer’s words and are on no unit.",
                len(found.outside),
            )
        )
    if measuring.unit is not UnitKind.CHARACTER:
        words.append(
            _("Another strand counts under each of the two, another stage, direction or end under both.")
        )
    return " ".join([*words, *filter(None, [shown.of_all_in_words, shown.pair.left_out_in_words])])


def _units(unit: UnitKind) -> str:
    return {
        UnitKind.TURN: _("turns"),
        UnitKind.SENTENCE: _("sent."),
        UnitKind.PASSAGE: _("pass."),
        UnitKind.CHARACTER: _("chars"),
    }[unit]
