"""Taking a person out: that it cannot be undone is said first, then everything that changes."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, line, named, wide, with_role
from app.widgets.look_ahead_dialog import LookAheadDialog
from app.widgets.message_line import MessageLine
from coding.errors import UserError
from coding.language import _, plural
from coding.privacy.withdrawal import TakenInterview, TakenPassage, WithdrawalPlan
from coding.text.names import clean_name
from storage.operations.withdrawing import withdraw_person
from storage.privacy.withdrawal_plan import plan_withdrawal
from storage.queries.people import people
from storage.study.keeping.restore_points import remove_restore_points


class WithdrawDialog(LookAheadDialog):
    """A person, what changes without them, and the button that does it."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Offer the people of the study; nobody is chosen yet."""
        title, said = _("Withdraw a participant"), _("What changes, in short")
        super().__init__(open_study, title, said, _("Take out for good"), parent)
        self._plan: WithdrawalPlan | None = None
        self.person = named(QComboBox(), _("The person"))
        self.person.addItem(_("Choose a person"), None)
        for person in people(open_study.reader):
            self.person.addItem(person.name, person.id)
        self.also_called = named(QLineEdit(), _("Other names of the person"))
        self.also_called.setPlaceholderText(_("with commas between, as in: Jane, Mrs Hill"))
        self.replace_names = QCheckBox(_("Where others say the name, put this in its place:"))
        self.replace_names.setChecked(True)
        self.stand_in = named(QLineEdit(_("a colleague")), _("What stands in place of the name"))
        self.open_voices = MessageLine(_("What is open"))
        self.changes = named(with_role(QTreeWidget(), "field"), _("What changes"))
        self.changes.setHeaderHidden(True)
        self.restore_points = QCheckBox()
        self.restore_points.setChecked(True)
        self.look = button(_("Show what changes"), self._look_at)
        self._lay_out()
        self._connect()
        self._forget_plan()

    def _lay_out(self) -> None:
        column_of(
            line(_("This cannot be undone, and neither can anything that was done before it."), "warning"),
            hint(_intention()),
            self._form(),
            self.said,
            self.open_voices,
            wide(self.changes),
            self.restore_points,
            self.buttons(self.look, STRETCH),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(820, 660)

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        rows = ((_("Person"), self.person), (_("Also called"), self.also_called))
        for row, (words, field) in enumerate(rows):
            grid.addWidget(caption(words, field), row, 0)
            grid.addWidget(field, row, 1, 1, 2)
        grid.addWidget(self.replace_names, 2, 0, 1, 2)
        grid.addWidget(self.stand_in, 2, 2)
        grid.setColumnStretch(2, 1)
        return grid

    def _connect(self) -> None:
        self.person.currentIndexChanged.connect(self._look_at)
        for field in (self.also_called, self.stand_in):
            field.textEdited.connect(self._forget_plan)
            field.returnPressed.connect(self._look_at)
        self.replace_names.toggled.connect(self.stand_in.setEnabled)
        self.replace_names.toggled.connect(self._look_at)

    # --- what changes ------------------------------------------------------------------------

    def _names(self) -> list[str]:
        return list(filter(None, map(clean_name, self.also_called.text().split(","))))

    def _stand_in(self) -> str:
        return clean_name(self.stand_in.text()) if self.replace_names.isChecked() else ""

    def _forget_plan(self) -> None:
        """Drop what was listed: it has to be looked at again before anything is done."""
        self.drop_look(self._show)
        self._plan = None
        self.changes.clear()
        self.open_voices.hide()
        self.restore_points.hide()
        self.act_button.setEnabled(False)
        chosen = self.person.currentData() is not None
        self.look.setEnabled(chosen)
        self.said.say(_("Nothing is changed before you have seen what changes.") if chosen else "", "dim")

    def _look_at(self) -> None:
        self._forget_plan()
        person_id = self.person.currentData()
        if person_id is None:
            return
        self.said.say(_("Looking at what changes …"), "dim")
        path, names, stand_in = self.open_study.file.path, self._names(), self._stand_in()
        self.look_ahead(
            _("Looking at what changes"),
            lambda progress: plan_withdrawal(path, person_id, names, stand_in, progress),
            self._show,
        )

    def _show(self, plan: WithdrawalPlan) -> None:
        self._plan = plan
        self.said.say(_in_one_line(plan), "")
        for title, lines in _sections(plan):
            section = QTreeWidgetItem([title])
            section.addChildren([_child(line) for line in lines])
            self.changes.addTopLevelItem(section)
            section.setExpanded(True)
        self._show_open_voices(plan)
        points = len(plan.restore_points)
        self.restore_points.setText(
            plural(
                "Remove the restore point beside the study too: it still holds the words",
                "Remove the {n} restore points beside the study too: they still hold the words",
                points,
            )
        )
        self.restore_points.setVisible(points > 0)
        self.act_button.setEnabled(self.open_study.can_write)

    def _show_open_voices(self, plan: WithdrawalPlan) -> None:
        told = [
            _("{labels} in {interview}").format(labels=", ".join(each.open_labels), interview=each.heading)
            for each in plan.interviews
            if each.open_labels
        ]
        self.open_voices.setVisible(bool(told))
        open_ = _("Assign {voices} to a person first, or those words stay.")
        self.open_voices.say(open_.format(voices="; ".join(told)), "warning")

    # --- the end -----------------------------------------------------------------------------

    def begin(self) -> Job | None:
        """Do what was listed."""
        plan = self._plan
        if plan is None:
            return None
        self.act_button.setEnabled(False)
        self.said.say(_("Taking the person out …"), "dim")
        operation = withdraw_person(plan.person_id, self._names(), self._stand_in())
        path, refused = self.open_study.file.path, list[UserError]()

        def remove_points() -> None:
            try:
                remove_restore_points(path)
            except UserError as error:
                refused.append(error)

        return self.open_study.perform_irreversibly(
            _("Taking a person out"),
            operation,
            before_commit=remove_points if self.restore_points.isChecked() else lambda: None,
            done=lambda _none: self._done(plan, refused),
        )

    def _done(self, plan: WithdrawalPlan, refused: Sequence[UserError]) -> None:
        kept = _("Copies, reports and the key still hold what they held.")
        if plan.restore_points and not self.restore_points.isChecked():
            kept = _("Restore points, copies, reports and the key still hold what they held.")
        for error in refused:
            self.open_study.notices.warn(error)
        self.open_study.notices.say(_("The person is out.") + " " + kept)
        self.accept()


def _child(line: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([line])
    item.setToolTip(0, line)
    return item


def _in_one_line(plan: WithdrawalPlan) -> str:
    whole = sum(each.is_whole for each in plan.interviews)
    joint = len(plan.interviews) - whole
    parts = [
        plural("{n} interview goes", "{n} interviews go", whole) if whole else "",
        plural("turns go from {n} other", "turns go from {n} others", joint) if joint else "",
        plural("{n} passage goes", "{n} passages go", plan.gone),
        plural("{n} is shortened", "{n} are shortened", plan.shortened) if plan.shortened else "",
        plural("{n} memo goes", "{n} memos go", plan.memos) if plan.memos else "",
    ]
    return _("Without {person}: {changes}.").format(
        person=plan.person, changes=", ".join(filter(None, parts))
    )


def _sections(plan: WithdrawalPlan) -> Iterator[tuple[str, list[str]]]:
    """Yield what is listed, each part under its title."""
    yield _("Interviews"), [_interview(each) for each in plan.interviews] or [_("none")]
    if plan.numbers:
        number = _("{what}, {round}: {before} → {after}")
        yield (
            _("Numbers"),
            [
                number.format(what=n.what, round=n.round or _("no round"), before=n.before, after=n.after)
                for n in plan.numbers
            ],
        )
    if plan.quotations:
        cut = plural(
            "{n} quotation of their words is cut out of memos and codebook",
            "{n} quotations of their words are cut out of memos and codebook",
            plan.quotations,
        )
        yield _("Quoted elsewhere"), [cut]
    if plan.named:
        yield _("Still named"), [f"{where}  ·  {times}" for where, times in plan.named]
    if plan.written:
        yield _("Written outside the study, and not reached"), list(plan.written)
    if plan.passages:
        yield _("Passages"), [_passage(each) for each in plan.passages]


def _interview(taken: TakenInterview) -> str:
    turns = plural("{n} turn", "{n} turns", taken.turns)
    words = plural("{n} word", "{n} words", taken.words)
    line = (
        _("{interview}: goes wholly ({turns}, {words})")
        if taken.is_whole
        else _("{interview}: their {turns} go ({words})")
    )
    return line.format(interview=taken.heading, turns=turns, words=words)


def _passage(taken: TakenPassage) -> str:
    line = _("{codes}, shortened: “{text}”") if taken.is_shortened else _("{codes}: “{text}”")
    return line.format(codes="/".join(taken.codes), text=" ".join(taken.text.split()))


def _intention() -> str:
    return _(
        "All that the person said is removed, with its codings and memos, from the study, its history "
        "and from the file’s free space. An interview with them alone goes wholly; of a joint one, their "
        "turns go. The history says that a person was taken out, not who."
    )
