"""The tab of hand-written codes: every mark that was found, what was made of it, and how it is put right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from app.intake.mark_detail import HERE, MarkDetail
from app.intake.marks_list import Listed, MarkRow, mark_columns
from app.intake.panel import ImportPanel, PanelContext, in_turn
from app.intake.rules_bar import RulesBar
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import caption, named, row_of, wide
from app.widgets.table import TableModel
from app.widgets.table_view import RowsTable
from coding.intake.mark_corrections import with_label, with_mark, with_rules
from coding.intake.plan import ImportPlan
from coding.language import N_, _
from coding.notation.hand_marks import HandRules, MarkChoice, Reach

_FEW = 5
_KEEPS = Qt.ItemDataRole.UserRole + 1


class MarksPanel(ImportPanel):
    """Lists the marks, those to look at first; the selected one stands on the text beside its detail."""

    step = N_("Codes")

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without marks."""
        self.marks = MarkDetail()
        super().__init__(self.marks, parent)
        self.rules = RulesBar()
        self.show_only = named(QComboBox(), _("Which codes are listed"))
        self.counts = ElidedLabel("dim")
        model = TableModel(mark_columns(), lambda row: row.key)
        self.table = RowsTable(model, _("Codes written by hand"))
        self._listed = Listed(ImportPlan())
        self.fill_with(
            self.table,
            self.rules,
            row_of(caption(_("List"), self.show_only), self.show_only, wide(self.counts)),
        )
        self._connect()

    def _connect(self) -> None:
        self.rules.changed.connect(self._say_rules)
        self.show_only.activated.connect(self._show_kept)
        self.table.selectionModel().selectionChanged.connect(self._follow_selection)
        self.table.selectionModel().currentChanged.connect(self._follow_selection)
        self.marks.meaning_said.connect(self._say_meaning)
        self.marks.reach_said.connect(self._say_reach)
        self.marks.as_read.connect(self._take_back)

    # --- showing -------------------------------------------------------------------------------

    def title(self, plan: ImportPlan) -> str:
        """Return how many codings the marks make, and how many are to be looked at."""
        listed = self._list(plan)
        if not plan.rows or plan.known.framework is None:
            return ""
        if not listed.rows:
            rules = plan.rules
            all_read = rules.read_letters and rules.read_colours and rules.read_comments
            return "" if all_read else _("Codes")
        codings = _("Codes {n}").format(n=listed.summary.codings)
        if not listed.looked_at:
            return codings
        return _("{codes} · {n} to review").format(codes=codings, n=listed.looked_at)

    def to_review(self, plan: ImportPlan) -> int:
        """Return how many marks are to be looked at."""
        return self._list(plan).looked_at if plan.known.framework is not None else 0

    def _list(self, plan: ImportPlan) -> Listed:
        if plan is not self._listed.plan:
            self._listed = Listed(plan)
        return self._listed

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the marks of a plan."""
        self.rules.show_rules(plan.rules)
        self.counts.setText(self._list(plan).counts())
        self._offer_filters()
        self._show_kept()

    def _offer_filters(self) -> None:
        chosen = self.show_only.currentData()
        self.show_only.clear()
        for name, words, keeps in self._listed.filters():
            self.show_only.addItem(words, name)
            self.show_only.setItemData(self.show_only.count() - 1, keeps, _KEEPS)
        self.show_only.setCurrentIndex(max(self.show_only.findData(chosen), 0))

    def _show_kept(self) -> None:
        keeps = self.show_only.currentData(_KEEPS)
        self.table.show_rows([row for row in self._listed.rows if keeps(row)] if keeps else [])
        self._follow_selection()

    def _follow_selection(self) -> None:
        self.marks.show_marks(self.table.selected())
        self.shown_changed.emit()

    def shown(self) -> PanelContext:
        """Return the place of the current mark."""
        row = self.table.current()
        return PanelContext() if row is None else PanelContext(row.at, row.mark.span)

    def regions(self) -> list[QWidget]:
        """Return the rules, the list and what is said of a mark."""
        return [self.rules, self.table, self.marks]

    # --- putting right -------------------------------------------------------------------------

    def _say_rules(self, rules: HandRules) -> None:
        self.say_anew(lambda plan: with_rules(plan, rules))

    def _say_meaning(self, label: str, code_ids: tuple[int, ...]) -> None:
        if label != HERE:
            code_id = code_ids[0] if code_ids else None
            self.say_anew(lambda plan: with_label(plan, label, code_id))
        else:
            self._say_of_selected(code_ids=code_ids)

    def _say_reach(self, reach: Reach) -> None:
        self._say_of_selected(reach=reach)

    def _take_back(self) -> None:
        rows = self.table.selected()
        self._say_of(rows, [MarkChoice()] * len(rows))

    def _say_of_selected(
        self, *, reach: Reach | None = None, code_ids: tuple[int, ...] | None = None
    ) -> None:
        """Say one thing of all selected marks; what else was said of them stays."""
        rows = self.table.selected()
        choices: list[MarkChoice] = []
        for row in rows:
            said = row.import_row.mark_choices.get(row.mark.key, MarkChoice())
            choices.append(MarkChoice(reach or said.reach, said.code_ids if code_ids is None else code_ids))
        self._say_of(rows, choices)

    def _say_of(self, rows: Sequence[MarkRow], choices: Sequence[MarkChoice]) -> None:
        """Say something of these marks; each reads its file anew, so that a few of them are quick."""
        say = self.say if len(rows) <= _FEW else self.say_anew
        say(
            in_turn(
                partial(with_mark, index=row.at, mark=row.mark, choice=choice)
                for row, choice in zip(rows, choices, strict=True)
            )
        )
