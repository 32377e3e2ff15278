"""The blocks of a report, part by part, as a study has them now."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.joint_rows import JointBy
from coding.language import _
from coding.progress import Progress, silent
from coding.report.blocks import (
    Block,
    BreakBlock,
    HeadingBlock,
    WordsKind,
    below,
    notes,
    words,
    written_blocks,
)
from coding.report.codebook_part import codebook_blocks
from coding.report.counted_parts import stage_blocks, together_blocks
from coding.report.frequency_part import frequency_blocks
from coding.report.joint_part import joint_blocks
from coding.report.made import held_by
from coding.report.options import (
    CollectedOptions,
    JointOptions,
    PassagesOptions,
    QuestionsOptions,
    TextOptions,
)
from coding.report.outcomes_part import outcome_blocks
from coding.report.participants_part import participants_blocks
from coding.report.passage_part import passage_blocks
from coding.report.plan import MadeReport, PartKind, ReportPart, ReportPlan
from coding.report.survey_part import survey_blocks
from coding.text.blocks import read
from storage.queries.answers import AnswersShown, wanted_issues
from storage.queries.joint import joint_display, joint_sentences
from storage.queries.outcomes import outcome_panels
from storage.queries.quoted import guids_of_codings
from storage.queries.surveys import survey_results
from storage.queries.texts import interviews
from storage.report.agreement_part import agreement_blocks
from storage.report.answers_part import answers_blocks, is_summed_up, questions_overview
from storage.report.facts_parts import collected_blocks, contents_blocks, method_blocks, title_blocks
from storage.report.passages import passage_reading
from storage.report.view_part import view_blocks
from storage.report.written_parts import (
    audit_blocks,
    case_blocks,
    matrix_blocks,
    memos_part,
    outline_part,
)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """The blocks of a part, and its place in the plan."""

    place: int
    part: ReportPart
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ReportReading:
    """Makes the blocks of parts, each when it is asked for; rows are made later still."""

    connection: Connection
    data: AnalysisData
    plan: ReportPlan
    progress: Progress = silent
    blind_for: int | None = None
    since: tuple[str, ...] = ()

    def sections(self) -> Iterator[ReportSection]:
        """Yield every part that is in the report."""
        included = [*self.plan.included]
        for at, (place, part) in enumerate(included):
            self.progress(at, len(included), part.title)
            yield ReportSection(place, part, tuple(self.blocks(part)))

    def blocks(self, part: ReportPart) -> Iterable[Block]:
        """Return the blocks of one part. Raises UserError where a part cannot be made.

        The first says with it what ``since`` has to be said of a study as it was.
        """
        made = _MAKERS[part.kind](self, part.options)
        first = next((each for _place, each in self.plan.included), None)
        if not self.since or part is not first:
            return made
        head, *rest = self.since
        return (*made, words(head, WordsKind.WARNING), *notes(rest))

    @cached_property
    def dates(self) -> dict[int, str]:
        """The dates of interviews by id, those that are known."""
        return {each.id: each.date for each in interviews(self.connection) if each.date}


def made_of(connection: Connection, sections: Iterable[ReportSection]) -> MadeReport:
    """Return what a report holds now, to be kept."""
    numbers: dict[str, str] = {}
    quoted: list[int] = []
    seen: Counter[PartKind] = Counter()
    for section in sections:
        kind = section.part.kind
        held = held_by(section.blocks, f"{kind}{seen[kind]}")
        seen[kind] += 1
        numbers |= held.numbers
        quoted += held.quoted
    return MadeReport(numbers, tuple(guids_of_codings(connection, quoted)))


Maker = Callable[[ReportReading, Any], Iterable[Block]]


def _passages(reading: ReportReading, asked: PassagesOptions) -> Iterable[Block]:
    read_from = passage_reading(reading.connection, reading.data, asked.source, coarse=reading.plan.coarse)
    return passage_blocks(read_from, asked, reading.progress)


def _collected(reading: ReportReading, asked: CollectedOptions) -> Iterable[Block]:
    return collected_blocks(reading.connection, reading.data, with_journal=asked.journal)


def _text(_reading: ReportReading, asked: TextOptions) -> Iterator[Block]:
    if asked.heading:
        yield HeadingBlock(asked.heading)
    yield from written_blocks(read(asked.text), 1)


def _questions(reading: ReportReading, asked: QuestionsOptions) -> Iterator[Block]:
    yield HeadingBlock(_("By question"))
    issues = wanted_issues(reading.data)
    if not issues:
        yield words(_("No question is listed."))
        return
    connection, data = reading.connection, reading.data
    shown = AnswersShown(blind_for=reading.blind_for)
    yield questions_overview(data, issues)
    told = issues
    if not asked.answers:
        told = [each for each in issues if asked.summaries and is_summed_up(connection, data, each, shown)]
    yield from below(answers_blocks(connection, data, told, asked, shown), 1)


def _survey(reading: ReportReading) -> Iterator[Block]:
    yield HeadingBlock(_("Survey"))
    results = survey_results(reading.connection)
    if results is None or not results.rounds:
        yield words(_("There are no answers to a survey in this study."))
        return
    yield from survey_blocks(results)


def _joint(reading: ReportReading, asked: JointOptions) -> Iterator[Block]:
    yield HeadingBlock(_("Survey and interviews side by side"))
    display = joint_display(reading.connection, reading.data, JointBy(asked.rows.value))
    if display is None:
        yield words(_("There are no answers to a survey in this study."))
        return
    yield from joint_blocks(display, joint_sentences(reading.connection))


def _outcomes(reading: ReportReading) -> Iterator[Block]:
    yield HeadingBlock(_("Outcomes of schools"))
    measures = outcome_panels(reading.connection, reading.data)
    if not measures:
        yield words(_("The study has no figures of schools."))
    yield from outcome_blocks(measures)


_MAKERS: Final[Mapping[PartKind, Maker]] = {
    PartKind.TITLE: lambda r, asked: title_blocks(r.connection, r.data, asked),
    PartKind.CONTENTS: lambda _r, asked: contents_blocks(asked),
    PartKind.METHOD: lambda r, asked: method_blocks(r.connection, r.data, asked),
    PartKind.PARTICIPANTS: lambda r, asked: participants_blocks(r.data, asked, r.dates),
    PartKind.COLLECTED: _collected,
    PartKind.FREQUENCIES: lambda r, asked: frequency_blocks(r.data, asked),
    PartKind.VIEW: lambda r, asked: view_blocks(r.connection, asked, r.blind_for, r.progress),
    PartKind.QUESTIONS: _questions,
    PartKind.STAGES: lambda r, asked: stage_blocks(r.data, asked),
    PartKind.TOGETHER: lambda r, asked: together_blocks(r.data, asked),
    PartKind.MATRIX: lambda r, asked: matrix_blocks(r.connection, r.data, asked, r.blind_for),
    PartKind.CASES: lambda r, asked: case_blocks(r.connection, r.data, asked),
    PartKind.OUTLINE: lambda r, _asked: outline_part(r.connection),
    PartKind.MEMOS: lambda r, asked: memos_part(r.connection, asked, r.blind_for),
    PartKind.AUDIT: lambda r, asked: audit_blocks(r.connection, r.data, asked),
    PartKind.SURVEY: lambda r, _asked: _survey(r),
    PartKind.JOINT: _joint,
    PartKind.OUTCOMES: lambda r, _asked: _outcomes(r),
    PartKind.PASSAGES: _passages,
    PartKind.AGREEMENT: lambda r, _asked: agreement_blocks(r.connection, r.data.framework.id),
    PartKind.CODEBOOK: lambda r, asked: codebook_blocks(r.data.framework, asked),
    PartKind.TEXT: _text,
    PartKind.BREAK: lambda _r, _asked: (BreakBlock(),),
}
