"""Who answered, by what the columns of a table say: school, role, group, round."""

import re
from collections.abc import Iterable
from typing import Final

from coding.intake.known_study import KnownStudy
from coding.model.role_codes import parse_key
from coding.model.study import Role
from coding.survey.values import Says, cell_key, said_in
from coding.text.names import clean_name, name_key, same_name

_LETTER: Final = re.compile(r"(?:school|academy|site|s)?\s*([^\W\d_]{1,3})", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?:school|academy|site)?\s*(\d{1,2})", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOT_SAID: Final = frozenset({Says.BLANK, Says.NOT_ANSWERED, Says.NOT_APPLICABLE, Says.DONT_KNOW})


class WhoReader:
    """Reads schools, roles and rounds as a study knows them; each spelling once."""

    def __init__(self, known: KnownStudy) -> None:
        """Read what the study knows."""
        self._known = known
        self._by_number = {role.number: role for role in known.roles}
        self._groups = {name_key(role.group): role.group for role in known.roles if role.group}
        self.known_groups = frozenset(role.group for role in known.roles if role.group)
        self._roles: dict[str, tuple[int | None, str]] = {}
        self._schools: dict[str, str] = {}

    def school(self, cell: str) -> str:
        """Return the letter of a school that a cell names, else its name; nothing where it says none."""
        if cell not in self._schools:
            self._schools[cell] = self._school(cell)
        return self._schools[cell]

    def _school(self, cell: str) -> str:
        text = clean_name(cell)
        if said_in(text) in {Says.BLANK, Says.NOT_ANSWERED}:
            return ""
        for school in self._known.schools:
            if same_name(text, school.letter) or same_name(text, school.name):
                return school.letter
        found = _LETTER.fullmatch(text)
        if found is not None:
            return found[1].upper()
        numbered = _NUMBERED.fullmatch(cell_key(text))
        if numbered is not None and 1 <= int(numbered[1]) <= 26:
            return chr(ord("A") + int(numbered[1]) - 1)
        return text

    def role(self, cell: str) -> tuple[int | None, str]:
        """Return the number of the role and the group that a cell names; of an unknown one its own words."""
        if cell not in self._roles:
            self._roles[cell] = self._role(cell)
        return self._roles[cell]

    def _role(self, cell: str) -> tuple[int | None, str]:
        text = clean_name(cell)
        if text.casefold() not in {"ta", "na"} and said_in(text) in _NOT_SAID:
            return None, ""
        group = self._groups.get(name_key(text))
        if group is not None:
            return None, group
        role = self._role_called(text)
        return (role.number, role.group or role.name) if role else (None, text)

    def _role_called(self, text: str) -> Role | None:
        for role in self._known.roles:
            if same_name(role.name, text):
                return role
        words = self._known.role_words
        for spelling in (cell_key(text), text, re.sub(r"(?<=[a-z]{3})s\b", "", text)):
            found = words.post_in(spelling)
            if found is not None and found.number in self._by_number:
                return self._by_number[found.number]
        return None

    def key(self, cell: str) -> tuple[str, int | None, str]:
        """Return school, role and group that a key (``E5``) says."""
        found = parse_key(cell)
        role = self._by_number.get(found.number) if found else None
        return (found.letter if found else "", role.number if role else None, role.group if role else "")

    def round_in(self, text: str) -> str:
        """Return the round that a text names: one of the study's, else a year; nothing without one."""
        words = {name_key(word) for word in re.split(r"[^\w]+", text)} | {cell_key(text)}
        for round_ in self._known.rounds:
            if name_key(round_.name) in words or same_name(round_.name, text):
                return round_.name
        found = _YEAR.findall(text)
        years = {match.group() for match in _YEAR.finditer(text)}
        return years.pop() if found and len(years) == 1 else ""

    def only_round(self) -> str:
        """Return the study's round if it has one only."""
        return self._known.rounds[0].name if len(self._known.rounds) == 1 else ""

    def one_year(self, cells: Iterable[str]) -> str:
        """Return the year that all times are of."""
        years = {match.group() for cell in cells for match in _YEAR.finditer(cell)}
        return years.pop() if len(years) == 1 else ""

    def group_order(self, groups: Iterable[str]) -> list[str]:
        """Return groups in the order of the study's roles, others behind."""
        order = [*dict.fromkeys(role.group for role in self._known.roles if role.group)]
        there = {*groups}
        return [group for group in order if group in there] + sorted(there - {*order, ""})
