"""What the finder offers for what was typed: strands, interviews, commands, passages."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtGui import QAction

from app.search.suggestions import ResultKind, SearchResult
from app.shell.actions import ACTIONS, shown_keys, why_not
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.transcript.header import state_in_words
from app.widgets.kept_views_menu import place_detail
from coding.language import _
from coding.model.framework import Framework
from coding.model.kept_view import ViewPage
from coding.notation.code_names import Names, key_of
from coding.text.times import local_day
from storage.queries.kept_views import kept_views
from storage.queries.memos import MemoSearch, kinds_of_memos, memos
from storage.queries.searching import Hit, count_found, search
from storage.queries.tree import InterviewRow, interview_tree

SHORTEST = 2  # letters from which passages are searched: one letter is in all of them
_FEW = 6
_WORD: Final = re.compile(r"\w+")
_BEFORE = 24  # code points shown before a match


class SearchSource:
    """Finds in one study as it was when it was asked first; a new one is made when the study changes."""

    def __init__(self, open_study: OpenStudy, actions: Mapping[str, QAction]) -> None:
        """Look things up in the open study, or only commands where there is none."""
        self._study = open_study
        self._actions = actions
        self._rows: list[tuple[str, InterviewRow]] | None = None
        self._written: MemoSearch | None = None
        self._names: tuple[Framework, Names] | None = None

    def find(self, text: str) -> list[SearchResult]:
        """Return what fits, the likeliest kind first; nothing for an empty text."""
        text = text.strip()
        if not text:
            return []
        if not self._study.is_open:
            return self._commands(text)
        strands, interviews = list(self._strands(text)), list(self._interviews(text))
        passages, commands = list(self._passages(text)), self._commands(text)
        written = [*self._views(text), *self._memos(text)]
        named = self._code_names().is_abbreviation(key_of(text))  # Enter must not code what is only a word
        if named:
            return [*strands, *interviews, *passages, *written, *commands]
        begun = (each for each in commands if each.title.casefold().startswith(text.casefold()))
        if any(not command.why_not for command in begun):
            return [*commands, *interviews, *passages, *written, *strands]
        return [*interviews, *passages, *written, *strands, *commands]

    # --- by kind -----------------------------------------------------------------------------

    def _strands(self, text: str) -> Iterator[SearchResult]:
        framework = self._study.framework
        for code in self._code_names().complete(text)[:_FEW]:
            above = framework.path(code.id)[:-1]
            key = _("key {key}").format(key=code.key) if code.key else ""
            detail = " · ".join(filter(None, (*(each.name for each in above), key)))
            title = f"{code.abbreviation}  {code.name}" if code.abbreviation else code.name
            yield SearchResult(ResultKind.STRAND, title, detail, code_id=code.id)

    def _code_names(self) -> Names:
        framework = self._study.framework
        if self._names is None or self._names[0] is not framework:
            self._names = (framework, Names(framework))
        return self._names[1]

    def _interviews(self, text: str) -> Iterator[SearchResult]:
        words = text.casefold().split()
        fitting = (
            (round_name, row)
            for round_name, row in self._all_interviews()
            if all(word in f"{round_name} {row.heading} {row.title}".casefold() for word in words)
        )
        for _count, (round_name, row) in zip(range(_FEW), fitting, strict=False):
            detail = " · ".join(filter(None, (round_name, state_in_words(row.state))))
            yield SearchResult(
                ResultKind.INTERVIEW, row.heading or row.title, detail, place=Place("code", row.id)
            )

    def _all_interviews(self) -> list[tuple[str, InterviewRow]]:
        if self._rows is None:
            branches = interview_tree(self._study.reader, self._study.coder_ids)
            self._rows = [
                (branch.round.name if branch.round else "", row)
                for branch in branches
                for row in branch.interviews
            ]
        return self._rows

    def _passages(self, text: str) -> Iterator[SearchResult]:
        if len(text) < SHORTEST:
            return
        hits = search(self._study.reader, text, turns=_FEW)
        headings = {
            row.id: (row.heading or row.title, round_name) for round_name, row in self._all_interviews()
        }
        for hit in hits[:_FEW]:
            detail = ", ".join(filter(None, headings.get(hit.interview_id, ())))
            place = Place("code", hit.interview_id, hit.span.start, hit.span.end)
            yield SearchResult(ResultKind.PASSAGE, around(hit), detail, place=place)
        if hits:
            found = count_found(self._study.reader, text)
            title = _("Find “{text}” in all interviews").format(text=text)
            detail = _("{turns} turns in {interviews} interviews").format(
                turns=found.turns, interviews=found.interviews
            )
            yield SearchResult(ResultKind.EVERYWHERE, title, detail, place=Place("find", detail=text))

    def _memos(self, text: str) -> Iterator[SearchResult]:
        if len(text) < SHORTEST:
            return
        if self._written is None:
            self._written = MemoSearch(memos(self._study.reader, self._study.coder_id))
        for memo in self._written.with_words(text)[:_FEW]:
            detail = " · ".join((kinds_of_memos()[memo.about], memo.on or local_day(memo.changed)))
            place = Place("memos", detail=str(memo.id))
            yield SearchResult(ResultKind.MEMO, memo.title, detail, place=place)

    def _views(self, text: str) -> Iterator[SearchResult]:
        words = text.casefold().split()
        pages = {ViewPage.COMPARE: _("Compare"), ViewPage.PASSAGES: _("Passages")}
        for row in kept_views(self._study.reader):
            if row.view is not None and all(word in row.name.casefold() for word in words):
                place = Place(row.view.page.value, detail=place_detail(row.id))
                yield SearchResult(ResultKind.VIEW, row.name, pages[row.view.page], place=place)

    def _commands(self, text: str) -> list[SearchResult]:
        """Return the commands that fit: first what begins so, last what cannot be chosen now."""
        begun = text.strip().casefold()
        return sorted(
            self._fitting_commands(text),
            key=lambda command: (bool(command.why_not), not command.title.casefold().startswith(begun)),
        )

    def _fitting_commands(self, text: str) -> Iterator[SearchResult]:
        words = _WORD.findall(text.casefold())
        for spec in ACTIONS if words else ():
            action = self._actions.get(spec.id)
            if action is None or spec.id == "finder":
                continue
            title = _(spec.text).replace("&", "")
            parts = _WORD.findall(title.casefold())
            if all(any(part.startswith(word) for part in parts) for word in words):
                why = "" if action.isEnabled() else why_not(spec)
                keys = why or shown_keys(spec)
                yield SearchResult(ResultKind.COMMAND, title, keys, action=action, why_not=why)


def around(hit: Hit) -> str:
    """Return a hit's words from a little before the first match on, its cuts marked."""
    at = hit.span.start - hit.excerpt_start
    first = hit.excerpt.rfind(" ", 0, max(at - _BEFORE, 0)) + 1 if at > _BEFORE else 0
    cut = hit.cut_before or first > 0
    return ("… " if cut else "") + hit.excerpt[first:] + (" …" if hit.cut_after else "")
