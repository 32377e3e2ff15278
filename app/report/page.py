"""Report: parts chosen and ordered, what each is asked for, and a look at the pages as they will be."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QSplitter, QWidget

from app.report.changed import beside_parts, since_in_words
from app.report.checks_menu import ChecksMenu
from app.report.making import LookAsked, LookMaker, PageSetter, ReportLook
from app.report.option_form import OptionForm
from app.report.page_view import PaperView
from app.report.paper_document import PaperPages
from app.report.part_list import PartList
from app.report.report_options import ReportOptionsMenu
from app.report.reports_menu import ReportsMenu
from app.report.template_menu import TemplateMenu
from app.report.writing import ReportFiles, ReportInHand
from app.shell.exports import Exports
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.widgets.bar import SettingsBar
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import STRETCH, button, column_of, line, named, row_of, wide, with_role
from app.widgets.menus import give_menu, menu_button
from coding.errors import UserError
from coding.language import _, plural
from coding.progress import Progress
from coding.report.options import PartOptions
from coding.report.plan import KINDS, PartKind, ReportPart, ReportPlan, new_part, usual_report
from storage.operations.reports import change_report
from storage.queries.guids import StudyGuids
from storage.queries.kept_views import kept_views
from storage.report.checks import ReportChecks
from storage.report.reading import ShownCodings
from storage.study.journal import Changes
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    ATTRIBUTES,
    CASES,
    CODE,
    CODER,
    CODING,
    FRAMEWORK,
    KEPT,
    MEMO,
    QUESTIONS,
    READING,
    RULING,
    SAID,
)

_LEFT, _RIGHT = 250, 270  # pixels
_REST_MS = 120
_READ = (
    *(CODING, CODE, FRAMEWORK, CODER, READING, MEMO, RULING),
    *(*SAID, *ABOUT_INTERVIEWS, *ATTRIBUTES, *CASES, *QUESTIONS),
)


class ReportPage(Page):
    """At the left the parts, in the middle a page, at the right what the part is asked for."""

    page_id = "report"
    tables = (KEPT, *_READ)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self._draft = usual_report()
        self._state = 0
        self._maker = LookMaker()
        self._job: Job | None = None
        self._wanted: LookAsked | None = None
        self._asked: LookAsked | None = None  # of what is made, or was last
        self.look: ReportLook | None = None
        self.setter = PageSetter(self)
        self.exports = Exports(open_study, self)
        self.files = ReportFiles(open_study, self.exports, self)
        self.reports = ReportsMenu(open_study, lambda: self.plan, self)
        self.template = TemplateMenu(open_study.notices, self)
        self.options = ReportOptionsMenu(open_study, self)
        self.parts, self.view, self.form = PartList(), PaperView(), OptionForm()
        self.said = ElidedLabel("dim")
        self.checks = ChecksMenu(self.options.coarse.trigger, self)
        self.in_report = line()
        self.regenerate = button(_("Regenerate") + "  F5", self.make_again)
        self.save = button(_("Save as Word…"), self.write, "primary")
        self.others = menu_button(_("PDF and evidence"), "")
        self.add = menu_button(_("Add a part"))
        self.number = named(QLineEdit("1"), _("Page"))
        self.of, self.size_said = line(), line()
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._begin)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.regenerate.setShortcut(QKeySequence("F5"))
        self.bar = SettingsBar(_("Report"))
        self.bar.fill(
            self.reports.button,
            self.template.button,
            self.options.button,
            wide(self.said),
            self.checks.button,
            self.regenerate,
            self.save,
            self.others,
        )
        self.add.setText(_("+ Add a part") + " ▾")
        self._fill_add()
        self._fill_others()
        left, middle = QWidget(), QWidget()
        head = row_of(line(_("Parts"), "strong"), STRETCH, self.in_report, margins=(12, 8, 12, 4))
        foot = row_of(self.add, STRETCH, line("Alt ↑↓ " + _("moves")), margins=(10, 6, 12, 8))
        column_of(head, wide(self.parts), foot, on=left, spacing=0)
        column_of(wide(self.view), self._foot(), on=middle, spacing=0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, middle, self.form):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LEFT, 3 * _LEFT, _RIGHT])
        splitter.setChildrenCollapsible(False)
        column_of(self.bar, wide(splitter), on=self, spacing=0)

    def _foot(self) -> QWidget:
        foot = with_role(QWidget(), "foot")
        before = named(button("‹", lambda: self.view.turn(-1), "flat"), _("Page before"))
        after = named(button("›", lambda: self.view.turn(1), "flat"), _("Next page"))
        smaller = named(button("−", lambda: self.view.enlarge(1 / 1.2), "flat"), _("Smaller"))
        larger = named(button("+", lambda: self.view.enlarge(1.2), "flat"), _("Larger"))
        fit = button(_("Fit width"), self.view.fit, "flat")
        self.number.setFixedWidth(48)
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        parts = (
            STRETCH,
            before,
            line(_("Page")),
            self.number,
            self.of,
            after,
            smaller,
            self.size_said,
            larger,
        )
        row_of(*parts, fit, STRETCH, on=foot, margins=(8, 4, 8, 4), spacing=6)
        return foot

    def _fill_add(self) -> None:
        menu = QMenu(self.add)
        for kind, about in KINDS.items():
            menu.addAction(_(about.words), lambda kind=kind: self._add_part(kind))
        give_menu(self.add, menu)

    def _fill_others(self) -> None:
        menu = QMenu(self.others)
        menu.addAction(_("Save as PDF…"), lambda: self.files.pdf(self._in_hand()))
        menu.addAction(_("Save the evidence…"), lambda: self.files.evidence(self._in_hand()))
        self.others.setText(_("PDF, evidence") + " ▾")
        give_menu(self.others, menu)

    def _connect(self) -> None:
        self.reports.chosen.connect(self._take_up)
        self.parts.chosen.connect(self._choose)
        self.parts.moved.connect(self._move)
        self.parts.switched.connect(self._switch)
        self.parts.removed.connect(self._remove)
        self.form.changed.connect(self._ask)
        self.options.changed.connect(lambda: self.change(self.options.of(self.plan)))
        self.view.shown.connect(self._say_page)
        self.view.paper.clicked.connect(self.parts.setCurrentRow)
        self.number.editingFinished.connect(self._go_to_number)
        self.setter.ready.connect(self._show_pages)
        self.exports.exported.connect(self._show_since)
        self.open_study.closing.connect(self._clear)

    # --- the plan ----------------------------------------------------------------------------

    @property
    def plan(self) -> ReportPlan:
        """The report in hand."""
        row = self.reports.in_hand()
        return row.plan if row is not None and row.plan is not None else self._draft

    def change(self, plan: ReportPlan) -> None:
        """Make the report another; the first change of the usual one keeps it under a name."""
        if plan == self.plan:
            return
        if not self.open_study.can_write:
            self._draft = plan
            self._take_up()
            return
        row = self.reports.in_hand()
        plan = self._of_what_is_shown(plan)
        if row is None:
            self.reports.keep(_("Report"), plan)
        else:
            self.open_study.perform(change_report(row.id, plan))

    def _of_what_is_shown(self, plan: ReportPlan) -> ReportPlan:
        """Return a report of the codings that are shown, with the framework in use."""
        guids = StudyGuids(self.open_study.reader)
        coders = tuple(sorted(guids.guid("coder", id_) for id_ in self.open_study.coder_ids))
        framework = guids.guid("framework", self.open_study.framework.id)
        return replace(plan, framework=framework, coders=coders)

    def _add_part(self, kind: PartKind) -> None:
        at = self.parts.currentRow() + 1
        self.change(self.plan.added(at, new_part(kind)))
        self.parts.setCurrentRow(at)

    def _move(self, place: int, to: int) -> None:
        self.change(self.plan.moved(place, to))

    def _remove(self, at: int) -> None:
        self.change(self.plan.without(at))

    def _switch(self, at: int) -> None:
        part = self.plan.parts[at]
        self.change(self.plan.with_part(at, ReportPart(part.kind, part.options, not part.is_in)))

    def _ask(self, options: PartOptions) -> None:
        at = self.parts.currentRow()
        part = self.plan.parts[at]
        self.change(self.plan.with_part(at, ReportPart(part.kind, options, part.is_in)))

    # --- what is shown -----------------------------------------------------------------------

    def on_study_changed(self, changes: Changes) -> None:
        """Read the study again only where what a report says may have changed."""
        self._state += changes.touches(*_READ)
        super().on_study_changed(changes)

    def refresh(self) -> None:
        """Show the report as it is now."""
        self._take_up()

    def _take_up(self) -> None:
        if not self.open_study.is_open:
            return
        self.reports.follow()
        self.options.show(self.plan)
        self._show_parts()
        self._show_form()
        self._rest.start()

    def _show_parts(self) -> None:
        plan = self.plan
        n = sum(part.is_in for part in plan.parts)
        self.in_report.setText(_("{n} of {all} in the report").format(n=n, all=len(plan.parts)))
        beside = beside_parts(plan, self.look, self._page_of, self.reports.in_hand())
        self.parts.show_plan(plan, beside)

    @property
    def _page_of(self) -> Mapping[int, int]:
        """The page on which each part begins, by its place."""
        return self.view.pages.page_of if self.view.pages is not None else {}

    def _show_form(self) -> None:
        at, parts = self.parts.currentRow(), self.plan.parts
        views = {row.guid: row.name for row in kept_views(self.open_study.reader)}
        self.form.show_part(parts[at] if 0 <= at < len(parts) else None, views)

    def _choose(self, at: int) -> None:
        self.form.keep()
        self._show_form()
        if (page := self._page_of.get(at)) is not None:
            self.view.go(page)

    def _clear(self) -> None:
        self._rest.stop()
        self.setter.stop()
        self.form.keep()
        self.look, self._wanted, self._draft = None, None, usual_report()
        self._maker = LookMaker()
        self.view.show_pages(None)
        self.checks.show(ReportChecks())
        self.parts.clear()
        self.form.show_part(None, {})
        self.reports.forget()

    # --- a look at the pages -----------------------------------------------------------------

    def make_again(self) -> None:
        """Make all parts anew."""
        self._state += 1
        self._rest.start()

    def _begin(self) -> None:
        """Make the pages on a thread; what is wanted meanwhile is made next."""
        study = self.open_study
        if not study.is_open:
            return
        shown = ShownCodings(tuple(study.coder_ids), study.framework.id, study.coder_id)
        self._wanted = LookAsked(study.file.path, self.plan, shown, self._state)
        if self._job is None:
            self._asked = asked = self._wanted
            maker = self._maker

            def make(progress: Progress) -> ReportLook | UserError:
                try:
                    return maker.make(asked, progress)
                except UserError as error:
                    return error

            self._job = study.jobs.start_quietly(make, done=self._show_look)
            self._job.ended.connect(self._end)

    def _end(self) -> None:
        self._job = None
        if self._wanted is not None and self._asked != self._wanted:
            self._rest.start()

    def _show_look(self, look: ReportLook | UserError) -> None:
        if isinstance(look, UserError):
            self._wanted = None
            self.open_study.notices.warn(look)
            return
        if self._wanted is not None and look.asked.study == self._wanted.study:
            self.setter.set(look)

    def _show_pages(self, look: ReportLook, pages: PaperPages) -> None:
        self.look = look
        self.checks.show(look.checks)
        self.view.show_pages(pages)
        self._show_parts()
        self._show_since()

    def _show_since(self) -> None:
        self.said.setText(since_in_words(self.look, self.view.n, self.reports.in_hand()))
        self.context_changed.emit()

    def _say_page(self) -> None:
        self.number.setText(str(self.view.page + 1 if self.view.n else 0))
        self.of.setText(_("of {n}").format(n=self.view.n))
        self.size_said.setText(f"{round(100 * self.view.zoom)} %")

    def _go_to_number(self) -> None:
        if self.number.text().strip().isdecimal():
            self.view.go(int(self.number.text()) - 1)
        self._say_page()

    # --- to a file ---------------------------------------------------------------------------

    def write(self) -> Job | None:
        """Write the report to Word; what it holds is kept, to say later what has changed."""
        return self.files.word(self._in_hand())

    def _in_hand(self) -> ReportInHand:
        self.form.keep()
        left = self.look.checks.words if self.look is not None else ""
        return ReportInHand(self.plan, self.reports.in_hand(), self.template.path, left)

    # --- as a page ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take the keyboard."""
        self.parts.setFocus()

    def context(self) -> str:
        """Return how many parts and pages there are."""
        n = sum(part.is_in for part in self.plan.parts) if self.open_study.is_open else 0
        parts = plural("{n} part", "{n} parts", n)
        pages = plural("{n} page", "{n} pages", self.view.n)
        return _("{parts}, {pages}").format(parts=parts, pages=pages)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what keys do in the list."""
        return (
            (_("Part"), "↑ ↓"),
            (_("In or out"), _("Space")),
            (_("Move"), "Alt ↑ ↓"),
            (_("Regenerate"), "F5"),
        )

    def why_not_printed(self) -> str:
        """Say how a report comes on paper."""
        return _("Save the report as Word, and print it there.")

    def regions(self) -> list[QWidget]:
        """Return the bar, the parts, the page and the options."""
        return [self.bar, self.parts, self.view.paper, self.form]
