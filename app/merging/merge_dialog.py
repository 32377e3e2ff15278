"""Merging another copy: what comes in is listed first, and what both copies say otherwise is chosen."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QTreeWidget, QTreeWidgetItem, QWidget

from app.merging.unlocked_copy import UnlockedCopy
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, Form, caption, column_of, hint, line, named, wide, with_role
from app.widgets.look_ahead_dialog import LookAheadDialog
from coding.language import _
from coding.merging.journals import Copy
from coding.merging.plan import Conflict, MergePlan, Side, in_one_line, sections
from coding.progress import Progress
from storage.merging.other_copy import look_ahead, read_other
from storage.operations.merging import merge_copy

_MOST = 200  # lines that are listed of each part


class MergeDialog(LookAheadDialog):
    """Another copy, what comes in from it, a choice for each conflict, and the button that merges."""

    def __init__(self, open_study: OpenStudy, other: UnlockedCopy, parent: QWidget | None = None) -> None:
        """Look at the copy."""
        title, said = _("Merge another copy"), _("What comes in, in short")
        super().__init__(open_study, title, said, _("Merge"), parent)
        self._other = other
        self._copy: Copy | None = None
        self._listed: tuple[str, ...] | None = None  # the keys of the conflicts that have their boxes
        self.choices: dict[str, Side] = {}
        self.boxes: dict[str, QComboBox] = {}
        self.coming = named(with_role(QTreeWidget(), "field"), _("What comes in"))
        self.coming.setHeaderHidden(True)
        self.conflicts = Form(_("What is to be chosen"))
        self.asked = line(_("What both copies say, and not alike:"), "heading")
        column_of(
            hint(_intention().format(name=other.path.name)),
            self.said,
            wide(self.coming, 3),
            self.asked,
            wide(self.conflicts, 2),
            self.buttons(STRETCH),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(760, 640)
        for part in (self.asked, self.conflicts):
            part.hide()
        self._look()

    # --- looking ahead -----------------------------------------------------------------------

    def _look(self) -> None:
        self.said.say(_("Looking at the other copy …"), "dim")
        self.act_button.setEnabled(False)
        study, other, choices = self.open_study.file.path, self._other.path, dict(self.choices)
        known = self._copy

        def look(progress: Progress) -> tuple[Copy, MergePlan]:
            copy = known or read_other(study, other)
            return copy, look_ahead(study, copy, choices, progress)

        self.look_ahead(_("Looking at the other copy"), look, self._show)

    def _show(self, found: tuple[Copy, MergePlan]) -> None:
        self._copy, plan = found
        self.said.say(in_one_line(plan), "")
        self.coming.clear()
        for title, lines in sections(plan):
            self.coming.addTopLevelItem(_section(title, lines))
        self.coming.expandAll()
        keys = tuple(conflict.key for conflict in plan.conflicts)
        if keys != self._listed:
            self._listed = keys
            self._ask(plan.conflicts)
        self.act_button.setEnabled(self.open_study.can_write and not plan.adds_nothing)

    def _ask(self, conflicts: tuple[Conflict, ...]) -> None:
        """Show a choice for each conflict; what was chosen before stays."""
        self.boxes = {each.key: self._box(each) for each in conflicts}
        rows = [
            part
            for each in conflicts
            for part in (caption(each.what, self.boxes[each.key]), self.boxes[each.key])
        ]
        self.conflicts.show_parts(*rows, STRETCH)
        for part in (self.asked, self.conflicts):
            part.setVisible(bool(conflicts))

    def _box(self, conflict: Conflict) -> QComboBox:
        box = named(QComboBox(), conflict.what)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(conflict.here, Side.HERE)
        box.addItem(conflict.there, Side.THERE)
        box.setCurrentIndex([*Side].index(self.choices.get(conflict.key, conflict.default)))
        box.currentIndexChanged.connect(partial(self._choose, conflict.key))
        return box

    def _choose(self, key: str, at: int) -> None:
        self.choices[key] = [*Side][at]
        self._look()

    # --- merging -----------------------------------------------------------------------------

    def begin(self) -> Job | None:
        """Do what was listed."""
        copy = self._copy
        if copy is None:
            return None
        self.act_button.setEnabled(False)
        self.said.say(_("Merging …"), "dim")
        merge = partial(merge_copy, copy, self._other.path.name, dict(self.choices))
        job = self.open_study.perform_in_background(_("Merging another copy"), merge, done=self._merged)
        if job is not None:
            job.cancelled.connect(self._look_again)
        return job

    def _look_again(self) -> None:
        """Offer it again after it was stopped, unless nobody looks any more."""
        if self.isVisible():
            self._look()

    def _merged(self, plan: MergePlan) -> None:
        self.open_study.notices.say(
            _("{name} is merged.").format(name=self._other.path.name) + " " + in_one_line(plan)
        )
        self.accept()


def merge_another(open_study: OpenStudy, other: Path, parent: QWidget | None = None) -> None:
    """Show what comes in from another copy, whose password is asked for if it has one."""
    unlocked = UnlockedCopy.open(other, open_study.notices)
    if unlocked is not None:
        MergeDialog(open_study, unlocked, parent).exec()


def _section(title: str, lines: tuple[str, ...]) -> QTreeWidgetItem:
    section = QTreeWidgetItem([title])
    for each in lines[:_MOST]:
        item = QTreeWidgetItem([each])
        item.setToolTip(0, each)
        section.addChild(item)
    if len(lines) > _MOST:
        section.addChild(QTreeWidgetItem([_("and {n} more").format(n=len(lines) - _MOST)]))
    return section


def _intention() -> str:
    return _(
        "What was done in “{name}” comes into this study; that copy is only read. Codings find their words "
        "where a text was corrected. Nothing is stored before you press Merge, and undo takes it all back."
    )
