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
        by_key = self.style in {SourceStyle.KEY, SourceStyle.KEY_PLACE} and passage.key
        who = ", ".join(filter(None, (passage.key, passage.round))) if by_key else passage.attribution
        wants_place = self.style in {SourceStyle.FULL_PLACE, SourceStyle.KEY_PLACE}
        return SourceLines(who, self.place(passage) if wants_place else "")

    def points_at_one(self, passage: Passage) -> bool:
        """Tell whether what is said of a passage stands for one person: one head a school."""
        return self._with_key[passage.round, passage.key] == 1

    def coarser(self, passage: Passage) -> str:
        """Return a wording that several people fit: ``Headteacher, 2015``, else ``Participant, 2015``."""
        title = passage.attribution.replace(f", {passage.school}", "")
        title = title.removesuffix(f", {passage.round}")
        if self._with_title[passage.round, title.casefold()] > 1:
            return ", ".join(filter(None, (title, passage.round)))
        return ", ".join(filter(None, (_("Participant"), passage.round)))

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
    def _with_title(self) -> Counter[tuple[str, str]]:
        return Counter((round_, title.casefold()) for round_, _key, title in self._posts)
