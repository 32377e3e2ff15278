"""What the interviews say of the strand that a bank asks about: its codings by round and stage.

The two are laid beside each other and never summed: a statement asks about the school, a code about what was
said of the partnership.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.survey_results import SurveyResults
from coding.language import _

NO_STAGE = 0


@dataclass(frozen=True)
class StrandInRound:
    """The codings of a strand in a round, by stage (0: none), and in how many interviews there are some."""

    round_id: int
    round: str
    interviews: int
    interviews_with: int
    by_stage: dict[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])

    @property
    def codings(self) -> tuple[int, ...]:
        """All of them."""
        return tuple(coding for some in self.by_stage.values() for coding in some)


def strand_by_stage(data: AnalysisData, code_id: int) -> list[StrandInRound]:
    """Return the codings of a code and of all below it, round by round; of a code unknown here none."""
    framework = data.framework
    if code_id not in framework.by_id:
        return []
    wanted = [code.id for code in framework.codes if code_id in {each.id for each in framework.path(code.id)}]
    codings = data.codings
    of_strand = np.isin(ints(codings, "code_id"), wanted)
    ids, stages = ints(codings, "id")[of_strand], ints(codings, "stage_id")[of_strand]
    places = ints(codings, "interview_id")[of_strand]
    found: list[StrandInRound] = []
    for round_ in data.rounds:
        interviews = data.interviews_of(round_)
        here = np.isin(places, interviews)
        by_stage = {
            stage: tuple(ids[here & (stages == stage)].tolist())
            for stage in (NO_STAGE, *(each.id for each in framework.stages))
        }
        with_some = len(np.unique(places[here]))
        found.append(StrandInRound(round_.id, round_.name, len(interviews), with_some, by_stage))
    return found


def made_up_otherwise(results: SurveyResults, data: AnalysisData) -> str:
    """Say which posts answered the survey in a group and were never interviewed; nothing where none."""
    people = {*ints(data.participants, "person_id").tolist()}
    interviewed = {post.role_id for post in data.posts if post.person_id in people}
    names = {role.name: role for role in data.roles}
    found = Counter(
        (group, role, round_.round)
        for round_ in results.rounds
        for group, role in zip(round_.groups, round_.roles, strict=True)
        if role in names and names[role].id not in interviewed and group
    )
    said = _("{group} has {n} of the post “{role}” in the survey of {round}, and none in the interviews.")
    return " ".join(
        said.format(group=group, n=n, role=role, round=round_)
        for (group, role, round_), n in sorted(found.items())
    )
