"""Which interviews are meant: all, the one on view, or those of a round."""

from PySide6.QtWidgets import QComboBox, QWidget

from app.shell.open_study import OpenStudy
from coding.language import _, plural
from storage.queries.people import rounds
from storage.queries.texts import interviews


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
