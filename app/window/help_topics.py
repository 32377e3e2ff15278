"""F1: which page of the manual tells of what has the keyboard."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.window.manual import ManualDialog

# By the page's id, as links in the manual are written.
OF_PAGES: Final[Mapping[str, str]] = {
    "": "first-study.md",  # no study is open
    "code": "manual.md#reading-and-coding",
    "compare": "manual.md#comparing-rounds",
    "passages": "manual.md#the-passages-behind-a-number",
    "codebook": "manual.md#the-codebook",
    "matrix": "manual.md#the-matrix",
    "memos": "manual.md#memos-and-the-journal",
    "coders": "manual.md#agreement-between-coders",
    "meeting": "manual.md#codes-that-meet",
    "by_question": "manual.md#answers-by-question",
    "cases": "manual.md#cases",
    "chapter": "manual.md#check-my-chapter",
    "sort": "manual.md#the-codebook",
    "find": "manual.md#finding",
    "import": "manual.md#transcripts-come-in",
    "report": "manual.md#report",
    "survey": "survey.md",
    "joint": "survey.md#survey-and-interviews-side-by-side",
    "outcomes": "manual.md#cases",
}
# By the class of a part of a page or of a dialog: the innermost one around the keyboard says.
OF_PARTS: Final[Mapping[str, str]] = {
    "CodebookPanel": "manual.md#the-codebook",
    "QuickPicker": "manual.md#reading-and-coding",
    "TurnEditor": "manual.md#correcting-a-transcript",
    "QueryField": "manual.md#asking",
    "FinderField": "manual.md#finding",
    "FrameworksDialog": "manual.md#the-codebook",
    "VersionsDialog": "manual.md#the-codebook",
    "MergeCodesDialog": "manual.md#the-codebook",
    "StudyDetailsDialog": "manual.md#a-new-study",
    "InterviewDetailsDialog": "manual.md#a-new-study",
    "NewStudyDialog": "first-study.md",
    "QuestionsDialog": "manual.md#the-questions-of-a-round",
    "NewCoderDialog": "manual.md#several-coders",
    "RuleDialog": "manual.md#agreement-between-coders",
    "SampleDialog": "manual.md#agreement-between-coders",
    "CodeAllDialog": "manual.md#finding",
    "HistoryDialog": "manual.md#undo-history-safety",
    "RestorePointsDialog": "backups.md",
    "RepairedDialog": "backups.md#when-a-file-is-lost-or-damaged",
    "MergeDialog": "manual.md#two-copies-of-a-study",
    "PasswordDialog": "manual.md#a-password",
    "PasswordPrompt": "manual.md#a-password",
    "MaskDialog": "manual.md#names-and-people-who-withdraw",
    "ShareDialog": "manual.md#names-and-people-who-withdraw",
    "WithdrawDialog": "manual.md#names-and-people-who-withdraw",
    "QuotedDialog": "manual.md#names-and-people-who-withdraw",
    "ReplaceDialog": "manual.md#correcting-a-transcript",
    "KeysDialog": "manual.md#every-command-and-key",
}


def topic_of(widget: QWidget | None, page_id: str) -> str:
    """Return what tells of a widget: of the innermost part around it that has a page, else of its page."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in OF_PARTS:
                return OF_PARTS[kind.__name__]
        widget = widget.parentWidget()
    return OF_PAGES.get(page_id, "")


def show_manual(parent: QWidget, topic: str) -> None:
    """Show the manual beside a window; the one that is open already, if there is one."""
    dialog = parent.findChild(ManualDialog) or ManualDialog(parent)
    dialog.show_topic(topic)
    dialog.show()
    dialog.activateWindow()


class DialogHelp(QObject):
    """Gives F1 to dialogs, which the window's menus do not reach."""

    def __init__(self, window: QWidget) -> None:
        """Look at where the keyboard goes."""
        super().__init__(window)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or isinstance(dialog, ManualDialog):
            return
        if dialog.findChild(QShortcut, "manual") is None:
            key = QShortcut(QKeySequence("F1"), dialog)
            key.setObjectName("manual")
            key.activated.connect(lambda: show_manual(dialog, topic_of(QApplication.focusWidget(), "")))
