"""What a chapter's sentence says of people, schools, rounds and codes, in the words of the study."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from coding.intake.role_words import PostHint, RoleWords
from coding.model.framework import Framework
from coding.model.role_codes import InterviewKey
from coding.model.study import Role, School

_SCHOOL: Final = re.compile(r"\b[Ss]chools?\s+((?:[A-Z]\b(?:,?\s+(?:and|or|&)\s+|,\s*|/)?)+)")
_KEY: Final = re.compile(r"(?<![\w&])([A-Z])(\d)(?![\w%])")
_YEAR: Final = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]\d|\d)")
_SHORT: Final = 4  # an abbreviation so long matches exactly


class Claims(NamedTuple):
    """What is said: names of rounds, letters of schools, posts, keys, people's names, ids of codes."""

    rounds: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    posts: tuple[PostHint, ...] = ()
    groups: frozenset[str] = frozenset()
    keys: tuple[InterviewKey, ...] = ()
    people: frozenset[str] = frozenset()
    codes: frozenset[int] = frozenset()

    @property
    def says_who(self) -> bool:
        """Tell whether anything is said of who speaks, where or when."""
        return bool(self.rounds or self.schools or self.posts or self.groups or self.keys or self.people)

    def joined(self, other: "Claims") -> "Claims":
        """Return what a count can be of by both."""
        return Claims(
            rounds=self.rounds | other.rounds,
            schools=self.schools | other.schools,
            groups=self.groups | other.groups,
            codes=self.codes | other.codes,
        )

    def filled(self, other: "Claims") -> "Claims | None":
        """Return what a count is of by this, else by the other; None where that is two of a kind."""
        found = Claims(
            rounds=self.rounds or other.rounds,
            schools=self.schools or other.schools,
            groups=self.groups or other.groups,
            codes=self.codes or other.codes,
        )
        most = max(map(len, (found.rounds, found.schools, found.groups, found.codes)))
        return found if most < 2 else None


@dataclass(frozen=True)
class StudyWords:
    """What a study calls its things; without a study what chapters usually call them."""

    rounds: Sequence[str] = ()
    schools: Sequence[School] = ()
    roles: Sequence[Role] = ()
    people: Sequence[str] = ()
    framework: Framework | None = None
    posts: RoleWords = field(default_factory=RoleWords)
    titles: Sequence[str] = ()  # of posts

    def claims(self, text: str, *, in_brackets: bool = False) -> Claims:
        """Return what a text says; in brackets behind a quotation single words name strands too."""
        letters = frozenset(
            letter for match in _SCHOOL.finditer(text) for letter in re.findall(r"[A-Z]\b", match[1])
        )
        keys = tuple(InterviewKey(letter, int(number)) for letter, number in _KEY.findall(text))
        return Claims(
            rounds=self._rounds_in(text),
            schools=letters | self._schools_in(text),
            posts=self._posts_in(text),
            groups=self._groups_in(text, in_brackets=in_brackets),
            keys=tuple(key for key in keys if not self.schools or key.number <= 99),
            people=frozenset(name for name, pattern in self._people if name in text and pattern.search(text)),
            codes=self._codes_in(text, in_brackets=in_brackets),
        )

    def _posts_in(self, text: str) -> tuple[PostHint, ...]:
        own = tuple(PostHint(None, title) for title, pattern in self._own_titles if pattern.search(text))
        return (*own, *self.posts.posts_in(text))

    def _rounds_in(self, text: str) -> frozenset[str]:
        if not self.rounds:
            return frozenset(_YEAR.findall(text))
        return frozenset(name for name, pattern in self._round_patterns if pattern.search(text))

    def _schools_in(self, text: str) -> frozenset[str]:
        return frozenset(letter for letter, pattern in self._school_patterns if pattern.search(text))

    def _groups_in(self, text: str, *, in_brackets: bool) -> frozenset[str]:
        groups = {role.group for role in self.roles if role.group}
        return frozenset(
            group
            for group in groups
            if (in_brackets or len(group) > 1) and re.search(rf"(?<![\w&]){re.escape(group)}(?![\w&])", text)
        )

    @cached_property
    def _own_titles(self) -> list[tuple[str, re.Pattern[str]]]:
        """Titles that only this study knows: Key Stage 2 lead."""
        titles = [title for title in dict.fromkeys(self.titles) if title and not self.posts.posts_in(title)]
        return [(title, re.compile(rf"(?<!\w){re.escape(title)}(?!\w)", re.IGNORECASE)) for title in titles]

    @cached_property
    def _round_patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(name, _whole(name)) for name in self.rounds if name]

    @cached_property
    def _school_patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(each.letter, _whole(each.name)) for each in self.schools if each.name]

    @cached_property
    def _people(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(name, _whole(name)) for name in self.people if len(name) > 2]

    # --- codes -----------------------------------------------------------------------------------

    def _codes_in(self, text: str, *, in_brackets: bool) -> frozenset[int]:
        """Return the codes that a text names, the longest first: social capital lies in a longer one."""
        found: set[int] = set()
        left = text
        for pattern, code_id, is_plain in self._code_patterns:
            if is_plain and not in_brackets:
                continue
            if pattern.search(left):
                found.add(code_id)
                left = pattern.sub(lambda match: " " * len(match[0]), left)
        return frozenset(found)

    @cached_property
    def _code_patterns(self) -> list[tuple[re.Pattern[str], int, bool]]:
        names: list[tuple[str, int, bool]] = []
        for code in self.framework.codes if self.framework else ():
            called = filter(None, (code.name, code.label, *code.aliases))
            names += ((name, code.id, len(name.split()) == 1) for name in called)
            names += ((name, code.id, False) for name in (code.abbreviation,) if name)
        names.sort(key=lambda item: -len(item[0]))
        return [(_code_pattern(name), code_id, is_plain) for name, code_id, is_plain in names]


def _code_pattern(name: str) -> re.Pattern[str]:
    exact = len(name) <= _SHORT or name.isupper()
    spaced = r"\s*&\s*".join(re.escape(part) for part in name.split("&")) if exact else re.escape(name)
    return re.compile(rf"(?<![\w&]){spaced}(?![\w&])", 0 if exact else re.IGNORECASE)


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
