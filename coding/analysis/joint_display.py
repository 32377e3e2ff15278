"""Both kinds of evidence in one picture: what a survey found of a strand beside its codings.

A row is a strand, of all or of one school or role group: by stage the share of its strengths that were marked
(deficits apart), and its codings, those without a stage first. The two are laid beside each other and never
summed: respondents and interviewees are not the same people, and nobody is linked to anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, distinct, ints, school_label
from coding.analysis.coding_fields import voices_of
from coding.analysis.joint_rows import JointBy, JointRound, JointRow, JointStage, Silent, StageShare
from coding.analysis.selection import Asked, select
from coding.analysis.speaker_attribution import voices
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_groups import GroupedBy
from coding.analysis.survey_results import ALL, SurveyResults, SurveyShare
from coding.analysis.tally import passages
from coding.language import _
from coding.model.cells import RowPlace
from coding.model.framework import Framework
from coding.model.query import CodeTerm, Exactly, Field, NoValue, Query
from coding.model.survey import Bank, ItemDirection, ItemKind

NO_STAGE: Final = 0
_OTHERS: Final = "school:others"  # the schools that are shown as one, in the place of what is written of them


class _Group(NamedTuple):
    name: str
    label: str
    place: RowPlace
    fields: tuple[Field, ...]


@dataclass(frozen=True, eq=False)
class JointDisplay:
    """The display of a study's survey and one material; ``results`` are grouped as ``by`` says."""

    asked: Asked
    results: SurveyResults
    by: JointBy = JointBy.ALL

    @property
    def data(self) -> AnalysisData:
        """Where the codings are."""
        return self.asked.analysis_data

    @cached_property
    def stages(self) -> tuple[JointStage, ...]:
        """The survey's stages in order, then those that only the framework has."""
        ids = {stage.letter: stage.id for stage in self.data.framework.stages}
        asked = [JointStage(letter, name, ids.pop(letter, None)) for letter, name in self._of_survey]
        rest = (stage for stage in self.data.framework.stages if stage.letter in ids)
        return (*asked, *(JointStage(stage.letter, stage.name, stage.id) for stage in rest))

    @property
    def _of_survey(self) -> Sequence[tuple[str, str]]:
        return self.results.instrument.stages

    @cached_property
    def rounds(self) -> tuple[tuple[int, str], ...]:
        """The rounds with answers or interviews, in order."""
        answered = {each.round_id for each in self.results.rounds if each.count}
        return tuple(
            (round_.id, round_.name)
            for round_ in self.data.rounds
            if round_.id in answered or len(self.data.interviews_of(round_))
        )

    @cached_property
    def answers(self) -> Mapping[int, RoundAnswers]:
        """What rounds answered, by the round's id."""
        return {each.round_id: each for each in self.results.rounds if each.count}

    # --- rows -------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[JointRow, ...]:
        """A row a bank, with its groups below it; then strands that are coded and that no bank asks about."""
        found: list[JointRow] = []
        for bank in self.results.instrument.banks:
            found += [self._row(bank, bank.code_id, group) for group in (_EVERYBODY, *self._groups)]
        return (*found, *(self._row(None, code_id, _EVERYBODY) for code_id in self._not_asked()))

    def _not_asked(self) -> Iterator[int]:
        """Yield the strands that are coded and that no bank asks about."""
        framework, coded = self.data.framework, self.data.coded
        banks = {bank.code_id for bank in self.results.instrument.banks}
        for code in framework.codes:
            is_strand = framework.strand_of(code.id) == code
            family = _family(framework, code.id)
            if is_strand and banks.isdisjoint(family) and not coded.isdisjoint(family):
                yield code.id

    @cached_property
    def _groups(self) -> tuple[_Group, ...]:
        match self.by:
            case JointBy.ALL:
                return ()
            case JointBy.GROUP:
                there = (*self.data.role_groups, *(name for name in self.results.groups if name))
                known = tuple(_of_role(name) for name in self._in_order(dict.fromkeys(there)))
            case JointBy.SCHOOL:
                known = tuple(self._schools())
        unknown = Field("role" if self.by is JointBy.GROUP else "school", (NoValue(),))
        nobody = _Group("", _("not known"), RowPlace(value=f"{self.by}:none"), (unknown,))
        return (*known, *([nobody] if self._has_unknown(nobody) else []))

    def _in_order(self, names: Mapping[str, None]) -> list[str]:
        order = {name: at for at, name in enumerate(self.results.order)}
        return sorted(names, key=lambda name: order.get(name, len(order)))

    def _has_unknown(self, nobody: _Group) -> bool:
        """Tell whether some answered, or are coded, of whom nobody knows where they belong."""
        return "" in self.results.groups or bool(self._found(nobody.fields).any())

    def _schools(self) -> Iterator[_Group]:
        """Yield the schools; those of few answers are one, in the interviews as well."""
        few = self.results.few_schools
        for school in self.data.schools:
            name = school.letter or school.name
            if name not in few:
                field = Field("school", (Exactly(name),))
                yield _Group(name, school_label(school), RowPlace(school_id=school.id), (field,))
        if few:
            field = Field("school", tuple(map(Exactly, few)))
            yield _Group(self.results.others, self.results.others, RowPlace(value=_OTHERS), (field,))

    def _row(self, bank: Bank | None, code_id: int | None, group: _Group) -> JointRow:
        framework = self.data.framework
        code = framework.by_id.get(code_id or 0)
        strand = code.short if code is not None else bank.called if bank is not None else ""
        name = code.name if code is not None else bank.name if bank is not None else ""
        rounds = tuple(self._of_round(bank, code_id, group, *round_) for round_ in self.rounds)
        return JointRow(
            code_id,
            bank,
            strand,
            name,
            framework.hue(code.id) if code is not None else "",
            group.name,
            group.label,
            group.place,
            group.fields,
            rounds,
            self._silent(bank, is_coded_for=code is not None),
        )

    def _silent(self, bank: Bank | None, *, is_coded_for: bool) -> Silent:
        """Tell which side did not ask: in no round a statement, or nothing that could be coded."""
        items = {item.id for item in bank.items} if bank is not None else set[int]()
        if not any(items & each.places_of.keys() for each in self.answers.values()):
            return Silent.SURVEY
        return Silent.NEITHER if is_coded_for and len(self.data.interviews) else Silent.INTERVIEWS

    # --- the survey -------------------------------------------------------------------------------

    def _of_round(
        self, bank: Bank | None, code_id: int | None, group: _Group, round_id: int, name: str
    ) -> JointRound:
        answers = self.answers.get(round_id)
        people = self.results.size(answers, group.name) if answers is not None else 0
        asked = bank if answers is not None and people else None
        fields = (*group.fields, Field("in", (Exactly(name),)))
        counted = [self._codings(code_id, fields, stage) for stage in (NO_STAGE, *self.stage_ids)]
        there = self._interviews(fields) if code_id in self.data.framework.by_id else np.empty(0, np.int64)
        done = np.isin(there, ints(self.data.interviews, "id")[bools(self.data.interviews, "done")])
        of_any = self._codings(code_id, fields)
        return JointRound(
            round_id,
            name,
            people,
            tuple(self._share(asked, answers, stage.letter, group.name) for stage in self.stages),
            self._deficits(asked, answers, group.name),
            tuple(map(self._passages, counted)),
            self._passages(of_any),
            len(np.unique(ints(self.data.codings, "interview_id")[of_any])),
            len(there),
            int(done.sum()),
            self._is_named(code_id, round_id),
        )

    @property
    def stage_ids(self) -> tuple[int, ...]:
        """The id of the stage of each letter, -1 for one that the framework lacks."""
        return tuple(-1 if stage.stage_id is None else stage.stage_id for stage in self.stages)

    def _share(
        self, bank: Bank | None, answers: RoundAnswers | None, letter: str, group: str
    ) -> StageShare | None:
        if bank is None or answers is None:
            return None
        share = self.results.stage_share(answers, bank, letter, group)
        return StageShare(share, self.results.size(answers, group)) if share and share.n else None

    def _deficits(self, bank: Bank | None, answers: RoundAnswers | None, group: str) -> StageShare | None:
        """Return the marks at deficits, of all stages: what they have in common is that fewer is better."""
        if bank is None or answers is None:
            return None
        shares = [
            share
            for item in bank.items
            if item.kind is ItemKind.STATEMENT and item.direction is ItemDirection.DEFICIT
            if (share := self.results.share(answers, item, group)) is not None and share.n
        ]
        marks = SurveyShare(sum(each.k for each in shares), sum(each.n for each in shares))
        return StageShare(marks, self.results.size(answers, group)) if shares else None

    # --- the interviews ---------------------------------------------------------------------------

    @cached_property
    def _kept(self) -> dict[tuple[Field, ...], Bools]:
        return {}

    def _found(self, fields: tuple[Field, ...]) -> Bools:
        """Tell the codings by those whom the fields name."""
        if fields not in self._kept:
            self._kept[fields] = select(self.asked, Query(fields=fields)).codings
        return self._kept[fields]

    def _codings(self, code_id: int | None, fields: tuple[Field, ...], stage: int | None = None) -> Ints:
        """Return the places of the codings of a strand, of one stage (0: without one) or of any."""
        found = self._found(fields) & self._of_strand(code_id or 0)
        if stage is not None:
            found &= self._of_stage[stage]
        return np.flatnonzero(found)

    @cached_property
    def _of_stage(self) -> Mapping[int, Bools]:
        stages = ints(self.data.codings, "stage_id")
        return {stage: stages == stage for stage in (NO_STAGE, *self.stage_ids)}

    @cached_property
    def _strands(self) -> dict[int, Bools]:
        return {}

    def _of_strand(self, code_id: int) -> Bools:
        """Tell the codings of a code and of all below it."""
        if code_id not in self._strands:
            family = _family(self.data.framework, code_id)
            self._strands[code_id] = np.isin(ints(self.data.codings, "code_id"), family)
        return self._strands[code_id]

    def _passages(self, codings: Ints) -> int:
        """Count a passage once, whichever codes below the strand it carries (counting rules 1 and 6)."""
        return len(np.unique(passages(self.data)[codings]))

    def _interviews(self, fields: tuple[Field, ...]) -> Ints:
        """Return the interviews in which somebody speaks whom the fields name."""
        mask = voices_of(self.data, fields, self.asked.names)
        there = np.sort(voices(self.data).interview_id[mask])
        known = ints(self.data.interviews, "id")
        return there[:0] if not len(there) else np.intersect1d(distinct(there), known)

    def _is_named(self, code_id: int | None, round_id: int) -> bool:
        framework = self.data.framework
        if code_id not in framework.by_id:
            return False
        family = {*_family(framework, code_id or 0), *(each.id for each in framework.path(code_id or 0))}
        return any(
            question.round_id == round_id and not family.isdisjoint(question.code_ids)
            for question in self.data.questions
        )

    # --- what is behind a number ------------------------------------------------------------------

    def query(self, row: JointRow, round_: str = "", stage: int | None = None) -> Query | None:
        """Return the query that finds what is behind a number; None where the framework has no such code."""
        if row.code_id not in self.data.framework.by_id:
            return None
        value = self._stage_value(stage) if stage is not None else None
        of_stage = (Field("stage", (value,)),) if value is not None else ()
        term = CodeTerm(self.asked.names.text_of_code[row.code_id or 0], of_stage)
        of_round = (Field("in", (Exactly(round_),)),) if round_ else ()
        return Query(term, (*row.fields, *of_round))

    def _stage_value(self, stage: int) -> Exactly | NoValue:
        letter = next((each.letter for each in self.stages if each.stage_id == stage), "")
        return Exactly(letter) if letter else NoValue()

    def coding_ids(self, row: JointRow, round_: str, stage: int | None = None) -> Ints:
        """Return the ids of the codings behind a number."""
        fields = (*row.fields, Field("in", (Exactly(round_),)))
        return ints(self.data.codings, "id")[self._codings(row.code_id, fields, stage)]


_EVERYBODY: Final = _Group(ALL, ALL, RowPlace(), ())
_GROUPED: Final = {
    JointBy.ALL: GroupedBy.GROUP,
    JointBy.GROUP: GroupedBy.GROUP,
    JointBy.SCHOOL: GroupedBy.SCHOOL,
}


def grouped_by(by: JointBy) -> GroupedBy:
    """Return how a survey's results have to be grouped for a display."""
    return _GROUPED[by]


def _of_role(name: str) -> _Group:
    return _Group(name, name, RowPlace(role=name), (Field("role", (Exactly(name),)),))


def _family(framework: Framework, code_id: int) -> list[int]:
    return [code.id for code in framework.below(code_id)] if code_id in framework.by_id else []
