"""Which strands the rounds' lists ask about, and what a figure of what was prompted rests on (rule 15)."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints
from coding.analysis.columns import Column, Columns
from coding.analysis.group_sizes import NOWHERE, sizes_of
from coding.analysis.groups import Group, Grouping, Groups
from coding.analysis.question_matching import Prompted, prompts
from coding.analysis.strata import Strata
from coding.language import _
from coding.model.role_codes import in_words


@dataclass(frozen=True, eq=False)
class AskedAbout:
    """Of the groups of what was prompted: whether a strand was asked about, and in which interviews."""

    analysis_data: AnalysisData
    strata: Strata
    groups: Groups
    columns: Columns
    _known: dict[Column, tuple[Group, ...]] = field(default_factory=dict[Column, tuple[Group, ...]])

    def why_not(self, group: Group, column: Column) -> str:
        """Say that no question asks about a column where a group is of what was prompted; else nothing."""
        if not self._is_prompted(group):
            return ""
        rounds = _rounds_of(self.analysis_data, group)
        if rounds & _rounds_with(self.analysis_data, self._about(column)):
            return ""
        names = in_words(r.name for r in self.analysis_data.rounds if r.id in rounds)
        return _("No question of {rounds} asks about {strand}.").format(rounds=names, strand=column.label)

    def of(self, group: Group, column: Column) -> Group:
        """Return a group with the interviews in which a question about the column was recognised.

        Only what was prompted has other interviews for other columns.
        """
        if not self._is_prompted(group):
            return group
        if column not in self._known:
            self._known[column] = self._with_sizes(self._asking(column))
        return self._known[column][group.position]

    def _is_prompted(self, group: Group) -> bool:
        """Tell a group of what was prompted; asked of every number, so first whether there can be any."""
        asked_of = self.analysis_data.asked_of
        if asked_of is not None and asked_of.only_prompted:
            return True
        return self.strata.by_strand and any(
            m.by is Grouping.PROMPTED and m.id == Prompted.PROMPTED for m in group.members
        )

    def _asking(self, column: Column) -> Bools:
        """Tell the parts of voices that answer a question about a column."""
        voices = self.strata.voices
        asking = np.isin(voices.question_id, list(self._about(column)))
        return (voices.prompted == Prompted.PROMPTED) & asking

    def _about(self, column: Column) -> Collection[int]:
        return _questions_about(self.strata.prompting, self.columns, column)

    def _with_sizes(self, asking: Bools) -> tuple[Group, ...]:
        of_voice = np.where(asking[:, None], self.groups.of_voice, NOWHERE)
        sizes = sizes_of(
            self.analysis_data, self.strata.voices, of_voice, self.groups.done, len(self.groups.groups)
        )
        return tuple(
            replace(group, interviews=interviews, done=done, people=people, person_rounds=person_rounds)
            for group, interviews, done, people, person_rounds in zip(
                self.groups.groups, *(size.tolist() for size in sizes[:4]), strict=True
            )
        )


def _rounds_of(analysis_data: AnalysisData, group: Group) -> set[int]:
    """Return the rounds of a group, by id: its own, else all that have questions."""
    own = {member.id for member in group.members if member.by is Grouping.ROUND and member.id > 0}
    return own or {question.round_id for question in analysis_data.questions}


def asked_in_rounds(analysis_data: AnalysisData, columns: Columns) -> dict[Column, frozenset[int]]:
    """Return the rounds, by id, whose lists have a question about each strand that any asks about."""
    prompting = prompts(analysis_data, columns)
    found = {
        column: _rounds_with(analysis_data, _questions_about(prompting, columns, column))
        for column in columns.basic
    }
    return {column: rounds for column, rounds in found.items() if rounds}


def _rounds_with(analysis_data: AnalysisData, question_ids: Collection[int]) -> frozenset[int]:
    return frozenset(question.round_id for question in analysis_data.questions if question.id in question_ids)


def _questions_about(prompting: Ints, columns: Columns, column: Column) -> Collection[int]:
    question, basic = np.divmod(prompting, max(len(columns.basic), 1))
    if column.is_basic:
        about = basic == columns.place[column]
    elif column in columns.subs:
        about = basic == columns.basic_of_code[column.code_id]
    elif column.code_id:
        about = columns.dimension_of_basic[basic] == column.code_id
    else:
        about = np.ones(len(basic), dtype=np.bool_)
    return set(question[about].tolist())
