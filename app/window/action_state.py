"""Which actions can be done now, and what undo and redo would do."""

from PySide6.QtGui import QAction

from app.shell import actions
from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.window.code_workspace import CodeWorkspace
from app.window.navigator import Navigator
from coding.language import _
from storage.queries.people import study_details
from storage.study.history import HistoryEntry


class ActionState:
    """Enables exactly what can be done; cheap, because every move of the selection asks."""

    def __init__(
        self, made: dict[str, QAction], open_study: OpenStudy, navigator: Navigator, code: CodeWorkspace
    ) -> None:
        """Look after these actions."""
        self._actions = made
        self._study = open_study
        self._navigator = navigator
        self._code = code
        self._is_sample = False
        self._replayable = {"undo": False, "redo": False}

    def enable(self) -> None:
        """Enable what can be done now."""
        study, page = self._study, self._code.page
        reading = study.is_open and page.interview_id is not None
        codable = reading and self._navigator.page is page and study.can_write
        present = {
            "study": study.is_open,
            "write": study.can_write,
            "sample": study.is_open and self._is_sample,
            "interview": reading,
            "passage": codable,
            "coding": codable and page.view.current_coding is not None,
            "coders": study.is_open and study.coders.is_comparable,
            "again": study.is_open and study.coders.is_second_reading,
            "others": study.is_open and not study.coders.are_all_shown,
            "blind": codable and len(study.coders.people) > 1,
            "undo": study.can_write and self._replayable["undo"],
            "redo": study.can_write and self._replayable["redo"],
        }
        actions.enable(self._actions, {need for need, there in present.items() if there})

    def note_opened(self) -> None:
        """Another study is open; what its last change is called may have to be learnt."""
        file = self._study.file
        self._is_sample = study_details(self._study.reader).sample
        self._replayable = {"undo": file.undoable() is not None, "redo": file.redoable() is not None}

    def note_change(self) -> None:
        """Let what changed be undone at once; what that is called is said later."""
        self._replayable["undo"] = True
        self.enable()

    def name_undo(self) -> None:
        """Say what undo and redo would do."""
        file = self._study.file if self._study.is_open else None
        self._name("undo", _("Undo"), file.undoable() if file is not None else None)
        self._name("redo", _("Redo"), file.redoable() if file is not None else None)

    def _name(self, action_id: str, text: str, entry: HistoryEntry | None) -> None:
        words = f"{text}: {self._study.words_for(entry)}" if entry else text
        action = self._actions[action_id]
        action.setText(on_a_button(words))
        action.setToolTip(words)
        self._replayable[action_id] = entry is not None
