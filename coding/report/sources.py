"""Who says a quotation, as a report says it; less exactly where that would point at one person."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from coding.analysis.analysis_data import AnalysisData, ints, post_title
from coding.analysis.passages import Passage
from coding.language import _
from coding.report.options import SourceStyle


class SourceLines(NamedTuple):
    """Who says a quotation, and where it stands, which is empty if that is not asked for."""

    who: str
    where: str


@dataclass(frozen=True)
class Sources:
    """Says it in one style. ``place`` returns where a passage stands; ``coarse``: nobody is singled out."""

    data: AnalysisData
    style: SourceStyle
    place: Callable[[Passage], str]
    coarse: bool = False

    def of(self, passage: Passage) -> SourceLines:
        """Return what is said of a passage."""
        singled = self.coarse and self.points_at_one(passage)
        if singled:
            return SourceLines(self.coarser(passage), "")  # a place would lead to the interview
        by_key = ", ".join(filter(None, (passage.key, passage.round)))
        who = by_key if self._by_key(passage) else passage.attribution
        wants_place = self.style in {SourceStyle.FULL_PLACE, SourceStyle.KEY_PLACE}
        return SourceLines(who, self.place(passage) if wants_place else "")

    def points_at_one(self, passage: Passage) -> bool:
        """Tell whether what is said of a passage stands for one person: one head a school."""
        if self._by_key(passage):
            return self._with_key[passage.round, passage.key] == 1
        return self._at_school[passage.round, passage.letters, self._title(passage).casefold()] == 1

    def _by_key(self, passage: Passage) -> bool:
        return self.style in {SourceStyle.KEY, SourceStyle.KEY_PLACE} and bool(passage.key)

    def _title(self, passage: Passage) -> str:
        """Return what is said of who speaks, without school and round."""
        title = passage.attribution.replace(f", {passage.school}", "")
        return title.removesuffix(f", {passage.round}")

    def coarser(self, passage: Passage) -> str:
        """Return a wording that several people fit: ``Headteacher, 2015``."""
        title = self._title(passage)
        if self._with_title[passage.round, title.casefold()] > 1:
            return ", ".join(filter(None, (title, passage.round)))
        role = self._role_of.get(passage.key, "")
        if self._with_role[passage.round, role] > 1:
            return ", ".join(filter(None, (role, passage.round)))
        return ", ".join(filter(None, (_("Participant"), passage.round)))

    @cached_property
    def _role_of(self) -> dict[str, str]:
        """The role that a key stands for."""
        return {
            f"{school.letter}{role.number}": role.name
            for school in self.data.schools
            for role in self.data.roles
        }

    @cached_property
    def _with_role(self) -> Counter[tuple[str, str]]:
        return Counter((round_, self._role_of.get(key, "")) for round_, key, _title in self._posts if key)

    @cached_property
    def _posts(self) -> list[tuple[str, str, str]]:
        """The round, the key and the title of everybody who took part, a row a round."""
        data, people = self.data, defaultdict[int, set[int]](set)
        interview_round = dict(
            zip(ints(data.interviews, "id").tolist(), ints(data.interviews, "round_id").tolist(), strict=True)
        )
        for interview_id, those in data.people_in.items():
            people[interview_round.get(interview_id, 0)].update(those)
        found: list[tuple[str, str, str]] = []
        for round_id, those in people.items():
            name = data.round_by_id[round_id].name if round_id else ""
            for person_id in those:
                post = data.post_of.get((person_id, round_id))
                school = data.school_by_id.get(post.school_id or 0) if post else None
                number = data.role_by_id[post.role_id].number if post else 0
                key = f"{school.letter}{number}" if school and number else ""
                found.append((name, key, post_title(data, person_id, round_id)))
        return found

    @cached_property
    def _with_key(self) -> Counter[tuple[str, str]]:
        return Counter((round_, key) for round_, key, _title in self._posts if key)

    @cached_property
    def _at_school(self) -> Counter[tuple[str, str, str]]:
        return Counter(
            (round_, key.rstrip("0123456789"), title.casefold()) for round_, key, title in self._posts
        )

    @cached_property
    def _with_title(self) -> Counter[tuple[str, str]]:
        return Counter((round_, title.casefold()) for round_, _key, title in self._posts)
