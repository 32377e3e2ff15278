"""All memos of the study as they were read, and what of them is to be read again."""

from collections.abc import Mapping

from app.shell.open_study import OpenStudy
from storage.queries.history import interview_headings
from storage.queries.memos import MemoSearch, WrittenMemo, in_order, memos
from storage.study.journal import Changes
from storage.study.tables import (
    ABOUT_INTERVIEWS,
    CODE,
    CODER,
    CODING,
    KEPT,
    LINK,
    MEMO,
    QUESTION,
    READING,
    TRANSCRIPT,
)

SHOWN = (MEMO, LINK, KEPT, CODING, CODE, CODER, READING, QUESTION, TRANSCRIPT, *ABOUT_INTERVIEWS)


class MemoShelf:
    """Holds the memos that may be read; only those that changed are read again."""

    def __init__(self, open_study: OpenStudy) -> None:
        """Hold nothing yet."""
        self._study = open_study
        self.clear()

    def clear(self) -> None:
        """Let go of a study that is being closed."""
        self.all: list[WrittenMemo] = []
        self.search = MemoSearch(())
        self._changed: set[int] | None = None  # memos to be read again; None: all
        self._read_for: int | None = None
        self._headings: dict[int, str] | None = None  # of interviews, as long as they stand

    @property
    def headings(self) -> Mapping[int, str]:
        """What interviews are called, by id."""
        return self._headings or {}

    def note(self, changes: Changes) -> None:
        """Note what is to be read again."""
        if changes.touches(*ABOUT_INTERVIEWS):
            self._headings = None
        if changes.touches(*(table for table in SHOWN if table not in {MEMO, LINK, KEPT})):
            self._changed = None
        elif self._changed is not None:
            self._changed |= changes.rows.get(MEMO, frozenset())

    def read(self) -> None:
        """Read all memos, or only what was changed of them."""
        study, changed, self._changed = self._study, self._changed, set[int]()
        if self._read_for != study.coder_id:  # who reads interviews blind may be another
            self._read_for, changed = study.coder_id, None
        if self._headings is None:
            self._headings = interview_headings(study.reader)
        found = memos(study.reader, study.coder_id, self._headings, changed)
        stays = () if changed is None else (each for each in self.all if each.id not in changed)
        self.all = in_order((*found, *stays))
        self.search = MemoSearch(self.all)

    def with_id(self, memo_id: object) -> WrittenMemo | None:
        """Return a memo, if it is there."""
        return next((each for each in self.all if each.id == memo_id), None)

    def mine(self, about: str, on_id: int) -> WrittenMemo | None:
        """Return the memo of whoever codes on a row; ``about`` as in ``WrittenMemo``."""
        coder_id = self._study.coder_id
        return next(
            (
                each
                for each in self.all
                if (each.coder_id, each.about, each.on_id) == (coder_id, about, on_id)
            ),
            None,
        )

    def journal_of(self, day: str) -> WrittenMemo | None:
        """Return the entry that whoever codes wrote on a day."""
        coder_id = self._study.coder_id
        return next((each for each in self.all if (each.day, each.coder_id) == (day, coder_id)), None)
